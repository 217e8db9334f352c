//! First steps without an account: a portal in the process, and the typed client that calls it.
//!
//! `cargo run --example quickstart`

use bitrix24::crm::{OwnerType, item::productrow};
use bitrix24::{Error, dec};
use bitrix24_portal::Portal;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // In a program of your own:
    // `bitrix24::Client::webhook("https://example.bitrix24.com/rest/1/<code>/")?`.
    let portal = Portal::start().await?;
    portal.add_owner(OwnerType::Deal, 1);
    let client = portal.client()?;
    println!(
        "A portal runs at http://{}; it has an empty deal 1.\n",
        portal.address()
    );

    let phone = productrow::AddFields::new(1, OwnerType::Deal)
        .product_id(9621)
        .price(dec!(80000))
        .quantity(2)
        .discount_rate(20)
        .tax_rate(20);
    let phone = client.call(productrow::add(phone)).await?;
    let delivery = productrow::AddFields::new(1, OwnerType::Deal)
        .product_name("Delivery")
        .price(dec!(49.90));
    client.call(productrow::add(delivery)).await?;
    println!("Two rows added; `crm.item.productrow.list` answers:");
    show(
        &client
            .call(productrow::list(productrow::ListFilter::new(
                OwnerType::Deal,
                1,
            )))
            .await?,
    );

    let id = phone.id.ok_or("a row has an identifier")?;
    let changed = client
        .call(productrow::update(
            id,
            productrow::UpdateFields::new().quantity(3),
        ))
        .await?;
    println!("\nThe first row changed; `crm.item.productrow.update` answers:");
    show(&[changed]);

    println!("\nA row that does not exist; `crm.item.productrow.get` answers:");
    match client.call(productrow::get(404)).await {
        Err(Error::Api(e)) if e.kind == productrow::GetError::NotFound => {
            println!("  GetError::{:?}: {e}", e.kind);
        }
        Err(other) => return Err(other.into()),
        Ok(row) => println!("  unexpectedly {row:?}"),
    }
    Ok(())
}

fn show(rows: &[productrow::Row]) {
    println!(
        "  {:>6}  {:<10} {:>8}  {:>9}  {:>12}",
        "id", "product", "quantity", "price", "without tax"
    );
    for row in rows {
        println!(
            "  {:>6}  {:<10} {:>8}  {:>9}  {:>12}",
            row.id.map(|id| id.to_string()).unwrap_or_default(),
            row.product_name.as_deref().unwrap_or_default(),
            row.quantity.unwrap_or_default(),
            row.price.unwrap_or_default(),
            row.price_exclusive.unwrap_or_default(),
        );
    }
}
