//! Every method of the first namespaces, with all of its parameters.

use bitrix24::crm::item::productrow::{self, DiscountType, Row};
use bitrix24::crm::{EntityType, FieldDescription, OwnerType, deal, item, quote};
use bitrix24::runtime::{Call, Request};
use bitrix24::{Decimal, Id, Map, dec};

/// The name of a method, if its answer is a `T` and its errors are `E`.
fn name<T, E, R: Request<Output = T, Error = E>>(_request: &R) -> &'static str {
    R::METHOD.name
}

#[test]
fn add() {
    let fields = productrow::AddFields::new(13142, OwnerType::Deal)
        .product_id(9621)
        .product_name("Phone")
        .price(dec!(80000))
        .quantity(2)
        .discount_type_id(DiscountType::Percentage)
        .discount_rate(dec!(12.5))
        .discount_sum(Decimal::ONE_HUNDRED)
        .tax_rate(20)
        .tax_included(true)
        .measure_code(796)
        .sort(10);
    let request = productrow::add(fields);
    assert_eq!(
        name::<Row, productrow::AddError, _>(&request),
        "crm.item.productrow.add"
    );
}

#[test]
fn update() {
    let fields = productrow::UpdateFields::new()
        .product_id(9621)
        .product_name(String::from("Phone"))
        .price(80000)
        .quantity(dec!(2.5))
        .discount_type_id(DiscountType::Absolute)
        .discount_rate(0)
        .discount_sum(100)
        .tax_rate(20)
        .tax_included(false)
        .measure_code(796)
        .sort(10);
    let request = productrow::update(17622, fields);
    assert_eq!(
        name::<Row, productrow::UpdateError, _>(&request),
        "crm.item.productrow.update"
    );
}

#[test]
fn an_identifier_of_a_deal_is_that_of_an_item() {
    let deal: Id<bitrix24::crm::Deal> = Id::new(13142);
    let _ = item::get(EntityType::Deal, deal);
    let _ = item::delete(EntityType::Deal, deal);
}

#[test]
fn get() {
    let id: Id<Row> = Id::new(17622);
    let request = productrow::get(id);
    assert_eq!(
        name::<Row, productrow::GetError, _>(&request),
        "crm.item.productrow.get"
    );
    assert_eq!(productrow::get(17622).params(), request.params());
}

#[test]
fn set() {
    let rows = [
        productrow::SetRow::new().product_id(9621).quantity(2),
        productrow::SetRow::new().product_name("Delivery"),
    ];
    let request = productrow::set(13142, OwnerType::Deal, rows.to_vec());
    assert_eq!(
        name::<Vec<Row>, productrow::SetError, _>(&request),
        "crm.item.productrow.set"
    );
    assert_eq!(
        productrow::set(13142, OwnerType::from("D"), rows).params(),
        request.params()
    );
}

#[test]
fn list() {
    let filter = productrow::ListFilter::new(OwnerType::Deal, 13142).and(Row::PRICE.gt(5000));
    let request = productrow::list(filter)
        .order(Row::PRICE.desc().asc(Row::ID))
        .start(50);
    assert_eq!(
        name::<Vec<Row>, productrow::ListError, _>(&request),
        "crm.item.productrow.list"
    );
}

#[test]
fn get_available_for_payment() {
    let request = productrow::get_available_for_payment(13142, OwnerType::Deal);
    let name = name::<Vec<Row>, productrow::GetAvailableForPaymentError, _>(&request);
    assert_eq!(name, "crm.item.productrow.getAvailableForPayment");
}

#[test]
fn delete() {
    let request = productrow::delete(17622);
    assert_eq!(
        name::<(), productrow::DeleteError, _>(&request),
        "crm.item.productrow.delete"
    );
}

#[test]
fn fields() {
    let request = productrow::fields();
    let name = name::<Map<String, FieldDescription>, productrow::FieldsError, _>(&request);
    assert_eq!(name, "crm.item.productrow.fields");
}

#[test]
#[expect(deprecated)]
fn deal_productrows_get() {
    let request = deal::productrows::get(Id::new(13142));
    let name = name::<Vec<deal::productrows::Row>, deal::productrows::GetError, _>(&request);
    assert_eq!(name, "crm.deal.productrows.get");
}

#[test]
#[expect(deprecated)]
fn quote_productrows_get() {
    let request = quote::productrows::get(7);
    let name = name::<Vec<quote::productrows::Row>, quote::productrows::GetError, _>(&request);
    assert_eq!(name, "crm.quote.productrows.get");
}
