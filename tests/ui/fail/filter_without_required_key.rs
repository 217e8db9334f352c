use bitrix24::crm::OwnerType;
use bitrix24::crm::item::productrow;

fn main() {
    let _ = productrow::ListFilter::new(OwnerType::Deal);
}
