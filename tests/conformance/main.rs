//! Checks the typed API against the documented examples as data, without naming any method.
//!
//! Both the shipped schema and the concept schemas are run. An example that is known to contradict
//! the documentation has `contradicts`; it must fail, and there may be no more such examples than
//! [`LEDGER`].

mod canonical;
mod command;
mod mutations;
mod report;

use bitrix24::Value;
use bitrix24::describe::{Example, ExampleKind, Kind, Method};
use bitrix24_tests::checks::{Form, Schema, answer, made, nodes, path_of};
use bitrix24_tests::harness::Entry;

/// The number of examples that are known to contradict the rest of the documentation. It may only
/// shrink, except for new pages.
const LEDGER: usize = 94;

#[test]
fn requests_are_produced_by_the_typed_api() {
    report::every(ExampleKind::Request);
}

#[test]
fn answers_decode_and_encode_without_loss() {
    report::every(ExampleKind::Response);
}

#[test]
fn errors_select_their_variant() {
    report::every(ExampleKind::Error);
}

#[test]
fn events_decode_and_encode_without_loss() {
    report::every(ExampleKind::Event);
}

#[test]
fn placements_decode_and_encode_without_loss() {
    report::every(ExampleKind::Placement);
}

#[test]
fn mutated_answers_decode_too() {
    let mut count = 0;
    let mut failures = Vec::new();
    report::each(ExampleKind::Response, |schema, name, example| {
        if example.contradicts.is_some() {
            return;
        }
        let (method, entry) = method(schema, example);
        let body = json(example);
        let at = path_of(method);
        let nodes = match at.find(&body) {
            Some(value) => nodes(schema, at.clone(), &method.result.kind, value),
            None => Vec::new(),
        };
        for mutation in mutations::mutations(schema, &body, &method.result, &at, &nodes) {
            count += 1;
            let problems = answer(schema, method, entry, &mutation.body, &mutation.undeclared);
            let what = &mutation.what;
            if mutation.is_wrong {
                if problems.is_empty() {
                    failures.push(format!("{name}: {what}\n  decodes"));
                }
                continue;
            }
            failures.extend(
                problems
                    .iter()
                    .map(|problem| format!("{name}: {what}\n  {problem}")),
            );
        }
    });
    println!("{count} mutations");
    assert!(
        failures.is_empty(),
        "of {count} mutations these failed:\n{}",
        failures.join("\n")
    );
}

#[test]
fn the_ledger_does_not_grow() {
    let schemas = Schema::all();
    let examples = schemas.iter().flat_map(Schema::examples);
    let known =
        examples.filter_map(|example| Some((&example.method, example.contradicts.as_ref()?)));
    let known: Vec<String> = known
        .map(|(method, reason)| format!("{method}: {reason}"))
        .collect();
    assert_eq!(
        known.len(),
        LEDGER,
        "known contradictions:\n{}",
        known.join("\n")
    );
}

/// If the checks were blind, all examples would pass.
#[test]
fn the_checks_see_what_is_wrong() {
    let mut seen = 0;
    report::each(ExampleKind::Response, |schema, name, example| {
        let (method, entry) = method(schema, example);
        let mut body = json(example);
        let is_object = matches!(schema.form(&method.result.kind), Form::Object(_));
        if is_object && matches!(path_of(method).find(&body), Some(Value::Map(_))) {
            path_of(method)
                .key("undeclaredKey")
                .put(&mut body, Value::from(1));
            let problems = answer(schema, method, entry, &body, &[]);
            let is_open = matches!(method.result.kind, Kind::Any | Kind::None | Kind::Map(..));
            assert!(
                !problems.is_empty() || is_open,
                "{name} lets an undeclared key pass"
            );
            seen += 1;
        }
    });
    report::each(ExampleKind::Request, |schema, name, example| {
        let (_, entry) = method(schema, example);
        let body = json(example);
        for (key, _) in body.as_map().into_iter().flatten() {
            let Value::Map(mut map) = body.clone() else {
                continue;
            };
            let value = map.remove(key).expect("the key is there");
            map.insert(format!("{key}Misspelt"), value);
            let result = made(entry, &Value::Map(map));
            assert!(result.is_err(), "{name} lets a misspelt {key} pass");
            seen += 1;
        }
    });
    assert!(seen > 20, "only {seen} examples were tried");
}

fn method<'a>(schema: &'a Schema, example: &Example) -> (&'a Method, &'static Entry) {
    let found = schema.method(&example.method, example.version);
    found.expect("the examples of a schema are of its methods")
}

fn json(example: &Example) -> Value {
    serde_json::from_str(&example.body).expect("examples are JSON")
}
