use bitrix24::crm::item::{self, Item};

fn main() {
    let _ = item::list(2).filter(Item::ID.eq_any([1, 2]));
}
