#[derive(bitrix24::Entity)]
#[entity(of = bitrix24::crm::Deal)]
struct MyDeal<'a, T> {
    title: &'a str,
    #[entity(field = "UF_CRM_1721244482250")]
    greeting: T,
}

fn main() {}
