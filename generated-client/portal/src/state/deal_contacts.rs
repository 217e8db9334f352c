//! The methods `crm.deal.contact.*`: contacts of a deal.

use super::columns::{flag, is_yes};
use super::objects::{Key, Link, Object};
use super::{Call, Family, Handler, State, refusals};
use crate::answer::{Answer, Failure};
use crate::arguments::Arguments;
use crate::check::Problem;
use bitrix24::describe::Method;
use bitrix24::{Map, Value};

/// The methods `crm.deal.contact.*` except `fields`, which returns the documented example.
pub(super) struct DealContacts;

impl Family for DealContacts {
    fn handler(&self, method: &str) -> Option<Handler> {
        Some(match method.strip_prefix("crm.deal.contact.")? {
            "add" => add,
            "delete" => delete,
            "items.get" => get,
            "items.set" => set,
            "items.delete" => delete_all,
            _ => return None,
        })
    }

    /// Both methods for one contact report a missing contact as invalid `fields`.
    fn refusal(&self, method: &Method, problem: &Problem) -> Option<Failure> {
        if problem.name() == "CONTACT_ID" && !method.name.contains(".items.") {
            return Some(Failure::with_message(method, "", INVALID_FIELDS));
        }
        refusals::worded(method, problem)
    }
}

const INVALID_FIELDS: &str = "The parameter 'fields' is not valid.";

fn add(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let deal = deal(state, call)?;
    let fields = call.arguments.object("fields");
    let contact = contact(call, fields)?;
    if deal.contacts.iter().any(|link| link.contact == contact) {
        return Ok(Answer::new(false));
    }
    let last = deal
        .contacts
        .iter()
        .map(|link| link.sort)
        .max()
        .unwrap_or(0);
    let has_primary = deal.contacts.iter().any(|link| link.is_primary);
    let is_primary = fields.get("IS_PRIMARY").map_or(!has_primary, is_yes);
    if is_primary {
        deal.contacts
            .iter_mut()
            .for_each(|link| link.is_primary = false);
    }
    deal.contacts.push(Link {
        contact,
        sort: fields
            .integer("SORT")
            .unwrap_or_else(|| last.saturating_add(10)),
        is_primary,
    });
    settle(deal);
    Ok(Answer::new(true))
}

fn delete(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let deal = deal(state, call)?;
    let contact = contact(call, call.arguments.object("fields"))?;
    let before = deal.contacts.len();
    deal.contacts.retain(|link| link.contact != contact);
    settle(deal);
    Ok(Answer::new(deal.contacts.len() < before))
}

fn get(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let links = deal(state, call)?.contacts.iter().map(|link| {
        Value::Map(Map::from([
            ("CONTACT_ID".to_owned(), link.contact.into()),
            ("SORT".to_owned(), link.sort.into()),
            ("ROLE_ID".to_owned(), 0.into()),
            ("IS_PRIMARY".to_owned(), flag(link.is_primary)),
        ]))
    });
    Ok(Answer::new(links.collect::<Vec<_>>()))
}

fn set(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let deal = deal(state, call)?;
    let mut links: Vec<Link> = Vec::new();
    for (item, sort) in call.arguments.objects("items").zip((10..).step_by(10)) {
        let contact = contact(call, item)?;
        if links.iter().any(|link| link.contact == contact) {
            continue;
        }
        let has_primary = links.iter().any(|link| link.is_primary);
        links.push(Link {
            contact,
            sort: item.integer("SORT").unwrap_or(sort),
            is_primary: !has_primary && item.get("IS_PRIMARY").is_some_and(is_yes),
        });
    }
    deal.contacts = links;
    settle(deal);
    Ok(Answer::new(true))
}

fn delete_all(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    deal(state, call)?.contacts.clear();
    Ok(Answer::new(true))
}

fn deal<'a>(state: &'a mut State, call: Call<'_>) -> Result<&'a mut Object, Failure> {
    let id = call.arguments.integer("id").unwrap_or(0);
    if id < 1 {
        let messages = [
            "The parameter 'ownerEntityID' is invalid or not defined.",
            "The parameter ownerEntityID is invalid or not defined.",
        ];
        return Err(Failure::worded(call.method, "", &messages));
    }
    let found = state.objects.get_mut(Key::deal(id));
    found.ok_or_else(|| Failure::with_message(call.method, "", "Not found."))
}

fn contact(call: Call<'_>, fields: Arguments<'_>) -> Result<i64, Failure> {
    let contact = fields.integer("CONTACT_ID").filter(|contact| *contact > 0);
    contact.ok_or_else(|| Failure::with_message(call.method, "", INVALID_FIELDS))
}

/// Sorts links, and makes the first one primary when none is.
fn settle(deal: &mut Object) {
    deal.contacts.sort_by_key(|link| link.sort);
    if !deal.contacts.iter().any(|link| link.is_primary)
        && let Some(first) = deal.contacts.first_mut()
    {
        first.is_primary = true;
    }
}
