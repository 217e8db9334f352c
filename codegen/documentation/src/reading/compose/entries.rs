//! Mappings under construction.

use crate::edit::Yaml;

/// A mapping that grows.
#[derive(Default)]
pub(super) struct Entries(pub(super) Vec<(String, Yaml)>);

impl Entries {
    pub(super) fn put(&mut self, key: &str, value: Yaml) {
        self.0.push((key.to_owned(), value));
    }

    pub(super) fn text(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) {
            self.put(key, Yaml::text(text));
        }
    }

    pub(super) fn yes(&mut self, key: &str, is: bool) {
        if is {
            self.put(key, Yaml::from(true));
        }
    }

    pub(super) fn list(&mut self, key: &str, items: Vec<Yaml>) {
        if !items.is_empty() {
            self.put(key, Yaml::List(items));
        }
    }

    pub(super) fn map(&mut self, key: &str, entries: Vec<(String, Yaml)>) {
        if !entries.is_empty() {
            self.put(key, Yaml::Map(entries));
        }
    }
}
