//! The values that calls write, and those that the portal adds.

use super::names::squash;
use super::{Fill, Row, RowKey, Table};
use crate::arguments::{Arguments, integer, is_empty, items, text};
use crate::moment;
use crate::state::columns::{Holds, flag};
use crate::state::{Call, State};
use crate::webhook::USER;
use bitrix24::describe::{self, Field, Kind, Method, Shape};
use bitrix24::{Map, Value};

/// Parameters that hold the fields of a row.
const HOLDERS: [&str; 4] = ["fields", "arfields", "taskdata", "data"];

/// Parameters of every method.
const GENERAL: [&str; 9] = [
    "auth", "select", "filter", "order", "start", "sort", "limit", "offset", "params",
];

/// The parameter that holds the fields of a row. Where there is none, the parameters are fields.
pub(super) fn holder(method: &'static Method) -> Option<&'static Field> {
    let mut params = method.params.iter();
    params.find(|param| {
        HOLDERS.contains(&squash(&param.name).as_str())
            && super::names::object(&param.kind).is_some()
            || squash(&param.name) == "fields"
    })
}

impl Fill {
    pub(in crate::state) fn value(self, call: Option<Call<'_>>) -> Value {
        match self {
            Self::Me => Value::Integer(USER.cast_signed()),
            Self::Now => moment::now().into(),
            Self::Text(text) => text.into(),
            Self::Number(number) => number.into(),
            Self::Yes(yes) => flag(yes),
            Self::Null => Value::Null,
            Self::Nothing => Value::List(Vec::new()),
            Self::Param(name) => {
                let given = call.and_then(|call| at(call.arguments, name));
                given.cloned().unwrap_or_default()
            }
        }
    }
}

/// The value at a path, whatever the case of its names.
pub(super) fn at<'a>(arguments: Arguments<'a>, path: &str) -> Option<&'a Value> {
    let (name, rest) = match path.split_once('.') {
        Some((name, rest)) => (name, Some(rest)),
        None => (path, None),
    };
    let wanted = squash(name);
    let mut all = arguments.0.iter();
    let (_, value) = all.find(|(name, _)| squash(name) == wanted)?;
    match rest {
        Some(rest) => at(Arguments(value.as_map()?), rest),
        None => Some(value),
    }
}

impl Table {
    /// The values that a call writes, in their stored form.
    pub(in crate::state) fn written(&self, call: Call<'_>) -> Row {
        let mut row = Row::new();
        let holders = || {
            let params = call.method.params.iter();
            params.filter(|param| {
                HOLDERS.contains(&squash(&param.name).as_str())
                    && call
                        .arguments
                        .get(&param.name)
                        .is_some_and(|value| value.as_map().is_some())
            })
        };
        for param in holders() {
            let given = call.arguments.object(&param.name);
            let known = super::names::object(&param.kind).map_or(&[][..], |object| &object.fields);
            self.write(&mut row, given.0, known, false);
        }
        if holder(call.method).is_none() && holders().next().is_none() {
            self.write(&mut row, call.arguments.0, &call.method.params, true);
        }
        row
    }

    fn write(
        &self,
        row: &mut Row,
        given: &Map<String, Value>,
        known: &'static [Field],
        params: bool,
    ) {
        for (name, value) in given {
            let stored = self.stored(name);
            let names_row =
                stored == self.key && !self.chosen || self.named_by.contains(&name.as_str());
            let is_general = GENERAL.contains(&stored.as_str()) && self.field(&stored).is_none();
            if params && (is_general || names_row) {
                continue;
            }
            let kind = known
                .iter()
                .find(|field| field.is_named(name))
                .or_else(|| self.field(&stored))
                .map(|field| &field.kind);
            row.insert(stored, kept(kind, value));
        }
    }

    /// The owners of rows that a call names.
    pub(super) fn owners(&self, call: Call<'_>) -> Row {
        let params = call.arguments.0.iter();
        params
            .filter(|(_, value)| text(value).is_some_and(|text| !text.is_empty()))
            .filter_map(|(name, value)| {
                let stored = self.stored(name);
                let owner = self.within.iter().any(|within| within.field == stored);
                let value = RowKey::of(value)?.value();
                owner.then_some((stored, value))
            })
            .collect()
    }

    /// The owners of rows that a call names, also by their codes.
    pub(super) fn owners_in(&self, state: &State, call: Call<'_>) -> Row {
        let mut owners = self.owners(call);
        for within in self.within {
            if let (Some(of), Some(code)) = (within.of, within.code)
                && !owners.contains_key(within.field)
                && let Some(code) = at(call.arguments, code).and_then(RowKey::of)
            {
                let named = state.rows_with(of, "code", &code).into_iter().next();
                // A code without an owner is one of no owner.
                let key = named.map_or(Value::Integer(0), |(key, _)| key.value());
                owners.insert(within.field.to_owned(), key);
            }
        }
        owners
    }

    /// The identifiers of the rows that a call names.
    pub(in crate::state) fn keys(&self, call: Call<'_>) -> Vec<RowKey> {
        let given = |name: &str| at(call.arguments, name).filter(|value| !is_empty(value));
        let is_owner = |param: &Field| {
            self.within
                .iter()
                .any(|within| within.field == self.stored(&param.name))
        };
        let by_name = self.named_by.iter().find_map(|name| given(name));
        let params = || call.method.params.iter().filter(|param| !is_owner(param));
        let by_key = || {
            let mut named = params().filter(|param| self.stored(&param.name) == self.key);
            named.find_map(|param| given(&param.name))
        };
        let by_type = || {
            let of = self.described().id?;
            let mut named = params().filter(|param| super::names::id(&param.kind) == Some(of));
            named.find_map(|param| given(&param.name))
        };
        match by_name.or_else(by_key).or_else(by_type) {
            Some(many @ (Value::List(_) | Value::Map(_))) => {
                let keys = items(many).into_iter();
                keys.filter_map(|one| self.key_of(one)).collect()
            }
            Some(one) => self.key_of(one).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// The identifier that a value is.
    pub(in crate::state) fn key_of(&self, value: &Value) -> Option<RowKey> {
        let plain = self
            .prefix
            .and_then(|prefix| value.as_text()?.strip_prefix(prefix));
        match plain {
            Some(plain) => RowKey::of(&Value::from(plain)),
            None => RowKey::of(value),
        }
    }
}

/// A value in its stored form.
pub(super) fn kept(kind: Option<&Kind>, value: &Value) -> Value {
    let Some(holds) = kind.and_then(holds) else {
        return value.clone();
    };
    match (holds, value) {
        (_, Value::List(_) | Value::Map(_)) => value.clone(),
        // A boolean that is cleared is no.
        (Holds::Flag, Value::Bool(yes)) => flag(*yes),
        (Holds::Integer, _) if integer(value).is_none() => value.clone(),
        _ => match holds.keep(value) {
            Value::Null if !is_empty(value) => value.clone(),
            kept => kept,
        },
    }
}

/// What values of a kind are.
pub(super) fn holds(kind: &Kind) -> Option<Holds> {
    match kind {
        Kind::Integer => Some(Holds::Integer),
        Kind::Double | Kind::Decimal => Some(Holds::Money),
        Kind::Flag | Kind::Boolean => Some(Holds::Flag),
        Kind::Text => Some(Holds::Text),
        Kind::Date => Some(Holds::Day),
        Kind::DateTime => Some(Holds::Time),
        Kind::Id(name) => match describe::named(name).and_then(|ty| ty.key.as_ref()) {
            Some(Kind::Text) => Some(Holds::Text),
            _ => Some(Holds::Integer),
        },
        Kind::Named(name) => match &describe::named(name)?.shape {
            Shape::Alias(target) => holds(target),
            _ => None,
        },
        _ => None,
    }
}
