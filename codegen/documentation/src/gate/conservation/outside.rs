//! Rows that are not facts, each by a named rule.

use std::collections::BTreeSet;

use super::table::{Kind, Part, TableOf};
use crate::extract::name::is_key;
use crate::page::Row;
use bitrix24_codegen::operators;

/// The rules: a name, and which rows it leaves out.
pub const RULES: &[(&str, &str)] = &[
    (
        "overview",
        "a table of methods, events or sections of the documentation, which have pages of their own",
    ),
    (
        "caption",
        "a row whose only text is a title of the rows below it",
    ),
    (
        "envelope",
        "`result`, `time`, `total` and `next` of an answer, and the parts of `time`, which every answer has",
    ),
    (
        "event-envelope",
        "`event`, `data`, `ts` and `auth` of a request to a handler, and the parts of `auth`, which every event has",
    ),
    (
        "keys",
        "a key of an answer whose keys are names of fields, each with a description of one type",
    ),
    (
        "repeated",
        "a row that another table of the same object has with the same type, and that is a fact there",
    ),
    (
        "values",
        "a row whose first cell is a documented value of a field",
    ),
    (
        "condition",
        "a row of a table of what to filter, sort or select by, whose name is a field of the type that the parameter names",
    ),
    (
        "beside",
        "a row of a page that describes methods or events in sections, outside of these sections",
    ),
    (
        "placeholder",
        "a row that says what the keys of a map stand for; its type is that of the values of the map",
    ),
    (
        "elements",
        "a row `name[]` beside the row `name`, whose type says what the elements are",
    ),
    (
        "lacking",
        "a row of an object that events lack, where only events have the object",
    ),
];

/// A row that is no fact.
pub(super) struct Outside<'r, 'p> {
    pub(super) table: &'r TableOf<'p>,
    pub(super) row: &'r Row,
    /// Documented values of the fields of the page.
    pub(super) values: Option<&'r BTreeSet<String>>,
    pub(super) is_event: bool,
    /// Lines of the headings of what the page describes, where these are sections and not the page.
    pub(super) sections: &'r [u32],
    /// Fields of the types that filters, orders and selections name.
    pub(super) conditions: &'r BTreeSet<&'r str>,
    /// Names of what the page describes.
    pub(super) methods: &'r [&'r str],
    /// Whether a parameter or the answer is a map or has one.
    pub(super) has_map: bool,
}

/// Names of the answer's envelope.
const ENVELOPE: &[&str] = &["result", "time", "total", "next"];

/// Parts of `time`.
const TIME: &[&str] = &[
    "start",
    "finish",
    "duration",
    "processing",
    "date_start",
    "date_finish",
    "operating",
    "operating_reset_at",
];

/// Names of an event's envelope.
const EVENT: &[&str] = &[
    "event",
    "event_id",
    "eventId",
    "event_handler_id",
    "data",
    "ts",
    "auth",
];

/// Parts of `auth`.
const AUTH: &[&str] = &[
    "access_token",
    "expires",
    "expires_in",
    "scope",
    "domain",
    "server_endpoint",
    "status",
    "client_endpoint",
    "member_id",
    "user_id",
    "refresh_token",
    "application_token",
];

/// The name of the rule that leaves a row out.
pub(super) fn rule(outside: &Outside<'_, '_>) -> Option<&'static str> {
    let Outside { table, row, .. } = outside;
    let names = super::table::names(row);
    let all = |known: &[&str]| {
        names.iter().all(|name| {
            let name = name.split([' ', '`']).next().unwrap_or_default();
            known.contains(&name)
        })
    };
    let above = |word: &str| {
        table
            .above
            .iter()
            .any(|(title, _)| title.to_lowercase().contains(word))
    };
    let is_in_section = || {
        table
            .lines
            .iter()
            .any(|line| outside.sections.contains(line))
    };
    if !outside.sections.is_empty() && !is_in_section() {
        return Some("beside");
    }
    if table.kind == Kind::Overview {
        return Some("overview");
    }
    if row.cells.iter().skip(1).all(crate::page::Cell::is_empty) {
        let head = super::head(row);
        if head.lines().count() == 1 && head.contains(' ') {
            return Some("caption");
        }
    }
    if table.part == Part::Answer && all(ENVELOPE) || all(TIME) && above("time") {
        return Some("envelope");
    }
    let lists_fields = |name: &&str| name.to_lowercase().ends_with("fields");
    let is_condition = |name: &String| outside.conditions.contains(operators::split(name).1);
    if table.lists_conditions() && names.iter().all(is_condition) {
        return Some("condition");
    }
    if matches!(table.part, Part::Answer | Part::Other)
        && table.kind == Kind::Fields
        && outside.has_map
        && outside.methods.iter().any(lists_fields)
    {
        return Some("keys");
    }
    if outside.is_event && (all(EVENT) || all(AUTH)) {
        return Some("event-envelope");
    }
    if let Some(values) = outside.values {
        let is_value =
            |name: &String| values.contains(name.split(['`', ' ']).next().unwrap_or_default());
        let lists_values = || table.kind != Kind::Fields || above("values");
        if names.iter().all(is_value) && lists_values() {
            return Some("values");
        }
    }
    if outside.has_map && names.iter().all(|name| is_key(name)) {
        return Some("placeholder");
    }
    None
}
