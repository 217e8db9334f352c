//! Checks requests, answers, errors and events against the schema and the typed API.
//!
//! The conformance tests run these on the documented examples, the binary `conformance` on files
//! from anywhere.

mod canonical;
mod conditions;
mod handlers;
mod nodes;
mod schema;

use bitrix24::Value;
use bitrix24::describe::{Example, ExampleKind, Method};
use bitrix24_codegen::pattern::fits_code;

pub use self::canonical::{Canonical, differences};
pub use self::nodes::{Node, Path, nodes};
pub use self::schema::{Form, Schema, family};
use crate::harness::{Entry, Reader};

/// The problems of an example, each beginning with a path.
pub fn example(schema: &Schema, example: &Example) -> Vec<String> {
    let body: Value = match serde_json::from_str(&example.body) {
        Ok(body) => body,
        Err(error) => return vec![format!("the body is no JSON: {error}")],
    };
    let handled = match example.kind {
        ExampleKind::Event => Some((schema.event(&example.method), "event")),
        ExampleKind::Placement => Some((schema.placement(&example.method), "placement")),
        _ => None,
    };
    if let Some((entry, what)) = handled {
        return match entry {
            None => vec![format!("no {what} is called `{}`", example.method)],
            Some(entry) if what == "event" => handlers::event(schema, entry, &body),
            Some(entry) => handlers::placement(schema, entry, &body),
        };
    }
    let Some((method, entry)) = schema.method(&example.method, example.version) else {
        return vec![format!("no method is called `{}`", example.method)];
    };
    match example.kind {
        ExampleKind::Request => {
            request(schema, method, entry, &body).unwrap_or_else(|problem| vec![problem])
        }
        ExampleKind::Response => answer(schema, method, entry, &body, &[]),
        ExampleKind::Error => error(method, entry, &body),
        _ => vec![format!(
            "examples of the kind {:?} cannot be checked",
            example.kind
        )],
    }
}

/// Whether the error selects the variant of its code.
fn error(method: &Method, entry: &Entry, body: &Value) -> Vec<String> {
    let name = match (entry.error)(body.to_json().as_bytes()) {
        Ok(name) => name,
        Err(problem) => return vec![problem],
    };
    let code = code(method, body);
    let code = code.as_text().map_or_else(|| code.to_json(), str::to_owned);
    let row = method.errors.iter().find(|row| row.name == name);
    // A code with variable parts is a family.
    let fits = |known: &str| known.eq_ignore_ascii_case(&code) || fits_code(known, &code);
    match (name, row) {
        ("System", None) => Vec::new(),
        (_, Some(row)) if fits(&row.code) => Vec::new(),
        _ => vec![format!("error: {code:?} selects the variant {name}")],
    }
}

/// The code of an error, beside the result or where the method has it within the result. Empty when
/// only the message identifies the error.
fn code(method: &Method, body: &Value) -> Value {
    let error = &body["error"];
    match &method.result.failure {
        Some(failure) if error.is_null() => match &failure.code {
            Some(path) => path
                .split('.')
                .fold(&body["result"], |value, key| &value[key])
                .clone(),
            None => Value::from(""),
        },
        _ => error.get("code").unwrap_or(error).clone(),
    }
}

/// Makes the request of an example by typed calls, and compares.
fn request(
    schema: &Schema,
    method: &Method,
    entry: &Entry,
    body: &Value,
) -> Result<Vec<String>, String> {
    let made = made(entry, body)?;
    let canonical = |value| Canonical::of_request(schema).params(&method.params, value);
    Ok(differences(&canonical(body), &canonical(&made)))
}

/// The parameters that typed calls make from those of an example.
///
/// # Errors
///
/// When the typed API lacks a parameter, or refuses the request.
pub fn made(entry: &Entry, body: &Value) -> Result<Value, String> {
    let named;
    let params = match (entry.order, body) {
        (Some(order), Value::List(values)) => {
            // A gap between the parameters is a parameter that is not given.
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
    Ok(match (entry.order, body) {
        (Some(order), Value::List(_)) => Value::List(made.into_list(order)),
        _ => Value::Map(made.into_map()),
    })
}

/// Decodes an answer, encodes it again, and compares. The paths in `undeclared` lead to keys that
/// the schema lacks; they must be kept.
pub fn answer(
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

/// The path of an answer's value.
pub fn path_of(method: &Method) -> Path {
    if method.result.bare {
        return Path::of([]);
    }
    let at = method.result.at.as_deref();
    Path::of(std::iter::once("result").chain(at.into_iter().flat_map(|at| at.split('.'))))
}
