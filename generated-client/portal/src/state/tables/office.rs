//! The office: users and departments, calendars.

use std::fmt::Display;

use super::part;
use crate::answer::{Answer, Failure};
use crate::arguments::{items, text};
use crate::moment;
use crate::state::table::{Act, Fill, Row, RowKey, Table, Within, missing, row_answer};
use crate::state::{Call, State};
use bitrix24::Value;

/// The families of the office.
pub(super) static TABLES: &[&Table] = &[&USER, &DEPARTMENT, &EVENT, &SECTION, &RESOURCE];

pub(in crate::state) static USER: Table = Table::of("user")
    .missing(&["AccessDenied"])
    .fills(&[
        ("active", Fill::Yes(true)),
        ("isonline", Fill::Yes(false)),
        ("dateregister", Fill::Now),
        ("usertype", Fill::Text("employee")),
    ])
    .check(email_once)
    .acts(&[
        ("search", Act::List),
        ("current", Act::Own(current_user)),
        ("access", Act::Shown),
        ("admin", Act::Shown),
    ]);

/// Each address belongs to one user.
fn email_once(state: &mut State, call: Call<'_>) -> Result<(), Failure> {
    if call.method.name != "user.add" {
        return Ok(());
    }
    let email = call.arguments.get("EMAIL").and_then(RowKey::of);
    let email = email.unwrap_or(RowKey::Text(String::new()));
    if state.rows_with(&USER, "email", &email).is_empty() {
        return Ok(());
    }
    let message = "A user with this email already exists";
    Err(Failure::with_message(
        call.method,
        "ERROR_ARGUMENT",
        message,
    ))
}

/// The name of a user, or a name by the number where the user has none.
pub(in crate::state) fn full_name(id: impl Display, user: &Row) -> String {
    let part = |name: &str| user.get(name).and_then(text).unwrap_or_default();
    let name = format!("{} {}", part("name"), part("lastname"));
    match name.trim() {
        "" => format!("User {id}"),
        name => name.to_owned(),
    }
}

/// The user of the webhook.
fn current_user(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let key = RowKey::of(&Fill::Me.value(None)).unwrap_or(RowKey::Number(1));
    if state.row(table, &key).is_none() {
        state.write_row(table, key.clone(), Row::new());
    }
    let user = state.row(table, &key).ok_or_else(|| missing(table, call))?;
    Ok(row_answer(table, call, &key, &user))
}

static DEPARTMENT: Table = Table::of("department").fills(&[("sort", Fill::Number(500))]);

/// Events of calendars.
static EVENT: Table = Table::of("calendar.event")
    .named_by(&["eventId"])
    .missing(&["DeleteFailed", "UpdateFailed", "GetFailed"])
    .within(OF_CALENDAR)
    .aliases(&[
        ("type", "caltype"),
        ("from", "datefrom"),
        ("to", "dateto"),
        ("section", "sectionid"),
        ("sectid", "sectionid"),
        ("skiptime", "dtskiptime"),
        ("timezonefrom", "tzfrom"),
        ("timezoneto", "tzto"),
        ("host", "meetinghost"),
        ("crmfields", "ufcrmcalevent"),
    ])
    .fills(&[
        ("createdby", Fill::Me),
        ("meetinghost", Fill::Me),
        ("meetingstatus", Fill::Text("H")),
        ("datecreate", Fill::Now),
        ("timestampx", Fill::Now),
        ("deleted", Fill::Yes(false)),
        ("dtskiptime", Fill::Yes(false)),
        ("ismeeting", Fill::Yes(false)),
        ("privateevent", Fill::Yes(false)),
        ("accessibility", Fill::Text("busy")),
        ("importance", Fill::Text("normal")),
        ("attendeescodes", Fill::Nothing),
    ])
    .touches(&[("timestampx", Fill::Now)])
    .settle(settle_event)
    .acts(&[
        ("get", Act::Own(events)),
        ("getbyid", Act::Get),
        ("calendar.meeting.status.get", Act::Own(meeting_status)),
        (
            "calendar.meeting.status.set",
            Act::Set(&[("meetingstatus", Fill::Param("status"))]),
        ),
    ]);

const OF_CALENDAR: &[Within] = &[Within::new("caltype", None), Within::new("ownerid", None)];

/// Participants have codes, and a new event is its own parent.
fn settle_event(_: &mut State, event: &mut Row, before: Option<&Row>) {
    if before.is_none()
        && let Some(id) = event.get("id").cloned()
    {
        event.insert("parentid".to_owned(), id);
    }
    if let Some(users) = event.remove("attendees") {
        let codes = items(&users).into_iter().filter_map(text);
        let codes = codes.map(|user| Value::Text(format!("U{user}")));
        event.insert("attendeescodes".to_owned(), Value::List(codes.collect()));
    }
}

/// The events of a calendar that touch the days of a call.
fn events(state: &mut State, table: &'static Table, call: Call<'_>) -> Result<Answer, Failure> {
    const DAY: i64 = 24 * 60 * 60;
    let arguments = call.arguments;
    let seconds = |name: &str| arguments.get(name).and_then(moment::seconds);
    let (from, to) = (seconds("from"), seconds("to"));
    let sections: Vec<RowKey> = arguments
        .get("section")
        .map(items)
        .unwrap_or_default()
        .into_iter()
        .filter_map(RowKey::of)
        .collect();
    let owner = arguments.get("ownerId").and_then(RowKey::of);
    let kind = arguments.get("type").and_then(RowKey::of);
    let kind = kind.unwrap_or(RowKey::Text(String::new()));
    let mut found = state.rows_with(table, "caltype", &kind);
    found.retain(|(_, event)| {
        let key = |name: &str| event.get(name).and_then(RowKey::of);
        let at = |name: &str| event.get(name).and_then(moment::seconds);
        let ends = at("dateto").or_else(|| at("datefrom"));
        (owner.is_none() || key("ownerid") == owner)
            && (sections.is_empty() || key("sectionid").is_some_and(|of| sections.contains(&of)))
            && from.is_none_or(|from| ends.is_none_or(|ends| ends >= from))
            && to.is_none_or(|to| at("datefrom").is_none_or(|begins| begins < to + DAY))
    });
    found.sort_by_key(|(_, event)| event.get("datefrom").and_then(moment::seconds));
    Ok(table.list_answer(call, &found))
}

fn meeting_status(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let key = table.keys(call).pop();
    let event = key.and_then(|key| state.row(table, &key));
    let event = event.ok_or_else(|| missing(table, call))?;
    let status = event.get("meetingstatus").cloned();
    Ok(Answer::at(call.method, status.unwrap_or_default()))
}

static SECTION: Table = Table::of("calendar.section")
    .within(OF_CALENDAR)
    .missing(&["DeleteFailed", "UpdateFailed"])
    .aliases(&[("type", "caltype")])
    .parts(&[part(&EVENT, "sectionid")])
    .fills(&[
        ("createdby", Fill::Me),
        ("datecreate", Fill::Now),
        ("timestampx", Fill::Now),
    ])
    .touches(&[("timestampx", Fill::Now)]);

static RESOURCE: Table = Table::of("calendar.resource")
    .missing(&["DeleteFailed", "UpdateFailed"])
    .fills(&[("createdby", Fill::Me)]);
