//! Data on the standard output, and nothing else there: messages go to the standard error.

mod rows;

use std::io::{self, IsTerminal as _, Write as _};

use bitrix24::Value;

pub(crate) use self::rows::Rows;
use crate::failure::Failure;

/// How data is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// A table for people.
    Table,
    /// One JSON value per line.
    Jsonl,
    /// One JSON value.
    Json,
    /// Comma-separated values with a line of names.
    Csv,
}

impl Format {
    /// What suits the reader when none is named: a table on a terminal, lines for a program.
    pub(crate) fn for_rows(named: Option<Self>) -> Self {
        let suited = || {
            if is_terminal() {
                Self::Table
            } else {
                Self::Jsonl
            }
        };
        named.unwrap_or_else(suited)
    }
}

/// Whether a person reads the standard output.
fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Prints one value: the fields of an object as rows of a table, or JSON.
pub(crate) fn value(value: &Value, format: Option<Format>) -> Result<(), Failure> {
    match (format, value) {
        (Some(Format::Jsonl), value) => line(&value.to_json()),
        (Some(format @ (Format::Table | Format::Csv)), Value::Map(fields)) => {
            let mut rows = Rows::new(format, None);
            for (name, value) in fields {
                let row = [("name", Value::from(name)), ("value", value.clone())];
                rows.add(&Value::Map(
                    row.map(|(key, value)| (key.to_owned(), value)).into(),
                ))?;
            }
            rows.finish()
        }
        (Some(Format::Table | Format::Csv), Value::Text(text)) => line(text),
        (None, value) if !is_terminal() => line(&value.to_json()),
        (_, value) => {
            let text = serde_json::to_string_pretty(value);
            line(&text.map_err(|error| Failure::Local(error.to_string()))?)
        }
    }
}

/// Prints a line of data.
pub(crate) fn line(text: &str) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    writeln!(output, "{text}")?;
    Ok(())
}
