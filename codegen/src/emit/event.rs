//! Events and placements: what ties their types to their names.

use proc_macro2::TokenStream;
use quote::quote;

use super::ty::Place;
use crate::ir::{Event, Placement, Subscription};

/// That a record is the data of an event.
pub(crate) fn event(place: Place<'_>, event: &Event) -> TokenStream {
    let data = place.path(&event.data);
    let name = event.name.to_ascii_uppercase();
    let webhook = event.subscribe.contains(&Subscription::Webhook);
    let bind = event.subscribe.contains(&Subscription::Bind);
    let tokens = match event.tokens {
        Some(tokens) => quote!(Some(#tokens)),
        None => quote!(None),
    };
    quote! {
        impl rt::Event for #data {
            const NAME: &'static str = #name;
            const BY_WEBHOOK: bool = #webhook;
            const BY_BIND: bool = #bind;
            const TOKENS: Option<bool> = #tokens;
        }
    }
}

/// That types belong to a placement.
pub(crate) fn placement(place: Place<'_>, placement: &Placement) -> TokenStream {
    let (request, options, code) = (
        place.path(&placement.request),
        place.path(&placement.options),
        &placement.code,
    );
    quote! {
        impl rt::Placement for #request {
            const CODE: &'static str = #code;
            type Options = #options;
        }
    }
}
