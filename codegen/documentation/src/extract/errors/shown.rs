//! Facts that examples of errors add to the tables.

use std::collections::BTreeSet;

use super::Rows;
use crate::extract::draft::{Error, Note};
use crate::extract::failure;
use crate::extract::message::{is_message, likeness, numbers, template};
use bitrix24_codegen::model::Json;

/// The example of a failed answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The code, which may be empty.
    pub code: String,
    /// The message, which may be empty.
    pub message: String,
    /// Line of the page.
    pub line: u32,
}

impl Shown {
    /// Reads a failed answer; `None` when it is none.
    #[must_use]
    pub fn read(json: &Json, line: u32) -> Option<Self> {
        let Json::Map(whole) = json else { return None };
        let within = failure::read(json);
        let map = match (&within, whole.get("result")) {
            (Some(_), Some(Json::Map(result))) => result,
            _ => whole,
        };
        let text = |json: &Json| match json {
            Json::Text(text) => Some(text.trim().to_owned()),
            Json::Integer(number) => Some(number.to_string()),
            _ => None,
        };
        // What stands beside the message and in it is a value: `'PLACEMENT'` for the key
        // `argument`.
        let filled = |message: String| {
            map.iter().fold(message, |message, (key, json)| match json {
                Json::Text(value) if !key.starts_with("error") && value.len() > 1 => {
                    message.replace(&format!("'{value}'"), &format!("'{{{key}}}'"))
                }
                _ => message,
            })
        };
        let texts = within
            .filter(|within| within.code.is_none())
            .and_then(|within| map.get(&within.message?));
        if let Some(Json::List(texts)) = texts {
            return Some(Self {
                code: String::new(),
                message: texts.first().and_then(text)?,
                line,
            });
        }
        let (code, message) = match map.get("error")? {
            Json::Map(error) => (text(error.get("code")?)?, text(error.get("message")?)?),
            code => (
                text(code)?,
                map.get("error_description")
                    .and_then(text)
                    .map(filled)
                    .unwrap_or_default(),
            ),
        };
        Some(Self {
            code,
            message,
            line,
        })
    }
}

/// Messages that examples show are put for the words of the rows that mean them.
pub(super) fn messages(shown: &[Shown], names: &BTreeSet<String>, errors: &mut [Error]) {
    for Shown { code, message, .. } in shown {
        if message.is_empty()
            || errors.iter().any(|error| {
                error
                    .message
                    .as_ref()
                    .is_some_and(|known| is_message(known, message))
            })
        {
            continue;
        }
        let mut rows: Vec<(usize, &mut Error)> = errors
            .iter_mut()
            .filter(|error| error.code == *code && !code.is_empty() && !error.words.is_empty())
            .map(|error| {
                let words = error.words.clone();
                (likeness(&words, message), error)
            })
            .collect();
        rows.sort_by_key(|(likeness, _)| std::cmp::Reverse(*likeness));
        let alone = rows.len() == 1;
        let clear = match rows.as_slice() {
            [(first, _), (second, _), ..] => first > second,
            _ => true,
        };
        if let Some((likeness, error)) = rows.first_mut()
            && clear
            && (alone && (error.message.is_none() || *likeness > 0) || *likeness > 1)
        {
            error.message = Some(template(&numbers(message), names));
        }
    }
}

/// Completes the errors of a page by the examples that none of them fits: the table has the HTTP
/// status or the message in the column of codes, or lacks the error.
pub(super) fn complete(rows: &Rows<'_>, errors: &mut Vec<Error>, notes: &mut Vec<Note>) {
    for shown in rows.shown {
        let fits = |error: &Error| {
            error.code == shown.code && (!shown.code.is_empty() || says(error, &shown.message))
        };
        if let Some(error) = errors.iter_mut().find(|error| fits(error)) {
            respell(error, &shown.message);
            continue;
        }
        let tells = |error: &Error| says(error, &shown.message) || says(error, &shown.code);
        let is_status = |error: &Error| status(&error.code).is_some() && tells(error);
        if status(&shown.code).is_none() && errors.iter().any(is_status) {
            for error in errors.iter_mut().filter(|error| error.message.is_some()) {
                if let Some(status) = status(&error.code) {
                    error.status = Some(status);
                    error.code = if says(error, &shown.message) && !shown.code.contains(' ') {
                        shown.code.clone()
                    } else {
                        String::new()
                    };
                }
            }
            notes.push(Note {
                line: shown.line,
                text: "the table has the HTTP status in the column of codes".to_owned(),
            });
            continue;
        }
        let in_place = |error: &Error| error.coded && says(error, &shown.code);
        if errors.iter().any(in_place) {
            for error in errors.iter_mut().filter(|error| error.coded) {
                error.code = error.message.take().unwrap_or_default();
            }
            notes.push(Note {
                line: shown.line,
                text: "the codes of the errors are sentences".to_owned(),
            });
        }
        if errors.iter().any(fits) || rows.system.codes.contains(&shown.code) {
            continue;
        }
        notes.push(Note {
            line: shown.line,
            text: match shown.code.as_str() {
                "" => "only the example of an error has its message".to_owned(),
                code => format!("only the example of an error has the code {code}"),
            },
        });
        errors.push(Error {
            validation: Vec::new(),
            code: shown.code.clone(),
            message: Some(template(&numbers(&shown.message), rows.names))
                .filter(|message| !message.is_empty()),
            coded: false,
            shown: true,
            words: String::new(),
            meaning: String::new(),
            status: rows.status_of(&shown.code),
            line: shown.line,
            also: Vec::new(),
        });
    }
}

/// Without a code the message must be that of the answer, quotes and all, so the example decides
/// how it is spelt.
fn respell(error: &mut Error, text: &str) {
    let plain = |text: &str| text.trim_end_matches('.').to_lowercase();
    if let Some(message) = &mut error.message
        && error.code.is_empty()
        && !message.contains('{')
        && plain(message) != plain(text)
    {
        text.clone_into(message);
    }
}

/// Whether an error has a message, given the text of an example.
fn says(error: &Error, text: &str) -> bool {
    error
        .message
        .as_ref()
        .is_some_and(|message| is_message(message, text))
}

/// A code that is an HTTP status.
fn status(code: &str) -> Option<u16> {
    code.parse()
        .ok()
        .filter(|status| (400..600).contains(status))
}
