//! User-defined structs in place of rows, with the custom fields of a portal.

use bitrix24::crm::deal::{self, userfield};
use bitrix24::crm::item::{self, productrow};
use bitrix24::crm::{self, EntityType, OwnerType};
use bitrix24::error::AnswerKind;
use bitrix24::{CallOptions, Client, Decimal, Entity, Error, Id, dec};
use bitrix24_portal::Portal;

/// A deal as `crm.item.*` spells it.
#[derive(Debug, PartialEq, Entity)]
#[entity(of = item::Item)]
struct MyItem {
    id: Id<item::Item>,
    title: String,
    #[entity(field = opportunity)]
    amount: Option<Decimal>,
    #[entity(field = "ufCrm_1721244482250")]
    greeting: Option<String>,
    #[entity(field = "ufCrmVisits")]
    visits: Vec<i64>,
}

/// A deal as `crm.deal.*` spells it.
#[derive(Debug, PartialEq, Entity)]
#[entity(of = crm::Deal)]
struct MyDeal {
    id: Id<crm::Deal>,
    title: String,
    #[entity(field = "UF_CRM_1721244482250")]
    greeting: Option<String>,
}

/// A portal with a custom field of several numbers, and a client for it.
async fn portal() -> (Portal, Client) {
    let portal = Portal::start().await.expect("a portal starts");
    let client = portal.client().expect("a portal has an address");
    let visits =
        userfield::AddFields::new(userfield::UserFieldType::Integer, "VISITS").multiple(true);
    client.call(userfield::add(visits)).await.expect("a field");
    (portal, client)
}

#[tokio::test]
async fn items_have_their_custom_fields() {
    let (_portal, client) = portal().await;
    let fields = item::AddFields::new()
        .title("Roof")
        .opportunity(dec!(1500.50))
        .is_manual_opportunity(true)
        .uf_crm(MyItem::GREETING, "Hello")
        .uf_crm(MyItem::VISITS, [3, 5]);
    let added = client
        .call(item::add(EntityType::Deal, fields).typed::<MyItem>())
        .await
        .expect("it is added");
    assert_eq!(added.title, "Roof");
    assert_eq!(added.amount, Some(dec!(1500.5)));
    assert_eq!(added.greeting.as_deref(), Some("Hello"));
    assert_eq!(added.visits, [3, 5]);

    let filter = item::ListFilter::new().and(MyItem::GREETING.eq("Hello"));
    let list = item::list(EntityType::Deal)
        .select(MyItem::select())
        .filter(filter);
    let typed = list.clone().typed::<MyItem>();
    let answer = client
        .send(typed, CallOptions::new())
        .await
        .expect("a list");
    assert_eq!(answer.total, Some(1));
    assert_eq!(answer.result, [added]);

    let rows = client.call(list).await.expect("a list");
    assert_eq!(MyItem::from_row(&rows[0]).as_ref(), Ok(&answer.result[0]));
    assert_eq!(rows[0].stage_id, None, "only what was asked for is there");

    let change = item::UpdateFields::new()
        .uf_crm(MyItem::GREETING, bitrix24::Clear)
        .uf_crm(MyItem::VISITS, Vec::<i64>::new());
    let update = item::update(EntityType::Deal, answer.result[0].id.get(), change);
    let updated = client
        .call(update.typed::<MyItem>())
        .await
        .expect("it is changed");
    assert_eq!(updated.greeting.unwrap_or_default(), "");
    assert_eq!(updated.visits, [0_i64; 0]);
}

#[tokio::test]
#[expect(deprecated, reason = "the former methods are documented")]
async fn deals_have_their_custom_fields() {
    let (_portal, client) = portal().await;
    let fields = deal::AddFields::new()
        .title("Roof")
        .uf_crm(MyDeal::GREETING, "Hello");
    let id = client
        .call(deal::add().fields(fields))
        .await
        .expect("it is added");
    let read = client.call(deal::get(id).typed::<MyDeal>()).await;
    let expected = MyDeal {
        id,
        title: "Roof".to_owned(),
        greeting: Some("Hello".to_owned()),
    };
    assert_eq!(read.expect("it is read"), expected);

    let filter = deal::ListFilter::new().and(MyDeal::GREETING.eq("Hello"));
    let list = deal::list().select(MyDeal::select()).filter(filter);
    let rows = client.call(list.typed::<MyDeal>()).await.expect("a list");
    assert_eq!(rows, [expected]);
}

#[tokio::test]
async fn a_required_field_that_was_not_asked_for_is_told() {
    let (_portal, client) = portal().await;
    let fields = item::AddFields::new().title("Roof");
    client
        .call(item::add(EntityType::Deal, fields))
        .await
        .expect("it is added");
    let list = item::list(EntityType::Deal).select([item::Item::ID.name()]);
    match client.call(list.typed::<MyItem>()).await {
        Err(Error::Answer(error)) => assert_eq!(
            error.kind,
            AnswerKind::Shape {
                path: "result.items[0].title".to_owned(),
                expected: "text".to_owned(),
                found: "nothing".to_owned(),
            }
        ),
        other => panic!("a title was not asked for: {other:?}"),
    }
}

#[tokio::test]
async fn errors_are_those_of_the_method() {
    #[derive(Debug, Entity)]
    #[entity(of = productrow::Row)]
    struct MyRow {
        owner_type: OwnerType,
        price: Option<Decimal>,
    }

    let (portal, client) = portal().await;
    match client.call(productrow::get(999_999).typed::<MyRow>()).await {
        Err(Error::Api(error)) => assert_eq!(error.kind, productrow::GetError::NotFound),
        other => panic!("there is no such row: {other:?}"),
    }
    portal.add_owner(OwnerType::Deal, 70);
    let fields = productrow::AddFields::new(70, OwnerType::Deal).price(5);
    let row = client.call(productrow::add(fields).typed::<MyRow>()).await;
    let row = row.expect("it is added");
    assert_eq!(
        (row.owner_type, row.price),
        (OwnerType::Deal, Some(dec!(5)))
    );
}

#[tokio::test]
async fn lists_are_read_page_by_page() {
    /// A title is enough: the struct need not have the identifier.
    #[derive(Debug, Entity)]
    #[entity(of = item::Item)]
    struct Title {
        title: String,
    }

    let (_portal, client) = portal().await;
    for number in 0..60 {
        let fields = item::AddFields::new().title(format!("Bulk {number:02}"));
        client
            .call(item::add(EntityType::Deal, fields))
            .await
            .expect("it is added");
    }
    let list = item::list(EntityType::Deal)
        .filter(item::Item::TITLE.contains("Bulk"))
        .order(item::Item::TITLE.asc());
    let rows = client
        .list(list.typed::<Title>())
        .all()
        .await
        .expect("every page");
    assert_eq!(rows.len(), 60);
    assert_eq!(rows[59].title, "Bulk 59");
}
