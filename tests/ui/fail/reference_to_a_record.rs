use bitrix24::Client;
use bitrix24::crm::OwnerType;
use bitrix24::crm::item::productrow::{self, ListFilter};

fn program(client: &Client) {
    let mut batch = client.batch();
    let rows = batch.add(productrow::list(ListFilter::new(OwnerType::Deal, 7)));
    let _ = productrow::get(rows.first());
}

fn main() {}
