#[derive(bitrix24::Entity)]
#[entity(of = bitrix24::crm::Lead)]
struct MyLead {
    #[entity(field = "UF_CRM_1721244482250")]
    greeting: Option<String>,
}

fn main() {}
