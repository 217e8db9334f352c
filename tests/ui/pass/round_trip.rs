//! Answers through serde, there and back.

use bitrix24::crm::item::productrow::{DiscountType, Row};
use bitrix24::{Map, Value, dec};

#[test]
fn an_answer_is_read_and_written_by_any_format() {
    let given = serde_json::json!({
        "id": 17622, "productName": "Phone", "price": 80000, "discountTypeId": 2, "taxIncluded": "Y", "taxRate": 20.5, "ufColour": "red"
    });
    let row: Row = serde_json::from_value(given.clone()).unwrap();
    assert_eq!(row.id.map(|id| id.get()), Some(17622));
    assert_eq!(row.price, Some(dec!(80000)));
    assert_eq!(row.discount_type_id, Some(DiscountType::Percentage));
    assert_eq!(row.tax_included, Some(true));
    assert_eq!(serde_json::to_value(&row).unwrap(), given);
    let again: Row = serde_json::from_str(&serde_json::to_string(&row).unwrap()).unwrap();
    assert_eq!(again, row);
}

#[test]
fn answers_stand_in_types_of_a_users_own() {
    let saved: Map<String, Vec<Row>> =
        serde_json::from_str(r#"{ "deal 1": [{ "id": "5" }] }"#).unwrap();
    assert_eq!(saved.get("deal 1").unwrap()[0].id.unwrap().get(), 5);
    let value: Value = serde_json::from_str("[1, null, {\"a\": 0.5}]").unwrap();
    assert_eq!(
        serde_json::to_string(&value).unwrap(),
        r#"[1,null,{"a":0.5}]"#
    );
}
