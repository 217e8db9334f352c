//! Which rows a list has, and in which order.

use super::names::{is_list, squash};
use super::values::{at, holds};
use super::{Row, RowKey, Table};
use crate::arguments::{Arguments, is_yes, items, text};
use crate::condition::{self, LOGIC, inner_group, split};
use crate::state::columns::{Holds, flag};
use crate::state::{Call, State};
use bitrix24::describe::{self, Field, Kind, Shape};
use bitrix24::internal::decimal;
use bitrix24::{Map, Value};

/// The rows that a call asks for, in its order.
pub(in crate::state) fn found(
    state: &State,
    table: &'static Table,
    call: Call<'_>,
) -> Vec<(RowKey, Row)> {
    let rows: Vec<(RowKey, Row)> = state
        .row_keys(table)
        .into_iter()
        .filter_map(|key| Some((key.clone(), state.row(table, &key)?)))
        .collect();
    let known = |name: &str| {
        table.field(name).is_some() || rows.iter().any(|(_, row)| row.contains_key(name))
    };
    let filter = table.filter(state, call, known);
    let order = table.order(call);
    chosen(table, rows, &filter, &order)
}

/// Those of some rows that the filter of a call asks for, in its order.
pub(in crate::state) fn narrowed(
    table: &'static Table,
    call: Call<'_>,
    rows: Vec<(RowKey, Row)>,
) -> Vec<(RowKey, Row)> {
    let mut params = call.method.params.iter();
    let filter = params
        .find(|param| is_filter(param))
        .map(|param| call.arguments.object(&param.name));
    let filter = filter.map_or_else(Map::new, |filter| table.conditions(filter.0, |_| true));
    let order = table.order(call);
    chosen(table, rows, &filter, &order)
}

fn chosen(
    table: &'static Table,
    rows: Vec<(RowKey, Row)>,
    filter: &Map<String, Value>,
    order: &Map<String, Value>,
) -> Vec<(RowKey, Row)> {
    let mut compared: Vec<(Map<String, Value>, (RowKey, Row))> = rows
        .into_iter()
        .map(|(key, row)| (table.comparable(&row), (key, row)))
        .filter(|(compared, _)| condition::meets(compared, Arguments(filter)))
        .collect();
    condition::sort_by(&mut compared, |(compared, _)| compared, Arguments(order));
    compared.into_iter().map(|(_, row)| row).collect()
}

impl Table {
    /// The conditions of a call: its filter, the owners of rows, and parameters that are fields.
    fn filter(
        &self,
        state: &State,
        call: Call<'_>,
        known: impl Fn(&str) -> bool + Copy,
    ) -> Map<String, Value> {
        let mut all = Map::new();
        for param in &call.method.params {
            let Some(value) = call.arguments.get(&param.name) else {
                continue;
            };
            let stored = self.stored(&param.name);
            if is_filter(param) {
                if let Some(filter) = value.as_map() {
                    all.extend(self.conditions(filter, known));
                }
            } else if self.named_by.contains(&param.name.as_str())
                || self.stored(&param.name) == self.key
            {
                if let Some(key) = self.key_of(value) {
                    all.insert(self.key.to_owned(), key.value());
                }
            } else if self.field(&stored).is_some()
                && !matches!(stored.as_str(), "sort" | "order" | "start" | "limit")
                && text(value).is_some_and(|text| !text.is_empty())
            {
                let wanted = comparable(self.field(&stored).map(|field| &field.kind), value);
                all.insert(stored, wanted);
            }
        }
        for (name, value) in self.owners_in(state, call) {
            all.insert(name, value);
        }
        if let Some((param, field)) = self.by_code
            && let Some(code) = at(call.arguments, param).and_then(text)
        {
            all.insert(field.to_owned(), code.into());
        }
        all
    }

    /// A filter with the names and in the values of compared rows. What no row can have is not
    /// compared.
    fn conditions(
        &self,
        filter: &Map<String, Value>,
        known: impl Fn(&str) -> bool + Copy,
    ) -> Map<String, Value> {
        let conditions = filter.iter();
        conditions
            .filter_map(|(key, value)| {
                if let Some(group) = inner_group(key, value) {
                    return Some((key.clone(), Value::Map(self.conditions(group, known))));
                }
                let (operator, name) = split(key);
                if squash(name) == LOGIC {
                    return Some((LOGIC.to_owned(), value.clone()));
                }
                let stored = self.stored(name);
                let kind = self.field(&stored).map(|field| &field.kind);
                let value = comparable(kind, value);
                // A text with a mask is compared as one.
                let is_mask = |text: &str| text.starts_with('%') || text.ends_with('%');
                let has_mask = operator.is_empty() && value.as_text().is_some_and(is_mask);
                let operator = if has_mask { "=%" } else { operator };
                known(&stored).then(|| (format!("{operator}{stored}"), value))
            })
            .collect()
    }

    fn order(&self, call: Call<'_>) -> Map<String, Value> {
        let mut params = call.method.params.iter();
        let is_order = |param: &&Field| {
            matches!(param.kind, Kind::Order(_)) || {
                let name = squash(&param.name);
                (name.ends_with("order") || name == "sort")
                    && call
                        .arguments
                        .get(&param.name)
                        .is_some_and(|value| value.as_map().is_some())
            }
        };
        let given = params
            .find(is_order)
            .map(|param| call.arguments.object(&param.name));
        if let Some(order) = given {
            let order = order.0.iter();
            return order
                .map(|(name, direction)| (self.stored(name), direction.clone()))
                .collect();
        }
        // Some methods have the field in one parameter, and the direction in another.
        let text = |name: &str| at(call.arguments, name).and_then(text);
        match text("sort") {
            Some(field) if self.field(&self.stored(&field)).is_some() => {
                let direction = text("order").unwrap_or_default();
                Map::from([(self.stored(&field), Value::Text(direction))])
            }
            _ => Map::new(),
        }
    }

    fn comparable(&self, row: &Row) -> Map<String, Value> {
        let values = row.iter();
        values
            .map(|(name, value)| {
                let kind = self.field(name).map(|field| &field.kind);
                (name.clone(), comparable(kind, value))
            })
            .collect()
    }
}

/// Whether a parameter holds conditions.
fn is_filter(param: &Field) -> bool {
    let is_shape = |name: &str| {
        let shape = describe::named(name).map(|ty| &ty.shape);
        matches!(shape, Some(Shape::Filter(_)))
    };
    match &param.kind {
        Kind::Named(name) if is_shape(name) => true,
        kind => squash(&param.name) == "filter" && !is_list(kind),
    }
}

/// A value in a form for comparison: numbers as such, moments as seconds.
fn comparable(kind: Option<&Kind>, value: &Value) -> Value {
    match value {
        Value::List(many) => Value::List(many.iter().map(|one| comparable(kind, one)).collect()),
        // A value of a field with several, such as a telephone number.
        Value::Map(one) => match one.get("VALUE") {
            Some(value) => value.clone(),
            None if items(value).iter().all(|item| text(item).is_some()) => Value::List(
                items(value)
                    .into_iter()
                    .map(|one| comparable(kind, one))
                    .collect(),
            ),
            None => value.clone(),
        },
        Value::Null => Value::Null,
        _ => {
            let holds = kind.and_then(holds).unwrap_or(Holds::Any);
            let number = || crate::arguments::decimal(value).map(decimal);
            match holds {
                Holds::Integer | Holds::Money => number().unwrap_or_else(|| value.clone()),
                Holds::Flag if text(value).as_deref() != Some("") => flag(is_yes(value)),
                Holds::Day | Holds::Time | Holds::Any => holds.comparable(value),
                _ => value.clone(),
            }
        }
    }
}
