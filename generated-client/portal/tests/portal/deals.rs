//! Deals live in the portal, in both spellings.

use serde_json::{Value, json as value};

use crate::{Call, add_deal as add, error, portal, result};

#[tokio::test]
async fn one_deal_has_two_spellings() {
    let portal = portal().await;
    let fields = value!({"TITLE": "Phones", "OPPORTUNITY": 1500.5, "STAGE_ID": "EXECUTING", "CONTACT_IDS": [7, 8],
        "IS_MANUAL_OPPORTUNITY": "Y", "PROBABILITY": "30", "BEGINDATE": "2024-09-02", "PARENT_ID_1220": 22,
        "UF_CRM_1721244482250": "Hello"});
    let id = add(&portal, fields).await;
    let deal = result(&portal, "crm.deal.get", &value!({ "id": id })).await;
    for (name, expected) in [
        ("ID", value!(id.to_string())),
        ("TITLE", value!("Phones")),
        ("OPPORTUNITY", value!("1500.50")),
        ("PROBABILITY", value!("30")),
        ("CONTACT_ID", value!("7")),
        ("COMPANY_ID", value!("0")),
        ("QUOTE_ID", Value::Null),
        ("BEGINDATE", value!("2024-09-02T00:00:00+00:00")),
        ("CATEGORY_ID", value!("0")),
        ("STAGE_SEMANTIC_ID", value!("P")),
        ("CURRENCY_ID", value!("USD")),
        ("IS_NEW", value!("N")),
        ("OPENED", value!("Y")),
        ("PARENT_ID_1220", value!("22")),
        ("UF_CRM_1721244482250", value!("Hello")),
    ] {
        assert_eq!(deal[name], expected, "{name}");
    }
    assert_eq!(
        deal.get("CONTACT_IDS"),
        None,
        "contacts have methods of their own"
    );

    let item = result(
        &portal,
        "crm.item.get",
        &value!({"entityTypeId": 2, "id": id}),
    )
    .await;
    let item = &item["item"];
    for (name, expected) in [
        ("id", value!(id)),
        ("title", value!("Phones")),
        ("opportunity", value!(1500.5)),
        ("contactId", value!(7)),
        ("contactIds", value!([7, 8])),
        ("parentId1220", value!(22)),
        ("ufCrm_1721244482250", value!("Hello")),
        ("entityTypeId", value!(2)),
        ("createdTime", deal["DATE_CREATE"].clone()),
    ] {
        assert_eq!(item[name], expected, "{name}");
    }

    let change = value!({"entityTypeId": 2, "id": id, "useOriginalUfNames": "Y",
        "fields": {"stageId": "WON", "UF_CRM_1721244482250": "", "contactIds": [9]}});
    let item = result(&portal, "crm.item.update", &change).await;
    assert_eq!(item["item"]["UF_CRM_1721244482250"], Value::Null);
    let deal = result(&portal, "crm.deal.get", &value!({ "id": id })).await;
    assert_eq!(
        (
            &deal["STAGE_SEMANTIC_ID"],
            &deal["CLOSED"],
            &deal["CONTACT_ID"],
            &deal["TITLE"]
        ),
        (&value!("S"), &value!("Y"), &value!("9"), &value!("Phones"))
    );
    assert_eq!(
        result(
            &portal,
            "crm.item.delete",
            &value!({"entityTypeId": 2, "id": id})
        )
        .await,
        value!([])
    );
    let gone = error(&portal, "crm.deal.get", &value!({ "id": id })).await;
    assert_eq!(gone, (String::new(), "Not found".to_owned()));
}

#[tokio::test]
async fn defaults_are_those_of_the_pages() {
    let portal = portal().await;
    let id = add(&portal, value!({})).await;
    let deal = result(&portal, "crm.deal.get", &value!({ "id": id })).await;
    assert_eq!(deal["TITLE"], format!("Deal #{id}"));
    assert_eq!(
        (&deal["STAGE_ID"], &deal["IS_NEW"]),
        (&value!("NEW"), &value!("Y"))
    );
    let days = |name: &str| {
        deal[name]
            .as_str()
            .and_then(|day| day.get(..10))
            .map(str::to_owned)
    };
    assert!(days("CLOSEDATE") > days("BEGINDATE"));
    let id = add(&portal, value!({"CATEGORY_ID": 9})).await;
    let deal = result(&portal, "crm.deal.get", &value!({ "id": id })).await;
    assert_eq!(deal["STAGE_ID"], "C9:NEW");

    let contact = value!({"entityTypeId": 3, "fields": {"name": "Ann", "companyId": "4"}});
    let contact = result(&portal, "crm.item.add", &contact).await;
    let contact = &contact["item"];
    assert_eq!(
        (&contact["name"], &contact["companyId"]),
        (&value!("Ann"), &value!(4))
    );
    assert_eq!(
        (contact.get("title"), &contact["entityTypeId"]),
        (None, &value!(3))
    );
}

#[tokio::test]
async fn names_in_other_letters_reach_the_deal() {
    let portal = portal().await;
    let body =
        value!({"FIELDS": {"TITLE": "In capitals"}, "PARAMS": {"REGISTER_SONET_EVENT": "N"}});
    let id = result(&portal, "crm.deal.add", &body).await;
    let deal = result(&portal, "crm.deal.get", &value!({ "ID": id })).await;
    assert_eq!(deal["TITLE"], "In capitals");
    let body = value!({"SELECT": ["ID"], "FILTER": {"%TITLE": "capital"}, "ORDER": {"ID": "DESC"}});
    let found = result(&portal, "crm.deal.list", &body).await;
    assert_eq!(found, value!([{ "ID": id.to_string() }]));
    let found = Call::get("crm.deal.list", "FILTER[%3DTITLE]=In+capitals&SELECT[]=ID")
        .send(&portal)
        .await;
    assert_eq!(found.result(), &value!([{ "ID": id.to_string() }]));
    // Of two spellings the one of the schema counts.
    let deal = result(&portal, "crm.deal.get", &value!({ "ID": 1, "id": id })).await;
    assert_eq!(deal["TITLE"], "In capitals");
    let named = value!({"order": {"deal_id": "DESC"}, "filter": {">COUNTER_REPEAT": 0}});
    let settings = result(&portal, "crm.deal.recurring.list", &named).await;
    let deals: Vec<_> = settings
        .as_array()
        .into_iter()
        .flatten()
        .map(|one| &one["deal_id"])
        .collect();
    assert_eq!(deals, ["6555", "575"]);
}

/// Method, parameters, code and message of the answer.
const PROBLEMS: [(&str, &str, &str, &str); 24] = [
    (
        "crm.deal.add",
        "{}",
        "",
        "Parameter 'fields' must be array.",
    ),
    (
        "crm.deal.add",
        r#"{"fields":5}"#,
        "",
        "Parameter 'fields' must be array.",
    ),
    (
        "crm.deal.add",
        r#"{"fields":{},"params":5}"#,
        "",
        "Parameter 'params' must be array",
    ),
    (
        "crm.deal.add",
        r#"{"fields":{"CURRENCY_ID":"XYZ"}}"#,
        "",
        "Invalid value for the \"Currency\" field",
    ),
    ("crm.deal.get", "{}", "", "ID is not defined or invalid"),
    (
        "crm.deal.get",
        r#"{"id":0}"#,
        "",
        "ID is not defined or invalid",
    ),
    (
        "crm.deal.update",
        r#"{"id":999999,"fields":{}}"#,
        "",
        "Not found",
    ),
    ("crm.deal.delete", r#"{"id":999999}"#, "", "Not found"),
    (
        "crm.deal.list",
        r#"{"filter":5}"#,
        "",
        "Parameter 'filter' must be array.",
    ),
    (
        "crm.deal.contact.add",
        r#"{"fields":{"CONTACT_ID":5}}"#,
        "",
        "The parameter 'ownerEntityID' is invalid or not defined.",
    ),
    (
        "crm.deal.contact.add",
        r#"{"id":12,"fields":{}}"#,
        "",
        "The parameter 'fields' is not valid.",
    ),
    (
        "crm.deal.contact.items.get",
        r#"{"id":999999}"#,
        "",
        "Not found.",
    ),
    (
        "crm.deal.contact.items.set",
        r#"{"id":12,"items":5}"#,
        "",
        "The parameter items must be array.",
    ),
    (
        "crm.deal.recurring.add",
        r#"{"fields":{}}"#,
        "",
        "Deal id is empty",
    ),
    (
        "crm.deal.recurring.get",
        r#"{"id":999999}"#,
        "",
        "Recurring deal is not found.",
    ),
    (
        "crm.deal.recurring.delete",
        r#"{"id":15}"#,
        "",
        "Deleting is impossible. Connected recurring deal exists.",
    ),
    (
        "crm.deal.userfield.add",
        r#"{"fields":{"USER_TYPE_ID":"string"}}"#,
        "",
        "The 'FIELD_NAME' field is not found.",
    ),
    (
        "crm.deal.userfield.get",
        r#"{"id":999999}"#,
        "ERROR_NOT_FOUND",
        "The entity with ID '999999' is not found",
    ),
    (
        "crm.deal.details.configuration.set",
        r#"{"data":[]}"#,
        "",
        "There are no data to write",
    ),
    (
        "crm.item.get",
        r#"{"entityTypeId":99,"id":1}"#,
        "NOT_FOUND",
        "Smart process not found",
    ),
    (
        "crm.item.get",
        r#"{"entityTypeId":2,"id":999999}"#,
        "NOT_FOUND",
        "Item not found",
    ),
    (
        "crm.item.list",
        r#"{"entityTypeId":2,"filter":{"=colour":1}}"#,
        "INVALID_ARG_VALUE",
        "Invalid filter: field 'colour' is not allowed in filter",
    ),
    (
        "crm.item.list",
        r#"{"entityTypeId":2,"order":{"colour":"ASC"}}"#,
        "INVALID_ARG_VALUE",
        "Invalid order: field 'colour' is not allowed in order",
    ),
    (
        "crm.category.get",
        r#"{"entityTypeId":2,"id":77}"#,
        "NOT_FOUND",
        "Element not found",
    ),
];

#[tokio::test]
async fn problems_have_the_documented_errors() {
    let portal = portal().await;
    for (method, body, code, message) in PROBLEMS {
        let body = serde_json::from_str(body).expect("JSON");
        let found = error(&portal, method, &body).await;
        assert_eq!(
            (found.0.as_str(), found.1.as_str()),
            (code, message),
            "{method} {body}"
        );
    }
}
