use bitrix24::crm::item::productrow::{self, ListFilter};
use bitrix24::crm::{Deal, OwnerType};
use bitrix24::filter::Key;

/// A user field of deals.
const COLOUR: Key<Deal, String> = Key::new("UF_CRM_COLOUR");

fn main() {
    let filter = ListFilter::new(OwnerType::Deal, 13142);
    let _ = productrow::list(filter).order(COLOUR.asc());
}
