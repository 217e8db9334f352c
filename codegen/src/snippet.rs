//! Documented requests as Rust: the examples of call functions in the published form.
//!
//! Only what users would write is written: constructors, setters, constants. A request that would
//! need anything else has no example.

mod conditions;
mod value;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use serde_json::{Map, Value};

use self::value::Writer;
use crate::ir::{Method, Module, Schema};
use crate::load::LoadedExamples;
use crate::model::ExampleKind;

/// A documented request as code.
#[derive(Debug, Clone)]
pub struct Snippet {
    /// The module of the method.
    module: Vec<String>,
    /// The expression that makes the request.
    pub request: TokenStream,
    /// The parameters that it sends, as JSON.
    pub body: String,
}

/// Sets the examples of every method that has a request which can be written.
pub fn set(schema: &mut Schema, examples: &[LoadedExamples]) {
    let texts: Vec<Vec<Option<String>>> = schema
        .modules
        .iter()
        .map(|module| {
            let of = |method| of_method(schema, module, method, examples);
            let snippets = module.methods.iter().map(of);
            snippets.map(|snippet| Some(snippet?.text())).collect()
        })
        .collect();
    for (module, texts) in schema.modules.iter_mut().zip(texts) {
        for (method, text) in module.methods.iter_mut().zip(texts) {
            method.example = text;
        }
    }
}

/// The first documented request of a method that can be written.
pub fn of_method(
    schema: &Schema,
    module: &Module,
    method: &Method,
    examples: &[LoadedExamples],
) -> Option<Snippet> {
    let of_method = examples.iter().map(|file| &file.model);
    let of_method = of_method
        .filter(|file| file.method == method.name && file.version == module.version)
        .flat_map(|file| &file.examples)
        .filter(|example| example.kind == ExampleKind::Request && example.contradicts.is_none());
    let writer = Writer::new(schema, module);
    let mut snippets = of_method.filter_map(|example| {
        let body: Value = serde_json::from_str(&example.body).ok()?;
        let params = named(method, body)?;
        Some(Snippet {
            module: module.path.clone(),
            request: writer.request(method, &params)?,
            body: example.body.clone(),
        })
    });
    snippets.next()
}

/// The parameters by name; those of a positional method are a list.
fn named(method: &Method, body: Value) -> Option<Map<String, Value>> {
    match body {
        Value::Object(params) => Some(params),
        Value::Array(values) if method.positional => {
            let names = method.params.iter().map(|param| param.wire.clone());
            (values.len() <= method.params.len()).then(|| names.zip(values).collect())
        }
        _ => None,
    }
}

impl Snippet {
    /// The name under which the code knows the module of the method.
    fn import(module: &[String]) -> (TokenStream, Ident) {
        let last = module.last().map_or("", String::as_str);
        let parts = module.iter().map(|part| ident(part));
        match (last, module.len().checked_sub(2).map(|at| &module[at])) {
            // The module of REST 3.0 would be called by its version.
            ("v3", Some(before)) => {
                let before = ident(before);
                (quote!(use bitrix24::#(#parts)::* as #before;), before)
            }
            _ => (quote!(use bitrix24::#(#parts)::*;), ident(last)),
        }
    }

    /// The lines of the example.
    fn text(&self) -> String {
        let (import, _) = Self::import(&self.module);
        let request = &self.request;
        let file = syn::parse2(quote! {
            #import
            async fn example(client: bitrix24::Client) -> Result<(), bitrix24::AnyError> {
                let request = #request;
                let answer = client.call(request).await?;
            }
        });
        let text = prettyplease::unparse(&file.expect("a snippet is Rust"));
        let mut shown = String::new();
        for line in text.lines() {
            // The function around the code is not shown.
            if line.starts_with("async fn") || line == "}" {
                continue;
            }
            shown += line.strip_prefix("    ").unwrap_or(line);
            shown.push('\n');
            if line.starts_with("use ") {
                shown.push('\n');
            }
        }
        shown
    }

    /// The request as an item that compiles by itself: a function that returns its parameters.
    pub fn function(&self, name: &str) -> TokenStream {
        let (import, _) = Self::import(&self.module);
        let (name, request) = (ident(name), &self.request);
        quote! {
            #[allow(deprecated)]
            fn #name() -> Result<bitrix24::Params, Box<dyn std::error::Error>> {
                #import
                let request = #request;
                Ok(bitrix24::Call::into_params(request))
            }
        }
    }
}

/// An identifier, raw if its text begins with `r#`.
fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(word) => Ident::new_raw(word, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}
