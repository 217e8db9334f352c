//! Filters: builders that take the documented conditions of a method.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::constructor::Constructor;
use super::docs;
use super::ty::{ModuleContext, ident};
use crate::ir::{BooleanFormat, Filter, Operator, Type};

/// The filter of one method.
pub(crate) fn filter(context: ModuleContext<'_>, ty: &Type, filter: &Filter) -> TokenStream {
    let name = ident(&ty.name);
    let of = context.path(&filter.of);
    let docs = docs::ty(ty)
        .paragraph(&format!(
            "Conditions come from the constants of {}",
            context.link(&filter.of)
        ))
        .list("Operators:", operators(context, filter))
        .outer();
    let required: Vec<_> = filter.required.iter().collect();
    let constructor = Constructor::new(context, &ty.name, &required);
    let new = constructor.function(
        "Starts without a condition.",
        "Starts with the conditions that the method requires.",
    );
    let default = constructor.default();
    let blank = default
        .as_ref()
        .map(|_| quote!(#[diagnostic::do_not_recommend] impl rt::Blank for #name {}));
    let alternatives = filter
        .or
        .then(|| quote!(#[diagnostic::do_not_recommend] impl rt::Alternatives for #name {}));
    let groups = (filter.or && filter.version != 3)
        .then(|| quote!(#[diagnostic::do_not_recommend] impl rt::Groups for #name {}));
    let allowed = allowed(&name, filter);
    let suits = filter.refused.iter().enumerate().map(|(index, refused)| {
        let index = Literal::usize_unsuffixed(index);
        let others = refused.others.iter().map(|ty| context.argument(ty));
        quote!(rt::suits!(#name, #index: rt::Plain #(, #others)*);)
    });
    let boolean = filter.boolean.map(|boolean| match boolean {
        BooleanFormat::Flag => quote!(, Flag),
        BooleanFormat::Number => quote!(, Number),
    });
    let bare = filter.bare.then(|| quote!(, bare));
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
        rt::#kind!(#name, #of #boolean #bare);
        impl #name {
            #new
        }
        #default
        #blank
        #alternatives
        #groups
        #allowed
        #(#suits)*
    }
}

/// The operators, each with the types on which it does not work.
fn operators(context: ModuleContext<'_>, filter: &Filter) -> Vec<String> {
    let alternatives = filter.or.then(|| {
        if filter.version == 3 {
            "`|` between single conditions, that is groups with `\"logic\": \"or\"`".to_owned()
        } else {
            "`|`, that is groups with `\"logic\": \"OR\"`".to_owned()
        }
    });
    let line = |operator: &Operator| {
        let list = if filter.lists.contains(operator) {
            ", also with a list"
        } else {
            ""
        };
        let refused = filter
            .refused
            .iter()
            .find(|refused| refused.operators.contains(operator));
        let except = refused.map_or_else(String::new, |refused| {
            let types: Vec<String> = refused.types.iter().map(|ty| context.spelt(ty)).collect();
            format!(", not on {}", types.join(", "))
        });
        format!("`{}`{list}{except}", operator.prefix)
    };
    let bare = filter.bare.then(|| {
        let list = if filter.lists.iter().any(|list| list.prefix == "=") {
            ", also with a list"
        } else {
            ""
        };
        format!("none, for equality{list}")
    });
    bare.into_iter()
        .chain(filter.operators.iter().map(line))
        .chain(alternatives)
        .collect()
}

fn allowed(name: &Ident, filter: &Filter) -> TokenStream {
    if filter.operators.is_empty() {
        // The documentation names none, so every operator is allowed.
        return quote! {
            impl<O: rt::op::Operator> rt::Allows<O> for #name {
                type On = rt::AnyType;
            }
        };
    }
    let refusal = |operator: &Operator| {
        let refuses = |refused: &Operator| refused.name == operator.name;
        filter
            .refused
            .iter()
            .position(|refused| refused.operators.iter().any(refuses))
    };
    let plain = filter
        .operators
        .iter()
        .filter(|operator| refusal(operator).is_none());
    let lists = filter.lists.iter().map(|operator| match operator.name {
        "NotEqual" => "NotEqualToAny",
        "Not" => "NotAny",
        _ => "EqualToAny",
    });
    let equal = filter.bare.then_some("Equal");
    let plain = equal.into_iter().chain(distinct(plain));
    let plain = plain.chain(lists).map(ident);
    let refused = filter.refused.iter().enumerate().map(|(index, refused)| {
        let index = Literal::usize_unsuffixed(index);
        let names = distinct(&refused.operators).into_iter().map(ident);
        quote!(; #index #(#names)*)
    });
    quote!(rt::allows!(#name: #(#plain)* #(#refused)*);)
}

/// Two prefixes may be one operator: `=%` and `%=`.
fn distinct<'a>(operators: impl IntoIterator<Item = &'a Operator>) -> Vec<&'static str> {
    let mut names = Vec::new();
    for operator in operators {
        if !names.contains(&operator.name) {
            names.push(operator.name);
        }
    }
    names
}
