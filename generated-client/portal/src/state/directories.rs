//! The method `crm.currency.list`, with the documented values.

use super::objects::{Object, kind};
use super::table::{Row, RowKey};
use super::tables::STATUS;
use super::{Call, Family, Handler, State};
use crate::answer::{Answer, Failure};
use crate::arguments::{Arguments, integer, text};
use crate::condition;
use bitrix24::{Map, Value};

/// The methods that read directories.
pub(super) struct DirectoryMethods;

impl Family for DirectoryMethods {
    fn handler(&self, method: &str) -> Option<Handler> {
        Some(match method {
            "crm.currency.list" => currencies,
            _ => return None,
        })
    }
}

/// Currencies.
#[derive(Debug, Default)]
pub(super) struct Directories {
    pub(super) currencies: Vec<Map<String, Value>>,
}

impl State {
    /// `P` for a stage of deals in progress, `S` for success, `F` for failure.
    pub(super) fn stage_semantics(&self, stage: &str) -> &'static str {
        let name = stage.rsplit(':').next().unwrap_or_default();
        let of_deals = RowKey::Text("DEAL_STAGE".to_owned());
        let stages = self.rows_with(&STATUS, "entityid", &of_deals);
        let text = |row: &Row, name: &str| row.get(name).and_then(text);
        let stage = stages
            .iter()
            .find(|(_, row)| text(row, "statusid").as_deref() == Some(name));
        let semantics = stage.and_then(|(_, row)| text(row, "semantics"));
        match semantics.as_deref() {
            Some("S") => "S",
            Some("F") => "F",
            _ => "P",
        }
    }
}

impl State {
    /// The group of the stage of a lead or of an estimate. Returns `None` for other objects, and where no
    /// directory has the stage.
    pub(super) fn group_of_stage(&self, of: i64, object: &Object) -> Option<&'static str> {
        let directory = match of {
            kind::LEAD => "STATUS",
            kind::QUOTE => "QUOTE_STATUS",
            _ => return None,
        };
        let stage = object.text("stageId")?;
        match stage {
            "CONVERTED" | "APPROVED" => return Some("S"),
            "JUNK" | "DECLINED" => return Some("F"),
            _ => {}
        }
        let directory = RowKey::Text(directory.to_owned());
        let stages = self.rows_with(&STATUS, "entityid", &directory);
        let has = |row: &Row, name: &str, wanted: &str| {
            row.get(name).and_then(text).as_deref() == Some(wanted)
        };
        let (_, stage) = stages.iter().find(|(_, row)| has(row, "statusid", stage))?;
        Some(match () {
            () if has(stage, "semantics", "S") => "S",
            () if has(stage, "semantics", "F") => "F",
            () => "P",
        })
    }
}

impl Directories {
    pub(super) fn has_currency(&self, code: &str) -> bool {
        let known = |currency: &Map<String, Value>| {
            currency.get("CURRENCY").and_then(Value::as_text) == Some(code)
        };
        self.currencies.iter().any(known)
    }
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
