use bitrix24::crm;

#[derive(bitrix24::Entity)]
#[entity(of = crm::Deal)]
struct MyDeal {
    #[entity(via = bool)]
    title: String,
}

fn main() {}
