//! Events as webhooks.

use super::components::{Components, reference};
use super::examples::Examples;
use super::json::{Object, texts};
use super::scalars::kind;
use super::way::Way;
use bitrix24_codegen::ir::{Event, Scalar, Ty};
use bitrix24_codegen::model::{ExampleKind, Json};

/// Every event, by name.
pub(super) fn webhooks(components: &mut Components<'_>, examples: &Examples<'_>) -> Object {
    let mut events: Vec<&Event> = components
        .schema
        .modules
        .iter()
        .flat_map(|module| &module.events)
        .collect();
    events.sort_by_key(|event| &event.name);
    if !events.is_empty() {
        let auth = auth(components);
        components.own("EventAuth".to_owned(), auth);
    }
    events
        .into_iter()
        .map(|event| {
            let item = Object::from_iter([("post", operation(components, examples, event).into())]);
            (event.name.clone(), item.into())
        })
        .collect()
}

fn operation(components: &mut Components<'_>, examples: &Examples<'_>, event: &Event) -> Object {
    let data = Ty::Named(event.data.clone());
    let described = components.schema.get(&event.data);
    let mut operation = Object::default();
    operation.put("operationId", &event.name);
    operation.put("tags", texts(&event.scope));
    if let Some(ty) = described {
        operation.put("summary", ty.doc.trim_end_matches('.'));
        if let Some(page) = &ty.page {
            operation.put("externalDocs", Object::from_iter([("url", page.into())]));
        }
    }
    operation.put_some(
        "description",
        event
            .access
            .as_ref()
            .map(|access| format!("Who may subscribe: {access}.")),
    );
    operation.put_true("deprecated", event.deprecated.is_some());
    operation.put("security", Json::List(Vec::new()));
    let mut schema = kind("object");
    schema.put("required", texts(["event", "auth"]));
    let number = components.ty(&Ty::Scalar(Scalar::Integer), Way::Answered);
    schema.put(
        "properties",
        Object::from_iter([
            ("event", Json::from(kind("string"))),
            ("event_handler_id", number.clone().into()),
            ("data", components.ty(&data, Way::Answered).into()),
            ("ts", number.into()),
            ("auth", reference("EventAuth").into()),
        ]),
    );
    let mut media = Object::from_iter([("schema", schema.into())]);
    let payloads = examples.of(&event.name, 2, ExampleKind::Event, None);
    if !payloads.is_empty() {
        media.put("examples", payloads);
    }
    // `data[FIELDS][ID]=1`, as PHP writes nested values.
    let nested = Object::from_iter([("style", "deepObject".into()), ("explode", true.into())]);
    media.put(
        "encoding",
        Object::from_iter([("data", nested.clone().into()), ("auth", nested.into())]),
    );
    let content = Object::from_iter([("application/x-www-form-urlencoded", media.into())]);
    operation.put(
        "requestBody",
        Object::from_iter([("required", true.into()), ("content", content.into())]),
    );
    let taken = Object::from_iter([("description", "The handler has taken the event.".into())]);
    operation.put("responses", Object::from_iter([("200", taken.into())]));
    operation
}

/// The sender of an event: its token must be compared before the event is trusted.
fn auth(components: &mut Components<'_>) -> Object {
    let mut properties = Object::default();
    for name in [
        "application_token",
        "domain",
        "member_id",
        "client_endpoint",
        "server_endpoint",
        "status",
        "scope",
        "access_token",
        "refresh_token",
    ] {
        properties.put(name, kind("string"));
    }
    for name in ["expires", "expires_in", "user_id"] {
        let number = components.ty(&Ty::Scalar(Scalar::Integer), Way::Answered);
        properties.put(name, number);
    }
    let mut auth = kind("object");
    auth.put(
        "description",
        "Who sends the event. `application_token` proves that it comes from Bitrix24; the tokens are there only where the \
         event has a user.",
    );
    auth.put("properties", properties);
    auth
}
