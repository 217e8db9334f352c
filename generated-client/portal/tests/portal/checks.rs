//! Calls that contradict the schema get the documented error of their method.

use bitrix24_portal::Portal;

use crate::{Call, json, portal};

const ROWS: &str = "crm.item.productrow.";

/// Method, parameters, code and message of the error.
type Case = (&'static str, &'static str, &'static str, &'static str);

async fn refused(portal: &Portal, cases: &[Case]) {
    for (method, parameters, code, message) in cases {
        let method = if method.contains('.') {
            (*method).to_owned()
        } else {
            format!("{ROWS}{method}")
        };
        let answer = json(portal, &method, parameters).await;
        assert_eq!(
            (answer.status, answer.error()),
            (400, (*code, *message)),
            "{method} {parameters}"
        );
    }
}

#[tokio::test]
async fn what_is_missing_is_named() {
    let cases: [Case; 11] = [
        (
            "get",
            "{}",
            "100",
            "Could not find value for parameter {id}",
        ),
        (
            "get",
            r#"{"id":null}"#,
            "100",
            "Could not find value for parameter {id}",
        ),
        (
            "delete",
            "[]",
            "100",
            "Could not find value for parameter {id}",
        ),
        (
            "add",
            "{}",
            "100",
            "Could not find value for parameter {fields}",
        ),
        (
            "add",
            r#"{"fields":{"ownerType":"D"}}"#,
            "100",
            "Could not find value for parameter {fields.ownerId}",
        ),
        (
            "update",
            r#"{"id":17622}"#,
            "100",
            "Could not find value for parameter {fields}",
        ),
        (
            "set",
            r#"{"ownerId":1,"ownerType":"D"}"#,
            "100",
            "Could not find value for parameter {productRows}",
        ),
        (
            "list",
            "{}",
            "100",
            "Could not find value for parameter {filter}",
        ),
        (
            "list",
            r#"{"filter":{"=ownerType":"D","ownerId":1}}"#,
            "100",
            "Could not find value for parameter {filter.=ownerId}",
        ),
        (
            "getAvailableForPayment",
            r#"{"ownerId":1}"#,
            "100",
            "Could not find value for parameter {ownerType}",
        ),
        (
            "crm.deal.productrows.get",
            "{}",
            "",
            "The parameter id is invalid or not defined.",
        ),
    ];
    refused(&portal().await, &cases).await;
}

const WRONG_VALUES: [Case; 19] = [
    (
        "get",
        r#"{"id":"abc"}"#,
        "0",
        r#"Parameter {id}: expected a whole number, found text "abc""#,
    ),
    (
        "get",
        r#"{"id":1.5}"#,
        "0",
        "Parameter {id}: expected a whole number, found number 1.5",
    ),
    (
        "get",
        r#"{"id":""}"#,
        "0",
        "Parameter {id}: expected a whole number, found an empty text",
    ),
    (
        "get",
        r#"{"id":[1]}"#,
        "0",
        "Parameter {id}: expected a whole number, found a list",
    ),
    (
        "crm.deal.productrows.get",
        r#"{"id":"x"}"#,
        "",
        "The parameter id is invalid or not defined.",
    ),
    (
        "crm.deal.productrows.get",
        r#"{"id":0}"#,
        "",
        "The parameter id is invalid or not defined.",
    ),
    (
        "crm.quote.productrows.get",
        r#"{"id":{}}"#,
        "",
        "The parameter id is invalid or not defined.",
    ),
    (
        "add",
        r#"{"fields":"x"}"#,
        "0",
        r#"Parameter {fields}: expected an object, found text "x""#,
    ),
    (
        "add",
        r#"{"fields":{"ownerId":13142,"ownerType":"D","price":true}}"#,
        "0",
        "Parameter {fields.price}: expected a number, found true",
    ),
    (
        "add",
        r#"{"fields":{"ownerId":13142,"ownerType":"D","taxIncluded":1}}"#,
        "0",
        "Parameter {fields.taxIncluded}: expected Y or N, found number 1",
    ),
    (
        "add",
        r#"{"fields":{"ownerId":13142,"ownerType":"D","productName":["x"]}}"#,
        "0",
        "Parameter {fields.productName}: expected text, found a list",
    ),
    (
        "update",
        r#"{"id":17622,"fields":{"quantity":"1_0"}}"#,
        "INVALID_ARG_VALUE",
        r#"Parameter {fields.quantity}: expected a number, found text "1_0""#,
    ),
    (
        "update",
        r#"{"id":17622,"fields":{"discountTypeId":3}}"#,
        "INVALID_ARG_VALUE",
        "Parameter {fields.discountTypeId}: expected one of 1, 2, found number 3",
    ),
    (
        "set",
        r#"{"ownerId":13142,"ownerType":"D","productRows":[{},{"sort":"first"}]}"#,
        "0",
        r#"Parameter {productRows[1].sort}: expected a whole number, found text "first""#,
    ),
    (
        "list",
        r#"{"filter":{"=ownerType":"D","=ownerId":"x"}}"#,
        "INVALID_ARG_VALUE",
        r#"Parameter {filter.=ownerId}: expected a whole number, found text "x""#,
    ),
    (
        "list",
        r#"{"filter":{"=ownerType":"D","=ownerId":1,"=price":[1,"x"]}}"#,
        "INVALID_ARG_VALUE",
        r#"Parameter {filter.=price[1]}: expected a number, found text "x""#,
    ),
    (
        "list",
        r#"{"filter":{"=ownerType":"D","=ownerId":1,"%productName":[]}}"#,
        "INVALID_ARG_VALUE",
        "Parameter {filter.%productName}: expected text, found a list",
    ),
    (
        "list",
        r#"{"filter":{"=ownerType":"D","=ownerId":1},"order":{"price":"up"}}"#,
        "INVALID_ARG_VALUE",
        r#"Parameter {order.price}: expected asc or desc, found text "up""#,
    ),
    (
        "list",
        r#"{"filter":{"=ownerType":"D","=ownerId":1},"start":"next"}"#,
        "INVALID_ARG_VALUE",
        r#"Parameter {start}: expected a whole number, found text "next""#,
    ),
];

#[tokio::test]
async fn values_of_another_type_are_refused() {
    refused(&portal().await, &WRONG_VALUES).await;
}

#[tokio::test]
async fn kinds_of_owners_are_checked() {
    let add = |owner_type: &str| {
        format!(r#"{{"fields":{{"ownerId":13142,"ownerType":"{owner_type}"}}}}"#)
    };
    let portal = portal().await;
    portal.add_owner(bitrix24::crm::OwnerType::Contact, 13142);
    // A contact has no rows though it exists; old invoices are excluded; `X` is nothing; `TZZ` no
    // smart process.
    for owner_type in ["C", "I", "X", "TZZ", "d"] {
        let answer = json(&portal, "crm.item.productrow.add", &add(owner_type)).await;
        assert_eq!(
            (answer.status, answer.error().0),
            (400, "ENTITY_TYPE_NOT_SUPPORTED"),
            "{owner_type}"
        );
        let body = format!(r#"{{"filter":{{"=ownerType":"{owner_type}","=ownerId":13142}}}}"#);
        let answer = json(&portal, "crm.item.productrow.list", &body).await;
        assert_eq!(
            (answer.status, answer.error().0),
            (400, "INVALID_ARG_VALUE"),
            "{owner_type}"
        );
    }
    for (owner_type, id) in [("T80", 9), ("SI", 9), ("L", 9), ("Q", 9)] {
        portal.add_owner(owner_type, id);
        let body = format!(r#"{{"fields":{{"ownerId":{id},"ownerType":"{owner_type}"}}}}"#);
        assert_eq!(
            json(&portal, "crm.item.productrow.add", &body).await.status,
            200,
            "{owner_type}"
        );
    }
}

const UNKNOWN: [Case; 7] = [
    (
        "get",
        r#"{"id":17622,"select":["id"]}"#,
        "0",
        "Unknown parameter {select}: expected one of id",
    ),
    (
        "crm.deal.productrows.get",
        r#"{"id":5,"ID":5}"#,
        "0",
        "Unknown parameter {ID}: expected one of id",
    ),
    (
        "list",
        r#"{"filter":{"=ownerType":"D","=ownerId":1},"page":2}"#,
        "INVALID_ARG_VALUE",
        "Unknown parameter {page}: expected one of filter, order, start",
    ),
    (
        "set",
        r#"{"ownerId":13142,"ownerType":"D","productRows":[{"id":1}]}"#,
        "0",
        "Parameter {productRows[0].id} is read-only: crm.item.productrow.set cannot set it",
    ),
    (
        "add",
        r#"{"fields":{"ownerId":13142,"ownerType":"D","priceNetto":1}}"#,
        "0",
        "Parameter {fields.priceNetto} is read-only: crm.item.productrow.add cannot set it",
    ),
    (
        "add",
        r#"{"fields":{"ownerId":13142,"ownerType":"D","OWNER_ID":1}}"#,
        "0",
        "Unknown parameter {fields.OWNER_ID}: expected one of ownerId, ownerType, productId, productName, price, \
         quantity, discountTypeId, discountRate, discountSum, taxRate, taxIncluded, measureCode, sort",
    ),
    (
        "crm.item.productrow.fields",
        r#"{"x":1}"#,
        "0",
        "Unknown parameter {x}: expected none",
    ),
];

/// The documentation names an error for these, so that they are refused in any case.
const REFUSED_BY_THE_DOCUMENTATION: [Case; 5] = [
    (
        "update",
        r#"{"id":17622,"fields":{"ownerId":1}}"#,
        "INVALID_ARG_VALUE",
        "Parameter {fields.ownerId} is read-only: crm.item.productrow.update cannot set it",
    ),
    (
        "update",
        r#"{"id":17622,"fields":{"colour":1}}"#,
        "INVALID_ARG_VALUE",
        "Unknown parameter {fields.colour}: expected one of productId, productName, price, quantity, discountTypeId, \
         discountRate, discountSum, taxRate, taxIncluded, measureCode, sort",
    ),
    (
        "list",
        r#"{"filter":{"=ownerType":"D","=ownerId":1,"><price":[1,2]}}"#,
        "INVALID_ARG_VALUE",
        "Unknown parameter {filter.><price}: expected one of the operators = % > < != !% >= <= =% %= !=% !%=",
    ),
    (
        "list",
        r#"{"filter":{"=ownerType":"D","=ownerId":1,"=colour":1}}"#,
        "INVALID_ARG_VALUE",
        "Unknown parameter {filter.=colour}: expected one of the fields id, ownerId, ownerType, productId, productName, \
         price, priceAccount, priceExclusive, priceNetto, priceBrutto, quantity, discountTypeId, discountRate, \
         discountSum, taxRate, taxIncluded, customized, measureCode, measureName, sort, xmlId, type, storeId",
    ),
    (
        "list",
        r#"{"filter":{"=ownerType":"D","=ownerId":1},"order":{"Price":"asc"}}"#,
        "INVALID_ARG_VALUE",
        "Unknown parameter {order.Price}: expected one of the fields id, ownerId, ownerType, productId, productName, \
         price, priceAccount, priceExclusive, priceNetto, priceBrutto, quantity, discountTypeId, discountRate, \
         discountSum, taxRate, taxIncluded, customized, measureCode, measureName, sort, xmlId, type, storeId",
    ),
];

#[tokio::test]
async fn unknown_names_are_refused() {
    let portal = portal().await;
    refused(&portal, &UNKNOWN).await;
    refused(&portal, &REFUSED_BY_THE_DOCUMENTATION).await;
}

#[tokio::test]
async fn unknown_names_are_ignored_on_request() {
    let portal = Portal::builder()
        .ignore_unknown_parameters(true)
        .start()
        .await
        .expect("a port");
    for (method, parameters, ..) in UNKNOWN {
        let method = if method.contains('.') {
            method.to_owned()
        } else {
            format!("{ROWS}{method}")
        };
        let answer = json(
            &portal,
            &method,
            &parameters.replace(r#""=ownerId":1}"#, r#""=ownerId":13142}"#),
        )
        .await;
        assert_eq!(answer.status, 200, "{method} {parameters}: {answer:?}");
    }
    refused(&portal, &REFUSED_BY_THE_DOCUMENTATION).await;
}

#[tokio::test]
async fn numbers_may_be_text() {
    let portal = portal().await;
    let call = Call::form(
        "crm.item.productrow.update",
        "id=17622&fields[quantity]=2.50&fields[discountTypeId]=1",
    );
    assert_eq!(
        call.send(&portal).await.result()["productRow"]["quantity"],
        2.5
    );
    let answer = json(&portal, "crm.item.productrow.get", r#"{"id":"17622"}"#).await;
    assert_eq!(answer.result()["productRow"]["discountTypeId"], 1);
}
