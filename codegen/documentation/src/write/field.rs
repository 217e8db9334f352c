//! Fields, their types and what is inside of them.

use std::collections::BTreeMap;

use super::Writer;
use super::expression::Expression;
use super::file::{Entries, Unit};
use super::names::{Variants, type_name};
use super::owner::Owner;
use crate::edit::Yaml;
use crate::extract::draft::{Field, Note, Scalar, Shape};
use crate::facts::Required;
use bitrix24_codegen::names;

/// Fields and families of fields, ready to be written.
#[derive(Debug, Default)]
pub(super) struct Contents {
    pub(super) fields: Vec<(String, Yaml)>,
    pub(super) patterns: Vec<(String, Yaml)>,
}

impl Writer<'_> {
    /// The fields of one object.
    pub(super) fn contents(&mut self, owner: Owner<'_>, fields: &[Field]) -> Contents {
        let mut contents = Contents::default();
        // By Rust name: a name that differs in case only is another spelling of the same field.
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        let mut aliases: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for field in fields {
            let pattern = crate::extract::is_pattern(&field.name).then(|| pattern(&field.name));
            let rust = match &pattern {
                Some(pattern) => names::family(pattern),
                None => names::snake(&field.name),
            };
            let rust = names::unless_taken(rust, owner.reserved);
            if let Some(first) = known.get(&rust) {
                let before = &fields[*first].name;
                if before.eq_ignore_ascii_case(&field.name)
                    && before != &field.name
                    && pattern.is_none()
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
            let renamed = (free != rust).then(|| free.clone());
            known.insert(free, index);
            let yaml = self.field(owner, field, renamed.as_deref());
            match pattern {
                Some(pattern) => {
                    if !contents.patterns.iter().any(|(known, _)| *known == pattern) {
                        contents.patterns.push((pattern, yaml));
                    }
                }
                None => contents.fields.push((field.name.clone(), yaml)),
            }
        }
        for (index, spellings) in aliases {
            let name = &fields[index].name;
            if let Some((_, yaml)) = contents.fields.iter_mut().find(|(known, _)| known == name) {
                add_aliases(yaml, &spellings);
            }
        }
        contents
    }

    fn field(&mut self, owner: Owner<'_>, field: &Field, rust: Option<&str>) -> Yaml {
        let mut notes: Vec<Note> = field.notes.clone();
        let mut entries = Entries::default();
        let wanted = format!("{}{}", owner.name, names::camel(&field.name));
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
        let mut expression = match condition {
            Some(text) => Expression::plain(text),
            None => self.expression(owner, field, &wanted, &mut notes),
        };
        let mut made = None;
        let mut inside = Contents::default();
        let mut variants = Vec::new();
        if let Some(base) = values
            && !expression.inline
        {
            made = Some(self.take(owner.unit, &wanted, &[]));
            variants = self::variants(base, &field.values);
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
        entries.text("type", &expression.text);
        requirement(&mut entries, owner, field, &mut notes);
        if let Some(default) = field
            .default
            .as_ref()
            .and_then(|text| serde_json::from_str(text).ok())
        {
            entries.set("default", Yaml::json(&default));
        }
        if field.nullable || expression.nullable {
            entries.set("nullable", Yaml::from(true));
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
            entries.set("deprecated", Yaml::from(true));
        }
        if field.shown {
            notes.push(Note {
                line: field.line,
                text: "only the example of an answer has this key".to_owned(),
            });
        }
        let page = field.page.as_deref().unwrap_or(owner.page);
        if let Some(check) = check(page, &notes) {
            entries.text("check", &check);
        }
        match <[(String, Yaml); 1]>::try_from(entries.0) {
            Ok([(_, only)]) => only,
            Err(entries) => Yaml::Map(entries),
        }
    }

    /// A named type of a file for these fields; one that says the same is used again.
    pub(super) fn type_of(
        &mut self,
        owner: Owner<'_>,
        fields: &[Field],
        wanted: &str,
        wire: Option<&str>,
    ) -> String {
        let name = self.take(owner.unit, &type_name(wanted), &["Input"]);
        let reserved = ["extra"];
        let inner = Owner {
            name: &name,
            reserved: &reserved,
            top: false,
            ..owner
        };
        let contents = self.contents(inner, fields);
        let mut entries = Entries::default();
        if let Some(wire) = wire {
            entries.text("wire", wire);
        }
        if contents.fields.is_empty() && contents.patterns.is_empty() {
            return "object".to_owned();
        }
        entries.map("fields", contents.fields);
        entries.map("patterns", contents.patterns);
        self.file(owner.unit)
            .types
            .push((name.clone(), entries.done()));
        name
    }

    /// Takes a name for a type of a file.
    pub(super) fn take(&mut self, unit: &Unit, wanted: &str, derived: &[&str]) -> String {
        self.file(unit).taken.take(wanted, derived)
    }
}

/// Values as an enumeration of the schema.
fn variants(base: &str, values: &[String]) -> Vec<(String, Yaml)> {
    let mut taken = Variants::default();
    let wire = |value: &String| match base {
        "integer" => Yaml::Scalar(value.clone()),
        _ => Yaml::text(value),
    };
    values
        .iter()
        .map(|value| (taken.take(value), wire(value)))
        .collect()
}

/// What must be sent, where something is sent. Pages tell conditions in sentences, which are not copied.
fn requirement(entries: &mut Entries, owner: Owner<'_>, field: &Field, notes: &mut Vec<Note>) {
    match field.required.0 {
        Some(Required::Yes) => entries.set("required", Yaml::from(true)),
        Some(Required::Unknown) if owner.sent => entries.text("required", "unknown"),
        Some(Required::Sometimes) => {
            let words = "the page of the method names the condition";
            entries.map("required", vec![("when".to_owned(), Yaml::text(words))]);
            notes.push(Note {
                line: field.line,
                text: "the condition of the requirement".to_owned(),
            });
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
        .map(|note| format!("{page}, line {}: {}.", note.line, note.text))
        .collect();
    (!texts.is_empty()).then(|| texts.join(" "))
}

fn add_aliases(yaml: &mut Yaml, spellings: &[String]) {
    let list = Yaml::List(spellings.iter().map(|name| Yaml::text(name)).collect());
    match yaml {
        Yaml::Map(entries) => entries.push(("aliases".to_owned(), list)),
        other => {
            let type_ = other.clone();
            *other = Yaml::Map(vec![
                ("type".to_owned(), type_),
                ("aliases".to_owned(), list),
            ]);
        }
    }
}
