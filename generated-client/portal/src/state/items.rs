//! The methods `crm.item.{add, update, get, list, delete, fields}`: objects of any kind.

use super::columns::{self, Holds};
use super::intake::Spelling;
use super::objects::{Key, kind};
use super::{Call, Family, Handler, State, listing::Selection};
use crate::answer::{Answer, Failure};
use crate::arguments::is_yes;
use crate::check::{Problem, Trouble};
use crate::{arguments, condition, example, page};
use bitrix24::describe::{self, Method};
use bitrix24::internal::map_of_distinct;
use bitrix24::{Map, Value};

/// The methods `crm.item.{add, update, get, list, delete, fields}`.
pub(super) struct Items;

impl Family for Items {
    fn handler(&self, method: &str) -> Option<Handler> {
        Some(match method.strip_prefix("crm.item.")? {
            "add" => add,
            "update" => update,
            "get" => get,
            "list" => list,
            "delete" => delete,
            "fields" => fields,
            _ => return None,
        })
    }

    /// The page of the list has messages of its own for invalid conditions and orders.
    fn refusal(&self, method: &Method, problem: &Problem) -> Option<Failure> {
        let (_, last) = problem.path().rsplit_once('.').unwrap_or_default();
        let field = condition::split(last.split('[').next().unwrap_or_default()).1;
        let message = match (problem.parameter(), problem.trouble()) {
            _ if method.name != "crm.item.list" || field.is_empty() => return None,
            ("filter", Trouble::Unknown) => {
                format!("Invalid filter: field '{field}' is not allowed in filter")
            }
            ("filter", _) => format!("Invalid filter: field '{field}' has invalid value"),
            ("order", Trouble::Unknown) => {
                format!("Invalid order: field '{field}' is not allowed in order")
            }
            ("order", _) => format!(
                "Invalid order: allowed sort directions are ASC, DESC. But got '{}' for field '{field}'",
                problem.found()
            ),
            _ => return None,
        };
        Some(Failure::with_message(method, "INVALID_ARG_VALUE", message))
    }
}

fn add(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let of = kind_of(call)?;
    check_currency(state, call)?;
    let change = state.change(call, Spelling::Item, of, call.arguments.object("fields"))?;
    let key = state.add_object(of, change);
    Ok(answered(state, call, key))
}

fn update(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let key = named(state, call)?;
    check_currency(state, call)?;
    let fields = call.arguments.object("fields");
    let change = state.change(call, Spelling::Item, key.kind, fields)?;
    state.update_object(key, change);
    Ok(answered(state, call, key))
}

fn get(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let key = named(state, call)?;
    Ok(answered(state, call, key))
}

fn list(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let of = kind_of(call)?;
    let stored = |name: &str| columns::original(name).unwrap_or_else(|| name.to_owned());
    let selection = call.selection().map(|names| {
        let names = names.iter().map(|name| stored(name));
        // `*` includes custom fields.
        let masks = names.flat_map(|name| match name.as_str() {
            "*" => vec![name, "UF_*".to_owned()],
            _ => vec![name],
        });
        masks.collect()
    });
    let views = state.listed(
        of,
        &with_stored_booleans(state, of, call.conditions(stored)),
        &call.order(stored),
        page::first(call.arguments),
        &Selection::of(selection),
    );
    let rows = views.into_iter().map(|view| spelled(call, view));
    Ok(page::page(call.method, call.arguments, rows.collect()))
}

/// Conditions on custom fields that hold yes or no, whose values are 1 and 0 in this filter:
/// `Y` and `N`, as the fields are written and read, find nothing.
fn with_stored_booleans(
    state: &State,
    of: i64,
    conditions: Map<String, Value>,
) -> Map<String, Value> {
    let is_boolean = |name: &str| {
        let fields = state.custom_fields.of(of);
        fields
            .into_iter()
            .any(|(_, field)| field.name() == name && matches!(field.holds(), Holds::Flag))
    };
    let stored = |(key, value): (String, Value)| match condition::inner_group(&key, &value) {
        Some(group) => {
            let group = with_stored_booleans(state, of, group.clone());
            (key, Value::Map(group))
        }
        None if is_boolean(condition::split(&key).1) => {
            let value = match value {
                Value::List(values) => Value::List(values.iter().map(stored_boolean).collect()),
                value => stored_boolean(&value),
            };
            (key, value)
        }
        None => (key, value),
    };
    map_of_distinct(conditions.into_iter().map(stored))
}

/// The stored form of 1 or 0, and of what an empty condition has; else a text that no field has.
fn stored_boolean(value: &Value) -> Value {
    match arguments::text(value).as_deref() {
        _ if arguments::is_empty(value) => value.clone(),
        Some("1") => columns::flag(true),
        Some("0") => columns::flag(false),
        _ => "neither 1 nor 0".into(),
    }
}

fn delete(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let key = named(state, call)?;
    state.remove_object(key);
    Ok(Answer::new(Vec::<Value>::new()))
}

/// For deals the fields that the portal stores, for other objects the documented ones.
fn fields(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    if kind_of(call)? != kind::DEAL {
        return example::answer(call.method);
    }
    let documented =
        describe::method("crm.deal.fields", 2).and_then(|method| example::answer(method).ok());
    let documented = documented.map(|answer| answer.result).unwrap_or_default();
    let mut fields = Map::new();
    for column in columns::DEAL {
        if let Some(described) = documented[column.deal].as_map() {
            let mut described = described.clone();
            described.insert("upperName".to_owned(), column.deal.into());
            fields.insert(column.item.to_owned(), Value::Map(described));
        }
    }
    for (_, field) in state.custom_fields.of(kind::DEAL) {
        let mut described = field.described();
        described.insert("upperName".to_owned(), field.name().into());
        let name = columns::camel(field.name());
        let name = if wants_original(call) {
            field.name().to_owned()
        } else {
            name
        };
        fields.insert(name, Value::Map(described));
    }
    Ok(match call.method.result.at {
        Some(_) => Answer::at(call.method, fields),
        None => Answer::new(Map::from([("fields".to_owned(), Value::Map(fields))])),
    })
}

/// The kind of object that a call names.
fn kind_of(call: Call<'_>) -> Result<i64, Failure> {
    const FORMER_INVOICE: i64 = 5;
    let of = call.arguments.integer("entityTypeId").unwrap_or(0);
    if kind::exists(of) {
        Ok(of)
    } else if of == FORMER_INVOICE {
        let message = "Entity type Invoice is not supported";
        Err(Failure::with_message(
            call.method,
            "ENTITY_TYPE_NOT_SUPPORTED",
            message,
        ))
    } else {
        let messages = ["SPA not found", "Smart process not found"];
        Err(Failure::worded(call.method, "NOT_FOUND", &messages))
    }
}

/// The object that a call names.
fn named(state: &State, call: Call<'_>) -> Result<Key, Failure> {
    let key = Key::new(kind_of(call)?, call.arguments.integer("id").unwrap_or(0));
    if state.objects.has(key) {
        Ok(key)
    } else {
        let messages = ["Item not found", "Element not found"];
        Err(Failure::worded(call.method, "NOT_FOUND", &messages))
    }
}

fn check_currency(state: &State, call: Call<'_>) -> Result<(), Failure> {
    let fields = call.arguments.object("fields");
    state.check_currency(fields, "currencyId", || {
        let message = "Invalid value for field \"currencyId\"";
        Failure::with_message(call.method, "CRM_FIELD_ERROR_VALUE_NOT_VALID", message)
    })
}

fn answered(state: &State, call: Call<'_>, key: Key) -> Answer {
    let item = spelled(call, state.view(key).unwrap_or_default());
    match call.method.result.at {
        Some(_) => Answer::at(call.method, item),
        None => Answer::new(Map::from([("item".to_owned(), Value::Map(item))])),
    }
}

/// Custom fields under the names of the call.
fn spelled(call: Call<'_>, view: Map<String, Value>) -> Map<String, Value> {
    if wants_original(call) {
        return view;
    }
    map_of_distinct(view.into_iter().map(|(name, value)| {
        let is_custom = name.starts_with("UF_");
        (
            if is_custom {
                columns::camel(&name)
            } else {
                name
            },
            value,
        )
    }))
}

fn wants_original(call: Call<'_>) -> bool {
    call.arguments.get("useOriginalUfNames").is_some_and(is_yes)
}
