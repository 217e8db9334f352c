//! The handlers that an application has bound: to events, and to placements.

use bitrix24::{Map, Value};

/// All handlers, in the order in which they were bound.
#[derive(Debug, Default)]
pub(crate) struct Bindings {
    pub(crate) events: Vec<EventHandler>,
    pub(crate) widgets: Vec<Widget>,
    /// Number of the last handler of an event.
    last: i64,
}

/// A handler of an event.
#[derive(Debug, Clone)]
pub(crate) struct EventHandler {
    /// Number of its registration.
    pub(crate) id: i64,
    /// Name of the event in upper case.
    pub(crate) event: String,
    /// Address of the handler; empty for an offline event.
    pub(crate) url: String,
    /// The subscriber.
    pub(crate) by: Subscriber,
}

/// The subscriber of an event.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Subscriber {
    /// The application, by `event.bind`.
    Application {
        /// User whose authorisation the handler gets; 0 for the user who causes the event.
        user: i64,
        /// Whether the event goes to a queue.
        offline: bool,
    },
    /// An outgoing webhook, by its number.
    Webhook(usize),
}

/// A handler of a placement.
#[derive(Debug, Clone)]
pub(crate) struct Widget {
    pub(crate) placement: String,
    pub(crate) url: String,
    pub(crate) user: i64,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) texts: Map<String, Value>,
    pub(crate) options: Map<String, Value>,
}

impl Bindings {
    /// Adds a handler of an event. Returns `false` when it exists.
    pub(crate) fn bind(&mut self, event: &str, url: &str, by: Subscriber) -> bool {
        let event = event.to_ascii_uppercase();
        let same =
            |other: &EventHandler| (&other.event, &*other.url, &other.by) == (&event, url, &by);
        if self.events.iter().any(same) {
            return false;
        }
        self.last += 1;
        self.events.push(EventHandler {
            id: self.last,
            event,
            url: url.to_owned(),
            by,
        });
        true
    }

    /// Removes the handlers for which `goes` holds, and returns their number.
    pub(crate) fn unbind(&mut self, goes: impl Fn(&EventHandler) -> bool) -> usize {
        let before = self.events.len();
        self.events.retain(|handler| !goes(handler));
        before - self.events.len()
    }

    /// The handlers that are called when an event happens.
    pub(crate) fn of_event(&self, event: &str) -> impl Iterator<Item = &EventHandler> {
        let is_online =
            |by: &Subscriber| !matches!(by, Subscriber::Application { offline: true, .. });
        self.events.iter().filter(move |handler| {
            handler.event.eq_ignore_ascii_case(event) && is_online(&handler.by)
        })
    }
}
