//! The methods `crm.deal.recurring.*`: templates from which deals are created repeatedly.

use super::columns::Holds;
use super::objects::{Key, kind};
use super::{Call, Family, Handler, State, refusals};
use crate::answer::{Answer, Failure};
use crate::arguments::{Arguments, integer, text};
use crate::check::Problem;
use crate::{condition, moment, page};
use bitrix24::describe::Method;
use bitrix24::{Map, Value};

/// The methods `crm.deal.recurring.*` except `fields`, which returns the documented example.
pub(super) struct RecurringDeals;

impl Family for RecurringDeals {
    fn handler(&self, method: &str) -> Option<Handler> {
        Some(match method.strip_prefix("crm.deal.recurring.")? {
            "add" => add,
            "update" => update,
            "get" => get,
            "list" => list,
            "delete" => delete,
            "expose" => expose,
            _ => return None,
        })
    }

    fn refusal(&self, method: &Method, problem: &Problem) -> Option<Failure> {
        refusals::worded(method, problem)
    }
}

/// The recurrence of a deal.
#[derive(Debug, Clone)]
pub(super) struct Setting {
    /// The template deal.
    pub(super) deal: i64,
    /// The deal from which the template was created.
    pub(super) based_on: i64,
    /// The number of deals created from it.
    pub(super) count: i64,
    pub(super) last: Option<String>,
    /// The date of the next deal; `None` when there is none.
    pub(super) next: Option<String>,
    /// The other fields, in their stored form.
    pub(super) fields: Map<String, Value>,
}

/// Fields that calls write.
const WRITTEN: [(&str, Holds); 6] = [
    ("ACTIVE", Holds::Flag),
    ("CATEGORY_ID", Holds::Text),
    ("IS_LIMIT", Holds::Text),
    ("LIMIT_REPEAT", Holds::Integer),
    ("LIMIT_DATE", Holds::Day),
    ("START_DATE", Holds::Day),
];

/// Parts of `PARAMS`; numbers are 0 by default.
const PARAMS: [(&str, Holds); 9] = [
    ("MODE", Holds::Text),
    ("SINGLE_BEFORE_START_DATE_TYPE", Holds::Text),
    ("SINGLE_BEFORE_START_DATE_VALUE", Holds::Integer),
    ("MULTIPLE_TYPE", Holds::Text),
    ("MULTIPLE_INTERVAL", Holds::Integer),
    ("OFFSET_BEGINDATE_TYPE", Holds::Text),
    ("OFFSET_BEGINDATE_VALUE", Holds::Integer),
    ("OFFSET_CLOSEDATE_TYPE", Holds::Text),
    ("OFFSET_CLOSEDATE_VALUE", Holds::Integer),
];

impl Setting {
    pub(super) fn new(deal: i64, based_on: i64) -> Self {
        let fields = [
            ("ACTIVE", Value::from("Y")),
            ("CATEGORY_ID", "0".into()),
            ("IS_LIMIT", "N".into()),
            ("START_DATE", moment::day_after(0).into()),
        ];
        Self {
            deal,
            based_on,
            count: 0,
            last: None,
            next: Some(moment::day_after(0)),
            fields: fields.map(|(name, value)| (name.to_owned(), value)).into(),
        }
    }

    /// Applies the values of a call.
    pub(super) fn change(&mut self, given: Arguments<'_>) {
        for (name, holds) in WRITTEN {
            if let Some(value) = given.get(name) {
                self.fields.insert(name.to_owned(), holds.keep(value));
            }
        }
        if let Some(limit) = self.fields.get_mut("IS_LIMIT")
            && !matches!(limit.as_text(), Some("N" | "D" | "T"))
        {
            *limit = "N".into();
        }
        if given.get("PARAMS").is_some() {
            let params = given.object("PARAMS");
            let mut kept = match self.fields.remove("PARAMS") {
                Some(Value::Map(kept)) => kept,
                _ => Map::new(),
            };
            for (name, holds) in PARAMS {
                if let Some(value) = params.get(name) {
                    kept.insert(name.to_owned(), holds.keep(value));
                }
            }
            self.fields.insert("PARAMS".to_owned(), Value::Map(kept));
        }
        let is_active = self.fields.get("ACTIVE").and_then(Value::as_text) == Some("Y");
        let start = self.fields.get("START_DATE").and_then(text);
        self.next = start.filter(|_| is_active);
    }

    /// The setting in the form of `get`.
    fn spelled(&self, id: i64) -> Map<String, Value> {
        let field = |name: &str| self.fields.get(name).cloned().unwrap_or_default();
        let date = |name: &str| match field(name) {
            Value::Null => "".into(),
            date => date,
        };
        let number = |name: &str| Holds::Integer.as_text(&field(name));
        let count = (self.count > 0).then(|| self.count.to_string().into());
        let params = match field("PARAMS") {
            Value::Map(params) => params,
            _ => Map::new(),
        };
        let params = PARAMS.map(|(name, holds)| {
            let value = params.get(name).filter(|value| !value.is_null()).cloned();
            let empty = if holds == Holds::Integer {
                Value::Integer(0)
            } else {
                Value::Null
            };
            (name.to_owned(), value.unwrap_or(empty))
        });
        Map::from(
            [
                ("ID", Value::Text(id.to_string())),
                ("DEAL_ID", self.deal.to_string().into()),
                ("BASED_ID", self.based_on.to_string().into()),
                ("ACTIVE", field("ACTIVE")),
                ("CATEGORY_ID", field("CATEGORY_ID")),
                ("IS_LIMIT", field("IS_LIMIT")),
                ("COUNTER_REPEAT", count.unwrap_or_default()),
                ("LIMIT_REPEAT", number("LIMIT_REPEAT")),
                ("LIMIT_DATE", date("LIMIT_DATE")),
                ("START_DATE", date("START_DATE")),
                (
                    "NEXT_EXECUTION",
                    self.next.as_deref().unwrap_or_default().into(),
                ),
                (
                    "LAST_EXECUTION",
                    self.last.as_deref().unwrap_or_default().into(),
                ),
                ("PARAMS", Value::Map(params.into())),
            ]
            .map(|(name, value)| (name.to_owned(), value)),
        )
    }
}

fn add(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let fields = call.arguments.object("fields");
    let based_on = fields.integer("DEAL_ID").unwrap_or(0);
    let Some(mut template) = state.objects.get(Key::deal(based_on)).cloned() else {
        return Err(Failure::with_message(call.method, "", "Deal id is empty."));
    };
    let is_taken =
        |(_, setting): (i64, &Setting)| setting.deal == based_on || setting.based_on == based_on;
    if state.recurring.iter().any(is_taken) {
        let message = "Deal already has recurring settings.";
        return Err(Failure::with_message(call.method, "", message));
    }
    template.set("isRecurring", "Y");
    let deal = Key::deal(state.objects.next_id(kind::DEAL));
    state.objects.insert(deal, template);
    let mut setting = Setting::new(deal.id, based_on);
    setting.change(fields);
    Ok(Answer::new(state.recurring.add(setting)))
}

fn update(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let fields = call.arguments.object("fields");
    let id = named(state, call)?;
    if !matches!(
        call.arguments.get("fields"),
        Some(Value::Map(_) | Value::List(_))
    ) {
        return Err(Failure::with_message(
            call.method,
            "",
            "Parameter 'fields' must be array.",
        ));
    }
    if let Some(setting) = state.recurring.get_mut(id) {
        setting.change(fields);
    }
    Ok(Answer::new(true))
}

fn get(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let id = named(state, call)?;
    let setting = state.recurring.get(id).map(|setting| setting.spelled(id));
    Ok(Answer::new(setting.unwrap_or_default()))
}

fn list(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    // Answers have text, but numbers are compared as numbers.
    let compared = |setting: &Map<String, Value>| {
        let fields = setting.iter();
        let mut compared: Map<String, Value> = fields
            .map(|(name, value)| {
                let number = integer(value).map(Value::Integer);
                (
                    name.to_owned(),
                    number.unwrap_or_else(|| Holds::Any.comparable(value)),
                )
            })
            .collect();
        compared.insert(
            "#".to_owned(),
            setting.get("ID").cloned().unwrap_or_default(),
        );
        compared
    };
    let filter: Map<String, Value> = call
        .arguments
        .object("filter")
        .0
        .iter()
        // The documentation says that this field is ignored.
        .filter(|(key, _)| condition::split(key).1 != "PARAMS")
        .map(|(key, value)| (key.clone(), Holds::Any.comparable(value)))
        .collect();
    let mut found: Vec<_> = state
        .recurring
        .iter()
        .map(|(id, setting)| compared(&setting.spelled(id)))
        .filter(|setting| condition::meets(setting, Arguments(&filter)))
        .collect();
    condition::sort(&mut found, call.arguments.object("order"));
    let rows = found.iter().filter_map(|setting| {
        let id = integer(setting.get("#")?)?;
        Some(in_lists(state.recurring.get(id)?.spelled(id)))
    });
    Ok(page::page(call.method, call.arguments, rows.collect()))
}

/// The list spells some names in small letters.
fn in_lists(setting: Map<String, Value>) -> Map<String, Value> {
    let fields = setting.into_iter();
    fields
        .map(|(name, value)| match name.as_str() {
            "ID" | "DEAL_ID" | "BASED_ID" | "CATEGORY_ID" => (name.to_lowercase(), value),
            _ => (name, value),
        })
        .collect()
}

fn delete(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let id = named(state, call)?;
    let deal = state.recurring.get(id).map_or(0, |setting| setting.deal);
    if state.objects.has(Key::deal(deal)) {
        let message = "Deleting is impossible. Connected recurring deal exists.";
        return Err(Failure::with_message(call.method, "", message));
    }
    state.recurring.remove(id);
    Ok(Answer::new(true))
}

fn expose(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let id = named(state, call)?;
    let Some(setting) = state.recurring.get(id).cloned() else {
        return Err(not_found(call));
    };
    let Some(mut deal) = state.objects.get(Key::deal(setting.deal)).cloned() else {
        return Err(not_found(call));
    };
    let category = setting.fields.get("CATEGORY_ID").and_then(integer);
    deal.set("isRecurring", "N");
    deal.set("categoryId", category.unwrap_or(0));
    deal.set("createdTime", moment::now());
    deal.fields.remove("stageId");
    state.settle(&mut deal, None);
    let key = Key::deal(state.objects.next_id(kind::DEAL));
    state.objects.insert(key, deal);
    if let Some(setting) = state.recurring.get_mut(id) {
        setting.count += 1;
        setting.last = Some(moment::now());
    }
    Ok(Answer::new(Map::from([(
        "DEAL_ID".to_owned(),
        Value::Integer(key.id),
    )])))
}

/// The setting that a call names.
fn named(state: &State, call: Call<'_>) -> Result<i64, Failure> {
    let id = call.arguments.integer("id").unwrap_or(0);
    if id <= 0 {
        return Err(Failure::with_message(
            call.method,
            "",
            "id is not defined or invalid.",
        ));
    }
    match state.recurring.get(id) {
        Some(_) => Ok(id),
        None => Err(not_found(call)),
    }
}

fn not_found(call: Call<'_>) -> Failure {
    Failure::with_message(call.method, "", "Recurring deal is not found.")
}

/// Reads a setting from a documented answer.
pub(super) fn read(shown: &Map<String, Value>) -> Option<(i64, Setting)> {
    let shown: Map<String, Value> = shown
        .iter()
        .map(|(name, value)| (name.to_uppercase(), value.clone()))
        .collect();
    let shown = Arguments(&shown);
    let mut setting = Setting::new(shown.integer("DEAL_ID")?, shown.integer("BASED_ID")?);
    setting.change(shown);
    setting.count = shown.integer("COUNTER_REPEAT").unwrap_or(0);
    setting.last = shown.text("LAST_EXECUTION").filter(|last| !last.is_empty());
    setting.next = shown.text("NEXT_EXECUTION").filter(|next| !next.is_empty());
    for name in ["START_DATE", "LIMIT_DATE"] {
        if let Some(date) = shown.get(name) {
            setting
                .fields
                .insert(name.to_owned(), Holds::Text.keep(date));
        }
    }
    Some((shown.integer("ID")?, setting))
}
