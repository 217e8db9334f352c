//! Objects of answers: plain structs whose fields the runtime fills through sinks.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs;
use super::ty::{ModuleContext, ident};
use crate::ir::{KeyType, Record, Scalar, Ty, Type, Use};

/// A struct with public fields, the sinks that the runtime fills, and the constants of its fields.
pub(crate) fn record(context: ModuleContext<'_>, ty: &Type, record: &Record) -> TokenStream {
    let name = ident(&ty.name);
    let docs = docs::ty(ty).outer();
    let fields = record.fields.iter().map(|field| {
        let (docs, rust, ty) = (
            docs::field(context, field),
            ident(&field.rust),
            context.value(&field.ty),
        );
        quote!(#docs pub #rust: Option<#ty>,)
    });
    let families = record.patterns.iter().map(|field| {
        let (docs, rust, ty) = (
            docs::field(context, field),
            ident(&field.rust),
            context.argument(&field.ty),
        );
        quote!(#docs pub #rust: rt::Map<String, #ty>,)
    });
    let record_impl = record_impl(&name, record);
    let entity = ty.key.map(|key| entity(context, ty, key));
    let constants = record.keys.then(|| constants(context, &ty.name, record));
    let related = record
        .related
        .then(|| quote!(#[diagnostic::do_not_recommend] impl rt::Related for #name {}));
    quote! {
        #docs
        #[derive(Clone, Default)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #(#families)*
            /// Keys of the answer that the schema does not describe.
            pub extra: rt::Extra,
        }
        rt::record!(#name);
        #record_impl
        #entity
        #constants
        #related
    }
}

/// The implementations of `Entity` and `IdentifiedBy`: the type has identifiers, and what else they
/// identify.
pub(crate) fn entity(context: ModuleContext<'_>, ty: &Type, key: KeyType) -> TokenStream {
    let name = ident(&ty.name);
    let also = ty.also.iter().map(|other| {
        let other = context.path(other);
        quote!(#[diagnostic::do_not_recommend] impl rt::IdentifiedBy<#name> for #other {})
    });
    let key = match key {
        KeyType::Integer => quote!(i64),
        KeyType::String => quote!(String),
    };
    // A list of other entities would not help a user who names something else.
    quote! {
        #[diagnostic::do_not_recommend]
        impl rt::Entity for #name { type Key = #key; }
        #(#also)*
    }
}

fn record_impl(name: &proc_macro2::Ident, record: &Record) -> TokenStream {
    let wires = record.fields.iter().map(|field| &field.wire);
    let sinks = record.fields.iter().enumerate().map(|(index, field)| {
        let (index, rust) = (Literal::usize_unsuffixed(index), ident(&field.rust));
        match builtin(&field.ty) {
            Some((kind, _)) => {
                let kind = ident(kind);
                quote!(#index => rt::Sink::#kind(&mut self.#rust),)
            }
            None => quote!(#index => rt::sink(&mut self.#rust),),
        }
    });
    let value_refs = record.fields.iter().enumerate().map(|(index, field)| {
        let (index, rust) = (Literal::usize_unsuffixed(index), ident(&field.rust));
        match builtin(&field.ty) {
            Some((_, kind)) => {
                let (kind, borrow) = (
                    ident(kind),
                    (field.ty == Ty::Scalar(Scalar::String)).then(|| quote!(&)),
                );
                quote!(#index => rt::ValueRef::#kind(#borrow self.#rust),)
            }
            None => quote!(#index => rt::value_ref(&self.#rust),),
        }
    });
    let aliases = aliases(record);
    let patterns = patterns(record);
    let families = families(name, record);
    quote! {
        #families
        impl rt::Record for #name {
            #[inline]
            fn keys(&self) -> &'static [&'static str] {
                &[#(#wires),*]
            }
            #aliases
            #[inline]
            fn sink(&mut self, index: usize) -> rt::Sink<'_> {
                match index {
                    #(#sinks)*
                    _ => rt::Sink::Extra(&mut self.extra),
                }
            }
            #[inline]
            fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
                match index {
                    #(#value_refs)*
                    _ => rt::ValueRef::Extra(&self.extra),
                }
            }
            #patterns
        }
    }
}

/// Types that are filled without a trait: the variant of `Sink`, and the constructor of `ValueRef`.
fn builtin(ty: &Ty) -> Option<(&'static str, &'static str)> {
    let Ty::Scalar(scalar) = ty else {
        return None;
    };
    match scalar {
        Scalar::Integer => Some(("Integer", "integer")),
        Scalar::String => Some(("Text", "text")),
        Scalar::Double => Some(("Double", "double")),
        Scalar::Decimal => Some(("Decimal", "decimal")),
        Scalar::Flag => Some(("Flag", "flag")),
        Scalar::Boolean => Some(("Boolean", "boolean")),
        _ => None,
    }
}

fn aliases(record: &Record) -> Option<TokenStream> {
    let spellings: Vec<_> = record
        .fields
        .iter()
        .enumerate()
        .flat_map(|(index, field)| {
            field
                .aliases
                .iter()
                .map(move |alias| (alias, Literal::usize_unsuffixed(index)))
        })
        .map(|(alias, index)| quote!((#alias, #index)))
        .collect();
    (!spellings.is_empty()).then(|| {
        quote! {
            #[inline]
            fn aliases(&self) -> &'static [(&'static str, usize)] {
                &[#(#spellings),*]
            }
        }
    })
}

/// The patterns as a constant, which the compiler can read.
fn families(name: &proc_macro2::Ident, record: &Record) -> Option<TokenStream> {
    let patterns = record.patterns.iter().map(|field| &field.wire);
    (!record.patterns.is_empty()).then(|| {
        quote! {
            // A list of other records would not help a user who names a custom field of something else.
            #[diagnostic::do_not_recommend]
            impl rt::Families for #name {
                const PATTERNS: &'static [&'static str] = &[#(#patterns),*];
            }
        }
    })
}

fn patterns(record: &Record) -> Option<TokenStream> {
    if record.patterns.is_empty() {
        return None;
    }
    let sinks = record.patterns.iter().enumerate().map(|(index, field)| {
        let (index, rust) = (Literal::usize_unsuffixed(index), ident(&field.rust));
        quote!(#index => Some(&mut self.#rust),)
    });
    let refs = record.patterns.iter().enumerate().map(|(index, field)| {
        let (index, rust) = (Literal::usize_unsuffixed(index), ident(&field.rust));
        quote!(#index => Some(&self.#rust),)
    });
    Some(quote! {
        #[inline]
        fn patterns(&self) -> &'static [&'static str] {
            <Self as rt::Families>::PATTERNS
        }
        #[inline]
        fn family(&mut self, index: usize) -> Option<&mut dyn rt::EntrySink> {
            match index {
                #(#sinks)*
                _ => None,
            }
        }
        #[inline]
        fn family_ref(&self, index: usize) -> Option<&dyn rt::MapRef> {
            match index {
                #(#refs)*
                _ => None,
            }
        }
    })
}

/// Constants by which filters, orders and selections name the fields.
fn constants(context: ModuleContext<'_>, name: &str, record: &Record) -> TokenStream {
    let owner = ident(name);
    let keys = record
        .fields
        .iter()
        .filter(|field| !uses(&field.without).is_empty())
        .map(|field| {
            let (constant, wire, ty) = (
                ident(&field.constant),
                &field.wire,
                // A field with several values is compared with one of them.
                context.argument(field.ty.item()),
            );
            let doc = format!(" Field `{wire}`.");
            let uses = match uses(&field.without) {
                "Every" => TokenStream::new(),
                uses => {
                    let uses = ident(uses);
                    quote!(, rt::uses::#uses)
                }
            };
            quote!(#[doc = #doc] pub const #constant: rt::Key<#owner, #ty #uses> = rt::Key::new(#wire);)
        });
    // Families may be excluded from different uses; `custom` allows only the uses of all.
    let excluded: Vec<Use> = record
        .patterns
        .iter()
        .flat_map(|family| family.without.iter().copied())
        .collect();
    let uses = uses(&excluded);
    let custom = (!record.patterns.is_empty() && !uses.is_empty()).then(|| {
        let uses = ident(uses);
        quote!(rt::custom!(#owner, #uses);)
    });
    quote! {
        /// Fields for filters, orders and selections.
        impl #owner {
            #(#keys)*
        }
        #custom
    }
}

/// The name in the runtime for the uses of a field; empty when it has none.
fn uses(without: &[Use]) -> &'static str {
    let [filter, order, select] =
        [Use::Filter, Use::Order, Use::Select].map(|each| !without.contains(&each));
    match (filter, order, select) {
        (true, true, true) => "Every",
        (true, true, false) => "NoSelect",
        (true, false, true) => "NoOrder",
        (false, true, true) => "NoFilter",
        (true, false, false) => "OnlyFilter",
        (false, true, false) => "OnlyOrder",
        (false, false, true) => "OnlySelect",
        (false, false, false) => "",
    }
}
