//! Errors within the result of an answer with status 200.

use crate::value::Value;

use super::{ErrorObject, plain};

/// The keys of `result` that hold the error of a call that failed, in an answer with status 200.
/// Dots lead into objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FailurePath {
    /// Key of the code; the call failed if there is one.
    pub code: Option<&'static str>,
    /// Key of the message, or of a list of messages; without `code`, the call failed if there is
    /// one.
    pub message: Option<&'static str>,
}

impl FailurePath {
    /// The error in a whole answer.
    pub(super) fn in_answer(self, bytes: &[u8]) -> Option<ErrorObject> {
        let answer: Value = serde_json::from_slice(bytes).ok()?;
        self.of(answer.get("result")?)
    }

    /// The error in a result.
    pub(super) fn in_result(self, bytes: &[u8]) -> Option<ErrorObject> {
        self.of(&serde_json::from_slice(bytes).ok()?)
    }

    fn of(self, result: &Value) -> Option<ErrorObject> {
        let at = |path: Option<&str>| {
            let mut keys = path?.split('.');
            let value = keys.try_fold(result, |value, key| value.get(key))?;
            (!is_absent(value)).then_some(value)
        };
        let (code, message) = (at(self.code), at(self.message));
        let sign = if self.code.is_some() { code } else { message };
        sign?;
        Some(ErrorObject {
            code: code.map(plain).unwrap_or_default(),
            message: message.map(text).unwrap_or_default(),
            validation: Vec::new(),
            raw: result.clone(),
        })
    }
}

/// Whether a value says that there is no error. The number 0 is a code.
fn is_absent(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Text(text) => text.is_empty(),
        Value::List(items) => items.is_empty(),
        Value::Map(map) => map.is_empty(),
        _ => false,
    }
}

/// A message, or several as one text.
fn text(value: &Value) -> String {
    match value {
        Value::List(items) => items.iter().map(text).collect::<Vec<_>>().join("; "),
        Value::Map(map) => map.get("message").map_or_else(|| plain(value), plain),
        other => plain(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_what_the_keys_hold() {
        let coded = FailurePath {
            code: Some("error"),
            message: Some("error_description"),
        };
        let listed = FailurePath {
            code: None,
            message: Some("more.errors"),
        };
        for (path, json, expected) in [
            (coded, r#"{"result": true}"#, None),
            (coded, "true", None),
            (coded, r#"{"error": false, "error_description": "x"}"#, None),
            (
                coded,
                r#"{"error": 0, "error_description": "No"}"#,
                Some(("0", "No")),
            ),
            (coded, r#"{"error": "NAME"}"#, Some(("NAME", ""))),
            (listed, r#"{"more": {"errors": []}}"#, None),
            (
                listed,
                r#"{"more": {"errors": ["One", {"message": "two"}]}}"#,
                Some(("", "One; two")),
            ),
        ] {
            let found = path.in_result(json.as_bytes());
            let found = found.map(|error| (error.code, error.message));
            let expected = expected.map(|(code, message)| (code.to_owned(), message.to_owned()));
            assert_eq!(found, expected, "{json}");
            let answer = format!(r#"{{"result": {json}}}"#);
            let found = path.in_answer(answer.as_bytes());
            assert_eq!(
                found.map(|error| (error.code, error.message)),
                expected,
                "{json}"
            );
        }
    }
}
