use bitrix24::crm;

#[derive(bitrix24::Entity)]
#[entity(of = crm::Deal)]
struct MyDeal {
    #[entity(field = "ufCrm_1721244482250")]
    greeting: Option<String>,
}

fn main() {}
