//! Compares the JSON Schemas, the reference and the shapes with the model.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::diagnostic::Problems;
use crate::fmt;
use crate::model;
use crate::recover;
use crate::shape::Shape;
use crate::source::Sources;
use crate::yaml::{self, Comments};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema")
}

fn schemas() -> Vec<Value> {
    super::all()
        .iter()
        .map(|(_, text)| serde_json::from_str(text).unwrap())
        .collect()
}

/// The objects of the language with their keys, by name.
fn objects() -> BTreeMap<String, Value> {
    let mut objects = BTreeMap::new();
    for mut schema in schemas() {
        if let Some(Value::Object(definitions)) = schema.as_object_mut().unwrap().remove("$defs") {
            objects.extend(definitions);
        }
        objects.insert(schema["title"].as_str().unwrap().to_owned(), schema);
    }
    objects.retain(|_, object| object.get("properties").is_some());
    objects
}

#[test]
fn the_files_are_what_the_model_gives() {
    for (name, text) in super::all() {
        let present = std::fs::read_to_string(folder().join(name)).unwrap_or_default();
        assert!(
            present == text,
            "{name} is not what the model gives; run `cargo codegen json-schema`"
        );
    }
}

/// A row of a table of the reference.
struct Row {
    object: String,
    key: String,
    default: String,
    example: String,
}

fn reference() -> String {
    std::fs::read_to_string(folder().join("README.md")).unwrap()
}

fn rows(text: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut object = None;
    for line in text.lines() {
        if let Some(name) = line
            .strip_prefix("<!-- keys: ")
            .and_then(|rest| rest.strip_suffix(" -->"))
        {
            object = Some(name.to_owned());
        } else if line.starts_with('#') {
            object = None;
        }
        let (Some(object), Some(row)) = (&object, line.strip_prefix("| `")) else {
            continue;
        };
        let row = row.replace("\\|", "\u{0}");
        let cells: Vec<&str> = row.trim_end_matches(" |").split(" | ").collect();
        let [key, _, default, _, example] = cells[..] else {
            panic!("five cells: {line}")
        };
        rows.push(Row {
            object: object.clone(),
            key: key.trim_matches('`').to_owned(),
            default: default.to_owned(),
            example: example.trim_matches('`').replace('\u{0}', "|"),
        });
    }
    rows
}

#[test]
fn the_reference_has_every_key_and_no_other() {
    let text = reference();
    let mut described: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows(&text) {
        described.entry(row.object).or_default().push(row.key);
    }
    let known: BTreeMap<String, BTreeSet<String>> = objects()
        .into_iter()
        .map(|(name, object)| {
            (
                name,
                object["properties"]
                    .as_object()
                    .unwrap()
                    .keys()
                    .cloned()
                    .collect(),
            )
        })
        .collect();
    let as_sets = described
        .iter()
        .map(|(name, keys)| (name.clone(), keys.iter().cloned().collect()))
        .collect();
    assert_eq!(
        known, as_sets,
        "the schema (left) and the tables of schema/README.md (right)"
    );
    for (name, keys) in &described {
        let shape = shape_of(name);
        let order: Vec<&str> = fmt::keys(shape)
            .iter()
            .copied()
            .filter(|key| keys.iter().any(|known| known == key))
            .collect();
        if !order.is_empty() {
            assert_eq!(keys, &order, "the order of the keys of {name}");
        }
    }
}

#[test]
fn the_reference_says_what_is_required() {
    let objects = objects();
    for row in rows(&reference()) {
        let required = objects[&row.object]
            .get("required")
            .and_then(Value::as_array);
        let required = required.is_some_and(|keys| keys.iter().any(|key| *key == *row.key));
        assert_eq!(
            row.default == "required",
            required,
            "{}.{}",
            row.object,
            row.key
        );
    }
}

#[test]
fn the_reference_has_every_word() {
    let text = reference();
    for schema in schemas() {
        for (name, definition) in schema["$defs"].as_object().unwrap() {
            for word in definition["oneOf"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|one| one["const"].as_str())
            {
                assert!(
                    text.contains(&format!("`{word}`")),
                    "`{word}` of {name} is missing in schema/README.md"
                );
            }
        }
    }
}

#[test]
fn the_examples_of_the_reference_are_right() {
    for Row {
        object,
        key,
        example,
        ..
    } in rows(&reference())
    {
        assert!(
            example.starts_with(&format!("{key}: ")),
            "{object}.{key}: {example}"
        );
        let mut sources = Sources::default();
        let file = sources.add("README.md", example.as_str());
        let reading = yaml::read(&example, file, Comments::Skip);
        let node = reading
            .root
            .unwrap_or_else(|| panic!("{example}: {:?}", reading.problems));
        let mut problems = Problems::default();
        let shape = shape_of(&object);
        match shape {
            Shape::File => drop(recover::read::<model::File>(&node, shape, &mut problems)),
            Shape::Type => drop(recover::read::<model::Type>(&node, shape, &mut problems)),
            Shape::Value => drop(recover::read::<model::Value>(&node, shape, &mut problems)),
            Shape::Field => drop(recover::read::<model::Field>(&node, shape, &mut problems)),
            Shape::Requirement if key == "alternative" => {}
            Shape::Requirement => drop(recover::read::<model::Required>(
                &node,
                shape,
                &mut problems,
            )),
            Shape::Refusal => drop(recover::read::<model::Refused>(&node, shape, &mut problems)),
            Shape::Formats => drop(recover::read::<model::Formats>(&node, shape, &mut problems)),
            Shape::Method => drop(recover::read::<model::Method>(&node, shape, &mut problems)),
            Shape::Deprecation => drop(recover::read::<model::Deprecated>(
                &node,
                shape,
                &mut problems,
            )),
            Shape::Answer => drop(recover::read::<model::Answer>(&node, shape, &mut problems)),
            Shape::Paging => drop(recover::read::<model::Paging>(&node, shape, &mut problems)),
            Shape::Cursor => drop(recover::read::<model::Cursor>(&node, shape, &mut problems)),
            Shape::Failure => drop(recover::read::<model::Failure>(&node, shape, &mut problems)),
            Shape::Error => drop(recover::read::<model::ErrorFacts>(
                &node,
                shape,
                &mut problems,
            )),
            Shape::Violation => drop(recover::read::<model::Violation>(
                &node,
                shape,
                &mut problems,
            )),
            Shape::Note => drop(recover::read::<model::Note>(&node, shape, &mut problems)),
            Shape::Event => drop(recover::read::<model::Event>(&node, shape, &mut problems)),
            Shape::Placement => drop(recover::read::<model::Placement>(
                &node,
                shape,
                &mut problems,
            )),
            Shape::Correction => drop(recover::read::<model::Correction>(
                &node,
                shape,
                &mut problems,
            )),
            Shape::Examples => drop(recover::read::<model::ExampleFile>(
                &node,
                shape,
                &mut problems,
            )),
            Shape::Example => drop(recover::read::<model::Example>(&node, shape, &mut problems)),
            Shape::Parameter | Shape::Names(_) | Shape::List(_) | Shape::Leaf => panic!("{object}"),
        }
        // The sample shows one key; missing other keys are no mistake.
        let wrong: Vec<_> = problems
            .iter()
            .map(|problem| &problem.title)
            .filter(|title| !title.contains("has no `"))
            .collect();
        assert_eq!(wrong, Vec::<&String>::new(), "{object}.{key}: {example}");
    }
}

/// Every object that a shape leads to has the keys of the model: no object of the language is a
/// leaf.
#[test]
fn shapes_follow_the_model() {
    let objects = objects();
    let mut open = vec![
        (Shape::File, "File".to_owned()),
        (Shape::Examples, "ExampleFile".to_owned()),
    ];
    let mut seen = BTreeSet::new();
    while let Some((shape, name)) = open.pop() {
        let properties = objects[&name]["properties"].as_object().unwrap();
        let keys: BTreeSet<&str> = fmt::keys(shape).iter().copied().collect();
        if name != "RequiredWhen" {
            assert_eq!(
                keys,
                properties.keys().map(String::as_str).collect(),
                "{name}"
            );
        }
        assert_eq!(shape_of(&name), shape_of(&name_of(shape)), "{name}");
        for (key, property) in properties {
            for target in targets(property, &objects) {
                let mut child = shape.child(key);
                if matches!(child, Shape::Names(_) | Shape::List(_)) {
                    child = child.child("any");
                }
                assert_ne!(child, Shape::Leaf, "{name}.{key} leads to {target}");
                if seen.insert((format!("{child:?}"), target.clone())) {
                    open.push((child, target));
                }
            }
        }
    }
}

/// The objects of the language that a property may hold.
fn targets(property: &Value, objects: &BTreeMap<String, Value>) -> Vec<String> {
    let mut found = Vec::new();
    match property {
        Value::Object(map) => {
            for (key, value) in map {
                match value
                    .as_str()
                    .and_then(|text| text.strip_prefix("#/$defs/"))
                {
                    Some(name) if key == "$ref" && objects.contains_key(name) => {
                        found.push(name.to_owned());
                    }
                    Some(name) if key == "$ref" => {
                        found.extend(targets(&definition(name), objects));
                    }
                    _ => found.extend(targets(value, objects)),
                }
            }
        }
        Value::Array(items) => items
            .iter()
            .for_each(|item| found.extend(targets(item, objects))),
        _ => {}
    }
    found
}

fn definition(name: &str) -> Value {
    // A JSON value holds JSON values, and no object of the language.
    if name == "Json" {
        return Value::Null;
    }
    schemas()
        .iter()
        .find_map(|schema| schema["$defs"].get(name).cloned())
        .unwrap()
}

fn shape_of(name: &str) -> Shape {
    match name {
        "File" => Shape::File,
        "Type" => Shape::Type,
        "FieldFacts" => Shape::Field,
        "ValueFacts" => Shape::Value,
        "RequiredWhen" | "RequiredEither" => Shape::Requirement,
        "Refused" => Shape::Refusal,
        "Formats" => Shape::Formats,
        "Method" => Shape::Method,
        "Deprecated" => Shape::Deprecation,
        "Answer" => Shape::Answer,
        "Paging" => Shape::Paging,
        "Cursor" => Shape::Cursor,
        "Failure" => Shape::Failure,
        "ErrorFacts" => Shape::Error,
        "Violation" => Shape::Violation,
        "Note" => Shape::Note,
        "Event" => Shape::Event,
        "Placement" => Shape::Placement,
        "Correction" => Shape::Correction,
        "ExampleFile" => Shape::Examples,
        "Example" => Shape::Example,
        other => panic!("`{other}` is new: give it a shape"),
    }
}

fn name_of(shape: Shape) -> String {
    let name = match shape {
        Shape::Field | Shape::Parameter => "FieldFacts",
        Shape::Value => "ValueFacts",
        Shape::Requirement => "RequiredEither",
        Shape::Refusal => "Refused",
        Shape::Deprecation => "Deprecated",
        Shape::Error => "ErrorFacts",
        Shape::Examples => "ExampleFile",
        other => return format!("{other:?}"),
    };
    name.to_owned()
}
