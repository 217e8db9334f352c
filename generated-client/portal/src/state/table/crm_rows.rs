//! CRM objects as rows of the families `crm.contact.*`, `crm.company.*`, `crm.lead.*` and
//! `crm.quote.*`.

use super::{Row, RowKey, Table, camel, is_custom, squash};
use crate::arguments::{integer, is_empty, items, text};
use crate::state::State;
use crate::state::columns::{self, flag};
use crate::state::objects::{Key, Object, kind, primary};
use bitrix24::{Map, Value};

/// Ways to reach somebody: each is a field of rows, and a type of the field `fm` in `crm.item.*`.
const WAYS: [&str; 5] = ["PHONE", "EMAIL", "WEB", "IM", "LINK"];

pub(super) fn keys(state: &State, of: i64) -> Vec<RowKey> {
    let keys = state.objects.within(of, i64::MIN..=i64::MAX);
    keys.map(|key| RowKey::Number(key.id)).collect()
}

pub(super) fn get(state: &State, of: i64, key: &RowKey) -> Option<Row> {
    let view = state.view(Key::new(of, key.number()))?;
    let mut row = Row::new();
    for (name, value) in view {
        match name.as_str() {
            "fm" => {
                for way in WAYS {
                    let of_way = items(&value).into_iter().filter(|one| is_way(one, way));
                    let spelled: Vec<Value> = of_way.map(|one| spelled(one, way)).collect();
                    if !spelled.is_empty() {
                        row.insert(squash(way), Value::List(spelled));
                    }
                }
            }
            "entityTypeId" => {}
            // An object without a contact names none.
            "contactId" if integer(&value) == Some(0) => {
                row.insert(squash(&name), Value::Null);
            }
            _ if is_custom(&name) => {
                let name = columns::parent(&name).unwrap_or(name);
                row.insert(name, value);
            }
            _ => {
                row.insert(squash(&name), value);
            }
        }
    }
    for (way, name) in [("phone", "hasphone"), ("email", "hasemail")] {
        let has = row.contains_key(way);
        row.insert(name.to_owned(), flag(has));
    }
    let talks = row.get("im").map(items).unwrap_or_default();
    let by_open_channel = talks.into_iter().any(|way| {
        let value = way.get("VALUE").and_then(Value::as_text);
        value.is_some_and(|value| value.starts_with("imol|"))
    });
    row.insert("hasimol".to_owned(), flag(by_open_channel));
    Some(row)
}

pub(super) fn put(state: &mut State, table: &Table, of: i64, key: &RowKey, row: Row) {
    let key = Key::new(of, key.number());
    let mut object = Object {
        contacts: state
            .objects
            .get(key)
            .map(|known| known.contacts.clone())
            .unwrap_or_default(),
        fields: Map::new(),
    };
    let known = state.links(key).unwrap_or_default();
    let (one, all) = match of {
        kind::CONTACT => ("companyid", "companyids"),
        _ => ("contactid", "contactids"),
    };
    let mut linked: Option<Vec<i64>> = None;
    let mut ways = Vec::new();
    for (name, value) in row {
        let way = WAYS.iter().find(|way| squash(way) == name);
        match (name.as_str(), way) {
            (_, Some(way)) => ways.extend(items(&value).into_iter().map(|one| united(one, way))),
            ("id" | "hasphone" | "hasemail" | "hasimol", _) => {}
            (name, _) if name == one || name == all => {
                let mut ids = columns::numbers(&value);
                ids.retain(|id| *id > 0);
                // Only what differs is written; a list counts more than the first one.
                let differs = if name == all {
                    let known = known.iter().map(|link| link.contact);
                    !known.eq(ids.iter().copied())
                } else {
                    let first = ids.first().copied().unwrap_or(0);
                    linked.is_none() && first != primary(&known)
                };
                if differs {
                    linked = Some(ids);
                }
            }
            _ if is_custom(&name) => {
                let name = columns::parent(&name).unwrap_or(name);
                object.fields.insert(name, value);
            }
            _ => {
                let known = columns::DEAL
                    .iter()
                    .find(|column| squash(column.item) == name);
                let name = match (known, table.field(&name)) {
                    (Some(column), _) => column.item.to_owned(),
                    (None, Some(field)) => camel(&field.name),
                    (None, None) => name,
                };
                object.fields.insert(name, value);
            }
        }
    }
    if !ways.is_empty() {
        object.fields.insert("fm".to_owned(), Value::List(ways));
    }
    if let Some(linked) = &linked {
        object.link(linked);
    }
    state.objects.insert(key, object);
    if let Some(linked) = &linked {
        state.unlink_others(key, linked);
    }
}

pub(super) fn remove(state: &mut State, of: i64, key: &RowKey) {
    state.remove_object(Key::new(of, key.number()));
}

fn is_way(one: &Value, way: &str) -> bool {
    one.get("typeId").and_then(Value::as_text) == Some(way)
}

/// The fields of a telephone number and its like, in both spellings.
const OF_WAY: [(&str, &str); 3] = [
    ("id", "ID"),
    ("valueType", "VALUE_TYPE"),
    ("value", "VALUE"),
];

fn spelled(one: &Value, way: &str) -> Value {
    let fields = OF_WAY.iter().filter_map(|(item, upper)| {
        let value = one.get(item)?;
        Some((
            (*upper).to_owned(),
            text(value).map_or_else(|| value.clone(), Value::Text),
        ))
    });
    let of_type = [("TYPE_ID".to_owned(), Value::from(way))];
    Value::Map(fields.chain(of_type).collect())
}

fn united(one: &Value, way: &str) -> Value {
    let fields = OF_WAY.iter().filter_map(|(item, upper)| {
        let value = one.get(upper)?;
        let value = if *item == "id" {
            Value::Integer(integer(value)?)
        } else {
            value.clone()
        };
        Some(((*item).to_owned(), value))
    });
    let of_type = [("typeId".to_owned(), Value::from(way))];
    Value::Map(fields.chain(of_type).collect())
}

/// Gives identifiers to telephone numbers and their like. In a change, those with an identifier
/// replace the known ones, and one without a value is removed; others are added.
pub(in crate::state) fn settle_ways(state: &mut State, row: &mut Row, before: Option<&Row>) {
    for way in WAYS.map(squash) {
        let known = before.and_then(|before| before.get(&way));
        let Some(given) = row.get(&way).filter(|given| Some(*given) != known) else {
            continue;
        };
        let mut all: Vec<Value> = known
            .map(items)
            .unwrap_or_default()
            .into_iter()
            .cloned()
            .collect();
        for one in items(given) {
            let Value::Map(mut one) = one.clone() else {
                continue;
            };
            let id = one.get("ID").and_then(integer);
            let is_same = |other: &Value| other.get("ID").and_then(integer) == id;
            let at = id.and_then(|_| all.iter().position(is_same));
            let is_cleared = one.get("VALUE").is_none_or(is_empty);
            match at {
                Some(at) if is_cleared => drop(all.remove(at)),
                Some(at) => {
                    if let Some(Value::Map(known)) = all.get_mut(at) {
                        known.extend(one);
                    }
                }
                None if is_cleared => {}
                None => {
                    state.last_value += 1;
                    one.insert("ID".to_owned(), state.last_value.to_string().into());
                    all.push(Value::Map(one));
                }
            }
        }
        row.insert(way, Value::List(all));
    }
}
