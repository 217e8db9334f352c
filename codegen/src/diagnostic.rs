//! Problems of a schema, and their messages.
//!
//! Every message of the crate is created here: those of `structure` concern the shape of one file,
//! those of `meaning` and `reference` what names refer to, those of `naming` Rust names. Nothing is
//! printed here; problems are collected, sorted and rendered together.

mod meaning;
mod naming;
mod reference;
mod structure;

use std::fmt::Display;
use std::panic::Location;

pub use self::naming::Remedy;
use crate::source::{Sources, Span};
use crate::suggest;

/// The severity of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing can be generated.
    Error,
    /// Something to review.
    Warning,
}

/// What problems of one kind have in common: they differ only in what they are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The message of the catalogue that says it: where it is made.
    Message(&'static Location<'static>),
    /// The name of a rule.
    Rule(&'static str),
}

/// One problem at one span.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a problem is reported only when it is pushed to `Problems`"]
pub struct Diagnostic {
    /// Its severity.
    pub severity: Severity,
    /// What kind of problem it is.
    pub kind: Kind,
    /// What is wrong, in one line.
    pub title: String,
    /// Its position.
    pub span: Span,
    /// A short label of the span. May be empty.
    pub label: String,
    /// Other relevant spans, with their labels.
    pub others: Vec<(Span, String)>,
    /// How to fix it.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A problem with a title only. Those that one line of code makes are of one kind.
    #[track_caller]
    pub fn error(span: Span, title: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            kind: Kind::Message(Location::caller()),
            title: title.into(),
            span,
            label: String::new(),
            others: Vec::new(),
            help: Vec::new(),
        }
    }

    /// Names the rule that reports it.
    pub fn rule(mut self, name: &'static str) -> Self {
        self.kind = Kind::Rule(name);
        self
    }

    /// Sets the label of the span.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds another span.
    pub fn other(mut self, span: Span, label: impl Into<String>) -> Self {
        self.others.push((span, label.into()));
        self
    }

    /// Adds a way to fix it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Suggests the closest of `known`, or lists all of them when none is close and they are few.
    pub fn suggest<'a>(
        self,
        what: &str,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        /// More names than this are not listed.
        const LISTED: usize = 24;
        let known: Vec<&str> = known.into_iter().collect();
        if let Some(close) = suggest::closest(name, &known) {
            self.help(format!("did you mean `{close}`?"))
        } else if known.is_empty() || known.len() > LISTED {
            self
        } else {
            self.help(format!("{what}: {}", quoted(&known)))
        }
    }
}

/// A collection of problems.
#[derive(Debug, Clone, Default)]
pub struct Problems {
    list: Vec<Diagnostic>,
}

impl Problems {
    /// Adds a problem.
    pub fn push(&mut self, problem: Diagnostic) {
        self.list.push(problem);
    }

    /// Adds the problems of another collection.
    pub fn append(&mut self, mut other: Self) {
        self.list.append(&mut other.list);
    }

    /// Whether there are no problems.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether any problem is an error.
    pub fn has_errors(&self) -> bool {
        self.list
            .iter()
            .any(|problem| problem.severity == Severity::Error)
    }

    /// The number of problems.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The problems in the order in which they were found, or sorted after [`Problems::sort`].
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// Sorts the problems by file name and position, and removes duplicates.
    pub fn sort(&mut self, sources: &Sources) {
        self.list.sort_by(|a, b| {
            let key =
                |problem: &Diagnostic| (problem.span.start, problem.span.end, problem.severity);
            (sources.name(a.span.file), key(a), &a.title).cmp(&(
                sources.name(b.span.file),
                key(b),
                &b.title,
            ))
        });
        self.list.dedup();
    }
}

impl<'a> IntoIterator for &'a Problems {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Extend<Diagnostic> for Problems {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, problems: I) {
        self.list.extend(problems);
    }
}

/// Names in back-ticks, separated by commas.
fn quoted<T: Display>(names: &[T]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
