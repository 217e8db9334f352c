//! Selects the documented error of an answer.

mod system;
mod undocumented;

pub use self::system::SystemError;
pub use self::undocumented::UndocumentedError;
use crate::pattern::{fits, message_equals, message_fits};

/// An error that a method documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErrorRow {
    /// The code: symbolic, a number as text, or empty; with `{name}` for variable parts.
    pub code: &'static str,
    /// The message, with `{name}` for variable parts.
    pub message: Option<&'static str>,
    /// Name of the variant.
    pub name: &'static str,
}

impl ErrorRow {
    /// The error of a method that documents these rows.
    pub(crate) fn select<'a>(rows: &[Self], code: &'a str, message: &'a str) -> Part<'a> {
        match (choose(rows, code, message), SystemError::from_code(code)) {
            (Some(row), _) => Part::Row(row),
            (None, Some(error)) => Part::System(error),
            (None, None) => Part::Unknown { code, message },
        }
    }
}

/// The documented errors of a method. The emitter writes the implementation.
pub trait ErrorKind: Sized + Clone + std::fmt::Debug + PartialEq + Send + Sync + 'static {
    /// The errors that the method documents.
    const ROWS: &'static [ErrorRow];
    /// The kind of a part.
    fn of(part: Part<'_>) -> Self;
    /// The part of the kind, for any method.
    fn part(&self) -> Part<'_>;

    /// The documented error.
    fn row(&self) -> Option<&'static ErrorRow> {
        match self.part() {
            Part::Row(row) => Self::ROWS.get(row),
            Part::System(_) | Part::Unknown { .. } => None,
        }
    }

    /// The kind of an error that a portal answered.
    ///
    /// The method's own codes take precedence over those that any method may return. Codes that
    /// several errors share, in particular the empty one, are distinguished by the message.
    fn select(code: &str, message: &str) -> Self {
        Self::of(ErrorRow::select(Self::ROWS, code, message))
    }
}

/// A kind without the type of its method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// A documented error, by its index.
    Row(usize),
    /// An error that any method may return.
    System(SystemError),
    /// An error that the documentation does not list.
    Unknown {
        /// Its code.
        code: &'a str,
        /// Its description.
        message: &'a str,
    },
}

impl Part<'_> {
    /// Code and description, for a kind without a better variant.
    pub fn unknown(self, rows: &[ErrorRow]) -> (String, String) {
        match self {
            Self::Unknown { code, message } => (code.to_owned(), message.to_owned()),
            Self::System(error) => (error.code().to_owned(), String::new()),
            Self::Row(row) => (
                rows.get(row).map_or("", |row| row.code).to_owned(),
                String::new(),
            ),
        }
    }
}

/// The row of an error.
fn choose(rows: &[ErrorRow], code: &str, message: &str) -> Option<usize> {
    let code = code.trim();
    // Exact codes are tried first: two of them may differ only in case.
    let with = |same: fn(&str, &str) -> bool| -> Vec<usize> {
        (0..rows.len())
            .filter(|row| same(rows[*row].code.trim(), code))
            .collect()
    };
    let mut found = with(|one, other| one == other);
    if found.is_empty() {
        found = with(str::eq_ignore_ascii_case);
    }
    if found.is_empty() {
        found = with(|pattern, code| pattern.contains('{') && fits(pattern, code));
        // The most specific family wins.
        let length = |row: &usize| literal_length(Some(rows[*row].code));
        let most = found.iter().map(length).max();
        found.retain(|row| Some(length(row)) == most);
    }
    let by_message = found.iter().filter(|row| {
        rows[**row]
            .message
            .is_some_and(|each| message_fits(each, message))
    });
    // The most specific message wins: the same text, as pages and portals write braces that are
    // no placeholder, else the one with the most literal characters.
    if let Some(row) = by_message.max_by_key(|row| {
        (
            rows[**row]
                .message
                .is_some_and(|each| message_equals(each, message)),
            literal_length(rows[**row].message),
            std::cmp::Reverse(**row),
        )
    }) {
        return Some(*row);
    }
    match found[..] {
        [row] if !code.is_empty() => Some(row),
        _ => {
            let mut silent = found.iter().filter(|row| rows[**row].message.is_none());
            // When several cannot be distinguished, none is selected.
            silent.next().filter(|_| silent.next().is_none()).copied()
        }
    }
}

fn literal_length(message: Option<&str>) -> usize {
    let mut inside = false;
    message
        .unwrap_or_default()
        .chars()
        .fold(0, |length, character| {
            match character {
                '{' => inside = true,
                '}' => inside = false,
                _ if !inside => return length + 1,
                _ => {}
            }
            length
        })
}

/// Prints a kind as the name of its variant.
pub fn debug_kind(
    part: Part<'_>,
    rows: &[ErrorRow],
    f: &mut std::fmt::Formatter<'_>,
) -> std::fmt::Result {
    match part {
        Part::Row(row) => f.write_str(rows.get(row).map_or("", |row| row.name)),
        Part::System(error) => f.debug_tuple("System").field(&error).finish(),
        Part::Unknown { code, message } => f
            .debug_struct("Unknown")
            .field("code", &code)
            .field("message", &message)
            .finish(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn row(code: &'static str, message: Option<&'static str>) -> ErrorRow {
        ErrorRow {
            code,
            message,
            name: "Name",
        }
    }

    #[test]
    fn codes_choose_and_messages_tell_apart() {
        let rows = [
            row("ACCESS_DENIED", None),
            row("100", None),
            row("", Some("Section at index {i} does not have a name.")),
            row("", Some("Section at index {i} {rest}")),
            row("ERROR_CORE", Some("CRM is not installed.")),
            row("ERROR_CORE", Some("PHONE_NUMBER is empty")),
            row("ONE", Some("Documented text")),
            row("TWO", None),
            row("TWO", Some("Second")),
            row("error_core", None),
            row("FIELD_{name}_EMPTY", None),
            row("FIELD_{name}", None),
            row("FIELD_TITLE", None),
            row("LIMIT[{what}]", Some("Too many {what}")),
            row("LIMIT[{what}]", Some("Too large")),
            row("0", Some("Could not find value for parameter {fields}")),
            row("0", Some("Could not find value for parameter {id}")),
        ];
        for (code, message, expected) in [
            ("ACCESS_DENIED", "whatever", Some(0)),
            ("access_denied", "", Some(0)),
            ("100", "", Some(1)),
            ("", "section at index 17 does not have a name", Some(2)),
            ("", "Section at index 17 is odd", Some(3)),
            ("", "Something else", None),
            ("", "", None),
            ("ERROR_CORE", "crm is not installed", Some(4)),
            ("ERROR_CORE", "PHONE_NUMBER is empty.", Some(5)),
            ("ERROR_CORE", "Another one", None),
            ("error_core", "Another one", Some(9)),
            ("ONE", "Changed text", Some(6)),
            ("TWO", "second", Some(8)),
            ("TWO", "third", Some(7)),
            ("NONE", "", None),
            ("FIELD_TITLE", "", Some(12)),
            ("field_title", "", Some(12)),
            ("FIELD_NAME", "", Some(11)),
            ("FIELD_NAME_EMPTY", "", Some(10)),
            ("FIELD_", "", None),
            ("LIMIT[BLOCKS]", "Too large", Some(14)),
            ("LIMIT[BLOCKS]", "Too many blocks", Some(13)),
            ("0", "Could not find value for parameter {fields}", Some(15)),
            ("0", "Could not find value for parameter {id}", Some(16)),
            ("0", "Could not find value for parameter {ID}.", Some(16)),
            ("0", "Could not find value for parameter {other}", Some(15)),
        ] {
            assert_eq!(
                choose(&rows, code, message),
                expected,
                "{code:?} {message:?}"
            );
        }
    }
}
