use bitrix24::crm::OwnerType;
use bitrix24::crm::item::productrow::{self, ListFilter, Row};

fn main() {
    let filter = ListFilter::new(OwnerType::Deal, 13142);
    let _ = productrow::list(filter).order(Row::ID);
}
