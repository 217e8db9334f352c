//! Data on the standard output, and nothing else there: messages go to the standard error.

use std::io::{self, IsTerminal as _, Write as _};

use bitrix24::Value;

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

/// Whether a person reads the standard output.
pub(crate) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Prints one value.
pub(crate) fn value(value: &Value, format: Format) -> Result<(), Failure> {
    let text = match format {
        Format::Jsonl => value.to_json(),
        _ => pretty(value)?,
    };
    line(&text)
}

/// Prints a line of data.
pub(crate) fn line(text: &str) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    writeln!(output, "{text}")?;
    Ok(())
}

/// JSON with a line per value.
fn pretty(value: &Value) -> Result<String, Failure> {
    serde_json::to_string_pretty(value).map_err(|error| Failure::Local(error.to_string()))
}
