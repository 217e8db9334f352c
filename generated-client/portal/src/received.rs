//! Received calls: the route of the path, and the encoding of the parameters.

use hyper::Method as Verb;
use hyper::header::{CONTENT_TYPE, HeaderMap};

use crate::answer::Failure;
use bitrix24::describe::{self, Method};
use bitrix24::internal::php;
use bitrix24::{Map, Value};

/// A call that the portal has received.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Received {
    /// Name of the method in the path.
    pub method: String,
    /// Version of the REST protocol: 2 is the classic one, 3 is REST 3.0.
    pub version: u8,
    /// Parameters of query and body together, without authorisation. Empty when they could not be
    /// read. The calls of a REST 3.0 batch, which is a list, have their indices as keys.
    pub parameters: Map<String, Value>,
    /// Whether it was a POST; otherwise a GET.
    pub is_post: bool,
    /// The encoding of the parameters.
    pub encoding: Encoding,
}

/// The encoding of the parameters of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// Only in the address.
    Query,
    /// As a body of the type `application/x-www-form-urlencoded`.
    Form,
    /// As a body of the type `application/json`.
    Json,
}

/// The caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Caller {
    /// A caller with the code of the webhook.
    Webhook,
    /// An application with a token.
    Application,
}

/// The route of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route<'a> {
    /// A call with the user and the code of a webhook.
    Webhook {
        user: &'a str,
        code: &'a str,
        method: &'a str,
    },
    /// A call that has the token of an application among its parameters, or in a header.
    Application { method: &'a str },
    /// A call of REST without authorisation.
    Unauthorised,
    /// Not a call of REST.
    Elsewhere,
}

/// Version of the protocol of a path: REST 3.0 has the segment `api`.
pub(crate) fn version(path: &str) -> u8 {
    let mut segments = segments(path);
    if segments.next() == Some("rest") && segments.next() == Some("api") {
        3
    } else {
        2
    }
}

/// `/rest/<user>/<code>/<method>` or `/rest/<method>`, with or without `.json`; the same with `api`
/// behind `rest`, without an ending.
///
/// Repeated slashes are one: an SDK of the vendor puts two between the address of a portal and `api`.
pub(crate) fn route(path: &str) -> Route<'_> {
    let is_api = version(path) == 3;
    let mut segments = segments(path);
    if segments.next() != Some("rest") {
        return Route::Elsewhere;
    }
    let segments = segments.skip(usize::from(is_api));
    let plain = |method| if is_api { method } else { plain(method) };
    match segments.collect::<Vec<_>>()[..] {
        [user, code, method] => Route::Webhook {
            user,
            code,
            method: plain(method),
        },
        [method] => Route::Application {
            method: plain(method),
        },
        _ => Route::Unauthorised,
    }
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty())
}

fn plain(method: &str) -> &str {
    method.strip_suffix(".json").unwrap_or(method)
}

/// The method of that name. As on a real portal, case does not matter.
pub(crate) fn method(name: &str) -> Option<&'static Method> {
    const CLASSIC: u8 = 2;
    describe::method(name, CLASSIC).or_else(|| {
        let mut methods = describe::methods().iter();
        methods.find(|method| method.version == CLASSIC && method.name.eq_ignore_ascii_case(name))
    })
}

/// The encoding of the body.
pub(crate) fn encoding(verb: &Verb, headers: &HeaderMap, body: &[u8]) -> Result<Encoding, Failure> {
    let content_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let essence = content_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    match essence.as_str() {
        _ if *verb == Verb::GET || (essence.is_empty() && body.is_empty()) => Ok(Encoding::Query),
        "application/json" => Ok(Encoding::Json),
        "application/x-www-form-urlencoded" => Ok(Encoding::Form),
        _ => Err(unreadable(
            "the content type of the body: expected application/json or application/x-www-form-urlencoded",
        )),
    }
}

/// The parameters of query and body together; those of the body take precedence.
pub(crate) fn parameters(
    method: Option<&Method>,
    query: &str,
    encoding: Encoding,
    body: &[u8],
) -> Result<Map<String, Value>, Failure> {
    let form = |text| {
        php::decode(text).map_err(|refused| unreadable(&format!("the parameters: {refused}")))
    };
    let mut parameters = form(query.as_bytes())?;
    let of_body = match encoding {
        Encoding::Query => Map::new(),
        Encoding::Form => form(body)?,
        Encoding::Json if body.trim_ascii().is_empty() => Map::new(),
        Encoding::Json => match serde_json::from_slice(body) {
            Ok(Value::Map(map)) => map,
            Ok(Value::List(values)) => by_position(method, values)?,
            Ok(_) => return Err(unreadable("the body: expected a JSON object")),
            Err(error) => return Err(unreadable(&format!("the body as JSON: {error}"))),
        },
    };
    parameters.extend(of_body);
    Ok(parameters)
}

/// The parameters of a command of a batch, which is written like a query.
pub(crate) fn of_query(
    method: Option<&Method>,
    query: &str,
) -> Result<Map<String, Value>, Failure> {
    let parameters = php::decode(query.as_bytes())
        .map_err(|refused| unreadable(&format!("the parameters: {refused}")))?;
    let counted = parameters
        .keys()
        .zip(0..)
        .all(|(key, index)| key.parse() == Ok(index));
    if method.is_some_and(|method| method.positional) && counted {
        let values = parameters.into_iter().map(|(_, value)| value).collect();
        return by_position(method, values);
    }
    Ok(parameters)
}

/// The parameters of a method that takes them as a list; an empty list is no parameters for any
/// method.
fn by_position(method: Option<&Method>, values: Vec<Value>) -> Result<Map<String, Value>, Failure> {
    let names = method
        .filter(|method| method.positional)
        .map(|method| &method.params[..])
        .unwrap_or_default();
    if values.len() > names.len() {
        return Err(unreadable("the body: expected a JSON object, found a list"));
    }
    Ok(names
        .iter()
        .zip(values)
        .map(|(param, value)| (param.name.clone(), value))
        .collect())
}

/// The error for unreadable parameters. None is documented, so it has the code 0.
fn unreadable(what: &str) -> Failure {
    Failure::new(400, "0", format!("cannot read {what}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn paths_lead_to_methods() {
        let webhook = |method| Route::Webhook {
            user: "1",
            code: "abc",
            method,
        };
        let application = Route::Application {
            method: "crm.deal.get",
        };
        for (path, expected) in [
            ("/rest/1/abc/crm.deal.get", webhook("crm.deal.get")),
            ("/rest/1/abc/crm.deal.get.json", webhook("crm.deal.get")),
            ("/rest/1/abc/crm.deal.get/", webhook("crm.deal.get")),
            ("/rest/1/abc/crm.deal.get.xml", webhook("crm.deal.get.xml")),
            ("/rest/1/abc", Route::Unauthorised),
            ("/rest/crm.deal.get.json", application),
            ("/rest/api/1/abc/crm.deal.get", webhook("crm.deal.get")),
            (
                "/rest/api/1/abc/crm.deal.get.json",
                webhook("crm.deal.get.json"),
            ),
            ("/rest/api/crm.deal.get", application),
            ("/rest//api/crm.deal.get", application),
            ("/rest/api/1/crm.deal.get", Route::Unauthorised),
            ("/rest/api", Route::Unauthorised),
            ("/rest", Route::Unauthorised),
            ("/", Route::Elsewhere),
            ("/restful/1/abc/x", Route::Elsewhere),
        ] {
            assert_eq!(route(path), expected, "{path}");
        }
    }

    #[test]
    fn positions_become_names() {
        let described = |positional: bool| {
            let param = |name| {
                json!({"name": name, "aliases": [], "type": "any", "doc": null, "required": "no", "condition": null,
                    "default": null, "nullable": false, "access": "all", "deprecated": false})
            };
            serde_json::from_value::<Method>(json!({
                "name": "task.item.add", "version": 2, "namespace": "task.item", "function": "task::item::add",
                "scope": [], "doc": "", "page": null, "access": null, "effect": "write", "deprecated": false,
                "replacement": null, "positional": positional, "batch": true,
                "params": [param("TASKID"), param("FIELDS")],
                "result": {"at": null, "type": "none", "nullable": false, "doc": null}, "paging": null, "errors": [],
            }))
            .expect("a method")
        };
        let read = |positional: bool, body: &str| {
            let parameters = parameters(
                Some(&described(positional)),
                "",
                Encoding::Json,
                body.as_bytes(),
            );
            parameters
                .map(|map| Value::Map(map).to_json())
                .map_err(|failure| failure.message)
        };
        assert_eq!(
            read(true, r#"[1, {"TITLE": "x"}]"#),
            Ok(r#"{"TASKID":1,"FIELDS":{"TITLE":"x"}}"#.to_owned())
        );
        assert_eq!(read(true, "[1]"), Ok(r#"{"TASKID":1}"#.to_owned()));
        assert_eq!(
            read(true, r#"{"FIELDS": 2}"#),
            Ok(r#"{"FIELDS":2}"#.to_owned())
        );
        assert!(read(true, "[1, 2, 3]").is_err());
        assert!(read(false, "[1]").is_err());
    }

    #[test]
    fn the_case_of_a_method_does_not_count() {
        let found =
            method("CRM.item.productrow.getavailableforpayment").map(|method| method.name.as_str());
        assert_eq!(found, Some("crm.item.productrow.getAvailableForPayment"));
        assert_eq!(method("crm.item.productrow"), None);
    }
}
