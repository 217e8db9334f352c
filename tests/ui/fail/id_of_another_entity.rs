use bitrix24::Id;
use bitrix24::crm::Deal;
use bitrix24::crm::item::productrow;

fn main() {
    let deal: Id<Deal> = Id::new(13142);
    let _ = productrow::UpdateFields::new().product_id(deal);
}
