//! Types of the schema in Rust.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use crate::ir::{Scalar, Ty, TypePath};
use crate::scalar::RustType;

/// The module that emitted code is in, which decides how it names types.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ModuleContext<'a> {
    /// Whether the shipped client is emitted, or something in a user's crate.
    pub(crate) shipped: bool,
    /// The module that is emitted.
    pub(crate) module: &'a [String],
}

impl ModuleContext<'_> {
    /// Path of a type as seen from here.
    pub(crate) fn path(self, path: &TypePath) -> TokenStream {
        let name = ident(&path.name);
        if path.library || (self.shipped && path.module != self.module) {
            let module = path.module.iter().map(|part| ident(part));
            let root = self.root();
            quote!(#root::#(#module::)*#name)
        } else {
            name.into_token_stream()
        }
    }

    /// The path of a type in a link of documentation, where a raw identifier has no `r#`: it would
    /// begin the part of a page.
    fn target(self, path: &TypePath) -> String {
        let path = self.path(path).to_string();
        path.replace(' ', "").replace("r#", "")
    }

    /// A link to a type in documentation.
    pub(crate) fn link(self, path: &TypePath) -> String {
        if path.library || (self.shipped && path.module != self.module) {
            format!("[`{}`]({})", path.name, self.target(path))
        } else {
            format!("[`{}`]", path.name)
        }
    }

    /// The type of a value in an answer, for documentation.
    pub(crate) fn value_in_words(self, ty: &Ty) -> String {
        match ty {
            Ty::Scalar(Scalar::Flag) => "`bool`".to_owned(),
            other => self.spelt_in_words(other, Nulls::Kept),
        }
    }

    /// The type of a parameter in Rust words, for documentation: a link to the type that it is made
    /// of.
    pub(crate) fn in_words(self, ty: &Ty) -> String {
        self.spelt_in_words(ty, Nulls::LeftOut)
    }

    fn spelt_in_words(self, ty: &Ty, nulls: Nulls) -> String {
        let words = words(ty, nulls);
        let target = match innermost(ty) {
            Innermost::Named(path) => match self.target(path) {
                name if name == words => return format!("[`{words}`]"),
                target => target,
            },
            Innermost::Runtime(name) => format!("rt::{name}"),
            Innermost::Std => return format!("`{words}`"),
        };
        format!("[`{words}`]({target})")
    }

    /// A type that filters distinguish, for documentation.
    pub(crate) fn spelt(self, ty: &Ty) -> String {
        match ty {
            Ty::Id(path) => format!("identifiers of {}", self.link(path)),
            Ty::Named(path) => self.link(path),
            other => format!("`{}`", self.argument(other)),
        }
    }

    /// Path of the client's crate.
    pub(crate) fn root(self) -> TokenStream {
        if self.shipped {
            quote!(crate)
        } else {
            quote!(::bitrix24)
        }
    }

    /// Type of a value in an answer, without the `Option` around it.
    pub(crate) fn value(self, ty: &Ty) -> TokenStream {
        match ty {
            Ty::Scalar(Scalar::Flag) => quote!(bool),
            other => self.rust(other, Nulls::Kept),
        }
    }

    /// Type of a parameter, and of the items of a container.
    pub(crate) fn argument(self, ty: &Ty) -> TokenStream {
        self.rust(ty, Nulls::LeftOut)
    }

    fn rust(self, ty: &Ty, nulls: Nulls) -> TokenStream {
        match ty {
            Ty::Scalar(scalar) => match scalar.rust() {
                RustType::Std(name) => ident(name).into_token_stream(),
                RustType::Runtime(name) => {
                    let name = ident(name);
                    quote!(rt::#name)
                }
                RustType::Unit => quote!(()),
                RustType::Map => quote!(rt::Map<String, rt::Value>),
            },
            Ty::Id(path) => {
                let path = self.path(path);
                quote!(rt::Id<#path>)
            }
            Ty::Named(path) => self.path(path),
            Ty::List(item) => {
                let item = self.rust(item, nulls);
                quote!(Vec<#item>)
            }
            Ty::Map(key, value) => {
                let (key, value) = (self.rust(key, nulls), self.rust(value, nulls));
                quote!(rt::Map<#key, #value>)
            }
            Ty::Nullable(inner) => {
                let inner = self.rust(inner, nulls);
                match nulls {
                    Nulls::Kept => quote!(Option<#inner>),
                    Nulls::LeftOut => inner,
                }
            }
            Ty::Order(path) => {
                let path = self.path(path);
                quote!(rt::Order<#path>)
            }
            Ty::Select(path) => {
                let path = self.path(path);
                quote!(rt::Select<#path>)
            }
        }
    }
}

/// Whether values of a map are `Option`s: in answers they are, in parameters an empty text clears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nulls {
    Kept,
    LeftOut,
}

/// What a type is made of.
enum Innermost<'a> {
    /// A type of the API.
    Named(&'a TypePath),
    /// A type of the runtime.
    Runtime(&'static str),
    /// A type of the language or its prelude.
    Std,
}

fn innermost(ty: &Ty) -> Innermost<'_> {
    match ty {
        Ty::Scalar(scalar) => match scalar.rust() {
            RustType::Runtime(name) => Innermost::Runtime(name),
            RustType::Map => Innermost::Runtime("Map"),
            RustType::Std(_) | RustType::Unit => Innermost::Std,
        },
        Ty::Id(path) | Ty::Named(path) | Ty::Order(path) | Ty::Select(path) => {
            Innermost::Named(path)
        }
        Ty::List(item) | Ty::Nullable(item) => innermost(item),
        Ty::Map(key, value) => match (innermost(value), innermost(key)) {
            (Innermost::Std, Innermost::Std) => Innermost::Runtime("Map"),
            (Innermost::Std, key) => key,
            (value, _) => value,
        },
    }
}

/// A type without the modules in its path.
fn words(ty: &Ty, nulls: Nulls) -> String {
    match ty {
        Ty::Scalar(scalar) => match scalar.rust() {
            RustType::Std(name) | RustType::Runtime(name) => name.to_owned(),
            RustType::Unit => "()".to_owned(),
            RustType::Map => "Map<String, Value>".to_owned(),
        },
        Ty::Named(path) => path.name.trim_start_matches("r#").to_owned(),
        Ty::Id(path) => format!("Id<{}>", path.name.trim_start_matches("r#")),
        Ty::Order(path) => format!("Order<{}>", path.name.trim_start_matches("r#")),
        Ty::Select(path) => format!("Select<{}>", path.name.trim_start_matches("r#")),
        Ty::List(item) => format!("Vec<{}>", words(item, nulls)),
        Ty::Map(key, value) => format!("Map<{}, {}>", words(key, nulls), words(value, nulls)),
        Ty::Nullable(inner) if nulls == Nulls::Kept => format!("Option<{}>", words(inner, nulls)),
        Ty::Nullable(inner) => words(inner, nulls),
    }
}

/// An identifier, raw if its text begins with `r#`.
pub(crate) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(word) => Ident::new_raw(word, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}
