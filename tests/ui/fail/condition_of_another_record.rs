use bitrix24::crm::item::productrow::ListFilter;
use bitrix24::crm::{Deal, OwnerType};
use bitrix24::filter::Key;

/// A user field of deals.
const COLOUR: Key<Deal, String> = Key::new("UF_CRM_COLOUR");

fn main() {
    let _ = ListFilter::new(OwnerType::Deal, 13142).and(COLOUR.eq("red"));
}
