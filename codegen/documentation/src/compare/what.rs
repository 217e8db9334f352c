//! The kind of fact of a record.

use crate::facts::{Error, Item};

/// Which fact.
#[derive(Debug, Clone, Copy)]
pub enum What<'f> {
    /// One of the method or event itself.
    Method(MethodFact),
    /// One of a parameter or of a part of the answer.
    Item {
        /// Where the item is.
        list: List,
        /// The fact.
        fact: ItemFact,
        /// The item before, and everything in it. The items of a renamed one are compared on their own.
        before: &'f [Item],
        /// The same after.
        after: &'f [Item],
        /// What the item is in, when that is not the list itself.
        parent: Option<&'f Item>,
    },
    /// One of an error.
    Error {
        /// The fact.
        fact: ErrorFact,
        /// The error before.
        before: Option<&'f Error>,
        /// The error after.
        after: Option<&'f Error>,
    },
}

/// Facts of a method or event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MethodFact {
    /// That there is such a method or event.
    Present,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another name.
    Renamed,
    /// Whether the documentation advises against it.
    Deprecated,
    /// What replaces it.
    Replacement,
    /// Scopes that make it available.
    Scope,
    /// Who may call it.
    Access,
    /// How a long list is read.
    Paging,
    /// The page that describes it.
    Page,
}

/// Facts of a parameter or a part of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemFact {
    /// That there is such an item.
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
    /// What the server takes for it.
    Default,
    /// Its documented values.
    Values,
    /// The operators that a filter takes.
    Operators,
    /// Whether `null` may come.
    Nullable,
    /// Whether the documentation advises against it.
    Deprecated,
}

/// Facts of an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ErrorFact {
    /// That there is such an error.
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
}

/// Where an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    /// Among the parameters of a method.
    Params,
    /// In the contents of an event.
    Data,
    /// In an answer.
    Result,
}
