//! `features`: the scopes of the schema, as features of the client.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::source::Sources;
use bitrix24_codegen::{load, resolve, scopes};
use toml_edit::{Array, DocumentMut, Item, Key, Table, Value};

use super::output::{self, Mode};
use super::{Failure, report};

/// Writes the features of every scope into a manifest, or compares them with those that it has.
pub(super) fn run(root: &Path, manifest: &Path, mode: Mode) -> Result<bool, Failure> {
    let mut sources = Sources::default();
    let mut problems = Problems::default();
    let loaded = load::folder(root, &mut sources, &mut problems);
    let schema = resolve::resolve(&loaded, &mut problems);
    if !report::print(&mut problems, &sources) {
        return Ok(false);
    }
    let features: BTreeSet<String> = schema.scopes().into_iter().map(scopes::feature).collect();
    let text =
        fs::read_to_string(manifest).map_err(|error| format!("{}: {error}", manifest.display()))?;
    let text = with_features(&text, &features)
        .map_err(|problem| format!("{}: {problem}", manifest.display()))?;
    Ok(output::put(manifest, &text, mode)? || mode == Mode::Write)
}

/// A manifest whose features for scopes are these, with `full` for all of them. Other features, and
/// comments, stay.
fn with_features(manifest: &str, features: &BTreeSet<String>) -> Result<String, Failure> {
    let mut document: DocumentMut = manifest.parse()?;
    let table = document
        .get_mut("features")
        .and_then(Item::as_table_mut)
        .ok_or("the manifest has no table `features`")?;
    let is_scope = |name: &str| {
        scopes::ALL
            .iter()
            .any(|scope| scopes::feature(scope) == name)
    };
    let entries: Vec<(Key, Item)> = table
        .iter()
        .filter_map(|(name, _)| table.get_key_value(name))
        .map(|(key, item)| (key.clone(), item.clone()))
        .collect();
    // The comment above the first scope.
    let comment = entries.iter().find(|(key, _)| is_scope(key));
    let comment = comment.map(|(key, _)| key.leaf_decor().clone());
    let (before, after): (Vec<_>, Vec<_>) = entries
        .into_iter()
        .filter(|(key, _)| !is_scope(key) && key.get() != "full")
        .partition(|(key, _)| key.get() == "default");
    let mut written = Table::new();
    *written.decor_mut() = table.decor().clone();
    let mut put = |key: &Key, item: Item| drop(written.insert_formatted(key, item));
    for (key, item) in &before {
        put(key, item.clone());
    }
    for (index, feature) in features.iter().enumerate() {
        let mut key = Key::new(feature);
        if let (0, Some(comment)) = (index, &comment) {
            key = key.with_leaf_decor(comment.clone());
        }
        put(&key, Item::Value(Value::Array(Array::new())));
    }
    put(
        &Key::new("full"),
        Item::Value(Value::Array(lines(features))),
    );
    for (key, item) in &after {
        put(key, item.clone());
    }
    written.set_position(table.position().unwrap_or_default());
    *table = written;
    Ok(document.to_string())
}

/// An array with one name on each line.
fn lines(names: &BTreeSet<String>) -> Array {
    let mut array: Array = names.iter().collect();
    for name in array.iter_mut() {
        name.decor_mut().set_prefix("\n    ");
    }
    array.set_trailing("\n");
    array.set_trailing_comma(true);
    array
}

#[cfg(test)]
mod tests {
    use super::with_features;

    #[test]
    fn scopes_are_replaced_and_the_rest_stays() {
        let manifest = "[package]\nname = \"client\"\n\n[features]\ndefault = [\"crm\"]\n\n# Scopes.\ncrm = []\ndisk = []\nfull = [\"crm\", \"disk\"]\n\n# Not a scope.\nblocking = []\n\n[dependencies]\n";
        let features = ["crm", "sign-b2e"].map(str::to_owned).into();
        let written = with_features(manifest, &features).expect("it has features");
        assert_eq!(
            written,
            "[package]\nname = \"client\"\n\n[features]\ndefault = [\"crm\"]\n\n# Scopes.\ncrm = []\nsign-b2e = []\nfull = [\n    \"crm\",\n    \"sign-b2e\",\n]\n\n# Not a scope.\nblocking = []\n\n[dependencies]\n"
        );
        assert_eq!(with_features(&written, &features).ok(), Some(written));
    }
}
