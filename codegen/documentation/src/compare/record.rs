//! One fact on both sides.

use std::cmp::Reverse;

use crate::facts::{Error, Facts, Item, Kind, Location, Required, Shape};

use super::agreement::Agreement;
use super::verdict::{self, Verdict};
use super::what::{ErrorFact, ItemFact, List, MethodFact, What};

/// A fact as both sides state it. It points into both lists; what a side does not state is `None`
/// there.
#[derive(Debug, Clone)]
pub struct Record<'f> {
    /// The method or event before.
    pub before: Option<&'f Facts>,
    /// The same after.
    pub after: Option<&'f Facts>,
    /// The kind of fact.
    pub what: What<'f>,
    /// The agreement of the sides.
    pub agreement: Agreement,
}

impl<'f> Record<'f> {
    pub(super) fn method(
        fact: MethodFact,
        before: Option<&'f Facts>,
        after: Option<&'f Facts>,
        agreement: Agreement,
    ) -> Self {
        Self {
            before,
            after,
            what: What::Method(fact),
            agreement,
        }
    }

    /// Its effect on users of the generated client.
    pub fn verdict(&self) -> Verdict {
        verdict::of(self.before, self.after, &self.what)
    }

    /// The method or event of the change: its name after the change, or before it if it was
    /// removed.
    ///
    /// # Panics
    ///
    /// When both sides are `None`, which [`compare`](super::compare) never returns.
    pub fn subject(&self) -> &'f Facts {
        self.after
            .or(self.before)
            .expect("a change is of something on either side")
    }

    /// What it is about.
    pub fn kind(&self) -> Kind {
        self.subject().kind
    }

    /// Full path of the item in names of the wire: that of the documentation, unless the item was
    /// removed. The code of an error, or its message when it has no code. Empty when the method
    /// itself changed.
    pub fn path(&self) -> &'f str {
        match self.what {
            What::Method(_) => "",
            What::Item { before, after, .. } => after
                .first()
                .or(before.first())
                .map_or("", |item| &item.path),
            What::Error { before, after, .. } => after.or(before).map_or("", |error| {
                if error.code.is_empty() {
                    error.message.as_deref().unwrap_or_default()
                } else {
                    &error.code
                }
            }),
        }
    }

    /// In which part of the method: `method` (or `event`, `placement`), `params`, `data`, `result`,
    /// `errors`, `options`, `request`.
    pub fn part(&self) -> &'static str {
        match self.what {
            What::Method(_) if self.kind() == Kind::Event => "event",
            What::Method(_) if self.kind() == Kind::Placement => "placement",
            What::Method(_) => "method",
            What::Item { list, .. } => match list {
                List::Params => "params",
                List::Data => "data",
                List::Result => "result",
                List::Options => "options",
                List::Request => "request",
            },
            What::Error { .. } => "errors",
        }
    }

    /// The fact in a word.
    pub fn word(&self) -> &'static str {
        match self.what {
            What::Method(fact) => match fact {
                MethodFact::Present => "present",
                MethodFact::Added => "added",
                MethodFact::Removed => "removed",
                MethodFact::Renamed => "renamed",
                MethodFact::Deprecated => "deprecated",
                MethodFact::Replacement => "replacement",
                MethodFact::Scope => "scope",
                MethodFact::Access => "access",
                MethodFact::Paging => "paging",
                MethodFact::Page => "page",
                MethodFact::Failure => "failure",
                MethodFact::Data => "type",
                MethodFact::Codes => "codes",
                MethodFact::Notes => "notes",
            },
            What::Item { fact, .. } => match fact {
                ItemFact::Present => "present",
                ItemFact::Added => "added",
                ItemFact::Removed => "removed",
                ItemFact::Renamed => "renamed",
                ItemFact::Type => "type",
                ItemFact::Required => "required",
                ItemFact::Default => "default",
                ItemFact::Values => "values",
                ItemFact::Operators => "operators",
                ItemFact::Nullable => "nullable",
                ItemFact::Deprecated => "deprecated",
                ItemFact::Source => "source",
            },
            What::Error { fact, .. } => match fact {
                ErrorFact::Present => "present",
                ErrorFact::Added => "added",
                ErrorFact::Removed => "removed",
                ErrorFact::Code => "code",
                ErrorFact::Message => "message",
                ErrorFact::Status => "status",
                ErrorFact::Validation => "validation",
            },
        }
    }

    /// The fact before, in words; `None` when there was none.
    pub fn before_text(&self) -> Option<String> {
        self.before.and_then(|facts| match self.what {
            What::Method(fact) => method_text(fact, facts),
            What::Item { fact, before, .. } => item_text(fact, before),
            What::Error { fact, before, .. } => before.and_then(|error| error_text(fact, error)),
        })
    }

    /// The fact after, in words; `None` when there is none.
    pub fn after_text(&self) -> Option<String> {
        self.after.and_then(|facts| match self.what {
            What::Method(fact) => method_text(fact, facts),
            What::Item { fact, after, .. } => item_text(fact, after),
            What::Error { fact, after, .. } => after.and_then(|error| error_text(fact, error)),
        })
    }

    /// The location before. An added fact has the location of its parent.
    pub fn at_before(&self) -> Option<&'f Location> {
        let facts = self.before?;
        Some(match self.what {
            What::Method(_) => &facts.at,
            What::Item { before, parent, .. } => {
                before.first().or(parent).map_or(&facts.at, |item| &item.at)
            }
            What::Error { before, .. } => before.map_or(&facts.at, |error| &error.at),
        })
    }

    /// The location after. A removed fact has the location of its method.
    pub fn at_after(&self) -> Option<&'f Location> {
        let facts = self.after?;
        Some(match self.what {
            What::Method(_) => &facts.at,
            What::Item { after, .. } => after.first().map_or(&facts.at, |item| &item.at),
            What::Error { after, .. } => after.map_or(&facts.at, |error| &error.at),
        })
    }

    /// By page and line; removed facts come last, by their former position.
    pub(super) fn order(&self) -> impl Ord + use<'f> {
        let page = self.after.map(|facts| &*facts.at.file);
        let at = self.at_after().or(self.at_before());
        let subject = self.subject();
        (
            Reverse(page.is_some()),
            at.map(|at| (&*at.file, at.line)),
            subject.kind,
            &*subject.name,
            subject.version,
        )
    }
}

fn required_word(required: Required) -> &'static str {
    match required {
        Required::Yes => "required",
        Required::No => "optional",
        Required::Sometimes => "required under a condition",
        Required::Unknown => "not said",
    }
}

fn yes(condition: bool) -> String {
    if condition { "yes" } else { "no" }.to_owned()
}

fn method_text(fact: MethodFact, facts: &Facts) -> Option<String> {
    match fact {
        MethodFact::Present | MethodFact::Added | MethodFact::Removed | MethodFact::Renamed => {
            Some(facts.name.clone())
        }
        MethodFact::Deprecated => Some(yes(facts.deprecated)),
        MethodFact::Replacement => facts.replacement.clone(),
        MethodFact::Scope => (!facts.scope.is_empty()).then(|| facts.scope.join(", ")),
        MethodFact::Access => facts.access.clone(),
        MethodFact::Page => facts.page.clone(),
        MethodFact::Failure => facts.failure.as_ref().map(|failure| {
            let code = failure.code.as_ref().map(|key| format!("code {key}"));
            let message = (failure.message.as_ref()).map(|key| format!("message {key}"));
            let words: Vec<String> = code.into_iter().chain(message).collect();
            words.join(", ")
        }),
        MethodFact::Data => facts.data.as_ref().map(Shape::to_string),
        MethodFact::Codes => (!facts.codes.is_empty()).then(|| facts.codes.join(", ")),
        MethodFact::Notes => (!facts.notes.is_empty()).then(|| facts.notes.join(" ")),
        MethodFact::Paging => facts.paging.as_ref().map(|paging| {
            let mut words = vec![match &paging.at {
                Some(at) => format!("by {} {at}", paging.style.word()),
                None => format!("by {}", paging.style.word()),
            }];
            words.extend(paging.limit.as_ref().map(|limit| format!("limit {limit}")));
            words.extend(paging.size.map(|size| format!("{size} rows")));
            words.extend(paging.most.map(|most| format!("at most {most}")));
            words.extend(
                paging
                    .cursor
                    .as_ref()
                    .map(|cursor| format!("cursor {cursor}")),
            );
            words.join(", ")
        }),
    }
}

fn item_text(fact: ItemFact, items: &[Item]) -> Option<String> {
    let (item, parts) = items.split_first()?;
    match fact {
        ItemFact::Present | ItemFact::Added | ItemFact::Removed => {
            let mut words = vec![item.shape.to_string()];
            words.extend((item.required == Required::Yes).then(|| "required".to_owned()));
            words.extend(
                item.default
                    .as_ref()
                    .map(|default| format!("default {default}")),
            );
            if !item.values.is_empty() {
                words.push(format!("one of {}", item.values.join(", ")));
            }
            if !parts.is_empty() {
                words.push(format!("with {} in it", parts.len()));
            }
            Some(words.join(", "))
        }
        ItemFact::Renamed => Some(item.path.clone()),
        ItemFact::Type => Some(item.shape.to_string()),
        ItemFact::Required => Some(required_word(item.required).to_owned()),
        ItemFact::Default => item.default.clone(),
        ItemFact::Values => (!item.values.is_empty()).then(|| item.values.join(", ")),
        ItemFact::Operators => (!item.operators.is_empty()).then(|| item.operators.join(", ")),
        ItemFact::Nullable => Some(yes(item.nullable)),
        ItemFact::Deprecated => Some(yes(item.deprecated)),
        ItemFact::Source if item.shown => Some("only an example".to_owned()),
        ItemFact::Source => Some("a table or a sentence".to_owned()),
    }
}

fn error_text(fact: ErrorFact, error: &Error) -> Option<String> {
    match fact {
        ErrorFact::Present | ErrorFact::Added | ErrorFact::Removed => {
            let mut words = Vec::new();
            words.extend((!error.code.is_empty()).then(|| error.code.clone()));
            words.extend(error.message.as_ref().map(|message| format!("`{message}`")));
            words.extend(error.status.map(|status| status.to_string()));
            words.extend(violations(error).map(|listed| format!("lists {listed}")));
            Some(words.join(", "))
        }
        ErrorFact::Code => Some(error.code.clone()),
        ErrorFact::Message => error.message.clone(),
        ErrorFact::Status => error.status.map(|status| status.to_string()),
        ErrorFact::Validation => violations(error),
    }
}

/// What an error lists of fields; `None` when it lists nothing.
fn violations(error: &Error) -> Option<String> {
    let listed = error.validation.iter().map(|violation| {
        let fields = match violation.fields.join(", ") {
            fields if fields.is_empty() => "any".to_owned(),
            fields => fields,
        };
        format!("{fields}: `{}`", violation.message)
    });
    let listed: Vec<String> = listed.collect();
    (!listed.is_empty()).then(|| listed.join("; "))
}
