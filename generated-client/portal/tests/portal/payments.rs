//! What is sold with a deal: payments, their products and deliveries, and orders.

use bitrix24::crm::OwnerType;
use bitrix24::dec;
use bitrix24_portal::Portal;
use serde_json::{Value, json as value};

use crate::{add_deal, error, portal, result};

/// A deal with two rows: 3 phones of 100 and a case of 20.
async fn sold(portal: &Portal) -> (i64, Vec<i64>) {
    let deal = add_deal(portal, value!({"TITLE": "Phones"})).await;
    let rows = value!({"ownerId": deal, "ownerType": "D", "productRows": [
        {"productName": "Phone", "price": 100, "quantity": 3, "taxRate": 25}, {"productName": "Case", "price": 20}]});
    let rows = result(portal, "crm.item.productrow.set", &rows).await;
    let rows = rows["productRows"].as_array().cloned().unwrap_or_default();
    let ids = rows.iter().filter_map(|row| row["id"].as_i64()).collect();
    (deal, ids)
}

async fn pay(portal: &Portal, deal: i64) -> Value {
    result(
        portal,
        "crm.item.payment.add",
        &value!({"entityId": deal, "entityTypeId": 2}),
    )
    .await
}

#[tokio::test]
async fn rows_sum_up_to_the_amount() {
    let portal = portal().await;
    let (deal, _) = sold(&portal).await;
    let item = value!({"entityTypeId": 2, "id": deal});
    let found = result(&portal, "crm.item.get", &item).await;
    assert_eq!(
        (&found["item"]["opportunity"], &found["item"]["taxValue"]),
        (&value!(320), &value!(60))
    );
    let found = value!({"filter": {"OPPORTUNITY": 320}, "select": ["ID", "OPPORTUNITY"]});
    let found = result(&portal, "crm.deal.list", &found).await;
    assert_eq!(
        found,
        value!([{"ID": deal.to_string(), "OPPORTUNITY": "320.00"}])
    );
    let by_hand = value!({"entityTypeId": 2, "id": deal, "fields": {"isManualOpportunity": "Y", "opportunity": 5}});
    let found = result(&portal, "crm.item.update", &by_hand).await;
    assert_eq!(found["item"]["opportunity"], 5);
}

#[tokio::test]
async fn former_methods_set_rows_too() {
    let portal = portal().await;
    let deal = add_deal(&portal, value!({})).await;
    let rows = value!({"id": deal, "rows": [{"PRODUCT_ID": 9621, "PRICE": 10, "QUANTITY": 2}, {"PRICE": 5, "SORT": 10}]});
    assert_eq!(
        result(&portal, "crm.deal.productrows.set", &rows).await,
        value!(true)
    );
    let rows = result(&portal, "crm.deal.productrows.get", &value!({ "id": deal })).await;
    assert_eq!(rows[0]["PRODUCT_NAME"], "iphone 14");
    assert_eq!(
        rows[1]["PRODUCT_NAME"],
        format!("[{}]", rows[1]["ID"].as_str().unwrap_or_default())
    );
    for (row, message) in [
        (
            value!({"DISCOUNT_TYPE_ID": 1}),
            "Discount Sum (DISCOUNT_SUM) is required if Monetary Discount Type (DISCOUNT_TYPE_ID) is defined<br>",
        ),
        (
            value!({"DISCOUNT_TYPE_ID": 2}),
            "Discount Rate (DISCOUNT_RATE) is required if Percentage Discount Type (DISCOUNT_TYPE_ID) is defined<br>",
        ),
    ] {
        let found = error(
            &portal,
            "crm.deal.productrows.set",
            &value!({"id": deal, "rows": [row]}),
        )
        .await;
        assert_eq!(found, ("ERROR_CORE".to_owned(), message.to_owned()));
    }
    let found = error(
        &portal,
        "crm.quote.productrows.set",
        &value!({"id": 999_999, "rows": []}),
    )
    .await;
    assert_eq!(found, (String::new(), "Not found.".to_owned()));
}

async fn call(portal: &Portal, method: &str, body: Value) -> Value {
    result(portal, &format!("crm.item.payment.{method}"), &body).await
}

/// How many units of each row of a deal no payment has yet.
async fn left(portal: &Portal, deal: i64) -> Vec<i64> {
    let of_deal = value!({"ownerId": deal, "ownerType": "D"});
    let rows = result(
        portal,
        "crm.item.productrow.getAvailableForPayment",
        &of_deal,
    )
    .await;
    let rows = rows["productRows"].as_array().cloned().unwrap_or_default();
    rows.iter()
        .filter_map(|row| row["quantity"].as_i64())
        .collect()
}

#[tokio::test]
async fn a_payment_pays_for_products_and_deliveries() {
    let portal = portal().await;
    let (deal, rows) = sold(&portal).await;
    let delivery = portal.add_delivery(OwnerType::Deal, deal, "Courier", dec!(9.90));
    let id = pay(&portal, deal).await;
    let product = value!({"paymentId": id, "rowId": rows[0], "quantity": 2});
    let product = call(&portal, "product.add", product).await;
    let position = value!({"paymentId": id, "deliveryId": delivery});
    let position = call(&portal, "delivery.add", position).await;
    let payment = call(&portal, "get", value!({ "id": id })).await;
    assert_eq!(
        (&payment["sum"], &payment["paySystemName"]),
        (&value!(209.9), &value!("Cash"))
    );

    assert_eq!(left(&portal, deal).await, [1, 1], "a phone and the case");
    let more = value!({"id": product, "quantity": 3});
    assert_eq!(
        call(&portal, "product.setQuantity", more).await,
        value!(true)
    );
    assert_eq!(left(&portal, deal).await, [1]);
    let listed = value!({"paymentId": id, "filter": {">=quantity": 3}});
    let listed = call(&portal, "product.list", listed).await;
    assert_eq!(
        listed,
        value!([{"id": product, "paymentId": id, "quantity": 3, "rowId": rows[0]}])
    );
    let listed = value!({"paymentId": id, "filter": {"@id": [position]}});
    let listed = call(&portal, "delivery.list", listed).await;
    assert_eq!(
        listed,
        value!([{"id": position, "paymentId": id, "quantity": 1, "deliveryId": delivery}])
    );
    let other = portal.add_delivery(OwnerType::Deal, deal, "Bicycle", dec!(4));
    let change = value!({"id": position, "deliveryId": other});
    assert_eq!(
        call(&portal, "delivery.setDelivery", change).await,
        value!(true)
    );
    assert_eq!(call(&portal, "get", value!({ "id": id })).await["sum"], 304);

    assert_eq!(
        call(&portal, "delivery.delete", value!({ "id": position })).await,
        value!(true)
    );
    assert_eq!(
        call(&portal, "delete", value!({ "id": id })).await,
        value!(true)
    );
    assert_eq!(
        left(&portal, deal).await,
        [3, 1],
        "what it paid for can be paid again"
    );
    let found = error(
        &portal,
        "crm.item.payment.product.delete",
        &value!({ "id": product }),
    )
    .await;
    assert_eq!(
        found,
        ("0".to_owned(), "Payable item has not been found".to_owned())
    );
}

#[tokio::test]
async fn payments_are_paid_and_not() {
    let portal = portal().await;
    let (deal, _) = sold(&portal).await;
    let id = pay(&portal, deal).await;
    let one = value!({ "id": id });
    let payment = call(&portal, "get", one.clone()).await;
    assert_eq!(
        (&payment["paid"], &payment["datePaid"]),
        (&value!("N"), &Value::Null)
    );
    assert_eq!(call(&portal, "pay", one.clone()).await, value!(true));
    let payment = call(&portal, "get", one.clone()).await;
    assert_eq!(
        (&payment["paid"], &payment["empPaidId"]),
        (&value!("Y"), &value!(1))
    );
    assert!(
        payment["datePaid"]
            .as_str()
            .is_some_and(|date| date.len() == 25),
        "{payment}"
    );
    assert_eq!(call(&portal, "unpay", one.clone()).await, value!(true));
    assert_eq!(
        call(&portal, "get", one.clone()).await["datePaid"],
        Value::Null
    );
    let change = value!({"id": id, "fields": {"paid": "Y", "paySystemId": 110}});
    assert_eq!(call(&portal, "update", change).await, value!(true));
    let payment = call(&portal, "get", one).await;
    assert_eq!(
        (&payment["paid"], &payment["paySystemId"]),
        (&value!("Y"), &value!(110))
    );

    let second = pay(&portal, deal).await;
    let of_deal = value!({"entityId": deal, "entityTypeId": 2, "order": {"id": "desc"}});
    let listed = call(&portal, "list", of_deal).await;
    let ids: Vec<_> = listed
        .as_array()
        .into_iter()
        .flatten()
        .map(|one| &one["id"])
        .collect();
    assert_eq!(ids, [&second, &id]);
    let unpaid = value!({"entityId": deal, "entityTypeId": 2, "filter": {"paid": "N"}});
    assert_eq!(call(&portal, "list", unpaid).await[0]["id"], second);
}

#[tokio::test]
async fn problems_have_the_documented_errors() {
    let portal = portal().await;
    let (deal, rows) = sold(&portal).await;
    let id = pay(&portal, deal).await;
    let row = rows[0];
    for (method, body, code, message) in [
        (
            "add",
            value!({"entityId": 999_999, "entityTypeId": 2}),
            "0",
            "Entity with identifier №999999 does not exist",
        ),
        (
            "add",
            value!({"entityId": 250, "entityTypeId": 1}),
            "0",
            "Invalid CRM object type",
        ),
        (
            "get",
            value!({"id": 999_999}),
            "0",
            "Insufficient permissions",
        ),
        (
            "update",
            value!({"id": id, "fields": {"paySystemId": 999_999}}),
            "0",
            "Payment system not found",
        ),
        (
            "list",
            value!({"entityId": 999_999, "entityTypeId": 2}),
            "0",
            "Insufficient permissions",
        ),
        (
            "product.add",
            value!({"paymentId": 999_999, "rowId": row, "quantity": 1}),
            "0",
            "Payment has not been found",
        ),
        (
            "product.add",
            value!({"paymentId": id, "rowId": 17622, "quantity": 1}),
            "0",
            "Product item not found",
        ),
        (
            "product.add",
            value!({"paymentId": id, "rowId": row, "quantity": 0}),
            "0",
            "Product quantity cannot be less than or equal to 0",
        ),
        (
            "product.add",
            value!({"paymentId": id, "rowId": row, "quantity": 3.5}),
            "0",
            "Insufficient product quantity to add to payment",
        ),
        (
            "delivery.add",
            value!({"paymentId": id, "deliveryId": 4077}),
            "0",
            "Delivery item not found",
        ),
        (
            "product.setQuantity",
            value!({"id": 1201, "quantity": 1}),
            "0",
            "Payable item has not been found",
        ),
    ] {
        let found = error(&portal, &format!("crm.item.payment.{method}"), &body).await;
        assert_eq!(
            (found.0.as_str(), found.1.as_str()),
            (code, message),
            "{method} {body}"
        );
    }
    let missing = error(&portal, "crm.item.payment.pay", &value!({})).await;
    assert_eq!(missing.0, "100");
    let found = error(&portal, "crm.item.delivery.get", &value!({"id": 999_999})).await;
    assert_eq!(found.1, "Insufficient permissions");
}

#[tokio::test]
async fn an_order_belongs_to_one_deal() {
    let portal = portal().await;
    let (deal, _) = sold(&portal).await;
    let payment = pay(&portal, deal).await;
    let of_deal = value!({"filter": {"=ownerTypeId": 2, "=ownerId": deal}, "select": ["orderId"]});
    let links = result(&portal, "crm.orderentity.list", &of_deal).await;
    let order = links["orderEntity"][0]["orderId"].clone();
    let payments = value!({"entityId": deal, "entityTypeId": 2, "filter": {"orderId": order}});
    let payments = result(&portal, "crm.item.payment.list", &payments).await;
    assert_eq!(
        (&payments[0]["id"], payments[0].get("orderId")),
        (&payment, None)
    );

    portal.add_order(9000);
    let other = add_deal(&portal, value!({})).await;
    let link = |order: &Value, owner: i64| value!({"fields": {"orderId": order, "ownerId": owner, "ownerTypeId": 2}});
    let free = value!(9000);
    for owner in [deal, other] {
        let added = result(&portal, "crm.orderentity.add", &link(&free, owner)).await;
        assert_eq!(added["dealOrder"]["ownerId"], owner);
    }
    let links = value!({"filter": {"=orderId": 9000}, "start": -1});
    let links = result(&portal, "crm.orderentity.list", &links).await;
    assert_eq!(
        links["orderEntity"],
        value!([{"orderId": 9000, "ownerId": other, "ownerTypeId": 2}])
    );
    for (method, body, code) in [
        ("add", link(&free, other), "201650000001"),
        ("add", link(&value!(1), other), "200540400001"),
        ("deleteByFilter", link(&free, deal), "201640400004"),
    ] {
        assert_eq!(
            error(&portal, &format!("crm.orderentity.{method}"), &body)
                .await
                .0,
            code
        );
    }
    let missing = value!({"fields": {"orderId": 9000, "ownerTypeId": 2}});
    let missing = error(&portal, "crm.orderentity.deleteByFilter", &missing).await;
    assert_eq!(
        missing,
        ("0".to_owned(), "Required fields: ownerId".to_owned())
    );
    let deleted = result(
        &portal,
        "crm.orderentity.deleteByFilter",
        &link(&free, other),
    )
    .await;
    assert_eq!(deleted, value!(true));
}
