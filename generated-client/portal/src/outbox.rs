//! The delivery of events to their handlers: a queue, and a courier that empties it in order.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use bitrix24::{ExposeSecret, SecretString};
use tokio::sync::Notify;
use tokio::task::AbortHandle;

use crate::events::Happened;
use crate::form;
use crate::oauth::OAuth;
use crate::post::{self, Outcome};
use crate::state::Posted;
use crate::state::bindings::{Bindings, EventHandler, Subscriber};
use crate::webhook::code;
use bitrix24::event::ApplicationToken;
use bitrix24::{Map, Value};

/// The delivery of an event, or of the request for a widget.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Delivery {
    /// Name of the event in upper case, or code of the placement.
    pub name: String,
    /// Address of the handler.
    pub handler: String,
    /// Its outcome.
    pub outcome: Outcome,
}

/// A request for a handler.
pub(crate) struct Letter {
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) form: String,
}

impl Letter {
    pub(crate) async fn deliver(self) -> Delivery {
        let outcome = post::form(&self.url, self.form).await;
        tracing::debug!(
            name = self.name,
            status = outcome.status(),
            "a handler was called"
        );
        Delivery {
            name: self.name,
            handler: self.url,
            outcome,
        }
    }
}

/// The number of deliveries that are kept.
const KEPT: usize = 10_000;

/// The queue, the deliveries, and the tokens of handlers.
pub(crate) struct Outbox {
    queue: Mutex<Queue>,
    /// Notified when the queue changes.
    changed: Notify,
    application: ApplicationToken,
    webhooks: Mutex<Vec<ApplicationToken>>,
    oauth: Arc<OAuth>,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<Letter>,
    /// Whether a request is being sent.
    busy: bool,
    delivered: VecDeque<Delivery>,
}

impl Outbox {
    pub(crate) fn new(oauth: Arc<OAuth>) -> Self {
        Self {
            queue: Mutex::default(),
            changed: Notify::new(),
            application: token(),
            webhooks: Mutex::default(),
            oauth,
        }
    }

    /// The token that the application shares with the portal.
    pub(crate) fn application(&self) -> &ApplicationToken {
        &self.application
    }

    /// Creates a token for an outgoing webhook, and returns it with the webhook's number.
    pub(crate) fn add_webhook(&self) -> (usize, ApplicationToken) {
        let mut webhooks = locked(&self.webhooks);
        webhooks.push(token());
        let last = webhooks.len() - 1;
        (last, webhooks[last].clone())
    }

    /// Queues an event for each of its handlers.
    pub(crate) fn send(&self, bindings: &Bindings, event: &Happened) {
        let letters = self.letters(bindings, event);
        locked(&self.queue).waiting.extend(letters);
        self.changed.notify_waiters();
    }

    /// Queues an event for the address of a bot, which finds its tokens in the data.
    pub(crate) fn post(&self, posted: Posted) {
        let handler = EventHandler {
            id: 0,
            event: posted.name,
            url: posted.url,
            by: Subscriber::Application {
                user: 0,
                offline: false,
            },
        };
        let mut data = posted.data;
        self.authorise(&handler, &mut data);
        let data = Value::Map(data);
        let letter = Letter {
            name: handler.event.clone(),
            url: handler.url.clone(),
            form: form::encode(&self.envelope(&handler, &data)),
        };
        locked(&self.queue).waiting.push_back(letter);
        self.changed.notify_waiters();
    }

    /// Adds tokens to the bots in the data of an event: to the one of the second version, and to
    /// those of the first.
    fn authorise(&self, handler: &EventHandler, data: &mut Map<String, Value>) {
        if let Some(Value::Map(bot)) = data.get_mut("bot") {
            bot.insert("auth".to_owned(), Value::Map(self.auth(handler)));
        }
        if let Some(Value::Map(bots)) = data.get_mut("BOT") {
            let ids: Vec<String> = bots.keys().cloned().collect();
            for id in ids {
                if let Some(Value::Map(bot)) = bots.get_mut(&id) {
                    let auth = self.auth(handler);
                    bot.extend(auth.clone());
                    bot.insert("AUTH".to_owned(), Value::Map(auth));
                }
            }
        }
    }

    /// An event for each of its handlers.
    pub(crate) fn letters(&self, bindings: &Bindings, event: &Happened) -> Vec<Letter> {
        let handlers = bindings.of_event(&event.name);
        let letter = |handler: &EventHandler| Letter {
            name: handler.event.clone(),
            url: handler.url.clone(),
            form: form::encode(&self.envelope(handler, &event.data)),
        };
        handlers.map(letter).collect()
    }

    fn envelope(&self, handler: &EventHandler, data: &Value) -> Map<String, Value> {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let mut envelope = Map::new();
        let mut put = |key: &str, value: Value| {
            envelope.insert(key.to_owned(), value);
        };
        put("event", handler.event.as_str().into());
        put("event_handler_id", handler.id.to_string().into());
        put("data", data.clone());
        put("ts", now.as_secs().to_string().into());
        put("auth", Value::Map(self.auth(handler)));
        envelope
    }

    /// `auth` of an event: an outgoing webhook gets neither tokens of a user nor facts about an
    /// application.
    fn auth(&self, handler: &EventHandler) -> Map<String, Value> {
        let tokens = self.oauth.issue();
        let mut auth = Map::new();
        let mut put = |key: &str, value: String| {
            auth.insert(key.to_owned(), Value::Text(value));
        };
        let token = match &handler.by {
            Subscriber::Application { .. } => {
                put(
                    "access_token",
                    tokens.access_token().expose_secret().to_owned(),
                );
                // Only this event has it.
                if let (Some(token), "ONAPPINSTALL") =
                    (tokens.refresh_token(), handler.event.as_str())
                {
                    put("refresh_token", token.expose_secret().to_owned());
                }
                put("expires_in", "3600".to_owned());
                put("scope", self.oauth.scope().to_owned());
                put("status", "L".to_owned());
                self.application.clone()
            }
            Subscriber::Webhook(number) => locked(&self.webhooks)[*number].clone(),
        };
        put("domain", tokens.portal().to_owned());
        put("server_endpoint", SERVER.to_owned());
        put("client_endpoint", tokens.client_endpoint().to_owned());
        put("member_id", tokens.member_id().to_owned());
        put("application_token", token.expose_secret().to_owned());
        auth
    }

    /// The request for a widget: its query, and its form.
    pub(crate) fn widget(&self, placement: &str, options: &Value) -> (String, String) {
        let text = |text: &str| Value::from(text);
        let tokens = self.oauth.issue();
        let secret = |token: Option<&SecretString>| {
            Value::from(
                token
                    .map(|token| token.expose_secret().to_owned())
                    .unwrap_or_default(),
            )
        };
        let query = [
            ("DOMAIN", text(tokens.portal())),
            ("PROTOCOL", text("0")),
            ("LANG", text("en")),
            ("APP_SID", Value::Text(code() + &code())),
        ];
        let form = [
            ("AUTH_ID", secret(Some(tokens.access_token()))),
            ("AUTH_EXPIRES", text("3600")),
            ("REFRESH_ID", secret(tokens.refresh_token())),
            ("SERVER_ENDPOINT", text(SERVER)),
            ("APPLICATION_TOKEN", text(self.application.expose_secret())),
            ("APPLICATION_SCOPE", text(self.oauth.scope())),
            ("member_id", text(tokens.member_id())),
            ("status", text("L")),
            ("PLACEMENT", text(placement)),
            ("PLACEMENT_OPTIONS", Value::Text(options.to_json())),
        ];
        let owned = |(key, value): (&str, Value)| (key.to_owned(), value);
        (
            form::encode(&query.into_iter().map(owned).collect()),
            form::encode(&form.into_iter().map(owned).collect()),
        )
    }

    pub(crate) fn keep(&self, delivery: Delivery) {
        let mut queue = locked(&self.queue);
        if queue.delivered.len() == KEPT {
            queue.delivered.pop_front();
        }
        queue.delivered.push_back(delivery);
    }

    /// Waits until the queue is empty, and returns the deliveries.
    pub(crate) async fn settled(&self) -> Vec<Delivery> {
        loop {
            // Registered before the check, so that no change in between is missed.
            let mut changed = std::pin::pin!(self.changed.notified());
            changed.as_mut().enable();
            {
                let queue = locked(&self.queue);
                if queue.waiting.is_empty() && !queue.busy {
                    return queue.delivered.iter().cloned().collect();
                }
            }
            changed.await;
        }
    }

    async fn next(&self) -> Letter {
        loop {
            let mut changed = std::pin::pin!(self.changed.notified());
            changed.as_mut().enable();
            {
                let mut queue = locked(&self.queue);
                if let Some(letter) = queue.waiting.pop_front() {
                    queue.busy = true;
                    return letter;
                }
            }
            changed.await;
        }
    }

    fn done(&self, delivery: Delivery) {
        self.keep(delivery);
        locked(&self.queue).busy = false;
        self.changed.notify_waiters();
    }
}

/// The authorisation server of all portals, to which nothing is sent.
const SERVER: &str = "https://oauth.bitrix.info/rest/";

fn token() -> ApplicationToken {
    ApplicationToken::new(code() + &code())
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Empties the queue until it is dropped.
pub(crate) struct Courier(AbortHandle);

impl Courier {
    pub(crate) fn start(outbox: Arc<Outbox>) -> Self {
        let run = async move {
            loop {
                let letter = outbox.next().await;
                outbox.done(letter.deliver().await);
            }
        };
        Self(tokio::spawn(run).abort_handle())
    }
}

impl Drop for Courier {
    fn drop(&mut self) {
        self.0.abort();
    }
}
