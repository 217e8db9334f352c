//! Facts one by one, for counting and for comparing.

use std::fmt;

use super::{At, Facts, Item, Required};
use bitrix24_codegen::model::PagingStyle;

/// Kinds of facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactKind {
    /// That there is a method or an event.
    Subject,
    /// A scope that makes it available.
    Scope,
    /// That it is deprecated, with what replaces it, or that a parameter or a part of an answer is.
    Deprecation,
    /// How a long list is read.
    Paging,
    /// That there is a parameter, or something in one.
    Parameter,
    /// That there is a part of the answer.
    Result,
    /// What a parameter or a part of the answer is on the wire.
    Type,
    /// Whether a parameter must be sent.
    Requirement,
    /// What the server takes when a parameter is not sent.
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

impl Facts {
    /// Calls `see` with every fact: its kind, what it is about, what it says, and where it stands.
    ///
    /// What it is about is `params.` or `result.` with the path of an item (`result` for the whole answer), `errors` for a
    /// code and `errors.` with the code for the rest of an error, and nothing for a fact of the method itself.
    /// Requirements are those of parameters; prose, such as who may call a method, is no fact that could be compared.
    ///
    /// ```
    /// use bitrix24_documentation::facts::{FactKind, Facts};
    ///
    /// fn parameters(facts: &Facts) -> usize {
    ///     let mut count = 0;
    ///     facts.each(&mut |kind, _, _, _| count += usize::from(kind == FactKind::Parameter));
    ///     count
    /// }
    /// ```
    pub fn each(&self, see: &mut dyn FnMut(FactKind, &str, String, &At)) {
        see(FactKind::Subject, "", self.name.clone(), &self.at);
        for scope in &self.scope {
            see(FactKind::Scope, "", scope.clone(), &self.at);
        }
        if self.deprecated {
            let replacement = self.replacement.clone().unwrap_or_default();
            see(FactKind::Deprecation, "", replacement, &self.at);
        }
        if let Some(paging) = &self.paging {
            let mut text = match paging.style {
                PagingStyle::Start => "start".to_owned(),
                PagingStyle::Page => "page".to_owned(),
            };
            if let Some(size) = paging.size {
                text = format!("{text}, {size} rows");
            }
            if let Some(cursor) = &paging.cursor {
                text = format!("{text}, by {cursor}");
            }
            see(FactKind::Paging, "", text, &self.at);
        }
        for item in &self.params {
            each_of(FactKind::Parameter, "params", item, see);
        }
        for item in &self.result {
            each_of(FactKind::Result, "result", item, see);
        }
        for error in &self.errors {
            see(FactKind::ErrorCode, "errors", error.code.clone(), &error.at);
            let path = format!("errors.{}", error.code);
            if let Some(message) = &error.message {
                see(FactKind::ErrorMessage, &path, message.clone(), &error.at);
            }
            if let Some(status) = error.status {
                see(FactKind::ErrorStatus, &path, status.to_string(), &error.at);
            }
        }
    }
}

fn each_of(
    kind: FactKind,
    under: &str,
    item: &Item,
    see: &mut dyn FnMut(FactKind, &str, String, &At),
) {
    let path = if item.path.is_empty() {
        under.to_owned()
    } else {
        format!("{under}.{}", item.path)
    };
    see(kind, &path, item.path.clone(), &item.at);
    see(FactKind::Type, &path, item.wire.to_string(), &item.at);
    if kind == FactKind::Parameter {
        let required = match item.required {
            Required::Yes => "yes",
            Required::No => "no",
            Required::Sometimes => "sometimes",
            Required::Unknown => "unknown",
        };
        see(FactKind::Requirement, &path, required.to_owned(), &item.at);
    }
    if let Some(default) = &item.default {
        see(FactKind::Default, &path, default.clone(), &item.at);
    }
    for value in &item.values {
        see(FactKind::Value, &path, value.clone(), &item.at);
    }
    if item.deprecated {
        see(FactKind::Deprecation, &path, String::new(), &item.at);
    }
}
