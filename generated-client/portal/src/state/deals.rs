//! The methods `crm.deal.{add, update, get, list, delete, fields}`: deals in the older spelling.

use super::columns::{self, Holds};
use super::intake::Spelling;
use super::objects::{Key, kind};
use super::{Call, Family, Handler, State, listing::Selection, refusals};
use crate::answer::{Answer, Failure};
use crate::arguments::{Arguments, is_empty};
use crate::check::Problem;
use crate::{example, page};
use bitrix24::describe::Method;
use bitrix24::{Map, Value};

/// The methods `crm.deal.{add, update, get, list, delete, fields}`.
pub(super) struct Deals;

impl Family for Deals {
    fn handler(&self, method: &str) -> Option<Handler> {
        Some(match method.strip_prefix("crm.deal.")? {
            "add" => add,
            "update" => update,
            "get" => get,
            "list" => list,
            "delete" => delete,
            "fields" => fields,
            _ => return None,
        })
    }

    fn refusal(&self, method: &Method, problem: &Problem) -> Option<Failure> {
        refusals::worded(method, problem)
    }
}

fn add(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let change = state.change(call, Spelling::Deal, kind::DEAL, written(state, call)?)?;
    let key = state.add_object(kind::DEAL, change);
    Ok(Answer::new(key.id))
}

fn update(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let key = named(state, call)?;
    let change = state.change(call, Spelling::Deal, kind::DEAL, written(state, call)?)?;
    state.update_object(key, change);
    Ok(Answer::new(true))
}

fn get(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let key = named(state, call)?;
    let view = state.view(key).unwrap_or_default();
    Ok(Answer::new(state.spelled(&view)))
}

fn list(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let filter = call.conditions(item_name);
    let views = state.listed(
        kind::DEAL,
        &filter,
        &call.order(item_name),
        page::first(call.arguments),
        &Selection::ALL,
    );
    let selection = Selection::of(call.selection());
    let rows = views
        .iter()
        .map(|view| selection.of_object(state.spelled(view)));
    Ok(page::page(call.method, call.arguments, rows.collect()))
}

fn delete(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let key = named(state, call)?;
    state.remove_object(key);
    Ok(Answer::new(true))
}

/// The documented fields, and the portal's custom fields.
fn fields(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let mut answer = example::answer(call.method)?;
    if let Value::Map(fields) = &mut answer.result {
        for (_, field) in state.custom_fields.of(kind::DEAL) {
            fields.insert(field.name().to_owned(), Value::Map(field.described()));
        }
    }
    Ok(answer)
}

impl State {
    /// A deal in the form of `crm.deal.*`, where nearly all values are text.
    fn spelled(&self, view: &Map<String, Value>) -> Map<String, Value> {
        let mut deal = Map::new();
        for column in columns::DEAL {
            // Contacts have methods of their own.
            if column.deal.is_empty() || column.deal == "CONTACT_IDS" {
                continue;
            }
            let value = view.get(column.item).unwrap_or(&Value::Null);
            deal.insert(column.deal.to_owned(), column.holds.as_text(value));
        }
        for (name, value) in view {
            if let Some(parent) = columns::parent(name) {
                deal.insert(parent, Holds::Integer.as_text(value));
            } else if name.starts_with("UF_") {
                let field = self.custom_fields.named(kind::DEAL, name);
                deal.insert(
                    name.clone(),
                    field.map_or_else(|| value.clone(), |field| field.in_former_spelling(value)),
                );
            }
        }
        deal
    }

    /// An error for a currency that the portal does not have.
    pub(super) fn check_currency(
        &self,
        fields: Arguments<'_>,
        name: &str,
        refused: impl FnOnce() -> Failure,
    ) -> Result<(), Failure> {
        match fields.text(name) {
            Some(code) if !code.is_empty() && !self.directories.has_currency(&code) => {
                Err(refused())
            }
            _ => Ok(()),
        }
    }
}

/// The fields that a call writes.
fn written<'a>(state: &State, call: Call<'a>) -> Result<Arguments<'a>, Failure> {
    for name in ["fields", "params"] {
        let given = call.arguments.get(name);
        let is_object = given.is_some_and(|value| matches!(value, Value::Map(_) | Value::List(_)));
        if !is_object && (name == "fields" || given.is_some_and(|value| !is_empty(value))) {
            let message = format!("Parameter '{name}' must be array.");
            return Err(Failure::with_message(call.method, "", message));
        }
    }
    let fields = call.arguments.object("fields");
    state.check_currency(fields, "CURRENCY_ID", || {
        Failure::with_message(call.method, "", "Invalid value for the \"Currency\" field")
    })?;
    Ok(fields)
}

/// The deal that a call names.
pub(super) fn named(state: &State, call: Call<'_>) -> Result<Key, Failure> {
    let id = call.arguments.integer("id").unwrap_or(0);
    if id <= 0 {
        return Err(Failure::with_message(
            call.method,
            "",
            "ID is not defined or invalid.",
        ));
    }
    let key = Key::deal(id);
    if state.objects.has(key) {
        Ok(key)
    } else {
        Err(Failure::with_message(call.method, "", "Not found."))
    }
}

/// The name of a field in the spelling of stored objects.
fn item_name(name: &str) -> String {
    columns::of_deal(name)
        .map(|column| column.item.to_owned())
        .or_else(|| columns::parent(name))
        .unwrap_or_else(|| name.to_owned())
}
