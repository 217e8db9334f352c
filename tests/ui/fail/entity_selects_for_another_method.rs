use bitrix24::crm::{self, EntityType, item};

#[derive(bitrix24::Entity)]
#[entity(of = crm::Deal)]
struct MyDeal {
    title: String,
}

fn main() {
    let _ = item::list(EntityType::Deal).select(MyDeal::select());
}
