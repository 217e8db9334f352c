//! `schema!`: from a file to its items, or to its problems.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::source::Sources;
use bitrix24_codegen::{emit, ir, library, load, render, resolve};
use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::LitStr;

/// The items of the file, or errors.
pub(crate) fn schema(input: TokenStream) -> TokenStream {
    let Ok(given) = syn::parse2::<LitStr>(input.clone()) else {
        let span = input
            .into_iter()
            .next()
            .map_or_else(Span::call_site, |token| token.span());
        return error(
            span,
            "expected the path of a YAML file as a string literal: `schema!(\"schema/stock.yaml\")`",
        );
    };
    match expand(Path::new(&given.value())) {
        Ok(tokens) => tokens,
        Err(messages) => messages
            .iter()
            .map(|message| error(given.span(), message))
            .collect(),
    }
}

fn error(span: Span, message: &str) -> TokenStream {
    // The compiler adds `error:` itself.
    let message = message.strip_prefix("error: ").unwrap_or(message);
    syn::Error::new(span, message).into_compile_error()
}

/// The items of the file, or its problems.
fn expand(given: &Path) -> Result<TokenStream, Vec<String>> {
    let package = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let path = package.join(given);
    // Problems name the file with the user's path, on every machine.
    let name = given.display().to_string();
    let text = fs::read_to_string(&path).map_err(|error| vec![unreadable(&name, &error)])?;
    let mut sources = Sources::default();
    let mut problems = Problems::default();
    let file = load::text(&name, &text, &mut sources, &mut problems);
    let library = bitrix24_schema::chosen().unwrap_or_else(|| bitrix24_schema::ROOT.into());
    let shipped = match &file {
        Some(file) => library::referred(file, &library, &mut sources),
        None => Vec::new(),
    };
    let loaded = load::Loaded {
        files: file.into_iter().collect(),
        examples: Vec::new(),
    };
    let schema = resolve::resolve_alone(&loaded, &shipped, &mut problems);
    if !problems.is_empty() {
        problems.sort(&sources);
        return Err(render::texts(&problems, &sources, render::Colour::None));
    }
    let items = schema.modules.iter().map(emit::inline);
    let description = description(&schema);
    // The compiler has to expand again when the file changes.
    let watched = path.to_string_lossy();
    Ok(quote! {
        #(#items)*
        #description
        const _: &[u8] = include_bytes!(#watched);
    })
}

/// The constant that describes the items at run time.
#[cfg(feature = "describe")]
fn description(schema: &ir::Schema) -> TokenStream {
    let text = bitrix24_codegen::describe::file(schema, &[]).text;
    quote! {
        /// The description of this schema, for `bitrix24::describe::add` and for portals in tests.
        #[allow(dead_code)]
        pub const DESCRIPTION: &str = #text;
    }
}

#[cfg(not(feature = "describe"))]
fn description(_: &ir::Schema) -> TokenStream {
    TokenStream::new()
}

fn unreadable(name: &str, error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::NotFound {
        return format!(
            "this package has no file `{name}`; the path is relative to the package's Cargo.toml"
        );
    }
    format!("the file `{name}` cannot be read: {error}")
}
