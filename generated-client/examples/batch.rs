//! Several calls in one request: a deal, its rows, and a look at what has become of them.
//!
//! `cargo run --example batch`

use bitrix24::crm::item::{self, Item, productrow};
use bitrix24::crm::{EntityType, OwnerType};
use bitrix24::{Error, dec};
use bitrix24_portal::Portal;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // In a program of your own:
    // `bitrix24::Client::webhook("https://example.bitrix24.com/rest/1/<code>/")?`.
    let portal = Portal::start().await?;
    let client = portal.client()?;

    let mut batch = client.batch();
    let fields = item::AddFields::new().title("Phones for the office");
    let deal = batch.add(item::add(EntityType::Deal, fields));
    // The deal has no identifier yet, but this stands for it.
    let id = deal.field(Item::ID);
    let prices = [("phone", dec!(800)), ("case", dec!(19.90))];
    let rows = prices.map(|(name, price)| {
        let fields = productrow::AddFields::new(id.clone().key(), OwnerType::Deal);
        batch.add(productrow::add(fields.product_name(name).price(price)))
    });
    let missing = batch.add(productrow::get(404));
    let read = batch.add(item::get(EntityType::Deal, id));

    let mut done = batch.send().await?;
    println!(
        "{} request for {} calls",
        portal.requests().len(),
        done.len()
    );

    let deal = done.take(deal)?;
    println!("deal {:?}: {:?}", deal.id, deal.title);
    for row in rows {
        let row = done.take(row)?;
        println!(
            "  row {:?} of deal {:?}: {:?}",
            row.id, row.owner_id, row.product_name
        );
    }
    match done.take(missing) {
        Err(Error::Api(e)) if e.kind == productrow::GetError::NotFound => println!("  no row 404"),
        Err(other) => return Err(other.into()),
        Ok(row) => println!("  unexpectedly {row:?}"),
    }
    println!("read again: {:?}", done.take(read)?.opportunity);

    // More than 50 go in several requests, side by side.
    let owner = deal.id.ok_or("a deal has an identifier")?;
    let before = portal.requests().len();
    let mut batch = client.batch();
    for sort in 0..120 {
        let fields = productrow::AddFields::new(owner.get(), OwnerType::Deal).sort(sort);
        let _ = batch.add(productrow::add(fields));
    }
    batch.send().await?.check()?;
    println!(
        "{} requests for 120 more rows",
        portal.requests().len() - before
    );
    Ok(())
}
