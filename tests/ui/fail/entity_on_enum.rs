#[derive(bitrix24::Entity)]
#[entity(of = bitrix24::crm::Deal)]
enum MyDeal {
    Open,
    Closed,
}

fn main() {}
