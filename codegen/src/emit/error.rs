//! Errors: one enumeration for each method, and one for the errors that any method may return.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::docs::{self, Docs};
use super::ty::ident;
use crate::ir::{ErrorVariant, Method, Module, Violation};

/// The errors of a method.
pub(crate) fn error(method: &Method) -> TokenStream {
    let name = ident(&method.error);
    if method.errors.is_empty() {
        return undocumented(method);
    }
    let docs = docs(method).outer();
    let Table {
        variants,
        rows,
        names,
    } = Table::new(&method.errors);
    let numbers = (0..names.len()).map(Literal::usize_unsuffixed);
    let numbers_again = numbers.clone();
    // The traits are not derived: the runtime implements them once for all kinds.
    quote! {
        #docs
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// An error that any method may return.
            System(rt::SystemError),
            /// An error that the documentation does not list.
            Unknown {
                /// Code of the error.
                code: String,
                /// Description of the error.
                message: String,
            },
        }
        rt::error_kind!(#name);
        impl rt::ErrorKind for #name {
            const ROWS: &'static [rt::ErrorRow] = &[#(#rows),*];
            #[inline]
            fn of(part: rt::Part<'_>) -> Self {
                match part {
                    #(rt::Part::Row(#numbers) => Self::#names,)*
                    rt::Part::System(error) => Self::System(error),
                    other => {
                        let (code, message) = other.unknown(Self::ROWS);
                        Self::Unknown { code, message }
                    }
                }
            }
            #[inline]
            fn part(&self) -> rt::Part<'_> {
                match self {
                    #(Self::#names => rt::Part::Row(#numbers_again),)*
                    Self::System(error) => rt::Part::System(*error),
                    Self::Unknown { code, message } => rt::Part::Unknown { code, message },
                }
            }
        }
    }
}

/// The one type for all methods whose documentation lists no errors.
fn undocumented(method: &Method) -> TokenStream {
    let name = ident(&method.error);
    let docs = docs(method)
        .paragraph("The documentation lists none")
        .outer();
    quote!(#docs pub type #name = rt::UndocumentedError;)
}

/// The documentation of the errors of a method.
pub(crate) fn docs(method: &Method) -> Docs {
    Docs::new(&format!("Errors of `{}`", method.name)).page(method.page.as_deref())
}

/// The errors that any method may return.
pub(crate) fn system(module: &Module) -> TokenStream {
    let docs = Docs::new("An error that any method may return")
        .page(module.page.as_deref())
        .outer();
    let Table {
        variants, names, ..
    } = Table::new(&module.errors);
    let codes = module.errors.iter().map(|error| &error.code);
    let texts = module
        .errors
        .iter()
        .map(|error| docs::clause(error.doc.as_deref().unwrap_or(&error.name)));
    let (names_of_codes, names_of_texts) = (names.iter(), names.iter());
    quote! {
        #docs
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum SystemError {
            #(#variants)*
        }
        impl SystemError {
            /// Every one of them.
            pub const ALL: &'static [Self] = &[#(Self::#names),*];
            /// The code on the wire.
            pub fn code(self) -> &'static str {
                match self {
                    #(Self::#names_of_codes => #codes,)*
                }
            }
            pub(crate) fn text(self) -> &'static str {
                match self {
                    #(Self::#names_of_texts => #texts,)*
                }
            }
        }
    }
}

/// The parts of an error enumeration.
struct Table {
    variants: Vec<TokenStream>,
    rows: Vec<TokenStream>,
    names: Vec<Ident>,
}

impl Table {
    fn new(errors: &[ErrorVariant]) -> Self {
        let mut table = Self {
            variants: Vec::new(),
            rows: Vec::new(),
            names: Vec::new(),
        };
        for error in errors {
            let (docs, variant) = (variant_docs(error), ident(&error.name));
            let (code, name) = (&error.code, &error.name);
            let message = match &error.message {
                Some(message) => quote!(Some(#message)),
                None => quote!(None),
            };
            table.variants.push(quote!(#docs #variant,));
            table
                .rows
                .push(quote!(rt::ErrorRow { code: #code, message: #message, name: #name }));
            table.names.push(variant);
        }
        table
    }
}

fn variant_docs(error: &ErrorVariant) -> TokenStream {
    let code = if error.code.is_empty() {
        "Empty code".to_owned()
    } else {
        format!("Code `{}`", error.code)
    };
    let message = error
        .message
        .as_ref()
        .map(|message| format!(", message `{message}`"))
        .unwrap_or_default();
    let status = error
        .status
        .map(|status| format!(", status {status}"))
        .unwrap_or_default();
    let facts = format!("{code}{message}{status}");
    let docs = match &error.doc {
        Some(doc) => Docs::new(doc).paragraph(&facts),
        None => Docs::new(&facts),
    };
    docs.list("Fields:", error.validation.iter().map(violation))
        .outer()
}

/// What is wrong with fields of a request, as a line.
fn violation(violation: &Violation) -> String {
    let fields: Vec<String> = violation
        .fields
        .iter()
        .map(|field| format!("`{field}`"))
        .collect();
    let fields = if fields.is_empty() {
        "any field".to_owned()
    } else {
        fields.join(", ")
    };
    format!("{fields}: {}", violation.message)
}
