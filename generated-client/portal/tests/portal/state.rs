//! Product rows live in the portal.

use std::fmt::Write as _;

use bitrix24::crm::OwnerType;
use bitrix24_portal::Portal;
use serde_json::Value;

use crate::{Call, json, portal};

async fn ids(portal: &Portal, method: &str, body: &str) -> Vec<i64> {
    let answer = json(portal, method, body).await;
    let rows = answer.result()["productRows"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    rows.iter().filter_map(|row| row["id"].as_i64()).collect()
}

async fn add(portal: &Portal, fields: &str) -> Value {
    let body = format!(r#"{{"fields":{{"ownerId":7,"ownerType":"D",{fields}}}}}"#);
    json(portal, "crm.item.productrow.add", &body)
        .await
        .result()["productRow"]
        .clone()
}

const OF_DEAL_7: &str = r#"{"filter":{"=ownerType":"D","=ownerId":7}}"#;

#[tokio::test]
async fn rows_of_several_objects_are_listed_together() {
    let portal = portal().await;
    let mut added = Vec::new();
    for (id, name) in [(7, "Delivery"), (8, "Assembly")] {
        portal.add_owner(OwnerType::Deal, id);
        let body = format!(
            r#"{{"fields":{{"ownerId":{id},"ownerType":"D","productName":"{name}","price":15}}}}"#
        );
        let answer = json(&portal, "crm.item.productrow.add", &body).await;
        added.push(
            answer.result()["productRow"]["id"]
                .as_i64()
                .expect("an identifier"),
        );
    }
    let listed = |ids_of: &str| {
        format!(r#"{{"filter":{{"=ownerType":"D","=ownerId":{ids_of}}},"order":{{"id":"asc"}}}}"#)
    };
    let list = "crm.item.productrow.list";
    assert_eq!(ids(&portal, list, &listed("[7,8]")).await, added);
    assert_eq!(ids(&portal, list, &listed("[8]")).await, added[1..]);
}

#[tokio::test]
async fn a_row_lives_from_add_to_delete() {
    let portal = portal().await;
    portal.add_owner(OwnerType::Deal, 7);
    assert_eq!(
        ids(&portal, "crm.item.productrow.list", OF_DEAL_7).await,
        [0; 0]
    );
    let row = add(
        &portal,
        r#""productName":"Delivery","price":15,"taxRate":20"#,
    )
    .await;
    let id = row["id"].as_i64().expect("an identifier");
    assert_eq!(row["priceExclusive"], 12.5);
    assert_eq!(
        ids(&portal, "crm.item.productrow.list", OF_DEAL_7).await,
        [id]
    );

    let one = format!(r#"{{"id":{id}}}"#);
    let change =
        format!(r#"{{"id":{id},"fields":{{"discountTypeId":1,"discountSum":2.5,"taxRate":""}}}}"#);
    let changed = json(&portal, "crm.item.productrow.update", &change).await;
    let changed = &changed.result()["productRow"];
    assert_eq!(
        (&changed["taxRate"], changed["priceNetto"].as_f64()),
        (&Value::Null, Some(17.5))
    );
    assert_eq!(changed["discountRate"], 14.29);
    assert_eq!(changed["productName"], "Delivery");
    let read = json(&portal, "crm.item.productrow.get", &one).await;
    assert_eq!(read.result()["productRow"]["priceNetto"], 17.5);

    let deleted = json(&portal, "crm.item.productrow.delete", &one).await;
    assert!(
        deleted
            .body
            .as_object()
            .is_some_and(|body| body["result"].is_null()),
        "{deleted:?}"
    );
    for method in ["get", "delete"] {
        let answer = json(&portal, &format!("crm.item.productrow.{method}"), &one).await;
        assert_eq!(
            (answer.status, answer.error()),
            (400, ("NOT_FOUND", "Item not found"))
        );
    }
    let next = add(&portal, r#""price":1"#).await;
    assert!(
        next["id"].as_i64() > Some(id),
        "identifiers are not used again"
    );
}

#[tokio::test]
async fn defaults_come_from_the_documentation_and_the_catalogue() {
    let portal = portal().await;
    portal.add_owner(OwnerType::Deal, 7);
    portal.add_product(1, "Cable");
    let row = add(&portal, r#""productId":1"#).await;
    for (key, value) in [
        ("productName", Value::from("Cable")),
        ("quantity", 1.into()),
        ("discountTypeId", 2.into()),
        ("taxIncluded", "N".into()),
        ("measureCode", 796.into()),
        ("measureName", "pcs".into()),
        ("price", 0.into()),
    ] {
        assert_eq!(row[key], value, "{key}");
    }
    let row = add(
        &portal,
        r#""productId":1,"productName":"Long cable","measureCode":6"#,
    )
    .await;
    assert_eq!(
        (&row["productName"], &row["measureName"]),
        (&"Long cable".into(), &"m".into())
    );
}

#[tokio::test]
async fn empty_values_clear_fields_and_are_nothing_in_a_new_row() {
    let portal = portal().await;
    portal.add_owner(OwnerType::Deal, 7);
    let row = add(
        &portal,
        r#""productId":9623,"productName":"","quantity":null,"taxRate":"""#,
    )
    .await;
    assert_eq!(
        (&row["productName"], &row["quantity"], &row["taxRate"]),
        (&"iphone 10xs".into(), &1.into(), &Value::Null)
    );
    let change = r#"{"id":17649,"fields":{"productId":"","productName":null,"quantity":"","taxRate":null,"price":"",
        "taxIncluded":"","measureCode":"","discountTypeId":"","discountRate":"","sort":""}}"#;
    let row = json(&portal, "crm.item.productrow.update", change).await;
    let row = &row.result()["productRow"];
    for (key, value) in [
        ("productId", Value::from(0)),
        ("productName", "".into()),
        ("quantity", 0.into()),
        ("taxRate", Value::Null),
        ("priceBrutto", 0.into()),
        ("taxIncluded", "N".into()),
        ("measureCode", 796.into()),
        ("discountTypeId", 2.into()),
        ("sort", 0.into()),
    ] {
        assert_eq!(row[key], value, "{key}");
    }
}

#[tokio::test]
async fn set_replaces_the_rows_of_one_object() {
    let portal = portal().await;
    let body = r#"{"ownerId":13142,"ownerType":"D","productRows":[{"price":1},{"price":2}]}"#;
    let set = ids(&portal, "crm.item.productrow.set", body).await;
    let listed = ids(
        &portal,
        "crm.item.productrow.list",
        &OF_DEAL_7.replace('7', "13142"),
    )
    .await;
    assert_eq!((set.len(), &set), (2, &listed));
    assert_eq!(
        ids(
            &portal,
            "crm.item.productrow.list",
            &OF_DEAL_7.replace('7', "13143")
        )
        .await,
        [17654, 17655]
    );
    // One wrong row and nothing is replaced.
    let wrong = body.replace(r#"{"price":2}"#, r#"{"price":2,"discountRate":100}"#);
    let answer = json(&portal, "crm.item.productrow.set", &wrong).await;
    assert_eq!((answer.status, answer.error().0), (400, "0"));
    assert_eq!(
        ids(
            &portal,
            "crm.item.productrow.list",
            &OF_DEAL_7.replace('7', "13142")
        )
        .await,
        set
    );
    // A form cannot say that there are no rows, JSON can.
    assert_eq!(
        ids(
            &portal,
            "crm.item.productrow.set",
            &body.replace(r#"{"price":1},{"price":2}"#, "")
        )
        .await,
        [0; 0]
    );
}

#[tokio::test]
async fn lists_are_filtered_sorted_and_paged() {
    let portal = portal().await;
    portal.add_owner(OwnerType::Deal, 7);
    let mut rows = String::new();
    for number in 1..=120 {
        let _ = write!(
            rows,
            r#"{}{{"price":{number},"productName":"Item {number}"}}"#,
            if number > 1 { "," } else { "" }
        );
    }
    let set = format!(r#"{{"ownerId":7,"ownerType":"D","productRows":[{rows}]}}"#);
    let all = ids(&portal, "crm.item.productrow.set", &set).await;

    let list = async |start: &str| {
        let body = OF_DEAL_7.replace("7}}", &format!("7}},\"start\":{start}}}"));
        let answer = json(&portal, "crm.item.productrow.list", &body).await;
        let number = |key: &str| answer.body.get(key).and_then(Value::as_i64);
        let rows = answer.result()["productRows"]
            .as_array()
            .map_or(0, Vec::len);
        (rows, number("total"), number("next"))
    };
    assert_eq!(list("0").await, (50, Some(120), Some(50)));
    assert_eq!(list("50").await, (50, Some(120), Some(100)));
    assert_eq!(list("100").await, (20, Some(120), None));
    assert_eq!(
        list("99").await,
        (50, Some(120), Some(100)),
        "a start within a page is the start of the page"
    );
    assert_eq!(list("150").await, (0, Some(120), None));
    assert_eq!(list("-1").await, (50, None, None));
    assert_eq!(list("9223372036854775807").await, (0, Some(120), None));

    for (more, order, expected) in [
        (r#","<price":3"#, "", vec![all[0], all[1]]),
        (r#","<price":3"#, r#""price":"DESC""#, vec![all[1], all[0]]),
        (r#","=price":[5,7,1000]"#, "", vec![all[4], all[6]]),
        (
            r#","=%productName":"item 11%",">price":20"#,
            r#""id":"desc""#,
            (109..119).rev().map(|n| all[n]).collect(),
        ),
        (r#","=taxIncluded":"Y""#, "", vec![]),
    ] {
        let body =
            format!(r#"{{"filter":{{"=ownerType":"D","=ownerId":7{more}}},"order":{{{order}}}}}"#);
        assert_eq!(
            ids(&portal, "crm.item.productrow.list", &body).await,
            expected,
            "{body}"
        );
    }
    let form = "filter[%3DownerType]=D&filter[%3DownerId]=7&filter[%3Dprice][]=5&filter[%3Dprice][]=7&order[price]=desc";
    let answer = Call::form("crm.item.productrow.list", form)
        .send(&portal)
        .await;
    assert_eq!(
        (
            answer.result()["productRows"][0]["price"].as_i64(),
            &answer.body["total"]
        ),
        (Some(7), &2.into())
    );
}

#[tokio::test]
async fn billed_rows_are_not_available_for_payment() {
    let portal = portal().await;
    let available = async || {
        ids(
            &portal,
            "crm.item.productrow.getAvailableForPayment",
            r#"{"ownerId":13144,"ownerType":"D"}"#,
        )
        .await
    };
    assert_eq!(available().await, [17657, 17658]);
    assert!(portal.bill_row(17657));
    assert_eq!(available().await, [17658]);
    assert!(!portal.bill_row(1));
}

#[tokio::test]
async fn former_methods_read_the_same_rows() {
    let portal = portal().await;
    portal.add_owner(OwnerType::Deal, 7);
    let added = add(&portal, r#""productId":9621,"price":10.5,"sort":20"#).await;
    add(&portal, r#""productName":"Delivery","sort":10"#).await;
    let answer = json(&portal, "crm.deal.productrows.get", r#"{"id":7}"#).await;
    let rows = answer.result();
    assert_eq!(
        (&rows[0]["PRODUCT_NAME"], &rows[1]["PRODUCT_NAME"]),
        (&"Delivery".into(), &"iphone 14".into())
    );
    assert_eq!(
        rows[1]["ID"].as_str(),
        added["id"].as_i64().map(|id| id.to_string()).as_deref()
    );
    assert_eq!(
        (&rows[1]["OWNER_ID"], &rows[1]["PRICE_ACCOUNT"]),
        (&"7".into(), &"10.50".into())
    );
    assert_eq!(
        (&rows[1]["STORE_ID"], &rows[1]["RESERVE_ID"]),
        (&19.into(), &Value::Null)
    );
}

#[tokio::test]
async fn objects_that_do_not_exist_have_the_documented_errors() {
    let portal = portal().await;
    for (method, body, code, message) in [
        (
            "crm.item.productrow.add",
            r#"{"fields":{"ownerId":8,"ownerType":"D"}}"#,
            "OWNER_NOT_FOUND",
            "Owner was not found",
        ),
        (
            "crm.item.productrow.set",
            r#"{"ownerId":8,"ownerType":"D","productRows":[]}"#,
            "OWNER_NOT_FOUND",
            "Owner was not found",
        ),
        (
            "crm.item.productrow.update",
            r#"{"id":8,"fields":{}}"#,
            "NOT_FOUND",
            "Item not found",
        ),
        (
            "crm.item.productrow.list",
            r#"{"filter":{"=ownerType":"D","=ownerId":8}}"#,
            "ACCESS_DENIED",
            "Access denied",
        ),
        (
            "crm.item.productrow.getAvailableForPayment",
            r#"{"ownerId":8,"ownerType":"D"}"#,
            "ACCESS_DENIED",
            "Access denied",
        ),
        ("crm.deal.productrows.get", r#"{"id":8}"#, "", "Not found"),
        (
            "crm.quote.productrows.get",
            r#"{"id":8}"#,
            "",
            "Access denied.",
        ),
    ] {
        let answer = json(&portal, method, body).await;
        assert_eq!(
            (answer.status, answer.error()),
            (400, (code, message)),
            "{method}"
        );
    }
}

#[tokio::test]
async fn numbers_without_prices_are_refused() {
    let portal = portal().await;
    for fields in [
        r#""price":10,"discountRate":100"#,
        r#""price":10,"taxRate":-100"#,
        r#""price":79228162514264337593543950335,"discountTypeId":1,"discountSum":"79228162514264337593543950335""#,
        r#""price":1e300"#,
        r#""price":"0.0000000000000000000000000001","discountTypeId":1,"discountSum":-1,"taxRate":7e27"#,
    ] {
        let body = format!(r#"{{"fields":{{"ownerId":13142,"ownerType":"D",{fields}}}}}"#);
        let answer = json(&portal, "crm.item.productrow.add", &body).await;
        assert!(
            [200, 400].contains(&answer.status)
                && (answer.status == 200 || answer.error().0 == "0"),
            "{answer:?}"
        );
    }
}
