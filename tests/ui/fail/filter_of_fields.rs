use bitrix24::crm::OwnerType;
use bitrix24::crm::item::productrow;

fn main() {
    let _ = productrow::list(productrow::AddFields::new(13142, OwnerType::Deal));
}
