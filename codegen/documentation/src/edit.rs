//! Edits of YAML text: only changed values are rewritten, so comments, order and layout do not
//! change.
//!
//! An edit names its location by keys, as [`Location::keys`](crate::facts::Location::keys) has
//! them. It works on short forms too (`id: integer` is spelt out when the field gets a second fact)
//! and inside of braces. What it writes is in one line; [`formatted`] puts the file into its
//! canonical layout afterwards.

mod file;
mod splice;
mod value;

use bitrix24_codegen::fmt;
use bitrix24_codegen::source::Sources;

pub use self::file::Parsed;
pub use self::splice::{Line, Splice};
pub use self::value::Yaml;

/// One edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Gives a key a value. Mappings that are not there yet are made.
    Set {
        /// The keys that lead to it.
        keys: Vec<String>,
        /// The value.
        value: Yaml,
    },
    /// Adds a name to a mapping.
    Insert {
        /// The keys that lead to the mapping.
        keys: Vec<String>,
        /// Names that it follows: it is inserted behind the first of these that exists, or before
        /// all others when none does.
        after: Vec<String>,
        /// The name.
        key: String,
        /// Its value.
        value: Yaml,
    },
    /// Adds an item to the end of a list of scalars, which is made when it is not there.
    Push {
        /// The keys that lead to the list.
        keys: Vec<String>,
        /// The item.
        value: Yaml,
    },
    /// Takes a key with its value away, or an item of a list by its number. The last one of a
    /// mapping from names takes the mapping with it.
    Remove {
        /// The keys that lead to it.
        keys: Vec<String>,
    },
    /// Gives a key another name.
    Rename {
        /// The keys that lead to it.
        keys: Vec<String>,
        /// The new name.
        to: String,
    },
}

/// Why an edit cannot be made: a reason in a few words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal(pub String);

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Edit {
    /// The splice of the edit. Returns `None` when the text already has its result.
    ///
    /// ```
    /// use bitrix24_documentation::edit::{Edit, Yaml};
    ///
    /// let text = "types:\n  T:\n    fields:\n      id: integer # its number\n";
    /// let keys = ["types", "T", "fields", "id", "nullable"].map(str::to_owned).to_vec();
    /// let splice = Edit::Set { keys, value: Yaml::from(true) }.splice(text)?.unwrap();
    /// assert!(splice.apply(text).ends_with("      id: { type: integer, nullable: true } # its number\n"));
    /// # Ok::<(), bitrix24_documentation::edit::Refusal>(())
    /// ```
    pub fn splice(&self, text: &str) -> Result<Option<Splice>, Refusal> {
        Parsed::read(text)?.splice(self)
    }

    /// The text after the edit. Returns `None` when it already has the edit's result.
    pub fn apply(&self, text: &str) -> Result<Option<String>, Refusal> {
        Ok(self.splice(text)?.map(|splice| splice.apply(text)))
    }
}

/// The text with all edits made, one after another.
pub fn all<'e>(text: &str, edits: impl IntoIterator<Item = &'e Edit>) -> Result<String, Refusal> {
    let mut edits = edits.into_iter().peekable();
    let mut text = text.to_owned();
    while edits.peek().is_some() {
        let parsed = Parsed::read(&text)?;
        // Edits of different locations are found in one reading.
        let mut splices: Vec<Splice> = Vec::new();
        while let Some(edit) = edits.peek() {
            let removes = matches!(edit, Edit::Remove { .. });
            let splice = parsed.splice(edit)?;
            let is_apart = |splice: &Splice| {
                splices
                    .iter()
                    .all(|other| splice.at.end < other.at.start || other.at.end < splice.at.start)
            };
            let fits = splices.is_empty() || !removes && splice.as_ref().is_none_or(is_apart);
            if !fits {
                break;
            }
            splices.extend(splice);
            edits.next();
            if removes {
                break;
            }
        }
        splices.sort_by_key(|splice| splice.at.start);
        text = splices
            .iter()
            .rev()
            .fold(text.clone(), |text, splice| splice.apply(&text));
    }
    Ok(text)
}

/// The text in its canonical layout.
pub fn formatted(text: &str) -> Result<String, Refusal> {
    let mut sources = Sources::default();
    let source = sources.add("edited.yaml", text);
    fmt::format(source, None, &sources).map_err(|problems| {
        let title = problems.iter().next().map(|problem| problem.title.clone());
        Refusal(title.unwrap_or_else(|| "the file cannot be formatted".to_owned()))
    })
}

#[cfg(test)]
mod tests;
