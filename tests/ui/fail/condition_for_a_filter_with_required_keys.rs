use bitrix24::crm::item::productrow::{self, Row};

fn main() {
    let _ = productrow::list(Row::PRICE.gt(5));
}
