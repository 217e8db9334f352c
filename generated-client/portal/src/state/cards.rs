//! The methods `crm.deal.details.configuration.*`: the layout of a deal's card.

use std::collections::BTreeMap;

use super::{Call, Family, Handler, State, refusals};
use crate::answer::{Answer, Failure};
use crate::arguments::{Arguments, items, text};
use crate::check::Problem;
use crate::webhook::USER;
use bitrix24::describe::Method;
use bitrix24::{Map, Value};

/// The methods `crm.deal.details.configuration.*`.
pub(super) struct DealCards;

impl Family for DealCards {
    fn handler(&self, method: &str) -> Option<Handler> {
        Some(
            match method.strip_prefix("crm.deal.details.configuration.")? {
                "get" => get,
                "set" => set,
                "reset" => reset,
                "forceCommonScopeForAll" => force_common,
                _ => return None,
            },
        )
    }

    /// The pages report the position of a problem in the layout.
    fn refusal(&self, method: &Method, problem: &Problem) -> Option<Failure> {
        let indices = problem.indices();
        match (problem.name(), &indices[..]) {
            ("name" | "title", [section]) => Some(lacks(method, *section, None, problem.name())),
            ("name", [section, element]) => Some(lacks(method, *section, Some(*element), "name")),
            ("type", [section]) => Some(other_type(method, *section, problem.found())),
            _ => refusals::worded(method, problem),
        }
    }
}

/// Layouts of cards, by user and funnel.
pub(super) type Cards = BTreeMap<LayoutKey, Value>;

/// The key of a layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LayoutKey {
    /// `None` for the layout that all users share.
    pub(super) user: Option<i64>,
    /// Funnel of the deals.
    pub(super) category: i64,
}

impl LayoutKey {
    fn of(call: Call<'_>) -> Self {
        let me = i64::try_from(USER).unwrap_or(1);
        let is_common = call.arguments.text("scope").as_deref() == Some("C");
        let user = call.arguments.integer("userId").filter(|user| *user > 0);
        Self {
            user: (!is_common).then(|| user.unwrap_or(me)),
            category: category(call),
        }
    }
}

fn category(call: Call<'_>) -> i64 {
    let extras = call.arguments.object("extras");
    extras.integer("dealCategoryId").unwrap_or(0)
}

fn get(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let card = state.cards.get(&LayoutKey::of(call)).cloned();
    Ok(Answer::new(card.unwrap_or_default()))
}

fn set(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let card = match call.arguments.get("data") {
        Some(Value::List(sections)) => sections.iter().collect(),
        Some(Value::Map(sections)) => {
            let is_indexed = sections
                .keys()
                .zip(0..)
                .all(|(key, index): (_, usize)| *key == index.to_string());
            if !is_indexed {
                return Err(Failure::with_message(
                    call.method,
                    "",
                    "The data must be indexed array",
                ));
            }
            sections.values().collect()
        }
        _ => Vec::new(),
    };
    if card.is_empty() {
        return Err(Failure::with_message(
            call.method,
            "",
            "There are no data to write",
        ));
    }
    let sections: Result<Vec<_>, _> = card
        .into_iter()
        .enumerate()
        .map(|(index, section)| read(call, index, section))
        .collect();
    state
        .cards
        .insert(LayoutKey::of(call), Value::List(sections?));
    Ok(Answer::new(true))
}

fn reset(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    state.cards.remove(&LayoutKey::of(call));
    Ok(Answer::new(true))
}

fn force_common(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let category = category(call);
    state
        .cards
        .retain(|key, _| key.user.is_none() || key.category != category);
    Ok(Answer::new(true))
}

/// A section in the form of answers, or the error for what it lacks.
fn read(call: Call<'_>, index: usize, section: &Value) -> Result<Value, Failure> {
    static EMPTY: Map<String, Value> = Map::new();
    let given = Arguments(section.as_map().unwrap_or(&EMPTY));
    let filled =
        |arguments: Arguments<'_>, name| arguments.text(name).filter(|text| !text.is_empty());
    let mut read = Map::new();
    for name in ["name", "title"] {
        let value = filled(given, name).ok_or_else(|| lacks(call.method, index, None, name))?;
        read.insert(name.to_owned(), Value::Text(value));
    }
    let kind = given.text("type").unwrap_or_default();
    if kind != "section" {
        return Err(other_type(call.method, index, &kind));
    }
    read.insert("type".to_owned(), Value::Text(kind));
    let mut elements = Vec::new();
    let given = given.get("elements").map(items).unwrap_or_default();
    for (position, element) in given.into_iter().enumerate() {
        let given = Arguments(element.as_map().unwrap_or(&EMPTY));
        let name = filled(given, "name")
            .ok_or_else(|| lacks(call.method, index, Some(position), "name"))?;
        let mut element = Map::from([("name".to_owned(), Value::Text(name))]);
        // It is sent as a number and returned as text.
        if let Some(flags) = given.get("optionFlags").and_then(text) {
            element.insert("optionFlags".to_owned(), Value::Text(flags));
        }
        if let Some(options) = given.get("options") {
            element.insert("options".to_owned(), options.clone());
        }
        elements.push(Value::Map(element));
    }
    read.insert("elements".to_owned(), Value::List(elements));
    Ok(Value::Map(read))
}

fn lacks(method: &Method, section: usize, element: Option<usize>, name: &str) -> Failure {
    let owner = match element {
        Some(element) => format!("Element at index {element} in section at index {section}"),
        None => format!("Section at index {section}"),
    };
    Failure::with_message(method, "", format!("{owner} does not have a {name}"))
}

fn other_type(method: &Method, section: usize, found: &str) -> Failure {
    let message =
        format!("Section at index {section} has type {found}. The expected type is 'section'");
    Failure::with_message(method, "", message)
}
