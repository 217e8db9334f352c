//! Conditions and orders, also on fields that no constant names.

use bitrix24::crm::OwnerType;
use bitrix24::crm::item::productrow::{self, DiscountType, ListFilter, Row};
use bitrix24::runtime::Call;
use bitrix24::{Key, Order, Value, dec};

const EXTERNAL: Key<Row, String> = Key::new("ufExternal");

#[test]
fn every_documented_operator() {
    let filter = ListFilter::new(OwnerType::SmartProcess("T80".into()), 5)
        .and(Row::PRICE.gt(5000))
        .and(Row::PRICE.le(dec!(9000.50)))
        .and(Row::QUANTITY.ge(1))
        .and(Row::QUANTITY.lt(100))
        .and(Row::PRODUCT_NAME.contains("pho"))
        .and(Row::PRODUCT_NAME.not_contains("test"))
        .and(Row::PRODUCT_NAME.like("a%"))
        .and(Row::PRODUCT_NAME.not_like("%z"))
        .and(Row::DISCOUNT_TYPE_ID.ne(DiscountType::Absolute))
        .and(Row::TAX_INCLUDED.eq(true))
        .and(Row::SORT.eq_any([10, 20]));
    let json = serde_json::to_value(productrow::list(filter).params()).unwrap();
    assert_eq!(json["filter"]["=ownerType"], "T80");
    assert_eq!(json["filter"][">price"], 5000);
    assert_eq!(json["filter"]["=taxIncluded"], "Y");
    assert_eq!(json["filter"]["=sort"], serde_json::json!([10, 20]));
}

#[test]
fn fields_of_a_portal() {
    let filter = ListFilter::new(OwnerType::from("D"), 5)
        .and(EXTERNAL.eq("a"))
        .and(Key::<Row, Value>::named("ufOther").ne(5))
        .param("@sort", [10, 20]);
    let order: Order<Row> = EXTERNAL.asc().desc(Row::ID).by("ufOther", "desc");
    let request = productrow::list(filter).order(order);
    let json = serde_json::to_value(request.params()).unwrap();
    assert_eq!(json["filter"]["!=ufOther"], 5);
    assert_eq!(
        json["order"],
        serde_json::json!({ "ufExternal": "asc", "id": "desc", "ufOther": "desc" })
    );
}
