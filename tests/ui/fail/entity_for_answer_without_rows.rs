use bitrix24::crm::{EntityType, item};

#[derive(bitrix24::Entity)]
#[entity(of = item::Item)]
struct MyItem {
    title: String,
}

fn main() {
    let _ = item::fields(EntityType::Deal).typed::<MyItem>();
}
