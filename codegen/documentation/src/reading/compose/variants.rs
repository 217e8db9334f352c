//! Documented values and errors as variants.

use std::collections::BTreeSet;

use super::entries::Entries;
use crate::edit::Yaml;
use crate::extract::draft::Draft;
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
pub(super) fn errors(subject: &Subject, draft: Option<&Draft>) -> Vec<(String, Yaml)> {
    let (refusals, others): (Vec<&Error>, Vec<&Error>) = subject
        .errors
        .iter()
        .partition(|error| subject.version == 3 && error.code.contains("_VALIDATION_"));
    let mut errors = refused(&refusals, draft);
    let mut distinct: Vec<(&Error, String)> = Vec::new();
    for error in others {
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
    let mut taken: BTreeSet<String> = errors.iter().map(|(name, _)| name.clone()).collect();
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

/// The errors of REST 3.0 that list what is wrong with fields: one for each code. The importer reads
/// which fields a message is about.
fn refused(rows: &[&Error], draft: Option<&Draft>) -> Vec<(String, Yaml)> {
    let mut codes: Vec<&str> = Vec::new();
    for row in rows {
        if !codes.contains(&row.code.as_str()) {
            codes.push(&row.code);
        }
    }
    let errors = codes.into_iter().map(|code| {
        let (name, doc) = if code.contains("DTOVALIDATION") {
            (
                "InvalidFields",
                "A field is missing or has a wrong value; `validation` says which.",
            )
        } else if code.contains("FILTER") {
            (
                "InvalidFilter",
                "A condition is wrong; `validation` says which.",
            )
        } else {
            (
                "InvalidRequest",
                "A parameter is missing or has a wrong form; `validation` says which.",
            )
        };
        let read = draft
            .into_iter()
            .flat_map(|draft| &draft.errors)
            .find(|error| error.code == code && !error.validation.is_empty());
        let violations: Vec<Yaml> = match read {
            Some(read) => read
                .validation
                .iter()
                .map(|row| violation(&row.fields, &row.message))
                .collect(),
            None => rows
                .iter()
                .filter(|row| row.code == code)
                .filter_map(|row| row.message.as_deref())
                .map(|message| violation(&[], message))
                .collect(),
        };
        let status = rows
            .iter()
            .filter(|row| row.code == code)
            .find_map(|row| row.status);
        let mut entries = Entries::default();
        entries.put("code", Yaml::text(code));
        if let Some(status) = status {
            entries.put("status", Yaml::Scalar(status.to_string()));
        }
        entries.text("doc", Some(doc));
        entries.list("validation", violations);
        (name.to_owned(), Yaml::Map(entries.0))
    });
    errors.collect()
}

fn violation(fields: &[String], message: &str) -> Yaml {
    let mut entries = Entries::default();
    entries.list(
        "fields",
        fields.iter().map(|field| Yaml::text(field)).collect(),
    );
    entries.text("message", Some(message));
    Yaml::Map(entries.0)
}
