use bitrix24::crm;

#[derive(bitrix24::Entity)]
#[entity(of = crm::Deal)]
struct MyDeal {
    #[entity(field = oportunity)]
    amount: Option<bitrix24::Decimal>,
}

fn main() {}
