#[derive(bitrix24::Entity)]
#[entity(of = bitrix24::crm::Deal)]
struct MyDeal(String);

fn main() {}
