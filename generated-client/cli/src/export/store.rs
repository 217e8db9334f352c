//! Where rows go. Every form keeps rows and position together, so that an interrupted export
//! continues without a lost or repeated row, and a reader never sees a partial one.

use std::path::Path;

use super::column::{Cell, Column};
use super::state::State;
use crate::failure::Failure;

/// Where rows go.
pub(super) trait Store {
    /// The state of the last run.
    fn state(&self) -> Option<&State>;

    /// Whether the rows of the last complete export are still there.
    fn has_rows(&self) -> bool;

    /// Begins an export, or continues the unfinished one of the state.
    fn begin(&mut self, state: State, key: Option<&str>) -> Result<(), Failure>;

    /// Keeps rows, and the state after them.
    fn append(&mut self, rows: &[Vec<Cell>], state: State) -> Result<(), Failure>;

    /// Makes the rows visible to readers. Returns the number of rows that there are then.
    fn finish(&mut self, state: State) -> Result<u64, Failure>;
}

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Sqlite,
    Csv,
    Jsonl,
    Parquet,
}

impl Form {
    /// The form that the name of a file says.
    pub(super) fn of(path: &Path) -> Result<Self, Failure> {
        let extension = path.extension().and_then(|extension| extension.to_str());
        match extension.map(str::to_ascii_lowercase).as_deref() {
            Some("sqlite" | "sqlite3" | "db") => Ok(Self::Sqlite),
            Some("csv") => Ok(Self::Csv),
            Some("jsonl" | "ndjson") => Ok(Self::Jsonl),
            Some("parquet") if cfg!(feature = "parquet") => Ok(Self::Parquet),
            Some("parquet") => Err(Failure::Usage(
                "this `b24` was built without the feature `parquet`".to_owned(),
            )),
            _ => Err(Failure::Usage(format!(
                "the form of `{}` is not known: expected .sqlite, .csv, .jsonl or .parquet",
                path.display()
            ))),
        }
    }

    /// Whether each value has to be of the type of its column.
    pub(super) fn is_strict(self) -> bool {
        self == Self::Parquet
    }
}

/// The position of the column with the key of a row.
pub(super) fn key_column(columns: &[Column], key: Option<&str>) -> Option<usize> {
    let key = key?;
    columns
        .iter()
        .position(|column| column.name.eq_ignore_ascii_case(key))
}
