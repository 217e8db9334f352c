//! Settings of a portal, and its start.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bitrix24::{Clock, Limits};

use super::Portal;
use crate::desk::{Desk, Settings};
use crate::limits::Gate;
use crate::oauth::{OAuth, Registry};
use crate::outbox::Courier;
use crate::server::Server;

/// Settings of a [`Portal`].
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// let portal = bitrix24_portal::Portal::builder().ignore_unknown_parameters(true).start().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Default)]
#[must_use = "a builder does nothing until `start` is called"]
pub struct PortalBuilder {
    settings: Settings,
    clock: Option<Arc<dyn Clock>>,
    limits: Option<Limits>,
    execution_time: Option<Duration>,
    registry: Option<Arc<Registry>>,
}

impl PortalBuilder {
    /// Whether to ignore parameters and fields that the schema does not have, as a real portal
    /// mostly does.
    pub fn ignore_unknown_parameters(mut self, ignore: bool) -> Self {
        self.settings.ignore_unknown = ignore;
        self
    }

    /// Largest body of a request, in bytes; 16 MiB by default. A larger one is answered with status 413.
    pub fn max_request_bytes(mut self, bytes: usize) -> Self {
        self.settings.max_request_bytes = bytes;
        self
    }

    /// The clock for tokens and limits; the real time by default. A
    /// [`VirtualClock`](bitrix24::VirtualClock) can expire tokens at once.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// Shares the application and the authorisation server with another portal, whose clock is then
    /// used: several portals that have installed one application.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use bitrix24::oauth::{MemoryStore, Portals};
    /// use bitrix24_portal::Portal;
    ///
    /// let first = Portal::start().await?;
    /// let second = Portal::builder().authorised_by(&first).start().await?;
    /// let portals = Portals::new(first.application(), MemoryStore::new())?;
    /// for portal in [&first, &second] {
    ///     let client = portals.install(portal.install()).await?;
    ///     assert_eq!(client.portal(), portal.address().to_string());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn authorised_by(mut self, portal: &Portal) -> Self {
        self.registry = Some(Arc::clone(portal.desk.oauth().registry()));
        self
    }

    /// Applies limits: requests above the rate are refused with `QUERY_LIMIT_EXCEEDED`, methods
    /// that have used up their time with `OPERATION_TIME_LIMIT`. There are no limits by default.
    ///
    /// The limits use the portal's [`clock`](Self::clock). With a
    /// [`VirtualClock`](bitrix24::VirtualClock) that a client shares, hours of waiting pass at
    /// once.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = Some(limits);
        self
    }

    /// The time that each call counts towards `OPERATION_TIME_LIMIT`; none by default, and then
    /// `time` in answers has no `operating`.
    pub fn execution_time(mut self, each: Duration) -> Self {
        self.execution_time = Some(each);
        self
    }

    /// Starts the portal; see [`Portal::start`].
    pub async fn start(self) -> io::Result<Portal> {
        let gate = Gate::new(self.limits, self.execution_time, self.clock.clone());
        let registry = self
            .registry
            .unwrap_or_else(|| Arc::new(Registry::new(self.clock)));
        let desk = Arc::new(Desk::new(self.settings, OAuth::new(registry), gate));
        let server = Server::start(Arc::clone(&desk)).await?;
        desk.listens(server.address);
        let courier = Courier::start(Arc::clone(&desk.outbox));
        Ok(Portal {
            server,
            moved: Mutex::default(),
            desk,
            _courier: courier,
        })
    }
}
