//! The methods `crm.orderentity.*`: links of orders with deals and invoices.

use super::objects::{Key, kind};
use super::{Call, Family, Handler, State, listing::Selection};
use crate::answer::{Answer, Failure};
use crate::arguments::Arguments;
use crate::check::{Problem, Trouble};
use crate::{condition, page};
use bitrix24::describe::Method;
use bitrix24::{Map, Value};

/// The methods `crm.orderentity.*` except `getFields`, which returns the documented example.
pub(super) struct OrderLinks;

impl Family for OrderLinks {
    fn handler(&self, method: &str) -> Option<Handler> {
        Some(match method.strip_prefix("crm.orderentity.")? {
            "add" => add,
            "list" => list,
            "deleteByFilter" => delete,
            _ => return None,
        })
    }

    fn refusal(&self, method: &Method, problem: &Problem) -> Option<Failure> {
        let is_missing = problem.trouble() == Trouble::Missing;
        is_missing.then(|| {
            Failure::with_message(method, "0", format!("Required fields: {}", problem.name()))
        })
    }
}

/// Orders, each with its owner.
#[derive(Debug, Default)]
pub(crate) struct Orders {
    links: Vec<(i64, Option<Key>)>,
}

impl Orders {
    /// Adds an order with its owner.
    pub(super) fn insert(&mut self, order: i64, object: Option<Key>) {
        match self.links.iter_mut().find(|(known, _)| *known == order) {
            Some(link) => link.1 = object,
            None => self.links.push((order, object)),
        }
    }

    /// Adds an order without an owner, unless it exists.
    pub(crate) fn add(&mut self, order: i64) {
        if self.get_mut(order).is_none() {
            self.insert(order, None);
        }
    }

    /// The order of an object; a new one if it has none.
    pub(super) fn of(&mut self, object: Key) -> i64 {
        if let Some((order, _)) = self.links.iter().find(|(_, of)| *of == Some(object)) {
            return *order;
        }
        let last = self
            .links
            .iter()
            .map(|(order, _)| *order)
            .max()
            .unwrap_or(0);
        let order = last.saturating_add(1);
        self.links.push((order, Some(object)));
        order
    }

    pub(super) fn remove_of(&mut self, object: Key) {
        for link in &mut self.links {
            if link.1 == Some(object) {
                link.1 = None;
            }
        }
    }

    /// The owner of an order. Returns `None` for an order that does not exist.
    fn get_mut(&mut self, order: i64) -> Option<&mut Option<Key>> {
        let mut links = self.links.iter_mut();
        links.find(|(known, _)| *known == order).map(|(_, of)| of)
    }
}

fn add(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let fields = call.arguments.object("fields");
    let object = object(fields);
    let link = state.order_links.get_mut(order(fields));
    let link = link.ok_or_else(|| no_order(call))?;
    if *link == Some(object) {
        let message = "Duplicate entry for key [ownerId, ownerTypeId, orderId]";
        return Err(Failure::with_message(call.method, "201650000001", message));
    }
    if ![kind::DEAL, kind::INVOICE].contains(&object.kind) || !state.objects.has(object) {
        let message = format!("There is no deal or invoice {}", object.id);
        return Err(Failure::with_message(call.method, "0", message));
    }
    // An order has one link: a new one replaces it.
    *link = Some(object);
    let added = spelled(order(fields), object);
    Ok(match call.method.result.at {
        Some(_) => Answer::at(call.method, added),
        None => Answer::new(Map::from([("dealOrder".to_owned(), Value::Map(added))])),
    })
}

fn delete(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let fields = call.arguments.object("fields");
    let link = state.order_links.get_mut(order(fields));
    let link = link.ok_or_else(|| no_order(call))?;
    if *link != Some(object(fields)) {
        let message = "entity relation is not exists";
        return Err(Failure::with_message(call.method, "201640400004", message));
    }
    *link = None;
    Ok(Answer::new(true))
}

fn list(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let links = state.order_links.links.iter();
    let links = links.filter_map(|(order, object)| Some(spelled(*order, (*object)?)));
    let filter = call.arguments.object("filter");
    let mut links: Vec<_> = links
        .filter(|link| condition::meets(link, filter))
        .collect();
    let mut order = call.arguments.object("order").0.clone();
    if order.is_empty() {
        order.insert("ownerId".to_owned(), "asc".into());
    }
    condition::sort(&mut links, Arguments(&order));
    let selection = Selection::of(call.selection());
    let links: Vec<_> = links
        .into_iter()
        .map(|link| selection.of_object(link))
        .collect();
    // The page says that -1 returns this whole list.
    if call.arguments.integer("start") == Some(-1) {
        let links: Vec<_> = links.into_iter().map(Value::Map).collect();
        return Ok(Answer::at(call.method, links));
    }
    Ok(page::page(call.method, call.arguments, links))
}

fn order(fields: Arguments<'_>) -> i64 {
    fields.integer("orderId").unwrap_or(0)
}

fn object(fields: Arguments<'_>) -> Key {
    let number = |name| fields.integer(name).unwrap_or(0);
    Key::new(number("ownerTypeId"), number("ownerId"))
}

fn no_order(call: Call<'_>) -> Failure {
    Failure::with_message(call.method, "200540400001", "order does not exist")
}

fn spelled(order: i64, object: Key) -> Map<String, Value> {
    Map::from([
        ("orderId".to_owned(), order.into()),
        ("ownerId".to_owned(), object.id.into()),
        ("ownerTypeId".to_owned(), object.kind.into()),
    ])
}
