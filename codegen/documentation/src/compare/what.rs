//! The kind of fact of a record.

use crate::facts::{Error, Item};

/// The subject and kind of a fact.
#[derive(Debug, Clone, Copy)]
pub enum What<'f> {
    /// A fact of the method or event itself.
    Method(MethodFact),
    /// A fact of a parameter or of a part of the answer.
    Item {
        /// The list of the item.
        list: List,
        /// The fact.
        fact: ItemFact,
        /// The item before, and everything in it. The items of a renamed one are compared on their
        /// own.
        before: &'f [Item],
        /// The same after.
        after: &'f [Item],
        /// The parent of the item; `None` at the top of the list.
        parent: Option<&'f Item>,
    },
    /// A fact of an error.
    Error {
        /// The fact.
        fact: ErrorFact,
        /// The error before.
        before: Option<&'f Error>,
        /// The error after.
        after: Option<&'f Error>,
    },
}

/// Facts of a method, an event or a placement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MethodFact {
    /// Its existence.
    Present,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another name.
    Renamed,
    /// Whether the documentation advises against it.
    Deprecated,
    /// Its replacement.
    Replacement,
    /// Scopes that make it available.
    Scope,
    /// Who may call it.
    Access,
    /// How a long list is read.
    Paging,
    /// The page that describes it.
    Page,
    /// Where its answer has the error of a failed call.
    Failure,
    /// The type of what an event brings, when it is no object.
    Data,
    /// The codes of a placement.
    Codes,
    /// What is to be known beside the fields.
    Notes,
}

/// Facts of a parameter or a part of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemFact {
    /// Its existence.
    Present,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another name.
    Renamed,
    /// Its type.
    Type,
    /// Whether it must be sent.
    Required,
    /// The server's default.
    Default,
    /// Its documented values.
    Values,
    /// The operators that a filter takes.
    Operators,
    /// Whether `null` may come.
    Nullable,
    /// Whether the documentation advises against it.
    Deprecated,
    /// Whether it is stated, or only an example shows it. Between snapshots only: the schema does
    /// not say what its fields are known from.
    Source,
}

/// Facts of an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ErrorFact {
    /// Its existence.
    Present,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Its code; the message is the same.
    Code,
    /// Its message.
    Message,
    /// Its HTTP status.
    Status,
    /// What it lists of fields of the request.
    Validation,
}

/// The list of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    /// Among the parameters of a method.
    Params,
    /// In the contents of an event.
    Data,
    /// In an answer.
    Result,
    /// Among the options of a placement.
    Options,
    /// In what the handler of a placement receives.
    Request,
}
