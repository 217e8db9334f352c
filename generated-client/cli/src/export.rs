//! Exports: a whole list in a file or a database.
//!
//! Rows and position are kept together after each page, so that the same command continues an
//! export that was interrupted in any way. Readers see the rows of complete exports only, or of a
//! table that is brought up to date.

mod column;
mod file;
mod layout;
mod list;
#[cfg(feature = "parquet")]
mod parquet;
mod sqlite;
mod state;
mod store;
mod text;

use std::path::{Path, PathBuf};

use bitrix24::describe::Method;
use bitrix24::{CallOptions, Client, DateTime, Map, RawMethod, Value};

use self::column::ColumnType;
use self::file::FileStore;
use self::layout::Layout;
use self::list::{Cursor, List, plain};
use self::sqlite::SqliteStore;
use self::state::{Complete, Request, State, Unfinished};
use self::store::{Form, Store};
use crate::failure::Failure;
use crate::{pages, portal_fields};

/// Changes of rows may be stored a moment after the time that they have.
const OVERLAP: chrono::TimeDelta = chrono::TimeDelta::minutes(1);

/// The position after the last page of a list that is read by rows.
const END: &str = "end";

/// What is exported, and where to.
#[derive(Debug)]
pub(crate) struct Export {
    /// The method of the list.
    pub(crate) method: &'static Method,
    /// Parameters of the list.
    pub(crate) params: Map<String, Value>,
    /// The file.
    pub(crate) to: PathBuf,
    /// Name of the table in a database.
    pub(crate) table: Option<String>,
    /// Field by which the list is read, if it is not the described one.
    pub(crate) cursor: Option<String>,
    /// Reads only rows that changed since the last export.
    pub(crate) since_last: bool,
    /// Field with the last change of a row, if it is not a known one.
    pub(crate) changed_by: Option<String>,
    /// Forgets an export that was interrupted.
    pub(crate) restart: bool,
    /// Columns that are exported as text.
    pub(crate) text: Vec<String>,
}

/// What an export did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Done {
    /// Rows that were read, those of earlier runs of the same export included.
    pub(crate) read: u64,
    /// Rows that the file has.
    pub(crate) rows: u64,
}

impl Export {
    /// Exports the list. `progress` is told the number of rows so far.
    pub(crate) async fn run(
        &self,
        client: &Client,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Done, Failure> {
        let list = List::new(self.method)?;
        let form = Form::of(&self.to)?;
        let mut store = open(&self.to, form, &self.table())?;
        let cursor = self.cursor(list);
        let state = self.prepare(client, list, store.as_ref()).await?;
        store.begin(state, cursor.as_ref().map(|cursor| cursor.key.as_str()))?;
        let read = self.read(
            client,
            list,
            cursor.as_ref(),
            form,
            store.as_mut(),
            progress,
        );
        read.await.inspect_err(|_| {
            let kept = store.state().and_then(|state| state.unfinished.as_ref());
            let rows = kept.map_or(0, |run| run.rows);
            eprintln!("b24: {rows} rows are kept; the same command continues");
        })?;
        finish(store.as_mut())
    }

    /// The table in a database.
    fn table(&self) -> String {
        let name = self.table.clone();
        name.unwrap_or_else(|| self.method.name.replace('.', "_"))
    }

    fn cursor(&self, list: List) -> Option<Cursor> {
        match &self.cursor {
            Some(field) => Some(Cursor {
                field: field.clone(),
                key: field.clone(),
            }),
            None => list.cursor(),
        }
    }

    /// The state to begin with: that of an interrupted export, or a new one.
    async fn prepare(
        &self,
        client: &Client,
        list: List,
        store: &dyn Store,
    ) -> Result<State, Failure> {
        let request = Request {
            method: self.method.name.clone(),
            version: self.method.version,
            params: Value::Map(self.params.clone()).to_json(),
        };
        let previous = store.state();
        let mut state = match previous {
            Some(previous) if previous.request == request => previous.clone(),
            Some(previous) if !self.restart => {
                return Err(Failure::Usage(format!(
                    "{} has an export of {} with {}; `--restart` replaces it",
                    self.to.display(),
                    previous.request.method,
                    previous.request.params
                )));
            }
            _ => State::new(request),
        };
        if self.restart {
            state.unfinished = None;
        } else if let Some(run) = &mut state.unfinished {
            eprintln!("b24: continues after {} rows", run.rows);
            for column in &mut run.columns {
                if self.text.contains(&column.name) {
                    column.of = ColumnType::Text;
                }
            }
            return Ok(state);
        }
        let began = now(client).await?;
        let of_portal = match portal_fields::method_of(self.method) {
            Some(method) => portal_fields::read(client, method, &self.params).await?,
            None => Vec::new(),
        };
        let selected = self.selected();
        let mut columns = list.columns(selected.as_deref(), &of_portal, &self.text);
        let previous = state.complete.as_ref();
        let previous = previous.filter(|_| self.since_last && store.has_rows());
        if self.since_last && previous.is_none() {
            eprintln!("b24: there is no complete export yet, so all rows are read");
        }
        let since = match previous {
            Some(previous) => {
                // Fields that are gone keep their columns, until everything is exported again.
                let known = &previous.columns;
                columns.retain(|column| !known.iter().any(|old| old.name == column.name));
                columns.splice(0..0, known.iter().cloned());
                Some(earlier(&previous.began)?)
            }
            None => None,
        };
        if since.is_some() {
            // Before anything is sent.
            list.changed_key(self.changed_by.as_deref())?;
            if self.cursor(list).is_none() {
                return Err(Failure::Usage(format!(
                    "{} has no known identifier by which a row is replaced; name it with `--cursor`",
                    self.method.name
                )));
            }
        }
        state.unfinished = Some(Unfinished {
            began,
            since,
            columns,
            position: None,
            rows: 0,
            bytes: 0,
        });
        Ok(state)
    }

    /// The fields that the user selected by their names.
    fn selected(&self) -> Option<Vec<String>> {
        let select = self.params.iter().find(|(name, _)| plain(name) == "select");
        let names = select?.1.as_list()?.iter();
        let names: Vec<String> = names
            .map(|name| name.as_text().map(str::to_owned))
            .collect::<Option<_>>()?;
        // `*` and `UF_*` stand for many names.
        let is_plain = !names.is_empty() && !names.iter().any(|name| name.contains('*'));
        is_plain.then_some(names)
    }

    /// Reads the pages from the position of the state on.
    async fn read(
        &self,
        client: &Client,
        list: List,
        cursor: Option<&Cursor>,
        form: Form,
        store: &mut dyn Store,
        progress: &mut dyn FnMut(u64),
    ) -> Result<(), Failure> {
        let mut state = store.state().cloned().ok_or_else(lost)?;
        let mut run = state.unfinished.take().ok_or_else(lost)?;
        if run.position.as_deref() == Some(END) {
            return Ok(());
        }
        let params = self.parameters(list, &run)?;
        let mut listing = pages::listing(client, self.method, params);
        match cursor {
            Some(cursor) => {
                listing = listing.cursor(&*cursor.field).cursor_key(&*cursor.key);
                if list.has_start() && self.method.batch {
                    listing = listing.in_batches();
                }
            }
            None => eprintln!(
                "b24: no cursor of {} is known, so rows that are added or removed meanwhile may \
                 be missing or repeated; `--cursor FIELD` names one",
                self.method.name
            ),
        }
        if let Some(position) = &run.position {
            let position = position
                .parse()
                .map_err(|error| Failure::Usage(format!("{}: {error}", self.to.display())))?;
            listing = listing.resume_from(position);
        }
        let mut layout = Layout::new(run.columns.clone(), form.is_strict());
        let mut pages = listing.pages();
        while let Some(page) = pages.next().await {
            let page = page.map_err(bitrix24::AnyError::from)?;
            run.position = Some(
                page.next
                    .map_or_else(|| END.to_owned(), |next| next.to_string()),
            );
            let rows = layout.rows(page.rows)?;
            run.rows += u64::try_from(rows.len()).unwrap_or_default();
            state.unfinished = Some(run);
            store.append(&rows, state)?;
            state = store.state().cloned().ok_or_else(lost)?;
            run = state.unfinished.take().ok_or_else(lost)?;
            progress(run.rows);
        }
        layout.report();
        Ok(())
    }

    /// The parameters of the pages.
    fn parameters(&self, list: List, run: &Unfinished) -> Result<Map<String, Value>, Failure> {
        let mut params = self.params.clone();
        list.select(&mut params, &run.columns);
        if let Some(since) = &run.since {
            let (name, key) = list.changed_key(self.changed_by.as_deref())?;
            let known = params.keys().find(|given| plain(given) == plain(&name));
            let name = known.cloned().unwrap_or(name);
            let mut filter = match params.remove(&name) {
                Some(Value::Map(filter)) => filter,
                _ => Map::new(),
            };
            if filter.contains_key(&key) {
                return Err(Failure::Usage(format!(
                    "the filter has `{key}` already, which `--since-last` sets"
                )));
            }
            filter.insert(key, Value::from(since.as_str()));
            params.insert(name, Value::Map(filter));
        }
        Ok(params)
    }
}

/// Opens the store of a path.
fn open(path: &Path, form: Form, table: &str) -> Result<Box<dyn Store>, Failure> {
    Ok(match form {
        Form::Sqlite => Box::new(SqliteStore::open(path, table)?),
        _ => Box::new(FileStore::open(path, form)?),
    })
}

/// Completes an export whose rows were all read.
fn finish(store: &mut dyn Store) -> Result<Done, Failure> {
    let mut state = store.state().cloned().ok_or_else(lost)?;
    let run = state.unfinished.take().ok_or_else(lost)?;
    state.complete = Some(Complete {
        began: run.began,
        columns: run.columns,
    });
    let rows = store.finish(state)?;
    Ok(Done {
        read: run.rows,
        rows,
    })
}

/// The moment by the clock of the portal.
async fn now(client: &Client) -> Result<String, Failure> {
    let time = client.send_raw(
        RawMethod::from("server.time").reads(),
        Map::new(),
        CallOptions::new(),
    );
    let started = time.await?.time.and_then(|time| time.date_start);
    let started = started.ok_or_else(|| {
        Failure::Unreadable("server.time: the answer does not say when it was made".to_owned())
    })?;
    Ok(started.to_string())
}

/// A moment from which changes are read: a little before the last export.
fn earlier(began: &str) -> Result<String, Failure> {
    let began: DateTime = began
        .parse()
        .map_err(|_| Failure::Usage(format!("`{began}` is not a moment; see `--restart`")))?;
    Ok(match began.instant() {
        Some(instant) => (instant - OVERLAP).to_rfc3339(),
        None => DateTime::new(began.local() - OVERLAP, None).to_string(),
    })
}

fn lost() -> Failure {
    Failure::Local("the state of the export is gone".to_owned())
}
