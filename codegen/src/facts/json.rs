//! Facts as JSON: an object for each method and event, a line each.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;

use super::{Error, Facts, Item, Kind, Paging, Required, Wire};
use crate::model::{Effect, Json, PagingStyle};

/// Writes facts as JSON Lines, sorted by name, version and kind.
///
/// An object has `kind` (`method` or `event`), `name`, `version`, `scope`, `deprecated`, `replacement`, `page`, `access`,
/// `effect` (`read` or `write`), `paging` (`style`, `size`, `cursor`), `params`, `result` and `errors` (`code`,
/// `message`, `status`). What is not stated is `null`. An item of `params` and `result` has `path`, `type`, `wire` (see
/// [`Wire`]), `required` (`true`, `false`, `"sometimes"`, `"unknown"`), `default`, `values`, `nullable` and
/// `deprecated`. Values of an enumeration of numbers are numbers, but for families of them.
///
/// ```
/// let mut text = Vec::new();
/// bitrix24_codegen::facts::json::write(&[], &mut text)?;
/// assert!(text.is_empty());
/// # Ok::<_, std::io::Error>(())
/// ```
pub fn write(facts: &[Facts], to: &mut dyn Write) -> io::Result<()> {
    let mut sorted: Vec<&Facts> = facts.iter().collect();
    sorted.sort_by_key(|facts| (&facts.name, facts.version, facts.kind));
    for facts in sorted {
        serde_json::to_writer(&mut *to, &Line::of(facts))?;
        to.write_all(b"\n")?;
    }
    Ok(())
}

/// The facts of a method or an event, in the order in which they are written.
#[derive(Serialize)]
struct Line<'a> {
    kind: &'static str,
    name: &'a str,
    version: u8,
    scope: &'a [String],
    deprecated: bool,
    replacement: Option<&'a str>,
    page: Option<&'a str>,
    access: Option<&'a str>,
    effect: Option<&'static str>,
    paging: Option<PagingLine<'a>>,
    params: Vec<ItemLine<'a>>,
    result: Vec<ItemLine<'a>>,
    errors: Vec<ErrorLine<'a>>,
}

#[derive(Serialize)]
struct PagingLine<'a> {
    style: &'static str,
    size: Option<u32>,
    cursor: Option<&'a str>,
}

#[derive(Serialize)]
struct ItemLine<'a> {
    path: &'a str,
    #[serde(rename = "type")]
    type_: &'a str,
    wire: String,
    required: Value,
    default: Option<Value>,
    values: Vec<Value>,
    nullable: bool,
    deprecated: bool,
}

#[derive(Serialize)]
struct ErrorLine<'a> {
    code: &'a str,
    message: Option<&'a str>,
    status: Option<u16>,
}

impl<'a> Line<'a> {
    fn of(facts: &'a Facts) -> Self {
        Self {
            kind: match facts.kind {
                Kind::Method => "method",
                Kind::Event => "event",
            },
            name: &facts.name,
            version: facts.version,
            scope: &facts.scope,
            deprecated: facts.deprecated,
            replacement: facts.replacement.as_deref(),
            page: facts.page.as_deref(),
            access: facts.access.as_deref(),
            effect: facts.effect.map(|effect| match effect {
                Effect::Read => "read",
                Effect::Write => "write",
            }),
            paging: facts.paging.as_ref().map(PagingLine::of),
            params: facts.params.iter().map(ItemLine::of).collect(),
            result: facts.result.iter().map(ItemLine::of).collect(),
            errors: facts.errors.iter().map(ErrorLine::of).collect(),
        }
    }
}

impl<'a> PagingLine<'a> {
    fn of(paging: &'a Paging) -> Self {
        Self {
            style: match paging.style {
                PagingStyle::Start => "start",
                PagingStyle::Page => "page",
            },
            size: paging.size,
            cursor: paging.cursor.as_deref(),
        }
    }
}

impl<'a> ItemLine<'a> {
    fn of(item: &'a Item) -> Self {
        let text = |text: &String| Value::from(text.as_str());
        let value = |value: &String| match value.parse::<i64>() {
            Ok(number) if is_integer(&item.wire) => Value::from(number),
            _ => text(value),
        };
        Self {
            path: &item.path,
            type_: &item.type_,
            wire: item.wire.to_string(),
            required: match item.required {
                Required::Yes => Value::from(true),
                Required::No => Value::from(false),
                Required::Sometimes => Value::from("sometimes"),
                Required::Unknown => Value::from("unknown"),
            },
            // Facts of the documentation may have a default that is no JSON: it is text then.
            default: item
                .default
                .as_ref()
                .map(|default| serde_json::from_str(default).unwrap_or_else(|_| text(default))),
            values: item.values.iter().map(value).collect(),
            nullable: item.nullable,
            deprecated: item.deprecated,
        }
    }
}

impl<'a> ErrorLine<'a> {
    fn of(error: &'a Error) -> Self {
        Self {
            code: &error.code,
            message: error.message.as_deref(),
            status: error.status,
        }
    }
}

/// Whether a value, or what is in a list or a map of them, is a whole number.
fn is_integer(wire: &Wire) -> bool {
    match wire {
        Wire::List(item) | Wire::Map(item) => is_integer(item),
        other => *other == Wire::Integer,
    }
}

/// A value of the schema as JSON.
pub(crate) fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::from(*value),
        Json::Integer(value) => Value::from(*value),
        Json::Float(value) => Value::from(*value),
        Json::Text(text) => Value::from(text.as_str()),
        Json::List(items) => items.iter().map(value).collect(),
        Json::Map(entries) => entries
            .iter()
            .map(|(key, item)| (key.to_owned(), value(item)))
            .collect(),
    }
}
