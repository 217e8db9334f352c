//! Checks values of a payload against their types.

use serde_json::{Map, Value};

use super::Reader;
use super::spellings::{is_absent, is_digits, is_integer, is_text, join, scalar_fits};
use crate::ir::{
    Field, Filter, KeyType, Object, Operator, Record, Required, Ty, TypeKind, TypePath, Use,
};
use crate::operators;
use crate::pattern;

impl<'a> Reader<'a> {
    pub(super) fn value(&mut self, path: &str, ty: &Ty, value: &Value) {
        if is_absent(ty, value) {
            return;
        }
        match ty {
            Ty::Named(named) => {
                let Some(kind) = self.schema.get(named).map(|ty| &ty.kind) else {
                    return;
                };
                self.named(path, kind, value);
            }
            Ty::List(item) => match value {
                Value::Array(items) => {
                    for (index, value) in items.iter().enumerate() {
                        self.value(&format!("{path}[{index}]"), item, value);
                    }
                }
                Value::Object(items) if items.keys().all(|key| is_digits(key)) => {
                    for (key, value) in items {
                        self.value(&join(path, key), item, value);
                    }
                }
                other => self.note(path, "a list", other),
            },
            Ty::Map(_, inner) => match value {
                Value::Object(entries) => {
                    for (key, value) in entries {
                        self.value(&join(path, key), inner, value);
                    }
                }
                Value::Array(items) if items.is_empty() => {}
                other => self.note(path, "an object", other),
            },
            Ty::Nullable(inner) if !value.is_null() => self.value(path, inner, value),
            Ty::Nullable(_) => {}
            Ty::Order(of) => {
                let record = self.record(of);
                self.order(path, record, value);
            }
            Ty::Select(of) => {
                let record = self.record(of);
                self.select(path, record, value);
            }
            Ty::Id(of) => {
                let key = self.schema.get(of).and_then(|ty| ty.key);
                let fits = if key == Some(KeyType::String) {
                    is_text(value)
                } else {
                    is_integer(value)
                };
                self.expect(fits, path, "an identifier", value);
            }
            Ty::Scalar(scalar) => {
                self.expect(scalar_fits(*scalar, value), path, scalar.phrase(), value);
            }
        }
    }

    fn named(&mut self, path: &str, kind: &'a TypeKind, value: &Value) {
        match (kind, value) {
            (
                TypeKind::Record(Record {
                    fields, patterns, ..
                }),
                Value::Object(object),
            ) => {
                // No field of an answer is required.
                let fields: Vec<Field> = fields
                    .iter()
                    .map(|field| Field {
                        required: Required::No,
                        ..field.clone()
                    })
                    .collect();
                self.object(path, &fields, patterns, object);
            }
            (
                TypeKind::Object(Object {
                    fields, patterns, ..
                }),
                Value::Object(object),
            ) => {
                self.object(path, fields, patterns, object);
            }
            (TypeKind::Record(_) | TypeKind::Object(_), Value::Array(items))
                if items.is_empty() => {}
            (TypeKind::Filter(filter), Value::Object(conditions)) => {
                self.filter(path, filter, conditions);
            }
            (TypeKind::Filter(filter), Value::Array(conditions)) if filter.version == 3 => {
                self.conditions(path, filter, conditions);
            }
            (TypeKind::Enumeration(values), value) => {
                let text = value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned);
                let known = values.variants.iter().any(|variant| {
                    variant.wire == text || (variant.family && pattern::fits(&variant.wire, &text))
                });
                self.expect(known, path, "a documented value", value);
            }
            (TypeKind::Union(alternatives), value) => {
                let fits = alternatives.iter().any(|alternative| {
                    let mut reader = Reader {
                        schema: self.schema,
                        found: Vec::new(),
                    };
                    reader.value(path, &alternative.ty, value);
                    reader.found.is_empty()
                });
                self.expect(fits, path, "one of the documented types", value);
            }
            (TypeKind::Alias(target), value) => self.value(path, target, value),
            (_, other) => self.note(path, "an object", other),
        }
    }

    fn filter(&mut self, path: &str, filter: &Filter, conditions: &Map<String, Value>) {
        self.all_of(path, filter, conditions);
        for required in filter
            .required
            .iter()
            .filter(|required| !conditions.contains_key(&required.wire))
        {
            self.note(&join(path, &required.wire), "a required key", &Value::Null);
        }
    }

    /// Conditions of which all, or one, must hold, as `logic` says. The keys of groups of
    /// conditions are numbers.
    fn all_of(&mut self, path: &str, filter: &Filter, conditions: &Map<String, Value>) {
        for (key, value) in conditions {
            let inner = join(path, key);
            match value {
                Value::String(logic) if filter.or && key == "logic" => {
                    let known = matches!(logic.to_ascii_uppercase().as_str(), "OR" | "AND");
                    self.expect(known, &inner, "`OR` or `AND`", value);
                }
                Value::Object(group) if filter.or && is_digits(key) => {
                    self.all_of(&inner, filter, group);
                }
                _ => self.condition(&inner, filter, key, value),
            }
        }
    }

    fn condition(&mut self, path: &str, filter: &Filter, key: &str, value: &Value) {
        let (prefix, field) = operators::split(key);
        let allowed = prefix.is_empty()
            || filter.operators.is_empty()
            || filter
                .operators
                .iter()
                .any(|operator| operator.prefix == prefix);
        self.expect(
            allowed,
            path,
            "a documented operator",
            &Value::String(prefix.to_owned()),
        );
        let record = self.record(&filter.of);
        let Some(field) = record.and_then(|record| find_field(record, field)) else {
            return self.note(path, "no such field", value);
        };
        self.may_be_used(path, field, Use::Filter, value);
        let operator = operators::find(prefix);
        let refused = operator.is_some_and(|operator| {
            let mut refusals = filter.refused.iter();
            refusals.any(|refused| refused.refuses(self.schema, operator, &field.ty))
        });
        self.expect(
            !refused,
            path,
            "an operator that works on this type",
            &Value::String(prefix.to_owned()),
        );
        if operator.is_some_and(Operator::is_about_text) {
            return self.expect(is_text(value), path, "text", value);
        }
        // A field with several values is compared with one of them.
        let ty = field.ty.item();
        match value {
            Value::Array(values) => {
                for value in values {
                    self.value(path, ty, value);
                }
            }
            value => self.value(path, ty, value),
        }
    }

    /// Checks that the documentation does not exclude a field from its use.
    fn may_be_used(&mut self, path: &str, field: &Field, used: Use, value: &Value) {
        let expected = match used {
            Use::Filter => "a field that filters take",
            Use::Order => "a field that orders take",
            Use::Select => "a field that selections take",
        };
        self.expect(!field.without.contains(&used), path, expected, value);
    }

    /// A filter of REST 3.0: `[field, operator, value]`, `[field, values]`, or a group of such.
    fn conditions(&mut self, path: &str, filter: &Filter, conditions: &[Value]) {
        let record = self.record(&filter.of);
        for (index, condition) in conditions.iter().enumerate() {
            let inner = format!("{path}[{index}]");
            let (field, operator, value) = match condition {
                Value::Array(parts) => match parts.as_slice() {
                    [field, operator, value] => {
                        (field, operator.as_str().unwrap_or_default(), value)
                    }
                    // With two parts the operator is left out: the value is one of a list.
                    [field, value] => (field, if value.is_array() { "in" } else { "=" }, value),
                    _ => {
                        self.note(&inner, "a field, an operator and a value", condition);
                        continue;
                    }
                },
                group => {
                    match alternatives(group) {
                        Some(conditions) if filter.or => {
                            self.conditions(&join(&inner, "conditions"), filter, conditions);
                        }
                        Some(_) => self.note(&inner, "no alternatives", group),
                        None => self.note(&inner, "a condition or a group of alternatives", group),
                    }
                    continue;
                }
            };
            let allowed = filter.operators.is_empty()
                || filter
                    .operators
                    .iter()
                    .any(|known| known.prefix == operator);
            self.expect(allowed, &inner, "a documented operator", condition);
            let field = field.as_str().unwrap_or_default();
            let field = record.and_then(|record| find_field(record, field));
            if let Some(field) = field {
                self.may_be_used(&inner, field, Use::Filter, condition);
            }
            match (field, value) {
                (Some(field), Value::Array(values)) => {
                    for value in values {
                        self.value(&inner, &field.ty, value);
                    }
                }
                (Some(field), value) => self.value(&inner, &field.ty, value),
                (None, _) => self.note(&inner, "the name of a field", condition),
            }
        }
    }

    fn order(&mut self, path: &str, record: Option<&Record>, value: &Value) {
        let Value::Object(order) = value else {
            return self.note(path, "an object", value);
        };
        for (key, direction) in order {
            let inner = join(path, key);
            match record.map(|record| find_field(record, key)) {
                Some(None) => self.note(&inner, "no such field", direction),
                Some(Some(field)) => self.may_be_used(&inner, field, Use::Order, direction),
                None => {}
            }
            let text = direction.as_str().unwrap_or_default().to_ascii_lowercase();
            self.expect(
                matches!(text.as_str(), "asc" | "desc"),
                &inner,
                "`asc` or `desc`",
                direction,
            );
        }
    }

    fn select(&mut self, path: &str, record: Option<&Record>, value: &Value) {
        let Value::Array(names) = value else {
            return self.note(path, "a list", value);
        };
        for (index, name) in names.iter().enumerate() {
            let text = name.as_str().unwrap_or_default();
            let inner = format!("{path}[{index}]");
            match record.map(|record| self.find_selected(record, text)) {
                _ if matches!(text, "*" | "UF_*") => {}
                Some(None) => self.note(&inner, "the name of a field", name),
                Some(Some(field)) => self.may_be_used(&inner, field, Use::Select, name),
                None => {}
            }
        }
    }

    /// The field that a selection names, which may be one of a related object: `responsible.name`.
    fn find_selected(&self, record: &'a Record, name: &str) -> Option<&'a Field> {
        let own = find_field(record, name);
        own.or_else(|| {
            let (first, rest) = name.split_once('.').filter(|_| record.related)?;
            let field =
                find_field(record, first).filter(|field| !field.without.contains(&Use::Select))?;
            match field.ty.item() {
                Ty::Named(path) => self.find_selected(self.record(path)?, rest),
                item => item.is_open().then_some(field),
            }
        })
    }

    fn record(&self, path: &TypePath) -> Option<&'a Record> {
        match self.schema.get(path).map(|ty| &ty.kind) {
            Some(TypeKind::Record(record)) => Some(record),
            _ => None,
        }
    }
}

/// The conditions of a group of which one must hold. Only single conditions are documented, no
/// groups within groups.
fn alternatives(group: &Value) -> Option<&[Value]> {
    let conditions = group.get("conditions")?.as_array()?;
    let is_or = group.get("logic").and_then(Value::as_str) == Some("or");
    (is_or && conditions.iter().all(Value::is_array)).then_some(conditions)
}

fn find_field<'a>(record: &'a Record, name: &str) -> Option<&'a Field> {
    let named = record.fields.iter().find(|field| field.wire == name);
    named.or_else(|| {
        record
            .patterns
            .iter()
            .find(|field| pattern::fits(&field.wire, name))
    })
}
