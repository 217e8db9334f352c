//! What is wrong with a schema, and how it is told.
//!
//! Every message of the crate is made here: `structure` has those about the shape of one file, `meaning` and `reference`
//! those about what names refer to, `naming` those about names of Rust. Nothing prints on its own; problems are collected,
//! sorted and shown together.

mod meaning;
mod naming;
mod reference;
mod structure;

use std::fmt::Display;

pub use self::naming::Remedy;
use crate::source::{Sources, Span};
use crate::suggest;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing can be generated.
    Error,
    /// Something to look at.
    Warning,
}

/// One problem, at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a problem is told only when it is pushed to `Problems`"]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub title: String,
    /// Where.
    pub span: Span,
    /// What the place is about, in few words. May be empty.
    pub label: String,
    /// Other places that matter.
    pub others: Vec<(Span, String)>,
    /// What to do.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A problem with a title only.
    pub fn error(span: Span, title: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            title: title.into(),
            span,
            label: String::new(),
            others: Vec::new(),
            help: Vec::new(),
        }
    }

    /// Says what the place is about.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds another place.
    pub fn other(mut self, span: Span, label: impl Into<String>) -> Self {
        self.others.push((span, label.into()));
        self
    }

    /// Adds what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Asks whether one of `known` was meant, or lists them when none is close and they are few.
    pub fn suggest<'a>(
        self,
        what: &str,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        /// More names than this are a wall of text.
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

/// Problems as they are found.
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

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether there is an error, and not warnings only.
    pub fn has_errors(&self) -> bool {
        self.list
            .iter()
            .any(|problem| problem.severity == Severity::Error)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The problems in the order in which they were found, or sorted after [`Problems::sort`].
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// Orders the problems by file name and position, and drops those said twice.
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

/// Names in code marks, with commas between them.
fn quoted<T: Display>(names: &[T]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
