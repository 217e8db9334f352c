//! The fields of the schema that no page states, and that an example shows.
//!
//! The schema does not say what its fields are known from. This list does, so that a row that is
//! taken from a table is a difference also where the example of its page still shows the field. A
//! field of the list that is stated by now, or gone, has expired and is reported too: its row would
//! be missed when it is taken away again. The list
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

/// A field of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownField {
    /// The file of the schema.
    pub file: String,
    /// The keys of what has the field, with dots between them.
    pub keys: String,
    /// Its name.
    pub name: String,
}

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
    /// When the file cannot be read, or a line lacks a file, keys or names.
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

    /// The fields that another list lacks.
    #[must_use]
    pub fn beyond(&self, other: &Self) -> Vec<ShownField> {
        let fields = self.names.iter().flat_map(|(owner, names)| {
            let known = other.names.get(owner);
            let is_new = move |name: &&String| known.is_none_or(|known| !known.contains(*name));
            names.iter().filter(is_new).map(|name| ShownField {
                file: owner.0.clone(),
                keys: owner.1.clone(),
                name: name.clone(),
            })
        });
        fields.collect()
    }

    /// The list without these fields.
    #[must_use]
    pub fn without(mut self, fields: &[ShownField]) -> Self {
        for field in fields {
            let owner = (field.file.clone(), field.keys.clone());
            if let Some(names) = self.names.get_mut(&owner) {
                names.remove(&field.name);
            }
        }
        self.names.retain(|_, names| !names.is_empty());
        self
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
    use std::slice;

    use super::*;

    impl ShownField {
        fn sum() -> Self {
            Self {
                file: "shop.yaml".to_owned(),
                keys: "types.Order.fields".to_owned(),
                name: "total sum".to_owned(),
            }
        }
    }

    #[test]
    fn a_list_is_written_and_read_as_it_was() {
        let text = format!("{HEAD}shop.yaml\ttypes.Order.fields\tid\ttotal sum\n");
        let shown = Shown::read(&text).unwrap();
        assert_eq!((shown.len(), shown.text()), (2, text));
        assert_eq!(Shown::read("# Head\nshop.yaml\ttypes\n"), Err(2));
        let less = format!("{HEAD}shop.yaml\ttypes.Order.fields\tid\n");
        let (gone, less) = (ShownField::sum(), Shown::read(&less).unwrap());
        assert_eq!(shown.beyond(&less), slice::from_ref(&gone));
        assert_eq!(less.beyond(&shown), []);
        assert_eq!(shown.clone().without(&[gone]), less);
        let folder = tempfile::tempdir().unwrap();
        assert!(Shown::open(folder.path()).unwrap().is_empty());
        shown.write(folder.path()).unwrap();
        assert_eq!(Shown::open(folder.path()).unwrap(), shown);
    }
}
