use bitrix24::crm::{EntityType, item};

struct MyItem {
    title: String,
}

fn main() {
    let _ = item::list(EntityType::Deal).typed::<MyItem>();
}
