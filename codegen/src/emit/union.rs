//! Unions: values of one of several types.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::ty::{ModuleContext, ident};
use crate::ir::{Alternative, Type};

/// An enumeration of the alternatives, tried in their order.
pub(crate) fn union(
    context: ModuleContext<'_>,
    ty: &Type,
    alternatives: &[Alternative],
) -> TokenStream {
    let name = ident(&ty.name);
    let docs = docs::ty(ty).outer();
    let parts: Vec<_> = alternatives
        .iter()
        .map(|alternative| (ident(&alternative.name), context.argument(&alternative.ty)))
        .collect();
    let variants = parts.iter().map(|(variant, ty)| {
        let doc = format!(" The value is of the type `{}`.", plain(ty));
        quote!(#[doc = #doc] #variant(#ty),)
    });
    let reads = parts.iter().map(|(variant, ty)| {
        quote! {
            if let Some(value) = rt::attempt::<#ty>(&value) {
                return Self::#variant(value);
            }
        }
    });
    let writes = parts
        .iter()
        .map(|(variant, _)| quote!(Self::#variant(value) => rt::to_value(value),));
    // The runtime implements these conversions for the argument of every union: `Arg` is its own
    // type, so a user's crate may not.
    let conversions = parts.iter().map(|(variant, ty)| {
        quote! {
            impl From<#ty> for #name {
                #[inline]
                fn from(value: #ty) -> Self {
                    Self::#variant(value)
                }
            }
        }
    });
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value of no documented type, as received.
            Unknown(rt::Value),
        }
        rt::union!(#name);
        impl rt::Union for #name {
            fn from_value(value: rt::Value) -> Self {
                #(#reads)*
                Self::Unknown(value)
            }
            fn to_value(&self) -> rt::Value {
                match self {
                    #(#writes)*
                    Self::Unknown(value) => value.clone(),
                }
            }
        }
        #(#conversions)*
    }
}

/// Tokens in the usual spacing: `Vec<String>`, not `Vec < String >`.
fn plain(ty: &TokenStream) -> String {
    ty.to_string().replace("rt :: ", "").replace(' ', "")
}
