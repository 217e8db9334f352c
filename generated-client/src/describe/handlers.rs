//! Events and placements, to which handlers are bound.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{DESCRIPTION, Example, Field, Note, examples};
use crate::pattern::fits;

/// Events and placements are of the classic protocol.
const CLASSIC: u8 = 2;

static EVENTS: LazyLock<Vec<Event>> = LazyLock::new(|| DESCRIPTION.all(|lists| lists.events));

static PLACEMENTS: LazyLock<Vec<Placement>> =
    LazyLock::new(|| DESCRIPTION.all(|lists| lists.placements));

/// Every event of the enabled scopes.
///
/// ```
/// let event = bitrix24::describe::event("ONCRMDEALUPDATE").expect("an event of the scope `crm`");
/// assert_eq!(event.name, "onCrmDealUpdate");
/// assert!(bitrix24::describe::events().contains(event));
/// ```
pub fn events() -> &'static [Event] {
    &EVENTS
}

/// The event of that name, ignoring case.
pub fn event(name: &str) -> Option<&'static Event> {
    events()
        .iter()
        .find(|event| event.name.eq_ignore_ascii_case(name))
}

/// Every placement of the enabled scopes.
///
/// ```
/// let placement = bitrix24::describe::placement("CRM_DYNAMIC_183_DETAIL_TAB").expect("a placement of the scope `crm`");
/// assert_eq!(placement.name, "CRM_DETAIL_TAB");
/// assert!(bitrix24::describe::placements().contains(placement));
/// ```
pub fn placements() -> &'static [Placement] {
    &PLACEMENTS
}

/// The placement that a code belongs to.
pub fn placement(code: &str) -> Option<&'static Placement> {
    placements()
        .iter()
        .find(|placement| placement.codes.iter().any(|known| fits(known, code)))
}

/// An event.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Event {
    /// Name as in the documentation; the portal sends it in capitals.
    pub name: String,
    /// Scopes of which the application needs one.
    pub scope: Vec<String>,
    /// Who may subscribe.
    pub access: Option<String>,
    /// Whether an outgoing webhook can subscribe to it.
    pub by_webhook: bool,
    /// Whether the method `event.bind` can subscribe to it.
    pub by_bind: bool,
    /// Whether it carries access tokens, if that is documented.
    pub tokens: Option<bool>,
    /// Name of the type of its data.
    pub data: String,
    /// Whether it is deprecated.
    #[serde(default)]
    pub deprecated: bool,
    /// What to use instead.
    #[serde(default)]
    pub replacement: Option<String>,
    /// What a handler should know beside the fields.
    #[serde(default)]
    pub notes: Vec<Note>,
}

impl Event {
    /// The documented examples.
    pub fn examples(&self) -> impl Iterator<Item = &'static Example> {
        examples(&self.name, CLASSIC)
    }
}

/// A location in the interface for widgets, or several of one kind.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Placement {
    /// Its code, or a name for several codes.
    pub name: String,
    /// Its codes: literal, or as the pattern of a family.
    pub codes: Vec<String>,
    /// Scopes of which the application needs one.
    pub scope: Vec<String>,
    /// Options with which a handler is bound to it.
    pub options: Vec<Field>,
    /// Name of the type of what its handler receives.
    pub request: String,
    /// What those who bind and handle it should know beside the fields.
    #[serde(default)]
    pub notes: Vec<Note>,
}

impl Placement {
    /// The documented examples.
    pub fn examples(&self) -> impl Iterator<Item = &'static Example> {
        examples(&self.name, CLASSIC)
    }
}
