//! `--resume FILE`: where a list that was interrupted continues.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use bitrix24::Value;
use bitrix24::paging::Position;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;

/// A position in a list, kept in a file until the list is complete.
#[derive(Debug)]
pub(super) struct Bookmark {
    path: PathBuf,
    kept: Kept,
}

/// What the file holds.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    method: String,
    /// The parameters as JSON: another request would continue another list.
    params: String,
    position: Option<String>,
    columns: Option<Vec<String>>,
}

impl Bookmark {
    /// The bookmark of a request; a missing file is one at the beginning.
    pub(super) fn open(path: &Path, method: &str, params: &Value) -> Result<Self, Failure> {
        let new = Kept {
            method: method.to_owned(),
            params: params.to_json(),
            position: None,
            columns: None,
        };
        let kept = match fs::read_to_string(path) {
            Ok(text) => {
                let kept: Kept = serde_json::from_str(&text).map_err(|_| {
                    Failure::Usage(format!("{} holds no position of a list", path.display()))
                })?;
                if kept.method != new.method || kept.params != new.params {
                    return Err(Failure::Usage(format!(
                        "{} is about another request, of {}; remove it to begin anew",
                        path.display(),
                        kept.method
                    )));
                }
                kept
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => new,
            Err(error) => return Err(Failure::file(path, &error)),
        };
        Ok(Self {
            path: path.to_owned(),
            kept,
        })
    }

    /// Where the list continues; `None` at the beginning.
    pub(super) fn position(&self) -> Option<Position> {
        self.kept.position.as_ref()?.parse().ok()
    }

    /// The columns of the output so far.
    pub(super) fn columns(&self) -> Option<Vec<String>> {
        self.kept.columns.clone()
    }

    /// Keeps the position after a page that was printed, replacing the file in one step.
    pub(super) fn save(
        &mut self,
        position: Position,
        columns: Option<&[String]>,
    ) -> Result<(), Failure> {
        self.kept.position = Some(position.to_string());
        self.kept.columns = columns.map(<[_]>::to_vec);
        let text =
            serde_json::to_string(&self.kept).map_err(|error| Failure::Local(error.to_string()))?;
        let mut new = self.path.clone().into_os_string();
        new.push(".new");
        fs::write(&new, text)
            .and_then(|()| fs::rename(&new, &self.path))
            .map_err(|error| Failure::file(&self.path, &error))
    }

    /// Removes the file: the list is complete.
    pub(super) fn remove(self) -> Result<(), Failure> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(Failure::file(&self.path, &error))
            }
            _ => Ok(()),
        }
    }
}
