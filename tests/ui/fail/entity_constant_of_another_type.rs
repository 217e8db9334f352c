use bitrix24::crm::item::{self, Item};

#[derive(bitrix24::Entity)]
#[entity(of = Item)]
struct MyDeal {
    title: String,
}

fn main() {
    let _ = item::list(2).filter(MyDeal::TITLE.eq(true));
}
