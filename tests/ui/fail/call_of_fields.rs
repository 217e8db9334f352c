use bitrix24::Client;
use bitrix24::crm::OwnerType;
use bitrix24::crm::item::productrow;

async fn run(client: &Client) {
    let _ = client.call(productrow::AddFields::new(13142, OwnerType::Deal)).await;
}

fn main() {
    let _ = run;
}
