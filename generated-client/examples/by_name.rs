//! Methods without types: calls and lists by name, against a portal in the process.
//!
//! `cargo run --example by_name`

use bitrix24::{Params, RawMethod};
use bitrix24_portal::Portal;
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let portal = Portal::start().await?;
    portal.add_deals(120);
    let client = portal.client()?;

    // Page after page, as the portal counts them.
    let params = json!({ "select": ["ID", "TITLE"] });
    let mut pages = client.list_raw("crm.deal.list", params).pages();
    let mut id = None;
    while let Some(page) = pages.next().await {
        let page = page?;
        println!("{} of {:?} deals", page.rows.len(), page.total);
        id = page.rows.last().map(|deal| deal["ID"].clone());
    }

    // A call that is declared to change nothing is sent again when its answer is lost.
    let get = RawMethod::from("crm.deal.get").reads();
    let params = Params::new().param("id", id.unwrap_or_default());
    let deal = client.call_raw(get, params).await?;
    println!("The last one: {:?}", deal["TITLE"].as_text());

    // By a cursor, many pages in one request. The rows stand under `items`, which need not be said.
    let params = json!({ "entityTypeId": 2, "select": ["id", "title"] });
    let deals = client.list_raw("crm.item.list", params).cursor("id");
    let deals = deals.in_batches().all().await?;
    println!("All {} deals in batches", deals.len());
    Ok(())
}
