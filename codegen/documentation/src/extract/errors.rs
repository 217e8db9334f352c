//! The errors that a page lists.
//!
//! Tables of errors have many headers, and the same header, "Description", means the message in
//! some and the meaning in others. A description is a message where the example of an error says
//! the same, where the column beside it holds the meaning, and where there is no code to tell the
//! error by.

mod header;
mod shown;
mod system;

use std::collections::BTreeSet;

use self::header::{Column, columns};
pub use self::shown::Shown;
pub use self::system::codes as system_codes;
use super::cell::{joined, lines};
use super::draft::{Error, Note, Violation};
use super::message::{places, same_message, template};
use super::prose::Line;
use super::section::Section;
use crate::page::{Row, Table};

/// Reads the errors of a page from the sections of their heading.
#[must_use]
pub fn read(sections: &[&Section<'_>], rows: &Rows<'_>, notes: &mut Vec<Note>) -> Vec<Error> {
    let status = rows.status;
    let mut errors: Vec<Error> = Vec::new();
    for section in sections {
        for (table, line, before) in section.tables() {
            let read: Vec<Error> = if let Some(code) = code_before(&before) {
                validation(table, &code, line, status)
            } else if let Some(columns) = columns(table) {
                let mut read: Vec<Error> = table.rows[1..]
                    .iter()
                    .flat_map(|row| rows.row(row, &columns, &doubled(table, &columns), notes))
                    .collect();
                shown::messages(rows.shown, rows.names, &mut read);
                read
            } else {
                Vec::new()
            };
            for error in read {
                let known = errors.iter().any(|known| {
                    known.code == error.code
                        && known.message == error.message
                        && known.status == error.status
                });
                if !known {
                    errors.push(error);
                }
            }
        }
    }
    shown::complete(rows, &mut errors, notes);
    errors
}

/// The code that the text before a table names: REST 3.0 has a table for each code.
fn code_before(text: &str) -> Option<String> {
    let line = text.lines().last()?;
    let (before, code) = line.split_once(':')?;
    let code = code.trim().trim_matches(['`', '.', '*']);
    let names = before.trim().trim_matches('*').to_lowercase();
    let is_code = code.len() > 3
        && code
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || character == '_');
    (matches!(names.as_str(), "error code" | "code") && is_code).then(|| code.to_owned())
}

/// A table of the fields that one code is about. With one row its message is the error's; with
/// several the code has many.
fn validation(table: &Table, code: &str, line: u32, status: Option<u16>) -> Vec<Error> {
    let Some((header, rows)) = table.rows.split_first() else {
        return Vec::new();
    };
    let column = header.cells.iter().position(|cell| {
        let text = cell.plain().to_lowercase();
        text.contains("description") || text.contains("message")
    });
    let message = match (column, rows) {
        // The code for everything that is not valid has a message of its own for each field.
        (Some(column), [row]) if !code.contains("VALIDATION") => row
            .cells
            .get(column)
            .map(|cell| places(&joined(&lines(&cell.blocks))))
            .filter(|text| !is_blank(text)),
        _ => None,
    };
    let violations = match (column, &message) {
        (Some(column), None) => rows
            .iter()
            .filter_map(|row| violation(row, column))
            .collect(),
        _ => Vec::new(),
    };
    vec![Error {
        code: code.to_owned(),
        validation: violations,
        words: String::new(),
        meaning: String::new(),
        message,
        coded: false,
        shown: false,
        status,
        line: rows.first().map_or(line, |row| row.line),
    }]
}

/// What a row says of fields. A placeholder or a dash stands for any field.
fn violation(row: &Row, column: usize) -> Option<Violation> {
    let text = |index: usize| Some(joined(&lines(&row.cells.get(index)?.blocks)));
    let message = places(&text(column)?);
    if is_blank(&message) {
        return None;
    }
    let is_name = |name: &String| {
        !name.is_empty()
            && name.chars().all(|letter| {
                letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.' | '[' | ']')
            })
    };
    Some(Violation {
        fields: codes(&text(0)?).into_iter().filter(is_name).collect(),
        message,
        line: row.line,
    })
}

/// What is said of errors of one code that only their descriptions tell apart.
const PARTED: &str = "descriptions of errors with one code are taken for their messages";

/// What rows of a table are read by.
#[derive(Debug)]
pub struct Rows<'r> {
    /// The examples of failed answers.
    pub shown: &'r [Shown],
    /// The HTTP status that the page names for all.
    pub status: Option<u16>,
    /// Names of parameters and fields of the page: in messages they stand for themselves.
    pub names: &'r BTreeSet<String>,
    /// The codes of the errors that every method may answer.
    pub system: &'r BTreeSet<String>,
}

impl Rows<'_> {
    fn row(
        &self,
        row: &Row,
        columns: &[Column],
        doubled: &[String],
        notes: &mut Vec<Note>,
    ) -> Vec<Error> {
        let cell = |wanted: Column| -> Option<Vec<Line>> {
            let index = columns.iter().position(|column| *column == wanted)?;
            Some(lines(&row.cells.get(index)?.blocks))
        };
        let text = |wanted: Column| cell(wanted).map(|lines| joined(&lines));
        let codes: Vec<String> = match text(Column::Code) {
            Some(cell) => codes(&cell),
            None => vec![String::new()],
        };
        let status = text(Column::Status)
            .and_then(|text| text.replace(['`', '*'], "").trim().parse().ok())
            .or(self.status);
        let message = cell(Column::Message)
            .map(|lines| quoted(&lines).unwrap_or_else(|| joined(&lines)))
            .filter(|text| !is_blank(text));
        let description = cell(Column::Description);
        // A first line that is all code is the message; what follows it is the meaning.
        let message = message.or_else(|| {
            let lines = description.as_ref()?;
            quoted(lines).filter(|_| lines.len() > 1)
        });
        let description = description
            .map(|lines| joined(&lines))
            .filter(|text| !is_blank(text));
        if row.cells.len() < 2
            && codes.iter().all(String::is_empty)
            && message.is_none()
            && description.is_none()
        {
            return Vec::new();
        }
        codes
            .into_iter()
            .map(|code| {
                let certain = message.is_some();
                // What stands in the column of codes may be the message.
                let is_sentence = code.contains(' ');
                let (code, in_place) = if is_sentence {
                    (String::new(), Some(code))
                } else {
                    (code, None)
                };
                let told = in_place
                    .or_else(|| message.clone())
                    .or_else(|| {
                        let description = description.as_ref()?;
                        let same = self.shown.iter().any(|shown| {
                            shown.code == code && same_message(&shown.message, description)
                        });
                        let parted = !code.is_empty() && !same && doubled.contains(&code);
                        if parted && !notes.iter().any(|note| note.text == PARTED) {
                            notes.push(Note {
                                line: row.line,
                                text: PARTED.to_owned(),
                            });
                        }
                        (code.is_empty() || same || parted).then(|| description.clone())
                    })
                    .filter(|text| !is_rest(text));
                // Without a column of codes, the example of the same message knows the code.
                let code = match &told {
                    Some(told) if code.is_empty() => self
                        .shown
                        .iter()
                        .find(|shown| same_message(&shown.message, told))
                        .map_or(code, |shown| shown.code.clone()),
                    _ => code,
                };
                if code.is_empty() && told.is_none() {
                    notes.push(Note {
                        line: row.line,
                        text: "an error without a code and without a message".to_owned(),
                    });
                }
                Error {
                    validation: Vec::new(),
                    code,
                    // A column of messages has the words themselves.
                    words: description
                        .clone()
                        .filter(|text| !certain && !is_rest(text))
                        .unwrap_or_default(),
                    meaning: text(Column::Meaning)
                        .filter(|text| !is_blank(text))
                        .or_else(|| description.clone())
                        .unwrap_or_default(),
                    message: told.map(|text| template(&text, self.names)),
                    coded: is_sentence,
                    shown: false,
                    status,
                    line: row.line,
                }
            })
            .collect()
    }
}

/// Codes of several rows, whose errors the other columns distinguish.
fn doubled(table: &Table, columns: &[Column]) -> Vec<String> {
    let Some(index) = columns.iter().position(|column| *column == Column::Code) else {
        return Vec::new();
    };
    let all: Vec<String> = table.rows[1..]
        .iter()
        .filter_map(|row| row.cells.get(index))
        .flat_map(|cell| codes(&joined(&lines(&cell.blocks))))
        .collect();
    all.iter()
        .filter(|code| all.iter().filter(|other| other == code).count() > 1)
        .cloned()
        .collect()
}

/// The first line, when it is one piece of code.
fn quoted(lines: &[Line]) -> Option<String> {
    let text = lines.first()?.text.trim();
    let inner = text.strip_prefix('`')?.strip_suffix('`')?;
    (!inner.contains('`') && inner.contains(' ')).then(|| format!("`{inner}`"))
}

/// Whether a row only says that there are more errors.
fn is_rest(text: &str) -> bool {
    let text = text.to_lowercase();
    text.starts_with("other ") || text.starts_with("various ") || text.starts_with("any other")
}

/// The codes in a cell: `` `A` ``, `` `A`, `B` ``, `` `A` or `B` ``; one empty code when there is
/// none.
fn codes(cell: &str) -> Vec<String> {
    if is_blank(cell) {
        return vec![String::new()];
    }
    let quoted: Vec<String> = cell
        .split('`')
        .skip(1)
        .step_by(2)
        .map(|code| code.trim().to_owned())
        .filter(|code| !code.is_empty())
        .collect();
    let mut found = if quoted.is_empty() {
        cell.split([',', '/'])
            .map(|code| code.trim().trim_matches(['"', '\'', '*']).to_owned())
            .filter(|code| !code.is_empty())
            .collect()
    } else {
        quoted
    };
    for code in &mut found {
        if is_blank(code) {
            code.clear();
        }
    }
    found.dedup();
    if found
        .iter()
        .any(|code| code.contains(' ') && code.len() > 60)
    {
        return vec![cell.replace('`', "")];
    }
    found
}

fn is_blank(text: &str) -> bool {
    let text = text
        .trim_matches(['`', '*', '_', ' ', '"', '\'', '(', ')'])
        .to_lowercase();
    matches!(
        text.as_str(),
        "" | "-"
            | "—"
            | "–"
            | "empty"
            | "empty value"
            | "empty string"
            | "empty code"
            | "no code"
            | "none"
            | "no value"
            | "blank"
            | "not specified"
            | "missing"
            | "without code"
    )
}
