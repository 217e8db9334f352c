//! The facts of methods and events as flat lists, in which the documentation and the schema are
//! compared, counted and exported.

mod each;
pub mod schema;
pub mod shape;
mod wire;

use std::sync::Arc;

pub use self::each::{About, Fact, FactKind};
pub use self::shape::{Shape, Target};
pub use self::wire::Wire;
pub use crate::extract::draft::{Kind, Paging, Required};
use bitrix24_codegen::model::{Effect, Violation};

/// The facts of one method, event or placement.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// Its kind.
    pub kind: Kind,
    /// Full name as the documentation writes it.
    pub name: String,
    /// Version of the REST protocol.
    pub version: u8,
    /// Scopes, any of which is enough.
    pub scope: Vec<String>,
    /// Whether the documentation advises against it.
    pub deprecated: bool,
    /// Its replacement: a method, or a namespace with `.*`.
    pub replacement: Option<String>,
    /// Page from the root of the documentation, without `.md`.
    pub page: Option<String>,
    /// Who may call it or subscribe to it.
    pub access: Option<String>,
    /// Whether it changes anything; `None` for an event.
    pub effect: Option<Effect>,
    /// How a long list is read.
    pub paging: Option<Paging>,
    /// Whether parameters are sent by their order, as a list.
    pub positional: bool,
    /// Whether the result is the whole answer, with no `result` around it.
    pub bare: bool,
    /// Where an answer with status 200 has the error of a call that failed all the same.
    pub failure: Option<Failure>,
    /// The type of the `data` of an event, when it is no object of the event's own.
    pub data: Option<Shape>,
    /// The codes of a placement.
    pub codes: Vec<String>,
    /// What callers and handlers should know beside the fields, in the words of the schema.
    pub notes: Vec<String>,
    /// Parameters with everything in them; of an event, the contents of `data`; of a placement, its
    /// options.
    pub params: Vec<Item>,
    /// The value under `result` with everything in it; of a placement, what its handler receives.
    pub result: Vec<Item>,
    /// Errors that its page lists.
    pub errors: Vec<Error>,
    /// Its location.
    pub at: Location,
}

/// A parameter, a field of one, or a part of an answer.
#[derive(Debug, Clone, PartialEq)]
// Each is a fact of its own.
#[allow(clippy::struct_excessive_bools)]
pub struct Item {
    /// Full path in names of the wire: `fields.ownerId`, `productRows[].price`, `items{}.title` for
    /// a map, `[].ID` for a list that is the whole answer, and empty for the whole answer itself. A
    /// family of names is one name, as its pattern: `fields.UF_CRM_*`. A name with a dot is in
    /// quotes: `fields."a.b"`.
    pub path: String,
    /// Other spellings of its name in the schema; empty in the documentation.
    pub aliases: Vec<String>,
    /// Its shape.
    pub shape: Shape,
    /// Whether it must be sent.
    pub required: Required,
    /// The condition under which it must be sent; `None` in the documentation.
    pub condition: Option<Condition>,
    /// The server's default, as JSON text.
    pub default: Option<String>,
    /// Documented values as the wire has them, in their order.
    pub values: Vec<String>,
    /// The operators that a filter takes; empty when they are not stated.
    pub operators: Vec<String>,
    /// Whether `null` may come.
    pub nullable: bool,
    /// Whether the documentation advises against it.
    pub deprecated: bool,
    /// Whether it is only read.
    pub read_only: bool,
    /// Whether a page has no word for its type: it is known from an example. `false` in the schema.
    pub shown: bool,
    /// Its location.
    pub at: Location,
}

impl Item {
    /// Its form on the wire.
    pub fn wire(&self) -> Wire {
        self.shape.wire()
    }
}

/// When something must be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// Under a condition in words.
    When(String),
    /// As one of several alternatives, of which exactly one is sent.
    Either {
        /// Name of the group.
        group: String,
        /// Name of the alternative, when several parameters are one together.
        alternative: Option<String>,
    },
}

/// A placement: a slot for widgets in the portal's interface.
#[derive(Debug, Clone, PartialEq)]
pub struct Placement {
    /// Its code.
    pub code: String,
    /// Scopes, any of which is enough.
    pub scope: Vec<String>,
    /// Page from the root of the documentation, without `.md`.
    pub page: Option<String>,
    /// Options that `placement.bind` takes for it.
    pub options: Vec<Item>,
    /// The fields that the handler receives in `PLACEMENT_OPTIONS`.
    pub request: Vec<Item>,
}

/// The keys of a result that hold the error of a failed call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Failure {
    /// Key of the code.
    pub code: Option<String>,
    /// Key of the message.
    pub message: Option<String>,
}

/// An error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// The code; empty when only the message identifies the error.
    pub code: String,
    /// The message, with `{name}` in place of values.
    pub message: Option<String>,
    /// HTTP status.
    pub status: Option<u16>,
    /// What an error of REST 3.0 lists of fields of the request.
    pub validation: Vec<Violation>,
    /// Its location.
    pub at: Location,
}

/// The location of a fact.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Location {
    /// The file, from the root of the documentation or of the schema: `crm/deal.yaml`.
    pub file: Arc<str>,
    /// Its line, counted from 1; 0 when it is not known.
    pub line: u32,
    /// The file of the schema that states it, or that would state it if its page was imported.
    pub yaml: Arc<str>,
    /// The keys that lead to it there: `types`, `Row`, `fields`, `price`.
    pub keys: Vec<String>,
}

impl Location {
    /// The page of a fact of the documentation, without `.md`.
    #[must_use]
    pub fn page(&self) -> &str {
        self.file.trim_end_matches(".md")
    }
}
