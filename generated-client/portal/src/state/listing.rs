//! Common parameters of lists: `filter`, `order`, `select`.

use std::collections::HashSet;

use super::Call;
use crate::condition::{LOGIC, inner_group, split};
use bitrix24::internal::map_of_distinct;
use bitrix24::{Map, Value};

impl Call<'_> {
    /// A filter, with the names of its fields replaced at every depth.
    pub(super) fn conditions(self, name: impl Fn(&str) -> String + Copy) -> Map<String, Value> {
        renamed(self.arguments.object("filter").0, name)
    }

    /// An order, with the names of its fields replaced.
    pub(super) fn order(self, name: impl Fn(&str) -> String) -> Map<String, Value> {
        let order = self.arguments.object("order").0.iter();
        order
            .map(|(field, direction)| (name(field), direction.clone()))
            .collect()
    }

    /// The selected fields; `None` without a selection.
    pub(super) fn selection(self) -> Option<Vec<String>> {
        let items = crate::arguments::items(self.arguments.get("select")?);
        let names: Vec<String> = items
            .into_iter()
            .filter_map(|item| item.as_text().map(str::to_owned))
            .collect();
        (!names.is_empty()).then_some(names)
    }
}

fn renamed(
    filter: &Map<String, Value>,
    name: impl Fn(&str) -> String + Copy,
) -> Map<String, Value> {
    let conditions = filter.iter();
    conditions
        .map(|(key, value)| {
            if let Some(group) = inner_group(key, value) {
                return (key.clone(), Value::Map(renamed(group, name)));
            }
            let (operator, field) = split(key);
            let key = if field == LOGIC {
                field.to_owned()
            } else {
                format!("{operator}{}", name(field))
            };
            (key, value.clone())
        })
        .collect()
}

/// The fields that a call selects.
#[derive(Debug)]
pub(super) struct Selection(Option<HashSet<String>>);

impl Selection {
    /// All fields.
    pub(super) const ALL: Self = Self(None);

    /// These fields; all when the list is empty. `*` means all fields except custom ones, `UF_*`
    /// all custom fields.
    pub(super) fn of(names: Option<Vec<String>>) -> Self {
        Self(names.map(HashSet::from_iter))
    }

    pub(super) fn has(&self, name: &str) -> bool {
        let Some(names) = &self.0 else { return true };
        let mask = if name.starts_with("UF_") { "UF_*" } else { "*" };
        names.contains(name) || names.contains(mask)
    }

    /// The selected part of an object.
    pub(super) fn of_object(&self, object: Map<String, Value>) -> Map<String, Value> {
        if self.0.is_none() {
            return object;
        }
        map_of_distinct(object.into_iter().filter(|(name, _)| self.has(name)))
    }
}
