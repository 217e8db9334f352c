//! Selections that reach into related objects.

use bitrix24_codegen::ir::{Field, Record, Ty, TypeKind, TypePath, Use};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{Writer, constants};

impl Writer<'_> {
    /// How the selection `select` takes a `name` with a dot; `key` gives what a constant of the
    /// record stands for.
    pub(super) fn related(
        &self,
        record: &Record,
        key: &dyn Fn(&Ident) -> TokenStream,
    ) -> TokenStream {
        let arm = |(field, constant): (&Field, Ident)| {
            let (wire, key) = (&field.wire, key(&constant));
            match field.ty.item() {
                Ty::Named(path) if self.is_related(path) => {
                    let function = through_name(path);
                    Some(quote!(#wire => return #function(select, #key, rest),))
                }
                item if item.is_open() => {
                    let ty = self.ty(item);
                    let named = quote!(bitrix24::Key::<#ty, ()>::named(rest));
                    Some(quote!(#wire => select.with(#key.then(#named)),))
                }
                _ => None,
            }
        };
        let arms: Vec<TokenStream> = constants(record, Use::Select).filter_map(arm).collect();
        if !record.related || arms.is_empty() {
            return quote!(return None);
        }
        quote!({
            let (first, rest) = name.split_once('.')?;
            match first {
                #(#arms)*
                _ => return None,
            }
        })
    }

    /// The function that selects a field of the record where another object relates to it.
    pub(super) fn through(
        &self,
        path: &TypePath,
        name: &TokenStream,
        record: &Record,
    ) -> TokenStream {
        if !record.related {
            return TokenStream::new();
        }
        let function = through_name(path);
        let selected = constants(record, Use::Select).map(|(field, constant)| {
            let wire = &field.wire;
            quote!(#wire => select.with(key.then(#name::#constant)),)
        });
        let related = self.related(record, &|constant| quote!(key.then(#name::#constant)));
        quote! {
            #[allow(dead_code, unused_variables)]
            fn #function<T, U: bitrix24::filter::uses::Selectable>(
                select: bitrix24::Select<T>,
                key: bitrix24::Key<T, #name, U>,
                name: &str,
            ) -> Option<bitrix24::Select<T>> {
                Some(match name {
                    #(#selected)*
                    _ => #related,
                })
            }
        }
    }

    fn is_related(&self, path: &TypePath) -> bool {
        let ty = self.schema.get(path);
        ty.is_some_and(|ty| matches!(&ty.kind, TypeKind::Record(record) if record.related))
    }
}

fn through_name(path: &TypePath) -> Ident {
    format_ident!("through_{}", Writer::function(path))
}
