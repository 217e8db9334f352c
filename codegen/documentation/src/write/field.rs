//! Fields, their types and what is inside of them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::expression::Expression;
use super::file::Unit;
use super::fragment::{Entries, Entry, Fragment, Origin};
use super::names::{Variants, type_name};
use super::owner::{Owner, TypeFacts};
use super::phrase::phrase;
use super::{RowsField, Writer};
use crate::edit::Yaml;
use crate::extract::draft::{Field, Note, Scalar, Shape};
use crate::facts::Required;
use bitrix24_codegen::model::KeyType;
use bitrix24_codegen::names;
use bitrix24_codegen::pattern::is_pattern;

/// Fields and families of fields, ready to be written.
#[derive(Debug, Default)]
pub(super) struct Contents {
    pub(super) fields: Vec<Entry>,
    pub(super) patterns: Vec<Entry>,
}

impl Writer<'_> {
    /// The fields of one object.
    pub(super) fn contents(&mut self, owner: Owner<'_>, fields: &[Field]) -> Contents {
        let mut contents = Contents::default();
        // By Rust name: a name that differs in case only is another spelling of the same field.
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        let mut aliases: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        // One note for all the keys of an object that only an example has.
        let mut shown = shown(owner, fields);
        for field in fields {
            let pattern = is_pattern(&field.name).then(|| pattern(&field.name));
            let rust = match &pattern {
                Some(pattern) => names::family(pattern),
                None => names::snake(&field.name),
            };
            let derived = names::unless_taken(rust, owner.reserved);
            // From letters that are not ASCII, and from signs, no Rust name follows.
            let rust = if names::is_identifier(&derived) {
                derived.clone()
            } else {
                "field".to_owned()
            };
            if let Some(first) = known.get(&rust) {
                let before = &fields[*first].name;
                if before.eq_ignore_ascii_case(&field.name)
                    && before != &field.name
                    && pattern.is_none()
                    && !are_two(&fields[*first], field)
                {
                    aliases.entry(*first).or_default().push(field.name.clone());
                    continue;
                }
                if before == &field.name {
                    continue;
                }
            }
            let index = fields
                .iter()
                .position(|other| std::ptr::eq(other, field))
                .unwrap_or_default();
            let mut free = rust.clone();
            let mut number = 2;
            while known.contains_key(&free) {
                free = format!("{}_{number}", rust.trim_start_matches("r#"));
                number += 1;
            }
            let renamed = (free != derived).then(|| free.clone());
            known.insert(free, index);
            if !field.aliases.is_empty() {
                aliases
                    .entry(index)
                    .or_default()
                    .extend(field.aliases.iter().cloned());
            }
            let note = shown.take_if(|_| field.shown);
            let value = self.field(owner, field, renamed.as_deref(), note);
            let origin = Some(Origin {
                page: field.page.as_deref().unwrap_or(owner.page).into(),
                line: field.line,
                shown: field.type_.text.is_empty(),
            });
            match pattern {
                Some(key) => {
                    if !contents.patterns.iter().any(|known| known.key == key) {
                        contents.patterns.push(Entry { key, value, origin });
                    }
                }
                None => contents.fields.push(Entry {
                    key: field.name.clone(),
                    value,
                    origin,
                }),
            }
        }
        for (index, spellings) in aliases {
            let name = &fields[index].name;
            if let Some(entry) = contents.fields.iter_mut().find(|known| known.key == *name) {
                add_aliases(&mut entry.value, &spellings);
            }
        }
        contents
    }

    fn field(
        &mut self,
        owner: Owner<'_>,
        field: &Field,
        rust: Option<&str>,
        shown: Option<String>,
    ) -> Fragment {
        let mut notes: Vec<Note> = field.notes.clone();
        let is_identifier = owner.identifies(field);
        let owner = Owner {
            shown: owner.shown || field.shown,
            entity: false,
            ..owner
        };
        let mut entries = Entries::default();
        let mut wanted = format!("{}{}", owner.name, names::words(&field.name));
        if owner.top && field.is_condition() {
            // The request's own type of a filter has the name without an ending.
            wanted.push_str("Fields");
        }
        let condition = owner
            .top
            .then(|| self.conditions.get(&field.name).cloned())
            .flatten();
        let reference = match field.type_.shape.item() {
            Shape::Named(name) => self
                .documentation
                .references
                .get(name)
                .map(|reference| &reference.shape),
            _ => None,
        };
        let values = enumerable(field, reference).filter(|_| condition.is_none());
        let is_rows = |rows: &mut RowsField| rows.owner == owner.name && rows.name == field.name;
        let rows = self.rows.take_if(is_rows);
        let mut expression = match (&condition, rows) {
            (Some(condition), _) => Expression::plain(condition.type_.as_str()),
            (None, Some(rows)) => Expression::plain(rows.type_),
            (None, None) if is_identifier => Expression::plain(format!("id<{}>", owner.name)),
            (None, None) => self.expression(owner, field, &wanted, &mut notes),
        };
        let mut made = None;
        let mut inside = Contents::default();
        let mut variants = Vec::new();
        if let Some(base) = values
            && !expression.inline
        {
            made = Some(self.take(owner.unit, &wanted, &[]));
            variants = self::variants(base, field);
            let lists = "[]".repeat(expression.text.matches("[]").count());
            expression.text = format!("{base}{lists}");
        } else if expression.inline {
            let name = self.take(owner.unit, &wanted, &["Input"]);
            let inner = Owner {
                name: &name,
                top: false,
                ..owner
            };
            inside = self.contents(inner, &field.fields);
            made = Some(name);
        } else if expression.text.contains('|') {
            made = Some(self.take(owner.unit, &wanted, &[]));
        }
        entries.put("type", Fragment::Type(expression.text));
        if let Some(condition) = condition {
            condition.facts(field, &mut entries, &mut notes);
        }
        requirement(&mut entries, owner, field, &mut notes);
        if let Some(default) = field
            .default
            .as_ref()
            .and_then(|text| serde_json::from_str(text).ok())
        {
            entries.set("default", Yaml::json(&default));
        }
        if field.nullable || expression.nullable {
            entries.set("nullable", true);
        }
        if field.read_only && !owner.top {
            entries.text("access", "read");
        }
        entries.map("values", variants);
        entries.map("fields", inside.fields);
        entries.map("patterns", inside.patterns);
        if let Some(made) = made.filter(|made| *made != wanted) {
            entries.text("name", &made);
        }
        if let Some(rust) = rust {
            entries.text("rust", rust);
        }
        if field.deprecated {
            entries.set("deprecated", true);
        }
        notes.extend(shown.map(|text| Note {
            line: field.line,
            text,
        }));
        let page = field.page.as_deref().unwrap_or(owner.page);
        if let Some(check) = check(page, &notes) {
            entries.text("check", &check);
        }
        match <[Entry; 1]>::try_from(entries.0) {
            Ok([only]) => only.value,
            Err(entries) => Fragment::Map(entries),
        }
    }

    /// A named type of a file for these fields, or `object` when there are none.
    pub(super) fn type_of(
        &mut self,
        owner: Owner<'_>,
        fields: &[Field],
        wanted: &str,
        facts: TypeFacts<'_>,
    ) -> String {
        let name = self.take(owner.unit, &type_name(wanted), &["Input"]);
        if self.existing.is_made(&owner.unit.name(), &name) {
            let key = self.types.again(&name);
            return self.type_named(owner, fields, &name, &key, facts);
        }
        self.type_named(owner, fields, &name, &name, facts)
    }

    /// The same, under the name `key`; nested types take their names from `name`.
    pub(super) fn type_named(
        &mut self,
        owner: Owner<'_>,
        fields: &[Field],
        name: &str,
        key: &str,
        facts: TypeFacts<'_>,
    ) -> String {
        let inner = Owner {
            name,
            reserved: names::RECORD,
            top: false,
            ..owner
        };
        let contents = self.contents(inner, fields);
        if contents.fields.is_empty() && contents.patterns.is_empty() {
            return "object".to_owned();
        }
        let mut entries = Entries::default();
        if let Some(wire) = facts.wire {
            entries.text("wire", wire);
        }
        if let Some(page) = facts.page {
            entries.text("page", page);
        }
        if let Some(key) = facts.key {
            entries.text("key", scalar(key).name());
        }
        entries.map("fields", contents.fields);
        entries.map("patterns", contents.patterns);
        self.file(owner.unit).types.push(Entry {
            key: key.to_owned(),
            value: entries.done(),
            origin: None,
        });
        key.to_owned()
    }

    /// The first of several names for a type of a file that is free, or else the first.
    pub(super) fn free(&mut self, unit: &Unit, names: Vec<String>) -> String {
        let taken = &self.file(unit).taken;
        let free = names
            .iter()
            .position(|name| taken.is_free(name, &["Input"]));
        names.into_iter().nth(free.unwrap_or(0)).unwrap_or_default()
    }

    /// Takes a name for a type of a file.
    pub(super) fn take(&mut self, unit: &Unit, wanted: &str, derived: &[&str]) -> String {
        self.file(unit).taken.take(wanted, derived)
    }
}

/// Whether a page documents two names that differ in case only as two fields: each has a row, and
/// these say different things.
fn are_two(one: &Field, other: &Field) -> bool {
    let has_row = |field: &Field| !field.shown && !field.words.is_empty();
    has_row(one) && has_row(other) && one.line != other.line && one.words != other.words
}

fn scalar(key: KeyType) -> Scalar {
    match key {
        KeyType::Integer => Scalar::Integer,
        KeyType::String => Scalar::String,
    }
}

/// Values as an enumeration of the schema.
fn variants(base: &str, field: &Field) -> Vec<Entry> {
    let mut taken = Variants::default();
    let wire = |value: &String| match base {
        // An asterisk alone is a value of its own.
        _ if is_pattern(value) && value != "*" => {
            let mut family = Entries::default();
            family.text("pattern", &pattern(value));
            family.done()
        }
        "integer" => Fragment::Scalar(value.clone()),
        _ => Fragment::text(value),
    };
    // The family of every text would take what others are for.
    let (any, others): (Vec<&String>, Vec<&String>) = field
        .values
        .iter()
        .partition(|value| value.starts_with('{') && value.ends_with('}'));
    others
        .into_iter()
        .chain(any)
        .map(|value| Entry {
            key: taken.first_of(&variant_names(field, value)),
            value: wire(value),
            origin: None,
        })
        .collect()
}

/// Names of a value, the best first: its own, or its meaning where it is a number or a letter.
fn variant_names(field: &Field, value: &str) -> Vec<String> {
    // The part of a family that stands for something says nothing.
    let stem = value.split(['*', '{']).next().unwrap_or_default();
    let letters = stem.bytes().filter(u8::is_ascii_alphabetic).count();
    if letters > 1 {
        return vec![stem.to_owned(), value.to_owned()];
    }
    let meaning = field.meanings.get(value).map_or("", String::as_str);
    let mut names: Vec<String> = [4, 8]
        .into_iter()
        .filter_map(|most| phrase(meaning, most))
        .collect();
    let is_number = value.starts_with(|first: char| first.is_ascii_digit());
    names.push(match stem {
        _ if is_number => format!("{}_{value}", field.name),
        "" if !value.is_empty() => "other".to_owned(),
        _ => value.to_owned(),
    });
    names
}

/// What is noted at the first of the keys of an object that only an example has; nothing within
/// such a key.
fn shown(owner: Owner<'_>, fields: &[Field]) -> Option<String> {
    const MOST: usize = 6;
    let names: Vec<&str> = fields
        .iter()
        .filter(|field| field.shown && !owner.shown)
        .map(|field| field.name.as_str())
        .collect();
    let (_, others) = names.split_first()?;
    let mut text = if owner.sent {
        "only the example of a request has this key".to_owned()
    } else {
        "only the example of an answer has this key".to_owned()
    };
    if !others.is_empty() {
        text.push_str(", and ");
        text.push_str(&others[..others.len().min(MOST)].join(", "));
    }
    if others.len() > MOST {
        let _ = write!(text, " and {} more", others.len() - MOST);
    }
    Some(text)
}

/// What must be sent, where something is sent. A condition that is not known in short words waits
/// for a person.
fn requirement(entries: &mut Entries, owner: Owner<'_>, field: &Field, notes: &mut Vec<Note>) {
    match field.required.0 {
        Some(Required::Yes) => entries.set("required", true),
        Some(Required::Unknown) if owner.sent => entries.text("required", "unknown"),
        Some(Required::Sometimes) => {
            let words = field.condition.as_deref().unwrap_or_else(|| {
                notes.push(Note {
                    line: field.line,
                    text: "the condition of the requirement".to_owned(),
                });
                "the page of the method names the condition"
            });
            let mut condition = Entries::default();
            condition.text("when", words);
            entries.put("required", condition.done());
        }
        Some(Required::No | Required::Unknown) | None => {}
    }
}

/// The type of the documented values of a field, when they can be an enumeration.
fn enumerable(field: &Field, reference: Option<&Shape>) -> Option<&'static str> {
    if field.values.is_empty() {
        return None;
    }
    let shape = match field.type_.shape.item() {
        Shape::Named(_) => reference?,
        shape => shape,
    };
    let are_numbers = || {
        field.values.iter().all(|value| {
            value
                .parse::<i64>()
                .is_ok_and(|number| number.to_string() == *value)
        })
    };
    match shape {
        Shape::Scalar(Scalar::Integer) => are_numbers().then_some("integer"),
        Shape::Scalar(Scalar::String | Scalar::Text | Scalar::Char) | Shape::Unknown => {
            Some("string")
        }
        _ => None,
    }
}

/// A family of names as the schema writes it.
fn pattern(name: &str) -> String {
    let Some(at) = name.find(['{', '*']) else {
        return name.to_owned();
    };
    let (before, rest) = name.split_at(at);
    let (wild, after) = match rest.strip_prefix('*') {
        Some(after) => ("*", after),
        None => match rest[1..].split_once('}') {
            Some((inner, after)) => (
                match inner.to_lowercase().as_str() {
                    "n" | "id" | "number" | "index" | "i" => "{n}",
                    "hex" => "{hex}",
                    _ => "*",
                },
                after,
            ),
            None => ("*", ""),
        },
    };
    if after.contains(['{', '*']) {
        format!("{before}*")
    } else {
        format!("{before}{wild}{after}")
    }
}

/// Notes as the schema keeps them: with page and line.
pub(super) fn check(page: &str, notes: &[Note]) -> Option<String> {
    let page = page.rsplit('/').next().unwrap_or(page);
    let texts: Vec<String> = notes
        .iter()
        .map(|note| match note.line {
            0 => format!("{page}: {}.", note.text),
            line => format!("{page}, line {line}: {}.", note.text),
        })
        .collect();
    (!texts.is_empty()).then(|| texts.join(" "))
}

fn add_aliases(field: &mut Fragment, spellings: &[String]) {
    let list = Fragment::List(spellings.iter().map(|name| Fragment::text(name)).collect());
    let entry = |key: &str, value| Entry {
        key: key.to_owned(),
        value,
        origin: None,
    };
    match field {
        Fragment::Map(entries) => entries.push(entry("aliases", list)),
        short => *short = Fragment::Map(vec![entry("type", short.clone()), entry("aliases", list)]),
    }
}
