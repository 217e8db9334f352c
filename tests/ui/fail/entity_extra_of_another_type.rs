use bitrix24::{Map, crm};

#[derive(bitrix24::Entity)]
#[entity(of = crm::Deal)]
struct MyDeal {
    #[entity(extra)]
    rest: Map<String, String>,
}

fn main() {}
