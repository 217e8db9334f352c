//! Deprecated methods.

#![expect(deprecated, reason = "they are documented all the same")]

use bitrix24::crm::{OwnerType, deal, quote};
use bitrix24::{Error, dec};

use crate::portal;

#[tokio::test]
async fn rows_of_a_deal() {
    let (_portal, client) = portal().await;
    let rows = client.call(deal::productrows::get(5)).await.expect("rows");
    let prices: Vec<_> = rows
        .iter()
        .map(|row| row.price_account.as_deref())
        .collect();
    assert_eq!(prices, [Some("899.10"), Some("100.00")]);
    assert!(
        rows.iter()
            .all(|row| row.owner_type == Some(OwnerType::Deal))
    );
    assert!(rows.iter().all(|row| row.extra.is_empty()), "{rows:?}");
    assert_eq!(rows[1].price, Some(dec!(100)));

    let missing = client.call(deal::productrows::get(404)).await;
    assert_eq!(kind(missing), deal::productrows::GetError::NotFound);
    let invalid = client.call(deal::productrows::get(0)).await;
    assert_eq!(kind(invalid), deal::productrows::GetError::InvalidId);
}

/// The kind of the error of a call.
fn kind<T: std::fmt::Debug, K: std::fmt::Debug>(result: Result<T, Error<K>>) -> K {
    match result {
        Err(Error::Api(error)) => error.kind,
        other => panic!("expected an error of the portal, found {other:?}"),
    }
}

#[tokio::test]
async fn rows_of_an_estimate() {
    let (_portal, client) = portal().await;
    let rows = client.call(quote::productrows::get(1)).await.expect("rows");
    assert_eq!(rows.len(), 1);
    assert!(rows[0].extra.is_empty(), "{rows:?}");
    let missing = client.call(quote::productrows::get(404)).await;
    assert_eq!(kind(missing), quote::productrows::GetError::AccessDenied);
}
