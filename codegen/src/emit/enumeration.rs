//! Enumerations of documented values, open for other values.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{self, Docs};
use super::ty::ident;
use crate::ir::{Enumeration, KeyType, Type, Variant};

/// An enumeration with a variant for each documented value and `Unknown` for the rest.
pub(crate) fn enumeration(ty: &Type, enumeration: &Enumeration) -> TokenStream {
    let name = ident(&ty.name);
    let docs = docs::ty(ty).outer();
    let variants = enumeration.variants.iter().map(|variant| {
        let (docs, name) = (variant_docs(variant), ident(&variant.name));
        let text = variant.family.then(|| quote!((String)));
        quote!(#docs #name #text,)
    });
    let reads = enumeration.variants.iter().map(|variant| {
        let (name, wire) = (ident(&variant.name), &variant.wire);
        if variant.family {
            quote!(_ if rt::fits(#wire, text) => Self::#name(text.to_owned()),)
        } else {
            quote!(#wire => Self::#name,)
        }
    });
    // Families and unknown values both hold their own text.
    let (families, values): (Vec<_>, Vec<_>) = enumeration
        .variants
        .iter()
        .partition(|variant| variant.family);
    let families = families.iter().map(|variant| ident(&variant.name));
    let writes = values.iter().map(|variant| {
        let (name, wire) = (ident(&variant.name), &variant.wire);
        quote!(Self::#name => #wire,)
    });
    let integer = enumeration.base == KeyType::Integer;
    let numbers = integer.then(|| quote!(, integer));
    let written = integer.then(|| {
        quote!(
            const INTEGER: bool = true;
        )
    });
    quote! {
        #docs
        #[derive(Debug, Clone)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// An undocumented value as received; it is sent back unchanged.
            Unknown(String),
        }
        rt::enumeration!(#name #numbers);
        impl rt::Enumeration for #name {
            #written
            #[inline]
            fn from_wire(text: &str) -> Self {
                match text {
                    #(#reads)*
                    _ => Self::Unknown(text.to_owned()),
                }
            }
            #[inline]
            fn as_wire(&self) -> &str {
                match self {
                    #(#writes)*
                    #(Self::#families(text) |)* Self::Unknown(text) => text,
                }
            }
        }
    }
}

fn variant_docs(variant: &Variant) -> TokenStream {
    let wire = if variant.family {
        format!("Any value of the form `{}`, whole", variant.wire)
    } else {
        format!("`{}` on the wire", variant.wire)
    };
    let wire = if variant.deprecated {
        format!("{wire}, deprecated")
    } else {
        wire
    };
    match &variant.doc {
        Some(doc) => Docs::new(doc).paragraph(&wire).outer(),
        None => Docs::new(&wire).outer(),
    }
}
