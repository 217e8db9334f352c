//! Events and their handlers in tests.

use std::fmt;

use bitrix24::Value;
use bitrix24::describe;
use bitrix24::event::ApplicationToken;

use super::Portal;
use crate::events::Happened;
use crate::outbox::{Delivery, Letter};
use crate::state::bindings::Subscriber;

/// The error for an event to which no outgoing webhook can subscribe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotForWebhooks {
    /// Its name.
    pub event: String,
}

impl fmt::Display for NotForWebhooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "no outgoing webhook can subscribe to {}; an application can, by `event.bind`",
            self.event
        )
    }
}

impl std::error::Error for NotForWebhooks {}

impl Portal {
    /// The token that the portal sends to the application's handlers, which `event.bind` and
    /// `placement.bind` have bound.
    pub fn application_token(&self) -> ApplicationToken {
        self.desk.outbox.application().clone()
    }

    /// Adds an outgoing webhook, as an administrator does in the interface, and returns its token.
    /// Its handler receives events without tokens of a user.
    ///
    /// # Errors
    ///
    /// When one of the events is for applications only.
    pub fn add_outgoing_webhook<'a>(
        &self,
        handler: &str,
        events: impl IntoIterator<Item = &'a str>,
    ) -> Result<ApplicationToken, NotForWebhooks> {
        let events: Vec<&str> = events.into_iter().collect();
        let is_for_applications =
            |name: &&&str| describe::event(name).is_some_and(|event| !event.by_webhook);
        if let Some(event) = events.iter().find(is_for_applications) {
            let event = (*event).to_owned();
            return Err(NotForWebhooks { event });
        }
        let (number, token) = self.desk.outbox.add_webhook();
        for event in events {
            let bindings = &mut self.desk.state().bindings;
            bindings.bind(event, handler, Subscriber::Webhook(number));
        }
        Ok(token)
    }

    /// Sends an event to all its handlers, and waits for their answers.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let portal = bitrix24_portal::Portal::start().await?;
    /// portal.add_outgoing_webhook("https://example.com/handler", ["ONCRMDEALUPDATE"])?;
    /// let sent = portal.send_event("ONCRMDEALUPDATE", serde_json::json!({ "FIELDS": { "ID": "5" } })).await;
    /// // Handlers outside of this machine are not called.
    /// assert_eq!(sent[0].outcome, bitrix24_portal::Outcome::Outside);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn send_event(&self, name: &str, data: impl Into<Value>) -> Vec<Delivery> {
        let event = Happened {
            name: name.to_owned(),
            data: data.into(),
        };
        let letters = self
            .desk
            .outbox
            .letters(&self.desk.state().bindings, &event);
        self.deliver(letters).await
    }

    /// Waits until every event that a call has caused is delivered, and returns the last 10,000
    /// deliveries.
    pub async fn events_sent(&self) -> Vec<Delivery> {
        self.desk.outbox.settled().await
    }

    /// Requests the pages of a placement's handlers, as when a user opens it, and returns their
    /// answers.
    pub async fn open_widget(&self, code: &str, options: impl Into<Value>) -> Vec<Delivery> {
        let options = options.into();
        let widgets = self.desk.state().bindings.widgets.clone();
        let letters = widgets
            .into_iter()
            .filter(|widget| widget.placement == code)
            .map(|widget| {
                let (query, form) = self.desk.outbox.widget(code, &options);
                let and = if widget.url.contains('?') { '&' } else { '?' };
                Letter {
                    name: widget.placement,
                    url: format!("{}{and}{query}", widget.url),
                    form,
                }
            });
        self.deliver(letters.collect()).await
    }

    async fn deliver(&self, letters: Vec<Letter>) -> Vec<Delivery> {
        let mut deliveries = Vec::with_capacity(letters.len());
        for letter in letters {
            let delivery = letter.deliver().await;
            self.desk.outbox.keep(delivery.clone());
            deliveries.push(delivery);
        }
        deliveries
    }
}
