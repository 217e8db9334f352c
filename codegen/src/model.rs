//! The schema language as Rust types: the contents of a YAML file.
//!
//! These types are the only definition of the language. `serde` reads them, `schemars` generates
//! `schema/schema.json` from them, and a test compares `schema/README.md` with that. Names are not
//! looked up here; `resolve` does that.

mod example;
mod value;

use serde::Deserialize;

pub use self::example::{Example, ExampleFile, ExampleKind};
pub use self::value::{Json, Scalar};
pub use crate::ordered::Ordered;

/// A file of the schema: one REST namespace.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct File {
    /// The common prefix of the methods' names, as `crm.item.productrow`. The file lies at
    /// `crm/item/productrow.yaml`.
    pub namespace: String,
    /// Version of the REST protocol: 2 is the classic one, 3 is REST 3.0. A file of version 3 is
    /// named `….v3.yaml`.
    #[serde(default = "version_two")]
    pub version: u8,
    /// Scopes that make the methods available; any one of them is enough.
    #[serde(default)]
    pub scope: Vec<String>,
    /// Folder of the documentation pages, from the root of the documentation.
    pub page: Option<String>,
    /// What the namespace is for, in one sentence.
    pub doc: Option<String>,
    /// Named types: objects, enumerations, unions, markers of entities.
    #[serde(default)]
    pub types: Ordered<Type>,
    /// Methods, by the part of the name that follows the namespace.
    #[serde(default)]
    pub methods: Ordered<Method>,
    /// Events, by their documented name.
    #[serde(default)]
    pub events: Ordered<Event>,
    /// Placements (widgets), by their code, or by a name for many codes.
    #[serde(default)]
    pub placements: Ordered<Placement>,
    /// Errors that any method may answer, by the variant's name. Only `system.yaml` has them.
    #[serde(default)]
    pub errors: Ordered<ErrorFacts>,
    /// Facts of the documentation that are wrong, each with the right value and a reason.
    #[serde(default)]
    pub corrections: Vec<Correction>,
}

fn version_two() -> u8 {
    2
}

/// A named type. Exactly one of `fields`/`patterns`, `values`, `type` or `key` alone says what kind
/// it is.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct Type {
    /// What the type is, in one sentence.
    pub doc: Option<String>,
    /// The documentation's name of the type.
    pub wire: Option<String>,
    /// Documentation page, when it is another than the file's.
    pub page: Option<String>,
    /// Type of the identifiers of this entity; makes `id<…>` of it possible. A type with nothing
    /// else is only a marker.
    pub key: Option<KeyType>,
    /// Types whose identifiers those of this entity are too, as a deal is an item.
    #[serde(default)]
    pub also: Vec<String>,
    /// Fields of an object, by their name on the wire.
    #[serde(default)]
    pub fields: Ordered<Field>,
    /// Fields whose names follow a pattern: `UF_CRM_*`, `PARENT_ID_{n}`.
    #[serde(default)]
    pub patterns: Ordered<Field>,
    /// Values of an enumeration, by the variant's name.
    #[serde(default)]
    pub values: Ordered<Value>,
    /// How the values of the enumeration are written: `string` or `integer`.
    pub base: Option<KeyType>,
    /// Another name for a type expression, as `integer|string[]`.
    #[serde(rename = "type")]
    pub alias: Option<String>,
    /// What the importer could not read for certain, with page and line.
    pub check: Option<String>,
}

/// How an identifier or an enumeration is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum KeyType {
    /// A whole number.
    Integer,
    /// Text.
    String,
}

/// A value of an enumeration. In short form only its wire value is given: `Deal: D`.
#[derive(Debug, Clone)]
#[cfg_attr(
    feature = "authoring",
    derive(schemars::JsonSchema),
    schemars(untagged)
)]
pub enum Value {
    /// The value on the wire alone.
    Wire(Scalar),
    /// The value with more facts.
    Full(ValueFacts),
}

/// The facts of one value of an enumeration.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct ValueFacts {
    /// The value on the wire.
    pub wire: Option<Scalar>,
    /// A family of values: `T{hex}`. `{n}` stands for digits, `{hex}` for hexadecimal digits, `*`
    /// for any text.
    pub pattern: Option<String>,
    /// What the value means.
    pub doc: Option<String>,
    /// Whether the documentation advises against it.
    #[serde(default)]
    pub deprecated: bool,
}

/// A field of an object or a parameter of a method. In short form only its type is given:
/// `id: integer`.
#[derive(Debug, Clone)]
#[cfg_attr(
    feature = "authoring",
    derive(schemars::JsonSchema),
    schemars(untagged)
)]
pub enum Field {
    /// The type alone.
    Type(String),
    /// The type with more facts.
    Full(Box<FieldFacts>),
}

impl Field {
    /// The facts of a field in either form.
    pub fn facts(&self) -> std::borrow::Cow<'_, FieldFacts> {
        match self {
            Self::Full(facts) => std::borrow::Cow::Borrowed(facts),
            Self::Type(text) => std::borrow::Cow::Owned(FieldFacts {
                type_: Some(text.clone()),
                ..FieldFacts::default()
            }),
        }
    }
}

/// Reads a value that is there, `null` too: an absent one is `None`.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Json>, D::Error> {
    Json::deserialize(deserializer).map(Some)
}

/// The facts of a field or a parameter.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a key of the language"
)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct FieldFacts {
    /// Type expression: `integer`, `id<crm.Deal>`, `Row[]`, `map<string,Row>`, `string|null`,
    /// `filter<Row>` and so on.
    #[serde(rename = "type")]
    pub type_: Option<String>,
    /// What the field holds, in one sentence, with its unit.
    pub doc: Option<String>,
    /// Whether it must be sent.
    pub required: Option<Required>,
    /// What the server takes when it is not sent; `null` when the field stays empty.
    #[serde(default, deserialize_with = "present")]
    pub default: Option<Json>,
    /// Whether the server may answer `null`, or takes `null` for an empty value.
    #[serde(default)]
    pub nullable: bool,
    /// Whether it may be written: `all` (default), `read` (never), `create` (only when the object
    /// is added).
    #[serde(default)]
    pub access: Access,
    /// Documented values; makes an enumeration of the field's own, with `type` `string` or
    /// `integer` as its base.
    #[serde(default)]
    pub values: Ordered<Value>,
    /// Fields of a nested object, with `type` `object` (the default then) or `object[]`.
    #[serde(default)]
    pub fields: Ordered<Field>,
    /// Fields of the nested object whose names follow a pattern.
    #[serde(default)]
    pub patterns: Ordered<Field>,
    /// Named type whose fields stand here: a field without a sentence has the one that it has
    /// there.
    pub like: Option<String>,
    /// Name of the type made from `values` or `fields`, when the default (owner and field) does not
    /// read well.
    pub name: Option<String>,
    /// Rust name of the field, when two fields would get the same one.
    pub rust: Option<String>,
    /// Other spellings that the documentation shows, as `ID` beside `id`; they are read, and never
    /// written.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Keys that a filter must contain, with their operator: `=ownerType`.
    #[serde(default)]
    pub required_keys: Vec<String>,
    /// Operators that a filter takes, as prefixes of its keys: `=`, `>=`, `!%`.
    #[serde(default)]
    pub operators: Vec<String>,
    /// Operators of a filter whose value may be a list as well: `=`, `!=`, `!`.
    #[serde(default)]
    pub lists: Vec<String>,
    /// Operators of a filter that do not work on fields of some types.
    #[serde(default)]
    pub refused: Vec<Refused>,
    /// Whether a filter takes alternatives: groups with `"logic": "OR"`, nested to any depth; in
    /// version 3 groups of single conditions.
    #[serde(default)]
    pub or: bool,
    /// Whether a key of a filter without an operator asks for equality, where `=` is no operator.
    #[serde(default)]
    pub bare: bool,
    /// How values are written here, where that differs from other places.
    pub formats: Option<Formats>,
    /// Whether the documentation advises against it.
    #[serde(default)]
    pub deprecated: bool,
    /// What the field cannot be used for although its object can: `filter`, `order`, `select`.
    #[serde(default)]
    pub without: Vec<Use>,
    /// What the importer could not read for certain, with page and line.
    pub check: Option<String>,
}

/// How values of some types are written, in custom fields and in the field itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Formats {
    /// How yes and no are written: `flag` is `Y` and `N`, `number` is 1 and 0.
    pub boolean: Option<BooleanFormat>,
    /// How a file that the portal has already is written: `id` is its number, `object` is
    /// `{"id": number}`.
    pub file: Option<FileFormat>,
}

/// How yes and no are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum BooleanFormat {
    /// `Y` and `N`.
    Flag,
    /// 1 and 0.
    Number,
}

/// How a file that the portal has already is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FileFormat {
    /// Its number.
    Id,
    /// An object with its number.
    Object,
}

/// Operators that a filter does not take on fields of some types.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Refused {
    /// The operators, which are among those of the filter.
    pub operators: Vec<String>,
    /// Types of fields, each an `id<…>`, an enumeration or a union.
    pub types: Vec<String>,
}

/// Whether a parameter must be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(
    feature = "authoring",
    derive(schemars::JsonSchema),
    schemars(untagged)
)]
pub enum Required {
    /// `true` or `false`.
    Always(bool),
    /// The documentation has no marker.
    Unknown(UnknownRequired),
    /// Under a condition, in words.
    When(RequiredWhen),
    /// One of several alternatives.
    Either(RequiredEither),
}

/// The word `unknown`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum UnknownRequired {
    /// The documentation has no marker.
    Unknown,
}

/// A requirement that holds under a condition.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RequiredWhen {
    /// The condition, in words.
    pub when: String,
}

/// Membership in a group of which one alternative must be sent.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RequiredEither {
    /// Name of the group: parameters of one group exclude each other.
    pub either: String,
    /// Name of the alternative, when several parameters form one together; otherwise the parameter
    /// is its own.
    pub alternative: Option<String>,
}

/// When a field may be written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// Read and written.
    #[default]
    All,
    /// Read only.
    Read,
    /// Written when the object is added, read afterwards.
    Create,
    /// Written only.
    Write,
}

/// A use that a field may be excluded from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Use {
    /// As a key of a filter.
    Filter,
    /// As a key of an order.
    Order,
    /// In a selection.
    Select,
}

/// A REST method.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct Method {
    /// What the method does, in one sentence that starts with a verb.
    pub doc: Option<String>,
    /// `auto` when `doc` was made from the name and awaits a person.
    pub doc_by: Option<DocBy>,
    /// Documentation page, in the file's folder or from the root.
    pub page: Option<String>,
    /// Scopes of this method, when they are not the file's.
    #[serde(default)]
    pub scope: Vec<String>,
    /// Who may call it, in words.
    pub access: Option<String>,
    /// Whether it changes anything; decides what may be repeated after a lost answer.
    pub effect: Effect,
    /// Set when the documentation advises against the method.
    pub deprecated: Option<Deprecated>,
    /// Rust name, when two methods would get the same one.
    pub rust: Option<String>,
    /// Parameters are sent by their order, as a JSON array.
    #[serde(default)]
    pub positional: bool,
    /// Whether `batch` may contain it; `true` unless the documentation says otherwise.
    pub batch: Option<bool>,
    /// Parameters, by their name on the wire.
    #[serde(default)]
    pub params: Ordered<Field>,
    /// What the method answers.
    #[cfg_attr(feature = "authoring", schemars(with = "Option<AnswerForm>"))]
    pub result: Option<Answer>,
    /// How a long list is read.
    pub paging: Option<Paging>,
    /// Errors of the method, by the variant's name.
    #[serde(default)]
    pub errors: Ordered<ErrorFacts>,
    /// What a caller should know beside the fields.
    #[serde(default)]
    pub notes: Vec<Note>,
    /// What the importer could not read for certain, with page and line.
    pub check: Option<String>,
}

/// What a caller of a method, or a handler of an event, should know beside its fields.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct Note {
    /// What callers should know, in our words.
    pub text: String,
    /// Public address where it is shown, when that is not the method's page.
    pub source: Option<String>,
}

/// Who wrote a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DocBy {
    /// Made from the method's name.
    Auto,
}

/// What a call changes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Nothing; the call may be repeated.
    #[default]
    Read,
    /// A change; the call must not be repeated blindly.
    Write,
}

/// The deprecation of a method or an event, and its replacement.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct Deprecated {
    /// Full name of the method, of the namespace with `.*`, or of the event to use instead.
    pub replacement: Option<String>,
    /// A note for users, in our words.
    pub note: Option<String>,
}

/// What a method answers under `result`. Its short form has only the type.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(remote = "Self", deny_unknown_fields, rename_all = "snake_case")]
pub struct Answer {
    /// Key of `result` under which the value sits; absent when `result` is the value itself.
    pub at: Option<String>,
    /// Whether the value is the whole answer, with no `result` around it.
    #[serde(default)]
    pub bare: bool,
    /// Type expression; `none` when the value is always `null`.
    #[serde(rename = "type")]
    pub type_: Option<String>,
    /// What the value is.
    pub doc: Option<String>,
    /// Fields of an object of the method's own, with `type` `object` (the default then) or
    /// `object[]`.
    #[serde(default)]
    pub fields: Ordered<Field>,
    /// Fields of that object whose names follow a pattern.
    #[serde(default)]
    pub patterns: Ordered<Field>,
    /// Name of the type made from `fields`.
    pub name: Option<String>,
    /// Whether the value may be `null`.
    #[serde(default)]
    pub nullable: bool,
    /// Where an answer with status 200 has the error of a call that failed all the same.
    pub failure: Option<Failure>,
}

/// The forms of an answer, for the JSON Schema.
#[cfg(feature = "authoring")]
#[derive(schemars::JsonSchema)]
#[schemars(untagged)]
#[allow(dead_code, reason = "only its schema is used")]
enum AnswerForm {
    /// The type alone.
    Type(String),
    /// The type with more facts.
    Full(Box<Answer>),
}

/// The keys of `result` that hold the error of a failed call, in an answer with status 200.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct Failure {
    /// Key of the code. The call failed when there is one.
    pub code: Option<String>,
    /// Key of the message, or of a list of messages. Without `code`, the call failed when there is
    /// one.
    pub message: Option<String>,
}

/// How a method returns a long list.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct Paging {
    /// `start` (default): by `start`, with `next` and `total` in the answer; `page`: by REST 3.0's
    /// `pagination`; `offset`: by a parameter of the method's own with the number of rows to skip;
    /// `number`: by one with the number of the page, from 1.
    #[serde(default)]
    pub style: PagingStyle,
    /// Parameter of the method's own that says where a page begins; with dots for one within an
    /// object.
    pub at: Option<String>,
    /// Parameter of the method's own that says how many rows a page has.
    pub limit: Option<String>,
    /// Rows of a full page.
    pub size: Option<u32>,
    /// The most rows that a page may have.
    pub most: Option<u32>,
    /// The field by which the list can be read without counting.
    pub cursor: Option<Cursor>,
}

/// How pages are named.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PagingStyle {
    /// By the parameter `start`.
    #[default]
    Start,
    /// By the parameter `pagination` of REST 3.0.
    Page,
    /// By a parameter with the number of rows to skip.
    Offset,
    /// By a parameter with the number of the page, from 1.
    Number,
}

impl PagingStyle {
    /// The word of the schema.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Page => "page",
            Self::Offset => "offset",
            Self::Number => "number",
        }
    }

    /// Whether the parameters that choose a page have names of the method's own.
    #[must_use]
    pub fn is_own(self) -> bool {
        matches!(self, Self::Offset | Self::Number)
    }
}

/// The field by which a list is continued.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct Cursor {
    /// Name of the field in filter and order.
    pub field: String,
    /// Name of the field in the answer, when it is spelt differently there.
    pub response: Option<String>,
    /// Whether the documentation does not state it for this method, and we conclude it from its
    /// ordering.
    #[serde(default)]
    pub inferred: bool,
}

/// An error of a method.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct ErrorFacts {
    /// The code: symbolic, a number, or empty when only the message identifies the error; with
    /// `{name}` where a value stands.
    pub code: Scalar,
    /// The message, with `{name}` where a value stands.
    pub message: Option<String>,
    /// HTTP status.
    pub status: Option<u16>,
    /// What the error means, in our words.
    pub doc: Option<String>,
    /// What an error of REST 3.0 lists under `validation`: the fields of a request, and what is
    /// wrong with them.
    #[serde(default)]
    pub validation: Vec<Violation>,
}

/// What is wrong with fields of a request, as an error of REST 3.0 lists it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct Violation {
    /// The fields that it can be about; any field when it is empty.
    #[serde(default)]
    pub fields: Vec<String>,
    /// The message, with `{name}` where a value stands.
    pub message: String,
}

/// An event that the portal sends to a handler.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct Event {
    /// When the event happens, in one sentence.
    pub doc: Option<String>,
    /// Documentation page, in the file's folder or from the root.
    pub page: Option<String>,
    /// Scopes of this event, when they are not the file's.
    #[serde(default)]
    pub scope: Vec<String>,
    /// Who may subscribe, in words.
    pub access: Option<String>,
    /// How to subscribe: by an outgoing `webhook`, by the method `event.bind` (`bind`); both by
    /// default.
    #[serde(default)]
    pub subscribe: Vec<Subscription>,
    /// Set when the documentation advises against the event.
    pub deprecated: Option<Deprecated>,
    /// Whether the envelope carries access tokens.
    pub tokens: Option<bool>,
    /// Type of `data`, when it is no object of the event's own.
    #[serde(rename = "type")]
    pub type_: Option<String>,
    /// The contents of `data`.
    #[serde(default)]
    pub data: Ordered<Field>,
    /// What a handler should know beside the fields.
    #[serde(default)]
    pub notes: Vec<Note>,
    /// What the importer could not read for certain, with page and line.
    pub check: Option<String>,
}

/// A way to subscribe to an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Subscription {
    /// An outgoing webhook, set up in the portal.
    Webhook,
    /// The method `event.bind`.
    Bind,
}

/// A place in the portal's interface where an application can appear.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct Placement {
    /// Where the widget appears, in one sentence.
    pub doc: Option<String>,
    /// Documentation page, in the file's folder or from the root.
    pub page: Option<String>,
    /// Scopes of this placement, when they are not the file's.
    #[serde(default)]
    pub scope: Vec<String>,
    /// Its codes, by the variant's name, when one entry stands for many:
    /// `Lead: CRM_LEAD_LIST_MENU`. Without them the entry's name is the code.
    #[serde(default)]
    pub codes: Ordered<Value>,
    /// Options that `placement.bind` takes for it.
    #[serde(default)]
    pub options: Ordered<Field>,
    /// What the handler receives in `PLACEMENT_OPTIONS`.
    #[serde(default)]
    pub request: Ordered<Field>,
    /// What those who bind and handle it should know beside the fields.
    #[serde(default)]
    pub notes: Vec<Note>,
    /// What the importer could not read for certain, with page and line.
    pub check: Option<String>,
}

/// A fact of the documentation that is wrong. The file states what the documentation says; this
/// puts it right.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct Correction {
    /// Path of the fact in this file: `methods.set.result.at`.
    pub at: String,
    /// Whether it adds a name that the documentation leaves out: a field, a value, an error.
    #[serde(default)]
    pub adds: bool,
    /// What is right; `null` removes the fact.
    pub value: Json,
    /// Why we know better: what contradicts the documentation.
    pub reason: String,
    /// Documentation page with the wrong fact.
    pub page: Option<String>,
}

impl File {
    /// The full name of the method under a key of `methods`: an empty key is the method named like
    /// the namespace.
    #[must_use]
    pub fn method_name(&self, key: &str) -> String {
        if key.is_empty() {
            self.namespace.clone()
        } else {
            format!("{}.{key}", self.namespace)
        }
    }
}
