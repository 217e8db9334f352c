//! Documented answers, for methods without state.

use crate::answer::{Answer, Failure};
use bitrix24::Value;
use bitrix24::describe::{self, ExampleKind, Method};

/// The documented answer of the method.
pub(crate) fn answer(method: &Method) -> Result<Answer, Failure> {
    let mut examples = method
        .examples()
        .filter(|example| example.kind == ExampleKind::Response);
    let body = examples.find_map(|example| serde_json::from_str::<Value>(&example.body).ok());
    let Some(body) = body else {
        let message = format!(
            "The documentation has no example of an answer of {}",
            method.name
        );
        return Err(Failure::new(500, "INTERNAL_SERVER_ERROR", message));
    };
    Ok(Answer {
        result: body["result"].clone(),
        total: body["total"].as_integer(),
        next: body["next"].as_integer(),
        used: None,
        bare: false,
    })
}

/// The bodies of the examples of a method of REST 3.0.
pub(crate) fn bodies(method: &str, kind: ExampleKind) -> impl Iterator<Item = Value> {
    let method = describe::method(method, 3).into_iter();
    let examples = method.flat_map(describe::Method::examples);
    examples
        .filter(move |example| example.kind == kind)
        .filter_map(|example| serde_json::from_str(&example.body).ok())
}
