//! Readings: facts that a person took from a page, each with a sentence.
//!
//! A reading does not go through [`extract`](crate::extract), so the importer has no influence on
//! it. [`compare`](mod@compare) compares facts with readings, and [`sentences`](mod@sentences)
//! writes their sentences into files of the schema.
//!
//! A file of readings has one JSON object per line: a type that several methods share, a method, or
//! an event. The folder `readings` of this package explains the keys.

pub mod compare;
pub mod compose;
pub mod files;
mod known;
mod line;
mod paths;
pub mod sentences;
mod tree;

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

pub use self::known::Known;
use self::line::Line;
pub use self::line::{Error, Field, Subject, Type, Value};
pub use self::paths::{Paths, Stated};
use crate::facts::{Facts, Kind};

/// Readings of many pages.
#[derive(Debug, Clone, Default)]
pub struct Readings {
    /// Types that several methods share, by full name.
    types: BTreeMap<String, Type>,
    /// Methods and events, in the order of the files.
    subjects: Vec<Subject>,
    /// What the schema calls types that readings call otherwise.
    aliases: BTreeMap<String, String>,
    /// The same of types by whose identifiers something else is named.
    identifiers: BTreeMap<String, String>,
}

impl Readings {
    /// Adds a file, or every `.jsonl` file below a folder.
    ///
    /// # Errors
    ///
    /// When a file cannot be read, or a line of one is not a reading.
    pub fn extend(&mut self, path: &Path) -> io::Result<()> {
        let mut files = Vec::new();
        find(path, &mut files)?;
        files.sort();
        for file in files {
            let text = fs::read_to_string(&file)?;
            self.add(&text)
                .map_err(|error| io::Error::other(format!("{}:{error}", file.display())))?;
        }
        Ok(())
    }

    /// Adds the lines of a file. A type that is there already keeps its first description.
    ///
    /// # Errors
    ///
    /// When a line is not a reading: its number and what is wrong with it.
    pub fn add(&mut self, text: &str) -> Result<(), String> {
        for (index, line) in text.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            let line: Line =
                serde_json::from_str(line).map_err(|error| format!("{}: {error}", index + 1))?;
            match line {
                Line::Type(read) => drop(self.types.entry(read.name.clone()).or_insert(read)),
                Line::Method(read) => self.subjects.push(read),
                Line::Alias(read) if read.identifiers => {
                    drop(self.identifiers.insert(read.name, read.real));
                }
                Line::Alias(read) => drop(self.aliases.insert(read.name, read.real)),
                Line::Event(mut read) => {
                    read.is_event = true;
                    self.subjects.push(read);
                }
            }
        }
        Ok(())
    }

    /// Every method and event that was read.
    pub fn subjects(&self) -> &[Subject] {
        &self.subjects
    }

    /// The type with a full name, that of readings or of the schema.
    pub fn type_named(&self, name: &str) -> Option<&Type> {
        self.types.get(name).or_else(|| {
            let read = self.aliases.iter().find(|(_, real)| *real == name);
            read.and_then(|(read, _)| self.types.get(read))
        })
    }

    /// What the schema calls a type.
    pub fn real<'n>(&'n self, name: &'n str) -> &'n str {
        self.aliases.get(name).map_or(name, String::as_str)
    }

    /// What the schema calls the type whose identifiers are those of a type.
    pub fn identified<'n>(&'n self, name: &'n str) -> &'n str {
        self.identifiers
            .get(name)
            .map_or_else(|| self.real(name), String::as_str)
    }

    /// Readings beside the facts of the same methods and events.
    pub fn beside<'r, 'f>(&'r self, facts: &'f [Facts]) -> Vec<(&'r Subject, Option<&'f Facts>)> {
        let known: BTreeMap<(String, u8), &Facts> = facts
            .iter()
            .map(|facts| (key(facts.kind, &facts.name, facts.version), facts))
            .collect();
        let of =
            |subject: &Subject| known.get(&key(subject.kind(), &subject.name, subject.version));
        self.subjects
            .iter()
            .map(|subject| (subject, of(subject).copied()))
            .collect()
    }
}

/// The identity of a method or an event. Events have no version.
fn key(kind: Kind, name: &str, version: u8) -> (String, u8) {
    let version = if kind == Kind::Event { 0 } else { version };
    (name.to_lowercase(), version)
}

fn find(path: &Path, files: &mut Vec<std::path::PathBuf>) -> io::Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        let path = entry?.path();
        if path.is_dir() || path.extension().is_some_and(|ending| ending == "jsonl") {
            find(&path, files)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
