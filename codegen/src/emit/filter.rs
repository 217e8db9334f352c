//! Filters: a builder that takes the conditions which the method documents.

use proc_macro2::TokenStream;
use quote::quote;

use super::constructor::Constructor;
use super::docs;
use super::ty::{Place, ident};
use crate::ir::{Filter, Type};

/// The filter of one method.
pub(crate) fn filter(place: Place<'_>, ty: &Type, filter: &Filter) -> TokenStream {
    let name = ident(&ty.name);
    let of = place.path(&filter.of);
    let docs = docs::ty(ty)
        .paragraph(&format!(
            "Conditions come from the constants of {}",
            place.link(&filter.of)
        ))
        .list(
            "Operators:",
            filter
                .operators
                .iter()
                .map(|operator| format!("`{}`", operator.prefix)),
        )
        .outer();
    let required: Vec<_> = filter.required.iter().collect();
    let constructor = Constructor::new(place, &ty.name, &required);
    let new = constructor.function(
        "Starts without a condition.",
        "Starts with the conditions that the method requires.",
    );
    let default = constructor.default();
    let allowed = if filter.operators.is_empty() {
        // The documentation names none: whatever the portal may know can be tried.
        quote!(impl<O: rt::op::Operator> rt::Allows<O> for #name {})
    } else {
        let operators = distinct(&filter.operators).into_iter().map(ident);
        quote!(#(impl rt::Allows<rt::op::#operators> for #name {})*)
    };
    let kind = ident(if filter.version == 3 {
        "conditions"
    } else {
        "filter"
    });
    quote! {
        #docs
        #[derive(Clone)]
        #[must_use]
        pub struct #name(rt::Params);
        rt::#kind!(#name, #of);
        impl #name {
            #new
        }
        #default
        #allowed
    }
}

/// Two prefixes may be one operator: `=%` and `%=`.
fn distinct(operators: &[crate::ir::Operator]) -> Vec<&'static str> {
    let mut names = Vec::new();
    for operator in operators {
        if !names.contains(&operator.name) {
            names.push(operator.name);
        }
    }
    names
}
