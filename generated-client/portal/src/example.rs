//! Answers of methods that have no state: what the documentation shows.

use super::answer::{Answer, Failure};
use bitrix24::Value;
use bitrix24::describe::{ExampleKind, Method};

/// The documented answer of the method.
pub(super) fn answer(method: &Method) -> Result<Answer, Failure> {
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
