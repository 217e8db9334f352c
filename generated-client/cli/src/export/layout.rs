//! From rows of an answer to cells of a table.

use std::collections::BTreeMap;

use bitrix24::{Map, Value};

use super::column::{Cell, Column, plain};
use crate::failure::Failure;

/// Places values under their columns.
#[derive(Debug)]
pub(super) struct Layout {
    columns: Vec<Column>,
    /// Whether a value of another type is an error.
    is_strict: bool,
    /// The keys of the row before, with their columns: rows have the same keys, mostly.
    places: Vec<(String, Option<usize>)>,
    /// Keys without a column.
    unknown: BTreeMap<String, u64>,
    /// Columns with values of other types, and the first of these.
    mistyped: BTreeMap<usize, (u64, String)>,
}

impl Layout {
    /// A layout of these columns.
    pub(super) fn new(columns: Vec<Column>, is_strict: bool) -> Self {
        Self {
            columns,
            is_strict,
            places: Vec::new(),
            unknown: BTreeMap::new(),
            mistyped: BTreeMap::new(),
        }
    }

    /// The cells of rows. Each row is dropped when its cells are made.
    pub(super) fn rows(&mut self, rows: Vec<Value>) -> Result<Vec<Vec<Cell>>, Failure> {
        rows.into_iter()
            .map(|row| match row {
                Value::Map(row) => self.row(&row),
                other => Err(Failure::Unreadable(format!(
                    "expected rows that are objects, found `{}`",
                    other.to_json()
                ))),
            })
            .collect()
    }

    fn row(&mut self, row: &Map<String, Value>) -> Result<Vec<Cell>, Failure> {
        let mut cells = vec![Cell::Null; self.columns.len()];
        for (index, (key, value)) in row.iter().enumerate() {
            let Some(place) = self.place(index, key) else {
                *self.unknown.entry(key.clone()).or_default() += 1;
                continue;
            };
            let column = &self.columns[place];
            cells[place] = match column.of.cell(value) {
                Some(cell) => cell,
                None if self.is_strict => {
                    return Err(Failure::Unreadable(format!(
                        "`{}` has the value `{}`, which is of another type; `--text {}` exports it as text",
                        column.name,
                        value.to_json(),
                        column.name
                    )));
                }
                None => {
                    let (count, _) = self
                        .mistyped
                        .entry(place)
                        .or_insert_with(|| (0, value.to_json()));
                    *count += 1;
                    plain(value)
                }
            };
        }
        Ok(cells)
    }

    /// The column of the key at a position of a row.
    fn place(&mut self, index: usize, key: &str) -> Option<usize> {
        if let Some((known, place)) = self.places.get(index)
            && known == key
        {
            return *place;
        }
        let place = self.columns.iter().position(|column| column.name == key);
        let entry = (key.to_owned(), place);
        match self.places.get_mut(index) {
            Some(old) => *old = entry,
            None => self.places.push(entry),
        }
        place
    }

    /// Says what did not fit.
    pub(super) fn report(&self) {
        for (place, (count, first)) in &self.mistyped {
            let name = &self.columns[*place].name;
            eprintln!(
                "b24: {count} values of `{name}` are of another type, such as {first}; they are exported as they are"
            );
        }
        if !self.unknown.is_empty() {
            let names: Vec<&str> = self.unknown.keys().map(String::as_str).collect();
            eprintln!(
                "b24: rows have keys without a column, which are not exported: {}",
                names.join(", ")
            );
        }
    }
}
