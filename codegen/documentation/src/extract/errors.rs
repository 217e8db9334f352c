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
pub use self::system::System;
use super::cell::{joined, lines};
use super::draft::{Error, Note, Violation};
use super::message::{places, same_message, template};
use super::prose::Line;
use super::section::{Section, is_status};
use crate::page::{Row, Table};

/// Reads the errors of a page from the sections of their heading.
#[must_use]
pub fn read(sections: &[&Section<'_>], rows: &Rows<'_>, notes: &mut Vec<Note>) -> Vec<Error> {
    let mut errors: Vec<Error> = Vec::new();
    for section in sections {
        for (table, line, before) in section.tables() {
            let read: Vec<Error> = if let Some(code) = code_before(&before) {
                let status = status_before(&before).or_else(|| rows.status_of(&code));
                validation(table, &code, line, status)
            } else if let Some(columns) = columns(table) {
                let parted = rows.parted(table, &columns);
                let mut read: Vec<Error> = table.rows[1..]
                    .iter()
                    .flat_map(|row| rows.row(row, &columns, &parted))
                    .collect();
                shown::messages(rows.shown, rows.names, &mut read);
                merge(read, notes)
            } else {
                Vec::new()
            };
            for error in read {
                if !errors.iter().any(|known| is_same(known, &error)) {
                    errors.push(error);
                }
            }
        }
    }
    shown::complete(rows, &mut errors, notes);
    errors
}

/// Makes one error of rows that differ in what they say of it only.
fn merge(read: Vec<Error>, notes: &mut Vec<Note>) -> Vec<Error> {
    let mut errors: Vec<Error> = Vec::with_capacity(read.len());
    for error in read {
        let Some(known) = errors.iter_mut().find(|known| is_same(known, &error)) else {
            errors.push(error);
            continue;
        };
        if error.line != known.line && !error.code.is_empty() && error.message.is_none() {
            let text = format!("the rows of the code {} tell no message", error.code);
            if !notes.iter().any(|note| note.text == text) {
                notes.push(Note {
                    line: error.line,
                    text,
                });
            }
        }
        known.also.push(error.line);
        // Neither is the name of both.
        known.words.clear();
        known.meaning.clear();
    }
    errors
}

fn is_same(one: &Error, other: &Error) -> bool {
    one.code == other.code && one.message == other.message && one.status == other.status
}

/// The code that the text before a table names: REST 3.0 has a table for each code.
fn code_before(text: &str) -> Option<String> {
    let line = text.lines().rfind(|line| !is_status(line))?;
    let (before, code) = line.split_once(':')?;
    let code = code.trim().trim_matches(['`', '.', '*']);
    let names = before.trim().trim_matches('*').to_lowercase();
    let is_code = code.len() > 3
        && code
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || character == '_');
    (matches!(names.as_str(), "error code" | "code") && is_code).then(|| code.to_owned())
}

/// The HTTP status that stands before the table of a code's fields.
fn status_before(text: &str) -> Option<u16> {
    let line = text.lines().find(|line| is_status(line))?;
    let (_, status) = line.split_once(':')?;
    status.trim().trim_matches('*').parse().ok()
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
        also: Vec::new(),
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

/// What rows of a table are read by.
#[derive(Debug)]
pub struct Rows<'r> {
    /// The examples of failed answers.
    pub shown: &'r [Shown],
    /// The HTTP status that the page names; in REST 3.0 it is that of its example.
    pub status: Option<u16>,
    /// Whether the method is of REST 3.0.
    pub third: bool,
    /// Names of parameters and fields of the page: in messages they stand for themselves.
    pub names: &'r BTreeSet<String>,
    /// The errors of all methods.
    pub system: &'r System,
}

impl Rows<'_> {
    /// The HTTP status of an error for which its row names none.
    fn status_of(&self, code: &str) -> Option<u16> {
        if !self.third || self.shown.iter().any(|shown| shown.code == code) {
            return self.status;
        }
        self.system.statuses.get(code).copied()
    }

    /// The codes of several rows whose descriptions are their messages: an example has one of them
    /// to the letter.
    fn parted(&self, table: &Table, columns: &[Column]) -> Vec<String> {
        let of = |wanted: Column| columns.iter().position(|column| *column == wanted);
        let (Some(code), Some(description)) = (of(Column::Code), of(Column::Description)) else {
            return Vec::new();
        };
        let text = |row: &Row, index: usize| {
            let cell = row.cells.get(index)?;
            Some(joined(&lines(&cell.blocks)))
        };
        let is_shown = |row: &Row| {
            let codes = text(row, code).map(|cell| codes(&cell));
            text(row, description).is_some_and(|text| {
                self.shown.iter().any(|shown| {
                    !shown.code.is_empty()
                        && codes.iter().flatten().any(|code| *code == shown.code)
                        && same_message(&shown.message, &text)
                })
            })
        };
        if table.rows[1..].iter().any(is_shown) {
            doubled(table, columns)
        } else {
            Vec::new()
        }
    }

    fn row(&self, row: &Row, columns: &[Column], parted: &[String]) -> Vec<Error> {
        let cell = |wanted: Column| -> Option<Vec<Line>> {
            let index = columns.iter().position(|column| *column == wanted)?;
            Some(lines(&row.cells.get(index)?.blocks))
        };
        let text = |wanted: Column| cell(wanted).map(|lines| joined(&lines));
        let codes: Vec<String> = match text(Column::Code) {
            Some(cell) => codes(&cell),
            None => vec![String::new()],
        };
        let messages: Vec<String> = cell(Column::Message)
            .map(|lines| messages(&lines))
            .unwrap_or_default();
        let description = cell(Column::Description);
        // A first line that is all code is the message; what follows it is the meaning.
        let first = description.as_ref().and_then(|lines| {
            let first = quoted(lines).filter(|_| lines.len() > 1);
            first.filter(|_| messages.is_empty())
        });
        let messages = messages.into_iter().chain(first).collect::<Vec<_>>();
        let description = description
            .map(|lines| joined(&lines))
            .filter(|text| !is_blank(text));
        if row.cells.len() < 2
            && codes.iter().all(String::is_empty)
            && messages.is_empty()
            && description.is_none()
        {
            return Vec::new();
        }
        let meaning = text(Column::Meaning).filter(|text| !is_blank(text));
        let read = Cells {
            line: row.line,
            status: text(Column::Status)
                .and_then(|text| text.replace(['`', '*'], "").trim().parse().ok())
                .or_else(|| meaning.as_deref().and_then(told_status))
                .or_else(|| description.as_deref().and_then(told_status)),
            meaning: meaning.or_else(|| description.clone()).unwrap_or_default(),
            description,
        };
        codes
            .into_iter()
            .flat_map(|code| match messages.as_slice() {
                [] => vec![self.error(code, None, &read, parted)],
                messages => messages
                    .iter()
                    .map(|message| self.error(code.clone(), Some(message), &read, parted))
                    .collect(),
            })
            .collect()
    }

    /// The error of a code in a row.
    fn error(
        &self,
        code: String,
        message: Option<&String>,
        row: &Cells,
        parted: &[String],
    ) -> Error {
        let description = row.description.as_ref();
        // What stands in the column of codes may be the message.
        let is_sentence = code.contains(' ');
        let (code, in_place) = if is_sentence {
            (String::new(), Some(code))
        } else {
            (placed(&code), None)
        };
        let told = in_place
            .or_else(|| message.cloned())
            .or_else(|| {
                let description = description?;
                let same = self
                    .shown
                    .iter()
                    .any(|shown| shown.code == code && same_message(&shown.message, description));
                let is_message = code.is_empty() || same || parted.contains(&code);
                is_message.then(|| description.clone())
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
        Error {
            validation: Vec::new(),
            status: row.status.or_else(|| self.status_of(&code)),
            code,
            // A column of messages has the words themselves.
            words: description
                .filter(|text| message.is_none() && !is_rest(text))
                .cloned()
                .unwrap_or_default(),
            meaning: row.meaning.clone(),
            message: told.map(|text| template(&text, self.names)),
            coded: is_sentence,
            shown: false,
            line: row.line,
            also: Vec::new(),
        }
    }
}

/// What a row says beside its codes and messages.
struct Cells {
    line: u32,
    status: Option<u16>,
    meaning: String,
    description: Option<String>,
}

/// The messages in a cell: one, or several that are each a piece of code or between slashes.
fn messages(lines: &[Line]) -> Vec<String> {
    let text = joined(lines);
    let pieces: Vec<&str> = text.split('`').collect();
    let is_list = pieces.len() > 4
        && pieces.len() % 2 == 1
        && (pieces.iter().step_by(2)).all(|part| is_separator(part))
        && (pieces.iter().skip(1).step_by(2)).all(|code| code.contains(' '));
    if is_list {
        let codes = pieces.iter().skip(1).step_by(2);
        return codes.map(|code| format!("`{code}`")).collect();
    }
    let parts: Vec<&str> = text.split(" / ").collect();
    let is_sentence = |part: &&str| {
        part.starts_with(|letter: char| letter.is_ascii_uppercase()) && part.contains(' ')
    };
    if parts.len() > 1 && !text.contains('`') && parts.iter().all(is_sentence) {
        return parts.into_iter().map(str::to_owned).collect();
    }
    let whole = quoted(lines).unwrap_or(text);
    let is_message = !is_blank(&whole) && !is_circumscribed(&whole);
    is_message.then_some(whole).into_iter().collect()
}

/// Whether a text stands between two codes of a list, or around it.
fn is_separator(text: &str) -> bool {
    matches!(text.trim(), "" | "," | "/" | ";" | "or" | ", or")
}

/// Whether a text tells what a message is about instead of being one.
fn is_circumscribed(text: &str) -> bool {
    let text = text.to_lowercase();
    text.starts_with("text of ")
        || text.starts_with("depends on ")
        || text.trim_matches('`') == "error_description"
        || (text.contains("validation errors") || text.contains("validator errors"))
            && !text.contains('`')
}

/// A code with `{name}` for what stands in it for a value: `<NAME>`, `[...]`.
fn placed(code: &str) -> String {
    let code = code.replace("[...]", "[{value}]");
    match (code.find('<'), code.ends_with('>')) {
        (Some(at), true) if at > 0 => {
            let name = code[at + 1..code.len() - 1].to_lowercase();
            format!("{}{{{name}}}", &code[..at])
        }
        _ => code,
    }
}

/// The HTTP status that a sentence names: "comes with HTTP status `403`".
fn told_status(text: &str) -> Option<u16> {
    let lower = text.to_lowercase();
    let at = lower.find("http status")? + "http status".len();
    let rest = lower[at..].trim_start_matches([' ', ':', '`', '*']);
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits
        .parse()
        .ok()
        .filter(|status| (100..600).contains(status))
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
    let is_list = cell.split('`').step_by(2).all(is_separator) && found.len() > 1;
    if !is_list
        && found
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
