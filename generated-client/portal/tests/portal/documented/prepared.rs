//! What a portal has to be told before a documented request gets its documented answer.

use bitrix24_portal::Portal;
use serde_json::{Value, json};

/// Makes the state that an example of another method contradicts: what a method adds is not there
/// yet, and whom it concerns is.
pub(super) fn prepare(portal: &Portal, method: &str) {
    let call = |method: &str, parameters: Value| {
        let outcome = portal.call(method, parameters.clone());
        outcome.unwrap_or_else(|refusal| panic!("{method} {parameters}: {refusal}"))
    };
    match method {
        method if method.starts_with("crm.") => prepare_crm(portal, method),
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
        "disk.file.markDeleted" => drop(call("disk.file.restore", json!({"id": 9037}))),
        "im.notify.get" => {
            call(
                "user.update",
                json!({"ID": 1, "WORK_PHONE": "+11234567890"}),
            );
            let notification = json!({"USER_ID": 1, "MESSAGE": "Ring"});
            call("im.notify.personal.add", notification);
        }
        "sale.statusLang.deleteByFilter" => {
            let name = json!({"fields": {"statusId": "RD", "lid": "la", "name": "-"}});
            call("sale.statusLang.add", name);
        }
        "sonet_group.user.groups" => {
            call(
                "sonet_group.user.add",
                json!({"GROUP_ID": 77, "USER_ID": 1}),
            );
            call(
                "sonet_group.setowner",
                json!({"GROUP_ID": 79, "USER_ID": 1}),
            );
        }
        "imbot.chat.leave" => {
            let member = json!({"CHAT_ID": 13, "USERS": [39], "BOT_ID": 39, "CLIENT_ID": "any"});
            call("imbot.chat.user.add", member);
        }
        "im.chat.leave" => {
            call("im.chat.user.add", json!({"CHAT_ID": 2935, "USERS": [1]}));
        }
        "im.chat.user.delete" => {
            call(
                "im.chat.user.add",
                json!({"CHAT_ID": 2935, "USERS": [1291]}),
            );
        }
        _ => {}
    }
}

fn prepare_crm(portal: &Portal, method: &str) {
    let call = |method: &str, parameters: Value| {
        let outcome = portal.call(method, parameters.clone());
        outcome.unwrap_or_else(|refusal| panic!("{method} {parameters}: {refusal}"))
    };
    match method {
        "crm.deal.contact.add" => {
            let contact = json!({"id": 1875, "fields": {"CONTACT_ID": 55}});
            call("crm.deal.contact.delete", contact);
        }
        "crm.lead.contact.add" => {
            let contact = json!({"id": 1, "fields": {"CONTACT_ID": 1010}});
            call("crm.lead.contact.delete", contact);
        }
        "crm.quote.contact.add" => {
            let contact = json!({"id": 113, "fields": {"CONTACT_ID": 2647}});
            call("crm.quote.contact.delete", contact);
        }
        "crm.company.contact.delete" => {
            let contact = json!({"id": 32, "fields": {"CONTACT_ID": 54}});
            call("crm.company.contact.add", contact);
        }
        "crm.contact.company.delete" => {
            let company = json!({"id": 54, "fields": {"COMPANY_ID": 32}});
            call("crm.contact.company.add", company);
        }
        "crm.orderentity.add" => {
            let link = json!({"fields": {"orderId": 5125, "ownerId": 6933, "ownerTypeId": 2}});
            call("crm.orderentity.deleteByFilter", link);
        }
        "crm.deal.fields" => without_fields(portal, "crm.deal", &[]),
        "crm.contact.userfield.list" => {
            without_fields(
                portal,
                "crm.contact",
                &["474", "475", "472", "471", "473", "476"],
            );
        }
        _ => {
            let owner = method.strip_suffix(".userfield.add");
            let Some(owner) = owner else {
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

/// Deletes custom fields of objects but for these.
fn without_fields(portal: &Portal, owner: &str, kept: &[&str]) {
    let call = |method: &str, parameters: Value| {
        let outcome = portal.call(&format!("{owner}.userfield.{method}"), parameters);
        outcome
            .unwrap_or_else(|refusal| panic!("{owner} {method}: {refusal}"))
            .result
    };
    for field in call("list", json!({})).as_list().expect("a list") {
        let id = field["ID"].as_text().expect("an identifier");
        if !kept.contains(&id) {
            call("delete", json!({"id": id}));
        }
    }
}
