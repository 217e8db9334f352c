//! The parts of a portal, independent of HTTP: its state, tokens, limits and faults, and what it
//! has received and sent.

use std::collections::VecDeque;
use std::fmt;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::faults::Faults;
use crate::idempotency::Replays;
use crate::limits::Gate;
use crate::oauth::OAuth;
use crate::outbox::Outbox;
use crate::received::Received;
use crate::state::State;
use crate::webhook::Webhook;

/// Settings of a portal.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) ignore_unknown: bool,
    pub(crate) max_request_bytes: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            ignore_unknown: false,
            max_request_bytes: 16 * 1024 * 1024,
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
}

impl Desk {
    pub(crate) fn new(settings: Settings, oauth: OAuth, gate: Gate) -> Self {
        let oauth = Arc::new(oauth);
        Self {
            settings,
            webhook: Webhook::new(),
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
    pub(crate) fn listens(&self, address: SocketAddr) {
        self.oauth.listens(address);
        self.state().drive.listens(format!("http://{address}"));
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
