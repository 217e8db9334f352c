//! Problems with parameters, all of which are found before anything is sent.

use std::fmt;

use crate::failure::Failure;

/// A problem with a parameter or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// Where it is: `fields.TITLE`.
    path: String,
    /// What is wrong, and what would be right.
    text: String,
}

impl Problem {
    /// A problem at a path.
    pub(crate) fn new(path: &Path<'_>, text: impl Into<String>) -> Self {
        Self {
            path: path.to_string(),
            text: text.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => f.write_str(&self.text),
            path => write!(f, "{path}: {}", self.text),
        }
    }
}

/// All problems of a call as one failure.
pub(crate) fn failure(method: &str, problems: &[Problem]) -> Failure {
    let mut text = format!("{method}: nothing was sent");
    for problem in problems {
        text.push_str("\n  ");
        text.push_str(&problem.to_string());
    }
    text.push_str("\n  `b24 describe ");
    text.push_str(method);
    text.push_str("` shows the parameters; `--unchecked` sends them as they are");
    Failure::Usage(text)
}

/// The path to a value.
#[derive(Clone, Copy)]
pub(crate) enum Path<'a> {
    /// All parameters.
    Root,
    /// A part of a value, by its name or index.
    Part(&'a Path<'a>, &'a str),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Part(Self::Root, name) => f.write_str(name),
            Self::Part(whole, name) => write!(f, "{whole}.{name}"),
        }
    }
}
