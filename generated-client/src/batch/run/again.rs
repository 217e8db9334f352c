//! Repeats commands that the limits refused.

use std::time::Duration;

use crate::error::Error;
use crate::error_kind::SystemError;
use crate::retry::{RetryPolicy, RetryReason};
use crate::stats::Counters;

use super::{Outcomes, Run};

impl Run<'_> {
    /// The commands that the limits refused.
    pub(super) fn to_repeat(&self, sent: &[usize], silent: &[usize], done: &Outcomes) -> Again {
        let reason = |command: &usize| match done.get(command)? {
            Err(Error::Api(error)) => match SystemError::from_code(&error.code)? {
                SystemError::QueryLimitExceeded => Some(RetryReason::QueryLimit),
                SystemError::OperationTimeLimit => Some(RetryReason::OperationLimit),
                _ => None,
            },
            _ => None,
        };
        // Others in the request ran without its result, and a second answer would not change that.
        let is_needed = |command: usize| {
            sent.iter().any(|other| {
                let needs = &self.commands[*other].references;
                needs.iter().any(|(_, found)| found.command == command) && !silent.contains(other)
            })
        };
        let refused: Vec<_> = sent
            .iter()
            .filter(|command| !is_needed(**command))
            .filter_map(|command| Some((*command, reason(command)?)))
            .collect();
        // With `halt`, nothing after a failed command has run, so the request continues from there.
        let rest = if self.halt && !refused.is_empty() {
            silent.to_vec()
        } else {
            Vec::new()
        };
        Again { refused, rest }
    }
}

/// What is sent again.
pub(super) struct Again {
    /// The commands that did not run, and why.
    pub(super) refused: Vec<(usize, RetryReason)>,
    /// The commands that were to follow them.
    rest: Vec<usize>,
}

impl Again {
    pub(super) fn commands(self) -> Vec<usize> {
        let mut commands: Vec<usize> = self.refused.iter().map(|(command, _)| *command).collect();
        commands.extend(self.rest);
        commands.sort_unstable();
        commands
    }
}

/// Number and time of the waits of a request for the limits.
pub(super) struct Patience<'a> {
    policy: &'a RetryPolicy,
    attempt: u32,
    waited: Duration,
}

impl<'a> Patience<'a> {
    pub(super) fn new(run: &Run<'a>) -> Self {
        let policy = run.options.retry.as_ref();
        Self {
            policy: policy.unwrap_or(&run.client.shared.retry),
            attempt: 1,
            waited: Duration::ZERO,
        }
    }

    /// Waits until the commands may be sent again, and returns how long that took; `None` when they
    /// may not.
    pub(super) async fn wait(&mut self, run: &Run<'_>, again: &Again) -> Option<Duration> {
        if again.refused.is_empty() {
            return None;
        }
        let shared = &run.client.shared;
        let now = shared.clock.now();
        let mut until = now;
        for (command, reason) in &again.refused {
            let moment = if *reason == RetryReason::OperationLimit {
                Counters::add(&shared.counters.operation_limits);
                shared
                    .operating
                    .blocked(&run.commands[*command].method, now, None)
            } else {
                Counters::add(&shared.counters.query_limits);
                now.saturating_add(self.policy.wait(self.attempt, *reason, false))
            };
            until = until.max(moment);
        }
        if again
            .refused
            .iter()
            .any(|(_, reason)| *reason == RetryReason::QueryLimit)
        {
            let portal = shared.auth.portal();
            shared.limiter.refused(&portal, &shared.clock).await;
        }
        let wait = until.saturating_sub(now);
        if self.attempt >= self.policy.attempts {
            return None;
        }
        let is_late = run.deadline.is_some_and(|deadline| until > deadline);
        if is_late || self.waited.saturating_add(wait) > self.policy.time {
            return None;
        }
        self.attempt += 1;
        self.waited = self.waited.saturating_add(wait);
        shared.counters.wait(wait);
        shared.clock.sleep_until(until).await;
        Some(wait)
    }
}
