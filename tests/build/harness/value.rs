//! Expressions that read a value of a type.

use bitrix24_codegen::ir::{Ty, TypeKind, TypePath};
use bitrix24_codegen::scalar::RustType;
use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};

use super::{Writer, ident};

impl Writer<'_> {
    /// An expression that reads a value of a type from `reader`.
    pub(super) fn value(&self, ty: &Ty) -> TokenStream {
        match ty {
            Ty::Named(path) => self.named(ty, path),
            Ty::List(item) => {
                let item = self.value(item);
                quote!(reader.list(|reader| #item))
            }
            Ty::Map(key, value) => {
                let (key, value) = (self.ty(key), self.value(value));
                quote!(reader.map::<#key, _>(|reader| #value))
            }
            // Parameters take no `null` in a map.
            Ty::Nullable(inner) => self.value(inner),
            Ty::Order(path) => {
                let function = Self::order(path);
                quote!(reader.order(#function))
            }
            Ty::Select(path) => {
                let function = Self::select(path);
                quote!(reader.select(#function))
            }
            scalar => self.typed(scalar),
        }
    }

    fn named(&self, ty: &Ty, path: &TypePath) -> TokenStream {
        match self.schema.get(path).map(|ty| &ty.kind) {
            Some(TypeKind::Object(_) | TypeKind::Filter(_)) => {
                let function = Self::function(path);
                quote!(#function(reader))
            }
            // What answers contain is sent by a builder of its own.
            Some(TypeKind::Record(_)) => {
                let function = Self::function(&TypePath {
                    name: format!("{}Input", path.name),
                    ..path.clone()
                });
                quote!(#function(reader))
            }
            Some(TypeKind::Alias(target)) => self.value(target),
            _ => self.typed(ty),
        }
    }

    fn typed(&self, ty: &Ty) -> TokenStream {
        let ty = self.ty(ty);
        quote!(reader.typed::<#ty>())
    }

    /// The Rust type of a value.
    pub(super) fn ty(&self, ty: &Ty) -> TokenStream {
        match ty {
            Ty::Scalar(scalar) => match scalar.rust() {
                RustType::Std(name) => ident(name).into_token_stream(),
                RustType::Runtime(name) => {
                    let name = ident(name);
                    quote!(bitrix24::#name)
                }
                RustType::Unit => quote!(()),
                RustType::Map => quote!(bitrix24::Map<String, bitrix24::Value>),
            },
            Ty::Id(path) => {
                let path = self.path(path);
                quote!(bitrix24::Id<#path>)
            }
            Ty::Named(path) => self.path(path),
            Ty::List(item) => {
                let item = self.ty(item);
                quote!(Vec<#item>)
            }
            Ty::Map(key, value) => {
                let (key, value) = (self.ty(key), self.ty(value));
                quote!(bitrix24::Map<#key, #value>)
            }
            Ty::Nullable(inner) => self.ty(inner),
            Ty::Order(path) => {
                let path = self.path(path);
                quote!(bitrix24::Order<#path>)
            }
            Ty::Select(path) => {
                let path = self.path(path);
                quote!(bitrix24::Select<#path>)
            }
        }
    }
}
