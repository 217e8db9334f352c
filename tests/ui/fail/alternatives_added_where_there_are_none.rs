use bitrix24::crm::OwnerType;
use bitrix24::crm::item::productrow::{ListFilter, Row};

fn main() {
    let either = Row::SORT.eq(1) | Row::PRODUCT_NAME.eq("a");
    let _ = ListFilter::new(OwnerType::Deal, 13142).and(Row::PRICE.gt(5) & either);
}
