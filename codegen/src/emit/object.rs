//! Objects of requests: what a constructor requires, and setters for the rest.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{self, Docs};
use super::ty::{Place, ident};
use crate::ir::{Access, Field, Object, Required, Type};
use crate::names;

/// A builder over the runtime's parameters.
pub(crate) fn object(place: Place<'_>, ty: &Type, object: &Object) -> TokenStream {
    let name = ident(&ty.name);
    let docs = docs::ty(ty).outer();
    let fields = written(&object.fields);
    let constructor = Constructor::new(place, &ty.name, &fields);
    let (arguments, insertions) = (constructor.arguments(), constructor.insertions());
    let new_docs = constructor.docs(Docs::new(if arguments.is_empty() {
        "Starts with nothing set."
    } else {
        "Starts with what is required."
    }));
    let default = arguments.is_empty().then(|| {
        quote! {
            impl Default for #name {
                #[inline]
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    });
    let stands_for = object.of.as_ref().map(|of| {
        let of = place.path(of);
        quote! {
            impl From<#name> for rt::Arg<#of> {
                #[inline]
                fn from(object: #name) -> Self {
                    Self::object(object.0)
                }
            }
        }
    });
    let setters = setters(place, &fields);
    let families = families(place, &object.patterns);
    let groups = constructor.groups();
    quote! {
        #docs
        #[derive(Clone)]
        #[must_use]
        pub struct #name(rt::Params);
        rt::object!(#name);
        impl #name {
            #new_docs
            #[inline]
            pub fn new(#(#arguments),*) -> Self {
                Self(rt::Params::new() #(#insertions)*)
            }
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
pub(crate) fn setters(place: Place<'_>, fields: &[&Field]) -> TokenStream {
    let setters = fields
        .iter()
        .filter(|field| !is_in_constructor(field))
        .map(|field| {
            let (docs, rust, wire) = (docs::parameter(field), ident(&field.rust), &field.wire);
            let ty = place.argument(&field.ty);
            quote! {
                #docs
                #[inline]
                pub fn #rust(self, value: impl Into<rt::Arg<#ty>>) -> Self {
                    Self(self.0.with(#wire, value))
                }
            }
        });
    quote!(#(#setters)*)
}

/// A setter for each family of fields, which takes the name too.
pub(crate) fn families(place: Place<'_>, patterns: &[Field]) -> TokenStream {
    let setters = patterns
        .iter()
        .filter(|field| field.access != Access::Read)
        .map(|field| {
            let (docs, rust, pattern) = (docs::parameter(field), ident(&field.rust), &field.wire);
            let ty = place.argument(&field.ty);
            quote! {
                #docs
                #[inline]
                pub fn #rust(self, name: &str, value: impl Into<rt::Arg<#ty>>) -> Self {
                    Self(self.0.with_family(#pattern, name, value))
                }
            }
        });
    quote!(#(#setters)*)
}

fn is_in_constructor(field: &Field) -> bool {
    matches!(field.required, Required::Yes | Required::Either { .. })
}

/// The required parameters: as arguments of a function, and as what it inserts.
pub(crate) struct Constructor<'a> {
    place: Place<'a>,
    owner: &'a str,
    parts: Vec<Part<'a>>,
}

/// One argument.
enum Part<'a> {
    Field(&'a Field),
    Group(&'a str, Vec<(&'a str, Vec<&'a Field>)>),
}

impl<'a> Constructor<'a> {
    /// Sorts out what of the fields is required.
    pub(crate) fn new(place: Place<'a>, owner: &'a str, fields: &[&'a Field]) -> Self {
        let mut parts: Vec<Part<'a>> = Vec::new();
        for field in fields {
            match &field.required {
                Required::Yes => parts.push(Part::Field(field)),
                Required::Either { group, alternative } => {
                    add_to_group(&mut parts, group, alternative, field);
                }
                _ => {}
            }
        }
        Self {
            place,
            owner,
            parts,
        }
    }

    /// The arguments of the function.
    pub(crate) fn arguments(&self) -> Vec<TokenStream> {
        let argument = |part: &Part<'_>| match part {
            Part::Field(field) => {
                let (rust, ty) = (ident(&field.rust), self.place.argument(&field.ty));
                quote!(#rust: impl Into<rt::Arg<#ty>>)
            }
            Part::Group(group, _) => {
                let (rust, ty) = (ident(&names::snake(group)), ident(&self.group_name(group)));
                quote!(#rust: #ty)
            }
        };
        self.parts.iter().map(argument).collect()
    }

    /// What the function does with them.
    pub(crate) fn insertions(&self) -> Vec<TokenStream> {
        let insertion = |part: &Part<'_>| match part {
            Part::Field(field) => {
                let (rust, wire) = (ident(&field.rust), &field.wire);
                quote!(.with(#wire, #rust))
            }
            Part::Group(group, _) => {
                let rust = ident(&names::snake(group));
                quote!(.with_all(#rust.0))
            }
        };
        self.parts.iter().map(insertion).collect()
    }

    /// Describes the arguments.
    pub(crate) fn docs(&self, docs: Docs) -> TokenStream {
        self.list(docs).outer()
    }

    /// Adds the list of the arguments.
    pub(crate) fn list(&self, docs: Docs) -> Docs {
        let line = |part: &Part<'_>| match part {
            Part::Field(field) => docs::argument(field),
            Part::Group(group, _) => {
                format!(
                    "`{}` — One of the alternatives of [`{}`].",
                    names::snake(group),
                    self.group_name(group)
                )
            }
        };
        docs.list("Parameters:", self.parts.iter().map(line))
    }

    /// The types of the groups: a constructor for each alternative.
    pub(crate) fn groups(&self) -> TokenStream {
        let groups = self.parts.iter().filter_map(|part| match part {
            Part::Group(group, alternatives) => Some(self.group(group, alternatives)),
            Part::Field(_) => None,
        });
        quote!(#(#groups)*)
    }

    fn group(&self, group: &str, alternatives: &[(&str, Vec<&Field>)]) -> TokenStream {
        let name = ident(&self.group_name(group));
        let doc = format!(
            " The alternatives for `{}` of [`{}`]: one must be sent.",
            names::snake(group),
            self.owner
        );
        let constructors = alternatives.iter().map(|(alternative, fields)| {
            let function = ident(&names::unless_taken(names::snake(alternative), &["param"]));
            let docs = Docs::new(&format!("The alternative `{alternative}`."))
                .list(
                    "Parameters:",
                    fields.iter().map(|field| docs::argument(field)),
                )
                .outer();
            let arguments = fields.iter().map(|field| {
                let (rust, ty) = (ident(&field.rust), self.place.argument(&field.ty));
                quote!(#rust: impl Into<rt::Arg<#ty>>)
            });
            let insertions = fields.iter().map(|field| {
                let (rust, wire) = (ident(&field.rust), &field.wire);
                quote!(.with(#wire, #rust))
            });
            quote! {
                #docs
                #[inline]
                pub fn #function(#(#arguments),*) -> Self {
                    Self(rt::Params::new() #(#insertions)*)
                }
            }
        });
        quote! {
            #[doc = #doc]
            #[derive(Clone)]
            #[must_use]
            pub struct #name(rt::Params);
            rt::object!(#name);
            impl #name {
                #(#constructors)*
            }
        }
    }

    fn group_name(&self, group: &str) -> String {
        group_name(self.owner, group)
    }
}

/// Name of the type of a group of alternatives.
pub(crate) fn group_name(owner: &str, group: &str) -> String {
    format!("{owner}{}", names::camel(group))
}

fn add_to_group<'a>(
    parts: &mut Vec<Part<'a>>,
    group: &'a str,
    alternative: &'a str,
    field: &'a Field,
) {
    let found = parts.iter_mut().find_map(|part| match part {
        Part::Group(name, alternatives) if *name == group => Some(alternatives),
        _ => None,
    });
    match found {
        Some(alternatives) => match alternatives
            .iter_mut()
            .find(|(name, _)| *name == alternative)
        {
            Some((_, fields)) => fields.push(field),
            None => alternatives.push((alternative, vec![field])),
        },
        None => parts.push(Part::Group(group, vec![(alternative, vec![field])])),
    }
}
