use bitrix24::{Map, Value, crm};

#[derive(bitrix24::Entity)]
#[entity(of = crm::Deal)]
struct MyDeal {
    uf_crm: Map<String, Value>,
}

fn main() {}
