//! Filters, orders and pages.

use bitrix24::crm::OwnerType;
use bitrix24::crm::item::productrow::{self, List, ListError, ListFilter, Row, SetRow};
use bitrix24::{CallOptions, Client, Error, Order, dec};

use crate::{DEAL, of_deal, portal};

/// Fills the deal with rows: the first costs 1 and is `Item 1`, and so on.
async fn fill(client: &Client, count: i32) {
    let row = |number| {
        SetRow::new()
            .price(number)
            .product_name(format!("Item {number}"))
    };
    let rows: Vec<SetRow> = (1..=count).map(row).collect();
    client
        .call(productrow::set(DEAL, OwnerType::Deal, rows))
        .await
        .expect("they are set");
}

/// The prices of the rows that a list gives.
async fn prices(client: &Client, request: List) -> Vec<i64> {
    let rows = client.call(request).await.expect("a list");
    let prices = rows.iter().filter_map(|row| row.price);
    prices
        .map(|price| price.try_into().expect("prices are whole here"))
        .collect()
}

#[tokio::test]
async fn every_operator_filters() {
    let (_portal, client) = portal().await;
    fill(&client, 12).await;
    let expected: [(&str, ListFilter, &[i64]); 12] = [
        ("=", of_deal().and(Row::PRICE.eq(5)), &[5]),
        (
            "= with a list",
            of_deal().and(Row::PRICE.eq_any([5, 7, 70])),
            &[5, 7],
        ),
        (
            "!=",
            of_deal().and(Row::PRICE.ne(5)).and(Row::PRICE.lt(7)),
            &[1, 2, 3, 4, 6],
        ),
        (">", of_deal().and(Row::PRICE.gt(10)), &[11, 12]),
        (">=", of_deal().and(Row::PRICE.ge(dec!(10))), &[10, 11, 12]),
        ("<", of_deal().and(Row::PRICE.lt(dec!(2.5))), &[1, 2]),
        ("<=", of_deal().and(Row::PRICE.le(2)), &[1, 2]),
        (
            "%",
            of_deal().and(Row::PRODUCT_NAME.contains("m 1")),
            &[1, 10, 11, 12],
        ),
        (
            "!%",
            of_deal()
                .and(Row::PRODUCT_NAME.not_contains("1"))
                .and(Row::PRICE.gt(7)),
            &[8, 9],
        ),
        ("=%", of_deal().and(Row::PRODUCT_NAME.like("%1")), &[1, 11]),
        (
            "!=%",
            of_deal().and(Row::PRODUCT_NAME.not_like("%1%")),
            &[2, 3, 4, 5, 6, 7, 8, 9],
        ),
        (
            "both ends",
            of_deal().and(Row::PRICE.ge(4)).and(Row::PRICE.lt(6)),
            &[4, 5],
        ),
    ];
    for (operator, filter, expected) in expected {
        let found = prices(&client, productrow::list(filter)).await;
        assert_eq!(found, expected, "operator {operator}");
    }
}

#[tokio::test]
async fn rows_are_sorted() {
    let (_portal, client) = portal().await;
    fill(&client, 3).await;
    let list = || productrow::list(of_deal());
    assert_eq!(
        prices(&client, list().order(Row::PRICE.desc())).await,
        [3, 2, 1]
    );
    assert_eq!(
        prices(&client, list().order(Row::PRODUCT_NAME.asc())).await,
        [1, 2, 3]
    );
    let by_two = Order::new().asc(Row::TAX_INCLUDED).desc(Row::ID);
    assert_eq!(prices(&client, list().order(by_two)).await, [3, 2, 1]);
}

#[tokio::test]
async fn a_long_list_comes_page_by_page() {
    let (_portal, client) = portal().await;
    fill(&client, 120).await;
    let (mut start, mut sizes, mut found) = (Some(0), Vec::new(), Vec::new());
    while let Some(from) = start {
        let request = productrow::list(of_deal())
            .order(Row::PRICE.asc())
            .start(from);
        let page = client
            .send(request, CallOptions::new())
            .await
            .expect("a page");
        assert_eq!((page.total, page.status), (Some(120), 200));
        assert!(page.time.is_some(), "{page:?}");
        sizes.push(page.result.len());
        found.extend(page.result.iter().filter_map(|row| row.price));
        start = page.next;
    }
    assert_eq!(sizes, [50, 50, 20]);
    assert_eq!(found, (1..=120).map(Into::into).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_condition_twice_is_refused_before_it_is_sent() {
    let (portal, client) = portal().await;
    let filter = of_deal().and(Row::PRICE.gt(1)).and(Row::PRICE.gt(2));
    let result = client.call(productrow::list(filter)).await;
    assert!(matches!(result, Err(Error::Request(_))), "{result:?}");
    assert!(portal.requests().is_empty());
}

#[tokio::test]
async fn what_no_constant_names_is_refused_by_the_portal() {
    let (_portal, client) = portal().await;
    let filter = of_deal().param("=colour", "red");
    match client.call(productrow::list(filter)).await {
        Err(Error::Api(error)) => assert_eq!(error.kind, ListError::InvalidArgument),
        other => panic!("expected an error of the portal, found {other:?}"),
    }
}
