//! Arguments of call functions and of `new`: the required parameters, and one of each group of
//! alternatives.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{self, Docs};
use super::insertion::inserted;
use super::ty::{ModuleContext, ident};
use crate::ir::{Field, Required};
use crate::names;

/// Whether a constructor takes the field, so that it has no setter.
pub(crate) fn is_in_constructor(field: &Field) -> bool {
    matches!(field.required, Required::Yes | Required::Either { .. })
}

/// The required parameters: the arguments of a function, and what it inserts.
pub(crate) struct Constructor<'a> {
    context: ModuleContext<'a>,
    owner: &'a str,
    parts: Vec<Part<'a>>,
}

/// One argument.
enum Part<'a> {
    Field(&'a Field),
    Group(&'a str, Vec<(&'a str, Vec<&'a Field>)>),
}

impl<'a> Constructor<'a> {
    /// Selects the required fields.
    pub(crate) fn new(context: ModuleContext<'a>, owner: &'a str, fields: &[&'a Field]) -> Self {
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
            context,
            owner,
            parts,
        }
    }

    fn argument(&self, field: &Field) -> TokenStream {
        let ty = self.context.argument(&field.ty);
        if field.or_list {
            quote!(rt::OneOrMany<#ty>)
        } else {
            ty
        }
    }

    /// The arguments of the function.
    pub(crate) fn arguments(&self) -> Vec<TokenStream> {
        let argument = |part: &Part<'_>| match part {
            Part::Field(field) => {
                let (rust, ty) = (ident(&field.rust), self.argument(field));
                quote!(#rust: impl rt::IntoArg<#ty, rt::Required>)
            }
            Part::Group(group, _) => {
                let (rust, ty) = (ident(&names::snake(group)), ident(&self.group_name(group)));
                quote!(#rust: #ty)
            }
        };
        self.parts.iter().map(argument).collect()
    }

    /// The names of the arguments.
    pub(crate) fn names(&self) -> Vec<String> {
        let name = |part: &Part<'_>| {
            let rust = match part {
                Part::Field(field) => field.rust.clone(),
                Part::Group(group, _) => names::snake(group),
            };
            rust.trim_start_matches("r#").to_owned()
        };
        self.parts.iter().map(name).collect()
    }

    /// The statements that insert the arguments.
    pub(crate) fn insertions(&self) -> Vec<TokenStream> {
        let insertion = |part: &Part<'_>| match part {
            Part::Field(field) => {
                let set = inserted(field, ident(&field.rust));
                quote!(.#set)
            }
            Part::Group(group, _) => {
                let rust = ident(&names::snake(group));
                quote!(.with_all(#rust.0))
            }
        };
        self.parts.iter().map(insertion).collect()
    }

    /// The function `new` of the owner. `empty` and `full` are its initial values without and with
    /// arguments.
    pub(crate) fn function(&self, empty: &str, full: &str) -> TokenStream {
        let (arguments, insertions) = (self.arguments(), self.insertions());
        let docs = self
            .list(Docs::new(if arguments.is_empty() { empty } else { full }))
            .outer();
        quote! {
            #docs
            #[inline]
            pub fn new(#(#arguments),*) -> Self {
                Self(rt::Params::new() #(#insertions)*)
            }
        }
    }

    /// `Default` of the owner if its `new` takes no arguments.
    pub(crate) fn default(&self) -> Option<TokenStream> {
        let name = ident(self.owner);
        self.parts.is_empty().then(|| {
            quote! {
                impl Default for #name {
                    #[inline]
                    fn default() -> Self {
                        Self::new()
                    }
                }
            }
        })
    }

    /// Adds the list of the arguments.
    pub(crate) fn list(&self, docs: Docs) -> Docs {
        let line = |part: &Part<'_>| match part {
            Part::Field(field) => docs::argument(self.context, field),
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
            let function = ident(&names::alternative(alternative));
            let docs = Docs::new(&format!("The alternative `{alternative}`."))
                .list(
                    "Parameters:",
                    fields
                        .iter()
                        .map(|field| docs::argument(self.context, field)),
                )
                .outer();
            let arguments = fields.iter().map(|field| {
                let (rust, ty) = (ident(&field.rust), self.argument(field));
                quote!(#rust: impl rt::IntoArg<#ty, rt::Required>)
            });
            let insertions = fields.iter().map(|field| {
                let set = inserted(field, ident(&field.rust));
                quote!(.#set)
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
    names::group(owner, group)
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
