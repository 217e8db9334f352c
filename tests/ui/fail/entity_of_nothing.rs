use bitrix24::crm;

#[derive(bitrix24::Entity)]
#[entity(of = crm::Deel)]
struct MyDeal {
    title: String,
}

fn main() {}
