//! Changes from a file: one call for each row.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use bitrix24::describe::Method;
use bitrix24::{Map, Value};

use crate::failure::Failure;
use crate::request::{self, Given};

/// One call.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Change {
    /// Number of the row in the file, from 1, without the line with the names.
    pub(super) row: usize,
    /// The parameters.
    pub(super) params: Value,
    /// What the audit file knows it by: equal rows are told apart by their order, and a row that
    /// was moved is the same one.
    pub(super) key: Key,
}

/// The name of a change in the audit file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) method: String,
    /// The parameters as JSON.
    pub(super) params: String,
    /// How many equal changes are before it.
    pub(super) nth: usize,
}

/// A row as it is in the file.
type Cells = Vec<(String, Given)>;

/// Reads the changes of a file. `constants` are parameters of every call.
///
/// # Errors
///
/// All rows that do not fit the method, in one failure.
pub(super) fn read(
    path: &Path,
    method: &Method,
    constants: &[(String, String)],
    clears: bool,
) -> Result<Vec<Change>, Failure> {
    let text = fs::read_to_string(path).map_err(|error| Failure::file(path, &error))?;
    let text = text.trim_start_matches('\u{feff}');
    let extension = path.extension().and_then(|extension| extension.to_str());
    let rows = match extension {
        Some("csv") => csv_rows(text, clears),
        Some("jsonl" | "ndjson") => json_rows(text),
        _ => Err("expected a file .csv or .jsonl".to_owned()),
    };
    let rows = rows.map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))?;
    let mut counts: HashMap<String, usize> = HashMap::new();
    let (mut changes, mut problems) = (Vec::new(), Vec::new());
    for (index, cells) in rows.into_iter().enumerate() {
        let row = index + 1;
        let mut given = Given::default();
        for (name, value) in constants {
            given.add(name, value.clone());
        }
        for (name, value) in cells {
            place(&mut given, &place_of(method, &name), value);
        }
        match request::described(method, given) {
            Ok(params) => {
                let json = params.to_json();
                let count = counts.entry(json.clone()).or_default();
                changes.push(Change {
                    row,
                    params,
                    key: Key {
                        method: method.name.clone(),
                        params: json,
                        nth: *count,
                    },
                });
                *count += 1;
            }
            Err(error) => problems.push(format!("row {row}: {error}")),
        }
    }
    match problems.len() {
        0 => Ok(changes),
        count => {
            problems.truncate(10);
            if count > problems.len() {
                problems.push(format!("and {} more rows", count - problems.len()));
            }
            Err(Failure::Usage(format!(
                "{}: {}",
                path.display(),
                problems.join("\n  ")
            )))
        }
    }
}

/// The path of a column: a parameter of the method, or else one of its `fields`.
fn place_of(method: &Method, name: &str) -> String {
    let first = name.split('.').next().unwrap_or(name);
    let fields = method
        .params
        .iter()
        .find(|param| param.name.eq_ignore_ascii_case("fields"));
    let known = method
        .params
        .iter()
        .find(|param| param.is_named(first) || param.name.eq_ignore_ascii_case(first));
    match (known, fields) {
        (Some(param), _) => format!("{}{}", param.name, &name[first.len()..]),
        (None, Some(fields)) => format!("{}.{name}", fields.name),
        (None, None) => name.to_owned(),
    }
}

fn place(given: &mut Given, path: &str, value: Given) {
    match path.split_once('.') {
        None => given.parts.push((path.to_owned(), value)),
        Some((first, rest)) => {
            let index = given.parts.iter().position(|(name, _)| name == first);
            let index = index.unwrap_or_else(|| {
                given.parts.push((first.to_owned(), Given::default()));
                given.parts.len() - 1
            });
            place(&mut given.parts[index].1, rest, value);
        }
    }
}

/// An empty cell is left out, unless it clears its field.
fn csv_rows(text: &str, clears: bool) -> Result<Vec<Cells>, String> {
    let mut lines = csv::Reader::from_reader(text.as_bytes());
    let names = lines.headers().map_err(|error| error.to_string())?.clone();
    lines
        .records()
        .map(|line| {
            let line = line.map_err(|error| error.to_string())?;
            let cells = names.iter().zip(&line);
            let cells = cells.filter(|(_, value)| clears || !value.is_empty());
            Ok(cells
                .map(|(name, value)| (name.trim().to_owned(), Given::word(value)))
                .collect())
        })
        .collect()
}

fn json_rows(text: &str) -> Result<Vec<Cells>, String> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .enumerate()
        .map(|(index, line)| {
            let row: Map<String, Value> = match serde_json::from_str(line) {
                Ok(Value::Map(row)) => row,
                Ok(_) => return Err(format!("row {}: expected an object", index + 1)),
                Err(error) => return Err(format!("row {}: {error}", index + 1)),
            };
            let cells = row.into_iter();
            Ok(cells
                .map(|(name, value)| (name, Given::json(value)))
                .collect())
        })
        .collect()
}
