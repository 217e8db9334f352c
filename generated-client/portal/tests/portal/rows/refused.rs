//! Calls of families that are refused: unknown identifiers, missing parameters, and wrong types.

use bitrix24::describe::{Access, Kind, Method, Requirement};
use serde_json::{Map, Value, json};

use super::made::{holder, method, object, squash, values};
use super::{Family, families, id_of, key, owned, written};
use crate::{json, portal};

/// Verbs of methods on one row.
const ON_ONE: [&[&str]; 3] = [&["get", "getbyid"], &["update"], &["delete"]];

/// Methods of a family that have to be refused, with what calls them wrongly.
fn refused(family: &Family) -> Vec<(&'static Method, String, Map<String, Value>)> {
    let mut calls = Vec::new();
    let of = method(family.namespace, &["add", "create"]);
    let of = of.and_then(|add| id_of(&add.result.kind));
    for verbs in ON_ONE {
        let Some(method) = method(family.namespace, verbs) else {
            continue;
        };
        let Some(key) = key(method, family, of) else {
            continue;
        };
        let complete = owned(method, family, values(&method.params, true));
        if key.required != Requirement::Yes {
            continue;
        }
        let mut absent = complete.clone();
        let is_text = complete.get(&key.name).is_some_and(Value::is_string);
        let id = if is_text {
            json!("NO_SUCH")
        } else {
            json!(999_999)
        };
        absent.insert(key.name.clone(), id);
        calls.push((method, format!("no {}", key.name), absent));
        let mut wrong = complete.clone();
        if !is_text && matches!(key.kind, Kind::Id(_)) {
            wrong.insert(key.name.clone(), json!({"a": {"b": 1}}));
            calls.push((method, format!("{} is an object", key.name), wrong));
        }
        for param in &method.params {
            if param.required == Requirement::Yes && family.given.get(&param.name).is_none() {
                let mut less = complete.clone();
                less.remove(&param.name);
                calls.push((method, format!("{} is missing", param.name), less));
            }
        }
    }
    calls.extend(refused_adds(family));
    calls
}

/// New rows that lack what is required, or have a value of another type.
fn refused_adds(family: &Family) -> Vec<(&'static Method, String, Map<String, Value>)> {
    let mut calls = Vec::new();
    let Some(add) = method(family.namespace, &["add", "create"]) else {
        return calls;
    };
    let complete = written(add, family);
    for param in &add.params {
        if param.required == Requirement::Yes && family.given.get(&param.name).is_none() {
            let mut less = complete.clone();
            less.remove(&param.name);
            calls.push((add, format!("{} is missing", param.name), less));
        }
    }
    let Some(holder) = holder(add) else {
        return calls;
    };
    for field in &object(&holder.kind).expect("an object").fields {
        let name = &field.name;
        let with = |value: Option<Value>| {
            let mut call = complete.clone();
            let fields = call.get_mut(&holder.name).and_then(Value::as_object_mut);
            let fields = fields.expect("an object");
            match value {
                Some(value) => drop(fields.insert(name.clone(), value)),
                None => drop(fields.remove(name)),
            }
            call
        };
        if field.required == Requirement::Yes {
            calls.push((add, format!("{name} is missing"), with(None)));
        }
        let wrong = match field.kind {
            Kind::Integer | Kind::Double | Kind::Decimal => json!("no number"),
            Kind::Date | Kind::DateTime => json!("no time"),
            Kind::Text => json!({"a": {"b": 1}}),
            _ => continue,
        };
        if field.access != Access::Read {
            calls.push((add, format!("{name} is of another type"), with(Some(wrong))));
        }
    }
    calls
}

/// Whether the documentation knows of the error, or of none that it could be.
fn is_documented(method: &Method, code: &str, message: &str) -> bool {
    let rows = &method.errors;
    let by_code = rows.iter().any(|row| {
        let code_fits = row.code == code || row.code.contains('{');
        let known = row.message.as_deref().unwrap_or(message);
        code_fits && (known == message || known.contains('{') || squash(known) == squash(message))
    });
    by_code || rows.is_empty() || ["0", "100", ""].contains(&code)
}

#[tokio::test]
async fn wrong_calls_get_documented_errors() {
    let (mut count, mut wrong) = (0, Vec::new());
    let portal = portal().await;
    for family in families() {
        for (method, what, parameters) in refused(&family) {
            // The owner is not there either.
            let parameters = Value::Object(parameters)
                .to_string()
                .replace("\"$owner\"", "1");
            count += 1;
            let answer = json(&portal, &method.name, &parameters).await;
            let (code, message) = answer.error();
            let name = &method.name;
            if answer.status == 200 {
                wrong.push(format!(
                    "{name}, {what}: {parameters} answered {}",
                    answer.text
                ));
            } else if answer.status >= 500 || !is_documented(method, code, message) {
                wrong.push(format!(
                    "{name}, {what}: {parameters} refused {}",
                    answer.text
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {count}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(count > 900, "only {count} calls");
}
