//! Families of methods that are described as data.
//!
//! A [`Table`] says where the rows of a family are, and what is special about them. All else comes
//! from the description of its methods: which parameter names a row, which one holds fields, what
//! a list is filtered by, the form of an answer, and the error for a row that does not exist.
//!
//! Rows have their values under names without case and underscores ([`squash`]), so the methods of
//! a family may spell one field in several ways: `RESPONSIBLE_ID` and `responsibleId`.

mod acts;
mod answers;
mod built;
mod conditions;
mod crm_rows;
mod errors;
mod names;
mod rows;
mod seeds;
mod stores;
mod task_rows;
mod values;

use std::collections::HashMap;
use std::sync::OnceLock;

use super::{Call, State};
use crate::answer::{Answer, Failure};
use bitrix24::describe::{self, Field, Method, ObjectShape};

pub(super) use self::acts::run;
use self::answers::Template;
pub(super) use self::answers::row_answer;
use self::answers::shown_parts;
pub(super) use self::conditions::{found, narrowed};
pub(super) use self::crm_rows::settle_ways;
pub(super) use self::errors::missing;
pub(super) use self::names::{camel, is_custom, squash};
pub(super) use self::rows::{Row, RowKey, Rows};
pub(super) use self::seeds::rows as seeded;

/// A family of methods that work on the same rows.
pub(super) struct Table {
    /// The namespace of its methods.
    pub(super) name: &'static str,
    /// The family whose rows it shares.
    shares: Option<&'static Table>,
    /// The families that share its rows.
    shared_by: &'static [&'static Table],
    /// The field that identifies a row.
    pub(super) key: &'static str,
    /// Whether callers choose the identifiers of rows.
    pub(super) chosen: bool,
    /// Parameters that name a row, where neither their name nor their type says so. Dots lead into
    /// objects.
    named_by: &'static [&'static str],
    /// A parameter that names a row by another field, and that field.
    by_code: Option<(&'static str, &'static str)>,
    /// Methods of other acts whose answers show rows.
    shows: &'static [&'static str],
    /// Completes an answer.
    adorn: Option<Adorn>,
    /// Whether the rows of examples are not those of the initial state.
    unseeded: bool,
    /// Makes the rows of the initial state, where examples alone do not say which they are.
    seeded_by: Option<fn() -> Rows>,
    /// What identifiers may be written behind, as in `chat5`.
    prefix: Option<&'static str>,
    /// What methods do, by their last part or whole name, where the last part does not say it.
    acts: &'static [(&'static str, Act)],
    /// The rows that own these.
    within: &'static [Within],
    /// The rows that these own: they go with them.
    parts: &'static [Part],
    /// Other names of fields.
    aliases: &'static [(&'static str, &'static str)],
    /// Values that all rows of the family have, of those that share the rows.
    fixed: &'static [(&'static str, Fill)],
    /// Values that the portal gives to a new row.
    fills: &'static [(&'static str, Fill)],
    /// Values that the portal gives to a changed row.
    touches: &'static [(&'static str, Fill)],
    /// Names or messages of the error for a row that does not exist, if they do not say so.
    missing: &'static [&'static str],
    /// Where the rows are.
    pub(super) store: Store,
    /// Refuses a call beyond the schema.
    check: Option<Check>,
    /// Completes a row that has been written; gets it as it was before.
    settle: Option<Settle>,
    described: OnceLock<Described>,
    seeds: OnceLock<Rows>,
}

/// Where the rows of a family are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Store {
    /// In rows of its own.
    Own,
    /// They are CRM objects of a kind, which `crm.item.*` sees too.
    Objects(i64),
    /// They are tasks, which REST 3.0 sees too.
    Tasks,
}

/// Refuses a call beyond the schema.
type Check = fn(&mut State, Call<'_>) -> Result<(), Failure>;

/// Completes a row that has been written; gets it as it was before.
type Settle = fn(&mut State, &mut Row, Option<&Row>);

/// Completes an answer about rows.
type Adorn = fn(&State, Call<'_>, &mut Answer);

/// What a method does.
#[derive(Clone, Copy)]
pub(super) enum Act {
    /// Adds a row.
    Add,
    /// Returns a row.
    Get,
    /// Returns rows.
    List,
    /// Changes a row.
    Update,
    /// Removes a row, or several.
    Delete,
    /// Returns the documented fields.
    Fields,
    /// Sets values of a row, or of several.
    Set(&'static [(&'static str, Fill)]),
    /// Something else.
    Own(fn(&mut State, &'static Table, Call<'_>) -> Result<Answer, Failure>),
    /// The method has no state: it returns its example.
    Shown,
}

/// A value that the portal writes.
#[derive(Clone, Copy)]
pub(super) enum Fill {
    /// The user of the webhook.
    Me,
    /// The present moment.
    Now,
    Text(&'static str),
    Number(i64),
    Yes(bool),
    Null,
    /// An empty list.
    Nothing,
    /// A parameter of the call.
    Param(&'static str),
}

/// The field of a row with its owner.
pub(super) struct Within {
    pub(super) field: &'static str,
    /// The owner's rows, if it has to exist.
    pub(super) of: Option<&'static Table>,
    /// A parameter that names the owner by its code.
    pub(super) code: Option<&'static str>,
}

impl Within {
    pub(super) const fn new(field: &'static str, of: Option<&'static Table>) -> Self {
        Self {
            field,
            of,
            code: None,
        }
    }
}

/// Rows that belong to those of another family.
pub(super) struct Part {
    pub(super) of: &'static Table,
    /// Their field with the identifier of the owner.
    pub(super) by: &'static str,
    /// The field of the owner that shows them.
    pub(super) shown: Option<&'static str>,
}

/// What the schema says of a family.
struct Described {
    acts: Vec<(&'static Method, Act)>,
    /// Fields by their names in rows.
    fields: HashMap<String, &'static Field>,
    /// The type of identifiers.
    id: Option<&'static str>,
    templates: HashMap<&'static str, Template>,
}

impl Table {
    /// The family of a namespace.
    pub(super) const fn of(name: &'static str) -> Self {
        Self {
            name,
            shares: None,
            shared_by: &[],
            key: "id",
            chosen: false,
            named_by: &[],
            by_code: None,
            prefix: None,
            shows: &[],
            adorn: None,
            unseeded: false,
            seeded_by: None,
            acts: &[],
            within: &[],
            parts: &[],
            aliases: &[],
            fixed: &[],
            fills: &[],
            touches: &[],
            missing: &[],
            store: Store::Own,
            check: None,
            settle: None,
            described: OnceLock::new(),
            seeds: OnceLock::new(),
        }
    }

    /// Its methods in the enabled scopes, with what they do.
    pub(super) fn methods(&self) -> &[(&'static Method, Act)] {
        &self.described().acts
    }

    /// The family that has the rows.
    fn main(&'static self) -> &'static Self {
        self.shares.unwrap_or(self)
    }

    fn described(&self) -> &Described {
        self.described.get_or_init(|| self.describe())
    }

    fn describe(&self) -> Described {
        let methods = describe::methods()
            .iter()
            .filter(|method| method.version == 2);
        let acts: Vec<_> = methods
            .filter_map(|method| Some((method, self.act(method)?)))
            .collect();
        let mut described = Described {
            fields: HashMap::new(),
            id: None,
            templates: HashMap::new(),
            acts,
        };
        let mut add = |object: &'static ObjectShape| {
            for field in &object.fields {
                let name = self.alias(squash(&field.name));
                described.fields.entry(name).or_insert(field);
            }
        };
        // What is read is described better than what is written.
        for (written, own) in [(false, false), (true, false), (false, true)] {
            for (method, act) in &described.acts {
                match act {
                    Act::Fields | Act::Shown => {}
                    Act::Own(_) if !own => {}
                    _ if written => values::holder(method)
                        .and_then(|param| param.kind.object())
                        .into_iter()
                        .for_each(&mut add),
                    _ => self.row_shape(method).into_iter().for_each(&mut add),
                }
            }
        }
        described.id = described
            .fields
            .get(self.key)
            .and_then(|field| names::id(&field.kind));
        described.templates = described
            .acts
            .iter()
            .map(|(method, _)| (method.name.as_str(), self.template(method)))
            .collect();
        described
    }

    /// What a method does with the rows. Returns `None` for a method of another family.
    fn act(&self, method: &'static Method) -> Option<Act> {
        let (_, last) = method.name.rsplit_once('.')?;
        let is_own = method.namespace == self.name;
        let special = self.acts.iter().find(|(name, _)| {
            if name.contains('.') {
                *name == method.name
            } else {
                is_own && *name == last
            }
        });
        if let Some((_, act)) = special {
            return (!matches!(act, Act::Shown)).then_some(*act);
        }
        if !is_own {
            return None;
        }
        match last.to_ascii_lowercase().as_str() {
            "add" | "create" | "register" => Some(Act::Add),
            "get" if self.lists(method) => Some(Act::List),
            "get" => Some(Act::Get),
            "list" | "getlist" => Some(Act::List),
            "update" => Some(Act::Update),
            "delete" | "unregister" => Some(Act::Delete),
            "fields" | "getfields" => Some(Act::Fields),
            _ => None,
        }
    }
}
