//! New fields and types as a file writes them.

use std::fmt::Write as _;

use super::{ByHand, Planner};
use crate::compare::key;
use crate::edit::Yaml;
use crate::facts::{Item, Required, Wire};
use bitrix24_codegen::names;

impl Planner<'_> {
    /// A field with everything in it. Its sentence is left to a person.
    pub(super) fn field(&self, file: &str, items: &[Item]) -> Result<Yaml, ByHand> {
        let Some((item, parts)) = items.split_first() else {
            return Err("there is nothing to add".to_owned());
        };
        let mut facts = vec![("type", Yaml::text(&self.expression(file, item, parts)))];
        match item.required {
            Required::No => {}
            Required::Yes => facts.push(("required", true.into())),
            Required::Unknown => facts.push(("required", Yaml::text("unknown"))),
            Required::Sometimes => return Err(CONDITION.to_owned()),
        }
        facts.extend(
            item.default
                .as_deref()
                .map(|default| ("default", json(default))),
        );
        if item.nullable {
            facts.push(("nullable", true.into()));
        }
        if let Some(values) = own_values(item) {
            facts.push(("values", values?));
        }
        let named = self.named(file, item).is_some();
        for (key, fields) in [("fields", false), ("patterns", true)] {
            let fields = self.fields(file, item, parts, fields)?;
            if !fields.is_empty() && !named {
                facts.push((key, Yaml::Map(fields)));
            }
        }
        if item.deprecated {
            facts.push(("deprecated", true.into()));
        }
        if let [(_, short)] = facts.as_slice() {
            return Ok(short.clone());
        }
        let facts = facts
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value));
        Ok(Yaml::Map(facts.collect()))
    }

    /// What is in an item: its fields, or its families of fields.
    pub(super) fn fields(
        &self,
        file: &str,
        item: &Item,
        mut parts: &[Item],
        patterns: bool,
    ) -> Result<Vec<(String, Yaml)>, ByHand> {
        let mut fields = Vec::new();
        while let Some((part, rest)) = parts.split_first() {
            let inside = rest
                .iter()
                .take_while(|inner| crate::compare::is_inside(&inner.path, &part.path))
                .count();
            let name = key(&part.path, &item.path);
            if is_pattern(name) == patterns {
                fields.push((name.to_owned(), self.field(file, &parts[..=inside])?));
            }
            parts = &rest[inside..];
        }
        Ok(fields)
    }

    /// The type of a documented item as the schema writes it: a named type that has the documentation's name, or else
    /// what it is on the wire.
    pub(super) fn expression(&self, file: &str, item: &Item, parts: &[Item]) -> String {
        if let Some(name) = self.named(file, item) {
            return name;
        }
        let own = own_values(item).is_some() || !parts.is_empty();
        match &item.wire {
            // Fields of its own say more than "anything".
            Wire::Any if !parts.is_empty() => "object".to_owned(),
            Wire::List(inner) if **inner == Wire::Any && own => "object[]".to_owned(),
            wire => expression(wire),
        }
    }

    /// The named type, as the file calls it.
    fn named(&self, file: &str, item: &Item) -> Option<String> {
        let words = item.type_.trim();
        let name = self.schema.type_by_wire(words.trim_end_matches("[]"))?;
        let namespace = &self.schema.file(file)?.model.namespace;
        let short = name.strip_prefix(namespace.as_str());
        let short = short.and_then(|rest| rest.strip_prefix('.'));
        let name = short.filter(|rest| !rest.contains('.')).unwrap_or(name);
        let is_list = matches!(item.wire, Wire::List(_));
        Some(if is_list {
            format!("{name}[]")
        } else {
            name.to_owned()
        })
    }
}

pub(super) const CONDITION: &str = "the condition has to be told in words";

/// Whether a name stands for a family.
pub(super) fn is_pattern(name: &str) -> bool {
    name.contains(['{', '*'])
}

/// JSON as YAML. Other text is taken for text.
pub(super) fn json(text: &str) -> Yaml {
    serde_json::from_str(text).map_or_else(|_| Yaml::text(text), |value| Yaml::json(&value))
}

/// Documented values as an enumeration, for types that may be one.
pub(super) fn own_values(item: &Item) -> Option<Result<Yaml, ByHand>> {
    let base = match &item.wire {
        Wire::List(inner) => &**inner,
        wire => wire,
    };
    if item.values.is_empty() || !matches!(base, Wire::Integer | Wire::Text) {
        return None;
    }
    let mut names: Vec<String> = Vec::new();
    let mut entries = Vec::new();
    for value in &item.values {
        let Some(name) = value_name(value) else {
            return Some(Err(format!("the value `{value}` needs a name")));
        };
        let name = unused(&name, &names);
        names.push(name.clone());
        entries.push((name, wire_value(value, *base == Wire::Integer)));
    }
    Some(Ok(Yaml::Map(entries)))
}

/// A value of an enumeration as a file writes it.
pub(super) fn wire_value(value: &str, integer: bool) -> Yaml {
    if is_pattern(value) {
        return Yaml::Map(vec![("pattern".to_owned(), Yaml::text(value))]);
    }
    match value.parse::<i64>() {
        Ok(number) if integer && number.to_string() == value => Yaml::Scalar(value.to_owned()),
        _ => Yaml::text(value),
    }
}

/// A name for a value: its words, or its number.
pub(super) fn value_name(value: &str) -> Option<String> {
    if value.starts_with(|first: char| first.is_ascii_digit()) {
        return variant(&format!("value_{value}"));
    }
    match value.strip_prefix('-') {
        Some(rest) => variant(&format!("minus_{rest}")),
        None => variant(value),
    }
}

/// A word of the wire as the name of a variant, when it can be one.
pub(super) fn variant(word: &str) -> Option<String> {
    if !word.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let name: String = names::camel(word)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    names::is_type_name(&name).then_some(name)
}

/// The name, with a number behind it when it is taken.
pub(super) fn unused(name: &str, taken: &[String]) -> String {
    let mut free = name.to_owned();
    let mut number = 2;
    while taken.contains(&free) {
        free.truncate(name.len());
        // Writing to a string cannot fail.
        let _ = write!(free, "{number}");
        number += 1;
    }
    free
}

/// What a type of the wire is called in the schema.
pub(super) fn expression(wire: &Wire) -> String {
    match wire {
        Wire::Integer => "integer".to_owned(),
        Wire::Number => "double".to_owned(),
        Wire::Text => "string".to_owned(),
        Wire::Boolean => "boolean".to_owned(),
        Wire::Flag => "flag".to_owned(),
        Wire::Date => "date".to_owned(),
        Wire::DateTime => "datetime".to_owned(),
        Wire::Timestamp => "timestamp".to_owned(),
        Wire::File => "file".to_owned(),
        Wire::Object => "object".to_owned(),
        Wire::Null => "none".to_owned(),
        Wire::Any => "any".to_owned(),
        Wire::Map(value) => format!("map<string,{}>", expression(value)),
        Wire::List(item) => match &**item {
            Wire::Union(_) => format!("({})[]", expression(item)),
            item => format!("{}[]", expression(item)),
        },
        Wire::Union(parts) => {
            let parts = parts.iter().filter(|part| **part != Wire::Null);
            parts.map(expression).collect::<Vec<_>>().join("|")
        }
    }
}
