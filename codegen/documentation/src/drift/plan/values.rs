//! Edits of documented values.

use super::{ByHand, Planner, edit, remove, set, under, unused};
use crate::compare::{How, values};
use crate::drift::FileEdit;
use crate::edit::{Edit, Yaml};
use crate::facts::{Item, Shape};
use crate::write::fragment::Fragment;
use bitrix24_codegen::scalar::Scalar;

impl Planner<'_> {
    /// Values of the field's own, or of the named enumeration that it is.
    pub(super) fn values(&self, old: &Item, new: &Item) -> Result<Vec<FileEdit>, ByHand> {
        let named = old.shape.item().named();
        let named = named.and_then(|named| self.schema.type_at(&named.name));
        let at = named.unwrap_or(&old.at);
        let node = self.schema.node(&at.file, &under(at, &["values"]));
        let written = self.fragment(&new.at)?.get("values");
        let Some(node) = node else {
            let plain = matches!(old.shape.item(), Shape::Scalar(scalar) if is_base(*scalar));
            let values = written.filter(|_| plain).ok_or("its type has no values")?;
            let type_ = self.value(&new.at, "type", &at.file)?;
            let type_ = type_.unwrap_or_else(|| Yaml::text(Scalar::String.name()));
            return Ok(vec![
                set(at, &["type"], type_),
                set(at, &["values"], values.yaml()),
            ]);
        };
        let named_on_page = |value: &str| {
            match written {
            Some(Fragment::Map(entries)) => entries
                .iter()
                .find(|entry| matches!(&entry.value, Fragment::Scalar(text) if scalar_text(text) == value))
                .map(|entry| (entry.key.clone(), entry.value.yaml())),
            _ => None,
        }
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
        let difference = values::difference(old, new, How::Schema);
        let mut taken: Vec<String> = node
            .entries()
            .iter()
            .map(|entry| entry.key.to_string())
            .collect();
        let mut chosen: Vec<(String, String)> = Vec::new();
        let mut edits = Vec::new();
        for value in &difference.added {
            let (name, written) =
                named_on_page(value).ok_or_else(|| format!("the value `{value}` needs a name"))?;
            let name = unused(&name, &taken);
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
                    value: written,
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

/// Whether a scalar may be the base of an enumeration.
fn is_base(scalar: Scalar) -> bool {
    matches!(scalar.canonical(), Scalar::Integer | Scalar::String)
}

/// The text of a scalar as it is written.
fn scalar_text(written: &str) -> String {
    serde_json::from_str(written).unwrap_or_else(|_| written.to_owned())
}
