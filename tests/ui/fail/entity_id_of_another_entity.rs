use bitrix24::{Id, crm};

#[derive(bitrix24::Entity)]
#[entity(of = crm::Deal)]
struct MyDeal {
    id: Id<crm::Contact>,
}

fn main() {}
