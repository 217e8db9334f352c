//! Renews expired pairs: once for all callers, without losing the new pair.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tracing::Instrument;

use super::{Pair, Refusal, Renewed, Session, State};
use crate::error::{AuthCode, AuthError, AuthKind};
use crate::hook::RenewalInfo;
use crate::platform;
use crate::stats::Counters;
use crate::tokens::{Saved, StoreError, Tokens};

/// How long the authorisation server is not asked again after it has refused a pair, so that
/// failing calls do not cause as many requests to it.
const PAUSE: Duration = Duration::from_secs(60);
/// Interval between attempts to save a pair.
const NEXT_SAVE: Duration = Duration::from_secs(5);
/// Time limit of a store's operation.
const STORE_LIMIT: Duration = Duration::from_secs(10);
/// Waits for another process to save the pair that it got for our refresh token.
const OTHERS: [Duration; 3] = [
    Duration::from_millis(250),
    Duration::from_millis(500),
    Duration::from_secs(1),
];

/// Why a pair is to be renewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause {
    /// The portal says that it has expired.
    Expired,
    /// The portal has another address.
    Moved,
}

/// The end of a renewal, even if it panics.
struct Landing(Arc<Session>);

impl Drop for Landing {
    fn drop(&mut self) {
        self.0.lock().flight = None;
    }
}

impl Session {
    /// Returns a newer pair than the refused one: the current one, or the outcome of the one
    /// renewal that all callers await.
    ///
    /// The renewal is a task of its own: when its callers are dropped, the new pair is not lost.
    pub(crate) async fn renew(self: &Arc<Self>, refused: &Arc<Pair>, cause: Cause) -> Renewed {
        let mut flight = {
            let mut state = self.lock();
            if !Arc::ptr_eq(&state.pair, refused) && state.flight.is_none() {
                return Ok(Arc::clone(&state.pair));
            }
            if let Some(flight) = &state.flight {
                flight.clone()
            } else {
                if refused.is_fresh(self.clock().now()) {
                    return Err(AuthError::new(AuthKind::FreshTokenRefused));
                }
                let (sender, flight) = watch::channel(None);
                state.flight = Some(flight.clone());
                let (session, refused) = (Arc::clone(self), Arc::clone(refused));
                let running = self.tasks.begin();
                let task = async move {
                    let _running = running;
                    let landing = Landing(session);
                    let renewed = landing.0.fly(&refused, cause).await;
                    drop(landing);
                    // There may be no caller any more.
                    let _ = sender.send(Some(renewed));
                };
                platform::spawn(task.in_current_span());
                flight
            }
        };
        match flight.wait_for(Option::is_some).await {
            Ok(renewed) => match &*renewed {
                Some(renewed) => renewed.clone(),
                None => Err(AuthError::new(AuthKind::Interrupted)),
            },
            Err(_) => Err(AuthError::new(AuthKind::Interrupted)),
        }
    }

    async fn fly(&self, refused: &Arc<Pair>, cause: Cause) -> Renewed {
        // Another process may have renewed it already. If its pair has the same old address, that
        // one is renewed.
        let newer = self.newer(refused).await;
        let old = match newer {
            Some(pair) if cause == Cause::Expired || has_moved(refused, &pair) => return Ok(pair),
            Some(pair) => pair,
            None => Arc::clone(refused),
        };
        if let Some(error) = self.refusal(&old) {
            return Err(error);
        }
        match self.server.refresh(&old.tokens).await {
            Ok(tokens) => Ok(self.land(&old, tokens).await),
            Err(error) => {
                if error.code() == Some(&AuthCode::InvalidGrant) {
                    // Or is about to: its pair has replaced ours at the server, and is being saved
                    // to the store.
                    for wait in OTHERS.into_iter().filter(|_| self.store.is_some()) {
                        self.clock().sleep_until(self.clock().now() + wait).await;
                        if let Some(pair) = self.newer(&old).await {
                            return Ok(pair);
                        }
                    }
                }
                tracing::warn!(
                    member_id = old.tokens.member_id(),
                    reason = %error.kind,
                    "the tokens could not be renewed"
                );
                if matches!(error.kind, AuthKind::Refused { .. }) {
                    self.lock().refusal = Some(Refusal {
                        pair: old,
                        at: self.clock().now(),
                        error: error.clone(),
                    });
                }
                Err(error)
            }
        }
    }

    /// A recent refusal of this pair by the server.
    fn refusal(&self, pair: &Arc<Pair>) -> Option<AuthError> {
        let now = self.clock().now();
        let state = self.lock();
        let refusal = state.refusal.as_ref()?;
        let is_recent = Arc::ptr_eq(&refusal.pair, pair) && now < refusal.at.saturating_add(PAUSE);
        is_recent.then(|| refusal.error.clone())
    }

    /// Uses the pair of the store, if another process has saved one since.
    async fn newer(&self, old: &Arc<Pair>) -> Option<Arc<Pair>> {
        let store = self.store.as_ref()?;
        let ours = &old.tokens;
        let kept = match within(store.load(ours.member_id())).await {
            Ok(kept) => kept,
            Err(error) => {
                tracing::warn!(
                    member_id = ours.member_id(),
                    reason = %error,
                    "the token store could not be read; the tokens in memory stay in use"
                );
                return None;
            }
        };
        if kept
            .as_ref()
            .is_some_and(|kept| kept.is_of_another_user(ours))
        {
            // The user of the calls must not change silently, and the other user's tokens must not
            // be overwritten.
            return None;
        }
        let mut state = self.lock();
        match kept {
            Some(kept) if is_news(&state, ours, &kept) => {
                state.is_stored_known = true;
                let pair = self.take(state, kept.clone(), Some(kept), None);
                self.tell(old, &pair, None);
                Some(pair)
            }
            kept => {
                // The next pair replaces the stored one.
                state.stored = kept;
                state.is_stored_known = true;
                None
            }
        }
    }

    /// A new pair from the server goes into memory first, where no store can lose it, and then into
    /// the store.
    async fn land(&self, refused: &Arc<Pair>, tokens: Tokens) -> Arc<Pair> {
        Counters::add(&self.counters.refreshes);
        let now = self.clock().now();
        let pair = {
            let state = self.lock();
            // A store that could not be read probably has the pair that was renewed.
            let stored = match &state.stored {
                None if !state.is_stored_known => Some(refused.tokens.clone()),
                stored => stored.clone(),
            };
            self.take(state, tokens, stored, Some(now))
        };
        let saved = self.save(&pair).await;
        let pair = match &saved {
            Ok(Some(theirs)) => Arc::clone(theirs),
            _ => pair,
        };
        self.tell(refused, &pair, saved.err().as_ref());
        pair
    }

    /// Calls are sent with these tokens from now on.
    fn take(
        &self,
        mut state: std::sync::MutexGuard<'_, State>,
        tokens: Tokens,
        stored: Option<Tokens>,
        given: Option<Duration>,
    ) -> Arc<Pair> {
        self.secrets.keep(&tokens);
        let pair = Arc::new(Pair::new(tokens, given, self.clock().now()));
        state.stored = stored;
        state.unsaved = None;
        state.pair = Arc::clone(&pair);
        pair
    }

    /// Saves a pair to the store, replacing the pair that is known to be there. Returns the pair of
    /// another process that was faster, which is used instead.
    async fn save(&self, pair: &Arc<Pair>) -> Result<Option<Arc<Pair>>, StoreError> {
        let Some(store) = &self.store else {
            return Ok(None);
        };
        let mut replaced = {
            let state = self.lock();
            if !Arc::ptr_eq(&state.pair, pair) {
                // A newer one is stored already.
                return Ok(None);
            }
            state.stored.clone()
        };
        let mut saved = within(store.save(&pair.tokens, replaced.as_ref())).await;
        if let Ok(Saved::Theirs(theirs)) = &saved
            && self.is_older_than_ours(theirs, pair)
        {
            replaced = Some((**theirs).clone());
            saved = within(store.save(&pair.tokens, replaced.as_ref())).await;
        }
        let mut state = self.lock();
        let is_current = Arc::ptr_eq(&state.pair, pair);
        match saved {
            Ok(Saved::Ours) => {
                if is_current {
                    state.stored = Some(pair.tokens.clone());
                    state.is_stored_known = true;
                    state.unsaved = None;
                }
                Ok(None)
            }
            Ok(Saved::Theirs(theirs)) if is_current && !theirs.is_of_another_user(&pair.tokens) => {
                tracing::debug!("another process has saved a newer pair of tokens, which is taken");
                state.is_stored_known = true;
                let theirs = self.take(state, (*theirs).clone(), Some(*theirs), None);
                Ok(Some(theirs))
            }
            Ok(Saved::Theirs(_)) => Ok(None),
            Err(error) => {
                if is_current {
                    state.unsaved = Some(self.server.clock.now());
                }
                tracing::warn!(
                    member_id = pair.tokens.member_id(),
                    reason = %error,
                    "new tokens could not be saved; they are kept in memory, and later calls try again"
                );
                Err(error)
            }
        }
    }

    /// Whether a pair, found in a store that could not be read before, is older than ours.
    fn is_older_than_ours(&self, theirs: &Tokens, ours: &Pair) -> bool {
        !self.lock().is_stored_known
            && !theirs.is_of_another_user(&ours.tokens)
            && ours.tokens.lasts_longer_than(theirs)
    }

    /// Tries to save an unsaved pair in the background, if the last attempt is long enough ago.
    pub(super) fn save_again(self: &Arc<Self>) {
        let now = self.clock().now();
        let mut state = self.lock();
        match state.unsaved {
            Some(last) if now >= last.saturating_add(NEXT_SAVE) => state.unsaved = Some(now),
            _ => return,
        }
        let (session, pair) = (Arc::clone(self), Arc::clone(&state.pair));
        let running = self.tasks.begin();
        platform::spawn(async move {
            let _running = running;
            // Errors are reported there.
            let _ = session.save(&pair).await;
        });
    }

    /// Waits for renewals in progress, and saves the pair if it is not saved yet.
    pub(crate) async fn settled(&self) -> Result<(), AuthError> {
        self.tasks.finished().await;
        let unsaved = {
            let state = self.lock();
            state.unsaved.is_some().then(|| Arc::clone(&state.pair))
        };
        if let Some(pair) = unsaved {
            let saved = self.save(&pair).await;
            saved.map_err(|error| AuthError::new(AuthKind::Store).caused_by(error))?;
        }
        Ok(())
    }

    /// Reports a new pair, and a new address.
    fn tell(&self, before: &Pair, after: &Pair, unsaved: Option<&StoreError>) {
        let (from, to) = (before.tokens.endpoint(), after.tokens.endpoint());
        let member_id = after.tokens.member_id();
        let moved_from = has_moved(before, after).then(|| &**from.portal());
        if let Some(from) = moved_from {
            tracing::info!(member_id, from, to = %to.portal(), "the portal has moved");
        }
        tracing::debug!(
            member_id,
            by_server = after.given.is_some(),
            "the tokens were renewed"
        );
        for hook in &self.hooks {
            hook.renewed(&RenewalInfo {
                member_id,
                portal: to.portal(),
                moved_from,
                by_server: after.given.is_some(),
                unsaved,
            });
        }
    }
}

/// Whether another process has saved tokens since the last look at the store.
fn is_news(state: &State, ours: &Tokens, kept: &Tokens) -> bool {
    if kept.is_same_pair(ours) {
        return false;
    }
    let stored = state.stored.as_ref();
    if stored.is_some_and(|stored| kept.is_same_pair(stored)) {
        return false;
    }
    // On the first look, the store may have newer tokens than those that the client began with.
    state.is_stored_known || !ours.lasts_longer_than(kept)
}

fn has_moved(before: &Pair, after: &Pair) -> bool {
    before.tokens.endpoint() != after.tokens.endpoint()
}

/// A store that hangs must not delay the calls.
pub(crate) async fn within<T>(
    work: impl Future<Output = Result<T, StoreError>>,
) -> Result<T, StoreError> {
    let result = platform::timeout(STORE_LIMIT, work).await;
    result.unwrap_or(Err(StoreError::Timeout))
}
