//! Procedural macros of the [`bitrix24`](https://docs.rs/bitrix24) client. Use them through that crate, with its feature
//! `macros`.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::source::Sources;
use bitrix24_codegen::{emit, library, load, render, resolve};
use proc_macro::TokenStream;
use proc_macro2::Span;
use quote::quote;
use syn::LitStr;

/// Typed requests, answers, errors and call functions from a YAML file of your own.
///
/// It is for methods that the documentation does not have, of an application or of a self-hosted portal. The file is
/// written in the language of the client's own schema; types of the client are named with their namespace, as
/// `crm.OwnerType` and `id<crm.Deal>`. Its path is relative to the `Cargo.toml` of the package. What it describes stands
/// where the macro is called, so that each file has a module of its own.
///
/// What is wrong with the file is an error of compilation in the words of `bitrix24-codegen check`, with line and column.
///
/// ```ignore
/// mod stock {
///     bitrix24::schema!("schema/stock.yaml");
/// }
///
/// let rows = client.call(stock::list().warehouse(3)).await?;
/// ```
#[proc_macro]
pub fn schema(input: TokenStream) -> TokenStream {
    let Ok(given) = syn::parse::<LitStr>(input.clone()) else {
        let span = input
            .into_iter()
            .next()
            .map_or_else(Span::call_site, |token| token.span().into());
        return error(
            span,
            "expected the path of a YAML file as a string literal: `schema!(\"schema/stock.yaml\")`",
        );
    };
    match expand(Path::new(&given.value())) {
        Ok(tokens) => tokens.into(),
        Err(messages) => messages
            .iter()
            .map(|message| error(given.span(), message))
            .collect::<TokenStream>(),
    }
}

fn error(span: Span, message: &str) -> TokenStream {
    // The compiler says it is an error by itself.
    let message = message.strip_prefix("error: ").unwrap_or(message);
    syn::Error::new(span, message).into_compile_error().into()
}

/// What the file describes, or what is wrong with it.
fn expand(given: &Path) -> Result<proc_macro2::TokenStream, Vec<String>> {
    let package = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let path = package.join(given);
    // Problems call the file what the user calls it, on every machine.
    let name = given.display().to_string();
    let text = fs::read_to_string(&path).map_err(|error| vec![unreadable(&name, &error)])?;
    let mut sources = Sources::default();
    let mut problems = Problems::default();
    let file = load::text(&name, &text, &mut sources, &mut problems);
    let shipped = match &file {
        Some(file) => library::referred(file, Path::new(bitrix24_schema::ROOT), &mut sources),
        None => Vec::new(),
    };
    let loaded = load::Loaded {
        files: file.into_iter().collect(),
        examples: Vec::new(),
    };
    let schema = resolve::resolve_alone(&loaded, &shipped, &mut problems);
    if !problems.is_empty() {
        problems.sort(&sources);
        return Err(problems
            .iter()
            .map(|problem| render::one(problem, &sources, render::Colour::None))
            .collect());
    }
    let items = schema.modules.iter().map(emit::inline);
    // The compiler has to look again when the file changes.
    let watched = path.to_string_lossy();
    Ok(quote! {
        #(#items)*
        const _: &[u8] = include_bytes!(#watched);
    })
}

fn unreadable(name: &str, error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::NotFound {
        return format!(
            "there is no file `{name}` in this package; the path is relative to the package's Cargo.toml"
        );
    }
    format!("the file `{name}` cannot be read: {error}")
}
