//! Procedural macros of the [`bitrix24`](https://docs.rs/bitrix24) client. Use them through that
//! crate.
//!
//! Each has a feature of its own: `schema!` adds the whole generator, the derive only the parser of
//! Rust that the client's build compiles anyway.

#[cfg(feature = "derive")]
mod entity;
#[cfg(feature = "schema")]
mod schema;

#[cfg(any(feature = "derive", feature = "schema"))]
use proc_macro::TokenStream;

/// Typed requests, answers, errors and call functions from a YAML file of your own.
///
/// It is for methods that the documentation does not have, of an application or of a self-hosted
/// portal. The file is written in the language of the client's own schema; types of the client are
/// named with their namespace, as `crm.OwnerType` and `id<crm.Deal>`. Its path is relative to the
/// `Cargo.toml` of the package. The macro expands to the items of the file, so each file needs a
/// module of its own.
///
/// With the feature `describe` of the client there is also a constant `DESCRIPTION`, the schema as
/// data: `bitrix24::describe::add` makes its methods known, and a `bitrix24-portal` serves them.
///
/// Mistakes in the file are compile errors with the messages of `bitrix24-codegen check`, with line
/// and column.
///
/// ```ignore
/// mod stock {
///     bitrix24::schema!("schema/stock.yaml");
/// }
///
/// let rows = client.call(stock::list().warehouse(3)).await?;
/// ```
#[cfg(feature = "schema")]
#[proc_macro]
pub fn schema(input: TokenStream) -> TokenStream {
    schema::schema(input.into()).into()
}

/// A struct of your own for the rows of a method, with the custom fields of your portal.
///
/// `#[entity(of = …)]` names the type of the client whose fields these are, such as
/// `bitrix24::crm::Deal`. Each field of the struct is
///
/// - a documented field under its Rust name, or under another one with `#[entity(field = title)]`,
///   without quotes;
/// - a custom field with its name on the wire, in quotes:
///   `#[entity(field = "UF_CRM_1721244482250")]`;
/// - with `#[entity(extra)]`, a `bitrix24::Extra` for all other fields.
///
/// An `Option` may be absent; any other field is required, and a row without it is an error that
/// names the JSON path. The type of a documented field is the documented one; an enumeration may be
/// a `String`, an identifier its key type. A custom field has any type of the client that suits it:
/// `Vec` for one with several values, dates, `Decimal`, `Id<…>`, `File`, `bool`. With
/// `#[entity(via = String)]` the field is read as a `String`, or another named type, and converted
/// to its own type by `TryFrom`.
///
/// The struct then has
///
/// - `select()`: the names of its fields, for the method's own `select`;
/// - `from_row(&row)`, and `TryFrom` of the row: the struct from a decoded row;
/// - a constant for each field (`GREETING` for `greeting`), a `Key` for filters, orders and
///   selections, and for setters if the field is a custom one. A field with several values is
///   compared with one of them, and set to all. Documented fields keep the uses that the record's
///   own constants document; where lists cannot name a field at all, the constant is of no use.
///
/// A request with `.typed::<MyDeal>()` returns rows as the struct. The module `bitrix24::entity`
/// has examples.
#[cfg(feature = "derive")]
#[proc_macro_derive(Entity, attributes(entity))]
pub fn entity(input: TokenStream) -> TokenStream {
    entity::derive(input.into()).into()
}
