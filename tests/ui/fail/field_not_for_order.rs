use bitrix24::crm::item::{self, Item};
use bitrix24::filter::{Key, uses};

/// A field that can only be filtered.
const SECRET: Key<Item, String, uses::OnlyFilter> = Key::new("secret");

fn main() {
    let _ = item::list(2).filter(SECRET.eq("a")).order(SECRET.desc());
}
