#[derive(bitrix24::Entity)]
struct MyDeal<T> {
    #[entity(name = "UF_CRM_1")]
    one: T,
    #[entity(field = 2)]
    two: Option<String>,
    #[entity(field = "UF_CRM_3", field = "UF_CRM_4")]
    three: Option<String>,
    title: String,
    #[entity(field = title)]
    again: String,
    #[entity(extra)]
    rest: bitrix24::Extra,
    #[entity(extra)]
    more: bitrix24::Extra,
}

fn main() {}
