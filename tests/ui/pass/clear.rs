//! Fields that are emptied.

use bitrix24::Clear;
use bitrix24::crm::item::productrow::{self, UpdateFields};
use bitrix24::runtime::Call;

#[test]
fn every_field_can_be_cleared() {
    let fields = UpdateFields::new()
        .product_id(Clear)
        .product_name(Clear)
        .price(Clear)
        .tax_included(Clear)
        .sort(Clear);
    let json = serde_json::to_value(productrow::update(17622, fields).params()).unwrap();
    for field in ["productId", "productName", "price", "taxIncluded", "sort"] {
        assert_eq!(json["fields"][field], "", "{field}");
    }
}
