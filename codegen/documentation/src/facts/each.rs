//! Facts one by one, for counting and for comparing.

use std::fmt;

use super::{Error, Facts, Item, Location};

/// Kinds of facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactKind {
    /// The existence of a method or an event.
    Subject,
    /// A scope that makes it available.
    Scope,
    /// The deprecation of a method, with its replacement, or of a parameter or a part of an answer.
    Deprecation,
    /// How a long list is read.
    Paging,
    /// The existence of a parameter, or of a field in one.
    Parameter,
    /// The existence of a part of the answer.
    Result,
    /// The form of a parameter or a part of the answer on the wire.
    Type,
    /// Whether a parameter must be sent.
    Requirement,
    /// The server's default of a parameter.
    Default,
    /// A documented value.
    Value,
    /// The code of an error.
    ErrorCode,
    /// The message of an error.
    ErrorMessage,
    /// The status of an error.
    ErrorStatus,
}

impl FactKind {
    /// Every kind.
    pub const ALL: [Self; 13] = [
        Self::Subject,
        Self::Scope,
        Self::Deprecation,
        Self::Paging,
        Self::Parameter,
        Self::Result,
        Self::Type,
        Self::Requirement,
        Self::Default,
        Self::Value,
        Self::ErrorCode,
        Self::ErrorMessage,
        Self::ErrorStatus,
    ];
}

impl fmt::Display for FactKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Subject => "methods and events",
            Self::Scope => "scopes",
            Self::Deprecation => "deprecations",
            Self::Paging => "paging",
            Self::Parameter => "parameters",
            Self::Result => "results",
            Self::Type => "types",
            Self::Requirement => "requirements",
            Self::Default => "defaults",
            Self::Value => "values",
            Self::ErrorCode => "error codes",
            Self::ErrorMessage => "error messages",
            Self::ErrorStatus => "error statuses",
        })
    }
}

/// One fact.
#[derive(Debug, Clone, Copy)]
pub struct Fact<'f> {
    /// Its kind.
    pub kind: FactKind,
    /// Its subject.
    pub about: About<'f>,
    /// The scope or the documented value, of which one thing may have several.
    pub value: Option<&'f str>,
}

/// The subject of a fact.
#[derive(Debug, Clone, Copy)]
pub enum About<'f> {
    /// The method or event itself.
    Subject(&'f Facts),
    /// A parameter or a part of an answer.
    Item(&'f Item),
    /// An error.
    Error(&'f Error),
}

impl<'f> About<'f> {
    /// Its location.
    pub fn at(self) -> &'f Location {
        match self {
            Self::Subject(facts) => &facts.at,
            Self::Item(item) => &item.at,
            Self::Error(error) => &error.at,
        }
    }

    /// Its identity among the facts in memory.
    pub(crate) fn identity(self) -> usize {
        match self {
            Self::Subject(facts) => std::ptr::from_ref(facts).addr(),
            Self::Item(item) => std::ptr::from_ref(item).addr(),
            Self::Error(error) => std::ptr::from_ref(error).addr(),
        }
    }
}

impl Facts {
    /// Calls `see` with every fact.
    ///
    /// Requirements are those of parameters; prose, such as who may call a method, is no fact that
    /// could be compared.
    ///
    /// ```
    /// use bitrix24_documentation::facts::{FactKind, Facts};
    ///
    /// fn parameters(facts: &Facts) -> usize {
    ///     let mut count = 0;
    ///     facts.each(&mut |fact| count += usize::from(fact.kind == FactKind::Parameter));
    ///     count
    /// }
    /// ```
    pub fn each<'f>(&'f self, see: &mut dyn FnMut(Fact<'f>)) {
        let about = About::Subject(self);
        let mut own = |kind, value| see(Fact { kind, about, value });
        own(FactKind::Subject, None);
        for scope in &self.scope {
            own(FactKind::Scope, Some(scope.as_str()));
        }
        if self.deprecated {
            own(FactKind::Deprecation, None);
        }
        if self.paging.is_some() {
            own(FactKind::Paging, None);
        }
        for item in &self.params {
            each_of(FactKind::Parameter, item, see);
        }
        for item in &self.result {
            each_of(FactKind::Result, item, see);
        }
        for error in &self.errors {
            let mut of_error = |kind| {
                see(Fact {
                    kind,
                    about: About::Error(error),
                    value: None,
                });
            };
            of_error(FactKind::ErrorCode);
            if error.message.is_some() {
                of_error(FactKind::ErrorMessage);
            }
            if error.status.is_some() {
                of_error(FactKind::ErrorStatus);
            }
        }
    }
}

fn each_of<'f>(kind: FactKind, item: &'f Item, see: &mut dyn FnMut(Fact<'f>)) {
    let about = About::Item(item);
    let mut own = |kind, value| see(Fact { kind, about, value });
    own(kind, None);
    own(FactKind::Type, None);
    if kind == FactKind::Parameter {
        own(FactKind::Requirement, None);
    }
    if item.default.is_some() {
        own(FactKind::Default, None);
    }
    for value in &item.values {
        own(FactKind::Value, Some(value.as_str()));
    }
    if item.deprecated {
        own(FactKind::Deprecation, None);
    }
}
