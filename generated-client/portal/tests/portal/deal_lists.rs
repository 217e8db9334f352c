//! Lists of deals, in both spellings.

use serde_json::{Value, json as value};

use crate::{add_deal as add, json, portal, result};

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

#[tokio::test]
async fn deals_are_found_by_their_contacts() {
    let portal = portal().await;
    let one = add(
        &portal,
        value!({"TITLE": "Linked", "CONTACT_IDS": [501, 502]}),
    )
    .await;
    let other = add(&portal, value!({"TITLE": "Linked", "CONTACT_IDS": [502]})).await;
    for (condition, expected) in [
        (value!({"contactIds": 502}), vec![one, other]),
        (value!({"@contactIds": [501, 503]}), vec![one]),
        (value!({"!contactIds": 501}), vec![other]),
        (value!({"contactId": 502}), vec![other]),
    ] {
        let mut filter = condition.clone();
        filter["=title"] = "Linked".into();
        let list =
            value!({"entityTypeId": 2, "filter": filter, "order": {"id": "ASC"}, "select": ["id"]});
        let items = result(&portal, "crm.item.list", &list).await;
        let ids: Vec<_> = items["items"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|item| item["id"].as_i64())
            .collect();
        assert_eq!(ids, expected, "{condition}");
    }
}

#[tokio::test]
async fn conditions_are_joined_in_groups() {
    let portal = portal().await;
    for (title, day) in [
        ("One", "2024-01-10"),
        ("Two", "2024-02-10"),
        ("Three", "2024-03-10"),
    ] {
        add(&portal, value!({"TITLE": title, "BEGINDATE": day})).await;
    }
    // The portal's days begin in UTC, whatever time zone a condition is written in.
    let day = |from: &str, to: &str| value!({">=begindate": from, "<begindate": to});
    let days = value!({
        "logic": "OR",
        "0": day("2024-01-10T02:00:00+02:00", "2024-01-10T02:00:01+02:00"),
        "1": day("2024-03-09T19:00:00-05:00", "2024-03-11"),
    });
    let list =
        value!({"entityTypeId": 2, "filter": {"0": days, "!title": "Three"}, "select": ["title"]});
    let items = result(&portal, "crm.item.list", &list).await;
    assert_eq!(items["items"], value!([{"title": "One"}]));
    let list = value!({"entityTypeId": 2, "filter": {"0": days}, "select": ["title"]});
    let items = result(&portal, "crm.item.list", &list).await;
    assert_eq!(
        items["items"],
        value!([{"title": "One"}, {"title": "Three"}])
    );
}
