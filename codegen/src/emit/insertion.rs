//! How an argument gets into the parameters.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::ir::{BooleanFormat, Field, FileFormat, Formats, Held};

/// The call that inserts an argument as the field takes it.
pub(crate) fn inserted(field: &Field, value: impl ToTokens) -> TokenStream {
    let wire = &field.wire;
    if let Some(formats) = formats(field.formats) {
        return quote!(with_format(#wire, #formats, #value));
    }
    if field.formatted.is_empty() {
        return quote!(with(#wire, #value));
    }
    let fields = field.formatted.iter().map(|field| {
        let (name, formats) = (&field.wire, formats(field.formats));
        let holds = match field.holds {
            Held::Other => quote!(Other),
            Held::Boolean => quote!(Boolean),
            Held::File => quote!(File),
        };
        quote!(rt::FieldFormat { name: #name, holds: rt::Held::#holds, formats: #formats })
    });
    quote!(with_field_formats(#wire, &[#(#fields),*], #value))
}

/// How values are written, if the schema says so.
pub(crate) fn formats(formats: Formats) -> Option<TokenStream> {
    if formats == Formats::default() {
        return None;
    }
    let boolean = match formats.boolean {
        None => quote!(Unchanged),
        Some(BooleanFormat::Flag) => quote!(Flag),
        Some(BooleanFormat::Number) => quote!(Number),
    };
    let file = match formats.file {
        None | Some(FileFormat::Id) => quote!(Id),
        Some(FileFormat::Object) => quote!(Object),
    };
    Some(quote!(rt::Formats {
        boolean: rt::BooleanFormat::#boolean,
        file: rt::FileFormat::#file
    }))
}
