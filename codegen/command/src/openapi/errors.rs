//! Errors as responses.

use std::collections::{BTreeMap, BTreeSet};

use super::components::Components;
use super::examples::Examples;
use super::json::{Object, texts};
use super::media::content;
use super::pattern;
use super::scalars::kind;
use bitrix24_codegen::ir::{ErrorVariant, Method, Schema};
use bitrix24_codegen::model::{ExampleKind, Json};

/// Adds the errors of a method by status. Errors without a status are listed with those of the
/// whole API.
pub(super) fn responses(
    components: &Components<'_>,
    examples: &Examples<'_>,
    method: &Method,
    responses: &mut Object,
) {
    let mut by_status: BTreeMap<Option<u16>, Vec<&ErrorVariant>> = BTreeMap::new();
    for error in &method.errors {
        by_status.entry(error.status).or_default().push(error);
    }
    for status in examples.statuses(&method.name, method.version) {
        by_status.entry(Some(status)).or_default();
    }
    if method.answer.failure.is_some() {
        // They are part of the answer.
        by_status.remove(&Some(200));
    }
    let unsaid = by_status.remove(&None).unwrap_or_default();
    for (status, errors) in by_status {
        let Some(status) = status else { continue };
        let payloads = examples.of(
            &method.name,
            method.version,
            ExampleKind::Error,
            Some(status),
        );
        responses.put(
            &status.to_string(),
            response(&errors, method.version, payloads),
        );
    }
    let payloads = examples.of(&method.name, method.version, ExampleKind::Error, None);
    if unsaid.is_empty() && payloads.is_empty() {
        let shared = format!("#/components/responses/{}", shared(method.version));
        responses.put("default", Object::from_iter([("$ref", shared.into())]));
    } else {
        let system = of_system(components.schema);
        let all: Vec<&ErrorVariant> = unsaid.into_iter().chain(system).collect();
        responses.put("default", response(&all, method.version, payloads));
    }
}

/// The name of the response that any method may return.
pub(super) fn shared(version: u8) -> &'static str {
    if version == 3 { "ErrorV3" } else { "Error" }
}

/// The errors that any method may return.
pub(super) fn system(schema: &Schema, version: u8) -> Json {
    let errors: Vec<&ErrorVariant> = of_system(schema).collect();
    response(&errors, version, Object::default()).into()
}

fn of_system(schema: &Schema) -> impl Iterator<Item = &ErrorVariant> {
    schema.modules.iter().flat_map(|module| &module.errors)
}

fn response(errors: &[&ErrorVariant], version: u8, examples: Object) -> Object {
    let mut response = Object::default();
    response.put("description", description(errors));
    response.put("content", content(envelope(errors, version), examples));
    response
}

/// The errors with their messages as a Markdown list.
fn description(errors: &[&ErrorVariant]) -> String {
    if errors.is_empty() {
        return "An error.".to_owned();
    }
    let line = |error: &&ErrorVariant| {
        let code = if error.code.is_empty() {
            "no code".to_owned()
        } else {
            format!("`{}`", error.code)
        };
        let message = error
            .message
            .as_deref()
            .map(|message| format!(" \"{message}\""));
        let doc = error.doc.as_deref().map(|doc| format!(": {doc}"));
        format!(
            "- {code}{}{}",
            message.unwrap_or_default(),
            doc.unwrap_or_default()
        )
    };
    errors.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The body of an error in a version of REST.
fn envelope(errors: &[&ErrorVariant], version: u8) -> Object {
    let codes: BTreeSet<&str> = errors.iter().map(|error| error.code.as_str()).collect();
    let (families, codes): (Vec<&str>, Vec<&str>) =
        codes.into_iter().partition(|code| code.contains('{'));
    let mut forms: Vec<Json> = Vec::new();
    if !codes.is_empty() {
        let mut known = kind("string");
        known.put("enum", texts(codes.iter().copied()));
        forms.push(known.into());
    }
    forms.extend(families.into_iter().map(|family| {
        let mut known = kind("string");
        known.put("pattern", pattern::expression(family));
        known.into()
    }));
    // A numeric code may be sent as a number.
    let open = Object::from_iter([("type", texts(["string", "integer"]))]);
    let code = if forms.is_empty() {
        open
    } else {
        forms.push(open.into());
        Object::from_iter([("anyOf", Json::List(forms))])
    };
    let text = || Json::from(kind("string"));
    let object = |required: &str, properties: Object| {
        let mut object = kind("object");
        object.put("required", texts([required]));
        object.put("properties", properties);
        object
    };
    if version != 3 {
        return object(
            "error",
            Object::from_iter([("error", code.into()), ("error_description", text())]),
        );
    }
    let fault = object(
        "message",
        Object::from_iter([("field", text()), ("message", text())]),
    );
    let mut faults = kind("array");
    faults.put("items", fault);
    let error = object(
        "code",
        Object::from_iter([
            ("code", code.into()),
            ("message", text()),
            ("validation", faults.into()),
        ]),
    );
    object("error", Object::from_iter([("error", error.into())]))
}
