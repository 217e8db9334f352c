use bitrix24::crm::Deal;
use bitrix24::crm::item::{self, Item};

fn main() {
    let _ = item::list(2).select((Item::ID, Deal::TITLE));
}
