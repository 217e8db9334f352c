//! The resolved schema: every name looked up, every Rust name chosen. Everything in it can be
//! emitted.

mod filter;
mod gate;
mod types;

use std::collections::BTreeSet;

pub use self::filter::{Filter, Operator, Refused};
pub use self::gate::Gate;
pub use self::types::Types;
pub use crate::model::{
    Access, BooleanFormat, Effect, FileFormat, Formats, KeyType, PagingStyle, Subscription, Use,
    Violation,
};
pub use crate::scalar::Scalar;

/// Modules of the first level that the client writes by hand. Emitted items are included there, so
/// that methods and the types for handlers are in one module.
pub const BY_HAND: [&str; 3] = ["entity", "event", "placement"];

/// Everything that a run emits.
#[derive(Debug, Clone, Default)]
pub struct Schema {
    /// One module for each file, sorted by path.
    pub modules: Vec<Module>,
    /// Items that are left out because none of their scopes is enabled.
    pub disabled: BTreeSet<Disabled>,
}

/// An item that is left out because none of its scopes is enabled. The compiler can name the scopes
/// that enable it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Disabled {
    /// Path of the innermost module that exists.
    pub module: Vec<String>,
    /// What kind of item it would be in that module.
    pub kind: DisabledKind,
    /// Its name.
    pub name: String,
    /// The scopes that enable it.
    pub scope: Vec<String>,
}

/// What is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DisabledKind {
    /// A module with its contents.
    Module,
    /// A type.
    Type,
    /// The function of a method.
    Function,
}

/// A file of the schema, as a Rust module.
#[derive(Debug, Clone)]
pub struct Module {
    /// Path of the Rust module: `crm`, `item`, `productrow`; identifiers, raw where they have to
    /// be.
    pub path: Vec<String>,
    /// Prefix of the methods' names.
    pub namespace: String,
    /// Version of the REST protocol.
    pub version: u8,
    /// Scopes of the file.
    pub scope: Vec<String>,
    /// Sentence about the module.
    pub doc: String,
    /// Address of the documentation.
    pub page: Option<String>,
    /// Types of other modules that this one uses and re-exports.
    pub reexports: Vec<Reexport>,
    /// Types, in the file's order, nested ones after their owner.
    pub types: Types,
    /// Methods, in the file's order.
    pub methods: Vec<Method>,
    /// Events, in the file's order.
    pub events: Vec<Event>,
    /// Placements, in the file's order.
    pub placements: Vec<Placement>,
    /// Errors that any method may return.
    pub errors: Vec<ErrorVariant>,
}

/// A type of another module that a module uses and re-exports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reexport {
    /// Its path.
    pub path: TypePath,
    /// Where something in the module uses it.
    pub gate: Gate,
}

/// The path of a type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypePath {
    /// Path of its module, in the shipped client when `library` is set.
    pub module: Vec<String>,
    /// Its name.
    pub name: String,
    /// Whether it is emitted by the shipped client and not with the user's schema that names it.
    pub library: bool,
}

/// A type to emit.
#[derive(Debug, Clone)]
pub struct Type {
    /// Rust name.
    pub name: String,
    /// The documentation's name of the type.
    pub wire: Option<String>,
    /// Sentence about it.
    pub doc: String,
    /// Address of the documentation.
    pub page: Option<String>,
    /// Type of the identifiers, when the type is an entity.
    pub key: Option<KeyType>,
    /// Entities whose identifiers those of this one are too.
    pub also: Vec<TypePath>,
    /// Whether it is made for one field or method and has no name of its own in the schema.
    pub made: bool,
    /// Where it is needed. The marker of an entity is there always.
    pub gate: Gate,
    /// The first type of its module with the same contents, if that is another one: this type is
    /// emitted as another name of it.
    pub twin: Option<String>,
    /// What kind it is.
    pub kind: TypeKind,
}

/// The kinds of types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeKind {
    /// A marker, which only identifiers refer to.
    Marker,
    /// An object that answers contain.
    Record(Record),
    /// Documented values.
    Enumeration(Enumeration),
    /// One of several types.
    Union(Vec<Alternative>),
    /// Another name of a type.
    Alias(Ty),
    /// An object that requests contain.
    Object(Object),
    /// Conditions on the fields of a record.
    Filter(Filter),
}

/// An object of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its fields.
    pub fields: Vec<Field>,
    /// Its families of fields.
    pub patterns: Vec<Field>,
    /// Whether constants for its fields are emitted, for filters, orders and selections.
    pub keys: bool,
    /// Whether selections reach through its fields into other records, and through fields of others
    /// into it, as in REST 3.0.
    pub related: bool,
}

/// An object of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// The record of the same type, when answers contain it.
    pub of: Option<TypePath>,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Its families of fields.
    pub patterns: Vec<Field>,
}

/// An open enumeration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enumeration {
    /// How its values are written.
    pub base: KeyType,
    /// Its documented values.
    pub variants: Vec<Variant>,
}

/// A documented value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// Rust name.
    pub name: String,
    /// The value on the wire, or the pattern of a family.
    pub wire: String,
    /// Whether `wire` is the pattern of a family of values.
    pub family: bool,
    /// What it means.
    pub doc: Option<String>,
    /// Whether the documentation advises against it.
    pub deprecated: bool,
}

/// One type of a union.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// Name of the variant.
    pub name: String,
    /// Its type.
    pub ty: Ty,
}

/// A field or a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Name on the wire.
    pub wire: String,
    /// Rust name, raw where it has to be.
    pub rust: String,
    /// Name of its constant.
    pub constant: String,
    /// Its type.
    pub ty: Ty,
    /// The type as the schema spells it.
    pub spelt: String,
    /// Whether a list of such values is accepted too, as for some keys that a filter requires.
    pub or_list: bool,
    /// Sentence about it.
    pub doc: Option<String>,
    /// Whether it must be sent.
    pub required: Required,
    /// The server's default, as JSON.
    pub default: Option<String>,
    /// Whether it may be `null`.
    pub nullable: bool,
    /// Whether it may be written.
    pub access: Access,
    /// How its values are written.
    pub formats: Formats,
    /// The fields of the object that it holds whose values are written in a form of their own.
    pub formatted: Vec<FieldFormat>,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// The uses from which it is excluded.
    pub without: Vec<Use>,
    /// Whether the documentation advises against it.
    pub deprecated: bool,
}

/// A field of an object that is sent, whose values are written in a form of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFormat {
    /// Its name on the wire, or the pattern of a family.
    pub wire: String,
    /// What it holds.
    pub holds: Held,
    /// How its values are written.
    pub formats: Formats,
}

/// What a field holds, as far as the JSON of its values does not say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// Anything else.
    Other,
    /// Yes or no.
    Boolean,
    /// Files.
    File,
}

/// Whether a parameter must be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Required {
    /// It must.
    Yes,
    /// It need not.
    No,
    /// The documentation does not say.
    Unknown,
    /// Under this condition.
    When(String),
    /// It belongs to a group of alternatives of which one must be sent.
    Either {
        /// Name of the group.
        group: String,
        /// Name of the alternative.
        alternative: String,
    },
}

/// A resolved type expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ty {
    /// A scalar other than `object`, in its canonical form.
    Scalar(Scalar),
    /// `id<T>`
    Id(TypePath),
    /// A record, an enumeration, a union, an alias, an object of a request or a filter.
    Named(TypePath),
    /// `T[]`
    List(Box<Ty>),
    /// `map<K,V>`; `object` is a map of anything by name.
    Map(Box<Ty>, Box<Ty>),
    /// `T|null` as the value of a map.
    Nullable(Box<Ty>),
    /// `order<T>`
    Order(TypePath),
    /// `select<T>`
    Select(TypePath),
}

impl Ty {
    /// The innermost item type of a list; of any other type, itself.
    pub fn item(&self) -> &Self {
        match self {
            Self::List(item) => item.item(),
            other => other,
        }
    }

    /// Whether it is undescribed JSON: any value, or an object.
    pub fn is_open(&self) -> bool {
        match self {
            Self::Map(key, value) => {
                **key == Self::Scalar(Scalar::String) && **value == Self::Scalar(Scalar::Any)
            }
            other => *other == Self::Scalar(Scalar::Any),
        }
    }

    /// Calls `see` with every type that this type names.
    pub fn each_named(&self, see: &mut dyn FnMut(&TypePath, Mention)) {
        match self {
            Self::Id(path) => see(path, Mention::Id),
            Self::Named(path) => see(path, Mention::Value),
            Self::Order(path) | Self::Select(path) => see(path, Mention::Key),
            Self::List(item) => item.each_named(see),
            Self::Map(key, value) => {
                key.each_named(see);
                value.each_named(see);
            }
            Self::Nullable(inner) => inner.each_named(see),
            Self::Scalar(_) => {}
        }
    }
}

/// Why a type is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mention {
    /// Its values.
    Value,
    /// Its identifiers.
    Id,
    /// The names of its fields.
    Key,
}

/// A method to emit.
#[derive(Debug, Clone)]
pub struct Method {
    /// Full name on the wire.
    pub name: String,
    /// Name of the call function, raw where it has to be.
    pub function: String,
    /// Name of the request type.
    pub request: String,
    /// Name of the error type.
    pub error: String,
    /// Version of the REST protocol.
    pub version: u8,
    /// Whether it changes anything.
    pub effect: Effect,
    /// Scopes, any of which is enough.
    pub scope: Vec<String>,
    /// Sentence about it.
    pub doc: String,
    /// Who may call it.
    pub access: Option<String>,
    /// Address of the documentation.
    pub page: Option<String>,
    /// Set when it is deprecated.
    pub deprecated: Option<Deprecated>,
    /// Parameters are sent by their order.
    pub positional: bool,
    /// Whether a batch may contain it.
    pub batch: bool,
    /// Its parameters.
    pub params: Vec<Field>,
    /// Its answer.
    pub answer: Answer,
    /// How a long list is read.
    pub paging: Option<Paging>,
    /// Its errors.
    pub errors: Vec<ErrorVariant>,
    /// The error type of the first method of its module with the same errors, if that is another
    /// one.
    pub error_twin: Option<String>,
    /// What a caller should know beside the fields.
    pub notes: Vec<Note>,
    /// A documented request as Rust; only where the client is written for publication.
    pub example: Option<String>,
}

/// What a caller of a method, or a handler of an event, should know beside its fields.
#[derive(Debug, Clone)]
pub struct Note {
    /// What it is.
    pub text: String,
    /// Public address where it is shown, when the page of the method does not say it.
    pub source: Option<String>,
}

/// The deprecation of a method or an event.
#[derive(Debug, Clone)]
pub struct Deprecated {
    /// The replacement, as a REST name.
    pub replacement: Option<String>,
    /// A note for users.
    pub note: Option<String>,
}

/// The answer of a method.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Key of the value.
    pub at: Option<String>,
    /// Whether the value is the whole answer, without `result` around it.
    pub bare: bool,
    /// Its type.
    pub ty: Ty,
    /// Whether it may be `null`.
    pub nullable: bool,
    /// What it is.
    pub doc: Option<String>,
    /// The keys that hold the error of a failed call, in an answer with status 200.
    pub failure: Option<Failure>,
}

/// The keys of `result` that hold an error.
#[derive(Debug, Clone)]
pub struct Failure {
    /// Key of the code.
    pub code: Option<String>,
    /// Key of the message, or of a list of messages.
    pub message: Option<String>,
}

/// How a long list is read.
#[derive(Debug, Clone)]
pub struct Paging {
    /// How pages are named.
    pub style: PagingStyle,
    /// The parameters of the method's own that choose a page; `None` unless the style is of that
    /// kind.
    pub window: Option<Window>,
    /// Rows of a full page.
    pub size: u32,
    /// The most rows that the `pagination` of REST 3.0 may ask for; a [`Window`] has its own.
    pub most: Option<u32>,
    /// The field by which the list is continued.
    pub cursor: Option<Cursor>,
}

/// The parameters by which a method with paging of its own chooses a page. Dots lead into objects.
#[derive(Debug, Clone)]
pub struct Window {
    /// Where the page begins.
    pub at: String,
    /// How many rows it has.
    pub limit: Option<String>,
    /// The most rows that it may have.
    pub most: Option<u32>,
}

/// The field by which a list is continued.
#[derive(Debug, Clone)]
pub struct Cursor {
    /// Its name in filter and order.
    pub field: String,
    /// Its name in the answer.
    pub response: String,
    /// Whether the documentation does not state it.
    pub inferred: bool,
}

/// An error of a method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorVariant {
    /// Name of the variant.
    pub name: String,
    /// Code; empty when only the message identifies the error; with `{name}` in place of values.
    pub code: String,
    /// Message, with `{name}` in place of values.
    pub message: Option<String>,
    /// HTTP status.
    pub status: Option<u16>,
    /// What it means.
    pub doc: Option<String>,
    /// What it lists as wrong with fields of a request.
    pub validation: Vec<Violation>,
}

/// An event to emit.
#[derive(Debug, Clone)]
pub struct Event {
    /// Name as the documentation writes it.
    pub name: String,
    /// Name of the type of its data.
    pub data: TypePath,
    /// Scopes, any of which is enough.
    pub scope: Vec<String>,
    /// Set when it is deprecated.
    pub deprecated: Option<Deprecated>,
    /// Ways to subscribe.
    pub subscribe: Vec<Subscription>,
    /// Whether the envelope carries access tokens; `None` when the documentation does not say.
    pub tokens: Option<bool>,
    /// Who may subscribe.
    pub access: Option<String>,
    /// What a handler should know beside the fields.
    pub notes: Vec<Note>,
}

/// A placement to emit.
#[derive(Debug, Clone)]
pub struct Placement {
    /// Its name, which is its code unless it has many.
    pub name: String,
    /// Its codes.
    pub codes: Codes,
    /// Name of the type of its options.
    pub options: TypePath,
    /// Name of the type that its handler receives.
    pub request: TypePath,
    /// Scopes, any of which is enough.
    pub scope: Vec<String>,
    /// What those who bind and handle it should know beside the fields.
    pub notes: Vec<Note>,
}

/// The codes of a placement.
#[derive(Debug, Clone)]
pub enum Codes {
    /// Its name alone. The path is that of a type with one value.
    Name(TypePath),
    /// The enumeration of its codes.
    Many(TypePath),
}

impl Schema {
    /// Keeps the modules for which `is_kept` holds, and what their types say of each other.
    pub fn keep(&mut self, is_kept: impl Fn(&Module) -> bool) {
        self.modules.retain(is_kept);
        let kept: BTreeSet<Vec<String>> = self
            .modules
            .iter()
            .map(|module| module.path.clone())
            .collect();
        for module in &mut self.modules {
            module.types.retain_mut(|ty| {
                ty.also.retain(|path| kept.contains(&path.module));
                true
            });
        }
    }

    /// The type at a path, unless it belongs to the shipped schema.
    pub fn get(&self, path: &TypePath) -> Option<&Type> {
        self.module(&path.module)?.types.get(&path.name)
    }

    /// The module at a path.
    pub fn module(&self, path: &[String]) -> Option<&Module> {
        let at = self
            .modules
            .binary_search_by(|module| module.path.as_slice().cmp(path));
        at.ok().map(|at| &self.modules[at])
    }

    /// Every scope of the schema.
    pub fn scopes(&self) -> BTreeSet<&str> {
        fn own(module: &Module) -> impl Iterator<Item = &str> {
            let methods = module.methods.iter().flat_map(|method| &method.scope);
            let events = module.events.iter().flat_map(|event| &event.scope);
            let placements = module
                .placements
                .iter()
                .flat_map(|placement| &placement.scope);
            methods.chain(events).chain(placements).map(String::as_str)
        }
        self.modules.iter().flat_map(own).collect()
    }
}
