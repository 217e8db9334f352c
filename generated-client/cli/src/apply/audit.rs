//! The audit file: what was sent and what became of it, one line of JSON for each step. A line is
//! on the disk before its call is sent, so that no call is forgotten.

use std::collections::HashMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use bitrix24::Value;
use serde::{Deserialize, Serialize};

use super::change::{Change, Key};
use crate::failure::Failure;

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Step {
    /// It is sent now; without a later line, whether it ran is unclear.
    Sent,
    /// The method answered.
    Done,
    /// Its answer was lost, and reading shows that it ran.
    Found,
    /// The method answered with an error.
    Failed,
    /// It was certainly not carried out.
    Unsent,
    /// Its answer was lost, and reading cannot show whether it ran.
    Unclear,
}

impl Step {
    /// Whether the change must not be sent again.
    pub(super) fn is_done(self) -> bool {
        matches!(self, Self::Done | Self::Found)
    }

    /// Whether it is unknown if the change ran.
    pub(super) fn is_unclear(self) -> bool {
        matches!(self, Self::Sent | Self::Unclear)
    }
}

/// A line of the file.
#[derive(Debug, Serialize, Deserialize)]
struct Line {
    /// Seconds since 1970.
    at: u64,
    step: Step,
    row: usize,
    method: String,
    params: String,
    #[serde(default, skip_serializing_if = "is_first")]
    nth: usize,
    /// The answer, the error, or the values before the change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<serde_json::Value>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_first(nth: &usize) -> bool {
    *nth == 0
}

/// The audit file.
#[derive(Debug)]
pub(super) struct Audit {
    path: PathBuf,
    file: File,
    /// The last step of each change.
    last: HashMap<Key, Step>,
}

impl Audit {
    /// Opens the file, or creates it.
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        let fail = |error: io::Error| Failure::file(path, &error);
        let mut file = OpenOptions::new()
            .read(true)
            .append(true)
            .create(true)
            .open(path)
            .map_err(fail)?;
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            return Err(Failure::Local(format!(
                "{}: another `b24 apply` writes this file",
                path.display()
            )));
        }
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(fail)?;
        let mut last = HashMap::new();
        let whole = text.rfind('\n').map_or(0, |end| end + 1);
        for (index, line) in text[..whole].lines().enumerate() {
            let line: Line = serde_json::from_str(line).map_err(|error| {
                Failure::Usage(format!(
                    "{}:{}: no line of an audit file: {error}",
                    path.display(),
                    index + 1
                ))
            })?;
            let key = Key {
                method: line.method,
                params: line.params,
                nth: line.nth,
            };
            last.insert(key, line.step);
        }
        // A line that was not written whole: its call was not sent.
        if whole < text.len() {
            file.set_len(whole as u64).map_err(fail)?;
            file.seek(io::SeekFrom::End(0)).map_err(fail)?;
        }
        Ok(Self {
            path: path.to_owned(),
            file,
            last,
        })
    }

    /// The last step of a change; `None` when it was never sent.
    pub(super) fn last(&self, change: &Change) -> Option<Step> {
        self.last.get(&change.key).copied()
    }

    /// Writes steps, and waits until they are on the disk.
    pub(super) fn write<'c>(
        &mut self,
        steps: impl Iterator<Item = (&'c Change, Step, Option<Value>)>,
    ) -> Result<(), Failure> {
        let at = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.as_secs());
        let mut text = Vec::new();
        for (change, step, note) in steps {
            let line = Line {
                at,
                step,
                row: change.row,
                method: change.key.method.clone(),
                params: change.key.params.clone(),
                nth: change.key.nth,
                note: note.and_then(|note| serde_json::to_value(note).ok()),
            };
            serde_json::to_writer(&mut text, &line).map_err(io::Error::from)?;
            text.push(b'\n');
            self.last.insert(change.key.clone(), step);
        }
        self.file
            .write_all(&text)
            .and_then(|()| self.file.sync_data())
            .map_err(|error| Failure::file(&self.path, &error))
    }
}
