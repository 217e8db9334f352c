//! Drafts: the statements of a page about one method or event as a tree, with the lines of the
//! page.

use std::collections::{BTreeMap, BTreeSet};

use bitrix24_codegen::model::{Effect, PagingStyle};
pub use bitrix24_codegen::scalar::Scalar;

/// A method or an event.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What it is.
    pub kind: Kind,
    /// Full name.
    pub name: String,
    /// Version of the REST protocol.
    pub version: u8,
    /// Page from the root of the documentation, without `.md`.
    pub page: String,
    /// Line of the page's title.
    pub line: u32,
    /// Scopes, any of which is enough.
    pub scope: Vec<String>,
    /// Who may call it or subscribe to it, in our words.
    pub access: Option<String>,
    /// Set when the page advises against it.
    pub deprecated: Option<Deprecation>,
    /// Whether it changes anything; `None` for an event.
    pub effect: Option<Effect>,
    /// Whether parameters are sent by their order.
    pub positional: bool,
    /// Codes of a placement, with `{n}` in patterns.
    pub codes: Vec<String>,
    /// Of a placement, facts that have no field, in our words.
    pub remarks: Vec<String>,
    /// Parameters; of an event, what is in `data`; of a placement, its options.
    pub params: Vec<Field>,
    /// The value under `result`; of an event, `data` when it is no object; of a placement, what
    /// its handler receives.
    pub result: Option<Field>,
    /// Where `result` has the error of a failed call, when that is not beside it.
    pub failure: Option<Failure>,
    /// Of an event, what the objects in it lack.
    pub lacking: Lacking,
    /// How a long list is read.
    pub paging: Option<Paging>,
    /// Errors that the page lists.
    pub errors: Vec<Error>,
    /// Documented payloads.
    pub examples: Vec<Example>,
    /// What could not be read with certainty.
    pub notes: Vec<Note>,
    /// Tables that are part of nothing that was read.
    pub unread: Vec<Unread>,
}

/// A table that is part of nothing that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The page on which it stands, when the page of the draft includes it.
    pub page: Option<String>,
    /// Text of the heading above it.
    pub title: String,
    /// Line of that heading.
    pub line: u32,
    /// Lines of its rows.
    pub rows: BTreeSet<u32>,
    /// Texts of its first cells, where it may list values.
    pub names: Vec<String>,
}

impl Draft {
    /// A method or an event of which only the position is known.
    #[must_use]
    pub fn new(kind: Kind, name: String, version: u8, page: &str, line: u32) -> Self {
        Self {
            kind,
            name,
            version,
            page: page.to_owned(),
            line,
            scope: Vec::new(),
            access: None,
            deprecated: None,
            effect: None,
            positional: false,
            codes: Vec::new(),
            remarks: Vec::new(),
            params: Vec::new(),
            result: None,
            failure: None,
            lacking: Lacking::default(),
            paging: None,
            errors: Vec::new(),
            examples: Vec::new(),
            notes: Vec::new(),
            unread: Vec::new(),
        }
    }
}

/// What objects in an event lack of what answers of methods have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lacking {
    /// Fields by the names of the objects.
    pub fields: BTreeMap<String, BTreeSet<String>>,
    /// Pages and lines of rows that were left out for that.
    pub rows: BTreeSet<(String, u32)>,
}

/// That a page advises against what it describes.
#[derive(Debug, Clone)]
pub struct Deprecation {
    /// What it names instead.
    pub replacement: Option<String>,
    /// Where.
    pub line: u32,
}

/// A parameter, a field, or a part of an answer.
#[derive(Debug, Clone, Default)]
// Each is a fact of its own.
#[allow(clippy::struct_excessive_bools)]
pub struct Field {
    /// Name on the wire; a pattern for a family; empty for the whole answer.
    pub name: String,
    /// Other spellings that an example has.
    pub aliases: Vec<String>,
    /// Line of the page.
    pub line: u32,
    /// The page, when it is another than that of what it is in.
    pub page: Option<String>,
    /// Its type.
    pub type_: Type,
    /// Whether it must be sent.
    pub required: Need,
    /// When it must be sent, in our words, where it must sometimes.
    pub condition: Option<String>,
    /// What the server takes when it is not sent, as JSON text.
    pub default: Option<String>,
    /// Documented values.
    pub values: Vec<String>,
    /// What the page says that values mean; names are made of it, and it is never written.
    pub meanings: BTreeMap<String, String>,
    /// Whether `null` may come.
    pub nullable: bool,
    /// Whether `false` may come instead of a value of its type.
    pub or_false: bool,
    /// Whether the page advises against it.
    pub deprecated: bool,
    /// What is in it, when it is an object, a list of objects or a map of objects.
    pub fields: Vec<Field>,
    /// Where an object of a documented type is described: page and anchor.
    pub target: Option<Target>,
    /// Places that its row links to.
    pub links: Vec<Target>,
    /// Those of them that only say where its value, or something else, comes from.
    pub sources: Vec<Target>,
    /// Words of its description, for choosing among what it links to.
    pub words: String,
    /// Where the rest of its fields is described, when it is said that there are more.
    pub more: Option<Target>,
    /// What an example has for it: a scalar, a list or an object.
    pub sample: Option<Shape>,
    /// Whether the page says that it is only read.
    pub read_only: bool,
    /// Whether only answers of methods have it, and no event.
    pub answered: bool,
    /// Whether it is known from an example only.
    pub shown: bool,
    /// What is said of the operators of a filter.
    pub operators: Operators,
    /// What could not be read with certainty.
    pub notes: Vec<Note>,
}

/// What a page says of the keys of a filter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Operators {
    /// The operators, in the order of the page.
    pub prefixes: Vec<String>,
    /// Those whose value may be a list as well.
    pub lists: Vec<String>,
    /// Whether conditions may be grouped by `"logic": "OR"`.
    pub or: bool,
    /// Signs that are no operators of the schema's language, with their lines.
    pub unknown: Vec<(String, u32)>,
    /// The line of a list that leaves operators out.
    pub open: Option<u32>,
}

impl Operators {
    /// Whether nothing is said of operators.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Whether something must be sent. Answers have no requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Need(pub Option<Required>);

/// A documented type.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Type {
    /// The page's words for it.
    pub text: String,
    /// What they mean.
    pub shape: Shape,
}

/// What a documented type means.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Shape {
    /// A scalar of the schema's language, by its word there.
    Scalar(Scalar),
    /// A list.
    List(Box<Shape>),
    /// An object, described by the field's own fields or by nobody.
    Object,
    /// An object with keys of its own, whose values are alike.
    Map(Box<Shape>),
    /// A type that the documentation names: an object, a directory's entry, something with
    /// identifiers.
    Named(String),
    /// An identifier of such: `catalog_product.id` is one of `catalog_product` by `id`.
    Id {
        /// The documentation's name of what it identifies.
        of: String,
        /// The field that holds it there.
        key: String,
    },
    /// One of several.
    Union(Vec<Shape>),
    /// Not said.
    #[default]
    Unknown,
}

/// The description of a type: a page and one of its anchors.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// Page from the root of the documentation, without `.md`.
    pub page: String,
    /// The anchor.
    pub anchor: String,
}

/// An error that a page lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// The code; empty when only the message identifies the error.
    pub code: String,
    /// The message.
    pub message: Option<String>,
    /// Whether the message stands in the column of codes.
    pub coded: bool,
    /// Whether it is known from an example only.
    pub shown: bool,
    /// The page's words for it, message or meaning; compared, never written.
    pub words: String,
    /// What the page says that it means; a name may be made of it.
    pub meaning: String,
    /// HTTP status.
    pub status: Option<u16>,
    /// What it lists as wrong with fields of a request.
    pub validation: Vec<Violation>,
    /// Line of the page.
    pub line: u32,
    /// Lines of other rows that tell of the same error in other words.
    pub also: Vec<u32>,
}

/// What is wrong with fields of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The fields; none for any field.
    pub fields: Vec<String>,
    /// The message.
    pub message: String,
    /// Line of the page.
    pub line: u32,
}

/// A documented payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// What it is.
    pub kind: ExampleKind,
    /// JSON, as it stands there.
    pub body: String,
    /// HTTP status of an answer.
    pub status: Option<u16>,
    /// Line of the page.
    pub line: u32,
}

/// What a payload is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExampleKind {
    /// The parameters of a call.
    Request,
    /// A successful answer.
    Response,
    /// A failed one.
    Error,
    /// What a handler receives.
    Event,
}

/// What could not be read with certainty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Line of the page.
    pub line: u32,
    /// What is doubtful, in our words.
    pub text: String,
}

impl Field {
    /// What is in it by that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Whether it is a parameter that names the fields of rows: a filter, an order, a selection.
    #[must_use]
    pub fn is_condition(&self) -> bool {
        // An answer, in which nothing is required, may well have an order of a shop.
        self.required.0.is_some()
            && matches!(
                self.name.to_lowercase().as_str(),
                "filter" | "order" | "select" | "sort"
            )
    }

    /// Takes what another table of the same object says of it.
    pub(super) fn again(&mut self, other: &Field) {
        let (own, others) = (&self.type_.shape, &other.type_.shape);
        if own == others {
            return;
        }
        if *others == Shape::Unknown {
            self.doubt(other.line, "another table names no type of it");
            return;
        }
        let known = match own {
            Shape::Union(shapes) => shapes.clone(),
            Shape::Scalar(_) => vec![own.clone()],
            _ => Vec::new(),
        };
        let text = format!("another table says {} of it", other.type_.text);
        let is_one = matches!(others, Shape::Scalar(_) | Shape::Object) && !known.contains(others);
        if is_one && !known.is_empty() {
            // The values of one table leave out what others have.
            self.values.clear();
            self.meanings.clear();
            let others = others.clone();
            self.type_.shape = Shape::Union(known.into_iter().chain([others]).collect());
        }
        self.doubt(other.line, text);
    }

    /// Makes it a list of the names of fields that a table describes.
    pub(super) fn names_fields(&mut self) {
        self.fields.clear();
        self.target = None;
        self.type_.shape = Shape::List(Box::new(Shape::Scalar(Scalar::String)));
    }

    /// Notes on which page it stands, and what is in it, where that is not known yet.
    pub(super) fn stands_on(&mut self, page: &str) {
        self.page.get_or_insert_with(|| page.to_owned());
        for inner in &mut self.fields {
            inner.stands_on(page);
        }
    }

    /// Takes what a row of its own, `name[]`, says of its elements.
    pub(super) fn elements(&mut self, of: Field) {
        let is_open = matches!(self.type_.shape, Shape::Unknown | Shape::Object)
            || self.type_.shape == Shape::List(Box::new(Shape::Unknown));
        if is_open {
            self.type_.shape = match of.type_.shape {
                list @ Shape::List(_) => list,
                item => Shape::List(Box::new(item)),
            };
        }
        if self.fields.is_empty() {
            self.fields = of.fields;
        }
        self.target = self.target.take().or(of.target);
        self.links.extend(of.links);
        self.sources.extend(of.sources);
        self.notes.extend(of.notes);
    }

    /// Takes another spelling of its name from an example.
    pub fn spelt(&mut self, name: &str) {
        if self.name != name && !self.aliases.iter().any(|alias| alias == name) {
            self.aliases.push(name.to_owned());
        }
    }

    /// Notes something doubtful.
    pub fn doubt(&mut self, line: u32, text: impl Into<String>) {
        self.notes.push(Note {
            line,
            text: text.into(),
        });
    }
}

impl Shape {
    /// What is in a list, also in a list of lists; of anything else, itself.
    #[must_use]
    pub fn item(&self) -> &Shape {
        match self {
            Self::List(item) => item.item(),
            other => other,
        }
    }

    /// Whether it is a map, or may be one or a list of such.
    #[must_use]
    pub fn has_map(&self) -> bool {
        match self.item() {
            Self::Map(_) => true,
            Self::Union(shapes) => shapes.iter().any(Self::has_map),
            _ => false,
        }
    }

    /// Whether fields can be in it.
    #[must_use]
    pub fn holds_fields(&self) -> bool {
        match self.item() {
            Self::Object | Self::Named(_) | Self::Unknown | Self::Scalar(Scalar::Any) => true,
            Self::Map(value) => value.holds_fields(),
            Self::Union(shapes) => shapes.iter().any(Self::holds_fields),
            _ => false,
        }
    }
}

impl Draft {
    /// Whether it is a placement.
    #[must_use]
    pub fn is_placement(&self) -> bool {
        self.kind == Kind::Placement
    }

    /// Whether something on its page could not be read with certainty.
    #[must_use]
    pub fn has_notes(&self) -> bool {
        fn noted(field: &Field) -> bool {
            !field.notes.is_empty() || field.fields.iter().any(noted)
        }
        !self.notes.is_empty()
            || !self.unread.is_empty()
            || self.params.iter().chain(&self.result).any(noted)
    }
}

/// What a page or a part of a schema file describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A REST method.
    Method,
    /// An event that the portal sends.
    Event,
    /// A slot for widgets in the portal's interface.
    Placement,
}

/// Whether something must be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Required {
    /// It must.
    Yes,
    /// It need not.
    No,
    /// Under a condition, or as one of several alternatives.
    Sometimes,
    /// Nothing is said.
    Unknown,
}

/// The keys of `result` that hold an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Key of the code.
    pub code: Option<String>,
    /// Key of the message, or of a list of messages.
    pub message: Option<String>,
}

/// How a long list is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paging {
    /// How pages are named.
    pub style: PagingStyle,
    /// The parameter that says where a page begins, for paging of the method's own.
    pub at: Option<String>,
    /// The parameter that says how many rows a page has, for paging of the method's own.
    pub limit: Option<String>,
    /// Rows of a full page, when it is said.
    pub size: Option<u32>,
    /// The most rows that a page may have, when it is said.
    pub most: Option<u32>,
    /// The field by which the list is continued, unless it is only inferred.
    pub cursor: Option<String>,
}

impl Paging {
    /// Paging of which nothing else is known.
    #[must_use]
    pub fn new(style: PagingStyle) -> Self {
        Self {
            style,
            at: None,
            limit: None,
            size: None,
            most: None,
            cursor: None,
        }
    }
}
