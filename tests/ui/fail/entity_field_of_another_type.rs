use bitrix24::crm;

#[derive(bitrix24::Entity)]
#[entity(of = crm::Deal)]
struct MyDeal {
    title: i64,
    opportunity: Option<f64>,
}

fn main() {}
