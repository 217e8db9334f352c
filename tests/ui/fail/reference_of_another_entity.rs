#![allow(deprecated)]

use bitrix24::Client;
use bitrix24::crm::deal;
use bitrix24::crm::item::productrow;

fn program(client: &Client) {
    let mut batch = client.batch();
    let deal = batch.add(deal::add());
    let _ = productrow::UpdateFields::new().product_id(deal.result());
}

fn main() {}
