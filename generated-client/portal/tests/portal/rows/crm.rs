//! CRM objects and directories.

use bitrix24::describe;
use serde_json::json;

use crate::{error, json, portal, result};

#[tokio::test]
async fn contacts_are_items_of_their_kind() {
    let portal = portal().await;
    let phone =
        json!([{"VALUE": "+1", "VALUE_TYPE": "WORK"}, {"VALUE": "+2", "VALUE_TYPE": "HOME"}]);
    let fields = json!({"NAME": "Ada", "LAST_NAME": "Byron", "PHONE": phone, "TYPE_ID": "CLIENT"});
    let id = result(&portal, "crm.contact.add", &json!({ "fields": fields })).await;
    let of_item = json!({"entityTypeId": 3, "id": id});
    let item = result(&portal, "crm.item.get", &of_item).await;
    assert_eq!(item["item"]["lastName"], "Byron");
    assert_eq!(item["item"]["typeId"], "CLIENT");

    let contact = result(&portal, "crm.contact.get", &json!({ "id": id })).await;
    assert_eq!(
        (&contact["HAS_PHONE"], &contact["HAS_EMAIL"]),
        (&json!("Y"), &json!("N"))
    );
    let second = contact["PHONE"][1].clone();
    assert_eq!(
        (&second["VALUE"], &second["TYPE_ID"]),
        (&json!("+2"), &json!("PHONE"))
    );
    // One is changed by its identifier, one is added, and one removed.
    let first = &contact["PHONE"][0]["ID"];
    let phone =
        json!([{"ID": first, "VALUE": ""}, {"ID": second["ID"], "VALUE": "+3"}, {"VALUE": "+4"}]);
    let fields = json!({"PHONE": phone, "POST": "Countess"});
    result(
        &portal,
        "crm.contact.update",
        &json!({"id": id, "fields": fields}),
    )
    .await;
    let contact = result(&portal, "crm.contact.get", &json!({ "id": id })).await;
    let numbers = contact["PHONE"].as_array().expect("numbers").iter();
    let numbers: Vec<_> = numbers.map(|number| number["VALUE"].as_str()).collect();
    assert_eq!(numbers, [Some("+3"), Some("+4")]);

    let fields = json!({"entityTypeId": 3, "id": id, "fields": {"name": "Augusta"}});
    result(&portal, "crm.item.update", &fields).await;
    let filter = json!({"filter": {"=NAME": "augusta", "PHONE": "+4"}, "select": ["ID", "POST"]});
    let found = result(&portal, "crm.contact.list", &filter).await;
    assert_eq!(found, json!([{"ID": id.to_string(), "POST": "Countess"}]));

    result(&portal, "crm.contact.delete", &json!({ "id": id })).await;
    let gone = error(&portal, "crm.item.get", &of_item).await;
    assert_eq!(gone.0, "NOT_FOUND");
    let gone = error(&portal, "crm.contact.get", &json!({ "id": id })).await;
    assert_eq!(gone, (String::new(), "Not found".to_owned()));
}

#[tokio::test]
async fn each_kind_of_object_has_custom_fields_of_its_own() {
    let portal = portal().await;
    let field = json!({"fields": {"FIELD_NAME": "SIZE", "USER_TYPE_ID": "integer"}});
    for kind in ["contact", "company", "lead", "quote"] {
        let method = |act: &str| format!("crm.{kind}.{act}");
        let id = result(&portal, &method("userfield.add"), &field).await;
        let twice = json(&portal, &method("userfield.add"), &field.to_string()).await;
        assert_eq!(twice.error().0, "ERROR_CORE", "{kind}");
        let fields = json!({"fields": {"TITLE": "x", "NAME": "x", "UF_CRM_SIZE": 42}});
        let fields = match kind {
            "contact" => json!({"fields": {"NAME": "x", "UF_CRM_SIZE": 42}}),
            "lead" => fields,
            _ => json!({"fields": {"TITLE": "x", "UF_CRM_SIZE": 42}}),
        };
        let object = result(&portal, &method("add"), &fields).await;
        let filter = json!({"filter": {"=UF_CRM_SIZE": 42}, "select": ["ID", "UF_CRM_SIZE"]});
        let found = result(&portal, &method("list"), &filter).await;
        assert_eq!(found[0]["UF_CRM_SIZE"], 42, "{kind} {found}");
        let described = result(&portal, &method("fields"), &json!({})).await;
        assert_eq!(described["UF_CRM_SIZE"]["type"], "integer", "{kind}");
        result(&portal, &method("userfield.delete"), &json!({ "id": id })).await;
        let object = result(&portal, &method("get"), &json!({ "id": object })).await;
        assert!(object.get("UF_CRM_SIZE").is_none(), "{kind} {object}");
    }
}

#[tokio::test]
async fn a_new_stage_is_one_of_deals() {
    let portal = portal().await;
    let fields = json!({"ENTITY_ID": "DEAL_STAGE", "STATUS_ID": "LOST_TO_OTHERS", "NAME": "Lost", "SEMANTICS": "F"});
    let id = result(&portal, "crm.status.add", &json!({ "fields": fields })).await;
    let twice = error(&portal, "crm.status.add", &json!({ "fields": fields })).await;
    assert_eq!(twice.1, "The specified status ID already exists.");
    let deal = crate::add_deal(&portal, json!({"STAGE_ID": "LOST_TO_OTHERS"})).await;
    let deal = result(&portal, "crm.deal.get", &json!({ "id": deal })).await;
    assert_eq!(
        (&deal["STAGE_SEMANTIC_ID"], &deal["CLOSED"]),
        (&json!("F"), &json!("Y"))
    );
    let entries = result(
        &portal,
        "crm.status.entity.items",
        &json!({"entityId": "DEAL_STAGE"}),
    )
    .await;
    let entries = entries.as_array().expect("entries");
    assert!(
        entries.iter().any(|entry| entry["NAME"] == "Lost"),
        "{entries:?}"
    );
    result(&portal, "crm.status.delete", &json!({ "id": id })).await;
    let gone = error(&portal, "crm.status.get", &json!({ "id": id })).await;
    let method = describe::method("crm.status.get", 2).expect("a method");
    let mut errors = method.errors.iter();
    let row = errors.find(|row| row.name == "NotFound").expect("an error");
    assert_eq!(
        (Some(gone.1), gone.0),
        (row.message.clone(), row.code.clone())
    );
}
