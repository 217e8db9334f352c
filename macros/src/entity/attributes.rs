//! The options in `#[entity(…)]`.

use proc_macro2::Span;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, Ident, LitStr, Path, Type};

/// The options of the struct.
#[derive(Default)]
pub(super) struct OfStruct {
    /// The record whose fields these are.
    pub(super) of: Option<Path>,
}

/// The options of a field.
#[derive(Default)]
pub(super) struct OfField {
    /// The field of the record.
    pub(super) field: Option<Named>,
    /// The type that is decoded and then converted.
    pub(super) via: Option<Type>,
    /// Set when it holds the remaining fields.
    pub(super) extra: Option<Span>,
}

/// A field of the record.
pub(super) enum Named {
    /// By its Rust name.
    Documented(Ident),
    /// By its name on the wire.
    Custom(LitStr),
}

impl OfStruct {
    pub(super) fn read(attributes: &[Attribute]) -> syn::Result<Self> {
        let mut read = Self::default();
        each(attributes, |meta| {
            if !meta.path.is_ident("of") {
                return Err(
                    meta.error("unknown option of a struct; the option is `of = crm::Deal`")
                );
            }
            once(&meta, read.of.is_some())?;
            read.of = Some(meta.value()?.parse()?);
            Ok(())
        })?;
        Ok(read)
    }
}

impl OfField {
    pub(super) fn read(attributes: &[Attribute]) -> syn::Result<Self> {
        let mut read = Self::default();
        each(attributes, |meta| {
            if meta.path.is_ident("field") {
                once(&meta, read.field.is_some())?;
                read.field = Some(named(&meta)?);
            } else if meta.path.is_ident("via") {
                once(&meta, read.via.is_some())?;
                read.via = Some(meta.value()?.parse()?);
            } else if meta.path.is_ident("extra") {
                once(&meta, read.extra.is_some())?;
                read.extra = meta.path.get_ident().map(Ident::span);
            } else {
                return Err(meta.error(
                    "unknown option of a field; the options are `field = \"UF_CRM_1721244482250\"`, `field = title`, `via = String` and `extra`",
                ));
            }
            Ok(())
        })?;
        Ok(read)
    }
}

/// Reads all options in all attributes.
fn each(
    attributes: &[Attribute],
    mut option: impl FnMut(ParseNestedMeta<'_>) -> syn::Result<()>,
) -> syn::Result<()> {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("entity"))
        .try_for_each(|attribute| attribute.parse_nested_meta(&mut option))
}

fn once(meta: &ParseNestedMeta<'_>, given: bool) -> syn::Result<()> {
    if given {
        Err(meta.error("this option is given twice"))
    } else {
        Ok(())
    }
}

fn named(meta: &ParseNestedMeta<'_>) -> syn::Result<Named> {
    let value = meta.value()?;
    if value.peek(LitStr) {
        return value.parse().map(Named::Custom);
    }
    if value.peek(Ident) {
        return value.parse().map(Named::Documented);
    }
    Err(value.error(
        "expected the name of a custom field in quotes, such as `\"UF_CRM_1721244482250\"`, or the Rust name of a documented field without quotes, such as `title`",
    ))
}
