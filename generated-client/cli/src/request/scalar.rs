//! Scalars: their values from words and JSON, and their names for people.

use bitrix24::describe::{self, Kind, Shape};
use bitrix24::{Date, DateTime, Decimal, File, Timestamp, Value};

/// The value of a word.
pub(crate) fn of_word(kind: &Kind, word: String) -> Result<Value, String> {
    let wrong = || Err(format!("expected {}, found `{word}`", phrase(kind)));
    match kind {
        Kind::Integer | Kind::Timestamp => match word.parse::<i64>() {
            Ok(number) => Ok(Value::Integer(number)),
            Err(_) => wrong(),
        },
        Kind::Double => match word.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Value::Float(number)),
            _ => wrong(),
        },
        Kind::Decimal => match word.parse::<Decimal>() {
            Ok(number) => Ok(Value::from(number)),
            Err(_) => wrong(),
        },
        Kind::Flag => match boolean(&word) {
            Some(true) => Ok("Y".into()),
            Some(false) => Ok("N".into()),
            None => wrong(),
        },
        Kind::Boolean => match boolean(&word) {
            Some(value) => Ok(Value::Bool(value)),
            None => wrong(),
        },
        Kind::File => match word.strip_prefix('@') {
            Some(path) => match File::read(path) {
                Ok(file) => Ok(Value::from(file)),
                Err(error) => Err(error.to_string()),
            },
            None => Ok(Value::Text(word)),
        },
        _ => of_json(kind, Value::Text(word)),
    }
}

/// A value of JSON, if it is of the kind. Numbers may be text, as in PHP.
pub(crate) fn of_json(kind: &Kind, value: Value) -> Result<Value, String> {
    let fits = match kind {
        Kind::Integer => value.read::<i64>().is_ok(),
        Kind::Double | Kind::Decimal => value.read::<Decimal>().is_ok(),
        Kind::Text => matches!(value, Value::Text(_) | Value::Integer(_) | Value::Float(_)),
        Kind::Flag => matches!(value.as_text(), Some("Y" | "N")),
        Kind::Boolean => match &value {
            Value::Bool(_) => true,
            other => boolean(&other.to_string()).is_some(),
        },
        Kind::Date => value.as_text().is_some() && value.read::<Date>().is_ok(),
        Kind::DateTime => {
            value.as_text().is_some()
                && (value.read::<DateTime>().is_ok() || value.read::<Date>().is_ok())
        }
        Kind::Timestamp => value.read::<Timestamp>().is_ok(),
        Kind::File => !matches!(value, Value::Bool(_) | Value::Float(_)),
        _ => true,
    };
    if fits {
        return Ok(value);
    }
    let found = match &value {
        Value::List(_) => "a list".to_owned(),
        Value::Map(_) => "an object".to_owned(),
        Value::Text(text) => format!("`{text}`"),
        other => format!("`{other}`"),
    };
    Err(format!("expected {}, found {found}", phrase(kind)))
}

fn boolean(word: &str) -> Option<bool> {
    match word.to_ascii_lowercase().as_str() {
        "y" | "yes" | "true" | "1" => Some(true),
        "n" | "no" | "false" | "0" => Some(false),
        _ => None,
    }
}

/// Whether `1,2` are two items of a list of that kind: for those whose values have no commas.
pub(crate) fn is_split(kind: &Kind) -> bool {
    match kind {
        Kind::Integer | Kind::Id(_) | Kind::Flag | Kind::Select(_) | Kind::Timestamp => true,
        Kind::Named(name) => matches!(
            describe::named(name).map(|ty| &ty.shape),
            Some(Shape::Enumeration(_))
        ),
        _ => false,
    }
}

/// A kind in words: `a whole number`, `a list of identifiers (Deal)`.
pub(crate) fn phrase(kind: &Kind) -> String {
    match kind {
        Kind::Integer => "a whole number".to_owned(),
        Kind::Text => "text".to_owned(),
        Kind::Double | Kind::Decimal => "a number".to_owned(),
        Kind::Flag => "Y or N".to_owned(),
        Kind::Boolean => "true or false".to_owned(),
        Kind::Date => "a date such as 2026-12-31".to_owned(),
        Kind::DateTime => "a date with time such as 2026-12-31T10:00:00+03:00".to_owned(),
        Kind::Timestamp => "seconds since 1970".to_owned(),
        Kind::File => "a file such as @offer.pdf".to_owned(),
        Kind::Any => "any value".to_owned(),
        Kind::None => "nothing".to_owned(),
        Kind::Id(name) => format!("the identifier of a {}", last(name)),
        Kind::Named(name) => match describe::named(name).map(|ty| &ty.shape) {
            Some(Shape::Enumeration(values)) => {
                let few: Vec<&str> = values
                    .values
                    .iter()
                    .take(5)
                    .map(|row| row.wire.as_str())
                    .collect();
                let more = if values.values.len() > few.len() {
                    ", …"
                } else {
                    ""
                };
                format!("one of {}{more}", few.join(", "))
            }
            Some(Shape::Filter(_)) => "a filter such as `>=ID=5`".to_owned(),
            Some(Shape::Alias(kind)) => phrase(kind),
            Some(Shape::Union(kinds)) => {
                let phrases: Vec<String> = kinds.iter().map(phrase).collect();
                phrases.join(" or ")
            }
            _ => format!("an object ({})", last(name)),
        },
        Kind::List(item) => format!("a list of {}", plural(item)),
        Kind::Map(_, item) => format!("an object whose values are {}", plural(item)),
        Kind::Order(_) => "an order such as ID=desc".to_owned(),
        Kind::Select(_) => "names of fields".to_owned(),
        _ => "a value".to_owned(),
    }
}

fn plural(kind: &Kind) -> String {
    match kind {
        Kind::Integer => "whole numbers".to_owned(),
        Kind::Text => "texts".to_owned(),
        Kind::Double | Kind::Decimal => "numbers".to_owned(),
        Kind::Id(name) => format!("identifiers ({})", last(name)),
        Kind::Named(name)
            if matches!(
                describe::named(name).map(|ty| &ty.shape),
                Some(Shape::Object(_) | Shape::Marker)
            ) =>
        {
            format!("objects ({})", last(name))
        }
        other => {
            let phrase = phrase(other);
            format!("values, each {phrase}")
        }
    }
}

/// The last part of a path.
fn last(name: &str) -> &str {
    name.rsplit("::").next().unwrap_or(name)
}
