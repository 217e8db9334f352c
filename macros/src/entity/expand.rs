//! Expands the implementation of a view.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{LitStr, Path};

use super::attributes::Named;
use super::view::{self, Field, View};

/// All items of the derive.
pub(super) fn expand(view: &View) -> TokenStream {
    let (name, of, visibility) = (&view.name, &view.of, &view.visibility);
    let columns = view.fields.iter().map(column);
    let fields = view.fields.iter().map(|field| {
        let (name, value) = (&field.name, value(field));
        quote!(#name: #value,)
    });
    // Last, after the others have been taken out of the row.
    let extra = view.extra.as_ref().map(|extra| {
        let taken = custom(view).map(|(_, name)| name);
        let rest = quote_spanned!(extra.ty.span()=> ::bitrix24::runtime::rest(row, &[#(#taken),*]));
        let name = &extra.name;
        quote!(#name: #rest,)
    });
    let constants = view.fields.iter().map(|field| constant(of, field));
    let keys = keys(view);
    let checks = custom(view).map(|(_, name)| check(of, name));
    quote! {
        #[automatically_derived]
        impl ::bitrix24::runtime::Field for #name {
            #[inline]
            fn sink(
                slot: &mut ::core::option::Option<Self>,
            ) -> ::bitrix24::runtime::Sink<'_> {
                ::bitrix24::runtime::Sink::View(slot)
            }
        }
        #[automatically_derived]
        impl ::bitrix24::entity::View for #name {
            type Of = #of;
            fn columns(
                columns: ::bitrix24::runtime::Columns<Self::Of>,
            ) -> ::bitrix24::runtime::Columns<Self::Of> {
                columns #(#columns)*
            }
            fn take(
                row: &mut Self::Of,
            ) -> ::core::result::Result<Self, ::bitrix24::entity::TypeMismatch> {
                ::core::result::Result::Ok(Self { #(#fields)* #extra })
            }
        }
        // A list of other views would not help a user who passes something else.
        #[diagnostic::do_not_recommend]
        #[automatically_derived]
        impl ::bitrix24::entity::ViewOf<#of> for #name {}
        #[automatically_derived]
        impl ::core::convert::TryFrom<#of> for #name {
            type Error = ::bitrix24::entity::TypeMismatch;
            fn try_from(mut row: #of) -> ::core::result::Result<Self, Self::Error> {
                <Self as ::bitrix24::entity::View>::take(&mut row)
            }
        }
        const _: () = {
            #keys
            #[automatically_derived]
            #[allow(dead_code)]
            impl #name {
                #(#constants)*
            }
        };
        #[automatically_derived]
        #[allow(dead_code)]
        impl #name {
            /// The fields of the struct, for methods that take a selection.
            #visibility fn select() -> ::bitrix24::Select<#of> {
                <Self as ::bitrix24::entity::View>::select()
            }
            /// The conversion of a decoded row into the struct; the row is not changed.
            #visibility fn from_row(
                row: &#of,
            ) -> ::core::result::Result<Self, ::bitrix24::entity::TypeMismatch> {
                <Self as ::bitrix24::entity::View>::from_row(row)
            }
        }
        #(#checks)*
    }
}

/// The custom fields, with their names on the wire.
fn custom(view: &View) -> impl Iterator<Item = (&Field, &LitStr)> {
    view.fields.iter().filter_map(|field| match &field.named {
        Named::Custom(name) => Some((field, name)),
        Named::Documented(_) => None,
    })
}

/// Adds the name of the field to a selection.
fn column(field: &Field) -> TokenStream {
    match &field.named {
        // The compiler reports a name that the record does not have, with a similar one.
        Named::Documented(name) => {
            quote_spanned!(name.span()=> .documented(|row| &mut row.#name))
        }
        Named::Custom(name) => quote!(.custom(#name)),
    }
}

/// Takes the field out of a row.
fn value(field: &Field) -> TokenStream {
    let read = field.via.as_ref().unwrap_or(&field.ty);
    // A type that does not fit is reported at its span.
    let found = match &field.named {
        Named::Documented(name) => quote_spanned! {read.span()=>
            ::bitrix24::runtime::documented(row, |row| &mut row.#name).read::<#read>()
        },
        Named::Custom(name) => quote_spanned! {read.span()=>
            ::bitrix24::runtime::custom::<#read>(row, #name)?
        },
    };
    let found = match &field.via {
        Some(_) => {
            let ty = &field.ty;
            quote_spanned!(ty.span()=> #found.via::<#ty>(row)?)
        }
        None => found,
    };
    if field.optional {
        quote!(#found.optional())
    } else {
        quote!(#found.required(row)?)
    }
}

/// What a record without a constant for a field has in its place, so that the constants of the
/// struct can name it: the constants of the record come before those of a trait.
fn keys(view: &View) -> Option<TokenStream> {
    let of = &view.of;
    let names: Vec<Ident> = documented(view).map(key).collect();
    (!names.is_empty()).then(|| {
        quote! {
            #[allow(dead_code)]
            trait BitrixEntityKeys {
                #(const #names: ::bitrix24::runtime::NoKey = ::bitrix24::runtime::NoKey::NEW;)*
            }
            #[automatically_derived]
            impl BitrixEntityKeys for #of {}
        }
    })
}

/// The documented fields, by their names in the record.
fn documented(view: &View) -> impl Iterator<Item = &Ident> {
    view.fields.iter().filter_map(|field| match &field.named {
        Named::Documented(name) => Some(name),
        Named::Custom(_) => None,
    })
}

/// The record's constant of a field, as the generator names it.
fn key(name: &Ident) -> Ident {
    let upper = name.unraw().to_string().to_uppercase();
    let key = match upper.trim_matches('_') {
        // No record has such a field, as the compiler reports.
        "" => upper,
        key if key.starts_with(|first: char| first.is_ascii_digit()) => format!("_{key}"),
        key => key.to_owned(),
    };
    Ident::new(&key, Span::call_site())
}

/// A constant for filters, orders, selections and setters.
fn constant(of: &Path, field: &Field) -> TokenStream {
    let visibility = &field.visibility;
    let constant = Ident::new(
        &field.name.unraw().to_string().to_uppercase(),
        field.name.span(),
    );
    let ty = field.via.as_ref().unwrap_or(&field.ty);
    // A field with several values is compared with one of them, and set to all.
    let item = view::inside(ty, "Vec");
    match &field.named {
        Named::Custom(name) => {
            let of_key = match item {
                Some(item) => quote!(#item, ::bitrix24::runtime::uses::Several),
                None => quote!(#ty),
            };
            let doc = format!(
                "Custom field `{}`, for filters, orders and setters.",
                name.value()
            );
            quote! {
                #[doc = #doc]
                #visibility const #constant: ::bitrix24::runtime::Key<#of, #of_key> =
                    ::bitrix24::runtime::Key::new(#name);
            }
        }
        // The macro does not see what the field can be used for, so the type is computed from the
        // record's own constant.
        Named::Documented(name) => {
            let (key, value) = (key(name), item.unwrap_or(ty));
            let doc = format!(
                "Field `{}` of the record, for filters, orders and selections as far as lists document it.",
                name.unraw()
            );
            quote! {
                #[doc = #doc]
                #visibility const #constant: <::bitrix24::runtime::UsesNumbered<
                    { <#of>::#key.uses() },
                > as ::bitrix24::runtime::KeyOf<#of, #value>>::Key = <#of>::#key.with_value();
            }
        }
    }
}

/// Refuses a name that the entity cannot have, such as the spelling of another family of methods.
fn check(of: &Path, name: &LitStr) -> TokenStream {
    let message = format!(
        "`{}` has no custom field `{}`: its type documents the prefixes of custom fields, which \
         differ between families of methods. A documented field is named without quotes, as in `#[entity(field = title)]`",
        path(of),
        name.value()
    );
    quote_spanned! {name.span()=>
        const _: () = ::core::assert!(
            ::bitrix24::runtime::fits_any(
                <#of as ::bitrix24::runtime::Families>::PATTERNS,
                #name,
            ),
            #message
        );
    }
}

/// A path as written.
fn path(path: &Path) -> String {
    quote!(#path).to_string().replace(' ', "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::derive;

    #[test]
    fn a_field_of_underscores_is_left_to_the_compiler() {
        let items = derive(quote! {
            #[entity(of = crm::Deal)]
            struct Own {
                __: i64,
            }
        });
        let items = items.to_string();
        assert!(items.contains("row . __"), "{items}");
        assert!(items.contains("< crm :: Deal > :: __ ."), "{items}");
    }

    /// A name that differs would silently be that of a record without the constant.
    #[cfg(feature = "schema")]
    #[test]
    fn keys_are_named_as_the_generator_names_them() {
        use std::path::Path;

        use bitrix24_codegen::diagnostic::Problems;
        use bitrix24_codegen::ir::TypeKind;
        use bitrix24_codegen::source::Sources;
        use bitrix24_codegen::{load, names, resolve};

        let key_of = |rust: &str| key(&syn::parse_str(rust).unwrap()).to_string();
        for wire in ["ownerId", "type", "self", "new", "1c", "UF_CRM_1", "_a"] {
            let rust = names::snake(wire);
            assert_eq!(key_of(&rust), names::shouty(rust.trim_start_matches("r#")));
        }
        let (mut sources, mut problems) = (Sources::default(), Problems::default());
        let root = Path::new(bitrix24_schema::ROOT);
        let schema = resolve::resolve(
            &load::folder(root, &mut sources, &mut problems),
            &mut problems,
        );
        assert!(problems.is_empty());
        let mut seen = 0;
        for module in &schema.modules {
            for ty in &module.types {
                let TypeKind::Record(record) = &ty.kind else {
                    continue;
                };
                for field in &record.fields {
                    let of = || format!("{}: {}", ty.name, field.rust);
                    assert_eq!(key_of(&field.rust), field.constant, "{}", of());
                    seen += 1;
                }
            }
        }
        assert!(seen > 1000, "{seen}");
    }
}
