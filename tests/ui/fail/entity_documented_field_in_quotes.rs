use bitrix24::crm;

#[derive(bitrix24::Entity)]
#[entity(of = crm::Deal)]
struct MyDeal {
    #[entity(field = "TITLE")]
    name: String,
}

fn main() {}
