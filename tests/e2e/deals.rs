//! Deals, from the first contact to the payment, with every field typed.

use bitrix24::crm::deal::{self, contact, recurring, userfield};
use bitrix24::crm::item::{self, Item, payment, productrow};
use bitrix24::crm::{EntityType, OwnerType, category, currency, orderentity, status};
use bitrix24::{Client, Error, Id, Value, dec, salescenter};
use bitrix24_portal::Portal;

/// A portal, and a client for it.
async fn portal() -> (Portal, Client) {
    let portal = Portal::start().await.expect("a portal starts");
    let client = portal.client().expect("a portal has an address");
    (portal, client)
}

/// Adds a deal and gives its identifier.
async fn deal(client: &Client, fields: item::AddFields) -> i64 {
    let item = client
        .call(item::add(EntityType::Deal, fields))
        .await
        .expect("it is added");
    assert!(item.extra.is_empty(), "{:?}", item.extra);
    item.id.expect("an identifier").get()
}

#[tokio::test]
#[expect(deprecated, reason = "the former methods are documented")]
async fn one_deal_in_two_families() {
    let (_portal, client) = portal().await;
    let fields = item::AddFields::new()
        .title("Phones")
        .opportunity(dec!(1500.50))
        .is_manual_opportunity(true)
        .contact_ids([7, 8])
        .uf_crm("ufCrm_1721244482250", "Hello");
    let id = deal(&client, fields).await;

    let former = client.call(deal::get(id)).await.expect("it is read");
    assert_eq!(former.title.as_deref(), Some("Phones"));
    assert_eq!(former.opportunity, Some(dec!(1500.5)));
    assert_eq!(former.contact_id, Some(Id::from(7)));
    assert_eq!(
        former.uf_crm.get("UF_CRM_1721244482250"),
        Some(&Value::from("Hello"))
    );
    assert!(former.extra.is_empty(), "{:?}", former.extra);

    let change = deal::UpdateFields::new()
        .title("Telephones")
        .stage_id("WON");
    let changed = client.call(deal::update(id).fields(change)).await;
    assert!(changed.expect("it is changed"));
    let read = client
        .call(item::get(EntityType::Deal, id))
        .await
        .expect("it is read");
    assert_eq!(read.title.as_deref(), Some("Telephones"));
    assert_eq!(
        (read.closed, read.entity_type_id),
        (Some(true), Some(EntityType::Deal))
    );
    assert_eq!(read.contact_ids, Some(vec![Id::from(7), Id::from(8)]));

    client
        .call(item::delete(EntityType::Deal, id))
        .await
        .expect("it is deleted");
    match client.call(deal::get(id)).await {
        Err(Error::Api(error)) => assert_eq!(error.kind, deal::GetError::NotFound),
        other => panic!("a deleted deal is found: {other:?}"),
    }
    match client.call(item::get(EntityType::Deal, id)).await {
        Err(Error::Api(error)) => assert_eq!(error.kind, item::GetError::NotFound),
        other => panic!("a deleted deal is found: {other:?}"),
    }
}

#[tokio::test]
async fn deals_are_listed_page_by_page() {
    let (_portal, client) = portal().await;
    for number in 0..60 {
        deal(
            &client,
            item::AddFields::new().title(format!("Bulk {number:02}")),
        )
        .await;
    }
    let list = || {
        let filter = item::ListFilter::new().and(Item::TITLE.contains("bulk"));
        item::list(EntityType::Deal)
            .filter(filter)
            .order(Item::TITLE.desc())
    };
    let titles = |items: &[Item]| {
        (
            items.len(),
            items.last().and_then(|item| item.title.clone()),
        )
    };
    let first = client.call(list()).await.expect("a page");
    assert_eq!(titles(&first), (50, Some("Bulk 10".to_owned())));
    let second = client.call(list().start(50)).await.expect("a page");
    assert_eq!(titles(&second), (10, Some("Bulk 00".to_owned())));
}

#[tokio::test]
async fn contacts_custom_fields_and_recurrences() {
    let (_portal, client) = portal().await;
    let id = deal(&client, item::AddFields::new().title("Rent")).await;
    let link = contact::AddFields::new(55).is_primary(true);
    assert!(
        client
            .call(contact::add(id, link))
            .await
            .expect("it is linked")
    );
    let links = client.call(contact::items::get(id)).await.expect("links");
    assert_eq!(
        links.iter().map(|link| link.is_primary).collect::<Vec<_>>(),
        [Some(true)]
    );
    match client.call(contact::items::get(999_999)).await {
        Err(Error::Api(error)) => assert_eq!(error.kind, contact::items::GetError::NotFound),
        other => panic!("links of no deal: {other:?}"),
    }

    let colour =
        userfield::AddFields::new(userfield::UserFieldType::String, "COLOUR").label("Colour");
    let field = client.call(userfield::add(colour)).await.expect("a field");
    let change = item::UpdateFields::new().uf_crm("ufCrmColour", "red");
    let item = client
        .call(item::update(EntityType::Deal, id, change))
        .await
        .expect("it is changed");
    assert_eq!(item.uf_crm.get("ufCrmColour"), Some(&Value::from("red")));
    let read = client.call(userfield::get(field)).await.expect("a field");
    assert_eq!(read.field_name.as_deref(), Some("UF_CRM_COLOUR"));

    let fields = recurring::AddFields::new(id).active(true);
    let setting = client
        .call(recurring::add(fields))
        .await
        .expect("a setting");
    let made = client
        .call(recurring::expose(setting))
        .await
        .expect("a deal");
    let made = made.deal_id.expect("an identifier").get();
    let item = client
        .call(item::get(EntityType::Deal, made))
        .await
        .expect("it is read");
    assert_eq!(item.title.as_deref(), Some("Rent"));
    match client.call(recurring::delete(setting)).await {
        Err(Error::Api(error)) => assert_eq!(error.kind, recurring::DeleteError::DealExists),
        other => panic!("the deal of the setting is there: {other:?}"),
    }
}

#[tokio::test]
async fn a_deal_is_paid() {
    let (portal, client) = portal().await;
    let id = deal(&client, item::AddFields::new().title("Phones")).await;
    let rows = [
        productrow::SetRow::new()
            .product_name("Phone")
            .price(100)
            .quantity(3),
        productrow::SetRow::new()
            .product_name("Case")
            .price(dec!(19.90)),
    ];
    let rows = client
        .call(productrow::set(id, OwnerType::Deal, rows))
        .await
        .expect("rows");
    let read = client
        .call(item::get(EntityType::Deal, id))
        .await
        .expect("it is read");
    assert_eq!(read.opportunity, Some(dec!(319.9)));

    let delivery = portal.add_delivery(OwnerType::Deal, id, "Courier", dec!(9.90));
    let bill = client
        .call(payment::add(id, EntityType::Deal))
        .await
        .expect("a payment");
    let row = rows[0].id.expect("an identifier");
    let position = client
        .call(payment::product::add(bill, row, 2))
        .await
        .expect("a position");
    let delivered = delivery.expect("a deal has deliveries");
    client
        .call(payment::delivery::add(bill, delivered))
        .await
        .expect("a position");
    match client
        .call(payment::product::set_quantity(position, 4))
        .await
    {
        Err(Error::Api(error)) => {
            assert_eq!(error.kind, payment::product::SetQuantityError::NotEnough);
        }
        other => panic!("the row has three: {other:?}"),
    }
    let listed = payment::product::list(bill, payment::product::ListFilter::new());
    let listed = client.call(listed).await.expect("positions");
    assert_eq!((listed.len(), listed[0].quantity), (1, Some(dec!(2))));

    assert!(client.call(payment::pay(bill)).await.expect("it is paid"));
    let paid = client.call(payment::get(bill)).await.expect("it is read");
    assert_eq!((paid.sum, paid.paid), (Some(dec!(209.9)), Some(true)));
    assert!(
        paid.date_paid.is_some() && paid.extra.is_empty(),
        "{paid:?}"
    );
    let link = client
        .call(salescenter::payment::get_public_url(bill))
        .await
        .expect("a link");
    let url = link.url.expect("a link");
    assert!(url.ends_with(&format!("paymentId={bill}")), "{url}");
    assert!(
        client
            .call(payment::unpay(bill))
            .await
            .expect("it is not paid")
    );
    let paid = client.call(payment::get(bill)).await.expect("it is read");
    assert_eq!((paid.paid, paid.date_paid), (Some(false), None));

    let of_deal = orderentity::ListFilter::new().and(orderentity::OrderEntity::OWNER_ID.eq(id));
    let links = client
        .call(orderentity::list().filter(of_deal))
        .await
        .expect("links");
    assert_eq!(links.len(), 1);

    client
        .call(item::delete(EntityType::Deal, id))
        .await
        .expect("it is deleted");
    match client.call(payment::get(bill)).await {
        Err(Error::Api(error)) => assert_eq!(error.kind, payment::GetError::NotFoundOrAccessDenied),
        other => panic!("the payment of a deleted deal is found: {other:?}"),
    }
}

#[tokio::test]
async fn directories_are_read() {
    let (_portal, client) = portal().await;
    let funnels = client
        .call(category::list(EntityType::Deal))
        .await
        .expect("funnels");
    assert!(
        funnels.iter().any(|funnel| funnel.is_default == Some(true)),
        "{funnels:?}"
    );
    let filter = status::ListFilter::new().and(status::Status::STATUS_ID.eq("WON"));
    let stages = client
        .call(status::list().filter(filter))
        .await
        .expect("stages");
    assert_eq!(stages.len(), 1);
    let currencies = client.call(currency::list()).await.expect("currencies");
    assert!(currencies.len() > 2);
}
