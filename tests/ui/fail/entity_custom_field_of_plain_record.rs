use bitrix24::crm::item::productrow;

#[derive(bitrix24::Entity)]
#[entity(of = productrow::Row)]
struct MyRow {
    #[entity(field = "UF_CRM_1721244482250")]
    greeting: Option<String>,
}

fn main() {}
