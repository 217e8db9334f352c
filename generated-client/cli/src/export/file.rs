//! Rows in a file. They are kept beside it until the export is complete, and then replace it in
//! one step.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufReader, BufWriter, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use super::column::{Cell, Column};
use super::state::State;
use super::store::{Form, Store, key_column};
use super::text;
use crate::failure::Failure;

/// Rows in a file, with the state in another one beside it.
#[derive(Debug)]
pub(super) struct FileStore {
    target: PathBuf,
    form: Form,
    state: Option<State>,
    key: Option<String>,
    /// The rows so far.
    stage: Option<File>,
}

impl FileStore {
    /// The store of a file.
    pub(super) fn open(target: &Path, form: Form) -> Result<Self, Failure> {
        let mut store = Self {
            target: target.to_owned(),
            form,
            state: None,
            key: None,
            stage: None,
        };
        let path = store.beside(".b24");
        store.state = match fs::read_to_string(&path) {
            Ok(text) => Some(State::read(&text, &path.display().to_string())?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(Failure::file(&path, &error)),
        };
        Ok(store)
    }

    /// A file beside the target.
    fn beside(&self, ending: &str) -> PathBuf {
        let mut name = self.target.clone().into_os_string();
        name.push(OsString::from(ending));
        name.into()
    }

    /// The form of the rows so far: Parquet is only written whole.
    fn stage_form(&self) -> Form {
        match self.form {
            Form::Parquet => Form::Jsonl,
            form => form,
        }
    }

    /// Replaces the file with the state in one step.
    fn keep(&mut self, state: State) -> Result<(), Failure> {
        let path = self.beside(".b24");
        let new = self.beside(".b24.new");
        let text = state.to_json()?;
        let written = File::create(&new).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        });
        written
            .and_then(|()| fs::rename(&new, &path))
            .map_err(|error| Failure::file(&path, &error))?;
        self.state = Some(state);
        Ok(())
    }

    /// Opens the file with the rows so far, as long as the state says.
    fn resume(&self, state: &State) -> Result<Option<File>, Failure> {
        let path = self.beside(".part");
        let kept = state
            .unfinished
            .as_ref()
            .filter(|run| run.position.is_some());
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|error| Failure::file(&path, &error))?;
        // Some file systems have no locks, which is no reason to refuse.
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            return Err(Failure::Local(format!(
                "{}: another export writes this file",
                path.display()
            )));
        }
        let bytes = kept.map_or(0, |run| run.bytes);
        let prepared = (|| {
            if file.metadata()?.len() < bytes {
                return Ok(false);
            }
            // What was written after the last state is read again.
            file.set_len(bytes)?;
            file.seek(io::SeekFrom::End(0))?;
            Ok(true)
        })();
        match prepared {
            Ok(is_whole) => Ok(is_whole.then_some(file)),
            Err(error) => Err(Failure::file(&path, &error)),
        }
    }

    /// Passes the rows of the file that did not change to `write`, and then the ones that did. Returns
    /// their number.
    fn merge(
        &self,
        columns: &[Column],
        write: &mut dyn FnMut(Vec<Cell>) -> io::Result<()>,
    ) -> io::Result<u64> {
        let mut rows = 0;
        let stage = || -> io::Result<_> { Ok(BufReader::new(File::open(self.beside(".part"))?)) };
        let key = key_column(columns, self.key.as_deref());
        if let Some(key) = key {
            let mut changed = HashSet::new();
            for row in text::read_rows(stage()?, self.stage_form(), columns)? {
                changed.insert(row?[key].text());
            }
            let mut take = |row: Vec<Cell>| -> io::Result<()> {
                if !changed.contains(&row[key].text()) {
                    rows += 1;
                    write(row)?;
                }
                Ok(())
            };
            match self.form {
                #[cfg(feature = "parquet")]
                Form::Parquet => super::parquet::read(&self.target, columns, &mut take)?,
                form => {
                    let file = BufReader::new(File::open(&self.target)?);
                    for row in text::read_rows(file, form, columns)? {
                        take(row?)?;
                    }
                }
            }
        }
        for row in text::read_rows(stage()?, self.stage_form(), columns)? {
            rows += 1;
            write(row?)?;
        }
        Ok(rows)
    }

    /// Writes the new file beside the old one, with the rows of the old one that did not change when
    /// it merges. Returns its number of rows.
    fn write_new(&self, merges: bool, columns: &[Column]) -> io::Result<u64> {
        let new = File::create(self.beside(".new"))?;
        let all = |write: &mut dyn FnMut(Vec<Cell>) -> io::Result<()>| -> io::Result<u64> {
            if merges {
                return self.merge(columns, write);
            }
            let stage = BufReader::new(File::open(self.beside(".part"))?);
            let mut rows = 0;
            for row in text::read_rows(stage, self.stage_form(), columns)? {
                rows += 1;
                write(row?)?;
            }
            Ok(rows)
        };
        match self.form {
            #[cfg(feature = "parquet")]
            Form::Parquet => {
                let mut output = super::parquet::Writer::new(new, columns)?;
                let rows = all(&mut |row| output.add(row))?;
                output.finish()?;
                Ok(rows)
            }
            form => {
                let mut output = BufWriter::new(new);
                text::write_head(&mut output, form, columns)?;
                let rows = all(&mut |row| text::write_rows(&mut output, form, columns, &[row]))?;
                output.into_inner()?.sync_all()?;
                Ok(rows)
            }
        }
    }
}

impl Store for FileStore {
    fn state(&self) -> Option<&State> {
        self.state.as_ref()
    }

    fn has_rows(&self) -> bool {
        self.target.exists()
    }

    fn begin(&mut self, mut state: State, key: Option<&str>) -> Result<(), Failure> {
        self.key = key.map(str::to_owned);
        if let Some(run) = state
            .unfinished
            .as_mut()
            .filter(|run| run.position.is_none())
        {
            run.bytes = 0;
        }
        let mut part = match self.resume(&state)? {
            Some(part) => part,
            None => {
                if let Some(run) = &mut state.unfinished {
                    run.position = None;
                    run.rows = 0;
                    run.bytes = 0;
                }
                eprintln!("b24: the rows so far are gone, so the export begins anew");
                self.resume(&state)?
                    .ok_or_else(|| Failure::Local("the file shrinks".to_owned()))?
            }
        };
        if let Some(run) = state.unfinished.as_mut()
            && run.bytes == 0
        {
            text::write_head(&mut part, self.stage_form(), &run.columns)?;
            run.bytes = part.stream_position()?;
        }
        self.stage = Some(part);
        self.keep(state)
    }

    fn append(&mut self, rows: &[Vec<Cell>], mut state: State) -> Result<(), Failure> {
        let form = self.stage_form();
        if let (Some(stage), Some(run)) = (&mut self.stage, state.unfinished.as_mut()) {
            let mut output = BufWriter::new(&mut *stage);
            text::write_rows(&mut output, form, &run.columns, rows)?;
            output.flush()?;
            drop(output);
            stage.sync_data()?;
            run.bytes = stage.stream_position()?;
        }
        self.keep(state)
    }

    fn finish(&mut self, state: State) -> Result<u64, Failure> {
        let run = self
            .state
            .as_ref()
            .and_then(|state| state.unfinished.as_ref());
        let (count, is_whole) = run.map_or((0, true), |run| (run.rows, run.since.is_none()));
        let columns = state.complete.as_ref().map_or(&[][..], |now| &now.columns);
        let fail = |error: io::Error| Failure::file(&self.target, &error);
        // The lock ends here.
        self.stage = None;
        let rows = if is_whole && self.form != Form::Parquet {
            fs::rename(self.beside(".part"), &self.target).map_err(fail)?;
            count
        } else {
            let merges = !is_whole && self.target.exists();
            let rows = self.write_new(merges, columns).map_err(fail)?;
            fs::rename(self.beside(".new"), &self.target).map_err(fail)?;
            rows
        };
        self.keep(state)?;
        match fs::remove_file(self.beside(".part")) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(Failure::file(&self.beside(".part"), &error))
            }
            _ => Ok(rows),
        }
    }
}
