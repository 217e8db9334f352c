//! Rows by their identifiers.

use std::collections::BTreeMap;

use crate::arguments::{integer, text};
use bitrix24::{Map, Value};

/// The values of a row by their names, in the form of [`squash`](super::squash). Custom fields have
/// their own names.
pub(in crate::state) type Row = Map<String, Value>;

/// The identifier of a row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::state) enum RowKey {
    Number(i64),
    Text(String),
}

impl RowKey {
    /// The identifier that a value is, if it is one.
    pub(in crate::state) fn of(value: &Value) -> Option<Self> {
        match integer(value) {
            Some(number) => Some(Self::Number(number)),
            None => text(value).filter(|text| !text.is_empty()).map(Self::Text),
        }
    }

    pub(in crate::state) fn value(&self) -> Value {
        match self {
            Self::Number(number) => Value::Integer(*number),
            Self::Text(text) => Value::Text(text.clone()),
        }
    }

    pub(in crate::state) fn number(&self) -> i64 {
        match self {
            Self::Number(number) => *number,
            Self::Text(_) => 0,
        }
    }
}

/// Rows under identifiers that are issued once.
#[derive(Debug, Clone, Default)]
pub(in crate::state) struct Rows {
    all: BTreeMap<RowKey, Row>,
    /// The highest issued number.
    last: i64,
}

impl Rows {
    pub(in crate::state) fn next(&self) -> RowKey {
        RowKey::Number(self.last.saturating_add(1))
    }

    pub(in crate::state) fn get(&self, key: &RowKey) -> Option<&Row> {
        self.all.get(key)
    }

    pub(in crate::state) fn put(&mut self, key: RowKey, row: Row) {
        self.last = self.last.max(key.number());
        self.all.insert(key, row);
    }

    pub(in crate::state) fn remove(&mut self, key: &RowKey) {
        self.all.remove(key);
    }

    /// All rows in the order of their identifiers.
    pub(in crate::state) fn iter(&self) -> impl Iterator<Item = (&RowKey, &Row)> {
        self.all.iter()
    }
}
