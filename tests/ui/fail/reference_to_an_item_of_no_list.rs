use bitrix24::Client;
use bitrix24::crm::item::productrow;

fn program(client: &Client) {
    let mut batch = client.batch();
    let row = batch.add(productrow::get(17622));
    let _ = row.first();
}

fn main() {}
