//! Errors that stand within the result of an answer with status 200.

use super::draft::Failure;
use bitrix24_codegen::model::Json;

/// Where the example of a failed answer has its error, unless that is beside the result.
pub(super) fn read(json: &Json) -> Option<Failure> {
    let Json::Map(whole) = json else { return None };
    if whole.get("error").is_some() {
        return None;
    }
    let Some(Json::Map(result)) = whole.get("result") else {
        return None;
    };
    let key = |name: &str| result.get(name).map(|_| name.to_owned());
    match (result.get("error"), result.get("errors")) {
        (Some(Json::Text(_) | Json::Integer(_)), _) => Some(Failure {
            code: key("error"),
            message: key("error_description"),
        }),
        (None, Some(Json::List(texts))) if matches!(texts[..], [Json::Text(_), ..]) => {
            Some(Failure {
                code: None,
                message: key("errors"),
            })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::example;

    #[test]
    fn the_error_is_where_the_example_has_it() {
        for (json, keys) in [
            (r#"{"error": "A", "error_description": "B"}"#, None),
            (r#"{"result": {"status": "ok", "errors": []}}"#, None),
            (r#"{"result": {"error": false}}"#, None),
            (r#"{"result": true}"#, None),
            (
                r#"{"result": {"error": 0, "error_description": "No"}}"#,
                Some((Some("error"), Some("error_description"))),
            ),
            (r#"{"result": {"error": "A"}}"#, Some((Some("error"), None))),
            (
                r#"{"result": {"status": "error", "errors": ["No rows"]}}"#,
                Some((None, Some("errors"))),
            ),
        ] {
            let found = example::json(json).as_ref().and_then(read);
            let found = found
                .as_ref()
                .map(|found| (found.code.as_deref(), found.message.as_deref()));
            assert_eq!(found, keys, "{json}");
        }
    }
}
