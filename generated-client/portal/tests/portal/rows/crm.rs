//! CRM objects and directories.

use bitrix24::describe;
use serde_json::{Value, json};

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
async fn contacts_and_companies_are_linked_from_both_sides() {
    let portal = portal().await;
    let company = json!({"fields": {"TITLE": "Acme"}});
    let company = result(&portal, "crm.company.add", &company).await;
    let fields = json!({"fields": {"NAME": "Ada", "COMPANY_ID": company}});
    let ada = result(&portal, "crm.contact.add", &fields).await;
    let of_company = json!({ "id": company });
    let links = result(&portal, "crm.company.contact.items.get", &of_company).await;
    assert_eq!(
        links,
        json!([{"CONTACT_ID": ada, "SORT": 10, "ROLE_ID": 0, "IS_PRIMARY": "Y"}])
    );
    let bob = json!({"fields": {"NAME": "Bob"}});
    let bob = result(&portal, "crm.contact.add", &bob).await;
    let link = json!({"id": company, "fields": {"CONTACT_ID": bob}});
    assert_eq!(
        result(&portal, "crm.company.contact.add", &link).await,
        true
    );
    assert_eq!(
        result(&portal, "crm.company.contact.add", &link).await,
        false
    );
    let of_bob = json!({ "id": bob });
    let links = result(&portal, "crm.contact.company.items.get", &of_bob).await;
    assert_eq!(links[0]["COMPANY_ID"], company);
    let other = json!({"fields": {"TITLE": "Other"}});
    let other = result(&portal, "crm.company.add", &other).await;
    let items = json!({"id": ada, "items": [{"COMPANY_ID": other}, {"COMPANY_ID": company}]});
    result(&portal, "crm.contact.company.items.set", &items).await;
    let shown = result(&portal, "crm.contact.get", &json!({ "id": ada })).await;
    assert_eq!(shown["COMPANY_ID"], other.to_string());
    let filter = json!({"filter": {"COMPANY_ID": other}, "select": ["ID"]});
    let found = result(&portal, "crm.contact.list", &filter).await;
    assert_eq!(found, json!([{"ID": ada.to_string()}]));
    result(&portal, "crm.contact.company.items.delete", &of_bob).await;
    let links = result(&portal, "crm.company.contact.items.get", &of_company).await;
    assert_eq!(links.as_array().map(Vec::len), Some(1), "{links}");
    // The status of this error is documented as 200.
    let absent = json!({"id": 999_999}).to_string();
    let absent = json(&portal, "crm.contact.company.items.get", &absent).await;
    assert_eq!(absent.error().1, "Not found.");

    // Leads have contacts, product rows, and a group that follows from their stage.
    let lead = json!({"fields": {"TITLE": "Roof", "STATUS_ID": "NEW"}});
    let lead = result(&portal, "crm.lead.add", &lead).await;
    let link = json!({"id": lead, "fields": {"CONTACT_ID": ada}});
    result(&portal, "crm.lead.contact.add", &link).await;
    let rows = json!({"id": lead, "rows": [{"PRODUCT_NAME": "Nail", "PRICE": 5, "QUANTITY": 2}]});
    result(&portal, "crm.lead.productrows.set", &rows).await;
    let stage = json!({"id": lead, "fields": {"STATUS_ID": "CONVERTED"}});
    result(&portal, "crm.lead.update", &stage).await;
    let shown = result(&portal, "crm.lead.get", &json!({ "id": lead })).await;
    assert_eq!(
        (&shown["CONTACT_ID"], &shown["STATUS_SEMANTIC_ID"]),
        (&json!(ada.to_string()), &json!("S"))
    );
    let rows = result(&portal, "crm.lead.productrows.get", &json!({ "id": lead })).await;
    assert_eq!(rows[0]["PRODUCT_NAME"], "Nail");
    let item = json!({"entityTypeId": 1, "id": lead});
    let item = result(&portal, "crm.item.get", &item).await;
    assert_eq!(item["item"]["stageSemanticId"], "S");
}

#[tokio::test]
async fn links_are_read_and_removed_from_both_sides() {
    let portal = portal().await;
    let company = json!({"fields": {"TITLE": "Acme"}});
    let company = result(&portal, "crm.company.add", &company).await;
    let mut people = Vec::new();
    for name in ["Ada", "Bob"] {
        let contact = json!({"fields": {"NAME": name}});
        people.push(result(&portal, "crm.contact.add", &contact).await);
        let link = json!({"id": company, "fields": {"CONTACT_ID": people.last()}});
        result(&portal, "crm.company.contact.add", &link).await;
    }
    let of_company = json!({ "id": company });
    let linked = async || {
        let links = result(&portal, "crm.company.contact.items.get", &of_company).await;
        let links = links.as_array().expect("links").iter();
        links
            .map(|link| link["CONTACT_ID"].clone())
            .collect::<Vec<_>>()
    };
    // The contacts know the company that they were added to.
    let shown = result(&portal, "crm.contact.get", &json!({"id": people[0]})).await;
    assert_eq!(shown["COMPANY_ID"], company.to_string());
    let filter = json!({"filter": {"COMPANY_ID": company}, "select": ["ID"]});
    let found = result(&portal, "crm.contact.list", &filter).await;
    assert_eq!(found.as_array().map(Vec::len), Some(2), "{found}");

    let cleared = json!({"id": people[0], "fields": {"COMPANY_ID": 0}});
    result(&portal, "crm.contact.update", &cleared).await;
    assert_eq!(linked().await, people[1..]);
    // A link of the contact's own is removed too, and replaced by another.
    let other = json!({"fields": {"TITLE": "Other"}});
    let other = result(&portal, "crm.company.add", &other).await;
    for new in [company.clone(), other, json!(0)] {
        let moved = json!({"id": people[0], "fields": {"COMPANY_ID": new}});
        result(&portal, "crm.contact.update", &moved).await;
        let is_linked = linked().await.contains(&people[0]);
        assert_eq!(is_linked, new == company, "{new}");
    }

    // What is deleted is linked with nothing.
    let deal = crate::add_deal(&portal, json!({"CONTACT_IDS": people})).await;
    result(&portal, "crm.contact.delete", &json!({"id": people[1]})).await;
    assert_eq!(linked().await, [] as [Value; 0]);
    let links = result(
        &portal,
        "crm.deal.contact.items.get",
        &json!({ "id": deal }),
    )
    .await;
    assert_eq!(links.as_array().map(Vec::len), Some(1), "{links}");
    assert_eq!(links[0]["CONTACT_ID"], people[0]);
    let back = json!({"id": people[0], "fields": {"COMPANY_ID": company}});
    result(&portal, "crm.contact.update", &back).await;
    result(&portal, "crm.company.delete", &of_company).await;
    let of_ada = json!({"id": people[0]});
    let links = result(&portal, "crm.contact.company.items.get", &of_ada).await;
    assert_eq!(links, json!([]));
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
