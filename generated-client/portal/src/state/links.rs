//! The methods `crm.{deal, lead, quote, company}.contact.*` and `crm.contact.company.*`: the contacts of
//! an object, and the companies of a contact.

use super::columns::flag;
use super::objects::{Key, Link, kind};
use super::{Call, Family, Handler, State, refusals};
use crate::answer::{Answer, Failure};
use crate::arguments::{Arguments, integer, is_yes};
use crate::check::Problem;
use crate::example;
use bitrix24::describe::{self, ExampleKind, Method};
use bitrix24::{Map, Value};

/// These methods except `fields`, which returns the documented example.
pub(super) struct Links;

/// Namespaces, and the kind of the objects whose links they are.
const NAMESPACES: [(&str, i64); 5] = [
    ("crm.deal.contact", kind::DEAL),
    ("crm.lead.contact", kind::LEAD),
    ("crm.quote.contact", kind::QUOTE),
    ("crm.company.contact", kind::COMPANY),
    ("crm.contact.company", kind::CONTACT),
];

/// The kind of the objects whose links a method reads or writes, with the rest of its name.
fn owner_of(method: &str) -> Option<(i64, &str)> {
    NAMESPACES.iter().find_map(|(namespace, kind)| {
        let act = method.strip_prefix(namespace)?.strip_prefix('.')?;
        Some((*kind, act))
    })
}

/// What contacts are linked with from both sides.
fn other_side(of: i64) -> Option<i64> {
    match of {
        kind::CONTACT => Some(kind::COMPANY),
        kind::COMPANY => Some(kind::CONTACT),
        _ => None,
    }
}

/// The parameter that names what is linked.
fn param(of: i64) -> &'static str {
    if of == kind::CONTACT {
        "COMPANY_ID"
    } else {
        "CONTACT_ID"
    }
}

impl Family for Links {
    fn handler(&self, method: &str) -> Option<Handler> {
        Some(match owner_of(method)?.1 {
            "add" => add,
            "delete" => delete,
            "items.get" => get,
            "items.set" => set,
            "items.delete" => delete_all,
            _ => return None,
        })
    }

    /// Both methods for one link report a missing identifier as invalid `fields`.
    fn refusal(&self, method: &Method, problem: &Problem) -> Option<Failure> {
        let (of, _) = owner_of(&method.name)?;
        if problem.name() == param(of) && !method.name.contains(".items.") {
            return Some(Failure::with_message(method, "", INVALID_FIELDS));
        }
        refusals::worded(method, problem)
    }
}

const INVALID_FIELDS: &str = "The parameter 'fields' is not valid.";

fn add(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let (_, mut links) = owner(state, call)?;
    let fields = call.arguments.object("fields");
    let other = other(call, fields)?;
    if links.iter().any(|link| link.contact == other) {
        return Ok(Answer::new(false));
    }
    let last = links.iter().map(|link| link.sort).max().unwrap_or(0);
    let has_primary = links.iter().any(|link| link.is_primary);
    let is_primary = fields.get("IS_PRIMARY").map_or(!has_primary, is_yes);
    if is_primary {
        for link in &mut links {
            link.is_primary = false;
        }
    }
    links.push(Link {
        contact: other,
        sort: fields
            .integer("SORT")
            .unwrap_or_else(|| last.saturating_add(10)),
        is_primary,
    });
    write(state, call, links)
}

fn delete(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let (_, mut links) = owner(state, call)?;
    let other = other(call, call.arguments.object("fields"))?;
    let before = links.len();
    links.retain(|link| link.contact != other);
    let is_gone = links.len() < before;
    write(state, call, links)?;
    Ok(Answer::new(is_gone))
}

fn get(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let (key, links) = owner(state, call)?;
    let links = links.iter().map(|link| {
        Value::Map(Map::from([
            (param(key.kind).to_owned(), link.contact.into()),
            ("SORT".to_owned(), link.sort.into()),
            ("ROLE_ID".to_owned(), 0.into()),
            ("IS_PRIMARY".to_owned(), flag(link.is_primary)),
        ]))
    });
    Ok(Answer::new(links.collect::<Vec<_>>()))
}

fn set(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    owner(state, call)?;
    let mut links: Vec<Link> = Vec::new();
    for (item, sort) in call.arguments.objects("items").zip((10..).step_by(10)) {
        let other = other(call, item)?;
        if links.iter().any(|link| link.contact == other) {
            continue;
        }
        let has_primary = links.iter().any(|link| link.is_primary);
        links.push(Link {
            contact: other,
            sort: item.integer("SORT").unwrap_or(sort),
            is_primary: !has_primary && item.get("IS_PRIMARY").is_some_and(is_yes),
        });
    }
    write(state, call, links)
}

fn delete_all(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    owner(state, call)?;
    write(state, call, Vec::new())
}

/// The object that a call names, with its links.
fn owner(state: &State, call: Call<'_>) -> Result<(Key, Vec<Link>), Failure> {
    let of = owner_of(&call.method.name).map_or(kind::DEAL, |(of, _)| of);
    let id = call.arguments.integer("id").unwrap_or(0);
    if id < 1 {
        let messages = [
            "The parameter 'ownerEntityID' is invalid or not defined.",
            "The parameter ownerEntityID is invalid or not defined.",
        ];
        return Err(Failure::worded(call.method, "", &messages));
    }
    let key = Key::new(of, id);
    let links = state.links(key);
    let links = links.ok_or_else(|| Failure::with_message(call.method, "", "Not found."))?;
    Ok((key, links))
}

fn other(call: Call<'_>, fields: Arguments<'_>) -> Result<i64, Failure> {
    let of = owner_of(&call.method.name).map_or(kind::DEAL, |(of, _)| of);
    let other = fields.integer(param(of)).filter(|other| *other > 0);
    other.ok_or_else(|| Failure::with_message(call.method, "", INVALID_FIELDS))
}

/// Writes the links of the object that a call names.
fn write(state: &mut State, call: Call<'_>, links: Vec<Link>) -> Result<Answer, Failure> {
    let (key, _) = owner(state, call)?;
    let ids: Vec<i64> = links.iter().map(|link| link.contact).collect();
    state.unlink_others(key, &ids);
    if let Some(object) = state.objects.get_mut(key) {
        object.contacts = links;
        object.settle_links();
    }
    Ok(Answer::new(true))
}

impl State {
    /// The links of an object, also those from the other side; none if there is no such object.
    pub(super) fn links(&self, key: Key) -> Option<Vec<Link>> {
        let mut links = self.objects.get(key)?.contacts.clone();
        let side = other_side(key.kind);
        for id in side
            .map(|side| self.linked_from(side, key.id))
            .unwrap_or_default()
        {
            if !links.iter().any(|link| link.contact == id) {
                let last = links.iter().map(|link| link.sort).max().unwrap_or(0);
                links.push(Link {
                    contact: id,
                    sort: last.saturating_add(10),
                    is_primary: links.is_empty(),
                });
            }
        }
        Some(links)
    }

    /// Removes the links with an object from the other side, except those of `kept`.
    pub(super) fn unlink_others(&mut self, key: Key, kept: &[i64]) {
        let Some(side) = other_side(key.kind) else {
            return;
        };
        let linked = self.linked_from(side, key.id).into_iter();
        for id in linked.filter(|id| !kept.contains(id)) {
            if let Some(other) = self.objects.get_mut(Key::new(side, id)) {
                other.unlink(key.id);
            }
        }
    }

    /// The objects of a kind that have a link with that one.
    fn linked_from(&self, of: i64, id: i64) -> Vec<i64> {
        let keys = self.objects.within(of, i64::MIN..=i64::MAX);
        let linked = keys.filter(|key| {
            let object = self.objects.get(*key);
            object.is_some_and(|object| object.contacts.iter().any(|link| link.contact == id))
        });
        linked.map(|key| key.id).collect()
    }
}

/// The objects of the examples, with their links.
pub(super) fn seed(state: &mut State) {
    // The deals of the examples are in `seed_objects`.
    for (namespace, of) in NAMESPACES.into_iter().skip(1) {
        for act in ["add", "delete", "items.get", "items.set", "items.delete"] {
            let method = describe::method(&format!("{namespace}.{act}"), 2);
            let examples = method.into_iter().flat_map(Method::examples);
            let requests = examples.filter(|example| example.kind == ExampleKind::Request);
            let bodies = requests.filter_map(|example| serde_json::from_str(&example.body).ok());
            let bodies: Vec<Value> = bodies.collect();
            for id in bodies.iter().filter_map(|body| integer(body.get("id")?)) {
                state.add(Key::new(of, id));
            }
            let asked = bodies.first().and_then(|body| integer(body.get("id")?));
            let (Some(id), Some(method), "items.get") = (asked, method, act) else {
                continue;
            };
            let shown = example::answer(method).map(|answer| answer.result);
            let shown = shown.unwrap_or_default();
            let links = shown.as_list().unwrap_or_default().iter();
            let links = links.filter_map(|link| {
                Some(Link {
                    contact: integer(link.get(param(of))?)?,
                    sort: integer(link.get("SORT")?)?,
                    is_primary: link.get("IS_PRIMARY").is_some_and(is_yes),
                })
            });
            let links = links.collect();
            if let Some(object) = state.objects.get_mut(Key::new(of, id)) {
                object.contacts = links;
            }
        }
    }
}
