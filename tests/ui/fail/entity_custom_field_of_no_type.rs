use bitrix24::crm;

#[derive(bitrix24::Entity)]
#[entity(of = crm::Deal)]
struct MyDeal {
    #[entity(field = "UF_CRM_1721244482250")]
    level: Option<u8>,
}

fn main() {}
