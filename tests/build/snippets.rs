//! Writes a sample of the examples that call functions have in the published form, as code that
//! compiles: all of them would take too long.

use bitrix24_codegen::ir::{Method, Module, Schema};
use bitrix24_codegen::load::LoadedExamples;
use bitrix24_codegen::snippet::{self, Snippet};
use quote::{format_ident, quote};

/// The number of examples that are compiled.
const SAMPLE: usize = 80;

/// The sample, and the numbers of methods with an example and with a documented request.
pub(crate) fn sample(schema: &Schema, examples: &[LoadedExamples]) -> String {
    let methods = schema
        .modules
        .iter()
        .flat_map(|module| module.methods.iter().map(move |method| (module, method)));
    let all: Vec<(&Module, &Method, Snippet)> = methods
        .filter_map(|(module, method)| {
            let snippet = snippet::of_method(schema, module, method, examples)?;
            Some((module, method, snippet))
        })
        .collect();
    let step = (all.len() / SAMPLE).max(1);
    let sample = || all.iter().step_by(step).enumerate();
    let functions =
        sample().map(|(number, (.., snippet))| snippet.function(&format!("example_{number}")));
    let entries = sample().map(|(number, (module, method, snippet))| {
        let (name, version, body) = (&method.name, module.version, &snippet.body);
        let function = format_ident!("example_{number}");
        quote!((#name, #version, #body, #function))
    });
    let count = all.len();
    let tokens = quote! {
        /// Full name, version and documented parameters of a method, and the example as a function.
        pub(crate) type Example = (
            &'static str,
            u8,
            &'static str,
            fn() -> Result<bitrix24::Params, Box<dyn std::error::Error>>,
        );
        /// The number of methods that have an example.
        pub(crate) const COUNT: usize = #count;
        /// Some of the examples.
        pub(crate) static SAMPLE: &[Example] = &[#(#entries),*];
        #(#functions)*
    };
    let file = syn::parse2(tokens).expect("the sample is Rust");
    prettyplease::unparse(&file)
}
