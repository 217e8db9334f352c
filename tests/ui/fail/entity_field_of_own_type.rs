use bitrix24::crm;

enum Stage {
    New,
    Other(String),
}

#[derive(bitrix24::Entity)]
#[entity(of = crm::Deal)]
struct MyDeal {
    stage_id: Stage,
}

fn main() {}
