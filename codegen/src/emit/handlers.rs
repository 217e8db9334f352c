//! Items for handlers, over all modules: an enumeration of the data of every event, and one of the
//! contexts of every placement.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs;
use super::gated::Gating;
use super::ty::{ModuleContext, ident};
use crate::ir::{Codes, Event, Gate, Placement, Schema, TypePath};
use crate::names;

/// The items of a module beyond those of its file.
pub(crate) fn of_module(schema: &Schema, path: &[String], gating: Gating) -> Option<TokenStream> {
    match path {
        [name] if name == "event" => Some(data(schema, gating)),
        [name] if name == "placement" => Some(context(schema, gating)),
        _ => None,
    }
}

/// A variant: its name, its documentation, and the type of its value.
fn variant(
    context: ModuleContext<'_>,
    schema: &Schema,
    path: &TypePath,
) -> (Ident, TokenStream, TokenStream) {
    let name = ident(&names::unless_taken(path.name.clone(), &["Unknown"]));
    let docs = schema.get(path).map(|ty| docs::ty(ty).outer());
    (name, docs.unwrap_or_default(), context.path(path))
}

fn data(schema: &Schema, gating: Gating) -> TokenStream {
    let module = ["event".to_owned()];
    let context = ModuleContext {
        shipped: true,
        module: &module,
    };
    let events = || schema.modules.iter().flat_map(|module| &module.events);
    let parts = |event: &Event| {
        let (name, docs, data) = variant(context, schema, &event.data);
        (name, docs, data, event.name.to_ascii_uppercase())
    };
    let cfg = |event: &Event| gating.cfg(&Gate::of(&event.scope));
    let variants = events().map(|event| {
        let (cfg, (name, docs, data, _)) = (cfg(event), parts(event));
        quote!(#docs #cfg #name(#data),)
    });
    let reads = events().map(|event| {
        let (cfg, (name, _, _, wire)) = (cfg(event), parts(event));
        quote!(#cfg #wire => rt::from_value(&data).map(Self::#name)?,)
    });
    let named = events().map(|event| {
        let (cfg, (name, _, _, wire)) = (cfg(event), parts(event));
        quote!(#cfg Self::#name(_) => #wire,)
    });
    let values = events().map(|event| {
        let (cfg, (name, ..)) = (cfg(event), parts(event));
        quote!(#cfg Self::#name(data) => rt::to_value(data),)
    });
    quote! {
        /// The data of an event, with a variant for each event of the enabled scopes.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum Data {
            #(#variants)*
            /// An event that is not described, or whose scope is not enabled.
            Unknown {
                /// Its name in upper case.
                name: String,
                /// Its data as received.
                data: rt::Value,
            },
        }
        impl Data {
            /// Reads the data of an event whose name is in upper case.
            #[doc(hidden)]
            #[inline]
            pub fn read(name: &str, data: rt::Value) -> Result<Self, rt::TypeMismatch> {
                Ok(match name {
                    #(#reads)*
                    _ => Self::Unknown { name: name.to_owned(), data },
                })
            }
            /// Name of the event in upper case.
            #[inline]
            pub fn name(&self) -> &str {
                match self {
                    #(#named)*
                    Self::Unknown { name, .. } => name,
                }
            }
            /// The data as JSON.
            #[inline]
            pub fn to_value(&self) -> rt::Value {
                match self {
                    #(#values)*
                    Self::Unknown { data, .. } => data.clone(),
                }
            }
        }
    }
}

fn context(schema: &Schema, gating: Gating) -> TokenStream {
    let module = ["placement".to_owned()];
    let context = ModuleContext {
        shipped: true,
        module: &module,
    };
    let placements = || schema.modules.iter().flat_map(|module| &module.placements);
    let parts = |placement: &Placement| {
        let (name, docs, options) = variant(context, schema, &placement.request);
        let (Codes::Name(code) | Codes::Many(code)) = &placement.codes;
        (name, docs, options, context.path(code))
    };
    let cfg = |placement: &Placement| gating.cfg(&Gate::of(&placement.scope));
    let variants = placements().map(|placement| {
        let (cfg, (name, docs, options, code)) = (cfg(placement), parts(placement));
        quote!(#docs #cfg #name(#code, #options),)
    });
    let reads = placements().map(|placement| {
        let (cfg, (name, _, _, code)) = (cfg(placement), parts(placement));
        quote! {
            #cfg
            if let Some(code) = <#code as rt::PlacementCode>::from_code(code) {
                return rt::from_value(&options).map(|options| Self::#name(code, options));
            }
        }
    });
    let codes = placements().map(|placement| {
        let (cfg, (name, ..)) = (cfg(placement), parts(placement));
        quote!(#cfg Self::#name(code, _) => rt::PlacementCode::as_code(code),)
    });
    let values = placements().map(|placement| {
        let (cfg, (name, ..)) = (cfg(placement), parts(placement));
        quote!(#cfg Self::#name(_, options) => rt::to_value(options),)
    });
    quote! {
        /// Where a widget was opened: the code of the placement with its options, with a variant for each placement of
        /// the enabled scopes.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum Context {
            #(#variants)*
            /// A placement that is not described, or whose scope is not enabled.
            Unknown {
                /// Its code.
                code: String,
                /// Its options as received.
                options: rt::Value,
            },
        }
        impl Context {
            /// Reads the options of the placement with that code.
            #[doc(hidden)]
            #[inline]
            pub fn read(code: &str, options: rt::Value) -> Result<Self, rt::TypeMismatch> {
                #(#reads)*
                Ok(Self::Unknown { code: code.to_owned(), options })
            }
            /// Code of the placement.
            #[inline]
            pub fn code(&self) -> &str {
                match self {
                    #(#codes)*
                    Self::Unknown { code, .. } => code,
                }
            }
            /// The options as JSON.
            #[inline]
            pub fn to_value(&self) -> rt::Value {
                match self {
                    #(#values)*
                    Self::Unknown { options, .. } => options.clone(),
                }
            }
        }
    }
}
