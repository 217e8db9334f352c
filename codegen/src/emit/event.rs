//! Events and placements: implementations that connect their types with their names.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{self, Docs};
use super::ty::{ModuleContext, ident};
use crate::ir::{Codes, Event, Placement, Subscription};

/// The implementations for the data of an event.
pub(crate) fn event(context: ModuleContext<'_>, event: &Event) -> TokenStream {
    let data = context.path(&event.data);
    let name = event.name.to_ascii_uppercase();
    let webhook = event.subscribe.contains(&Subscription::Webhook);
    let bind = event.subscribe.contains(&Subscription::Bind);
    let tokens = match event.tokens {
        Some(tokens) => quote!(Some(#tokens)),
        None => quote!(None),
    };
    let docs = Docs::new("Name of the event, for `event.bind`");
    let docs = docs::notes(docs, &event.notes).outer();
    // Who subscribes is told; who still receives it is not.
    let deprecated = event.deprecated.as_ref().map(docs::deprecated);
    quote! {
        impl #data {
            #docs
            #deprecated
            pub const NAME: &'static str = #name;
        }
        impl rt::Event for #data {
            const NAME: &'static str = #name;
            const BY_WEBHOOK: bool = #webhook;
            const BY_BIND: bool = #bind;
            const TOKENS: Option<bool> = #tokens;
        }
    }
}

/// The implementations for the types of a placement.
pub(crate) fn placement(context: ModuleContext<'_>, placement: &Placement) -> TokenStream {
    let request = context.path(&placement.request);
    let options = context.path(&placement.options);
    let (Codes::Name(code) | Codes::Many(code)) = &placement.codes;
    let path = context.path(code);
    let (made, from_code, as_code) = match &placement.codes {
        Codes::Name(_) => {
            let (name, wire) = (ident(&code.name), &placement.name);
            let docs = Docs::new(&format!("Code of the placement `{wire}`")).outer();
            let made = quote! {
                #docs
                #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
                pub struct #name;
            };
            (made, quote!((code == #wire).then_some(Self)), quote!(#wire))
        }
        Codes::Many(_) => (
            TokenStream::new(),
            quote! {
                let code = <Self as rt::Enumeration>::from_wire(code);
                (!matches!(code, Self::Unknown(_))).then_some(code)
            },
            quote!(rt::Enumeration::as_wire(self)),
        ),
    };
    let docs = (!placement.notes.is_empty()).then(|| {
        let docs = Docs::new(&format!("The placement `{}`", placement.name));
        docs::notes(docs, &placement.notes).outer()
    });
    quote! {
        #made
        impl rt::PlacementCode for #path {
            type Request = #request;
            type Options = #options;
            #[inline]
            fn from_code(code: &str) -> Option<Self> {
                #from_code
            }
            #[inline]
            fn as_code(&self) -> &str {
                #as_code
            }
        }
        #docs
        impl rt::Placement for #request {
            type Code = #path;
        }
    }
}
