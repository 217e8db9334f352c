//! The typed client against a portal in the process, over real HTTP.

mod batch;
mod calls;
mod deals;
mod entities;
mod errors;
mod formats;
mod former;
mod lists;
mod rest3;
mod rows;
mod soak;

use bitrix24::crm::OwnerType;
use bitrix24::crm::item::productrow::{self, AddFields, ListFilter, Row};
use bitrix24::{Client, Id};
use bitrix24_portal::Portal;

/// A deal without rows, which every test may fill.
const DEAL: i64 = 7;

/// A portal with an empty deal, and a client for it.
async fn portal() -> (Portal, Client) {
    let portal = Portal::start().await.expect("a portal starts");
    portal.add_owner(OwnerType::Deal, DEAL);
    let client = portal.client().expect("a portal has an address");
    (portal, client)
}

/// The fields of a row for the deal.
fn fields() -> AddFields {
    AddFields::new(DEAL, OwnerType::Deal)
}

/// The rows of the deal.
fn of_deal() -> ListFilter {
    ListFilter::new(OwnerType::Deal, DEAL)
}

/// Adds a row to the deal and gives its identifier.
async fn add(client: &Client, fields: AddFields) -> Id<Row> {
    let row = client
        .call(productrow::add(fields))
        .await
        .expect("the row is added");
    row.id.expect("a row has an identifier")
}
