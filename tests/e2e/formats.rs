//! Yes and no in custom fields, which a filter writes otherwise than the fields themselves.

use bitrix24::crm::EntityType;
use bitrix24::crm::deal::userfield::{self, UserFieldType};
use bitrix24::crm::item::{self, AddFields, ListFilter};
use bitrix24::{Client, Entity, Id, Params, Value};
use bitrix24_portal::Portal;

#[derive(Debug, Entity)]
#[entity(of = item::Item)]
struct Signed {
    id: Id<item::Item>,
    #[entity(field = "ufCrmSigned")]
    signed: Option<bool>,
}

/// A portal with a signed deal and another, and the identifiers of both.
async fn portal() -> (Portal, Client, [Id<item::Item>; 2]) {
    let portal = Portal::start().await.expect("a portal starts");
    let client = portal.client().expect("a portal has an address");
    let field = userfield::AddFields::new(UserFieldType::Boolean, "SIGNED");
    client.call(userfield::add(field)).await.expect("a field");
    let mut ids = Vec::new();
    for signed in [true, false] {
        let fields = AddFields::new().uf_crm(Signed::SIGNED, signed);
        let request = item::add(EntityType::Deal, fields).typed::<Signed>();
        let added = client.call(request).await.expect("a deal");
        assert_eq!(added.signed, Some(signed));
        ids.push(added.id);
    }
    (portal, client, ids.try_into().expect("two deals"))
}

#[tokio::test]
async fn a_filter_finds_what_the_fields_say() {
    let (_portal, client, [signed, unsigned]) = portal().await;
    let of = |wanted: ListFilter| item::list(EntityType::Deal).filter(wanted);
    // Deals of others may not have the field at all.
    let only = || ListFilter::new().and(Signed::ID.ge(signed));
    for (wanted, expected) in [
        (only().and(Signed::SIGNED.eq(true)), vec![signed]),
        (only().and(Signed::SIGNED.eq(false)), vec![unsigned]),
        (only().and(Signed::SIGNED.ne(true)), vec![unsigned]),
    ] {
        let deals = client.call(of(wanted)).await.expect("a list");
        let found: Vec<_> = deals.into_iter().filter_map(|deal| deal.id).collect();
        assert_eq!(found, expected);
    }
    let both = Signed::SIGNED.is_in([true, false]) & Signed::ID.eq(signed);
    let mut batch = client.batch();
    let handle = batch.add(of(only().and(both)));
    let mut done = batch.send().await.expect("an answer");
    let found = done.take(handle).expect("a list");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].id, Some(signed));
}

#[tokio::test]
async fn letters_find_nothing_as_on_real_portals() {
    let (_portal, client, _) = portal().await;
    for (value, expected) in [
        (Value::from(1), 1),
        (Value::from("0"), 1),
        (Value::from("Y"), 0),
        (Value::from("N"), 0),
    ] {
        let filter = Params::new().param("=ufCrmSigned", value.clone());
        let params = Params::new()
            .param("entityTypeId", 2)
            .param("filter", filter);
        let answer = client
            .call_raw("crm.item.list", params)
            .await
            .expect("a list");
        let found = answer["items"].as_list().map_or(0, <[Value]>::len);
        assert_eq!(found, expected, "{value}");
    }
}
