//! Methods as operations.

use super::components::{Components, reference};
use super::errors;
use super::examples::Examples;
use super::json::{Object, any_of, texts};
use super::media::content;
use super::scalars::kind;
use super::way::Way;
use bitrix24_codegen::ir::{Effect, Failure, Field, Method, PagingStyle, Required};
use bitrix24_codegen::model::{ExampleKind, Json};

/// The operation of a method. `request` is the name of the type of its parameters.
pub(super) fn operation(
    components: &mut Components<'_>,
    examples: &Examples<'_>,
    method: &Method,
    request: String,
) -> Object {
    let mut operation = Object::default();
    operation.put("operationId", id(method));
    operation.put("tags", texts(&method.scope));
    operation.put("summary", method.doc.trim_end_matches('.'));
    let description = description(method);
    operation.put_some(
        "description",
        (!description.is_empty()).then_some(description),
    );
    if let Some(page) = &method.page {
        operation.put("externalDocs", Object::from_iter([("url", page.into())]));
    }
    operation.put_true("deprecated", method.deprecated.is_some());
    let effect = match method.effect {
        Effect::Read => "read",
        Effect::Write => "write",
    };
    operation.put("x-effect", effect);
    if let Some(paging) = &method.paging {
        let mut stated = Object::from_iter([("style", paging.style.word().into())]);
        if let Some(window) = &paging.window {
            stated.put("at", window.at.as_str());
            stated.put_some("limit", window.limit.as_ref());
            stated.put_some("most", window.most.map(i64::from));
        }
        stated.put("size", i64::from(paging.size));
        stated.put_some("most", paging.most.map(i64::from));
        stated.put_some("cursor", paging.cursor.as_ref().map(|cursor| &cursor.field));
        operation.put("x-paging", stated);
    }
    let notes = method.notes.iter().map(|note| {
        let mut stated = Object::default();
        stated.put("text", note.text.as_str());
        stated.put_some("source", note.source.as_ref());
        stated.into()
    });
    let notes: Vec<Json> = notes.collect();
    if !notes.is_empty() {
        operation.put("x-notes", Json::List(notes));
    }
    if method.version == 3 && method.effect == Effect::Write {
        let key = Object::from_iter([("$ref", "#/components/parameters/IdempotencyKey".into())]);
        operation.put("parameters", Json::List(vec![key.into()]));
    }
    operation.put_some("requestBody", body(components, examples, method, request));
    let mut responses = Object::default();
    responses.put("200", answer(components, examples, method));
    errors::responses(components, examples, method, &mut responses);
    operation.put("responses", responses);
    operation
}

/// A name that no other operation has.
fn id(method: &Method) -> String {
    match method.version {
        3 => format!("{}.v3", method.name),
        _ => method.name.clone(),
    }
}

fn description(method: &Method) -> String {
    let mut sentences = Vec::new();
    if let Some(deprecated) = &method.deprecated {
        sentences.extend(
            deprecated
                .replacement
                .iter()
                .map(|replacement| format!("Use `{replacement}` instead.")),
        );
        sentences.extend(deprecated.note.clone());
    }
    sentences.extend(
        method
            .access
            .iter()
            .map(|access| format!("Who may call it: {access}.")),
    );
    sentences.join(" ")
}

/// The parameters. Returns `None` for a method without parameters.
fn body(
    components: &mut Components<'_>,
    examples: &Examples<'_>,
    method: &Method,
    request: String,
) -> Option<Object> {
    if method.params.is_empty() {
        return None;
    }
    let is_required = |required: &Required| *required == Required::Yes;
    let schema = if method.positional {
        let items: Vec<Json> = method
            .params
            .iter()
            // Every parameter before one that is sent has to be sent too, if only as `null`.
            .map(|param| {
                let nullable = param.nullable || !is_required(&param.required);
                let param = Field {
                    nullable,
                    ..param.clone()
                };
                components.property(&param, Way::Sent).into()
            })
            .collect();
        let needed = method
            .params
            .iter()
            .rposition(|param| is_required(&param.required));
        let mut list = kind("array");
        list.put("prefixItems", Json::List(items));
        let needed = needed.map_or(0, |last| i64::try_from(last + 1).unwrap_or(i64::MAX));
        list.put("minItems", needed);
        list
    } else {
        components.object(&method.params, &[], Way::Sent)
    };
    let reference = components.own(request, schema);
    let mut body = Object::default();
    body.put_true(
        "required",
        method
            .params
            .iter()
            .any(|param| is_required(&param.required)),
    );
    let payloads = examples.of(&method.name, method.version, ExampleKind::Request, None);
    body.put("content", content(reference, payloads));
    Some(body)
}

fn answer(components: &mut Components<'_>, examples: &Examples<'_>, method: &Method) -> Object {
    let answer = &method.answer;
    let mut value = components.value(&answer.ty, answer.nullable, Way::Answered);
    value.put_some("description", answer.doc.as_deref());
    let result = match &answer.at {
        None => value,
        Some(at) => {
            let mut result = kind("object");
            result.put("required", texts([at]));
            result.put("properties", Object::from_iter([(at, value.into())]));
            result
        }
    };
    let result = match &answer.failure {
        None => result,
        Some(failure) => any_of([result, failed(failure)]),
    };
    let whole = if answer.bare {
        result
    } else {
        envelope(components, method, result)
    };
    let of = |kind, status| examples.of(&method.name, method.version, kind, status);
    let mut payloads = of(ExampleKind::Response, None);
    if answer.failure.is_some() {
        for (name, example) in of(ExampleKind::Error, Some(200)).into_entries() {
            payloads.put(&format!("failed{name}"), example);
        }
    }
    let mut response = Object::default();
    response.put(
        "description",
        answer.doc.as_deref().unwrap_or("The answer."),
    );
    response.put("content", content(whole, payloads));
    response
}

/// The result of a failed call whose answer has status 200.
fn failed(failure: &Failure) -> Object {
    let mut properties = Object::default();
    if let Some(code) = &failure.code {
        properties.put(
            code,
            Object::from_iter([("type", texts(["string", "integer"]))]),
        );
    }
    if let Some(message) = &failure.message {
        // A text, or a list of texts.
        properties.put(message, Object::default());
    }
    let keys = failure.code.iter().chain(&failure.message).take(1);
    let mut result = kind("object");
    result.put("required", texts(keys.map(String::as_str)));
    result.put("properties", properties);
    result
}

/// The envelope of the result.
fn envelope(components: &mut Components<'_>, method: &Method, result: Object) -> Object {
    let mut envelope = kind("object");
    envelope.put("required", texts(["result"]));
    let mut properties = Object::from_iter([("result", result.into())]);
    if method
        .paging
        .as_ref()
        .is_some_and(|paging| paging.style == PagingStyle::Start)
    {
        for (key, what) in [
            (
                "next",
                "Where the next page begins; absent on the last one.",
            ),
            ("total", "How many there are."),
        ] {
            let mut number = components.ty(
                &bitrix24_codegen::ir::Ty::Scalar(bitrix24_codegen::ir::Scalar::Integer),
                Way::Answered,
            );
            number.put("description", what);
            properties.put(key, number);
        }
    }
    properties.put("time", reference("Time"));
    envelope.put("properties", properties);
    envelope
}
