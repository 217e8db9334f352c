//! The typed API against the documented examples, run from data: nothing here knows a method by name.
//!
//! Both the shipped schema and the concept schemas are run. What is known to contradict the documentation says so in the
//! example itself, under `contradicts`; such an example must fail, and there may be no more of them than [`LEDGER`] says.

mod canonical;
mod mutations;
mod places;
mod report;
mod schema;

use bitrix24::Value;
use bitrix24::describe::{Example, ExampleKind, Kind, Method};
use bitrix24_tests::harness::{Entry, Reader};

use self::canonical::{Canonical, differences};
use self::places::{Path, places};
use self::schema::{Form, Schema};

/// How many examples are known to contradict the rest of the documentation. It may only fall, but for new pages.
const LEDGER: usize = 1;

#[test]
fn requests_are_produced_by_the_typed_api() {
    report::every(ExampleKind::Request, |schema, example, body| {
        let (method, entry) = schema.method(example);
        request(schema, method, entry, body).unwrap_or_else(|problem| vec![problem])
    });
}

#[test]
fn answers_decode_and_encode_without_loss() {
    report::every(ExampleKind::Response, |schema, example, body| {
        let (method, entry) = schema.method(example);
        answer(schema, method, entry, body, &[])
    });
}

#[test]
fn errors_select_their_variant() {
    report::every(ExampleKind::Error, |schema, example, body| {
        let (method, entry) = schema.method(example);
        let name = match (entry.error)(example.body.as_bytes()) {
            Ok(name) => name,
            Err(problem) => return vec![problem],
        };
        let error = &body["error"];
        let code = error.get("code").unwrap_or(error);
        let code = code.as_text().map_or_else(|| code.to_json(), str::to_owned);
        let row = method.errors.iter().find(|row| row.name == name);
        match (name, row) {
            ("System", None) => Vec::new(),
            (_, Some(row)) if row.code.eq_ignore_ascii_case(&code) => Vec::new(),
            _ => vec![format!("error: {code:?} selects the variant {name}")],
        }
    });
}

#[test]
fn events_decode_and_encode_without_loss() {
    report::every(ExampleKind::Event, |schema, example, body| {
        let event = schema.event(example);
        let decoded = match (event.decode)(&body["data"]) {
            Ok(decoded) => decoded,
            Err(problem) => return vec![problem],
        };
        let kind = Kind::Named(event.data.to_owned());
        let canonical = |value| Canonical::of_answer(schema).value(&kind, value);
        let mut problems = differences(&canonical(&body["data"]), &canonical(&decoded.value));
        problems.extend(
            decoded
                .undeclared
                .iter()
                .map(|path| format!("{path}: is not declared")),
        );
        problems
    });
}

#[test]
fn mutated_answers_decode_too() {
    let mut count = 0;
    let mut failures = Vec::new();
    report::each(ExampleKind::Response, |schema, name, example| {
        if example.contradicts.is_some() {
            return;
        }
        let (method, entry) = schema.method(example);
        let body = json(example);
        let at = path_of(method);
        let places = match at.find(&body) {
            Some(value) => places(schema, at, &method.result.kind, value),
            None => Vec::new(),
        };
        for mutation in mutations::mutations(schema, &body, method.result.at.as_deref(), &places) {
            count += 1;
            let problems = answer(schema, method, entry, &mutation.body, &mutation.undeclared);
            let what = &mutation.what;
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

/// Were the checks blind, all examples would pass.
#[test]
fn the_checks_see_what_is_wrong() {
    let mut seen = 0;
    report::each(ExampleKind::Response, |schema, name, example| {
        let (method, entry) = schema.method(example);
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
        let (method, entry) = schema.method(example);
        let body = json(example);
        for (key, _) in body.as_map().into_iter().flatten() {
            let Value::Map(mut map) = body.clone() else {
                continue;
            };
            let value = map.remove(key).expect("the key is there");
            map.insert(format!("{key}Misspelt"), value);
            let result = request(schema, method, entry, &Value::Map(map));
            assert!(result.is_err(), "{name} lets a misspelt {key} pass");
            seen += 1;
        }
    });
    assert!(seen > 20, "only {seen} examples were tried");
}

/// Makes the request of an example by typed calls, and compares.
fn request(
    schema: &Schema,
    method: &Method,
    entry: &Entry,
    body: &Value,
) -> Result<Vec<String>, String> {
    let named;
    let params = match (entry.order, body) {
        (Some(order), Value::List(values)) => {
            // A gap between the parameters is one that is not given.
            let given = order
                .iter()
                .zip(values)
                .filter(|(_, value)| !value.is_null());
            named = Value::Map(
                given
                    .map(|(key, value)| ((*key).to_owned(), value.clone()))
                    .collect(),
            );
            &named
        }
        _ => body,
    };
    let made = (entry.build)(&mut Reader::new(params)).map_err(|problem| problem.to_string())?;
    if let Some(problem) = made.problem() {
        return Err(problem.to_string());
    }
    let made = match (entry.order, body) {
        (Some(order), Value::List(_)) => Value::List(made.into_list(order)),
        _ => Value::Map(made.into_map()),
    };
    let canonical = |value| Canonical::of_request(schema).params(&method.params, value);
    Ok(differences(&canonical(body), &canonical(&made)))
}

/// Decodes an answer, encodes it again, and compares.
fn answer(
    schema: &Schema,
    method: &Method,
    entry: &Entry,
    body: &Value,
    undeclared: &[String],
) -> Vec<String> {
    let decoded = match (entry.decode)(body.to_json().as_bytes()) {
        Ok(decoded) => decoded,
        Err(problem) => return vec![problem],
    };
    let canonical = |value| Canonical::of_answer(schema).value(&method.result.kind, value);
    let at = path_of(method);
    let expected = at.find(body).unwrap_or(&Value::Null);
    let mut problems: Vec<String> = differences(&canonical(expected), &canonical(&decoded.value))
        .iter()
        .map(|difference| format!("{at}{difference}"))
        .collect();
    let unexpected = decoded
        .undeclared
        .iter()
        .filter(|path| !undeclared.contains(path));
    problems.extend(unexpected.map(|path| format!("{path}: is not declared")));
    let dropped = undeclared
        .iter()
        .filter(|path| !decoded.undeclared.contains(path));
    problems.extend(dropped.map(|path| format!("{path}: is not kept")));
    problems
}

/// Where the value of an answer sits.
fn path_of(method: &Method) -> Path {
    let at = method.result.at.as_deref();
    Path::of(std::iter::once("result").chain(at.into_iter().flat_map(|at| at.split('.'))))
}

fn json(example: &Example) -> Value {
    serde_json::from_str(&example.body).expect("examples are JSON")
}
