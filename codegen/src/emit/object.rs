//! Objects of requests: a constructor for the required fields, and setters for the rest.

use proc_macro2::TokenStream;
use quote::quote;

use super::constructor::{Constructor, is_in_constructor};
use super::docs;
use super::insertion::{formats, inserted};
use super::ty::{ModuleContext, ident};
use crate::ir::{Access, Field, Object, Type};

/// A builder over the runtime's parameters.
pub(crate) fn object(context: ModuleContext<'_>, ty: &Type, object: &Object) -> TokenStream {
    let name = ident(&ty.name);
    let docs = docs::ty(ty).outer();
    let fields = written(&object.fields);
    let constructor = Constructor::new(context, &ty.name, &fields);
    let new = constructor.function("Starts with nothing set.", "Starts with what is required.");
    let default = constructor.default();
    let stands_for = object.of.as_ref().map(|of| {
        let of = context.path(of);
        quote! {
            #[diagnostic::do_not_recommend]
            impl<P> rt::IntoArg<#of, P> for #name {
                #[inline]
                fn into_arg(self) -> rt::Arg<#of> {
                    rt::Arg::object(self.0)
                }
            }
        }
    });
    let setters = setters(context, &fields);
    let families = families(context, &object.patterns);
    let groups = constructor.groups();
    quote! {
        #docs
        #[derive(Clone)]
        #[must_use]
        pub struct #name(rt::Params);
        rt::object!(#name);
        impl #name {
            #new
            #setters
            #families
        }
        #default
        #stands_for
        #groups
    }
}

/// The fields that may be written.
pub(crate) fn written(fields: &[Field]) -> Vec<&Field> {
    fields
        .iter()
        .filter(|field| field.access != Access::Read)
        .collect()
}

/// A setter for each field that no constructor takes.
pub(crate) fn setters(context: ModuleContext<'_>, fields: &[&Field]) -> TokenStream {
    let setters = fields
        .iter()
        .filter(|field| !is_in_constructor(field))
        .map(|field| {
            let (docs, rust) = (docs::parameter(context, field), ident(&field.rust));
            let ty = context.argument(&field.ty);
            let set = inserted(field, quote!(value));
            quote! {
                #docs
                #[inline]
                pub fn #rust(self, value: impl rt::IntoArg<#ty>) -> Self {
                    Self(self.0.#set)
                }
            }
        });
    quote!(#(#setters)*)
}

/// A setter for each family of fields, which takes the name too.
pub(crate) fn families(context: ModuleContext<'_>, patterns: &[Field]) -> TokenStream {
    let setters = patterns
        .iter()
        .filter(|field| field.access != Access::Read)
        .map(|field| {
            let (docs, rust, pattern) = (docs::parameter(context, field), ident(&field.rust), &field.wire);
            let ty = context.argument(&field.ty);
            let set = match formats(field.formats) {
                Some(formats) => quote!(with_family_format(#pattern, #formats, &name, value)),
                None => quote!(with_family(#pattern, &name, value)),
            };
            quote! {
                #docs
                #[inline]
                pub fn #rust<N: rt::FieldName<#ty>>(self, name: N, value: impl rt::IntoArg<N::Value>) -> Self {
                    Self(self.0.#set)
                }
            }
        });
    quote!(#(#setters)*)
}
