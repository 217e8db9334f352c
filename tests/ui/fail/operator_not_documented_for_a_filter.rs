use bitrix24::crm::item::{self, Item};
use bitrix24::dec;

fn main() {
    let price = Item::OPPORTUNITY.between(dec!(5), dec!(10));
    let _ = item::list(2).filter(Item::TITLE.ne("") & price);
}
