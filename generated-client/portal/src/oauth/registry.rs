//! The state of the authorisation server: the application, the portals that have installed it, and
//! their tokens.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bitrix24::SecretString;

use bitrix24::Clock;
use bitrix24::internal::{RealClock, identifier};
use bitrix24::oauth::Tokens;

/// The authorisation server, which several portals may share.
pub(crate) struct Registry {
    clock: Arc<dyn Clock>,
    known: Mutex<Known>,
}

/// Its state.
pub(super) struct Known {
    pub(super) application: App,
    /// The portals that have installed it, by `member_id`.
    pub(super) portals: HashMap<String, Installed>,
    /// The address of the authorisation server.
    pub(super) server: Option<String>,
    pub(super) access: HashMap<String, Grant>,
    pub(super) refresh: HashMap<String, Grant>,
    pub(super) codes: HashMap<String, Grant>,
    /// The error that answers every request for tokens.
    pub(super) refusal: Option<String>,
    /// The number of requests for tokens.
    pub(super) asked: u64,
}

/// A portal that has installed the application.
pub(super) struct Installed {
    pub(super) address: PortalAddress,
    /// The scopes that the application has there, separated by commas.
    pub(super) scope: String,
}

/// Where a portal is reached.
#[derive(Debug, Clone)]
pub(crate) struct PortalAddress {
    /// Its address, such as `http://127.0.0.1:8080`.
    pub(crate) origin: String,
    /// The port at which it listens.
    pub(crate) port: u16,
}

pub(super) struct App {
    pub(super) id: String,
    pub(super) secret: SecretString,
}

/// What a token or a code grants.
pub(super) struct Grant {
    pub(super) member_id: String,
    pub(super) until: Duration,
}

/// The lifetime of an access token.
pub(super) const HOUR: Duration = Duration::from_secs(3600);
/// The lifetime of a refresh token.
const RENEWABLE: Duration = Duration::from_secs(180 * 24 * 3600);

impl Registry {
    pub(crate) fn new(
        clock: Option<Arc<dyn Clock>>,
        application: Option<(String, SecretString)>,
    ) -> Self {
        let (id, secret) =
            application.unwrap_or_else(|| (format!("app.{}", secret()), secret().into()));
        Self {
            clock: clock.unwrap_or_else(|| Arc::new(RealClock::default())),
            known: Mutex::new(Known {
                application: App { id, secret },
                portals: HashMap::new(),
                server: None,
                access: HashMap::new(),
                refresh: HashMap::new(),
                codes: HashMap::new(),
                refusal: None,
                asked: 0,
            }),
        }
    }

    pub(super) fn now(&self) -> Duration {
        self.clock.now()
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    /// Issues a new pair. Earlier pairs keep their lifetimes.
    pub(super) fn issue(&mut self, member_id: &str, now: Duration) -> Tokens {
        let (access, refresh) = (secret(), secret());
        let good = |time| Grant {
            member_id: member_id.to_owned(),
            until: now + time,
        };
        self.access.insert(access.clone(), good(HOUR));
        self.refresh.insert(refresh.clone(), good(RENEWABLE));
        let portal = self
            .portals
            .get(member_id)
            .expect("a portal has its address before anybody can ask");
        Tokens::builder()
            .member_id(member_id)
            .client_endpoint(format!("{}/rest/", portal.address.origin))
            .access_token(access)
            .refresh_token(refresh)
            .expires_in(HOUR.as_secs())
            .scope(&portal.scope)
            .status("L")
            .user_id(crate::webhook::USER)
            .build()
            .expect("every part is set")
    }
}

impl fmt::Debug for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Registry").finish_non_exhaustive()
    }
}

/// 32 fresh digits and letters. They guard only a port of this machine.
pub(super) fn secret() -> String {
    identifier().replace('-', "")
}
