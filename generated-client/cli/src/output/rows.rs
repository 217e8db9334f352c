//! Rows of a list, printed as they come where the format allows it.

use std::io::{self, Write as _};

use bitrix24::{Map, Value};
use comfy_table::{ContentArrangement, Table, presets};

use super::Format;
use crate::failure::Failure;

/// Prints rows.
#[derive(Debug)]
pub(crate) struct Rows {
    format: Format,
    /// Names of the columns: those that the user selected, or those of the first rows.
    columns: Option<Vec<String>>,
    /// Whether the user selected them, so that other keys are not wanted.
    is_selected: bool,
    /// Rows of a table, whose widths depend on all of them.
    kept: Vec<Map<String, Value>>,
    /// Keys that came too late to have a column in CSV.
    late: Vec<String>,
    count: usize,
    /// Whether the line with the names stands already in the output of an earlier run.
    is_continued: bool,
}

impl Rows {
    /// Prints in a format, only these columns if they are given.
    pub(crate) fn new(format: Format, columns: Option<Vec<String>>) -> Self {
        Self {
            format,
            is_selected: columns.is_some(),
            columns,
            kept: Vec::new(),
            late: Vec::new(),
            count: 0,
            is_continued: false,
        }
    }

    /// Continues the output of an earlier run with these columns.
    pub(crate) fn continued(mut self, columns: Option<Vec<String>>) -> Self {
        self.is_continued = true;
        self.columns = columns.or(self.columns);
        self
    }

    /// The columns of CSV, once there are rows.
    pub(crate) fn columns(&self) -> Option<&[String]> {
        self.columns.as_deref()
    }

    /// Adds the rows of a page.
    pub(crate) fn page(&mut self, rows: &[Value]) -> Result<(), Failure> {
        if self.format == Format::Csv && self.columns.is_none() && !rows.is_empty() {
            // Rows may lack keys that others have, so the whole page is looked at.
            self.columns = Some(keys(rows.iter().map(cells)));
        }
        rows.iter().try_for_each(|row| self.add(row))
    }

    /// Adds a row.
    pub(crate) fn add(&mut self, row: &Value) -> Result<(), Failure> {
        let is_first = self.count == 0;
        self.count += 1;
        match self.format {
            Format::Table => self.kept.push(cells(row)),
            Format::Jsonl => writeln!(io::stdout().lock(), "{}", row.to_json())?,
            Format::Json => {
                let before = if is_first { "[" } else { "," };
                write!(io::stdout().lock(), "{before}\n{}", row.to_json())?;
            }
            Format::Csv => self.record(&cells(row), is_first)?,
        }
        Ok(())
    }

    fn record(&mut self, row: &Map<String, Value>, is_first: bool) -> Result<(), Failure> {
        let columns = self
            .columns
            .get_or_insert_with(|| row.keys().cloned().collect());
        let mut writer = csv::Writer::from_writer(io::stdout().lock());
        if is_first && !self.is_continued {
            writer.write_record(&*columns).map_err(written)?;
        }
        let record = columns.iter().map(|name| cell(row.get(name)));
        writer.write_record(record).map_err(written)?;
        writer.flush()?;
        if !self.is_selected {
            for name in row.keys().filter(|name| !columns.contains(name)) {
                if !self.late.contains(name) {
                    self.late.push(name.clone());
                }
            }
        }
        Ok(())
    }

    /// The number of rows so far.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// Prints what is left.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        let mut output = io::stdout().lock();
        match self.format {
            Format::Table if self.kept.is_empty() => {}
            Format::Table => {
                let columns = self
                    .columns
                    .unwrap_or_else(|| keys(self.kept.iter().cloned()));
                let mut table = Table::new();
                table.load_preset(presets::UTF8_HORIZONTAL_ONLY);
                table.set_header(&columns);
                if let Some((_, width)) = console::Term::stdout().size_checked() {
                    table.set_content_arrangement(ContentArrangement::Dynamic);
                    table.set_width(width);
                }
                for row in &self.kept {
                    table.add_row(columns.iter().map(|name| printable(&cell(row.get(name)))));
                }
                writeln!(output, "{table}")?;
            }
            Format::Json if self.count == 0 => writeln!(output, "[]")?,
            Format::Json => writeln!(output, "\n]")?,
            Format::Jsonl | Format::Csv => {}
        }
        output.flush()?;
        if !self.late.is_empty() {
            eprintln!(
                "b24: later rows have keys without a column: {}; select the columns, or use jsonl",
                self.late.join(", ")
            );
        }
        Ok(())
    }
}

/// The keys of rows, in the order in which they come.
fn keys(rows: impl Iterator<Item = Map<String, Value>>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for row in rows {
        for name in row.keys() {
            if !found.contains(name) {
                found.push(name.clone());
            }
        }
    }
    found
}

/// The cells of a row. One that is no object has a single cell.
fn cells(row: &Value) -> Map<String, Value> {
    match row {
        Value::Map(map) => map.clone(),
        other => Map::from([("value".to_owned(), other.clone())]),
    }
}

/// The text of a cell: text as it is, `null` and missing values as an empty text, the rest as JSON.
fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::Text(text)) => text.clone(),
        Some(other) => other.to_json(),
    }
}

/// Text of a portal must not control the terminal.
fn printable(text: &str) -> String {
    let replaced = text.chars().map(|character| match character {
        '\n' | '\t' => ' ',
        character if character.is_control() => '\u{fffd}',
        character => character,
    });
    replaced.collect()
}

fn written(error: csv::Error) -> Failure {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        kind => Failure::Local(format!("{kind:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_plain_text() {
        assert_eq!(cell(None), "");
        assert_eq!(cell(Some(&Value::Null)), "");
        assert_eq!(cell(Some(&"a, \"b\"".into())), "a, \"b\"");
        assert_eq!(cell(Some(&Value::List(vec![Value::Integer(1)]))), "[1]");
        assert_eq!(printable("a\u{1b}[31mb\nc"), "a\u{fffd}[31mb c");
    }

    #[test]
    fn columns_are_those_of_all_rows() {
        let rows = [r#"{"ID": "1"}"#, r#"{"ID": "2", "TITLE": "x"}"#];
        let rows = rows.map(|row| cells(&serde_json::from_str(row).expect("JSON")));
        assert_eq!(keys(rows.into_iter()), ["ID", "TITLE"]);
    }
}
