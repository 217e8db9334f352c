//! Lists with their elements, and the storages of applications.

use super::part;
use crate::answer::{Answer, Failure};
use crate::arguments::{is_empty, items};
use crate::state::table::{Act, Fill, Row, RowKey, Table, Within, missing, row_answer};
use crate::state::{Call, State};
use bitrix24::{Map, Value};

/// The families of lists and storages.
pub(super) static TABLES: &[&Table] = &[
    &LIST,
    &ELEMENT,
    &SECTION,
    &FIELD,
    &STORAGE,
    &STORAGE_ITEM,
    &STORAGE_SECTION,
    &STORAGE_PROPERTY,
];

static LIST: Table = Table::of("lists")
    .aliases(&[("iblockid", "id"), ("iblockcode", "code")])
    .by_code("IBLOCK_CODE", "code")
    .within(&[
        Within::new("iblocktypeid", None),
        Within::new("code", None),
        Within::new("socnetgroupid", None),
    ])
    .missing(&["ListNotFound"])
    .parts(&[
        part(&ELEMENT, "iblockid"),
        part(&SECTION, "iblockid"),
        part(&FIELD, "iblockid"),
    ])
    .fills(&[
        ("active", Fill::Yes(true)),
        ("sort", Fill::Number(500)),
        ("timestampx", Fill::Now),
        ("lid", Fill::Text("s1")),
    ])
    .touches(&[("timestampx", Fill::Now)]);

/// The list that a call names, by its identifier or its code.
const fn of_list() -> Within {
    Within {
        field: "iblockid",
        of: Some(&LIST),
        code: Some("IBLOCK_CODE"),
    }
}

static ELEMENT: Table = Table::of("lists.element")
    .aliases(&[("elementid", "id"), ("elementcode", "code")])
    .by_code("ELEMENT_CODE", "code")
    .within(&[
        Within::new("iblocktypeid", None),
        of_list(),
        Within::new("code", None),
        Within::new("iblocksectionid", None),
    ])
    .missing(&["ElementNotFound", "Element not found"])
    .fills(&[
        ("createdby", Fill::Me),
        ("datecreate", Fill::Now),
        ("sort", Fill::Number(500)),
    ])
    .settle(settle_values);

/// The values of a property have identifiers.
fn settle_values(state: &mut State, element: &mut Row, before: Option<&Row>) {
    let written: Vec<(String, Value)> = element
        .iter()
        .filter(|(name, value)| {
            let known = before.and_then(|before| before.get(*name));
            name.starts_with("PROPERTY_") && known != Some(*value)
        })
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    for (name, value) in written {
        let values = match &value {
            Value::List(_) | Value::Map(_) => items(&value),
            one => vec![one],
        };
        let values = values.into_iter().filter(|value| !is_empty(value));
        let values: Map<String, Value> = values
            .map(|value| {
                state.last_value += 1;
                (state.last_value.to_string(), value.clone())
            })
            .collect();
        element.insert(name, Value::Map(values));
    }
}

static SECTION: Table = Table::of("lists.section")
    .aliases(&[("sectionid", "id"), ("sectioncode", "code")])
    .by_code("SECTION_CODE", "code")
    .within(&[
        Within::new("iblocktypeid", None),
        of_list(),
        Within::new("code", None),
        Within::new("iblocksectionid", None),
    ])
    .missing(&["SectionNotFound"])
    .parts(&[
        part(&SECTION, "iblocksectionid"),
        part(&ELEMENT, "iblocksectionid"),
    ])
    .fills(&[
        ("active", Fill::Yes(true)),
        ("globalactive", Fill::Yes(true)),
        ("sort", Fill::Number(500)),
        ("createdby", Fill::Me),
        ("modifiedby", Fill::Me),
        ("datecreate", Fill::Now),
        ("timestampx", Fill::Now),
    ])
    .touches(&[("modifiedby", Fill::Me), ("timestampx", Fill::Now)]);

/// Fields of lists, which are called by their number: `PROPERTY_5`.
static FIELD: Table = Table::of("lists.field")
    .named_by(&["FIELD_ID"])
    .prefixed("PROPERTY_")
    .within(&[Within::new("iblocktypeid", None), of_list()])
    .missing(&["FieldNotFound", "AccessDenied"])
    .fills(&[
        ("sort", Fill::Number(500)),
        ("isrequired", Fill::Yes(false)),
        ("multiple", Fill::Yes(false)),
    ])
    .settle(|_, field, _| {
        if let Some(id) = field.get("id").cloned() {
            field.insert("fieldid".to_owned(), format!("PROPERTY_{id}").into());
        }
    });

/// The storages of an application, under the codes that it chooses.
static STORAGE: Table = Table::of("entity")
    .key("entity")
    .chosen()
    .missing(&["StorageNotFound"])
    .shows(&["entity.get"])
    .parts(&[
        part(&STORAGE_ITEM, "entity"),
        part(&STORAGE_SECTION, "entity"),
        part(&STORAGE_PROPERTY, "entity"),
    ])
    .fills(&[("iblocktypeid", Fill::Text("rest_entity"))])
    .settle(|state, storage, before| {
        if before.is_none() {
            state.last_value += 1;
            storage.insert("id".to_owned(), state.last_value.into());
        }
    })
    .acts(&[
        ("get", Act::Own(storages)),
        ("update", Act::Own(change_storage)),
    ]);

/// One storage, or all of them.
fn storages(state: &mut State, table: &'static Table, call: Call<'_>) -> Result<Answer, Failure> {
    match table.keys(call).pop() {
        Some(key) => {
            let storage = state.row(table, &key).ok_or_else(|| missing(table, call))?;
            Ok(row_answer(table, call, &key, &storage))
        }
        None => {
            let keys = state.row_keys(table).into_iter();
            let rows = keys.filter_map(|key| Some((key.clone(), state.row(table, &key)?)));
            let rows: Vec<_> = rows.collect();
            Ok(table.list_answer(call, &rows))
        }
    }
}

/// A storage gets another name or another code.
fn change_storage(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let found = table.keys(call).pop();
    let found = found.and_then(|key| Some((key.clone(), state.row(table, &key)?)));
    let (key, mut storage) = found.ok_or_else(|| missing(table, call))?;
    for name in ["NAME", "ACCESS"] {
        if let Some(value) = call.arguments.get(name) {
            storage.insert(name.to_lowercase(), value.clone());
        }
    }
    let code = call
        .arguments
        .get("ENTITY_NEW")
        .filter(|code| !is_empty(code));
    let code = code.and_then(RowKey::of).unwrap_or_else(|| key.clone());
    if code != key {
        if state.row(table, &code).is_some() {
            let message = "Entity already exists";
            return Err(Failure::of(call.method, "StorageExists", message));
        }
        // What belongs to it moves first, since it would go with it.
        for part in [&STORAGE_ITEM, &STORAGE_SECTION, &STORAGE_PROPERTY] {
            for (id, mut row) in state.rows_with(part, "entity", &key) {
                row.insert("entity".to_owned(), code.value());
                state.put_row(part, id, row);
            }
        }
        state.remove_row(table, &key);
    }
    state.put_row(table, code, storage);
    Ok(Answer::at(call.method, true))
}

static OF_STORAGE: [Within; 1] = [Within::new("entity", Some(&STORAGE))];

const NEW: [(&str, Fill); 6] = [
    ("active", Fill::Yes(true)),
    ("sort", Fill::Number(500)),
    ("createdby", Fill::Me),
    ("modifiedby", Fill::Me),
    ("datecreate", Fill::Now),
    ("timestampx", Fill::Now),
];
const CHANGED: [(&str, Fill); 2] = [("modifiedby", Fill::Me), ("timestampx", Fill::Now)];

static STORAGE_ITEM: Table = Table::of("entity.item")
    .within(&OF_STORAGE)
    .missing(&["ItemNotFound"])
    .fills(&NEW)
    .touches(&CHANGED)
    .settle(|_, item, before| {
        // Properties that are not given keep their values.
        let values = |row: &Row| row.get("propertyvalues").and_then(Value::as_map).cloned();
        if let (Some(mut known), Some(given)) = (before.and_then(values), values(item)) {
            known.extend(given);
            item.insert("propertyvalues".to_owned(), Value::Map(known));
        }
    });
static STORAGE_SECTION: Table = Table::of("entity.section")
    .within(&OF_STORAGE)
    .missing(&["SectionNotFound"])
    .parts(&[
        part(&STORAGE_ITEM, "section"),
        part(&STORAGE_SECTION, "section"),
    ])
    .fills(&NEW)
    .touches(&CHANGED);
static STORAGE_PROPERTY: Table = Table::of("entity.item.property")
    .key("rowid")
    .by_code("PROPERTY", "property")
    .within(&OF_STORAGE)
    .missing(&["PropertyNotFound"])
    .acts(&[("get", Act::List)])
    .fills(&[("type", Fill::Text("S")), ("sort", Fill::Number(500))])
    .settle(|_, property, _| {
        if let Some(code) = property.remove("propertynew") {
            property.insert("property".to_owned(), code);
        }
    });
