use bitrix24::crm::item::{self, Item};

#[derive(bitrix24::Entity)]
#[entity(of = Item)]
struct MyDeal {
    fm: Option<Vec<bitrix24::crm::item::Multifield>>,
}

fn main() {
    let _ = item::list(2).order(MyDeal::FM.asc());
}
