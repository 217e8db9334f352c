use bitrix24::crm::item::{self, Item};
use bitrix24::filter::{Key, uses};

/// A field that can be filtered and sorted by only.
const RANK: Key<Item, i64, uses::NoSelect> = Key::new("rank");

fn main() {
    let _ = item::list(2).filter(RANK.gt(5)).order(RANK.asc()).select((Item::ID, RANK));
}
