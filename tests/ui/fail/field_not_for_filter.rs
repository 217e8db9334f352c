use bitrix24::crm::item::{self, Item};
use bitrix24::filter::{Key, uses};

/// A field that can be selected and sorted by only.
const NOTE: Key<Item, String, uses::NoFilter> = Key::new("note");

fn main() {
    let _ = item::list(2).select(NOTE).order(NOTE.asc()).filter(NOTE.eq("a"));
}
