//! Each documented request gets its documented answer from a portal that has just started.

mod alike;
mod contradictions;
mod prepared;

use bitrix24::ExposeSecret;
use bitrix24::describe::{self, Effect, ExampleKind};
use bitrix24_portal::Portal;
use serde_json::Value;

use self::alike::{alike, same, unlike_values};
use self::contradictions::{CONTRADICTIONS, OTHER_VALUES};
use self::prepared::prepare;
use crate::{Answer, Call, portal, rows};

/// Methods that answer an identifier which they give out.
const GIVE_IDS: [&str; 11] = [
    "crm.company.userfield.add",
    "crm.contact.userfield.add",
    "crm.deal.add",
    "crm.deal.recurring.add",
    "crm.deal.recurring.expose",
    "crm.deal.userfield.add",
    "crm.item.payment.add",
    "crm.item.payment.delivery.add",
    "crm.item.payment.product.add",
    "crm.lead.userfield.add",
    "crm.quote.userfield.add",
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

#[tokio::test]
async fn requests_get_their_answers() {
    let (mut answered, mut wrong) = (0, Vec::new());
    let mut asked = Vec::new();
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
        asked.push(method.name.as_str());
        let expected: Value = serde_json::from_str(response).expect("an example is JSON");
        let name = method.name.as_str();
        let gives_id = GIVE_IDS.contains(&name)
            && answer.status == 200
            && alike(&expected["result"], &answer.body["result"]);
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
            let is_known = OTHER_VALUES.iter().any(|(known, _)| *known == name);
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
    for (name, reason) in CONTRADICTIONS.iter().chain(&OTHER_VALUES) {
        if !asked.contains(name) {
            wrong.push(format!(
                "{name} is not asked for, which has the reason: {reason}"
            ));
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
