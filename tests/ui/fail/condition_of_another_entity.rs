use bitrix24::crm::Deal;
use bitrix24::crm::item;

fn main() {
    let _ = item::list(2).filter(Deal::TITLE.eq("a"));
}
