//! Each documented request gets its documented answer from a portal that has just started.

use bitrix24::ExposeSecret;
use bitrix24::describe::{self, Effect, ExampleKind};
use bitrix24_portal::Portal;
use serde_json::{Value, json};

use crate::{Answer, Call, portal, rows};

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
const GIVE_IDS: [&str; 10] = [
    "crm.company.userfield.add",
    "crm.contact.userfield.add",
    "crm.deal.add",
    "crm.deal.recurring.add",
    "crm.deal.userfield.add",
    "crm.item.payment.add",
    "crm.item.payment.delivery.add",
    "crm.item.payment.product.add",
    "crm.lead.userfield.add",
    "crm.quote.userfield.add",
];

/// Examples that cannot all be true of one portal, with the reason.
const CONTRADICTIONS: [(&str, &str); 48] = [
    (
        "catalog.document.list",
        "a later page is asked for, and the first one answered",
    ),
    (
        "crm.lead.list",
        "a later page is asked for, and the first one answered",
    ),
    (
        "user.get",
        "a later page is asked for, and the first one answered",
    ),
    (
        "task.elapseditem.getlist",
        "the request begins with the order, and the method with the task",
    ),
    (
        "tasks.task.result.addFromComment",
        "the comment is pinned already in the example of tasks.task.result.list",
    ),
    (
        "calendar.event.get",
        "events of a summer are asked for, and one of a December answered",
    ),
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
        "crm.company.userfield.get",
        "field 399 is asked for, and field 6997 answered",
    ),
    (
        "crm.contact.userfield.list",
        "two fields are answered, and other examples have mandatory ones too",
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
        "crm.quote.userfield.get",
        "field 399 is asked for, and field 6997 answered",
    ),
    (
        "crm.timeline.comment.list",
        "comments of deal 10 are asked for, and one of deal 2 answered",
    ),
    (
        "sale.statusLang.deleteByFilter",
        "no example has a name of that status",
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
        "tasks.task.get",
        "the task has other values in the examples of REST 3.0",
    ),
    (
        "tasks.task.list",
        "the task has other values in the examples of REST 3.0",
    ),
    (
        "entity.item.get",
        "an item without a date is answered to a filter for dates",
    ),
    ("tasks.task.complete", "REST 3.0 has no task 1"),
    (
        "crm.company.userfield.list",
        "mandatory fields are asked for, and others answered",
    ),
    (
        "crm.quote.userfield.list",
        "mandatory fields are asked for, and others answered",
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

/// Methods that read rows and answer with other values than their examples: examples of several
/// methods show one object with different values, or the portal has no such rows. Their answers have
/// the form of the examples. The list may only get shorter.
const OTHER_VALUES: &[&str] = &[
    "user.current",
    "calendar.event.get",
    "calendar.event.getbyid",
    "calendar.meeting.status.get",
    "catalog.document.list",
    "catalog.document.element.list",
    "catalog.price.list",
    "catalog.priceTypeLang.list",
    "catalog.product.list",
    "catalog.product.offer.list",
    "catalog.product.service.list",
    "catalog.product.sku.get",
    "catalog.product.sku.list",
    "catalog.roundingRule.list",
    "catalog.section.list",
    "catalog.store.list",
    "catalog.storeproduct.get",
    "crm.activity.list",
    "crm.company.get",
    "crm.contact.get",
    "crm.lead.get",
    "crm.lead.list",
    "crm.quote.get",
    "crm.quote.list",
    "crm.status.get",
    "crm.timeline.comment.list",
    "disk.folder.getChildren",
    "disk.storage.getChildren",
    "entity.get",
    "entity.item.get",
    "im.chat.get",
    "im.chat.user.list",
    "im.dialog.messages.get",
    "im.notify.get",
    "imbot.v2.Bot.get",
    "imbot.v2.Bot.list",
    "lists.element.get",
    "lists.field.get",
    "sale.order.get",
    "sale.persontype.list",
    "sale.shipment.list",
    "socialnetwork.api.workgroup.list",
    "sonet_group.user.groups",
    "task.checklistitem.get",
    "task.commentitem.getlist",
];

/// Methods on rows whose answers are the documented ones.
const EXACT: [&str; 3] = ["crm.category.get", "crm.category.list", "crm.status.list"];

/// Methods that tell of the account and of the moment, and not of those of the example; their tests
/// are in `account`.
const OF_ACCOUNT: [&str; 2] = ["scope", "server.time"];
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

/// Makes the state that an example of another method contradicts: what a method adds is not there
/// yet, and whom it concerns is.
fn prepare(portal: &Portal, method: &str) {
    let call = |method: &str, parameters: Value| {
        let outcome = portal.call(method, parameters.clone());
        outcome.unwrap_or_else(|refusal| panic!("{method} {parameters}: {refusal}"))
    };
    match method {
        "crm.deal.contact.add" => {
            let contact = json!({"id": 1875, "fields": {"CONTACT_ID": 55}});
            call("crm.deal.contact.delete", contact);
        }
        "crm.orderentity.add" => {
            let link = json!({"fields": {"orderId": 5125, "ownerId": 6933, "ownerTypeId": 2}});
            call("crm.orderentity.deleteByFilter", link);
        }
        "catalog.document.delete" | "catalog.document.deleteList" => {
            let documents = json!({"documentIds": [142, 143, 144]});
            call("catalog.document.cancelList", documents);
        }
        "catalog.document.element.add"
        | "catalog.document.element.update"
        | "catalog.document.element.delete" => {
            call("catalog.document.cancel", json!({"id": 64}));
        }
        "sale.status.add" => drop(call("sale.status.delete", json!({"id": "MS"}))),
        "lists.element.add" => {
            let element =
                json!({"IBLOCK_TYPE_ID": "lists", "IBLOCK_ID": 47, "ELEMENT_CODE": "test_element"});
            call("lists.element.delete", element);
        }
        "sonet_group.user.invite" => {
            let member = json!({"GROUP_ID": 69, "USER_ID": 1271});
            call("sonet_group.user.delete", member);
        }
        "entity.add" => drop(call("entity.delete", json!({"ENTITY": "dish"}))),
        "entity.update" => drop(call("entity.delete", json!({"ENTITY": "dish_v2"}))),
        "entity.item.property.add" => {
            let property = json!({"ENTITY": "dish", "PROPERTY": "new_prop"});
            call("entity.item.property.delete", property);
        }
        "im.chat.leave" | "im.chat.user.list" => {
            call(
                "im.chat.user.add",
                json!({"CHAT_ID": 2935, "USERS": [1, 1269]}),
            );
        }
        "im.chat.user.delete" => {
            call(
                "im.chat.user.add",
                json!({"CHAT_ID": 2935, "USERS": [1291]}),
            );
        }
        _ => {
            let owner = method.strip_suffix(".userfield.add");
            let Some(owner) = owner.filter(|owner| owner.starts_with("crm.")) else {
                return;
            };
            let wanted = json!({"filter": {"FIELD_NAME": "UF_CRM_HELLO_WORLD"}});
            let known = call(&format!("{owner}.userfield.list"), wanted).result;
            for field in known.as_list().expect("a list") {
                let id = field["ID"].as_text().expect("an identifier");
                call(&format!("{owner}.userfield.delete"), json!({"id": id}));
            }
        }
    }
}

/// Methods that only applications call.
const OF_APPLICATIONS: [&str; 3] = ["app.info", "disk.storage.getForApp", "disk.storage.rename"];

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

/// The values of a documented answer that an answer does not have.
fn unlike_values(expected: &Value, found: &Value, path: &str, wrong: &mut Vec<String>) {
    match (expected, found) {
        (Value::Array(expected), Value::Array(found)) => {
            for (index, one) in expected.iter().enumerate() {
                let path = format!("{path}[{index}]");
                let id = |value: &Value| value.get("id").or(value.get("ID")).map(plain);
                let same = match id(one) {
                    Some(wanted) => found
                        .iter()
                        .find(|other| id(other).as_ref() == Some(&wanted)),
                    None => found.get(index),
                };
                match same {
                    Some(other) => unlike_values(one, other, &path, wrong),
                    None => wrong.push(format!("{path} is absent")),
                }
            }
        }
        (Value::Object(expected), Value::Object(found)) => {
            for (key, value) in expected {
                unlike_values(
                    value,
                    found.get(key).unwrap_or(&Value::Null),
                    &format!("{path}.{key}"),
                    wrong,
                );
            }
        }
        _ if plain(expected) == plain(found) => {}
        _ => wrong.push(format!("{path}: {} / {}", short(expected), short(found))),
    }
}

fn short(value: &Value) -> String {
    value.to_string().chars().take(60).collect()
}

/// A value by what it says: `"5"` is 5, and what is empty is nothing.
fn plain(value: &Value) -> String {
    let is_empty = match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    };
    match value {
        _ if is_empty => String::new(),
        // Each portal has its own addresses.
        Value::String(text) if text.starts_with("http") => "an address".to_owned(),
        Value::String(text) => match text.parse::<f64>() {
            Ok(number) => number.to_string(),
            Err(_) => text.clone(),
        },
        Value::Number(number) => number.as_f64().unwrap_or_default().to_string(),
        other => other.to_string(),
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
        let is_elsewhere = |name: &str| OF_HANDLERS.contains(&name) || OF_ACCOUNT.contains(&name);
        if is_elsewhere(&method.name) || method.version != 2 {
            continue;
        }
        let portal = portal().await;
        prepare(&portal, &method.name);
        let answer = if OF_APPLICATIONS.contains(&method.name.as_str()) {
            by_application(&portal, &method.name, request).await
        } else {
            crate::json(&portal, &method.name, request).await
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
        let mut unlike = Vec::new();
        if is_of_rows && method.effect == Effect::Read && answer.status == 200 {
            unlike_values(&expected["result"], &answer.body["result"], "", &mut unlike);
            let is_known = OTHER_VALUES.contains(&name);
            let contradicts = CONTRADICTIONS.iter().any(|(known, _)| *known == name);
            match (unlike.is_empty(), is_known) {
                (false, false) if !contradicts => {
                    wrong.push(format!("{name} has other values: {}", unlike.join("; ")));
                }
                (true, true) => wrong.push(format!("{name} has the values of its example now")),
                _ => {}
            }
        }
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
    let answer = crate::json(&portal().await, "crm.item.productrow.fields", "{}").await;
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
