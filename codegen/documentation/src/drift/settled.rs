//! Differences between the schema and the documentation that a person has settled.
//!
//! People read pages better than the importer does. A list has the differences that remain where
//! the schema is right, so that drift reports only what changes. It is a folder with a file for
//! each first part of a method's name and `events.txt` for events, and a difference in each line:
//!
//! ```text
//! subject <tab> part <tab> path <tab> what <tab> the schema <tab> the page [<tab> reason]
//! ```
//!
//! A difference is settled by a line with the same fact of the schema and the same reading of the
//! page. When either changes, the line is void: the difference is reported again. A line that
//! settles nothing has expired, and is reported too. Lines that begin with `#`, and empty ones, are
//! comments.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

use super::difference::Difference;
use super::{Drift, is_new};
use crate::compare::Record;

/// A list of settled differences.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settled {
    lines: Vec<Line>,
}

/// A line of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The name of its file in the folder of the list.
    pub file: String,
    /// Its number there, counted from 1.
    pub number: usize,
    /// The difference.
    pub difference: Difference,
    /// Why the schema is right; empty when nobody wrote it down.
    pub reason: String,
}

/// A list with the lines that have settled something.
#[derive(Debug)]
pub struct Settling<'l> {
    list: &'l Settled,
    /// Indices of the lines that have settled nothing yet.
    unused: HashMap<&'l Difference, Vec<usize>>,
}

impl Settled {
    /// Reads the list in a folder, which is empty when there is no folder.
    ///
    /// # Errors
    ///
    /// When a file cannot be read, or a line has not the parts that it should have.
    pub fn open(folder: &Path) -> Result<Self, String> {
        let failed = |path: &Path, error: io::Error| format!("{}: {error}", path.display());
        let mut files = BTreeMap::new();
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(failed(folder, error)),
        };
        for entry in entries {
            let path = entry.map_err(|error| failed(folder, error))?.path();
            if path.extension().is_some_and(|extension| extension == "txt") {
                let name = path.file_name().unwrap_or_default();
                let text = fs::read_to_string(&path).map_err(|error| failed(&path, error))?;
                files.insert(name.to_string_lossy().into_owned(), text);
            }
        }
        Self::read(&files).map_err(|error| format!("{}/{error}", folder.display()))
    }

    /// Reads the files of a list, by name.
    ///
    /// # Errors
    ///
    /// When a line has not the parts that it should have, with its file and number.
    pub fn read(files: &BTreeMap<String, String>) -> Result<Self, String> {
        let mut lines = Vec::new();
        for (file, text) in files {
            for (number, line) in (1..).zip(text.lines()) {
                if line.is_empty() || line.starts_with('#') {
                    continue;
                }
                let (difference, reason) = Difference::parse(line).ok_or_else(|| {
                    format!(
                        "{file}:{number}: expected {} and perhaps a reason, separated by tabs",
                        Difference::PARTS.join(", ")
                    )
                })?;
                lines.push(Line {
                    file: file.clone(),
                    number,
                    difference,
                    reason: reason.to_owned(),
                });
            }
        }
        Ok(Self { lines })
    }

    /// The files of the list, by name, each with its sorted lines.
    #[must_use]
    pub fn files(&self) -> BTreeMap<String, String> {
        let mut lines: Vec<&Line> = self.lines.iter().collect();
        lines.sort_by_key(|line| (&line.difference, &line.reason));
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        for line in lines {
            let text = files
                .entry(line.difference.file())
                .or_insert_with(|| HEAD.to_owned());
            // Writing to a string cannot fail.
            let _ = match line.reason.as_str() {
                "" => writeln!(text, "{}", line.difference),
                reason => writeln!(text, "{}\t{reason}", line.difference),
            };
        }
        files
    }

    /// Writes the list to its folder, and removes files of which no line remains.
    ///
    /// # Errors
    ///
    /// When a file cannot be written or removed.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        let files = self.files();
        fs::create_dir_all(folder)?;
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let is_list = path.extension().is_some_and(|extension| extension == "txt");
            if is_list && !files.contains_key(&*name) {
                fs::remove_file(&path)?;
            }
        }
        for (name, text) in &files {
            let path = folder.join(name);
            if fs::read_to_string(&path).ok().as_ref() != Some(text) {
                fs::write(path, text)?;
            }
        }
        Ok(())
    }

    /// The list with the differences of a drift in place of the lines that `is_seen` accepts. A
    /// difference keeps its reason, also when the fact or its reading has changed. Methods and
    /// events that the schema lacks are not settled.
    #[must_use]
    pub fn renewed(&self, drift: &Drift<'_>, is_seen: impl Fn(&Difference) -> bool) -> Self {
        let (seen, kept): (Vec<&Line>, Vec<&Line>) = self
            .lines
            .iter()
            .partition(|line| is_seen(&line.difference));
        let mut reasons: HashMap<String, Vec<&Line>> = HashMap::new();
        for line in seen.into_iter().filter(|line| !line.reason.is_empty()) {
            let key = line.difference.key().join("\t");
            reasons.entry(key).or_default().push(line);
        }
        let mut lines: Vec<Line> = kept.into_iter().cloned().collect();
        for change in drift.changes.iter().filter(|change| !is_new(change)) {
            let difference = Difference::of(change);
            let known = reasons.get_mut(&difference.key().join("\t"));
            let reason = known.filter(|known| !known.is_empty()).map(|known| {
                let same = |line: &&Line| line.difference == difference;
                known.remove(known.iter().position(same).unwrap_or(0))
            });
            lines.push(Line {
                file: difference.file(),
                number: 0,
                reason: reason.map_or_else(String::new, |line| line.reason.clone()),
                difference,
            });
        }
        Self { lines }
    }

    /// The list without some of its lines.
    #[must_use]
    pub fn without(&self, lines: &[Line]) -> Self {
        let kept = self.lines.iter().filter(|line| !lines.contains(line));
        Self {
            lines: kept.cloned().collect(),
        }
    }

    /// The lines.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// How many differences another list has that this one lacks, and the other way round.
    #[must_use]
    pub fn difference(&self, other: &Self) -> (usize, usize) {
        let mut counts: HashMap<&Difference, (usize, usize)> = HashMap::new();
        for line in &self.lines {
            counts.entry(&line.difference).or_default().0 += 1;
        }
        for line in &other.lines {
            counts.entry(&line.difference).or_default().1 += 1;
        }
        counts.values().fold((0, 0), |(new, gone), (own, others)| {
            (
                new + others.saturating_sub(*own),
                gone + own.saturating_sub(*others),
            )
        })
    }

    /// Begins to settle differences.
    #[must_use]
    pub fn settling(&self) -> Settling<'_> {
        let mut unused: HashMap<&Difference, Vec<usize>> = HashMap::new();
        for (index, line) in self.lines.iter().enumerate().rev() {
            unused.entry(&line.difference).or_default().push(index);
        }
        Settling { list: self, unused }
    }
}

impl<'l> Settling<'l> {
    /// The line that settles a change. Each line settles one.
    pub fn settles(&mut self, change: &Record<'_>) -> Option<&'l Line> {
        let indices = self.unused.get_mut(&Difference::of(change))?;
        indices.pop().map(|index| &self.list.lines[index])
    }

    /// The lines that settled nothing, in the order of the list.
    #[must_use]
    pub fn expired(self) -> Vec<&'l Line> {
        let mut indices: Vec<usize> = self.unused.into_values().flatten().collect();
        indices.sort_unstable();
        let lines = indices.into_iter().map(|index| &self.list.lines[index]);
        lines.collect()
    }
}

const HEAD: &str = "\
# Differences between schema and documentation that a person has settled: the schema is right. `cargo codegen drift --settle`
# writes this file. A line: subject, part, path, what, fact of the schema, reading of the page, and perhaps a reason.

";

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Result<Settled, String> {
        Settled::read(&BTreeMap::from([("shop.txt".to_owned(), text.to_owned())]))
    }

    #[test]
    fn a_list_is_written_sorted_and_read_as_it_was() {
        let line = "shop.order.add\tparams\tfields.id\ttype\tinteger\tstring";
        let reason = "shop.order.add\tparams\tfields.a\tadded\tnothing\tstring #0a\tnot sent";
        let settled = list(&format!("# A comment.\n\n{line}\n{reason}\n")).unwrap();
        assert_eq!(settled.lines()[1].reason, "not sent");
        assert_eq!((settled.lines()[1].number, settled.lines().len()), (4, 2));
        let files = settled.files();
        assert_eq!(files["shop.txt"], format!("{HEAD}{reason}\n{line}\n"));
        assert_eq!(Settled::read(&files).unwrap().files(), files);
    }

    #[test]
    fn a_line_without_all_its_parts_is_refused() {
        assert_eq!(
            list("# Head\nshop.order.add\tparams\tid\ttype\tinteger\n").unwrap_err(),
            "shop.txt:2: expected subject, part, path, what, fact of the schema, reading of the page and perhaps a reason, \
             separated by tabs"
        );
    }

    #[test]
    fn a_folder_has_no_file_without_lines() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("settled");
        assert_eq!(Settled::open(&root).unwrap(), Settled::default());
        let settled = list("shop.get\tparams\tid\ttype\tinteger\tstring\n").unwrap();
        settled.write(&root).unwrap();
        assert_eq!(Settled::open(&root).unwrap().files(), settled.files());
        Settled::default().write(&root).unwrap();
        assert_eq!(fs::read_dir(&root).unwrap().count(), 0);
    }
}
