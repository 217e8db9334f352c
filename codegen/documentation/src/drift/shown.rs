//! The fields of the schema that no page states, and that an example shows.
//!
//! The schema does not say what its fields are known from. This list does, so that a row that is
//! taken from a table is a difference also where the example of its page still shows the field. It
//! is the file [`FILE`] in the folder of the [settled](super::settled) differences, with what has
//! the fields in each line, and their names:
//!
//! ```text
//! file <tab> keys <tab> name [<tab> name ...]
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

use crate::compare::{Record, What};
use crate::facts::Location;

/// The name of the file.
pub const FILE: &str = "shown.list";

const HEAD: &str = "\
# Fields of the schema that no page states, and that examples show. `cargo codegen drift --settle` writes this file. A line: the
# file and the keys of what has the fields, and their names.

";

/// A list of fields that examples show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    /// Names by what has them: its file and its keys.
    names: BTreeMap<(String, String), BTreeSet<String>>,
}

impl Shown {
    /// The fields of the schema that records are about.
    #[must_use]
    pub fn of(records: &[Record<'_>]) -> Self {
        let mut shown = Self::default();
        for at in records.iter().filter_map(schema_of) {
            if let Some((owner, name)) = parts(at) {
                shown
                    .names
                    .entry(owner)
                    .or_default()
                    .insert(name.to_owned());
            }
        }
        shown
    }

    /// Reads the list in a folder, which is empty when there is none.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or a line has not the parts that it should have.
    pub fn open(folder: &Path) -> Result<Self, String> {
        let path = folder.join(FILE);
        match fs::read_to_string(&path) {
            Ok(text) => Self::read(&text).map_err(|line| {
                format!(
                    "{}:{line}: expected a file, keys and names, separated by tabs",
                    path.display()
                )
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(format!("{}: {error}", path.display())),
        }
    }

    /// Reads a list, or gives the number of a line that is wrong.
    fn read(text: &str) -> Result<Self, usize> {
        let mut shown = Self::default();
        for (number, line) in (1..).zip(text.lines()) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let mut cells = line.split('\t').map(str::to_owned);
            let owner = cells.next().zip(cells.next()).ok_or(number)?;
            let names: BTreeSet<String> = cells.collect();
            if names.is_empty() {
                return Err(number);
            }
            shown.names.entry(owner).or_default().extend(names);
        }
        Ok(shown)
    }

    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = HEAD.to_owned();
        for ((file, keys), names) in &self.names {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{file}\t{keys}\t{}", names.join("\t"));
        }
        text
    }

    /// Writes the list to its folder.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        let (path, text) = (folder.join(FILE), self.text());
        if fs::read_to_string(&path).ok().as_ref() != Some(&text) {
            fs::write(path, text)?;
        }
        Ok(())
    }

    /// The number of fields.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.values().map(BTreeSet::len).sum()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Whether the list has the field of the schema that a record is about.
    #[must_use]
    pub fn has(&self, record: &Record<'_>) -> bool {
        let known = |at| {
            let (owner, name) = parts(at)?;
            Some(self.names.get(&owner)?.contains(name))
        };
        schema_of(record).and_then(known).unwrap_or_default()
    }
}

/// The location of the item of the schema.
fn schema_of<'f>(record: &Record<'f>) -> Option<&'f Location> {
    match record.what {
        What::Item { before, .. } => before.first().map(|item| &item.at),
        _ => None,
    }
}

/// What has a field, and its name.
fn parts(at: &Location) -> Option<((String, String), &str)> {
    let (name, owner) = at.keys.split_last()?;
    Some(((at.file.to_string(), owner.join(".")), name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_written_and_read_as_it_was() {
        let text = format!("{HEAD}shop.yaml\ttypes.Order.fields\tid\ttotal sum\n");
        let shown = Shown::read(&text).unwrap();
        assert_eq!((shown.len(), shown.text()), (2, text));
        assert_eq!(Shown::read("# Head\nshop.yaml\ttypes\n"), Err(2));
        let folder = tempfile::tempdir().unwrap();
        assert!(Shown::open(folder.path()).unwrap().is_empty());
        shown.write(folder.path()).unwrap();
        assert_eq!(Shown::open(folder.path()).unwrap(), shown);
    }
}
