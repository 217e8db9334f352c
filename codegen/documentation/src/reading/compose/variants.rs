//! Documented values and errors as variants.

use std::collections::BTreeSet;

use super::entries::Entries;
use crate::edit::Yaml;
use crate::reading::{Error, Subject, Value};
use bitrix24_codegen::pattern::is_pattern;

/// Values as variants. Without a name, a value is one in itself.
pub(super) fn variants(values: &[Value]) -> Vec<(String, Yaml)> {
    let mut names = BTreeSet::new();
    let mut variants = Vec::new();
    for value in values {
        let (wire, name, doc) = value.parts();
        let text = value.text();
        let name = name.map_or_else(|| bitrix24_codegen::names::camel(&text), str::to_owned);
        if !names.insert(name.clone()) {
            continue;
        }
        let mut entries = Entries::default();
        if is_pattern(&text) {
            entries.put("pattern", Yaml::text(&text));
        } else if let Ok(json) = serde_json::from_value(wire.clone()) {
            entries.put("wire", Yaml::json(&json));
        }
        entries.text("doc", doc);
        let short = match entries.0.as_slice() {
            [(key, value)] if key == "wire" => value.clone(),
            _ => Yaml::Map(entries.0),
        };
        variants.push((name, short));
    }
    variants
}

/// The errors of a method. Those that an answer cannot tell apart are one, with all their
/// sentences.
pub(super) fn errors(subject: &Subject) -> Vec<(String, Yaml)> {
    let mut distinct: Vec<(&Error, String)> = Vec::new();
    for error in &subject.errors {
        let doc = error
            .doc
            .as_deref()
            .unwrap_or_default()
            .trim_end_matches('.');
        let same = distinct
            .iter_mut()
            .find(|(known, _)| known.code == error.code && known.message == error.message);
        match same {
            Some((_, docs)) if doc.is_empty() || docs.contains(doc) => {}
            Some((_, docs)) => *docs = format!("{docs}; or: {doc}"),
            None => distinct.push((error, doc.to_owned())),
        }
    }
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut errors = Vec::new();
    for (error, doc) in distinct {
        let name = error
            .name
            .clone()
            .unwrap_or_else(|| bitrix24_codegen::names::camel(&error.code));
        let mut own = name.clone();
        let mut count = 1;
        while !taken.insert(own.clone()) {
            count += 1;
            own = format!("{name}{count}");
        }
        let mut entries = Entries::default();
        entries.put("code", Yaml::text(&error.code));
        entries.text("message", error.message.as_deref());
        if let Some(status) = error.status {
            entries.put("status", Yaml::Scalar(status.to_string()));
        }
        if !doc.is_empty() {
            entries.text("doc", Some(&format!("{doc}.")));
        }
        errors.push((own, Yaml::Map(entries.0)));
    }
    errors
}
