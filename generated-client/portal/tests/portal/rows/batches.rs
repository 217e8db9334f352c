//! Calls of families in batches, by the results of the calls before.

use bitrix24::describe::{Access, Kind};
use bitrix24_portal::Portal;
use serde_json::{Map, Value, json};

use super::lists::started;
use super::made::{holder, method, object, squash, values};
use super::{Family, call, changed, families, id_of, key, owned, second, written};
use crate::{json, portal};

/// Adds a row, and reads, changes and deletes it by the results of the calls before, in one batch.
async fn batched(portal: &Portal, family: &Family) -> Result<bool, String> {
    // JSON sorts the names of the commands.
    let verbs = [
        ("2 get", &["get", "getbyid"][..]),
        ("3 update", &["update"]),
        ("4 delete", &["delete"]),
    ];
    let add = method(family.namespace, &["add", "create"]).ok_or("nothing adds")?;
    let first = call(portal, add, written(add, family)).await?;
    let Some(path) = id_path(&first) else {
        return Err(format!("{}: no identifier in {first}", add.name));
    };
    let mut commands = Map::new();
    let mut new = second(add, written(add, family));
    vary(&mut new, 7);
    let query = serde_json::to_value(&new).expect("JSON");
    commands.insert(
        "1 add".to_owned(),
        json!(format!("{}?{}", add.name, form("", &query))),
    );
    for (command, verbs) in verbs {
        let Some(method) = method(family.namespace, verbs) else {
            continue;
        };
        let Some(key) = key(method, family, id_of(&add.result.kind)) else {
            continue;
        };
        let mut parameters = owned(method, family, values(&method.params, true));
        parameters.remove(&key.name);
        if let Some(holder) = holder(method) {
            let fields = parameters
                .entry(holder.name.clone())
                .or_insert_with(|| json!({}))
                .as_object_mut();
            let forced = family.fields.as_object().expect("an object").iter();
            let known = &object(&holder.kind).expect("an object").fields;
            let known = |name: &str| {
                let mut known = known.iter();
                known.any(|field| field.is_named(name) && field.access != Access::Read)
            };
            if let Some(fields) = fields {
                fields.extend(
                    forced
                        .filter(|(name, _)| known(name))
                        .map(|(name, value)| (name.clone(), value.clone())),
                );
            }
        }
        if command.ends_with("update") {
            let Some((name, value)) = changed(method) else {
                continue;
            };
            let fields = match holder(method) {
                Some(holder) => parameters
                    .get_mut(&holder.name)
                    .and_then(Value::as_object_mut),
                None => Some(&mut parameters),
            };
            fields.expect("an object").insert(name, value);
        }
        let rest = form("", &serde_json::to_value(&parameters).expect("JSON"));
        let many = matches!(key.kind, Kind::List(_));
        let name = if many {
            format!("{}[0]", key.name)
        } else {
            key.name.clone()
        };
        let call = format!("{}?{name}=$result[1 add]{path}&{rest}", method.name);
        commands.insert(command.to_owned(), json!(call));
    }
    let body = json!({"halt": 1, "cmd": commands}).to_string();
    let answer = json(portal, "batch", &body).await;
    let failed = &answer.body["result"]["result_error"];
    if failed == &json!([]) {
        Ok(commands.len() > 2)
    } else {
        Err(format!("{body}: {failed}"))
    }
}

/// The path to the identifier in an answer.
fn id_path(result: &Value) -> Option<String> {
    match result {
        Value::Number(_) | Value::String(_) => Some(String::new()),
        Value::Object(map) => {
            let own = map.keys().find(|name| squash(name) == "id");
            own.map(|name| format!("[{name}]")).or_else(|| {
                let mut parts = map.iter();
                parts.find_map(|(name, part)| Some(format!("[{name}]{}", id_path(part)?)))
            })
        }
        _ => None,
    }
}

/// Gives each row codes of its own.
pub(super) fn vary(call: &mut Map<String, Value>, index: usize) {
    for (name, value) in call.iter_mut() {
        let is_code = matches!(
            squash(name).as_str(),
            "statusid" | "code" | "email" | "elementcode" | "sectioncode" | "iblockcode"
        );
        match value {
            Value::Object(inner) => vary(inner, index),
            Value::String(text) if is_code => *text = format!("{text}{index}"),
            Value::String(text) if squash(name) == "id" => {
                let letter =
                    |number: usize| char::from(b'A' + u8::try_from(number).expect("small"));
                *text = format!("{}{}", letter(index / 26), letter(index % 26));
            }
            _ => {}
        }
    }
}

/// A value as a query.
pub(super) fn form(name: &str, value: &Value) -> String {
    let escaped =
        |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let inner = |key: &str| {
        if name.is_empty() {
            key.to_owned()
        } else {
            format!("{name}[{key}]")
        }
    };
    match value {
        Value::Object(map) => {
            let parts = map.iter().map(|(key, value)| form(&inner(key), value));
            parts
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join("&")
        }
        Value::Array(many) => {
            let parts = many.iter().enumerate();
            let parts = parts.map(|(index, value)| form(&inner(&index.to_string()), value));
            parts.collect::<Vec<_>>().join("&")
        }
        Value::String(text) => format!("{name}={}", escaped(text)),
        Value::Bool(yes) => format!("{name}={}", u8::from(*yes)),
        other => format!("{name}={other}"),
    }
}

#[tokio::test]
async fn rows_live_in_a_batch() {
    let (mut count, mut wrong) = (0, Vec::new());
    for mut family in families() {
        let portal = portal().await;
        let namespace = family.namespace;
        let outcome = match started(&portal, &mut family).await {
            Ok(()) => batched(&portal, &family).await,
            Err(text) => Err(text),
        };
        match outcome {
            Ok(done) => count += usize::from(done),
            Err(text) => wrong.push(format!("{namespace}: {text}")),
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count > 40, "only {count} families");
}
