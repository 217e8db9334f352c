//! The methods `placement.bind`, `placement.unbind`, `placement.get` and `placement.list`.

use url::Url;

use super::bindings::Widget;
use super::{Call, Family, Handler, State};
use crate::answer::{Answer, Failure};
use crate::arguments::Arguments;
use bitrix24::describe;
use bitrix24::{Map, Value};

/// The methods of the namespace `placement`.
pub(super) struct PlacementMethods;

impl Family for PlacementMethods {
    fn handler(&self, method: &str) -> Option<Handler> {
        match method {
            "placement.bind" => Some(bind),
            "placement.unbind" => Some(unbind),
            "placement.get" => Some(|state, call| Ok(get(state, call))),
            "placement.list" => Some(|_, call| Ok(list(call))),
            _ => None,
        }
    }
}

/// The only placement that can be bound for a user, takes only one handler, and needs an option.
const WORKER: &str = "PAGE_BACKGROUND_WORKER";
/// Texts of a widget, in the order of answers.
const TEXTS: [&str; 3] = ["TITLE", "DESCRIPTION", "GROUP_NAME"];

fn bind(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let Call {
        method, arguments, ..
    } = call;
    let text = |name| arguments.text(name).unwrap_or_default();
    let (placement, url, user) = (
        text("PLACEMENT"),
        text("HANDLER"),
        arguments.integer("USER_ID"),
    );
    let refused = |name: &str, message: String| Err(Failure::of(method, name, message));
    for (name, value) in [("PLACEMENT", &placement), ("HANDLER", &url)] {
        if value.is_empty() {
            let message = format!("Argument '{name}' is null or empty");
            let refused = Failure::of(method, "ArgumentMissing", "");
            return Err(Failure { message, ..refused });
        }
    }
    let described = describe::placement(&placement);
    // Placements of scopes that are not enabled are not described. Only those of the CRM are
    // refused when unknown.
    if described.is_none() && placement.starts_with("CRM_") {
        return refused(
            "PlacementNotFound",
            format!("there is no placement {placement}"),
        );
    }
    match Url::parse(&url) {
        Ok(address) if !matches!(address.scheme(), "http" | "https") => {
            return refused(
                "UnsupportedProtocol",
                format!("{url} is not reached by HTTP"),
            );
        }
        Ok(address) if address.has_host() => {}
        _ => return refused("WrongHandlerUrl", format!("{url} is no address")),
    }
    let options = arguments.object("OPTIONS");
    if placement == WORKER {
        if options
            .text("errorHandlerUrl")
            .is_none_or(|url| url.is_empty())
        {
            return refused(
                "ErrorHandlerUrlMissing",
                "`errorHandlerUrl` is missing".to_owned(),
            );
        }
        if state
            .bindings
            .widgets
            .iter()
            .any(|widget| widget.placement == WORKER)
        {
            return refused("MaxCount", format!("{WORKER} has a handler"));
        }
    } else if user.is_some_and(|user| user != 0) {
        return refused("UserMode", "User mode is not available".to_owned());
    }
    // Unknown options are not stored.
    let is_kept = |name: &str| {
        described
            .is_none_or(|described| described.options.iter().any(|option| option.is_named(name)))
    };
    let kept = options.0.iter().filter(|(name, _)| is_kept(name));
    state.bindings.widgets.push(Widget {
        url,
        user: user.unwrap_or(0),
        title: text("TITLE"),
        description: text("DESCRIPTION"),
        texts: texts(arguments.object("LANG_ALL")),
        options: kept
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect(),
        placement,
    });
    Ok(Answer::at(method, true))
}

/// The texts by language, each with every possible text.
fn texts(languages: Arguments<'_>) -> Map<String, Value> {
    let whole = |language: &str| {
        let given = languages.object(language);
        let texts = TEXTS.map(|name| {
            let text = given.text(name).unwrap_or_default();
            (name.to_owned(), Value::Text(text))
        });
        Value::Map(Map::from(texts))
    };
    let languages = languages.0.keys();
    languages
        .map(|language| (language.clone(), whole(language)))
        .collect()
}

fn unbind(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let Call {
        method, arguments, ..
    } = call;
    let placement = arguments.text("PLACEMENT").unwrap_or_default();
    if placement.is_empty() {
        return Err(Failure::of(
            method,
            "ArgumentMissing",
            "`PLACEMENT` is missing",
        ));
    }
    let url = arguments.text("HANDLER").filter(|url| !url.is_empty());
    let user = arguments.integer("USER_ID");
    let widgets = &mut state.bindings.widgets;
    let before = widgets.len();
    widgets.retain(|widget| {
        let goes = widget.placement == placement
            && url.as_ref().is_none_or(|url| widget.url == *url)
            && user.is_none_or(|user| widget.user == user);
        !goes
    });
    // Each is counted when it is found, and again when it is removed.
    let count = 2 * i64::try_from(before - widgets.len()).unwrap_or_default();
    Ok(Answer::at(
        method,
        Map::from([("count".to_owned(), Value::Integer(count))]),
    ))
}

fn get(state: &State, call: Call<'_>) -> Answer {
    let widgets = state.bindings.widgets.iter().map(|widget| {
        let options = if widget.options.is_empty() {
            Value::List(Vec::new())
        } else {
            Value::Map(widget.options.clone())
        };
        let fields: [(&str, Value); 7] = [
            ("placement", widget.placement.as_str().into()),
            ("userId", widget.user.into()),
            ("handler", widget.url.as_str().into()),
            ("options", options),
            ("title", widget.title.as_str().into()),
            ("description", widget.description.as_str().into()),
            ("langAll", Value::Map(widget.texts.clone())),
        ];
        Value::Map(Map::from(
            fields.map(|(key, value)| (key.to_owned(), value)),
        ))
    });
    Answer::at(call.method, widgets.collect::<Vec<_>>())
}

fn list(call: Call<'_>) -> Answer {
    let scope = call
        .arguments
        .text("SCOPE")
        .filter(|scope| !scope.is_empty());
    let placements = describe::placements().iter().filter(|placement| {
        scope
            .as_ref()
            .is_none_or(|scope| placement.scope.contains(scope))
    });
    // Members of families are unknown: they depend on the types that a portal's users create.
    let codes = placements
        .flat_map(|placement| &placement.codes)
        .filter(|code| !code.contains('{'))
        .map(|code| Value::from(code.as_str()));
    Answer::at(call.method, codes.collect::<Vec<_>>())
}
