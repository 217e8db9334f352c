//! Parameters that lists have in common: `filter`, `order`, `select`.

use super::Call;
use crate::portal::condition::{LOGIC, inner_group, split};
use crate::value::{Map, Value};

impl Call<'_> {
    /// A filter, the names of its fields replaced at every depth.
    pub(super) fn conditions(self, name: impl Fn(&str) -> String + Copy) -> Map<String, Value> {
        renamed(self.arguments.object("filter").0, name)
    }

    /// An order, the names of its fields replaced.
    pub(super) fn order(self, name: impl Fn(&str) -> String) -> Map<String, Value> {
        let order = self.arguments.object("order").0.iter();
        order
            .map(|(field, direction)| (name(field), direction.clone()))
            .collect()
    }

    /// Names of fields to answer; nothing when there is no selection.
    pub(super) fn selection(self) -> Option<Vec<String>> {
        let items = crate::portal::arguments::items(self.arguments.get("select")?);
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

/// An object with the fields that a selection names. `*` stands for all fields but custom ones, `UF_*` for those.
pub(super) fn selected(
    fields: Map<String, Value>,
    selection: Option<&[String]>,
    is_custom: impl Fn(&str) -> bool,
) -> Map<String, Value> {
    let Some(selection) = selection else {
        return fields;
    };
    let has = |wanted: &str| selection.iter().any(|name| name == wanted);
    fields
        .into_iter()
        .filter(|(name, _)| {
            has(name)
                || if is_custom(name) {
                    has("UF_*")
                } else {
                    has("*")
                }
        })
        .collect()
}
