use bitrix24::crm::OwnerType;
use bitrix24::crm::item::productrow::{ListFilter, Row};

fn main() {
    let _ = ListFilter::new(OwnerType::Deal, 13142).and(Row::SORT.is_in([1, 2]));
}
