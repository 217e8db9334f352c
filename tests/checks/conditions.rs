//! The canonical spelling of filters.
//!
//! Where alternatives are documented, nested groups whose conditions must all hold are merged into
//! the group around them, and the numbers of groups have no meaning. A field alone means `=` there.

use bitrix24::describe::{FilterShape, ObjectShape};
use bitrix24::{Map, Value};

use super::canonical::{Canonical, plain};
use super::schema::field;

impl Canonical<'_> {
    /// The conditions of a filter.
    pub(super) fn filter(self, filter: &FilterShape, object: &ObjectShape, value: &Value) -> Value {
        match value {
            Value::Map(map) if filter.or => {
                let mut group = Group::default();
                self.add(object, map, &mut group);
                group.value()
            }
            Value::Map(map) => Value::Map(
                map.iter()
                    .map(|(key, value)| self.condition(object, key, value))
                    .collect(),
            ),
            Value::List(conditions) => {
                let condition = |condition: &Value| self.listed(object, condition);
                Value::List(conditions.iter().map(condition).collect())
            }
            other => plain(other),
        }
    }

    fn condition(self, object: &ObjectShape, key: &str, value: &Value) -> (String, Value) {
        let (prefix, name) = bitrix24_codegen::operators::split(key);
        // The documentation has two spellings for one operator.
        let prefix = prefix.replace("%=", "=%");
        (
            format!("{prefix}{name}"),
            self.by_field(object, name, value),
        )
    }

    fn by_field(self, object: &ObjectShape, name: &str, value: &Value) -> Value {
        match (field(object, name), value) {
            (Some(field), Value::List(items)) => self.items(field.kind.item(), items.iter()),
            (Some(field), value) => self.value(field.kind.item(), value),
            (None, value) => plain(value),
        }
    }

    /// A condition of REST 3.0.
    fn listed(self, object: &ObjectShape, condition: &Value) -> Value {
        match condition.as_list() {
            Some([Value::Text(name), operator, value]) => {
                let value = self.by_field(object, name, value);
                Value::List(vec![name.as_str().into(), operator.clone(), value])
            }
            Some([Value::Text(name), value]) => {
                let operator = if value.as_list().is_some() { "in" } else { "=" };
                let value = self.by_field(object, name, value);
                Value::List(vec![name.as_str().into(), operator.into(), value])
            }
            None => match condition.get("conditions").and_then(Value::as_list) {
                Some(conditions) => {
                    let conditions = conditions.iter();
                    let conditions = conditions.map(|condition| self.listed(object, condition));
                    let mut group = condition.as_map().cloned().unwrap_or_default();
                    group.insert("conditions".to_owned(), Value::List(conditions.collect()));
                    Value::Map(group)
                }
                None => plain(condition),
            },
            _ => plain(condition),
        }
    }

    fn add(self, object: &ObjectShape, map: &Map<String, Value>, group: &mut Group) {
        let is_choice = map
            .get("logic")
            .and_then(Value::as_text)
            .is_some_and(|logic| logic.eq_ignore_ascii_case("or"));
        let mut branches = Vec::new();
        for (key, value) in map.iter().filter(|(key, _)| *key != "logic") {
            let mut branch = Group::default();
            let part = if is_choice { &mut branch } else { &mut *group };
            match value {
                Value::Map(inner) if key.bytes().all(|byte| byte.is_ascii_digit()) => {
                    self.add(object, inner, part);
                }
                _ => {
                    let (key, value) = self.condition(object, key, value);
                    let alone = !key.starts_with(['=', '!', '<', '>', '%', '@']);
                    let key = if alone { format!("={key}") } else { key };
                    part.conditions.insert(key, value);
                }
            }
            if is_choice {
                branches.extend(branch.alternatives());
            }
        }
        if is_choice {
            group.choices.push(Value::List(branches));
        }
    }
}

/// Conditions that must all hold.
#[derive(Default)]
struct Group {
    conditions: Map<String, Value>,
    /// Lists of alternatives, of each of which one must hold.
    choices: Vec<Value>,
}

impl Group {
    /// The group as one of several alternatives: its own alternatives if it has no other
    /// conditions.
    fn alternatives(mut self) -> Vec<Value> {
        match (self.conditions.is_empty(), self.choices.pop()) {
            (true, Some(Value::List(only))) if self.choices.is_empty() => only,
            (_, last) => {
                self.choices.extend(last);
                vec![self.value()]
            }
        }
    }

    fn value(self) -> Value {
        let mut all = self.conditions;
        if !self.choices.is_empty() {
            all.insert("|".to_owned(), Value::List(self.choices));
        }
        Value::Map(all)
    }
}
