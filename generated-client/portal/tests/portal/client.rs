//! The typed client and the portal understand each other.

use bitrix24::crm::{OwnerType, deal, item::productrow, quote};
use bitrix24::{Error, Params, dec};

use crate::portal;

#[tokio::test]
async fn typed_calls_get_typed_answers() {
    let portal = portal().await;
    let client = portal.client().expect("a client");
    let fields = productrow::AddFields::new(13142, OwnerType::Deal)
        .product_id(9621)
        .price(dec!(80000))
        .quantity(dec!(2))
        .discount_rate(20)
        .tax_rate(20)
        .tax_included(true);
    let row = client.call(productrow::add(fields)).await.expect("a row");
    assert_eq!(
        (row.price_netto, row.price_brutto),
        (Some(dec!(83333.34)), Some(dec!(100000.01)))
    );
    assert_eq!(
        (row.tax_included, row.owner_type),
        (Some(true), Some(OwnerType::Deal))
    );
    let id = row.id.expect("an identifier");

    let fields = productrow::UpdateFields::new()
        .quantity(dec!(2.5))
        .tax_rate(bitrix24::Clear);
    let row = client
        .call(productrow::update(id, fields))
        .await
        .expect("a row");
    assert_eq!(
        (row.quantity, row.tax_rate, row.price_brutto),
        (Some(dec!(2.5)), None, Some(dec!(100000)))
    );

    let filter = productrow::ListFilter::new(OwnerType::Deal, 13142)
        .and(productrow::Row::PRICE.gt(dec!(5000)));
    let rows = client
        .call(productrow::list(filter).order(productrow::Row::PRICE.desc()))
        .await
        .expect("rows");
    let prices: Vec<_> = rows.iter().filter_map(|row| row.price).collect();
    assert_eq!(prices, [dec!(90000), dec!(80000), dec!(5550)]);
    assert!(rows.iter().all(|row| row.extra.is_empty()), "{rows:?}");

    client
        .call(productrow::delete(id))
        .await
        .expect("it is deleted");
    let fields = client
        .call(productrow::fields())
        .await
        .expect("descriptions");
    assert_eq!(
        fields.get("price").and_then(|field| field.is_read_only),
        Some(false)
    );

    let row = productrow::SetRow::new()
        .price(dec!(1.5))
        .product_name("Delivery");
    let rows = client
        .call(productrow::set(13143, OwnerType::Deal, [row]))
        .await
        .expect("rows");
    assert_eq!(rows.len(), 1);
    let rows = client
        .call(productrow::get_available_for_payment(
            13144,
            OwnerType::Deal,
        ))
        .await
        .expect("rows");
    assert_eq!(rows.len(), 2);
}

#[tokio::test]
#[expect(deprecated, reason = "they are documented")]
async fn former_methods_decode() {
    let portal = portal().await;
    let client = portal.client().expect("a client");
    let rows = client.call(deal::productrows::get(5)).await.expect("rows");
    assert_eq!(
        rows.iter()
            .map(|row| row.price_account.as_deref())
            .collect::<Vec<_>>(),
        [Some("899.10"), Some("100.00")]
    );
    let rows = client.call(quote::productrows::get(1)).await.expect("rows");
    assert_eq!((rows.len(), rows[0].xml_id.as_deref()), (1, None));

    let error = client
        .call(deal::productrows::get(404))
        .await
        .expect_err("there is no such deal");
    assert!(
        matches!(error, Error::Api(error) if error.kind == deal::productrows::GetError::NotFound)
    );
    let error = client
        .call(deal::productrows::get(0))
        .await
        .expect_err("no identifier");
    assert!(
        matches!(error, Error::Api(error) if error.kind == deal::productrows::GetError::InvalidId)
    );
}

#[tokio::test]
async fn documented_errors_are_typed() {
    let portal = portal().await;
    let client = portal.client().expect("a client");
    macro_rules! kind {
        ($request:expr) => {
            match client.call($request).await {
                Err(Error::Api(error)) => error.kind,
                other => panic!("expected an error of the portal, found {other:?}"),
            }
        };
    }
    assert_eq!(kind!(productrow::get(1)), productrow::GetError::NotFound);
    let add = |owner_type, id| productrow::add(productrow::AddFields::new(id, owner_type));
    assert_eq!(
        kind!(add(OwnerType::Deal, 1)),
        productrow::AddError::OwnerNotFound
    );
    assert_eq!(
        kind!(add(OwnerType::Contact, 1)),
        productrow::AddError::EntityTypeNotSupported
    );
    let fields = productrow::UpdateFields::new().param("colour", "red");
    assert_eq!(
        kind!(productrow::update(17622, fields)),
        productrow::UpdateError::InvalidArgument
    );
    let list = productrow::list(productrow::ListFilter::new(OwnerType::Deal, 1));
    assert_eq!(kind!(list), productrow::ListError::AccessDenied);
    assert_eq!(
        kind!(productrow::get(17622).param("id", Params::new())),
        productrow::GetError::Other
    );
    assert_eq!(portal.requests().len(), 6);
}

#[tokio::test]
async fn a_wrong_code_is_a_system_error() {
    let portal = portal().await;
    let url = format!("http://{}/rest/1/wrong/", portal.address());
    let client = bitrix24::Client::webhook(url).expect("a client");
    let error = client
        .call(productrow::get(17622))
        .await
        .expect_err("the code is wrong");
    let expected = productrow::GetError::System(bitrix24::SystemError::NoAuthFound);
    assert!(matches!(error, Error::Api(error) if error.kind == expected));
}
