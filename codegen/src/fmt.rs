//! The canonical form of a file: the order of keys, the layout, and the position of comments.
//!
//! - The keys of an object stand in the order in which the model declares them; names keep their
//!   order.
//! - An object that fits into [`WIDTH`] columns is written on one line, in braces, unless something
//!   in it cannot be: a comment, a text of several lines, or fields of its own. Files, methods,
//!   events, placements and mappings from names are never written on one line.
//! - What is longer than a line has an empty line around it at the top level and among types,
//!   methods, events and placements. Elsewhere an empty line between names or items stays, and
//!   several become one.
//! - Quotes are added where a line in braces needs them, and never removed. Texts of several lines
//!   do not change.

mod comments;
mod layout;
mod order;
mod piece;
mod scalar;

use crate::diagnostic::{Diagnostic, Problems};
use crate::node::Kind;
use crate::shape::Shape;
use crate::source::{SourceId, Sources, Span};
use crate::yaml::{self, Comments};

#[cfg(test)]
pub(crate) use order::keys;

/// Columns of a line.
pub const WIDTH: usize = 120;

/// Formats a file of the schema, or of examples. When `schema` is given, it is the path of the JSON
/// schema as seen from the file, and a file that does not name one gets a first line that names
/// this.
pub fn format(
    source: SourceId,
    schema: Option<&str>,
    sources: &Sources,
) -> Result<String, Problems> {
    let text = sources.text(source);
    let reading = yaml::read(text, source, Comments::Keep);
    let Some(root) = reading.root.filter(|_| reading.problems.is_empty()) else {
        return Err(reading.problems);
    };
    if !matches!(root.kind(), Kind::Mapping(_)) {
        let mut problems = Problems::default();
        problems.push(Diagnostic::wrong_kind(
            root.span(),
            "a mapping",
            root.describe(),
        ));
        return Err(problems);
    }
    // A file of examples is the only one without methods.
    let shape = if root.key_span("examples").is_some() {
        Shape::Examples
    } else {
        Shape::File
    };
    let (header, piece) = piece::read(text, &root, &reading.comments, shape);
    let formatted = layout::write(&header, &piece, schema);
    // The result is read again, so that a bug here can never lose a fact.
    let again = yaml::read(&formatted, source, Comments::Keep);
    let same = again.root.is_some_and(|again| again.says_the_same(&root));
    if same && again.comments.len() >= reading.comments.len() {
        Ok(formatted)
    } else {
        let mut problems = Problems::default();
        problems.push(Diagnostic::not_formatted(Span::top(source)));
        Err(problems)
    }
}

#[cfg(test)]
mod tests;
