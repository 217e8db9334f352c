//! Facts as JSON Lines: one object per method, event and placement.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;

use bitrix24_codegen::model::{Effect, Json};
use bitrix24_documentation::facts::{
    Condition, Error, Facts, Item, Kind, Paging, Placement, Required, Wire,
};

/// Writes facts as JSON Lines, sorted by name, version and kind; placements follow, sorted by code.
///
/// An object has `kind` (`method` or `event`), `name`, `version`, `scope`, `deprecated`,
/// `replacement`, `page`, `access`, `effect` (`read` or `write`), `paging` (`style`, `at`, `limit`,
/// `size`, `most`, `cursor`), `params`, `result` and `errors` (`code`, `message`, `status`). What
/// is not stated is `null`. An item of `params` and `result` has `path`, `type`, `wire` (see
/// [`Wire`]), `required` (`true`, `false`, `"sometimes"`, `"unknown"`), `default`, `values`,
/// `nullable` and `deprecated`. Values of an enumeration of numbers are numbers, except for
/// families of values.
///
/// Some keys are present only where they apply: `positional` and `bare` of a method; of an item
/// `when` (the condition of its requirement), `either` and `alternative` (the group of which one is
/// sent) and `aliases`. A placement has `kind`, `name` (its code), `scope`, `page`, `options` and
/// `request`.
///
/// ```
/// let mut text = Vec::new();
/// bitrix24_command::json::write(&[], &[], &mut text)?;
/// assert!(text.is_empty());
/// # Ok::<_, std::io::Error>(())
/// ```
pub fn write(facts: &[Facts], placements: &[Placement], to: &mut dyn Write) -> io::Result<()> {
    let mut sorted: Vec<&Facts> = facts.iter().collect();
    sorted.sort_by_key(|facts| (&facts.name, facts.version, facts.kind));
    for facts in sorted {
        serde_json::to_writer(&mut *to, &Line::of(facts))?;
        to.write_all(b"\n")?;
    }
    let mut sorted: Vec<&Placement> = placements.iter().collect();
    sorted.sort_by_key(|placement| &placement.code);
    for placement in sorted {
        serde_json::to_writer(&mut *to, &PlacementLine::of(placement))?;
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
    #[serde(skip_serializing_if = "is_false")]
    positional: bool,
    #[serde(skip_serializing_if = "is_false")]
    bare: bool,
    params: Vec<ItemLine<'a>>,
    result: Vec<ItemLine<'a>>,
    errors: Vec<ErrorLine<'a>>,
}

/// The facts of a placement, in the order in which they are written.
#[derive(Serialize)]
struct PlacementLine<'a> {
    kind: &'static str,
    name: &'a str,
    scope: &'a [String],
    page: Option<&'a str>,
    options: Vec<ItemLine<'a>>,
    request: Vec<ItemLine<'a>>,
}

#[derive(Serialize)]
struct PagingLine<'a> {
    style: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<&'a str>,
    size: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    most: Option<u32>,
    cursor: Option<&'a str>,
}

#[derive(Serialize)]
struct ItemLine<'a> {
    path: &'a str,
    #[serde(rename = "type")]
    type_: String,
    wire: String,
    required: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    when: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    either: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alternative: Option<&'a str>,
    default: Option<Json>,
    values: Vec<Value>,
    nullable: bool,
    deprecated: bool,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    aliases: &'a [String],
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
                Kind::Placement => "placement",
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
            positional: facts.positional,
            bare: facts.bare,
            params: facts.params.iter().map(ItemLine::of).collect(),
            result: facts.result.iter().map(ItemLine::of).collect(),
            errors: facts.errors.iter().map(ErrorLine::of).collect(),
        }
    }
}

impl<'a> PlacementLine<'a> {
    fn of(placement: &'a Placement) -> Self {
        Self {
            kind: "placement",
            name: &placement.code,
            scope: &placement.scope,
            page: placement.page.as_deref(),
            options: placement.options.iter().map(ItemLine::of).collect(),
            request: placement.request.iter().map(ItemLine::of).collect(),
        }
    }
}

impl<'a> PagingLine<'a> {
    fn of(paging: &'a Paging) -> Self {
        Self {
            style: paging.style.word(),
            at: paging.at.as_deref(),
            limit: paging.limit.as_deref(),
            size: paging.size,
            most: paging.most,
            cursor: paging.cursor.as_deref(),
        }
    }
}

impl<'a> ItemLine<'a> {
    fn of(item: &'a Item) -> Self {
        let text = |text: &String| Value::from(text.as_str());
        let value = |value: &String| match value.parse::<i64>() {
            Ok(number) if is_integer(&item.wire()) => Value::from(number),
            _ => text(value),
        };
        let (when, either, alternative) = match &item.condition {
            Some(Condition::When(when)) => (Some(when.as_str()), None, None),
            Some(Condition::Either { group, alternative }) => {
                (None, Some(group.as_str()), alternative.as_deref())
            }
            None => (None, None, None),
        };
        Self {
            path: &item.path,
            type_: item.shape.to_string(),
            wire: item.wire().to_string(),
            required: match item.required {
                Required::Yes => Value::from(true),
                Required::No => Value::from(false),
                Required::Sometimes => Value::from("sometimes"),
                Required::Unknown => Value::from("unknown"),
            },
            // Facts of the documentation may have a default that is not JSON; it is a string then.
            default: item.default.as_ref().map(|default| {
                serde_json::from_str(default).unwrap_or_else(|_| Json::Text(default.clone()))
            }),
            values: item.values.iter().map(value).collect(),
            when,
            either,
            alternative,
            nullable: item.nullable,
            deprecated: item.deprecated,
            aliases: &item.aliases,
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

#[allow(clippy::trivially_copy_pass_by_ref)] // serde gives references
fn is_false(value: &bool) -> bool {
    !value
}

/// Whether a value, or the values of a list or a map, are whole numbers.
fn is_integer(wire: &Wire) -> bool {
    match wire {
        Wire::List(item) | Wire::Map(item) => is_integer(item),
        other => *other == Wire::Integer,
    }
}
