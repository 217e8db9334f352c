use bitrix24::Client;
use bitrix24::crm::item::productrow;

fn program(client: &Client) {
    let mut batch = client.batch();
    let deleted = batch.add(productrow::delete(17622));
    let _ = batch.add(productrow::get(deleted));
}

fn main() {}
