//! Checks what handlers receive: each example is sent in the form that a portal uses.

use std::fmt::Write as _;

use bitrix24::describe::Kind;
use bitrix24::event::{self, ApplicationToken, Auth};
use bitrix24::{ExposeSecret, Map, Value, placement};

use super::canonical::{Canonical, differences};
use super::schema::Schema;
use crate::harness::{Handled, Typed};

/// Sends an event as a form, reads and verifies it, encodes its data again, and compares.
pub(super) fn event(schema: &Schema, entry: &Handled, body: &Value) -> Vec<String> {
    let Some(body) = body.as_map() else {
        return vec!["an event is an object".to_owned()];
    };
    let form = form(body.iter());
    let event = match event::decode(form.as_bytes()) {
        Ok(event) => event,
        Err(error) => return vec![error.to_string()],
    };
    let token = |auth: &Value| {
        auth["application_token"]
            .as_text()
            .map(ApplicationToken::new)
    };
    let Some(token) = body.get("auth").and_then(token) else {
        return vec!["auth: there is no application token".to_owned()];
    };
    let event = match event.verify(&token) {
        Ok(event) => event,
        Err(error) => return vec![error.to_string()],
    };
    let mut problems: Vec<String> = event
        .extra
        .keys()
        .map(|key| format!("{key}: is not declared"))
        .collect();
    for (name, found) in [
        (
            "event_handler_id",
            event.handler_id.map(|id| id.to_string()),
        ),
        ("ts", event.ts.map(|ts| ts.to_string())),
    ] {
        let other = (name == "event_handler_id").then_some("eventId");
        let sent = body.get(name).or_else(|| body.get(other?)).map(plain);
        if sent != found {
            problems.push(format!("{name}: {sent:?} became {found:?}"));
        }
    }
    problems.extend(auth(body.get("auth"), &event.auth, &EVENT));
    // The data after the form, typed by the name of the event.
    let typed = (schema.event_data)(event.name(), event.data.to_value());
    problems.extend(data(
        schema,
        entry,
        body.get("data").map(in_form).as_ref(),
        typed,
        entry.name,
        "data",
    ));
    problems
}

/// Sends the request of a placement as a query and a form, reads and verifies it, encodes its
/// options again, and compares.
pub(super) fn placement(schema: &Schema, entry: &Handled, body: &Value) -> Vec<String> {
    const OF_QUERY: [&str; 4] = ["DOMAIN", "PROTOCOL", "LANG", "APP_SID"];
    let Some(map) = body.as_map() else {
        return vec!["the parameters are an object".to_owned()];
    };
    let in_query = |(key, _): &(&String, &Value)| OF_QUERY.contains(&key.as_str());
    let query = form(map.iter().filter(in_query));
    let form = form(map.iter().filter(|entry| !in_query(entry)));
    let request = match placement::decode(&query, form.as_bytes()) {
        Ok(request) => request,
        Err(error) => return vec![error.to_string()],
    };
    let Some(token) = body["APPLICATION_TOKEN"]
        .as_text()
        .map(ApplicationToken::new)
    else {
        return vec!["APPLICATION_TOKEN: there is none".to_owned()];
    };
    let request = match request.verify(&token) {
        Ok(request) => request,
        Err(error) => return vec![error.to_string()],
    };
    let mut problems: Vec<String> = request
        .extra
        .keys()
        .map(|key| format!("{key}: is not declared"))
        .collect();
    for (name, found) in [
        (
            "PROTOCOL",
            request
                .is_https
                .map(|is_https| i64::from(is_https).to_string()),
        ),
        ("LANG", request.language.clone()),
        (
            "APP_SID",
            request
                .app_sid
                .as_ref()
                .map(|sid| sid.expose_secret().to_owned()),
        ),
    ] {
        let sent = map.get(name).map(plain);
        if sent != found {
            problems.push(format!("{name}: {sent:?} became {found:?}"));
        }
    }
    problems.extend(auth(Some(body), &request.auth, &PLACEMENT));
    let options = match map
        .get("PLACEMENT_OPTIONS")
        .and_then(Value::as_text)
        .map(serde_json::from_str)
    {
        None => None,
        Some(Ok(options)) => Some(options),
        Some(Err(error)) => return vec![format!("PLACEMENT_OPTIONS: {error}")],
    };
    let code = body["PLACEMENT"].as_text().unwrap_or_default();
    let typed = (schema.placement_options)(code, request.context.to_value());
    problems.extend(data(
        schema,
        entry,
        options.as_ref(),
        typed,
        code,
        "PLACEMENT_OPTIONS",
    ));
    problems
}

/// Compares the data of the enumeration with the sent data.
fn data(
    schema: &Schema,
    entry: &Handled,
    sent: Option<&Value>,
    typed: Typed,
    name: &str,
    at: &str,
) -> Vec<String> {
    let (known, value) = match typed {
        Ok(Some(known)) => known,
        Ok(None) => return vec![format!("{name}: the enumeration does not know it")],
        Err(problem) => return vec![problem],
    };
    if !known.eq_ignore_ascii_case(name) {
        return vec![format!("{name}: became {known}")];
    }
    let decoded = match (entry.decode)(&value) {
        Ok(decoded) => decoded,
        Err(problem) => return vec![problem],
    };
    let kind = Kind::Named(entry.data.to_owned());
    let canonical = |value| Canonical::of_answer(schema).value(&kind, value);
    let nothing = Value::Map(Map::new());
    let differences = differences(
        &canonical(sent.unwrap_or(&nothing)),
        &canonical(&decoded.value),
    );
    let mut problems: Vec<String> = differences
        .iter()
        .map(|difference| format!("{at}{difference}"))
        .collect();
    let undeclared = decoded.undeclared.iter();
    problems.extend(undeclared.map(|path| format!("{at}{path}: is not declared")));
    problems
}

/// What a form carries of a value: its scalars are text, and what is empty has no fields in it.
fn in_form(value: &Value) -> Value {
    match value {
        Value::Map(map) => {
            let carried = map.iter().map(|(key, value)| (key.clone(), in_form(value)));
            Value::Map(carried.filter(|(_, value)| !is_empty(value)).collect())
        }
        Value::List(items) => Value::List(items.iter().map(in_form).collect()),
        Value::Null => Value::Null,
        Value::Bool(value) => Value::Text(i64::from(*value).to_string()),
        scalar => Value::Text(plain(scalar)),
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::List(items) => items.is_empty(),
        Value::Map(map) => map.is_empty(),
        _ => false,
    }
}

/// The names of the parts of [`Auth`] in an event, in the order of [`auth`].
const EVENT: [&str; 12] = [
    "access_token",
    "refresh_token",
    "expires_in",
    "expires",
    "user_id",
    "scope",
    "domain",
    "server_endpoint",
    "client_endpoint",
    "member_id",
    "status",
    "application_token",
];

/// Their names in a placement.
const PLACEMENT: [&str; 12] = [
    "AUTH_ID",
    "REFRESH_ID",
    "AUTH_EXPIRES",
    "",
    "",
    "APPLICATION_SCOPE",
    "DOMAIN",
    "SERVER_ENDPOINT",
    "",
    "member_id",
    "status",
    "APPLICATION_TOKEN",
];

/// Compares each part of the authorisation with the sent one.
fn auth(sent: Option<&Value>, auth: &Auth, names: &[&str; 12]) -> Vec<String> {
    let secret = |secret: &Option<bitrix24::SecretString>| {
        secret.as_ref().map(|text| text.expose_secret().to_owned())
    };
    let status = auth.status.as_ref().map(|status| match status {
        event::AppStatus::Local => "L".to_owned(),
        event::AppStatus::Free => "F".to_owned(),
        event::AppStatus::Demo => "D".to_owned(),
        event::AppStatus::Trial => "T".to_owned(),
        event::AppStatus::Paid => "P".to_owned(),
        other => format!("{other:?}"),
    });
    let token = auth.application_token.as_ref();
    let found: [Option<String>; 12] = [
        secret(&auth.access_token),
        secret(&auth.refresh_token),
        auth.expires_in.map(|seconds| seconds.to_string()),
        auth.expires.map(|seconds| seconds.to_string()),
        auth.user_id.map(|id| id.to_string()),
        auth.scope.clone(),
        auth.domain.clone(),
        auth.server_endpoint.clone(),
        auth.client_endpoint.clone(),
        auth.member_id.clone(),
        status,
        token.map(|token| token.expose_secret().to_owned()),
    ];
    let mut problems: Vec<String> = auth
        .extra
        .keys()
        .map(|key| format!("auth.{key}: is not declared"))
        .collect();
    for (name, found) in names.iter().zip(found) {
        let sent = sent.and_then(|sent| sent.get(name)).map(plain);
        if sent != found {
            problems.push(format!("{name}: {sent:?} became {found:?}"));
        }
    }
    problems
}

/// A scalar in a form.
fn plain(value: &Value) -> String {
    value
        .as_text()
        .map_or_else(|| value.to_json(), str::to_owned)
}

/// A form as PHP writes it.
fn form<'a>(values: impl Iterator<Item = (&'a String, &'a Value)>) -> String {
    let mut pairs = Vec::new();
    for (name, value) in values {
        pair(&escaped(name), value, &mut pairs);
    }
    pairs.join("&")
}

fn pair(name: &str, value: &Value, pairs: &mut Vec<String>) {
    match value {
        Value::Null => {}
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                pair(&format!("{name}%5B{index}%5D"), item, pairs);
            }
        }
        Value::Map(map) => {
            for (key, item) in map.iter() {
                pair(&format!("{name}%5B{}%5D", escaped(key)), item, pairs);
            }
        }
        Value::Bool(value) => pairs.push(format!("{name}={}", i64::from(*value))),
        scalar => pairs.push(format!("{name}={}", escaped(&plain(scalar)))),
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
            escaped.push(char::from(byte));
        } else if byte == b' ' {
            escaped.push('+');
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}
