//! The methods `crm.category.{list, get}`, `crm.status.list` and `crm.currency.list`, with the
//! documented values.

use super::objects::kind;
use super::{Call, Family, Handler, State};
use crate::answer::{Answer, Failure};
use crate::arguments::{Arguments, integer};
use crate::{condition, page};
use bitrix24::{Map, Value};

/// The methods that read directories.
pub(super) struct DirectoryMethods;

impl Family for DirectoryMethods {
    fn handler(&self, method: &str) -> Option<Handler> {
        Some(match method {
            "crm.category.list" => categories,
            "crm.category.get" => category,
            "crm.status.list" => statuses,
            "crm.currency.list" => currencies,
            _ => return None,
        })
    }
}

/// Funnels, stages and other lists of values, currencies.
#[derive(Debug, Default)]
pub(super) struct Directories {
    pub(super) categories: Vec<Map<String, Value>>,
    pub(super) statuses: Vec<Map<String, Value>>,
    pub(super) currencies: Vec<Map<String, Value>>,
}

impl Directories {
    /// `P` for a stage in progress, `S` for success, `F` for failure.
    pub(super) fn stage_semantics(&self, stage: &str) -> &'static str {
        let name = stage.rsplit(':').next().unwrap_or_default();
        let is = |status: &&Map<String, Value>, key: &str, wanted: &str| {
            status.get(key).and_then(Value::as_text) == Some(wanted)
        };
        let mut statuses = self.statuses.iter();
        let status = statuses
            .find(|status| is(status, "ENTITY_ID", "DEAL_STAGE") && is(status, "STATUS_ID", name));
        match status
            .and_then(|status| status.get("SEMANTICS"))
            .and_then(Value::as_text)
        {
            Some("S") => "S",
            Some("F") => "F",
            _ => "P",
        }
    }

    pub(super) fn has_currency(&self, code: &str) -> bool {
        let known = |currency: &Map<String, Value>| {
            currency.get("CURRENCY").and_then(Value::as_text) == Some(code)
        };
        self.currencies.iter().any(known)
    }
}

fn categories(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let of = with_categories(call)?;
    let mut categories: Vec<_> = state.directories.categories.clone();
    categories.retain(|category| category.get("entityTypeId").and_then(integer) == Some(of));
    let total = i64::try_from(categories.len()).ok();
    let list: Vec<_> = categories.into_iter().map(Value::Map).collect();
    let mut answer = match call.method.result.at {
        Some(_) => Answer::at(call.method, list),
        None => Answer::new(Map::from([("categories".to_owned(), Value::List(list))])),
    };
    answer.total = total;
    Ok(answer)
}

fn category(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let of = with_categories(call)?;
    let id = call.arguments.integer("id");
    let mut categories = state.directories.categories.iter();
    let category = categories.find(|category| {
        category.get("entityTypeId").and_then(integer) == Some(of)
            && category.get("id").and_then(integer) == id
    });
    let category = category
        .ok_or_else(|| Failure::with_message(call.method, "NOT_FOUND", "Element not found"))?;
    Ok(match call.method.result.at {
        Some(_) => Answer::at(call.method, category.clone()),
        None => Answer::new(Map::from([(
            "category".to_owned(),
            Value::Map(category.clone()),
        )])),
    })
}

/// The kind of object that a call names, if it has funnels.
fn with_categories(call: Call<'_>) -> Result<i64, Failure> {
    let of = call.arguments.integer("entityTypeId").unwrap_or(0);
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
    Ok(of)
}

fn statuses(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    // Numbers are text in the answer, but sorted as numbers.
    let numbered = |status: &Map<String, Value>| {
        let mut status = status.clone();
        for name in ["ID", "SORT"] {
            if let Some(number) = status.get(name).and_then(integer) {
                status.insert(name.to_owned(), Value::Integer(number));
            }
        }
        status
    };
    let mut statuses: Vec<_> = state.directories.statuses.iter().map(numbered).collect();
    statuses.retain(|status| condition::meets(status, call.arguments.object("filter")));
    condition::sort(&mut statuses, call.arguments.object("order"));
    for status in &mut statuses {
        for name in ["ID", "SORT"] {
            if let Some(number) = status.get(name).and_then(Value::as_integer) {
                status.insert(name.to_owned(), Value::Text(number.to_string()));
            }
        }
    }
    let mut answer = page::page(call.method, call.arguments, statuses);
    if call.method.paging.is_none() {
        answer.next = None;
    }
    Ok(answer)
}

/// The documentation says that the total is always 0.
fn currencies(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let mut currencies: Vec<_> = state
        .directories
        .currencies
        .iter()
        .map(|currency| {
            let mut compared = currency.clone();
            if let Some(sort) = currency.get("SORT").and_then(integer) {
                compared.insert("SORT".to_owned(), Value::Integer(sort));
            }
            compared
        })
        .collect();
    let order = call.arguments.object("order").0.iter();
    let order: Map<String, Value> = order
        .map(|(name, direction)| (name.to_uppercase(), direction.clone()))
        .collect();
    condition::sort(&mut currencies, Arguments(&order));
    for currency in &mut currencies {
        if let Some(sort) = currency.get("SORT").and_then(Value::as_integer) {
            currency.insert("SORT".to_owned(), Value::Text(sort.to_string()));
        }
    }
    let currencies: Vec<_> = currencies.into_iter().map(Value::Map).collect();
    let mut answer = Answer::at(call.method, currencies);
    answer.total = Some(0);
    Ok(answer)
}
