#![deny(unused_must_use)]

use bitrix24::crm::OwnerType;
use bitrix24::crm::item::productrow;

fn main() {
    let fields = productrow::AddFields::new(13142, OwnerType::Deal);
    fields.clone().price(80000);
    let _ = productrow::add(fields);
}
