use bitrix24::crm::{self, deal};

#[derive(bitrix24::Entity)]
#[entity(of = crm::Deal)]
struct MyDeal {
    #[entity(field = "UF_CRM_1721244482250")]
    greeting: Option<String>,
}

fn main() {
    let _ = deal::AddFields::new().uf_crm(MyDeal::GREETING, 5);
}
