#![deny(unused_must_use)]

use bitrix24::Client;
use bitrix24::crm::item::productrow;

async fn remove(client: &Client) {
    client.call(productrow::delete(17622)).await;
}

fn main() {
    let _ = remove;
}
