//! Settings of a portal, and its start.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bitrix24::{Clock, Limits, SecretString, Value, describe};

use super::Portal;
use crate::called::Called;
use crate::desk::Hook;
use crate::desk::{Desk, Settings};
use crate::limits::Gate;
use crate::oauth::{OAuth, Registry};
use crate::outbox::Courier;
use crate::own::{IntoAnswered, Own};
use crate::server::{Listen, Server};
use crate::tls::Tls;

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
    own: Own,
    application: Option<(String, SecretString)>,
    address: Option<SocketAddr>,
    origin: Option<String>,
    tls: Option<Tls>,
}

const LOCALHOST: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

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

    /// The scopes that webhook and application have; all by default. A method of another scope is
    /// refused with `insufficient_scope`. `scope`, tokens, events and widgets name these.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use serde_json::json;
    ///
    /// let portal = bitrix24_portal::Portal::builder().scopes(["crm"]).start().await?;
    /// let client = portal.client()?;
    /// client.call_raw("crm.item.productrow.fields", json!({})).await?;
    /// let refused = client.call_raw("user.get", json!({})).await;
    /// # if bitrix24::describe::method("user.get", 2).is_some() {
    /// assert_eq!(refused.unwrap_err().code(), Some("insufficient_scope"));
    /// # }
    /// # Ok(())
    /// # }
    /// ```
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        let scopes = scopes.into_iter().map(Into::into);
        self.settings.account.scopes = Some(scopes.collect());
        self
    }

    /// The plan that `app.info` tells an application, such as `std`, `pro100` or `ent250`, also with
    /// its language in front (`en_ent250`); that of the documented answer by default.
    /// [`limits`](Self::limits) are set apart from it.
    pub fn plan(mut self, plan: impl Into<String>) -> Self {
        self.settings.account.set_plan(plan.into());
        self
    }

    /// The time that each call counts towards `OPERATION_TIME_LIMIT`; none by default, and then
    /// `time` in answers has no `operating`.
    pub fn execution_time(mut self, each: Duration) -> Self {
        self.execution_time = Some(each);
        self
    }

    /// The port at which the portal listens; a free one by default.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// # let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    /// use bitrix24_portal::Portal;
    ///
    /// let portal = Portal::builder().port(port).webhook_code("secret").start().await?;
    /// assert_eq!(portal.webhook_url(), format!("http://127.0.0.1:{port}/rest/1/secret/"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn port(mut self, port: u16) -> Self {
        let ip = self.address.map_or(LOCALHOST, |address| address.ip());
        self.address = Some(SocketAddr::new(ip, port));
        self
    }

    /// The address at which the portal listens; this machine only by default. The portal guards
    /// nothing: whoever reaches it may do everything.
    pub fn host(mut self, ip: IpAddr) -> Self {
        let port = self.address.map_or(0, |address| address.port());
        self.address = Some(SocketAddr::new(ip, port));
        self
    }

    /// The address by which clients reach the portal, such as `http://portal:8080`, where that is
    /// not the one at which it listens. Tokens, addresses of files and the webhook have it.
    pub fn origin(mut self, origin: impl Into<String>) -> Self {
        self.origin = Some(origin.into().trim_end_matches('/').to_owned());
        self
    }

    /// The code of the webhook; a random one by default.
    pub fn webhook_code(mut self, code: impl Into<SecretString>) -> Self {
        self.settings.code = Some(code.into());
        self
    }

    /// The identifier and the secret of the application; random ones by default. Has no effect with
    /// [`authorised_by`](Self::authorised_by).
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let portal = bitrix24_portal::Portal::builder().application("local.1", "secret").start().await?;
    /// assert_eq!(portal.application().client_id(), "local.1");
    /// # Ok(())
    /// # }
    /// ```
    pub fn application(mut self, id: impl Into<String>, secret: impl Into<SecretString>) -> Self {
        self.application = Some((id.into(), secret.into()));
        self
    }

    /// Serves `https` with this certificate and its key, both in the PEM format. Whoever calls the
    /// portal has to trust the certificate.
    ///
    /// # Errors
    ///
    /// They cannot be read, or do not fit each other.
    #[cfg(feature = "tls")]
    pub fn tls(mut self, certificate: impl AsRef<[u8]>, key: impl AsRef<[u8]>) -> io::Result<Self> {
        self.tls = Some(Tls::read(certificate.as_ref(), key.as_ref())?);
        Ok(self)
    }

    /// Serves the methods of a schema of your own, from the `DESCRIPTION` that
    /// [`bitrix24::schema!`](https://docs.rs/bitrix24/latest/bitrix24/macro.schema.html) writes with the
    /// feature `describe`. Calls are checked against it. [`on`](Self::on) sets answers; without
    /// one, a method answers with values of the types of its result, of which those have the values
    /// of parameters that have their names.
    ///
    /// # Errors
    ///
    /// The text is no description.
    pub fn schema(mut self, description: &str) -> Result<Self, describe::Unreadable> {
        self.own.describe(description)?;
        Ok(self)
    }

    /// Sets the answer of a method, which need not be described; see [`Portal::on`].
    pub fn on<T: IntoAnswered>(
        self,
        method: &str,
        answer: impl Fn(&Value) -> T + Send + Sync + 'static,
    ) -> Self {
        let respond = move |parameters: &Value| answer(parameters).into_answered();
        self.own.on(method, Arc::new(respond));
        self
    }

    /// Calls a function with every answered call, such as to write a line to a log. A batch is one
    /// call. The function runs before the answer is sent, and must not block.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use std::sync::{Arc, Mutex};
    ///
    /// let lines = Arc::new(Mutex::new(Vec::new()));
    /// let log = Arc::clone(&lines);
    /// let portal = bitrix24_portal::Portal::builder()
    ///     .on_call(move |called| log.lock().unwrap().push(called.to_string()))
    ///     .start()
    ///     .await?;
    /// portal.client()?.call_raw("crm.item.productrow.fields", serde_json::json!({})).await?;
    /// assert!(lines.lock().unwrap()[0].starts_with("crm.item.productrow.fields 200 in "));
    /// # Ok(())
    /// # }
    /// ```
    pub fn on_call(mut self, hook: impl Fn(&Called) + Send + Sync + 'static) -> Self {
        self.settings.hook = Some(Hook(Arc::new(hook)));
        self
    }

    /// Starts the portal; see [`Portal::start`].
    ///
    /// # Errors
    ///
    /// The port is taken, or cannot be used.
    pub async fn start(self) -> io::Result<Portal> {
        let gate = Gate::new(self.limits, self.execution_time, self.clock.clone());
        let registry = self
            .registry
            .unwrap_or_else(|| Arc::new(Registry::new(self.clock, self.application)));
        let oauth = OAuth::new(registry, self.settings.account.scope());
        let desk = Arc::new(Desk::new(self.settings, self.own, oauth, gate));
        let listen = Listen {
            address: self.address.unwrap_or(SocketAddr::new(LOCALHOST, 0)),
            tls: self.tls,
            origin: self.origin,
        };
        let server = Server::start(Arc::clone(&desk), listen.clone()).await?;
        desk.listens(server.portal_address());
        let courier = Courier::start(Arc::clone(&desk.outbox));
        Ok(Portal {
            server,
            moved: Mutex::default(),
            desk,
            listen,
            _courier: courier,
        })
    }
}
