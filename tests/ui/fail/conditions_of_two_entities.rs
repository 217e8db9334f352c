use bitrix24::crm::Deal;
use bitrix24::crm::item::Item;

fn main() {
    let _ = Item::TITLE.eq("a") & Deal::TITLE.eq("a");
}
