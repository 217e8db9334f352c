//! The life of product rows, with every field typed.

use bitrix24::crm::OwnerType;
use bitrix24::crm::item::productrow::{
    self, DeleteError, DiscountType, GetError, ProductType, SetRow, UpdateFields,
};
use bitrix24::{Clear, Error, Id, Value, dec};

use crate::{DEAL, add, fields, of_deal, portal};

#[tokio::test]
async fn a_row_lives_from_add_to_delete() {
    let (_portal, client) = portal().await;
    let row = fields()
        .product_id(9621)
        .price(dec!(80000))
        .quantity(dec!(2.5))
        .discount_type_id(DiscountType::Percentage)
        .discount_rate(20)
        .tax_rate(20)
        .tax_included(true)
        .measure_code(796)
        .sort(10);
    let added = client
        .call(productrow::add(row))
        .await
        .expect("it is added");
    assert_eq!(added.owner_id, Some(DEAL));
    assert_eq!(added.owner_type, Some(OwnerType::Deal));
    assert_eq!(added.product_id, Some(Id::from(9621)));
    assert_eq!(added.product_name.as_deref(), Some("iphone 14"));
    assert_eq!(added.price, Some(dec!(80000)));
    assert_eq!(added.quantity, Some(dec!(2.5)));
    assert_eq!(added.price_exclusive, Some(dec!(66666.67)));
    assert_eq!(added.price_brutto, Some(dec!(100000.01)));
    assert_eq!(added.discount_type_id, Some(DiscountType::Percentage));
    assert_eq!(added.tax_included, Some(true));
    assert_eq!(added.r#type, Some(ProductType::Offer));
    assert!(added.extra.is_empty(), "{:?}", added.extra);

    let id = added.id.expect("an identifier");
    let listed = client
        .call(productrow::list(of_deal()))
        .await
        .expect("a list");
    assert_eq!(
        listed.iter().map(|row| row.id).collect::<Vec<_>>(),
        [Some(id)]
    );

    let change = UpdateFields::new()
        .price(dec!(90000.50))
        .tax_included(false)
        .sort(20);
    let updated = client
        .call(productrow::update(id, change))
        .await
        .expect("it is changed");
    assert_eq!(updated.price, Some(dec!(90000.5)));
    assert_eq!(
        (updated.tax_included, updated.sort),
        (Some(false), Some(20))
    );
    assert_eq!(updated.quantity, Some(dec!(2.5)), "what was not sent stays");

    let read = client.call(productrow::get(id)).await.expect("it is read");
    assert_eq!((read.id, read.price), (updated.id, updated.price));

    client
        .call(productrow::delete(id))
        .await
        .expect("it is deleted");
    match client.call(productrow::get(id)).await {
        Err(Error::Api(error)) => assert_eq!(error.kind, GetError::NotFound),
        other => panic!("a deleted row is found: {other:?}"),
    }
    match client.call(productrow::delete(id)).await {
        Err(Error::Api(error)) => assert_eq!(error.kind, DeleteError::NotFound),
        other => panic!("a deleted row is deleted: {other:?}"),
    }
}

#[tokio::test]
async fn set_replaces_all_rows() {
    let (portal, client) = portal().await;
    let old = add(&client, fields().product_name("Old")).await;
    let rows = [
        SetRow::new().product_name("Delivery").price(dec!(49.90)),
        SetRow::new().product_id(9623).price(5550).quantity(3),
    ];
    let set = client
        .call(productrow::set(DEAL, OwnerType::Deal, rows))
        .await
        .expect("they are set");
    let names: Vec<_> = set
        .iter()
        .filter_map(|row| row.product_name.as_deref())
        .collect();
    assert_eq!(names, ["Delivery", "iphone 10xs"]);
    assert!(set.iter().all(|row| row.id != Some(old)));

    let open = || productrow::get_available_for_payment(DEAL, OwnerType::Deal);
    assert_eq!(client.call(open()).await.expect("rows").len(), 2);
    let billed = set[0].id.expect("an identifier");
    assert!(portal.bill_row(*billed.key()));
    let open = client.call(open()).await.expect("rows");
    assert_eq!(
        open.iter().map(|row| row.id).collect::<Vec<_>>(),
        [set[1].id]
    );

    let none: [SetRow; 0] = [];
    let set = client
        .call(productrow::set(DEAL, OwnerType::Deal, none))
        .await
        .expect("it is set");
    assert!(set.is_empty(), "{set:?}");
}

#[tokio::test]
async fn fields_describe_themselves() {
    let (_portal, client) = portal().await;
    let described = client
        .call(productrow::fields())
        .await
        .expect("descriptions");
    let price = described.get("price").expect("a price is described");
    assert_eq!(
        (price.is_read_only, price.is_required),
        (Some(false), Some(false))
    );
    let id = described.get("id").expect("an identifier is described");
    assert_eq!(id.is_read_only, Some(true));
    assert!(described.values().all(|field| field.extra.is_empty()));
}

#[tokio::test]
async fn a_field_is_cleared() {
    let (portal, client) = portal().await;
    let id = add(&client, fields().price(100).tax_rate(20)).await;
    let change = UpdateFields::new().tax_rate(Clear);
    let row = client
        .call(productrow::update(id, change))
        .await
        .expect("it is changed");
    assert_eq!(row.tax_rate, None);
    assert_eq!(row.price_exclusive, row.price);
    let requests = portal.requests();
    let sent = requests.last().expect("a call was made");
    let sent = sent
        .parameters
        .get("fields")
        .and_then(|fields| fields.get("taxRate"));
    assert_eq!(sent, Some(&Value::from("")));
}
