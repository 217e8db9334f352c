//! The spellings of scalars, names and messages.

use serde_json::Value;

use crate::ir::{Scalar, Ty};

/// Whether a message matches the declared one, where `{name}` is any text; case, and dots and `<br>`
/// at the end, do not matter.
pub(super) fn fits_message(declared: &str, message: &str) -> bool {
    let (declared, message) = (plain(declared), plain(message));
    let mut parts =
        declared
            .split('{')
            .enumerate()
            .map(|(index, part)| match (index, part.split_once('}')) {
                (0, _) | (_, None) => part,
                (_, Some((_, rest))) => rest,
            });
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = message.strip_prefix(first) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    for part in &parts {
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    rest.is_empty() || parts.last().is_some_and(|last| last.is_empty())
}

/// A message in lower case, without dots and line breaks of HTML at its end.
fn plain(message: &str) -> String {
    let mut message = message.trim();
    while let Some(shorter) = message
        .strip_suffix('.')
        .or_else(|| message.strip_suffix("<br>"))
    {
        message = shorter.trim_end();
    }
    message.to_lowercase()
}

pub(super) fn is_absent(ty: &Ty, value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Bool(false) => !matches!(ty, Ty::Scalar(Scalar::Boolean | Scalar::Flag)),
        _ => false,
    }
}

/// Whether a value is one of a scalar, in any form that the server writes.
pub(super) fn scalar_fits(scalar: Scalar, value: &Value) -> bool {
    match scalar {
        Scalar::Integer | Scalar::Timestamp => is_integer(value),
        Scalar::String | Scalar::Text | Scalar::Char => is_text(value),
        Scalar::Double | Scalar::Decimal => {
            value.is_number()
                || value
                    .as_str()
                    .is_some_and(|text| text.parse::<f64>().is_ok())
        }
        Scalar::Flag | Scalar::Boolean => {
            value.is_boolean()
                || matches!(value.as_i64(), Some(0 | 1))
                || value
                    .as_str()
                    .is_some_and(|text| matches!(text, "Y" | "N" | "0" | "1" | "true" | "false"))
        }
        Scalar::Date | Scalar::DateTime => value
            .as_str()
            .is_some_and(|text| text.contains(|letter: char| letter.is_ascii_digit())),
        Scalar::Object => value.is_object(),
        Scalar::File | Scalar::Any => true,
        Scalar::None => value.is_null(),
    }
}

pub(super) fn is_integer(value: &Value) -> bool {
    value.is_i64()
        || value.as_f64().is_some_and(|number| number.fract() == 0.0)
        || value
            .as_str()
            .is_some_and(|text| text.trim().parse::<i64>().is_ok())
}

pub(super) fn is_text(value: &Value) -> bool {
    value.is_string() || value.is_number()
}

pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

pub(super) fn join(path: &str, key: &str) -> String {
    if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages() {
        assert!(fits_message("Access denied", "access denied."));
        assert!(fits_message(
            "Section at index {i} has no name",
            "Section at index 3 has no name"
        ));
        assert!(!fits_message(
            "Section at index {i} has no name",
            "Section at index 3 has a name"
        ));
        assert!(fits_message("Cannot read {what}", "Cannot read the file"));
        assert!(fits_message("Not allowed; 4/TE", "Not allowed; 4/TE.<br>"));
    }
}
