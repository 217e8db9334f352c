//! Edits of documented values.

use super::{ByHand, Planner, edit, field, remove, set, under};
use crate::compare::{How, values};
use crate::drift::FileEdit;
use crate::edit::{Edit, Yaml};
use crate::facts::{Item, Wire};

impl Planner<'_> {
    /// Values of the field's own, or of the named enumeration that it is.
    pub(super) fn values(&self, old: &Item, new: &Item) -> Result<Vec<FileEdit>, ByHand> {
        let named = self.schema.type_at(old.type_.trim_end_matches("[]"));
        let at = named.unwrap_or(&old.at);
        let node = self.schema.node(&at.file, &under(at, &["values"]));
        let Some(node) = node else {
            let plain = matches!(
                old.type_.trim_end_matches("[]"),
                "integer" | "string" | "text" | "char"
            );
            let values = field::own_values(new).transpose()?.filter(|_| plain);
            let values = values.ok_or("its type has no values")?;
            // What an enumeration is written as is `integer` or `string`.
            let base = old
                .type_
                .replace("text", "string")
                .replace("char", "string");
            return Ok(vec![
                set(at, &["type"], Yaml::text(&base)),
                set(at, &["values"], values),
            ]);
        };
        let wire = |entry: &bitrix24_codegen::node::Entry| {
            let value = &entry.value;
            let text = value.text().or_else(|| value.get("wire")?.text());
            text.or_else(|| value.get("pattern")?.text())
                .map(str::to_owned)
        };
        let variant = |value: &str| {
            let entry = node
                .entries()
                .iter()
                .find(|entry| wire(entry).as_deref() == Some(value));
            entry.map(|entry| entry.key.to_string())
        };
        let integer = match &old.wire {
            Wire::List(item) => **item == Wire::Integer,
            wire => *wire == Wire::Integer,
        };
        let difference = values::difference(old, new, How::Schema);
        let mut taken: Vec<String> = node
            .entries()
            .iter()
            .map(|entry| entry.key.to_string())
            .collect();
        let mut chosen: Vec<(String, String)> = Vec::new();
        let mut edits = Vec::new();
        for value in &difference.added {
            let name = field::value_name(value)
                .ok_or_else(|| format!("the value `{value}` needs a name"))?;
            let name = field::unused(&name, &taken);
            let before = new.values.iter().take_while(|other| other != value);
            let known = |other: &String| {
                let added = chosen.iter().find(|(wire, _)| wire == other);
                added
                    .map(|(_, name)| name.clone())
                    .or_else(|| variant(other))
            };
            let mut after: Vec<String> = before.filter_map(known).collect();
            after.reverse();
            edits.push(edit(
                at,
                Edit::Insert {
                    keys: under(at, &["values"]),
                    after,
                    key: name.clone(),
                    value: field::wire_value(value, integer),
                },
            ));
            chosen.push(((*value).to_owned(), name.clone()));
            taken.push(name);
        }
        for value in &difference.removed {
            edits.extend(variant(value).map(|name| remove(at, &["values", &name])));
        }
        Ok(edits)
    }
}
