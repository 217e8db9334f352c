//! CRM: contacts, companies, leads and estimates, activities, comments in timelines, directories.

use crate::answer::{Answer, Failure};
use crate::arguments::{integer, text};
use crate::example;
use crate::state::objects::{Key, kind};
use crate::state::table::{
    Act, Fill, Row, RowKey, Store, Table, Within, missing, seeded, settle_ways, squash,
};
use crate::state::{Call, State};
use bitrix24::Value;

/// The families of CRM.
pub(super) static TABLES: &[&Table] = &[
    &CONTACT, &COMPANY, &LEAD, &QUOTE, &ACTIVITY, &COMMENT, &STATUS, &CATEGORY,
];

/// The families whose rows are CRM objects.
static PEOPLE: [&Table; 4] = [&CONTACT, &COMPANY, &LEAD, &QUOTE];

/// Names of fields that `crm.item.*` has in other words.
const OF_ITEMS: [(&str, &str); 7] = [
    ("datecreate", "createdtime"),
    ("datemodify", "updatedtime"),
    ("createdbyid", "createdby"),
    ("modifybyid", "updatedby"),
    ("movedbyid", "movedby"),
    ("companytype", "typeid"),
    ("companyids", "companyids"),
];

/// The same for objects with stages.
const OF_STAGED: [(&str, &str); 7] = [
    ("datecreate", "createdtime"),
    ("datemodify", "updatedtime"),
    ("createdbyid", "createdby"),
    ("modifybyid", "updatedby"),
    ("movedbyid", "movedby"),
    ("statusid", "stageid"),
    ("statussemanticid", "stagesemanticid"),
];

const NEW: [(&str, Fill); 6] = [
    ("createdby", Fill::Me),
    ("updatedby", Fill::Me),
    ("assignedbyid", Fill::Me),
    ("createdtime", Fill::Now),
    ("updatedtime", Fill::Now),
    ("opened", Fill::Yes(true)),
];

const CHANGED: [(&str, Fill); 2] = [("updatedby", Fill::Me), ("updatedtime", Fill::Now)];

const fn of_objects(name: &'static str, kind: i64) -> Table {
    Table::of(name)
        .store(Store::Objects(kind))
        .fills(&NEW)
        .touches(&CHANGED)
        .settle(settle_object)
        .acts(&[("fields", Act::Own(fields))])
}

static CONTACT: Table = of_objects("crm.contact", kind::CONTACT).aliases(&OF_ITEMS);
static COMPANY: Table = of_objects("crm.company", kind::COMPANY).aliases(&OF_ITEMS);
static LEAD: Table = of_objects("crm.lead", kind::LEAD)
    .aliases(&OF_STAGED)
    .fills(&[
        ("createdby", Fill::Me),
        ("updatedby", Fill::Me),
        ("assignedbyid", Fill::Me),
        ("createdtime", Fill::Now),
        ("updatedtime", Fill::Now),
        ("opened", Fill::Yes(true)),
        ("stageid", Fill::Text("NEW")),
        ("stagesemanticid", Fill::Text("P")),
    ]);
static QUOTE: Table = of_objects("crm.quote", kind::QUOTE)
    .aliases(&OF_STAGED)
    .fills(&[
        ("createdby", Fill::Me),
        ("updatedby", Fill::Me),
        ("assignedbyid", Fill::Me),
        ("createdtime", Fill::Now),
        ("updatedtime", Fill::Now),
        ("opened", Fill::Yes(true)),
        ("stageid", Fill::Text("DRAFT")),
        ("currencyid", Fill::Text("USD")),
    ]);

static ACTIVITY: Table = Table::of("crm.activity")
    .fills(&[
        ("authorid", Fill::Me),
        ("editorid", Fill::Me),
        ("created", Fill::Now),
        ("lastupdated", Fill::Now),
        ("completed", Fill::Yes(false)),
        ("status", Fill::Number(1)),
        ("priority", Fill::Number(2)),
    ])
    .touches(&[("editorid", Fill::Me), ("lastupdated", Fill::Now)])
    .settle(|_, activity, _| {
        // 1 is waiting, 2 is completed.
        let completed = activity.get("completed").and_then(text).as_deref() == Some("Y");
        activity.insert("status".to_owned(), (if completed { 2 } else { 1 }).into());
    });

static COMMENT: Table =
    Table::of("crm.timeline.comment").fills(&[("authorid", Fill::Me), ("created", Fill::Now)]);

/// The entries of directories, among them stages.
pub(in crate::state) static STATUS: Table = Table::of("crm.status")
    .fills(&[
        ("sort", Fill::Number(10)),
        ("system", Fill::Yes(false)),
        ("categoryid", Fill::Null),
        ("semantics", Fill::Null),
    ])
    .check(check_status)
    .settle(|_, status, before| {
        if before.is_none()
            && let Some(name) = status.get("name").cloned()
        {
            status.insert("nameinit".to_owned(), name);
        }
    })
    .acts(&[("crm.status.entity.items", Act::Own(entries))]);

static CATEGORY: Table = Table::of("crm.category")
    .within(&[Within::new("entitytypeid", None)])
    .fills(&[("sort", Fill::Number(500)), ("isdefault", Fill::Yes(false))])
    .missing(&["Element not found"])
    .check(|_, call| with_categories(call));

/// The objects of the examples, where the portal does not have them yet.
pub(super) fn seed(state: &mut State) {
    for table in PEOPLE {
        let Store::Objects(kind) = table.store else {
            continue;
        };
        for (key, row) in seeded(table).iter() {
            let known = state.objects.has(Key::new(kind, key.number()));
            if !known {
                state.put_row(table, key.clone(), row.clone());
            }
        }
    }
}

fn settle_object(state: &mut State, row: &mut Row, before: Option<&Row>) {
    settle_ways(state, row, before);
}

/// The documented fields, and the custom fields of these objects.
fn fields(state: &mut State, table: &'static Table, call: Call<'_>) -> Result<Answer, Failure> {
    let mut answer = example::answer(call.method)?;
    if let (Value::Map(fields), Store::Objects(kind)) = (&mut answer.result, table.store) {
        for (_, field) in state.custom_fields.of(kind) {
            fields.insert(field.name().to_owned(), Value::Map(field.described()));
        }
    }
    Ok(answer)
}

/// A directory has each code once.
fn check_status(state: &mut State, call: Call<'_>) -> Result<(), Failure> {
    if call.method.name != "crm.status.add" {
        return Ok(());
    }
    let fields = call.arguments.object("fields");
    let code = |name: &str| fields.get(name).and_then(RowKey::of);
    let (Some(directory), Some(status)) = (code("ENTITY_ID"), code("STATUS_ID")) else {
        return Ok(());
    };
    let entries = state.rows_with(&STATUS, "entityid", &directory);
    let is_same = |row: &Row| row.get("statusid").and_then(RowKey::of).as_ref() == Some(&status);
    if entries.iter().any(|(_, row)| is_same(row)) {
        return Err(Failure::of(
            call.method,
            "Exists",
            "The specified status ID already exists.",
        ));
    }
    Ok(())
}

/// The entries of a directory, in their order.
fn entries(state: &mut State, table: &'static Table, call: Call<'_>) -> Result<Answer, Failure> {
    let directory = call.arguments.get("entityId").and_then(RowKey::of);
    let directory = directory.ok_or_else(|| missing(table, call))?;
    let mut entries = state.rows_with(table, "entityid", &directory);
    entries.sort_by_key(|(_, row)| row.get("sort").and_then(integer));
    let entries = entries.iter().map(|(_, row)| {
        let mut row = row.clone();
        if let Some(sort) = row.get("sort").and_then(integer) {
            row.insert("sort".to_owned(), sort.into());
        }
        let names = ["NAME", "SORT", "STATUS_ID"];
        let fields = names.map(|name| {
            (
                name.to_owned(),
                row.get(&squash(name)).cloned().unwrap_or_default(),
            )
        });
        Value::Map(fields.into())
    });
    Ok(Answer::at(call.method, entries.collect::<Vec<_>>()))
}

/// Refuses a kind of object that has no funnels.
fn with_categories(call: Call<'_>) -> Result<(), Failure> {
    let Some(of) = call.arguments.integer("entityTypeId") else {
        return Ok(());
    };
    if !kind::exists(of) {
        let messages = ["Smart process not found", "SPA not found"];
        return Err(Failure::worded(call.method, "NOT_FOUND", &messages));
    }
    if [kind::LEAD, kind::QUOTE].contains(&of) {
        let message = format!("Entity type {} is not supported", kind::noun(of));
        return Err(Failure::with_message(
            call.method,
            "ENTITY_TYPE_NOT_SUPPORTED",
            message,
        ));
    }
    Ok(())
}
