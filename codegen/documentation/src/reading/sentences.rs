//! The sentences of readings, as edits of the schema.

use std::collections::BTreeMap;

use super::{Paths, Readings};
use crate::edit::{Edit, Parsed, Refusal, Yaml};
use crate::facts::{Facts, Item, Location};

/// Edits by the file of the schema that they are for.
pub type Edits = BTreeMap<String, Vec<Edit>>;

/// The edits that give every method, event, parameter, field, answer and error the sentence of its
/// reading. `types` has the location of each named type. The sentence of a shared type takes
/// precedence over that of a method that uses the type.
pub fn edits(readings: &Readings, facts: &[Facts], types: &BTreeMap<String, Location>) -> Edits {
    let mut found = Found::default();
    for (subject, facts) in readings.beside(facts) {
        let Some(facts) = facts else { continue };
        found.set(&facts.at, subject.doc.as_deref(), Rank::Own);
        found.items(
            readings,
            types,
            &Paths::of(readings, &subject.params),
            &facts.params,
        );
        found.items(
            readings,
            types,
            &Paths::of(readings, &subject.result),
            &facts.result,
        );
        if let Some(doc) = &subject.result_doc
            && !facts.result.is_empty()
        {
            let mut at = facts.at.clone();
            at.keys.push("result".to_owned());
            found.set(&at, Some(doc), Rank::Own);
        }
        for error in &facts.errors {
            let read = subject.errors.iter().find(|read| {
                read.code == error.code
                    && (read.message == error.message
                        || !read.code.is_empty() && alone(subject, &read.code))
            });
            found.set(
                &error.at,
                read.and_then(|read| read.doc.as_deref()),
                Rank::Own,
            );
        }
    }
    found.edits()
}

/// The edits for items without a sentence, or with one that was made from a name. They also remove
/// `doc_by`.
///
/// # Errors
///
/// When the text is not YAML that can be edited.
pub fn lacking(text: &str, edits: &[Edit]) -> Result<Vec<Edit>, Refusal> {
    let parsed = Parsed::read(text)?;
    let mut lacking = Vec::new();
    for edit in edits {
        let Edit::Set { keys, .. } = edit else {
            continue;
        };
        let Some((_, holder)) = keys.split_last() else {
            continue;
        };
        let Some(node) = holder
            .iter()
            .try_fold(parsed.root(), |node, key| node.get(key))
        else {
            continue;
        };
        let is_made = node.get("doc_by").is_some();
        if node.get("doc").is_some() && !is_made {
            continue;
        }
        lacking.push(edit.clone());
        if is_made {
            let mut keys = holder.to_vec();
            keys.push("doc_by".to_owned());
            lacking.push(Edit::Remove { keys });
        }
    }
    Ok(lacking)
}

/// Whether a reading has one error with a code.
fn alone(subject: &super::Subject, code: &str) -> bool {
    subject
        .errors
        .iter()
        .filter(|error| error.code == code)
        .count()
        == 1
}

/// Whose sentence it is. The greater one wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Of a method that has the field in a shared type.
    Used,
    /// Of the thing itself.
    Own,
    /// Of the shared type.
    Type,
}

#[derive(Default)]
struct Found {
    all: BTreeMap<(String, Vec<String>), (Rank, String)>,
}

impl Found {
    fn set(&mut self, at: &Location, doc: Option<&str>, rank: Rank) {
        let Some(doc) = doc.map(str::trim).filter(|doc| !doc.is_empty()) else {
            return;
        };
        let key = (at.yaml.to_string(), at.keys.clone());
        let entry = self.all.entry(key).or_insert((rank, doc.to_owned()));
        if entry.0 < rank {
            *entry = (rank, doc.to_owned());
        }
    }

    fn items(
        &mut self,
        readings: &Readings,
        types: &BTreeMap<String, Location>,
        paths: &Paths<'_>,
        items: &[Item],
    ) {
        for item in items.iter().filter(|item| !item.path.is_empty()) {
            let Some(stated) = paths.get(&item.path) else {
                continue;
            };
            let in_type = item.at.keys.first().is_some_and(|key| key == "types");
            let rank = match (stated.of_type, in_type) {
                (true, _) => Rank::Type,
                (false, true) => Rank::Used,
                (false, false) => Rank::Own,
            };
            self.set(&item.at, stated.field.doc.as_deref(), rank);
            let read = stated
                .field
                .is
                .as_deref()
                .and_then(|name| readings.type_named(name));
            let named = item.shape.innermost().named();
            if let (Some(read), Some(at)) = (read, named.and_then(|named| types.get(&*named.name)))
            {
                self.set(at, read.doc.as_deref(), Rank::Type);
            }
        }
    }

    fn edits(self) -> Edits {
        let mut edits = Edits::new();
        for ((file, mut keys), (_, doc)) in self.all {
            keys.push("doc".to_owned());
            edits.entry(file).or_default().push(Edit::Set {
                keys,
                value: Yaml::text(&doc),
            });
        }
        edits
    }
}
