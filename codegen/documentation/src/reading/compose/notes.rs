//! Notes: facts that belong to no single field.

use crate::edit::Yaml;

/// Notes of a method or an event. Parameters of any name of a family are one too, because a request
/// has no setter for them.
pub(super) fn notes(notes: &[String], families: &[&str]) -> Vec<Yaml> {
    let families = families
        .iter()
        .map(|name| format!("Takes parameters `{name}` too; `param` of the request adds them."));
    let notes = notes.iter().cloned().chain(families);
    notes
        .map(|note| Yaml::Map(vec![("text".to_owned(), Yaml::text(&note))]))
        .collect()
}
