//! Documented payloads.

use std::collections::{BTreeMap, BTreeSet};

use super::json::Object;
use bitrix24_codegen::load::LoadedExamples;
use bitrix24_codegen::model::{Example, ExampleKind, Json};
use bitrix24_codegen::resolve::PAGES;

/// Payloads by method or event, without those that are known to contradict the documentation.
pub(super) struct Examples<'a>(BTreeMap<(&'a str, u8), &'a [Example]>);

impl<'a> Examples<'a> {
    pub(super) fn new(files: &'a [LoadedExamples]) -> Self {
        let of = |file: &'a LoadedExamples| {
            let key = (file.model.method.as_str(), file.model.version);
            (key, file.model.examples.as_slice())
        };
        Self(files.iter().map(of).collect())
    }

    /// The statuses of documented errors.
    pub(super) fn statuses(&self, name: &str, version: u8) -> BTreeSet<u16> {
        self.all(name, version, ExampleKind::Error)
            .filter_map(|example| example.status)
            .collect()
    }

    /// The payloads of a kind in the format of OpenAPI; errors of one status.
    pub(super) fn of(
        &self,
        name: &str,
        version: u8,
        kind: ExampleKind,
        status: Option<u16>,
    ) -> Object {
        self.all(name, version, kind)
            .filter(|example| kind != ExampleKind::Error || example.status == status)
            .filter_map(|example| {
                let value = serde_json::from_str::<Json>(&example.body).ok()?;
                let page = PAGES.to_owned() + &example.page + ".html";
                Some(Object::from_iter([
                    ("description", format!("From {page}").into()),
                    ("value", once(value)),
                ]))
            })
            .enumerate()
            .map(|(index, example)| (format!("example{}", index + 1), example.into()))
            .collect()
    }

    fn all(&self, name: &str, version: u8, kind: ExampleKind) -> impl Iterator<Item = &'a Example> {
        let all = self.0.get(&(name, version)).copied().unwrap_or_default();
        all.iter()
            .filter(move |example| example.kind == kind && example.contradicts.is_none())
    }
}

/// The payload with every key once. Where a payload repeats a key, the last one counts, as in
/// JavaScript.
fn once(json: Json) -> Json {
    match json {
        Json::List(items) => Json::List(items.into_iter().map(once).collect()),
        Json::Map(entries) => {
            let mut object = Object::default();
            for (key, value) in entries.iter() {
                object.put(key, once(value.clone()));
            }
            object.into()
        }
        scalar => scalar,
    }
}
