//! Products, documents of warehouses and orders.

use serde_json::{Value, json};

use crate::{error, json, portal, result};

#[tokio::test]
async fn products_of_all_types_are_products() {
    let portal = portal().await;
    let mut ids = Vec::new();
    for (kind, number) in [
        ("product", 1),
        ("product.sku", 3),
        ("product.offer", 4),
        ("product.service", 7),
    ] {
        let fields = json!({"iblockId": 77, "name": format!("new {kind}")});
        let added = result(
            &portal,
            &format!("catalog.{kind}.add"),
            &json!({ "fields": fields }),
        )
        .await;
        let added = added
            .as_object()
            .and_then(|map| map.values().next())
            .expect("a product");
        let id = added["id"].clone();
        let product = result(&portal, "catalog.product.get", &json!({ "id": id })).await;
        assert_eq!(product["product"]["type"], number, "{kind} {product}");
        ids.push(id);
    }
    let all = json!({"select": ["id", "iblockId", "name"], "filter": {"iblockId": 77}, "order": {"id": "desc"}});
    let all = result(&portal, "catalog.product.list", &all).await;
    let names = all["products"].as_array().expect("products").iter();
    let names: Vec<_> = names
        .map(|product| product["name"].as_str().expect("a name"))
        .collect();
    assert_eq!(
        names,
        [
            "new product.service",
            "new product.offer",
            "new product.sku",
            "new product"
        ]
    );
    let other = json(
        &portal,
        "catalog.product.offer.get",
        &json!({"id": ids[0]}).to_string(),
    )
    .await;
    assert_ne!(
        other.status, 200,
        "a product is no variation: {}",
        other.text
    );

    // A product takes its prices with it.
    let prices = |prices: Value| json!({"fields": {"product": {"id": ids[0], "prices": prices}}});
    let first = json!([{"catalogGroupId": 1, "currency": "USD", "price": 5}, {"catalogGroupId": 2, "currency": "USD", "price": 6}]);
    let written = result(&portal, "catalog.price.modify", &prices(first)).await;
    let kept = &written["prices"][1]["id"];
    let second = json!([{"id": kept, "catalogGroupId": 2, "currency": "USD", "price": 7}]);
    let written = result(&portal, "catalog.price.modify", &prices(second)).await;
    let written = written["prices"].as_array().expect("prices");
    assert_eq!(
        (written.len(), &written[0]["id"], &written[0]["price"]),
        (1, kept, &json!(7))
    );
    result(&portal, "catalog.product.delete", &json!({"id": ids[0]})).await;
    let gone = error(&portal, "catalog.price.get", &json!({ "id": kept })).await;
    assert_eq!(gone.1, "Price does not exist");
}

#[tokio::test]
async fn a_conducted_document_stays() {
    let portal = portal().await;
    let fields = json!({"docType": "A", "currency": "USD", "responsibleId": 1});
    let document = result(
        &portal,
        "catalog.document.add",
        &json!({ "fields": fields }),
    )
    .await;
    let id = &document["document"]["id"];
    assert_eq!(document["document"]["status"], "N");
    let element = json!({"fields": {"docId": id, "elementId": 1, "storeTo": 1, "amount": 2}});
    result(&portal, "catalog.document.element.add", &element).await;
    result(
        &portal,
        "catalog.document.conductList",
        &json!({"documentIds": [id]}),
    )
    .await;
    let refused = error(&portal, "catalog.document.element.add", &element).await;
    assert_eq!(
        refused,
        (
            "ERROR_DOCUMENT_STATUS".to_owned(),
            "Conducted document".to_owned()
        )
    );
    let refused = error(&portal, "catalog.document.delete", &json!({ "id": id })).await;
    assert_eq!(refused.0, "0");
    result(&portal, "catalog.document.cancel", &json!({ "id": id })).await;
    result(&portal, "catalog.document.delete", &json!({ "id": id })).await;
    let filter = json!({"filter": {"docId": id}});
    let left = result(&portal, "catalog.document.element.list", &filter).await;
    assert_eq!(left["documentElements"], json!([]));
}

#[tokio::test]
async fn an_order_shows_what_belongs_to_it() {
    let portal = portal().await;
    let fields = json!({"lid": "s1", "personTypeId": 1, "currency": "USD", "price": 90});
    let order = result(&portal, "sale.order.add", &json!({ "fields": fields })).await;
    let id = order["order"]["id"].clone();
    let item = json!({"fields": {"orderId": id, "productId": 1, "currency": "USD", "quantity": 3, "name": "Nail"}});
    result(&portal, "sale.basketitem.add", &item).await;
    let values = json!([{"orderPropsId": 20, "value": "Ada"}]);
    let values = json!({"fields": {"order": {"id": id, "propertyValues": values}}});
    for _ in 0..2 {
        let written = result(&portal, "sale.propertyvalue.modify", &values).await;
        assert_eq!(
            written["propertyValues"].as_array().map(Vec::len),
            Some(1),
            "{written}"
        );
    }
    let payment = json!({"fields": {"orderId": id, "paySystemId": 1, "sum": 90, "paid": "Y"}});
    let payment = result(&portal, "sale.payment.add", &payment).await;
    assert!(payment["payment"]["datePaid"].is_string(), "{payment}");
    let order = result(&portal, "sale.order.get", &json!({ "id": id })).await;
    let order = &order["order"];
    assert_eq!(order["basketItems"][0]["name"], "Nail");
    assert_eq!(order["payments"][0]["sum"], 90);
    assert_eq!(order["propertyValues"][0]["value"], "Ada");
    result(&portal, "sale.order.delete", &json!({ "id": id })).await;
    let gone = error(
        &portal,
        "sale.payment.get",
        &json!({"id": payment["payment"]["id"]}),
    )
    .await;
    assert_eq!(gone.0, "200640400001");
    let orphan = error(&portal, "sale.basketitem.add", &item).await;
    assert_eq!(orphan.0, "200140400009");
}

/// A document that is conducted moves what it lists, and gives it back when it is cancelled.
#[tokio::test]
async fn conducted_documents_move_stock() {
    let portal = portal().await;
    let product = json!({"fields": {"name": "Chair", "iblockId": 23}});
    let product = result(&portal, "catalog.product.add", &product).await;
    let product = product["element"]["id"].clone();
    let mut stores = Vec::new();
    for name in ["North", "South"] {
        let store = json!({"fields": {"title": name, "address": name}});
        let store = result(&portal, "catalog.store.add", &store).await;
        stores.push(store["store"]["id"].clone());
    }
    let document = async |kind: &str, line: Value| {
        let document = json!({"fields": {"docType": kind, "responsibleId": 1, "currency": "USD"}});
        let document = result(&portal, "catalog.document.add", &document).await;
        let document = document["document"]["id"].clone();
        let mut line = line;
        line["docId"] = document.clone();
        line["elementId"] = product.clone();
        result(
            &portal,
            "catalog.document.element.add",
            &json!({"fields": line}),
        )
        .await;
        result(
            &portal,
            "catalog.document.conduct",
            &json!({"id": document}),
        )
        .await;
        document
    };
    let stock = async || {
        let mut amounts = Vec::new();
        for store in &stores {
            let filter = json!({"filter": {"productId": product, "storeId": store}});
            let found = result(&portal, "catalog.storeproduct.list", &filter).await;
            amounts.push(found["storeProducts"][0]["amount"].as_f64());
        }
        amounts
    };
    let arrival = document("S", json!({"storeTo": stores[0], "amount": 10})).await;
    assert_eq!(stock().await, [Some(10.0), None]);
    let moved = document(
        "M",
        json!({"storeFrom": stores[0], "storeTo": stores[1], "amount": 2.5}),
    )
    .await;
    assert_eq!(stock().await, [Some(7.5), Some(2.5)]);
    document("D", json!({"storeFrom": stores[1], "amount": 1})).await;
    assert_eq!(stock().await, [Some(7.5), Some(1.5)]);
    let shown = result(&portal, "catalog.product.get", &json!({"id": product})).await;
    assert_eq!(shown["product"]["quantity"].as_f64(), Some(9.0));
    result(&portal, "catalog.document.cancel", &json!({"id": moved})).await;
    assert_eq!(stock().await, [Some(10.0), Some(-1.0)]);
    // What is not conducted has moved nothing that could go back.
    let again = json!({"documentIds": [arrival]});
    result(&portal, "catalog.document.cancelList", &again).await;
    result(&portal, "catalog.document.cancelList", &again).await;
    assert_eq!(stock().await, [Some(0.0), Some(-1.0)]);
}
