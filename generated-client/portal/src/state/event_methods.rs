//! The methods `event.bind`, `event.unbind` and `event.get`.

use super::bindings::Subscriber;
use super::{Call, Family, Handler, State};
use crate::answer::{Answer, Failure};
use crate::arguments::Arguments;
use bitrix24::describe;
use bitrix24::{Map, Value};

/// The methods of the namespace `event`.
pub(super) struct EventMethods;

impl Family for EventMethods {
    fn handler(&self, method: &str) -> Option<Handler> {
        match method {
            "event.bind" => Some(bind),
            "event.unbind" => Some(|state, call| Ok(unbind(state, call))),
            "event.get" => Some(|state, call| Ok(get(state, call))),
            _ => None,
        }
    }
}

/// Whether an event of that name may exist. The schema does not describe all events, but all of
/// deals: an unknown event of deals does not exist.
fn exists(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    name.starts_with("ON") && (describe::event(&name).is_some() || !name.starts_with("ONCRMDEAL"))
}

fn is_offline(arguments: Arguments<'_>) -> bool {
    arguments.text("event_type").as_deref() == Some("offline")
}

fn bind(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let Call {
        method, arguments, ..
    } = call;
    let event = arguments.text("event").unwrap_or_default();
    if !exists(&event) {
        return Err(Failure::of(method, "EventNotFound", "Event not found"));
    }
    let offline = is_offline(arguments);
    let url = arguments.text("handler").unwrap_or_default();
    if url.is_empty() && !offline {
        return Err(Failure::new(400, "0", "an online event needs `handler`"));
    }
    let by = Subscriber::Application {
        user: arguments.integer("auth_type").unwrap_or(0),
        offline,
    };
    if state.bindings.bind(&event, &url, by) {
        Ok(Answer::at(method, true))
    } else {
        // The documentation has this message without a code.
        let message = "Unable to set event handler: it is bound already";
        Err(Failure::new(400, "0", message))
    }
}

fn unbind(state: &mut State, call: Call<'_>) -> Answer {
    let Call {
        method, arguments, ..
    } = call;
    let event = arguments.text("event").unwrap_or_default();
    let url = arguments.text("handler").unwrap_or_default();
    let is_offline = is_offline(arguments);
    // Without a user the handlers of all users are removed; an empty user matches none.
    let only = arguments.get("auth_type");
    let only = only.map(|_| arguments.integer("auth_type").unwrap_or(0));
    let count = state.bindings.unbind(|handler| match handler.by {
        Subscriber::Application { user, offline } => {
            handler.event.eq_ignore_ascii_case(&event)
                && handler.url == url
                && offline == is_offline
                && only.is_none_or(|only| only == user)
        }
        Subscriber::Webhook(_) => false,
    });
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let count = Map::from([("count".to_owned(), Value::Integer(count))]);
    Answer::at(method, count)
}

fn get(state: &State, call: Call<'_>) -> Answer {
    let handlers = state.bindings.events.iter().filter_map(|handler| {
        let Subscriber::Application { user, offline } = handler.by else {
            return None;
        };
        let fields: [(&str, Value); 4] = [
            ("event", handler.event.as_str().into()),
            ("handler", handler.url.as_str().into()),
            ("auth_type", user.to_string().into()),
            ("offline", i64::from(offline).into()),
        ];
        let fields = fields.map(|(key, value)| (key.to_owned(), value));
        Some(Value::Map(Map::from(fields)))
    });
    Answer::at(call.method, handlers.collect::<Vec<_>>())
}
