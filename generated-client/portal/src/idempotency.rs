//! Idempotency keys: a write that repeats a key gets the first answer, and does not run again.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use hyper::header::{HeaderMap, HeaderName, HeaderValue};

use crate::answer::{Failure, Reply};
use crate::dto::system;
use crate::received::Caller;

/// The time for which an answer is kept.
const KEPT: Duration = Duration::from_secs(24 * 60 * 60);
/// The number of answers that are kept.
const MOST: usize = 10_000;
/// The largest length of a key.
const LONGEST: usize = 255;

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// The key of a request, if it has one.
pub(crate) fn key(headers: &HeaderMap) -> Result<Option<&HeaderValue>, Failure> {
    let Some(key) = headers.get(KEY) else {
        return Ok(None);
    };
    let bytes = key.as_bytes();
    let is_printable = |byte: &u8| matches!(byte, b' '..=b'~');
    if (1..=LONGEST).contains(&bytes.len()) && bytes.iter().all(is_printable) {
        return Ok(Some(key));
    }
    let message = format!("The idempotency key has 1 to {LONGEST} printable ASCII characters");
    Err(system("INVALIDIDEMPOTENCYKEY", message))
}

/// The stored answers.
#[derive(Debug, Default)]
pub(crate) struct Replays(Mutex<Kept>);

/// A key with the scope in which it is unique. The webhook and the application have one user each.
type Slot = (Caller, String, Vec<u8>);

#[derive(Debug, Default)]
struct Kept {
    answers: HashMap<Slot, Exchange>,
    /// The slots in the order in which they were filled.
    order: VecDeque<(Duration, Slot)>,
}

/// A call that succeeded.
#[derive(Debug)]
struct Exchange {
    body: Vec<u8>,
    reply: Reply,
}

impl Replays {
    /// Runs a call, or returns the answer of the earlier call with its key. Calls with keys run one
    /// after another, so two simultaneous calls run once.
    pub(crate) fn once(
        &self,
        (caller, method, key): (Caller, &str, &HeaderValue),
        body: &[u8],
        now: Duration,
        run: impl FnOnce() -> Reply,
    ) -> Result<Reply, Failure> {
        let slot = (caller, method.to_owned(), key.as_bytes().to_vec());
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.forget(now);
        if let Some(exchange) = kept.answers.get(&slot) {
            if exchange.body != body {
                let message = "The idempotency key was used with another request";
                return Err(system("IDEMPOTENCYKEYREUSED", message));
            }
            let mut reply = exchange.reply.clone();
            reply
                .headers
                .push((REPLAYED, HeaderValue::from_static("true")));
            return Ok(reply);
        }
        let mut reply = run();
        if reply.status == 200 {
            reply.headers.push((KEY, key.clone()));
            kept.order.push_back((now, slot.clone()));
            let exchange = Exchange {
                body: body.to_vec(),
                reply: reply.clone(),
            };
            kept.answers.insert(slot, exchange);
        }
        Ok(reply)
    }
}

impl Kept {
    /// Removes expired answers, and the oldest beyond the limit.
    fn forget(&mut self, now: Duration) {
        while let Some((since, slot)) = self.order.front() {
            if *since + KEPT > now && self.order.len() < MOST {
                break;
            }
            self.answers.remove(slot);
            self.order.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use bitrix24::{Map, Value};

    use super::*;

    /// The number of runs of a write with these keys, each with its caller, method, body and
    /// second.
    fn runs(calls: &[(Caller, &str, &'static str, &str, u64)], status: u16) -> usize {
        let (replays, count) = (Replays::default(), Cell::new(0));
        for (caller, method, key, body, second) in calls {
            let slot = (*caller, *method, &HeaderValue::from_static(key));
            let run = || {
                count.set(count.get() + 1);
                Reply::new((status, Value::Map(Map::new())))
            };
            let now = Duration::from_secs(*second);
            drop(replays.once(slot, body.as_bytes(), now, run));
        }
        count.get()
    }

    #[test]
    fn a_key_belongs_to_one_caller_one_method_and_one_day() {
        use Caller::{Application, Webhook};
        const DAY: u64 = 24 * 60 * 60;
        let first = (Webhook, "a.add", "k", "{}", 0);
        for (second, expected) in [
            (first, 1),
            ((Webhook, "a.add", "k", "{}", DAY - 1), 1),
            ((Webhook, "a.add", "k", "{}", DAY), 2),
            ((Webhook, "a.add", "k", "[]", 0), 1),
            ((Webhook, "a.add", "K", "{}", 0), 2),
            ((Webhook, "a.update", "k", "{}", 0), 2),
            ((Application, "a.add", "k", "{}", 0), 2),
        ] {
            assert_eq!(runs(&[first, second], 200), expected, "{second:?}");
        }
        // An error is not kept.
        assert_eq!(runs(&[first, first], 400), 2);
    }
}
