//! Rows in the form of answers.

use std::collections::HashSet;

use super::names::{camel, is_custom, is_list, object, squash};
use super::{Act, Row, RowKey, Table};
use crate::answer::Answer;
use crate::arguments::{decimal, integer, is_yes, items, text};
use crate::state::columns::{flag, with_digits};
use crate::state::{Call, State};
use bitrix24::describe::{self, ExampleKind, Field, Kind, Method, ObjectShape, Shape};
use bitrix24::internal::map_of_distinct;
use bitrix24::{Map, Value};

/// The form of a method's answers, as in its example.
#[derive(Default)]
pub(super) struct Template {
    /// The documented value.
    value: Option<Value>,
    /// The row in it.
    row: Map<String, Value>,
    /// The names of the row in the form of stored ones.
    names: HashSet<String>,
    /// The identifier of the row.
    id: Option<Value>,
    /// Whether names begin with small letters; unknown without an example.
    small: Option<bool>,
}

/// The fields that a call asks for.
pub(super) struct Wanted(Option<HashSet<String>>);

impl Table {
    pub(super) fn template(&self, method: &'static Method) -> Template {
        let examples = method.examples();
        let mut bodies = examples
            .filter(|example| example.kind == ExampleKind::Response)
            .filter_map(|example| serde_json::from_str::<Value>(&example.body).ok());
        let Some(body) = bodies.next() else {
            return Template::default();
        };
        let result = body.get("result").cloned().unwrap_or_default();
        let value = match &method.result.at {
            Some(key) => result.get(key).cloned().unwrap_or_default(),
            None => result,
        };
        let row = self.rows_in(method, &value).into_iter().next();
        let row = row.unwrap_or_default();
        let small = row
            .keys()
            .next()
            .map(|name| name.starts_with(char::is_lowercase));
        let is_id = |name: &str| self.alias(squash(name)) == self.key;
        let id = row.iter().find(|(name, _)| is_id(name));
        let id = id.map(|(_, id)| id.clone());
        Template {
            id,
            names: row.keys().map(|name| self.alias(squash(name))).collect(),
            value: Some(value),
            small,
            row,
        }
    }

    /// The rows in an answer.
    pub(super) fn rows_in(
        &self,
        method: &'static Method,
        value: &Value,
    ) -> Vec<Map<String, Value>> {
        let shape = object(&method.result.kind);
        let value = match shape.and_then(|shape| self.holder_of_rows(shape)) {
            Some(field) => value.get(&field.name).unwrap_or(&Value::Null),
            None => value,
        };
        let has_rows = |map: &Map<String, Value>| {
            map.values()
                .next()
                .is_some_and(|value| value.as_map().is_some())
                && !map.keys().any(|name| self.alias(squash(name)) == self.key)
        };
        match value {
            Value::Map(map) if !has_rows(map) => vec![map.clone()],
            many => {
                let rows = items(many).into_iter();
                rows.filter_map(Value::as_map).cloned().collect()
            }
        }
    }

    /// The fields that a call selects.
    pub(super) fn wanted(&self, call: Call<'_>) -> Wanted {
        let mut params = call.method.params.iter();
        let select = params
            .find(|param| matches!(param.kind, Kind::Select(_)) || squash(&param.name) == "select");
        let given = select.and_then(|param| call.arguments.get(&param.name));
        let names: HashSet<String> = given
            .map(items)
            .unwrap_or_default()
            .into_iter()
            .filter_map(Value::as_text)
            .map(|name| self.stored(name))
            .collect();
        Wanted((!names.is_empty()).then_some(names))
    }

    /// A row in the form of a method's answer.
    fn spelled(
        &self,
        method: &'static Method,
        shape: Option<&'static ObjectShape>,
        row: &Row,
        wanted: &Wanted,
    ) -> Value {
        let empty = Template::default();
        let template = self
            .described()
            .templates
            .get(method.name.as_str())
            .unwrap_or(&empty);
        let fields = shape.map_or(&[][..], |shape| &shape.fields[..]);
        let mut spelled: Vec<(String, Value)> = Vec::new();
        let mut done = HashSet::new();
        for field in fields {
            let stored = self.alias(squash(&field.name));
            let known = row.get(&stored);
            let shown = template.names.contains(&stored);
            let includes = match &wanted.0 {
                Some(_) => {
                    wanted.has(self, &stored) && (known.is_some() || !field.name.starts_with("UF_"))
                }
                None => known.is_some() || shown || template.row.is_empty(),
            };
            let name = self.name_in(template, field, &stored);
            if includes && done.insert(name.clone()) {
                let like = template.row.get(&name).filter(|like| !like.is_null());
                // An identifier that no example has is written as the one of the row.
                let like = match (like, &field.kind) {
                    (None, Kind::Id(_)) => template.id.as_ref(),
                    (like, _) => like.or(template.row.get(&name)),
                };
                let value = formed(field, known.unwrap_or(&Value::Null), like);
                spelled.push((name, value));
            }
        }
        for (name, value) in row {
            let custom = is_custom(name) && wanted.has(self, name);
            let loose = fields.is_empty() && template.names.contains(name);
            let known = template
                .row
                .keys()
                .find(|known| self.alias(squash(known)) == *name);
            let known = known.unwrap_or(name).clone();
            if (custom || loose) && done.insert(known.clone()) {
                spelled.push((known, value.clone()));
            }
        }
        Value::Map(map_of_distinct(spelled.into_iter()))
    }

    /// The name of a field in answers like that example.
    fn name_in(&self, template: &Template, field: &Field, stored: &str) -> String {
        if template.row.contains_key(&field.name) {
            return field.name.clone();
        }
        let mut known = template.row.keys();
        if let Some(name) = known.find(|name| self.alias(squash(name)) == stored) {
            return name.clone();
        }
        let is_small = |name: &str| name.starts_with(char::is_lowercase);
        match template.small {
            Some(small) if small != is_small(&field.name) => {
                let mut aliases = field.aliases.iter();
                match aliases.find(|alias| is_small(alias) == small) {
                    Some(alias) => alias.clone(),
                    None if small => camel(&field.name),
                    None => field.name.clone(),
                }
            }
            _ => field.name.clone(),
        }
    }

    /// The value of a method's answer that has this row.
    fn value(
        &self,
        method: &'static Method,
        kind: &'static Kind,
        key: &RowKey,
        row: &Row,
        wanted: &Wanted,
    ) -> Value {
        let like = || {
            self.described()
                .templates
                .get(method.name.as_str())?
                .value
                .as_ref()
        };
        match kind {
            Kind::Boolean | Kind::Flag => Value::Bool(true),
            Kind::Any => match like() {
                Some(Value::Map(_)) if !matches!(like(), Some(value) if value.as_map().is_some_and(Map::is_empty)) => {
                    self.spelled(method, None, row, wanted)
                }
                other => other.cloned().unwrap_or_default(),
            },
            Kind::Integer | Kind::Id(_) | Kind::Text => match (key, like()) {
                (RowKey::Number(number), Some(Value::Text(_))) => {
                    format!("{}{number}", self.prefix.unwrap_or_default()).into()
                }
                _ => key.value(),
            },
            Kind::Named(name) => match describe::named(name).map(|ty| &ty.shape) {
                Some(Shape::Alias(target)) => self.value(method, target, key, row, wanted),
                Some(Shape::Union(kinds)) => {
                    // The one that the example has.
                    let is_object = like().is_some_and(|like| like.as_map().is_some());
                    let mut fitting = kinds
                        .iter()
                        .filter(|kind| object(kind).is_some() == is_object);
                    match fitting.next().or(kinds.first()) {
                        Some(kind) => self.value(method, kind, key, row, wanted),
                        None => Value::Null,
                    }
                }
                Some(Shape::Object(shape)) => match self.holder_of_rows(shape) {
                    Some(field) => {
                        let held = self.value(method, &field.kind, key, row, wanted);
                        beside(shape, field, &held)
                    }
                    None => self.spelled(method, Some(shape), row, wanted),
                },
                _ => Value::Bool(true),
            },
            Kind::List(item) => Value::List(vec![self.value(method, item, key, row, wanted)]),
            Kind::Map(_, item) => {
                let value = self.value(method, item, key, row, wanted);
                let name = text(&key.value()).unwrap_or_default();
                Value::Map(Map::from([(name, value)]))
            }
            _ => Value::Null,
        }
    }

    /// Rows as a method answers them.
    pub(in crate::state) fn list_answer(&self, call: Call<'_>, rows: &[(RowKey, Row)]) -> Answer {
        let Call {
            method, arguments, ..
        } = call;
        let wanted = self.wanted(call);
        let shape = self.row_shape(method);
        let keys: Vec<RowKey> = rows.iter().map(|(key, _)| key.clone()).collect();
        let spelled = rows
            .iter()
            .map(|(_, row)| self.spelled(method, shape, row, &wanted));
        let spelled: Vec<Map<String, Value>> = spelled
            .filter_map(|row| match row {
                Value::Map(map) => Some(map),
                _ => None,
            })
            .collect();
        let outer = object(&method.result.kind);
        let holder = outer.and_then(|shape| Some((shape, self.holder_of_rows(shape)?)));
        if let Kind::Map(..) = method.result.kind {
            let prefix = self.prefix.unwrap_or_default();
            let named = keys.iter().map(|key| {
                let key = text(&key.value()).unwrap_or_default();
                format!("{prefix}{key}")
            });
            let rows = named
                .zip(spelled.into_iter().map(Value::Map))
                .collect::<Map<_, _>>();
            return Answer::at(method, rows);
        }
        let mut answer = if method.paging.is_some() {
            crate::page::page(method, arguments, spelled)
        } else {
            let total = i64::try_from(spelled.len()).ok();
            let rows: Vec<Value> = spelled.into_iter().map(Value::Map).collect();
            let mut answer = Answer::at(method, rows);
            answer.total = total;
            answer
        };
        if let Some((shape, field)) = holder {
            let rows = match &method.result.at {
                Some(at) => answer.result.get(at).cloned().unwrap_or_default(),
                None => answer.result,
            };
            answer.result = Answer::at(method, beside(shape, field, &rows)).result;
        }
        answer
    }
}

/// The answer of a method about one row.
pub(in crate::state) fn row_answer(
    table: &Table,
    call: Call<'_>,
    key: &RowKey,
    row: &Row,
) -> Answer {
    let method = call.method;
    let wanted = table.wanted(call);
    Answer::at(
        method,
        table.value(method, &method.result.kind, key, row, &wanted),
    )
}

/// Writes the parts of a row into the fields that show them.
pub(in crate::state) fn shown_parts(
    state: &State,
    table: &'static Table,
    key: &RowKey,
    row: &mut Row,
) {
    for part in table.parts {
        let Some(shown) = part.shown else { continue };
        let reads = |act: &Act| matches!(act, Act::Get | Act::List);
        let methods = part.of.methods().iter();
        let Some((method, _)) = methods.into_iter().find(|(_, act)| reads(act)) else {
            continue;
        };
        let shape = part.of.row_shape(method);
        let rows = state.rows_with(part.of, part.by, key);
        if rows.is_empty() && row.contains_key(shown) {
            continue;
        }
        let spelled = rows
            .iter()
            .map(|(_, row)| part.of.spelled(method, shape, row, &Wanted(None)));
        row.insert(shown.to_owned(), Value::List(spelled.collect()));
    }
}

impl Wanted {
    /// Whether a field is selected: by its name, or with all of its kind.
    fn has(&self, table: &Table, stored: &str) -> bool {
        let Some(names) = &self.0 else { return true };
        let all = if stored.starts_with("UF_") {
            "UF_*"
        } else {
            "*"
        };
        stored == table.key || names.contains(stored) || names.contains(all)
    }
}

/// An object whose other fields are empty.
fn beside(shape: &'static ObjectShape, field: &'static Field, value: &Value) -> Value {
    let fields = shape.fields.iter().map(|other| {
        let held = match &other.kind {
            _ if other.name == field.name => value.clone(),
            kind if is_list(kind) => Value::List(Vec::new()),
            Kind::Boolean => Value::Bool(false),
            _ => Value::Null,
        };
        (other.name.clone(), held)
    });
    Value::Map(fields.collect())
}

/// A stored value in the form that a field has in answers.
fn formed(field: &Field, value: &Value, like: Option<&Value>) -> Value {
    let booleans = matches!(field.kind, Kind::Boolean);
    match (value, like) {
        (Value::Null, Some(Value::List(_))) => Value::List(Vec::new()),
        (Value::Null | Value::List(_) | Value::Map(_), _) => value.clone(),
        (_, Some(Value::Bool(_))) => Value::Bool(is_yes(value)),
        (Value::Bool(yes), Some(Value::Text(text))) if text == "Y" || text == "N" => flag(*yes),
        (_, None) if booleans => Value::Bool(is_yes(value)),
        (Value::Bool(yes), _) if matches!(field.kind, Kind::Flag) => flag(*yes),
        (_, Some(Value::Text(like))) if matches!(field.kind, Kind::Double | Kind::Decimal) => {
            let digits = like.split_once('.').map_or(0, |(_, digits)| digits.len());
            match (decimal(value), u32::try_from(digits)) {
                (Some(number), Ok(digits)) if digits > 0 => with_digits(number, digits).into(),
                _ => text(value).map_or_else(|| value.clone(), Value::Text),
            }
        }
        (Value::Text(_), Some(Value::Integer(_) | Value::Float(_)))
            if matches!(field.kind, Kind::Double | Kind::Decimal) =>
        {
            decimal(value).map_or_else(|| value.clone(), bitrix24::internal::decimal)
        }
        (Value::Integer(_) | Value::Float(_), Some(Value::Text(_))) => {
            text(value).map_or_else(|| value.clone(), Value::Text)
        }
        (Value::Text(_), Some(Value::Integer(_))) => {
            integer(value).map_or_else(|| value.clone(), Value::Integer)
        }
        (_, Some(Value::List(_))) if is_list(&field.kind) => Value::List(vec![value.clone()]),
        _ => value.clone(),
    }
}
