//! `#[derive(Entity)]`: the struct is parsed and checked as a whole; expansion cannot fail.

mod attributes;
mod expand;
mod view;

use proc_macro2::TokenStream;
use syn::DeriveInput;

use self::view::View;

/// The implementation, or every problem of the struct.
pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let view = syn::parse2::<DeriveInput>(input).and_then(|input| View::of(&input));
    match view {
        Ok(view) => expand::expand(&view),
        Err(error) => error.into_compile_error(),
    }
}
