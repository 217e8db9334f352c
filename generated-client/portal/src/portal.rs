//! The portal in tests.

mod application;
mod builder;
mod events;
mod faults;
mod own;

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
use crate::server::{Listen, Server};
use crate::state::{Key, Product};

/// A portal in the process, which stops when it is dropped. See [the crate](crate).
#[must_use = "the portal stops when it is dropped"]
pub struct Portal {
    server: Server,
    /// Its new address, if it has moved.
    moved: Mutex<Vec<Server>>,
    desk: Arc<Desk>,
    /// How it listens, also after it has moved.
    listen: Listen,
    /// Sends events to the handlers, and stops when this is dropped.
    _courier: Courier,
}

impl Portal {
    /// Starts a portal on a free port of this machine. It needs a tokio runtime with I/O and time
    /// enabled, and runs until that ends.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// Starts a portal with settings.
    pub fn builder() -> PortalBuilder {
        PortalBuilder::default()
    }

    /// Address of the portal's webhook: `http://127.0.0.1:<port>/rest/1/<code>/`.
    pub fn webhook_url(&self) -> String {
        format!("{}{}", self.server.origin, self.desk.webhook.path())
    }

    /// The address at which the portal listens.
    pub fn address(&self) -> SocketAddr {
        self.server.address
    }

    /// A client for the portal's webhook, without limits, since this portal has none.
    pub fn client(&self) -> Result<Client, BuildError> {
        Client::builder()
            .webhook(self.webhook_url())
            .limits(Limits::unlimited())
            .build()
    }

    /// Adds many similar deals under the next identifiers, such as for the test of an export. They
    /// take no memory: a million of them is as cheap as one.
    pub fn add_deals(&self, count: u32) {
        self.desk.state().add_deals(count);
    }

    /// Creates a CRM object under the given identifier, with the documented defaults in its fields.
    /// Does nothing if the object exists, or if the portal does not have its kind.
    ///
    /// `owner_type` is a `bitrix24::crm::OwnerType` or its code, such as `"D"`.
    pub fn add_owner(&self, owner_type: impl fmt::Display, id: i64) {
        if let Some(key) = key(&owner_type, id) {
            self.desk.state().add(key);
        }
    }

    /// Creates a delivery for a CRM object, and returns its identifier. On a real portal, users
    /// create deliveries in the card of a deal or an invoice; no method does. Creates the object if
    /// it does not exist.
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

    /// Adds an order of the shop without an owner, which `crm.orderentity.add` can link.
    pub fn add_order(&self, id: i64) {
        self.desk.state().order_links.add(id);
    }

    /// Adds a simple product to the catalogue; rows take its name.
    pub fn add_product(&self, id: i64, name: impl Into<String>) {
        self.desk.state().catalogue.add(id, Product::new(name));
    }

    /// Issues a payment for a product row, so that `crm.item.productrow.getAvailableForPayment` no
    /// longer lists it. Returns whether the row exists.
    pub fn bill_row(&self, id: i64) -> bool {
        self.desk.state().rows.bill(id)
    }

    /// The last 10,000 calls with the code of the webhook, failed ones included, oldest first.
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
