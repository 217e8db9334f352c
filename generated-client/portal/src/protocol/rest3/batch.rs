//! `batch` of REST 3.0: a list of calls at the root of the body.

use super::references::Results;
use super::request;
use super::run::run;
use crate::answer::{Answer, Failure, Violation};
use crate::check::UNIVERSAL;
use crate::desk::Desk;
use crate::dto::{invalid, missing, mistyped, system, violation};
use crate::received::Caller;
use bitrix24::{Map, Value};

pub(super) const NAME: &str = "batch";

/// The largest number of calls of a batch, as in the classic protocol.
const MOST: usize = 50;

/// Runs the calls one after another. An error takes the place of a result; the references of the
/// classic protocol are plain text here. Those of an SDK of the vendor are objects; see [`Results`].
pub(super) fn answer(desk: &Desk, body: &Value, caller: Caller) -> Result<Answer, Failure> {
    let Some(items) = calls_of(body) else {
        // The error for a body in the form of the classic protocol.
        let message = "A batch is a list of calls";
        return Err(system("INVALIDSELECT", message));
    };
    if items.len() > MOST {
        let message = "Max batch length exceeded";
        return Err(Failure::system("BatchLengthExceeded", message));
    }
    let mut calls = Vec::with_capacity(items.len());
    let mut violations = Vec::new();
    for item in items {
        match call(item, desk.settings.ignore_unknown) {
            Ok(call) => calls.push(call),
            Err(violation) => violations.push(violation),
        }
    }
    if !violations.is_empty() {
        return Err(invalid(violations));
    }
    let mut known = Results::default();
    let results = calls.into_iter().enumerate().map(|(index, call)| {
        let query = known.fill(call.query);
        let answer = query.and_then(|query| one(desk, call.method, &query, caller));
        answer.map_or_else(Failure::unified, |answer| {
            let name = call.name.map_or_else(|| index.to_string(), str::to_owned);
            known.keep(name, &answer.result);
            answer.result
        })
    });
    Ok(Answer::new(results.collect::<Vec<_>>()))
}

/// A call of a batch.
struct Named<'a> {
    method: &'a str,
    query: &'a Map<String, Value>,
    /// What later calls name its result by, in place of its number.
    name: Option<&'a str>,
}

/// The calls of a batch: a list, or an object with numbers as keys, which is one in PHP. An SDK of
/// the vendor sends such an object, since it may have the token of an application too.
fn calls_of(body: &Value) -> Option<Vec<&Value>> {
    match body {
        Value::List(items) => Some(items.iter().collect()),
        Value::Map(map) => {
            let entries = map.iter();
            let calls: Vec<_> = entries
                .filter(|(key, _)| !UNIVERSAL.contains(&key.as_str()))
                .collect();
            let mut counted = calls.iter().zip(0..);
            let is_list =
                !calls.is_empty() && counted.all(|((key, _), index)| key.parse() == Ok(index));
            is_list.then(|| calls.into_iter().map(|(_, call)| call).collect())
        }
        _ => None,
    }
}

/// What a call of a batch may have. The last two come from an SDK of the vendor: the name of the result
/// for later calls, and whether the next one need not wait, which changes nothing here.
const OF_CALL: [&str; 4] = ["method", "query", "as", "parallel"];

/// Reads a call.
fn call(item: &Value, ignore_unknown: bool) -> Result<Named<'_>, Violation> {
    let Value::Map(map) = item else {
        return Err(mistyped(NAME, "object"));
    };
    let method = map.get("method").ok_or_else(|| missing("method"))?;
    let method = method
        .as_text()
        .ok_or_else(|| mistyped("method", "string"))?;
    let name = match map.get("as") {
        None | Some(Value::Null) => None,
        Some(name) => Some(name.as_text().ok_or_else(|| mistyped("as", "string"))?),
    };
    let query = map.get("query").ok_or_else(|| missing("query"))?;
    let query = match query {
        Value::Map(query) => query,
        // PHP writes an object without keys as an empty list.
        Value::List(items) if items.is_empty() => const { &Map::new() },
        _ => return Err(mistyped("query", "object")),
    };
    let unknown = map.keys().find(|key| !OF_CALL.contains(&key.as_str()));
    match unknown {
        Some(key) if !ignore_unknown => {
            Err(violation(key, format!("A call of a batch has no `{key}`")))
        }
        _ => Ok(Named {
            method,
            query,
            name,
        }),
    }
}

fn one(
    desk: &Desk,
    name: &str,
    query: &Map<String, Value>,
    caller: Caller,
) -> Result<Answer, Failure> {
    let refused = || {
        let message = "Method is not allowed for batch usage";
        Failure::system("BatchMethodNotAllowed", message)
    };
    if name == NAME {
        return Err(refused());
    }
    let method = request::method(desk, name);
    if method.is_some_and(|method| !method.batch) {
        return Err(refused());
    }
    run(desk, (name, method), query, caller)
}
