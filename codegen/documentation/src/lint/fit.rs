//! Checks that a value of an example has the documented type.
//!
//! The check is as lenient as the wire: a number may be quoted, a flag may be any form of yes or
//! no, and a missing value may be `null`, `false`, an empty text or an empty list.

use super::located::{Located, Value};
use crate::extract::draft::{Scalar, Shape};

/// Whether a value can be one of a type.
pub(super) fn fits(shape: &Shape, node: &Located) -> bool {
    if is_nothing(node) || is_placeholder(node) {
        return true;
    }
    match shape {
        Shape::Scalar(scalar) => scalar_fits(*scalar, node),
        Shape::List(item) => match &node.value {
            Value::List(items) => items.iter().all(|inner| fits(item, inner)),
            // PHP has one word for lists and objects.
            Value::Map(entries) => {
                **item == Shape::Unknown
                    || node.is_numbered() && entries.iter().all(|(_, inner)| fits(item, inner))
            }
            _ => false,
        },
        Shape::Object | Shape::Map(_) => matches!(node.value, Value::Map(_)),
        Shape::Union(shapes) => shapes.iter().any(|shape| fits(shape, node)),
        Shape::Named(_) | Shape::Id { .. } | Shape::Unknown => true,
    }
}

fn scalar_fits(scalar: Scalar, node: &Located) -> bool {
    if matches!(scalar, Scalar::Any | Scalar::File | Scalar::None) {
        return true;
    }
    match &node.value {
        Value::Null => true,
        Value::List(_) | Value::Map(_) => false,
        Value::Bool(_) => matches!(
            scalar,
            Scalar::Boolean | Scalar::Flag | Scalar::String | Scalar::Text | Scalar::Char
        ),
        Value::Number(number) => match scalar {
            Scalar::Integer => is_whole(number),
            Scalar::Boolean | Scalar::Flag => number == "0" || number == "1",
            Scalar::Date | Scalar::DateTime => false,
            _ => true,
        },
        Value::Text(text) => {
            let text = text.trim();
            match scalar {
                Scalar::Integer => is_whole(text),
                Scalar::Decimal => text.parse::<f64>().is_ok(),
                Scalar::Boolean | Scalar::Flag => {
                    matches!(
                        text.to_lowercase().as_str(),
                        "y" | "n" | "0" | "1" | "true" | "false" | "yes" | "no"
                    )
                }
                Scalar::Timestamp => text.bytes().all(|byte| byte.is_ascii_digit()),
                Scalar::Date | Scalar::DateTime => {
                    text.bytes().filter(u8::is_ascii_digit).count() >= 4
                }
                _ => true,
            }
        }
    }
}

fn is_whole(text: &str) -> bool {
    text.parse::<i128>().is_ok()
        || text
            .parse::<f64>()
            .is_ok_and(|number| number.is_finite() && number.fract() == 0.0)
}

/// The values that PHP writes for a missing value.
fn is_nothing(node: &Located) -> bool {
    match &node.value {
        Value::Null | Value::Bool(false) => true,
        Value::Text(text) => text.trim().is_empty(),
        Value::List(items) => items.is_empty(),
        Value::Map(entries) => entries.is_empty(),
        Value::Number(_) | Value::Bool(true) => false,
    }
}

/// A text that a reader has to replace: `**put_…**`, `{id}`, `<id>`, `your_…`, the result of a
/// command, a reference of a batch.
fn is_placeholder(node: &Located) -> bool {
    let Value::Text(text) = &node.value else {
        return false;
    };
    let lower = text.to_lowercase();
    text.starts_with("**")
        || text.contains(['{', '<', '$'])
        || text == "value"
        || text.contains("...")
        || text.contains('…')
        || ["your", "put_", "xxx", "base64", "placeholder"]
            .iter()
            .any(|word| lower.contains(word))
}
