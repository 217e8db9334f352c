//! Deals live in the portal, in both spellings.

use serde_json::{Value, json as value};

use crate::{Call, add_deal as add, error, json, portal, result};

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

#[tokio::test]
async fn lists_are_filtered_sorted_selected_and_paged() {
    let portal = portal().await;
    for number in 1..=120 {
        let fields = value!({"TITLE": format!("Bulk {number}"), "OPPORTUNITY": number, "IS_MANUAL_OPPORTUNITY": "Y",
            "BEGINDATE": format!("2024-01-{:02}", number % 28 + 1), "UF_CRM_1721244482250": "x"});
        add(&portal, fields).await;
    }
    let bulk = |more: &str| {
        format!(
            r#"{{"filter":{{"%TITLE":"bulk"{more}}},"select":["OPPORTUNITY"],"order":{{"OPPORTUNITY":"DESC"}}"#
        )
    };
    let page = async |start: &str| {
        let answer = json(
            &portal,
            "crm.deal.list",
            &format!("{},\"start\":{start}}}", bulk("")),
        )
        .await;
        let rows = answer.result().as_array().cloned().unwrap_or_default();
        let number = |key: &str| answer.body.get(key).and_then(Value::as_i64);
        (
            rows.first().cloned(),
            rows.len(),
            number("total"),
            number("next"),
        )
    };
    let row = |amount: &str| Some(value!({ "OPPORTUNITY": amount }));
    assert_eq!(page("0").await, (row("120.00"), 50, Some(120), Some(50)));
    assert_eq!(page("100").await, (row("20.00"), 20, Some(120), None));
    assert_eq!(page("-1").await, (row("120.00"), 50, None, None));

    for (more, expected) in [
        (r#","<OPPORTUNITY":3"#, vec!["2.00", "1.00"]),
        (r#","OPPORTUNITY":"7""#, vec!["7.00"]),
        (r#","@OPPORTUNITY":[5,6,1000]"#, vec!["6.00", "5.00"]),
        // Numbers and days are compared as such, although both are answered as text.
        (
            r#","<=BEGINDATE":"2024-01-02","<OPPORTUNITY":60"#,
            vec!["57.00", "56.00", "29.00", "28.00", "1.00"],
        ),
        (
            r#",">=BEGINDATE":"2024-01-28T02:00:00+02:00","<OPPORTUNITY":30"#,
            vec!["27.00"],
        ),
        (
            r#","=UF_CRM_1721244482250":"x","<OPPORTUNITY":2"#,
            vec!["1.00"],
        ),
        (r#","STAGE_ID":"WON""#, vec![]),
    ] {
        let found = json(&portal, "crm.deal.list", &format!("{}}}", bulk(more))).await;
        let amounts: Vec<_> = found
            .result()
            .as_array()
            .into_iter()
            .flatten()
            .map(|row| &row["OPPORTUNITY"])
            .collect();
        assert_eq!(amounts, expected, "{more}");
    }

    let list = async |method: &str, body: Value| result(&portal, method, &body).await;
    let first = value!({"filter": {"=TITLE": "Bulk 1"}, "select": ["*"]});
    let deal = &list("crm.deal.list", first).await[0];
    assert_eq!(
        (deal.get("UF_CRM_1721244482250"), &deal["TITLE"]),
        (None, &value!("Bulk 1"))
    );
    let first = value!({"filter": {"=TITLE": "Bulk 1"}, "select": ["ID", "UF_*"]});
    let deal = list("crm.deal.list", first).await[0].clone();
    assert_eq!(
        deal.as_object().map(serde_json::Map::len),
        Some(2),
        "{deal}"
    );
    let first = value!({"entityTypeId": 2, "filter": {"=title": "Bulk 2"}, "select": ["id", "ufCrm_1721244482250"]});
    let items = list("crm.item.list", first).await;
    assert_eq!(items["items"][0]["ufCrm_1721244482250"], "x");
    assert_eq!(
        items["items"][0].as_object().map(serde_json::Map::len),
        Some(2),
        "{items}"
    );
}

/// Method, parameters, code and message of the answer.
const PROBLEMS: [(&str, &str, &str, &str); 24] = [
    ("crm.deal.add", "{}", "", "Parameter 'fields' must be array"),
    (
        "crm.deal.add",
        r#"{"fields":5}"#,
        "",
        "Parameter 'fields' must be array",
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
        "Recurring deal is not found",
    ),
    (
        "crm.deal.recurring.delete",
        r#"{"id":15}"#,
        "",
        "Deleting is impossible. Connected recurring deal exists",
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
