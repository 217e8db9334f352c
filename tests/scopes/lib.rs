//! The parts of the client that do not depend on scopes: `scopes.rs` builds this without any.

use bitrix24::catalog::{MeasureCode, Product, Store};
use bitrix24::crm::item::productrow::Row;
use bitrix24::crm::{Deal, Quote};
use bitrix24::event::{self, ApplicationToken, Data};
use bitrix24::{AnyError, Client, Id, Params, SystemError, Value};

/// Identifiers are typed, even where the type itself is not enabled.
#[derive(Debug)]
pub struct Shelf {
    /// Of the scope `catalog`, as the next two.
    pub product: Id<Product>,
    /// By its code.
    pub measure: Id<MeasureCode>,
    /// A warehouse.
    pub store: Id<Store>,
    /// Of the scope `crm`, as the next two.
    pub deal: Id<Deal>,
    /// An estimate.
    pub quote: Id<Quote>,
    /// Of a namespace without enabled methods.
    pub row: Id<Row>,
}

/// Every method can be called by its name.
pub async fn product(client: &Client, shelf: &Shelf) -> Result<Value, AnyError> {
    let params = Params::new().with::<Id<Product>, bitrix24::Required>("id", shelf.product);
    client.call_raw("catalog.product.get", params).await
}

/// Handlers receive events whatever the scopes; without scopes every event is unknown.
pub fn event_name(body: &[u8], token: &ApplicationToken) -> Option<String> {
    let event = event::decode(body).ok()?.verify(token).ok()?;
    match event.data {
        Data::Unknown { name, .. } => Some(name),
        _ => None,
    }
}

/// The errors that any method may return belong to no scope.
pub fn is_busy(error: &AnyError) -> bool {
    error.code() == Some(SystemError::QueryLimitExceeded.code())
}
