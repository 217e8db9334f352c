//! Gives values the types of the description, and finds what does not fit.

mod conditions;

use bitrix24::describe::{self, Access, Field, Kind, Requirement, Shape, ValueShape};
use bitrix24::{Map, Value};

use super::given::{Given, items};
use super::names::{Names, closest};
use super::problem::{Path, Problem};
use super::scalar;

/// Makes values from what was given.
pub(crate) struct Fit {
    /// Whether the method writes: then fields that the portal sets itself are problems.
    pub(crate) writes: bool,
    /// Version of the REST protocol, which decides the form of filters.
    pub(crate) version: u8,
    /// What does not fit.
    pub(crate) problems: Vec<Problem>,
}

impl Fit {
    /// Adds a problem.
    pub(super) fn problem(&mut self, path: &Path<'_>, text: impl Into<String>) {
        self.problems.push(Problem::new(path, text));
    }

    /// The parameters of a method, or an object with fields.
    pub(crate) fn object(&mut self, names: Names<'_>, given: Given, path: &Path<'_>) -> Value {
        let Ok(parts) = given.into_parts() else {
            self.problem(
                path,
                "expected an object: JSON, parts such as `.NAME`, or `NAME=value`",
            );
            return Value::Null;
        };
        let mut made = Map::new();
        let mut present: Vec<&Field> = Vec::new();
        for (name, part) in parts {
            let at = Path::Part(path, &name);
            let Some((name, field)) = names.find(&name) else {
                let what = if matches!(path, Path::Root) {
                    "parameter"
                } else {
                    "field"
                };
                let text = format!("no such {what}{}", names.suggestion(&name));
                self.problem(&at, text);
                continue;
            };
            if self.writes && field.access == Access::Read {
                self.problem(&at, "read-only: the portal sets it");
                continue;
            }
            let at = Path::Part(path, &name);
            present.push(field);
            let value = self.value(&field.kind, part, &at);
            made.insert(name, value);
        }
        self.missing(names.fields, &present, path);
        Value::Map(made)
    }

    /// Notes required fields that are missing.
    fn missing(&mut self, fields: &[Field], present: &[&Field], path: &Path<'_>) {
        let is_present = |field: &Field| present.iter().any(|given| std::ptr::eq(*given, field));
        let mut groups: Vec<&str> = Vec::new();
        for field in fields.iter().filter(|field| !is_present(field)) {
            let at = Path::Part(path, &field.name);
            match &field.required {
                Requirement::Yes => {
                    let doc = field.doc.as_deref().map(|doc| format!(": {doc}"));
                    let text = format!(
                        "required, {}{}",
                        scalar::phrase(&field.kind),
                        doc.unwrap_or_default()
                    );
                    self.problem(&at, text);
                }
                Requirement::Either(group, _) if !groups.contains(&group.as_str()) => {
                    groups.push(group);
                    if !is_complete(fields, group, &is_present) {
                        let text =
                            format!("one of these is required: {}", alternatives(fields, group));
                        self.problem(path, text);
                    }
                }
                _ => {}
            }
        }
    }

    /// A value of a kind.
    pub(super) fn value(&mut self, kind: &Kind, given: Given, path: &Path<'_>) -> Value {
        // `null` and an empty text clear a field of any kind.
        if given.json == Some(Value::Null) && given.words.is_empty() && given.parts.is_empty() {
            return Value::Null;
        }
        if given.words == [""] && given.parts.is_empty() {
            return Value::Text(String::new());
        }
        match kind {
            Kind::Any => untyped(given),
            Kind::List(item) => self.list(item, given, path),
            Kind::Map(_, item) => self.map(item, given, path),
            Kind::Order(of) => self.order(of, given, path),
            Kind::Select(of) => self.select(of, given, path),
            Kind::Id(name) => {
                let key = describe::named(name).and_then(|ty| ty.key.clone());
                self.scalar(&key.unwrap_or(Kind::Integer), given, path)
            }
            Kind::Named(name) => match describe::named(name).map(|ty| &ty.shape) {
                Some(shape) => self.shape(shape, given, path),
                None => untyped(given),
            },
            scalar => self.scalar(scalar, given, path),
        }
    }

    fn shape(&mut self, shape: &Shape, given: Given, path: &Path<'_>) -> Value {
        match shape {
            Shape::Alias(kind) => self.value(kind, given, path),
            Shape::Object(object) => self.object(Names::of(object), given, path),
            Shape::Enumeration(values) => self.enumeration(values, given, path),
            Shape::Union(kinds) => self.union(kinds, &given, path),
            Shape::Filter(filter) => conditions::filter(self, filter, given, path),
            _ => untyped(given),
        }
    }

    fn scalar(&mut self, kind: &Kind, given: Given, path: &Path<'_>) -> Value {
        let made = match single(given) {
            Ok(Single::Word(word)) => scalar::of_word(kind, word),
            Ok(Single::Json(value)) => scalar::of_json(kind, value),
            Err(text) => Err(text),
        };
        made.unwrap_or_else(|text| {
            self.problem(path, text);
            Value::Null
        })
    }

    fn enumeration(&mut self, values: &ValueShape, given: Given, path: &Path<'_>) -> Value {
        let word = match single(given) {
            Ok(Single::Word(word)) => word,
            Ok(Single::Json(Value::Text(text))) => text,
            Ok(Single::Json(Value::Integer(number))) => number.to_string(),
            Ok(Single::Json(_)) => {
                self.problem(path, "expected one of the documented values");
                return Value::Null;
            }
            Err(text) => {
                self.problem(path, text);
                return Value::Null;
            }
        };
        let known = values.values.iter().map(|row| row.wire.as_str());
        let same = known.clone().find(|wire| wire.eq_ignore_ascii_case(&word));
        let value = match same {
            _ if values.lists(&word) => word,
            Some(same) => same.to_owned(),
            None => {
                let text = match closest(&word, known.clone()) {
                    Some(similar) => {
                        format!("`{word}` is not a documented value; did you mean `{similar}`?")
                    }
                    None => {
                        let all: Vec<&str> = known.take(12).collect();
                        format!(
                            "`{word}` is not a documented value; there are {}",
                            all.join(", ")
                        )
                    }
                };
                self.problem(path, text);
                return Value::Null;
            }
        };
        match value.parse() {
            Ok(number) if values.integer => Value::Integer(number),
            _ => Value::Text(value),
        }
    }

    /// The first alternative that fits without a problem; text last, because every word is text.
    fn union(&mut self, kinds: &[Kind], given: &Given, path: &Path<'_>) -> Value {
        let is_text = |kind: &&Kind| matches!(kind, Kind::Text | Kind::Any);
        let ordered = kinds
            .iter()
            .filter(|kind| !is_text(kind))
            .chain(kinds.iter().filter(is_text));
        let before = self.problems.len();
        for kind in ordered {
            let value = self.value(kind, given.clone(), path);
            if self.problems.len() == before {
                return value;
            }
            self.problems.truncate(before);
        }
        let phrases: Vec<String> = kinds.iter().map(scalar::phrase).collect();
        self.problem(path, format!("expected {}", phrases.join(" or ")));
        Value::Null
    }

    fn list(&mut self, item: &Kind, given: Given, path: &Path<'_>) -> Value {
        let mut items = Vec::new();
        if let Some(json) = given.json {
            match json {
                Value::List(values) => items.extend(values.into_iter().map(Given::json)),
                // PHP writes a list with gaps as an object.
                Value::Map(_) => return json,
                _ => self.problem(path, "expected a list"),
            }
        }
        for word in given.words {
            match serde_json::from_str(&word) {
                Ok(Value::List(values)) if word.starts_with('[') => {
                    items.extend(values.into_iter().map(Given::json));
                }
                _ if scalar::is_split(item) => items.extend(word.split(',').map(Given::word)),
                _ => items.push(Given::word(word)),
            }
        }
        for (name, part) in given.parts {
            if name.parse::<usize>().is_ok() {
                items.push(part);
            } else {
                let text = "expected the number of an item, from 0";
                self.problem(&Path::Part(path, &name), text);
            }
        }
        let items = items.into_iter().enumerate().map(|(index, given)| {
            let index = index.to_string();
            self.value(item, given, &Path::Part(path, &index))
        });
        Value::List(items.collect())
    }

    fn map(&mut self, item: &Kind, given: Given, path: &Path<'_>) -> Value {
        if let Some(Value::List(_)) = &given.json {
            return self.list(item, given, path);
        }
        let Ok(parts) = given.into_parts() else {
            self.problem(path, "expected an object: JSON, or `NAME=value`");
            return Value::Null;
        };
        let made = parts.into_iter().map(|(name, part)| {
            let value = self.value(item, part, &Path::Part(path, &name));
            (name, value)
        });
        Value::Map(made.collect())
    }

    /// An order: `ID=desc`, or `ID` for the ascending one.
    fn order(&mut self, of: &str, given: Given, path: &Path<'_>) -> Value {
        let words = given.words.iter().flat_map(|word| items(word));
        let words = words.map(|word| {
            if word.contains('=') || word.starts_with('{') {
                word
            } else {
                format!("{word}=asc")
            }
        });
        let given = Given {
            words: words.collect(),
            ..given
        };
        if let Some(Value::List(items)) = &given.json {
            return Value::List(items.clone());
        }
        let Ok(parts) = given.into_parts() else {
            self.problem(path, "expected an order such as `ID=desc`");
            return Value::Null;
        };
        let mut made = Map::new();
        for (name, part) in parts {
            let at = Path::Part(path, &name);
            let direction = single(part).ok().map(|given| match given {
                Single::Word(word) => word,
                Single::Json(value) => value.as_text().unwrap_or_default().to_owned(),
            });
            let direction = direction.unwrap_or_default();
            if !["asc", "desc"]
                .iter()
                .any(|known| direction.to_lowercase().starts_with(known))
            {
                self.problem(
                    &at,
                    format!("`{direction}` is no direction; there are asc and desc"),
                );
            }
            if let Some(name) = self.field_name(of, &name, &at, describe::Use::Order) {
                made.insert(name, Value::Text(direction));
            }
        }
        Value::Map(made)
    }

    /// A selection: `ID,TITLE`.
    fn select(&mut self, of: &str, given: Given, path: &Path<'_>) -> Value {
        let words = given.words.iter().flat_map(|word| items(word));
        let given = Given {
            words: words.collect(),
            ..given
        };
        let list = self.list(&Kind::Any, given, path);
        let Value::List(items) = list else {
            return list;
        };
        let items = items.into_iter().map(|item| match item {
            Value::Text(name) if !name.contains(['*', '.']) => {
                let at = Path::Part(path, &name);
                let found = self.field_name(of, &name, &at, describe::Use::Select);
                Value::Text(found.unwrap_or_default())
            }
            other => other,
        });
        Value::List(items.collect())
    }

    /// The name of a field of a type; a problem if it is not one, or cannot be used so.
    pub(super) fn field_name(
        &mut self,
        of: &str,
        name: &str,
        path: &Path<'_>,
        used: describe::Use,
    ) -> Option<String> {
        let Some(names) = fields(of) else {
            return Some(name.to_owned());
        };
        // Fields of related objects follow a dot, and are those of another type.
        if name.contains('.') {
            return Some(name.to_owned());
        }
        match names.find(name) {
            None => {
                let text = format!("no such field{}", names.suggestion(name));
                self.problem(path, text);
                None
            }
            Some((_, field)) if field.without.contains(&used) => {
                let text = match used {
                    describe::Use::Order => "cannot be sorted by",
                    describe::Use::Select => "cannot be selected",
                    _ => "cannot be filtered by",
                };
                self.problem(path, text);
                None
            }
            Some((name, _)) => Some(name),
        }
    }
}

/// The fields of a type, if they are described.
pub(super) fn fields(of: &str) -> Option<Names<'static>> {
    let object = Kind::Named(of.to_owned()).object()?;
    Some(Names::of(object))
}

/// Whether all of one alternative of a group are present.
fn is_complete(fields: &[Field], group: &str, is_present: &dyn Fn(&Field) -> bool) -> bool {
    members(fields, group).any(|(alternative, _)| {
        members(fields, group)
            .filter(|(other, _)| *other == alternative)
            .all(|(_, field)| is_present(field))
    })
}

/// The fields of a group of alternatives, with the name of the alternative of each.
fn members<'f>(fields: &'f [Field], group: &'f str) -> impl Iterator<Item = (&'f str, &'f Field)> {
    fields
        .iter()
        .filter_map(move |field| match &field.required {
            Requirement::Either(of, alternative) if of == group => {
                Some((alternative.as_str(), field))
            }
            _ => None,
        })
}

/// The alternatives of a group in words: `id, or xmlId and type`.
fn alternatives(fields: &[Field], group: &str) -> String {
    let mut found: Vec<(&str, String)> = Vec::new();
    for (alternative, field) in members(fields, group) {
        match found.iter_mut().find(|(known, _)| *known == alternative) {
            Some((_, text)) => {
                text.push_str(" and ");
                text.push_str(&field.name);
            }
            None => found.push((alternative, field.name.clone())),
        }
    }
    let texts: Vec<String> = found.into_iter().map(|(_, text)| text).collect();
    texts.join(", or ")
}

/// One value.
pub(super) enum Single {
    Word(String),
    Json(Value),
}

/// What was given, if it is one value.
pub(super) fn single(given: Given) -> Result<Single, String> {
    if let Some((name, _)) = given.parts.first() {
        return Err(format!("it has no parts, such as `{name}`"));
    }
    let mut words = given.words;
    match (words.pop(), words.is_empty(), given.json) {
        (Some(word), true, _) => Ok(Single::Word(word)),
        (None, _, Some(value)) => Ok(Single::Json(value)),
        (None, _, None) => Err("it has no value".to_owned()),
        (Some(_), false, _) => Err("given more than once, and it takes one value".to_owned()),
    }
}

/// A value of which no type is known: words are JSON if they look like an object or a list, and
/// text otherwise.
pub(crate) fn untyped(given: Given) -> Value {
    if !given.parts.is_empty() {
        if given
            .parts
            .iter()
            .all(|(name, _)| name.parse::<usize>().is_ok())
        {
            let items = given.parts.into_iter().map(|(_, part)| untyped(part));
            return Value::List(items.collect());
        }
        let words = given.words.clone();
        return match given.into_parts() {
            Ok(parts) => {
                let made = parts.into_iter().map(|(name, part)| (name, untyped(part)));
                Value::Map(made.collect())
            }
            Err(_) => Value::List(words.iter().map(|word| untyped_word(word)).collect()),
        };
    }
    match (given.words.as_slice(), given.json) {
        ([], json) => json.unwrap_or_default(),
        ([word], _) => untyped_word(word),
        (words, _) => Value::List(words.iter().map(|word| untyped_word(word)).collect()),
    }
}

fn untyped_word(word: &str) -> Value {
    match serde_json::from_str(word) {
        Ok(value) if word.starts_with(['{', '[']) => value,
        _ => Value::Text(word.to_owned()),
    }
}
