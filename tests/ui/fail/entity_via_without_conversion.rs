use bitrix24::crm;

struct Stage(String);

#[derive(bitrix24::Entity)]
#[entity(of = crm::Deal)]
struct MyDeal {
    #[entity(via = String)]
    stage_id: Stage,
}

fn main() {}
