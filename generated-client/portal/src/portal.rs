//! The portal as tests see it.

mod application;
mod builder;
mod events;
mod faults;

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use bitrix24::error::BuildError;
use bitrix24::{Client, Decimal, Limits};

pub use self::builder::PortalBuilder;
pub use self::events::NotForWebhooks;
use crate::desk::Desk;
use crate::outbox::Courier;
use crate::received::Received;
use crate::server::Server;
use crate::state::{Key, Product};

/// A portal in the process; it stops when it is dropped. See [the crate](crate).
#[must_use = "the portal stops when it is dropped"]
pub struct Portal {
    server: Server,
    /// Where it is besides, when it has moved.
    moved: Mutex<Vec<Server>>,
    desk: Arc<Desk>,
    /// Sends what happens to the handlers; it stops when this is dropped.
    _courier: Courier,
}

impl Portal {
    /// Starts a portal at a free port of this machine. It needs a tokio runtime with I/O and time enabled, and runs as long
    /// as that does.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// Starts a portal with settings of its own.
    pub fn builder() -> PortalBuilder {
        PortalBuilder::default()
    }

    /// Address of the portal's webhook: `http://127.0.0.1:<port>/rest/1/<code>/`.
    pub fn webhook_url(&self) -> String {
        format!("http://{}{}", self.server.address, self.desk.webhook.path())
    }

    /// Where the portal listens.
    pub fn address(&self) -> SocketAddr {
        self.server.address
    }

    /// A client for the portal's webhook. It keeps no limits, as this portal has none.
    pub fn client(&self) -> Result<Client, BuildError> {
        Client::builder()
            .webhook(self.webhook_url())
            .limits(Limits::unlimited())
            .build()
    }

    /// Adds many deals that are alike, under the next identifiers. They take no room, so that a million of them is no
    /// more than one: for the test of an export.
    pub fn add_deals(&self, count: u32) {
        self.desk.state().add_deals(count);
    }

    /// Creates a CRM object under an identifier of one's own, with the documented defaults in its fields. Objects that are
    /// there already, and objects of kinds that the portal does not have, change nothing.
    ///
    /// `owner_type` is a `bitrix24::crm::OwnerType` or its code, such as `"D"`.
    pub fn add_owner(&self, owner_type: impl fmt::Display, id: i64) {
        if let Some(key) = key(&owner_type, id) {
            self.desk.state().add(key);
        }
    }

    /// Creates a delivery for a CRM object, and answers its identifier. On a real portal people do it in the card of a deal or
    /// an invoice; no method does. The object is created where it is not there.
    pub fn add_delivery(
        &self,
        owner_type: impl fmt::Display,
        id: i64,
        service: &str,
        price: Decimal,
    ) -> Option<i64> {
        let key = key(&owner_type, id)?;
        let mut state = self.desk.state();
        state.add(key);
        Some(state.deliver(key, service, price))
    }

    /// Adds an order of the shop that belongs to nothing yet, so that `crm.orderentity.add` can link it.
    pub fn add_order(&self, id: i64) {
        self.desk.state().order_links.add(id);
    }

    /// Adds a simple product to the catalogue; rows take its name.
    pub fn add_product(&self, id: i64, name: impl Into<String>) {
        self.desk.state().catalogue.add(id, Product::new(name));
    }

    /// Issues a payment for a product row, so that `crm.item.productrow.getAvailableForPayment` has it no more. Answers
    /// whether there is such a row.
    pub fn bill_row(&self, id: i64) -> bool {
        self.desk.state().rows.bill(id)
    }

    /// The calls that came with the code of the webhook, oldest first, be they answered with an error or not; the last
    /// 10,000 of them.
    pub fn requests(&self) -> Vec<Received> {
        self.desk.received().iter().cloned().collect()
    }
}

fn key(owner_type: &impl fmt::Display, id: i64) -> Option<Key> {
    Key::of_code(&owner_type.to_string(), id)
}

impl fmt::Debug for Portal {
    /// The code of the webhook is not shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Portal")
            .field("address", &self.server.address)
            .finish_non_exhaustive()
    }
}
