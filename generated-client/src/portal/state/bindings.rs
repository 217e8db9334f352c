//! The handlers that an application has bound: to events, and to placements.

use crate::value::{Map, Value};

/// All handlers, in the order in which they were bound.
#[derive(Debug, Default)]
pub(in crate::portal) struct Bindings {
    pub(in crate::portal) events: Vec<EventHandler>,
    pub(in crate::portal) widgets: Vec<Widget>,
    /// Number of the last handler of an event.
    last: i64,
}

/// A handler of an event.
#[derive(Debug, Clone)]
pub(in crate::portal) struct EventHandler {
    /// Number of its registration.
    pub(in crate::portal) id: i64,
    /// Name of the event in capitals.
    pub(in crate::portal) event: String,
    /// Address of the handler; empty for an offline event.
    pub(in crate::portal) url: String,
    /// Who has subscribed.
    pub(in crate::portal) by: Subscriber,
}

/// Who has subscribed to an event.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::portal) enum Subscriber {
    /// The application, by `event.bind`.
    Application {
        /// User whose authorisation the handler gets; 0 for whoever causes the event.
        user: i64,
        /// Whether the event goes to a queue.
        offline: bool,
    },
    /// An outgoing webhook, by its number.
    Webhook(usize),
}

/// A handler of a placement.
#[derive(Debug, Clone)]
pub(in crate::portal) struct Widget {
    pub(in crate::portal) placement: String,
    pub(in crate::portal) url: String,
    pub(in crate::portal) user: i64,
    pub(in crate::portal) title: String,
    pub(in crate::portal) description: String,
    pub(in crate::portal) texts: Map<String, Value>,
    pub(in crate::portal) options: Map<String, Value>,
}

impl Bindings {
    /// Adds a handler of an event; `false` when it is there already.
    pub(in crate::portal) fn bind(&mut self, event: &str, url: &str, by: Subscriber) -> bool {
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

    /// Removes the handlers for which `goes` holds, and answers how many they were.
    pub(in crate::portal) fn unbind(&mut self, goes: impl Fn(&EventHandler) -> bool) -> usize {
        let before = self.events.len();
        self.events.retain(|handler| !goes(handler));
        before - self.events.len()
    }

    /// The handlers that are called when an event happens.
    pub(in crate::portal) fn of_event(&self, event: &str) -> impl Iterator<Item = &EventHandler> {
        let is_online =
            |by: &Subscriber| !matches!(by, Subscriber::Application { offline: true, .. });
        self.events.iter().filter(move |handler| {
            handler.event.eq_ignore_ascii_case(event) && is_online(&handler.by)
        })
    }
}
