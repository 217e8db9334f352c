//! The description in OpenAPI: of a small schema, as a snapshot, and of the whole schema, checked
//! against the format's own JSON Schema and every documented payload.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::source::Sources;
use bitrix24_codegen::{load, resolve};
use bitrix24_command::openapi::{self, Versions};
use serde_json::{Map, Value, json};

/// Documented payloads that do not fit: method or event, and path, on a line each. Where no comment
/// says otherwise, a request writes a number as text, or the reverse: requests are described as they
/// should be written.
const LEDGER: &str = "tests/openapi/ledger.txt";

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn export(root: &str, versions: Versions) -> String {
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let root = here(root);
    let mut loaded = load::folder(&root, &mut sources, &mut problems);
    loaded.examples = load::examples(&root, &mut sources, &mut problems);
    let schema = resolve::resolve(&loaded, &mut problems);
    assert!(problems.is_empty(), "{problems:#?}");
    openapi::document(&schema, &loaded.examples, versions)
}

fn document(root: &str, versions: Versions) -> Value {
    serde_json::from_str(&export(root, versions)).unwrap()
}

/// Every document that the tests check.
static DOCUMENTS: LazyLock<[Value; 5]> = LazyLock::new(|| {
    [
        document("../../schema", Versions::Both),
        document("../../tests/schemas", Versions::Both),
        document("tests/openapi/shop", Versions::Both),
        document("../../schema", Versions::Only(2)),
        document("../../schema", Versions::Only(3)),
    ]
});

/// Calls `see` with the path or the event, and its operation.
fn operations<'a>(document: &'a Value, see: &mut dyn FnMut(&'a str, &'a Value)) {
    for part in ["paths", "webhooks"] {
        for (path, item) in document[part].as_object().into_iter().flatten() {
            see(path, &item["post"]);
        }
    }
}

/// Calls `see` with every schema that has payloads.
fn bodies<'a>(document: &'a Value, see: &mut dyn FnMut(&'a str, &'a Value)) {
    operations(document, &mut |_, operation| {
        let name = operation["operationId"].as_str().unwrap();
        let responses = operation["responses"].as_object().into_iter().flatten();
        let parts = responses.map(|(_, response)| response);
        for part in parts.chain([&operation["requestBody"]]) {
            for (_, media) in part["content"].as_object().into_iter().flatten() {
                see(name, media);
            }
        }
    });
}

#[test]
fn a_small_schema_matches_its_snapshot() {
    let text = export("tests/openapi/shop", Versions::Both);
    let path = here("tests/openapi/shop.json");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &text).unwrap();
    }
    assert!(
        fs::read_to_string(&path).unwrap_or_default() == text,
        "{} differs: run with UPDATE=1 and look at the difference",
        path.display()
    );
}

#[test]
fn documents_are_valid() {
    let format = fs::read_to_string(here("tests/openapi/schema.json")).unwrap();
    let format = jsonschema::validator_for(&serde_json::from_str(&format).unwrap()).unwrap();
    for document in &*DOCUMENTS {
        let problems: Vec<String> = format
            .iter_errors(document)
            .map(|problem| format!("{}: {problem}", problem.instance_path()))
            .collect();
        assert!(problems.is_empty(), "{problems:#?}");
        for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
            let problem = jsonschema::draft202012::meta::validate(schema).err();
            assert!(problem.is_none(), "{name}: {problem:?}");
        }
    }
}

#[test]
fn names_are_unique_and_lead_somewhere() {
    for document in &*DOCUMENTS {
        let mut tags: BTreeSet<&str> = BTreeSet::new();
        for tag in document["tags"].as_array().unwrap() {
            tags.insert(tag["name"].as_str().unwrap());
        }
        let mut ids = BTreeSet::new();
        operations(document, &mut |path, operation| {
            let id = operation["operationId"].as_str().unwrap();
            assert!(ids.insert(id), "{id} of {path} occurs twice");
            for tag in operation["tags"].as_array().unwrap() {
                assert!(tags.contains(tag.as_str().unwrap()), "{path}: {tag}");
            }
        });
        let mut count = 0;
        references(document, &mut |reference| {
            count += 1;
            let pointer = reference.strip_prefix('#').unwrap();
            assert!(document.pointer(pointer).is_some(), "{reference}");
        });
        assert!(count > 0);
    }
}

/// Calls `see` with every reference outside of payloads.
fn references<'a>(value: &'a Value, see: &mut dyn FnMut(&'a str)) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                match value {
                    Value::String(reference) if key == "$ref" => see(reference),
                    _ if key == "examples" => {}
                    value => references(value, see),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, see)),
        _ => {}
    }
}

#[test]
fn documented_payloads_fit() {
    let mut failed: Vec<(String, String, String)> = Vec::new();
    let mut count = 0;
    for document in &DOCUMENTS[..3] {
        let mut schemas = Map::new();
        bodies(document, &mut |_, media| {
            schemas.insert(schemas.len().to_string(), media["schema"].clone());
        });
        let all = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$defs": schemas,
            "components": document["components"],
        });
        let validators = jsonschema::options().build_map(&all).unwrap();
        let mut index = 0;
        bodies(document, &mut |name, media| {
            let validator = validators.get(&format!("#/$defs/{index}")).unwrap();
            index += 1;
            for (_, example) in media["examples"].as_object().into_iter().flatten() {
                count += 1;
                failed.extend(validator.iter_errors(&example["value"]).map(|problem| {
                    let path = problem.instance_path().to_string();
                    let path = path.trim_start_matches('/').replace('/', ".");
                    (name.to_owned(), path, problem.to_string())
                }));
            }
        });
    }
    println!("{count} payloads");
    assert!(count > 300, "{count} payloads");
    let failed: BTreeSet<(String, String)> = failed
        .into_iter()
        .map(|(name, path, _)| (name, path))
        .collect();
    let ledger = fs::read_to_string(here(LEDGER)).unwrap();
    if std::env::var_os("UPDATE").is_some() {
        let comments = ledger.lines().take_while(|line| line.starts_with('#'));
        let mut lines: Vec<String> = comments.map(str::to_owned).collect();
        lines.extend(failed.iter().map(|(name, path)| format!("{name} {path}")));
        let text = lines.join("\n") + "\n";
        return fs::write(here(LEDGER), text).unwrap();
    }
    let lines = ledger.lines().filter(|line| !line.starts_with('#'));
    let known: BTreeSet<(String, String)> = lines
        .filter_map(|line| line.split_once(' '))
        .map(|(name, path)| (name.to_owned(), path.to_owned()))
        .collect();
    let unknown: Vec<_> = failed.difference(&known).collect();
    assert!(unknown.is_empty(), "{unknown:#?}");
    let mended: Vec<_> = known.difference(&failed).collect();
    assert!(
        mended.is_empty(),
        "these fit now, so strike them from {LEDGER} (UPDATE=1 does): {mended:#?}"
    );
}
