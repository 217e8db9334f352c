//! The parts of a portal, independent of HTTP: its state, tokens, limits and faults, and what it
//! has received and sent.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bitrix24::SecretString;

use crate::account::Account;
use crate::called::Called;
use crate::faults::Faults;
use crate::idempotency::Replays;
use crate::limits::Gate;
use crate::oauth::{OAuth, PortalAddress};
use crate::outbox::Outbox;
use crate::own::Own;
use crate::received::Received;
use crate::state::State;
use crate::webhook::Webhook;

/// Settings of a portal.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) ignore_unknown: bool,
    pub(crate) max_request_bytes: usize,
    /// The code of the webhook; a random one if there is none.
    pub(crate) code: Option<SecretString>,
    pub(crate) hook: Option<Hook>,
    pub(crate) account: Account,
}

/// A function that sees every answered call.
#[derive(Clone)]
pub(crate) struct Hook(pub(crate) Arc<dyn Fn(&Called) + Send + Sync>);

impl fmt::Debug for Hook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hook").finish_non_exhaustive()
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            ignore_unknown: false,
            max_request_bytes: 16 * 1024 * 1024,
            code: None,
            hook: None,
            account: Account::default(),
        }
    }
}

/// The number of calls that are kept for [`Desk::received`].
const KEPT: usize = 10_000;

/// The parts of a portal.
pub(crate) struct Desk {
    pub(crate) settings: Settings,
    pub(crate) webhook: Webhook,
    oauth: Arc<OAuth>,
    pub(crate) gate: Gate,
    state: Mutex<State>,
    received: Mutex<VecDeque<Received>>,
    pub(crate) outbox: Arc<Outbox>,
    pub(crate) faults: Faults,
    pub(crate) replays: Replays,
    pub(crate) own: Own,
}

impl Desk {
    pub(crate) fn new(settings: Settings, own: Own, oauth: OAuth, gate: Gate) -> Self {
        let oauth = Arc::new(oauth);
        Self {
            webhook: Webhook::new(settings.code.clone()),
            settings,
            own,
            gate,
            state: Mutex::new(State::seeded()),
            received: Mutex::default(),
            outbox: Arc::new(Outbox::new(Arc::clone(&oauth))),
            faults: Faults::default(),
            replays: Replays::default(),
            oauth,
        }
    }

    pub(crate) fn oauth(&self) -> &OAuth {
        &self.oauth
    }

    /// Sets the address at which the portal listens.
    pub(crate) fn listens(&self, address: PortalAddress) {
        self.state().drive.listens(address.origin.clone());
        self.oauth.listens(address);
    }

    /// Tells the hook of an answered call.
    pub(crate) fn on_call(&self, called: &Called) {
        if let Some(hook) = &self.settings.hook {
            (hook.0)(called);
        }
    }

    pub(crate) fn max_request_bytes(&self) -> usize {
        self.settings.max_request_bytes
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The calls with the code of the webhook, oldest first.
    pub(crate) fn received(&self) -> MutexGuard<'_, VecDeque<Received>> {
        self.received.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn keep(&self, received: Received) {
        let mut kept = self.received();
        if kept.len() == KEPT {
            kept.pop_front();
        }
        kept.push_back(received);
    }
}

impl fmt::Debug for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Desk")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
