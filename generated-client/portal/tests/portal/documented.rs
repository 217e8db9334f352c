//! Each documented request gets its documented answer from a portal that has just started.

use bitrix24::ExposeSecret;
use bitrix24::describe::{self, ExampleKind};
use bitrix24_portal::Portal;
use serde_json::Value;

use crate::{Answer, Call, json, portal, rows};

/// Keys whose values the portal gives out itself, and keys that the examples have and lack by
/// turns.
const FREE_OF_ROWS: [&str; 2] = ["id", "xmlId"];
/// What depends on the day on which an object is added or changed, and the words that a portal is
/// searched by.
const FREE_OF_ITEMS: [&str; 7] = [
    "id",
    "createdTime",
    "updatedTime",
    "movedTime",
    "lastActivityTime",
    "lastActivityBy",
    "searchContent",
];

/// Methods that answer an identifier which they give out.
const GIVE_IDS: [&str; 5] = [
    "crm.deal.add",
    "crm.deal.recurring.add",
    "crm.item.payment.add",
    "crm.item.payment.delivery.add",
    "crm.item.payment.product.add",
];

/// Examples that cannot all be true of one portal, with the reason.
const CONTRADICTIONS: [(&str, &str); 57] = [
    (
        "disk.file.markDeleted",
        "the file is in the trash in the example of disk.file.restore",
    ),
    (
        "catalog.document.element.list",
        "the example shows a price that its request does not select",
    ),
    (
        "catalog.product.offer.add",
        "the parent is sent as a number, and answered as a property",
    ),
    (
        "crm.category.list",
        "the example of crm.category.get has a funnel that this one lacks",
    ),
    (
        "crm.deal.contact.add",
        "the contact is one of those in the example of crm.deal.contact.items.get",
    ),
    (
        "crm.deal.fields",
        "the example has no custom fields, and other examples write some",
    ),
    (
        "crm.deal.list",
        "titles that end with other letters answer a filter for those that end with a",
    ),
    (
        "crm.deal.recurring.delete",
        "a setting is deleted whose deal is exposed in another example",
    ),
    (
        "crm.deal.recurring.expose",
        "the example has an identifier that this portal does not give out",
    ),
    (
        "crm.deal.recurring.get",
        "setting 15 is asked for, and setting 25 answered",
    ),
    (
        "crm.deal.recurring.list",
        "two settings are answered of a total of five",
    ),
    ("crm.deal.update", "the request has a misspelt field"),
    (
        "crm.deal.userfield.add",
        "the field is there in the examples of other methods",
    ),
    (
        "crm.deal.userfield.get",
        "field 399 is asked for, and field 6997 answered",
    ),
    (
        "crm.deal.userfield.list",
        "mandatory fields are asked for, and others answered",
    ),
    ("crm.item.add", "the request has a misspelt field"),
    (
        "crm.item.list",
        "Weber stands before Schmidt in a list that is sorted by last names",
    ),
    (
        "crm.company.userfield.add",
        "the field is there in the examples of other methods",
    ),
    (
        "crm.company.userfield.get",
        "field 399 is asked for, and field 6997 answered",
    ),
    (
        "crm.contact.userfield.list",
        "two fields are answered, and other examples have mandatory ones too",
    ),
    (
        "crm.lead.userfield.add",
        "the field is there in the examples of other methods",
    ),
    (
        "crm.lead.userfield.get",
        "field 399 is asked for, and field 6997 answered",
    ),
    (
        "crm.lead.userfield.list",
        "mandatory fields are asked for, and others answered",
    ),
    (
        "crm.orderentity.add",
        "the example of crm.orderentity.list has that link",
    ),
    (
        "crm.quote.userfield.add",
        "the field is there in the examples of other methods",
    ),
    (
        "crm.quote.userfield.get",
        "field 399 is asked for, and field 6997 answered",
    ),
    (
        "crm.timeline.comment.list",
        "comments of deal 10 are asked for, and one of deal 2 answered",
    ),
    (
        "sale.status.add",
        "the status is there in the examples of other methods",
    ),
    (
        "sale.statusLang.deleteByFilter",
        "no example has a name of that status",
    ),
    (
        "lists.element.add",
        "the element is there in the examples of other methods",
    ),
    (
        "lists.element.get",
        "the example shows a field that its request does not select",
    ),
    (
        "lists.field.get",
        "the field is under its type, and all other pages name fields",
    ),
    (
        "socialnetwork.api.workgroup.list",
        "the example shows fields that its request does not select",
    ),
    (
        "sonet_group.user.groups",
        "no example says whose workgroups these are",
    ),
    (
        "sonet_group.user.invite",
        "the user is a member in the example of sonet_group.user.get",
    ),
    (
        "tasks.task.get",
        "the task has other values in the examples of REST 3.0",
    ),
    (
        "tasks.task.list",
        "the task has other values in the examples of REST 3.0",
    ),
    (
        "entity.add",
        "the storage is there in the examples of other methods",
    ),
    (
        "entity.item.get",
        "an item without a date is answered to a filter for dates",
    ),
    (
        "entity.update",
        "the new code is that of a storage in the examples of other methods",
    ),
    ("tasks.task.complete", "REST 3.0 has no task 1"),
    (
        "entity.item.property.add",
        "the property is there in the examples of other methods",
    ),
    (
        "crm.company.userfield.list",
        "mandatory fields are asked for, and others answered",
    ),
    (
        "crm.quote.userfield.list",
        "mandatory fields are asked for, and others answered",
    ),
    ("im.chat.leave", "no example says that the user is a member"),
    (
        "im.chat.user.delete",
        "no example says that the user is a member",
    ),
    (
        "im.chat.user.list",
        "the answer has only identifiers of members, and no chat",
    ),
    (
        "im.dialog.get",
        "chat1435 is asked for, and chat1439 answered",
    ),
    (
        "im.dialog.messages.get",
        "nobody has written messages when a portal starts",
    ),
    ("im.message.add", "the chat of the request is in no answer"),
    (
        "im.notify.get",
        "there are no notifications when a portal starts",
    ),
    (
        "im.notify.read",
        "there are no notifications when a portal starts",
    ),
    (
        "imbot.message.add",
        "the chat of the request is in no answer",
    ),
    (
        "imbot.v2.Bot.get",
        "the example shows the bot's user, whom this portal does not have",
    ),
    (
        "imbot.v2.Bot.list",
        "the example shows the bot's user, whom this portal does not have",
    ),
    (
        "imbot.v2.Bot.register",
        "the bot is there in the examples of other methods",
    ),
    (
        "imbot.v2.Bot.update",
        "the example shows the bot's user, whom this portal does not have",
    ),
];

/// Methods on rows whose answers are the documented ones.
const EXACT: [&str; 3] = ["crm.category.get", "crm.category.list", "crm.status.list"];

/// Methods whose examples tell of handlers that somebody has bound before, and of events that wait;
/// there are none when a portal starts.
const OF_HANDLERS: [&str; 8] = [
    "event.get",
    "event.offline.get",
    "event.offline.list",
    "event.unbind",
    "imbot.v2.Event.get",
    "placement.get",
    "placement.list",
    "placement.unbind",
];

/// Methods that only applications call.
const OF_APPLICATIONS: [&str; 2] = ["disk.storage.getForApp", "disk.storage.rename"];

async fn by_application(portal: &Portal, method: &str, request: &str) -> Answer {
    let mut body: Value = serde_json::from_str(request).expect("an example is JSON");
    let tokens = portal.install();
    body["auth"] = tokens.access_token().expose_secret().into();
    let body = body.to_string();
    let call = Call::json(method, &body);
    call.send_to(portal, &format!("/rest/{method}")).await
}

/// Numbers are compared by their value: JSON has `100000` and `100000.0` for one.
fn same(expected: &Value, found: &Value) -> bool {
    match (expected, found) {
        (Value::Number(expected), Value::Number(found)) => expected.as_f64() == found.as_f64(),
        (Value::Array(expected), Value::Array(found)) => {
            expected.len() == found.len()
                && expected
                    .iter()
                    .zip(found)
                    .all(|(expected, found)| same(expected, found))
        }
        (Value::Object(expected), Value::Object(found)) => {
            let keys =
                |map: &serde_json::Map<String, Value>| map.keys().cloned().collect::<Vec<_>>();
            let free = |key: &str| {
                (FREE_OF_ROWS.contains(&key) && expected.contains_key("ownerId"))
                    || (FREE_OF_ITEMS.contains(&key) && expected.contains_key("entityTypeId"))
            };
            keys(expected) == keys(found)
                && expected
                    .iter()
                    .all(|(key, value)| free(key) || same(value, &found[key]))
        }
        _ => expected == found,
    }
}

/// Whether an answer has the form of the documented one: the keys of its rows, with values of the
/// same types. It may have more keys and other rows. What is empty has no form, nor have values that
/// are objects themselves.
fn alike(expected: &Value, found: &Value) -> bool {
    let is_row =
        |map: &serde_json::Map<String, Value>| map.contains_key("id") || map.contains_key("ID");
    match (expected, found) {
        (Value::Array(expected), Value::Array(found)) if !expected.is_empty() => {
            let first = expected.first().zip(found.first());
            first.is_some_and(|(expected, found)| alike(expected, found))
        }
        (Value::Object(expected), Value::Object(found)) if is_row(expected) => expected
            .iter()
            .filter(|(key, _)| !key.starts_with("property") && !key.starts_with("UF_"))
            .all(|(key, value)| {
                found
                    .get(key)
                    .is_some_and(|found| of_one_type(value, found))
            }),
        (Value::Object(expected), Value::Object(found)) => {
            let mut parts = expected.iter();
            parts.all(|(key, value)| found.get(key).is_some_and(|found| alike(value, found)))
        }
        _ => of_one_type(expected, found),
    }
}

fn of_one_type(expected: &Value, found: &Value) -> bool {
    let is_empty = |value: &Value| match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    };
    is_empty(expected)
        || is_empty(found)
        || std::mem::discriminant(expected) == std::mem::discriminant(found)
}

#[tokio::test]
async fn requests_get_their_answers() {
    let (mut answered, mut wrong) = (0, Vec::new());
    for method in describe::methods() {
        let body = |kind| {
            method
                .examples()
                .find(|example| example.kind == kind && example.contradicts.is_none())
                .map(|example| &example.body)
        };
        let (Some(request), Some(response)) =
            (body(ExampleKind::Request), body(ExampleKind::Response))
        else {
            continue;
        };
        // The portal does not play REST 3.0.
        if OF_HANDLERS.contains(&method.name.as_str()) || method.version != 2 {
            continue;
        }
        let portal = portal().await;
        let answer = if OF_APPLICATIONS.contains(&method.name.as_str()) {
            by_application(&portal, &method.name, request).await
        } else {
            json(&portal, &method.name, request).await
        };
        let expected: Value = serde_json::from_str(response).expect("an example is JSON");
        let name = method.name.as_str();
        let gives_id = GIVE_IDS.contains(&name) && answer.body["result"].is_number();
        let differs = ["result", "total", "next"]
            .into_iter()
            .find(|key| !(same(&expected[key], &answer.body[key]) || *key == "result" && gives_id));
        // What is written into rows and read from them has the form of the example, and values of
        // its own.
        let is_of_rows = rows::namespaces().any(|namespace| method.namespace == namespace);
        let is_alike =
            || answer.status == 200 && alike(&expected["result"], &answer.body["result"]);
        let differs = differs.filter(|_| !(is_of_rows && !EXACT.contains(&name) && is_alike()));
        let known = CONTRADICTIONS.iter().find(|(known, _)| *known == name);
        match (differs, known) {
            (None, None) => answered += 1,
            (Some(key), None) => wrong.push(format!(
                "{name} {key}\nexpected {}\nfound    {}",
                expected[key], answer.text
            )),
            (None, Some((_, reason))) => wrong.push(format!("{name}: no longer true: {reason}")),
            (Some(_), Some(_)) => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(answered >= 10, "only {answered} methods have examples");
}

#[tokio::test]
async fn answers_have_the_documented_time() {
    let answer = json(&portal().await, "crm.item.productrow.fields", "{}").await;
    let time = &answer.body["time"];
    for key in ["start", "finish", "duration", "processing"] {
        assert!(time[key].is_number(), "{key} of {time}");
    }
    for key in ["date_start", "date_finish"] {
        let date = time[key].as_str().unwrap_or_default();
        assert!(
            date.len() == 25 && date.ends_with("+00:00"),
            "{key} of {time}"
        );
    }
    assert!(time["start"].as_f64() <= time["finish"].as_f64());
}
