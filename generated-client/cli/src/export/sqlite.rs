//! Rows in a table of a SQLite database, with the state in the same transactions.

use std::path::Path;

use rusqlite::types::{ToSqlOutput, Value as Stored, ValueRef};
use rusqlite::{Connection, OptionalExtension as _, ToSql, Transaction, params_from_iter};

use super::column::{Cell, Column, ColumnType};
use super::state::State;
use super::store::{Store, key_column};
use crate::failure::Failure;

/// The table with the states of the exports of a database.
const STATES: &str = "b24_exports";

/// Rows in a table.
#[derive(Debug)]
pub(super) struct SqliteStore {
    database: Connection,
    table: String,
    state: Option<State>,
    /// The state as it was written last, which nobody else may have changed.
    kept: Option<String>,
    key: Option<String>,
}

impl SqliteStore {
    /// The store of a table in a database, which is created if it is missing.
    pub(super) fn open(path: &Path, table: &str) -> Result<Self, Failure> {
        let failed =
            |error: rusqlite::Error| Failure::Local(format!("{}: {error}", path.display()));
        let database = Connection::open(path).map_err(failed)?;
        database
            .busy_timeout(std::time::Duration::from_secs(10))
            .map_err(failed)?;
        database
            .execute_batch(&format!(
                "CREATE TABLE IF NOT EXISTS {STATES} (name TEXT PRIMARY KEY, state TEXT NOT NULL)"
            ))
            .map_err(failed)?;
        let kept: Option<String> = database
            .query_row(
                &format!("SELECT state FROM {STATES} WHERE name = ?1"),
                [table],
                |row| row.get(0),
            )
            .optional()
            .map_err(failed)?;
        let place = format!("the table `{STATES}`");
        let state = kept
            .as_deref()
            .map(|text| State::read(text, &place))
            .transpose()?;
        Ok(Self {
            database,
            table: table.to_owned(),
            state,
            kept,
            key: None,
        })
    }

    /// Changes the database and the state together.
    fn change<T>(
        &mut self,
        state: State,
        change: impl FnOnce(&Transaction<'_>) -> Result<T, rusqlite::Error>,
    ) -> Result<T, Failure> {
        let text = state.to_json()?;
        let transaction = self
            .database
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let present: Option<String> = transaction
            .query_row(
                &format!("SELECT state FROM {STATES} WHERE name = ?1"),
                [&self.table],
                |row| row.get(0),
            )
            .optional()?;
        if present != self.kept {
            return Err(Failure::Local(format!(
                "another export writes the table `{}`",
                self.table
            )));
        }
        let changed = change(&transaction)?;
        transaction.execute(
            &format!("INSERT OR REPLACE INTO {STATES} (name, state) VALUES (?1, ?2)"),
            [&self.table, &text],
        )?;
        transaction.commit()?;
        self.state = Some(state);
        self.kept = Some(text);
        Ok(changed)
    }

    /// The table that the rows go to: that of the readers when it is only brought up to date.
    fn receiver(&self, is_whole: bool) -> String {
        if is_whole {
            quoted(&format!("{}.part", self.table))
        } else {
            quoted(&self.table)
        }
    }
}

impl Store for SqliteStore {
    fn state(&self) -> Option<&State> {
        self.state.as_ref()
    }

    fn has_rows(&self) -> bool {
        exists(&self.database, &self.table).unwrap_or_default()
    }

    fn begin(&mut self, mut state: State, key: Option<&str>) -> Result<(), Failure> {
        self.key = key.map(str::to_owned);
        let Some(run) = state.unfinished.as_mut() else {
            return Ok(());
        };
        let columns = run.columns.clone();
        let (is_new, is_whole) = (run.position.is_none(), run.since.is_none());
        let receiver = self.receiver(is_whole);
        let key = key_column(&columns, key);
        self.change(state, |database| {
            if is_whole {
                if is_new {
                    database.execute_batch(&format!("DROP TABLE IF EXISTS {receiver}"))?;
                    create(database, &receiver, &columns, key)?;
                }
                return Ok(());
            }
            create(database, &receiver, &columns, key)?;
            add_columns(database, &receiver, &columns)
        })
    }

    fn append(&mut self, rows: &[Vec<Cell>], state: State) -> Result<(), Failure> {
        let Some(run) = &state.unfinished else {
            return Ok(());
        };
        let receiver = self.receiver(run.since.is_none());
        let names: Vec<String> = run.columns.iter().map(|it| quoted(&it.name)).collect();
        let places = vec!["?"; names.len()].join(", ");
        let insert = format!(
            "INSERT OR REPLACE INTO {receiver} ({}) VALUES ({places})",
            names.join(", ")
        );
        self.change(state, |database| {
            let mut insert = database.prepare(&insert)?;
            for row in rows {
                insert.execute(params_from_iter(row))?;
            }
            Ok(())
        })
    }

    fn finish(&mut self, state: State) -> Result<u64, Failure> {
        let run = self
            .state
            .as_ref()
            .and_then(|state| state.unfinished.as_ref());
        let Some(run) = run else {
            return Ok(0);
        };
        let columns = run.columns.clone();
        let is_whole = run.since.is_none();
        let (table, part) = (quoted(&self.table), self.receiver(true));
        let name = self.table.clone();
        self.change(state, |database| {
            if is_whole && exists(database, &name)? {
                // Indexes and views that users made for the table stay.
                add_columns(database, &table, &columns)?;
                let names: Vec<String> = columns.iter().map(|it| quoted(&it.name)).collect();
                let names = names.join(", ");
                database.execute_batch(&format!(
                    "DELETE FROM {table};
                     INSERT INTO {table} ({names}) SELECT {names} FROM {part};
                     DROP TABLE {part}"
                ))?;
            } else if is_whole {
                database.execute_batch(&format!("ALTER TABLE {part} RENAME TO {table}"))?;
            }
            let count: i64 =
                database.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| {
                    row.get(0)
                })?;
            Ok(u64::try_from(count).unwrap_or_default())
        })
    }
}

fn exists(database: &Connection, table: &str) -> Result<bool, rusqlite::Error> {
    database
        .query_row(
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?1",
            [table],
            |_| Ok(()),
        )
        .optional()
        .map(|found| found.is_some())
}

fn create(
    database: &Connection,
    table: &str,
    columns: &[Column],
    key: Option<usize>,
) -> Result<(), rusqlite::Error> {
    let columns: Vec<String> = columns
        .iter()
        .enumerate()
        .map(|(index, column)| {
            let key = if key == Some(index) {
                " PRIMARY KEY"
            } else {
                ""
            };
            format!("{}{key}", definition(column))
        })
        .collect();
    let columns = columns.join(", ");
    database.execute_batch(&format!("CREATE TABLE IF NOT EXISTS {table} ({columns})"))
}

fn add_columns(
    database: &Connection,
    table: &str,
    columns: &[Column],
) -> Result<(), rusqlite::Error> {
    let mut known = database.prepare(&format!("PRAGMA table_info({table})"))?;
    let known: Vec<String> = known
        .query_map([], |row| row.get(1))?
        .collect::<Result<_, _>>()?;
    for column in columns {
        if !known
            .iter()
            .any(|known| known.eq_ignore_ascii_case(&column.name))
        {
            let definition = definition(column);
            database.execute_batch(&format!("ALTER TABLE {table} ADD COLUMN {definition}"))?;
        }
    }
    Ok(())
}

fn definition(column: &Column) -> String {
    let of = match column.of {
        ColumnType::Integer => "INTEGER",
        // Exact up to 15 digits, and text beyond.
        ColumnType::Number => "NUMERIC",
        ColumnType::Boolean => "BOOLEAN",
        ColumnType::Date => "DATE",
        ColumnType::Moment => "DATETIME",
        ColumnType::Text | ColumnType::Json => "TEXT",
    };
    format!("{} {of}", quoted(&column.name))
}

/// A name as SQL writes it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

impl ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Owned(Stored::Null),
            Self::Integer(number) => ToSqlOutput::Owned(Stored::Integer(*number)),
            Self::Boolean(is) => ToSqlOutput::Owned(Stored::Integer((*is).into())),
            Self::Date(date) => ToSqlOutput::Owned(Stored::Text(date.to_string())),
            Self::Number(text) | Self::Moment(_, text) | Self::Text(text) | Self::Json(text) => {
                ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes()))
            }
        })
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Local(format!("SQLite: {error}"))
    }
}
