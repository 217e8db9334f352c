//! Checks scalars.

use super::problem::{Path, Problem, Trouble};
use crate::arguments::{decimal, integer, text};
use bitrix24::Value;
use bitrix24::describe::Kind;
use bitrix24::{Date, DateTime, Timestamp};

/// Checks a value. A form has only text, so that a number may be text in JSON too, as in PHP.
pub(super) fn check(kind: &Kind, value: &Value, path: &Path<'_>) -> Result<(), Problem> {
    if fits(kind, value) {
        Ok(())
    } else {
        Err(path.wrong(Trouble::WrongType, name(kind), value))
    }
}

fn fits(kind: &Kind, value: &Value) -> bool {
    match kind {
        Kind::Integer => integer(value).is_some(),
        Kind::Text => text(value).is_some(),
        Kind::Double | Kind::Decimal => decimal(value).is_some(),
        Kind::Flag => matches!(value.as_text(), Some("Y" | "N")),
        Kind::Boolean => {
            value.as_bool().is_some()
                || text(value).is_some_and(|text| BOOLEANS.contains(&text.as_str()))
        }
        Kind::Date => value.as_text().is_some() && value.read::<Date>().is_ok(),
        Kind::DateTime => {
            value.as_text().is_some()
                && (value.read::<DateTime>().is_ok() || value.read::<Date>().is_ok())
        }
        Kind::Timestamp => value.read::<Timestamp>().is_ok(),
        Kind::File => matches!(value, Value::Text(_) | Value::List(_) | Value::Map(_)),
        _ => true,
    }
}

/// Texts that mean `true` or `false`, because a form has only text.
const BOOLEANS: [&str; 6] = ["0", "1", "true", "false", "Y", "N"];

/// The name of a kind in messages.
pub(super) fn name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Integer | Kind::Id(_) => "a whole number",
        Kind::Text => "text",
        Kind::Double | Kind::Decimal => "a number",
        Kind::Flag => "Y or N",
        Kind::Boolean => "true or false",
        Kind::Date => "a date such as 2024-12-31",
        Kind::DateTime => "a date with time such as 2024-12-31T10:00:00+03:00",
        Kind::Timestamp => "seconds since 1970",
        Kind::File => "a file",
        Kind::List(_) => "a list",
        Kind::None => "nothing",
        Kind::Any => "anything",
        _ => "an object",
    }
}
