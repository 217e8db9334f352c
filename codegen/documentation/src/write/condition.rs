//! Parameters that name fields of rows: filters, orders and selections.
//!
//! They take the fields of the rows that the method answers, where nothing on the page speaks
//! against it: the keys of the example and the names that the page lists are fields of the rows.
//! Else they take those of the object that their row links to, or the names that the page lists.

use std::collections::{BTreeMap, BTreeSet};

use super::Writer;
use super::field::check;
use super::file::Unit;
use super::fragment::{Entries, Entry, Fragment, Origin};
use super::method::Rows;
use super::owner::{Owner, TypeFacts};
use crate::extract::draft::{Draft, ExampleKind, Field, Need, Note, Required, Scalar, Shape};
use crate::extract::example;
use crate::facts::shape::public;
use bitrix24_codegen::model::Json;
use bitrix24_codegen::{names, operators, pattern};

/// What a parameter names fields for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Filter,
    Order,
    Select,
}

/// The type of a parameter that names fields.
#[derive(Debug, Clone)]
pub(super) struct Condition {
    /// The type expression.
    pub(super) type_: String,
    /// Keys that must be among those of a filter.
    required: Vec<String>,
    /// What is not certain about it.
    pub(super) note: Option<&'static str>,
}

impl Condition {
    fn of(type_: String) -> Self {
        Self {
            type_,
            required: Vec::new(),
            note: None,
        }
    }

    /// Writes what is known of a filter beside its type.
    pub(super) fn facts(&self, field: &Field, entries: &mut Entries, notes: &mut Vec<Note>) {
        notes.extend(self.note.map(|text| Note {
            line: field.line,
            text: text.to_owned(),
        }));
        let known = &field.operators;
        if !self.type_.starts_with("filter<") {
            if !known.prefixes.is_empty() {
                notes.push(Note {
                    line: field.line,
                    text: "the operators of a filter whose fields are not known".to_owned(),
                });
            }
            return;
        }
        for (key, list) in [
            ("required_keys", &self.required),
            ("operators", &known.prefixes),
            ("lists", &known.lists),
        ] {
            if !list.is_empty() {
                let list = list.iter().map(|text| Fragment::text(text));
                entries.put(key, Fragment::List(list.collect()));
            }
        }
        if known.or {
            entries.set("or", true);
        }
    }
}

impl Writer<'_> {
    /// The types of the parameters of a method that name fields.
    pub(super) fn conditions(
        &mut self,
        owner: Owner<'_>,
        draft: &Draft,
        rows: Option<&Rows>,
    ) -> BTreeMap<String, Condition> {
        let request = draft
            .examples
            .iter()
            .find(|example| example.kind == ExampleKind::Request)
            .and_then(|example| example::json(&example.body));
        let mut types = BTreeMap::new();
        for field in draft.params.iter().filter(|field| field.is_condition()) {
            let shown = match &request {
                Some(Json::Map(map)) => map.get(&field.name).or_else(|| {
                    // Examples may spell a parameter otherwise than its row: `SELECT`.
                    let mut alike = map
                        .iter()
                        .filter(|(key, _)| key.eq_ignore_ascii_case(&field.name));
                    alike.next().map(|(_, value)| value)
                }),
                _ => None,
            };
            if let Some(condition) = self.condition(owner, draft, field, shown, rows) {
                types.insert(field.name.clone(), condition);
            }
        }
        types
    }

    fn condition(
        &mut self,
        owner: Owner<'_>,
        draft: &Draft,
        field: &Field,
        shown: Option<&Json>,
        rows: Option<&Rows>,
    ) -> Option<Condition> {
        let word = match field.name.to_lowercase().as_str() {
            "filter" => Word::Filter,
            "select" => Word::Select,
            _ => Word::Order,
        };
        let keys = Keys::of(word, draft.version, shown);
        let is_list = matches!(field.type_.shape, Shape::List(_));
        let is_scalar =
            matches!(&field.type_.shape, Shape::Scalar(scalar) if *scalar != Scalar::Any);
        let keyed = keys.is_keyed && (is_list || !is_scalar || !keys.names.is_empty());
        if keyed {
            let own: Vec<&str> = field
                .fields
                .iter()
                .map(|field| operators::split(&field.name).1)
                .collect();
            let fits = |fields: &[String]| {
                let has = |name: &str| has_name(fields, name, word);
                keys.names.iter().all(|name| has(name)) && own.iter().all(|name| has(name))
            };
            let proven = !keys.names.is_empty() || !own.is_empty() || names_rows(&field.words);
            if let Some(rows) = rows.filter(|rows| fits(&rows.fields)) {
                return Some(Condition {
                    required: required(&field.fields),
                    note: (!proven).then_some(
                        "nothing says which fields it names; those of the rows are taken",
                    ),
                    ..Condition::of(expression(word, &rows.type_))
                });
            }
            let linked = field.target.as_ref().and_then(|target| {
                let fields = self.documentation.objects.get(target)?;
                let names: Vec<String> = fields.iter().map(|field| field.name.clone()).collect();
                fits(&names).then_some(())
            });
            if linked.is_some()
                && let Some(type_) = self.documented(owner.unit, "", field)
                && type_ != "object"
            {
                return Some(Condition {
                    required: required(&field.fields),
                    ..Condition::of(expression(word, &type_))
                });
            }
            if let Some(rows) = rows.filter(|_| word == Word::Filter)
                && self.add_to_rows(owner, draft, field, rows, &keys)
            {
                return Some(Condition {
                    required: required(&field.fields),
                    ..Condition::of(expression(word, &rows.type_))
                });
            }
            if let Some(type_) = self.listed(owner, field, word, &keys) {
                return Some(type_);
            }
        }
        let is_selection = word == Word::Select && field.type_.shape != Shape::Object;
        if !field.fields.is_empty() && !is_selection {
            // An object with fields of its own, as any other.
            return None;
        }
        let text = match word {
            Word::Select if field.type_.shape != Shape::Object => match field.type_.shape.item() {
                Shape::Scalar(scalar) if *scalar != Scalar::Any => format!("{}[]", scalar.name()),
                _ => "string[]".to_owned(),
            },
            _ if is_scalar => return None,
            _ if is_list && !keys.names.is_empty() && keys.is_object => "object".to_owned(),
            _ if is_list => "any[]".to_owned(),
            _ => "object".to_owned(),
        };
        Some(Condition::of(text))
    }

    /// Adds to the type of the rows what only the filter names, where most of what it names are
    /// fields of the rows. Returns `false` when the type is not among those that are being written,
    /// or when the names do not fit it.
    fn add_to_rows(
        &mut self,
        owner: Owner<'_>,
        draft: &Draft,
        field: &Field,
        rows: &Rows,
        keys: &Keys,
    ) -> bool {
        let own = field
            .fields
            .iter()
            .map(|field| operators::split(&field.name).1);
        let named: BTreeSet<&str> = own.chain(keys.names.iter().map(String::as_str)).collect();
        let new: Vec<&str> = named
            .iter()
            .copied()
            .filter(|name| !has_name(&rows.fields, name, Word::Filter))
            .collect();
        let spelt_alike = |name: &str| {
            rows.fields
                .iter()
                .any(|field| names::snake(field) == names::snake(name))
        };
        let is_name = |name: &str| {
            name.starts_with(|first: char| first.is_ascii_alphabetic())
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        };
        if new.len() * 2 > named.len() || new.iter().any(|name| spelt_alike(name) || !is_name(name))
        {
            return false;
        }
        let (home, name) = match rows.type_.rsplit_once('.') {
            Some((file, name)) => (Unit::named(file), name),
            None => (owner.unit.clone(), rows.type_.as_str()),
        };
        let types = &mut self.file(&home).types;
        let written = types.iter_mut().find(|entry| entry.key == name);
        let Some(Fragment::Map(entries)) = written.map(|entry| &mut entry.value) else {
            return false;
        };
        let fields = entries.iter_mut().find(|entry| entry.key == "fields");
        let Some(Fragment::Map(fields)) = fields.map(|entry| &mut entry.value) else {
            return false;
        };
        for name in new {
            let described = field
                .fields
                .iter()
                .find(|field| operators::split(&field.name).1 == name);
            let scalar = match described.map(|field| &field.type_.shape) {
                Some(Shape::Scalar(scalar)) => scalar.name(),
                _ => Scalar::Any.name(),
            };
            let line = described.map_or(field.line, |field| field.line);
            let mut facts = Entries::default();
            facts.put("type", Fragment::Type(scalar.to_owned()));
            facts.text("access", "read");
            let without = ["order", "select"].map(Fragment::text);
            facts.put("without", Fragment::List(without.into()));
            if described.is_none() {
                let text = "only the example of a filter names it".to_owned();
                if let Some(check) = check(&draft.page, &[Note { line, text }]) {
                    facts.text("check", &check);
                }
            }
            fields.push(Entry {
                key: name.to_owned(),
                value: facts.done(),
                origin: Some(Origin {
                    page: draft.page.as_str().into(),
                    line,
                    shown: described.is_none(),
                }),
            });
        }
        true
    }

    /// A type of the names that the page lists, where the wire has them with operators before them
    /// or as a list of names.
    fn listed(
        &mut self,
        owner: Owner<'_>,
        field: &Field,
        word: Word,
        keys: &Keys,
    ) -> Option<Condition> {
        let prefixed = keys.prefixed || !field.operators.prefixes.is_empty();
        let plain = word == Word::Filter && !prefixed;
        let described = field
            .fields
            .iter()
            .any(|field| !field.type_.text.is_empty());
        if plain || field.fields.is_empty() || word == Word::Filter && !described {
            return None;
        }
        let mut fields = field.fields.clone();
        for field in &mut fields {
            field.required = Need(None);
            field.condition = None;
            field.default = None;
            if word != Word::Filter {
                // What stands for a name there is a direction, no value of the field.
                field.values.clear();
                field.type_.shape = Shape::Unknown;
            }
        }
        let answered = Owner {
            reserved: names::RECORD,
            top: false,
            sent: false,
            ..owner
        };
        let wanted = format!("{}{}Fields", owner.name, names::words(&field.name));
        let type_ = self.type_of(answered, &fields, &wanted, TypeFacts::default());
        (type_ != "object").then(|| Condition {
            required: required(&field.fields),
            ..Condition::of(expression(word, &type_))
        })
    }
}

/// The keys that must be among those of a filter.
fn required(fields: &[Field]) -> Vec<String> {
    fields
        .iter()
        .filter(|field| field.required.0 == Some(Required::Yes))
        .map(|field| field.name.clone())
        .collect()
}

fn expression(word: Word, type_: &str) -> String {
    let word = match word {
        Word::Filter => "filter",
        Word::Order => "order",
        Word::Select => "select",
    };
    format!("{word}<{}>", public(type_))
}

/// Whether a name is one of the fields, or of their families.
fn has_name(fields: &[String], name: &str, word: Word) -> bool {
    word == Word::Select && name.contains('*')
        || fields
            .iter()
            .any(|field| field == name || pattern::is_pattern(field) && pattern::fits(field, name))
}

/// Whether a description says that the fields are those of what the method answers.
fn names_rows(words: &str) -> bool {
    let text = words.to_lowercase();
    [
        "correspond to the fields",
        "fields of the ",
        "fields from the",
        "correspond to ",
    ]
    .iter()
    .any(|said| text.contains(said))
}

/// The keys of a condition that the example of a request shows.
#[derive(Debug, Default)]
struct Keys {
    names: Vec<String>,
    /// Whether an operator stands before one of them.
    prefixed: bool,
    /// Whether the example, if there is one, has the form of such a condition.
    is_keyed: bool,
    /// Whether it is an object.
    is_object: bool,
}

impl Keys {
    fn of(word: Word, version: u8, shown: Option<&Json>) -> Self {
        let mut keys = Self {
            is_keyed: true,
            ..Self::default()
        };
        match (word, shown) {
            (_, None) => {}
            (Word::Filter, Some(Json::Map(map))) if version == 2 => {
                keys.is_object = true;
                for (key, inner) in map.iter() {
                    keys.group(key, inner);
                }
            }
            (Word::Filter, Some(Json::List(items))) if version == 3 => {
                for item in items {
                    match item {
                        Json::List(parts) => {
                            if let Some(Json::Text(name)) = parts.first() {
                                keys.names.push(name.clone());
                                keys.prefixed = true;
                            }
                        }
                        _ => keys.is_keyed = false,
                    }
                }
            }
            (Word::Order, Some(Json::Map(map))) => {
                keys.is_object = true;
                keys.names.extend(map.iter().map(|(key, _)| key.to_owned()));
            }
            (Word::Select, Some(Json::List(items))) => {
                for item in items {
                    match item {
                        Json::Text(text) => keys.names.push(text.clone()),
                        _ => keys.is_keyed = false,
                    }
                }
            }
            // PHP has one word for an empty list and an empty object.
            (_, Some(Json::List(items))) => keys.is_keyed = items.is_empty(),
            (_, Some(_)) => keys.is_keyed = false,
        }
        keys
    }

    /// A key of a filter, or what is in a group of conditions.
    fn group(&mut self, key: &str, inner: &Json) {
        let numbered = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit());
        match inner {
            Json::Map(map) if numbered => {
                for (key, inner) in map.iter() {
                    self.group(key, inner);
                }
            }
            _ if key.eq_ignore_ascii_case("logic") => {}
            _ => {
                let (prefix, name) = operators::split(key);
                self.prefixed |= !prefix.is_empty();
                self.names.push(name.to_owned());
            }
        }
    }
}
