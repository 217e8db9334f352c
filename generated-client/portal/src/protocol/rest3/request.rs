//! Calls of REST 3.0: a method and a JSON body.

use hyper::Method as Verb;
use hyper::header::CONTENT_TYPE;
use hyper::http::request::Parts;

use super::openapi;
use crate::answer::Failure;
use crate::desk::Desk;
use crate::dto::system;
use bitrix24::describe::{self, Method};
use bitrix24::{Map, Value};

/// The method of that name. Its case matters, since the documentation does not say otherwise.
pub(super) fn method(desk: &Desk, name: &str) -> Option<&'static Method> {
    let name = match name {
        openapi::SHORT_NAME => openapi::NAME,
        name => name,
    };
    let own = desk.own.method(name, 3).filter(|own| own.name == name);
    own.or_else(|| describe::method(name, 3))
}

/// The body. The query is not read, nor the body of a `GET`.
pub(super) fn read(head: &Parts, body: &[u8]) -> Result<Value, Failure> {
    if head.method == Verb::GET || body.trim_ascii().is_empty() {
        return Ok(Value::Map(Map::new()));
    }
    let content_type = head.headers.get(CONTENT_TYPE);
    let essence = content_type
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .unwrap_or_default();
    if !essence.trim().eq_ignore_ascii_case("application/json") {
        return Err(no_json("expected the content type application/json"));
    }
    serde_json::from_slice(body).map_err(|error| no_json(&error.to_string()))
}

/// The parameters for [`Portal::requests`](crate::Portal::requests).
pub(super) fn seen(body: &Value) -> Map<String, Value> {
    match body {
        Value::Map(map) => map.clone(),
        Value::List(items) => {
            let numbered = items.iter().enumerate();
            numbered
                .map(|(index, item)| (index.to_string(), item.clone()))
                .collect()
        }
        _ => Map::new(),
    }
}

/// The parameters of a method, without the token. PHP writes an object without keys as an empty
/// list.
pub(super) fn parameters(body: Value) -> Result<Map<String, Value>, Failure> {
    match body {
        Value::Map(mut map) => {
            map.remove("auth");
            Ok(map)
        }
        Value::List(items) if items.is_empty() => Ok(Map::new()),
        _ => Err(no_json("expected an object")),
    }
}

fn no_json(why: &str) -> Failure {
    system("INVALIDJSON", format!("The body is no JSON: {why}"))
}
