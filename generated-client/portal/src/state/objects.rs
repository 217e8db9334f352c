//! CRM objects: leads, deals, contacts, elements of smart processes and so on.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use bitrix24::{Map, Value};

/// Kinds of objects by the number that methods have for them.
pub(super) mod kind {
    /// Leads.
    pub(in crate::state) const LEAD: i64 = 1;
    /// Deals.
    pub(in crate::state) const DEAL: i64 = 2;
    /// Contacts.
    pub(in crate::state) const CONTACT: i64 = 3;
    /// Companies.
    pub(in crate::state) const COMPANY: i64 = 4;
    /// Estimates.
    pub(in crate::state) const QUOTE: i64 = 7;
    /// Invoices of the current kind.
    pub(in crate::state) const INVOICE: i64 = 31;
    /// Smart processes have numbers from here on.
    const FIRST_PROCESS: i64 = 128;

    /// Number, short symbolic code and noun.
    const SYSTEM: [(i64, &str, &str); 6] = [
        (LEAD, "L", "Lead"),
        (DEAL, "D", "Deal"),
        (CONTACT, "C", "Contact"),
        (COMPANY, "CO", "Company"),
        (QUOTE, "Q", "Estimate"),
        (INVOICE, "SI", "Invoice"),
    ];

    /// Whether the portal has objects of that kind. Every smart process exists.
    pub(in crate::state) fn exists(number: i64) -> bool {
        number >= FIRST_PROCESS || SYSTEM.iter().any(|(known, ..)| *known == number)
    }

    /// The number of a short symbolic code, which for a smart process contains the number in
    /// hexadecimal.
    pub(in crate::state) fn of_code(code: &str) -> Option<i64> {
        let system = SYSTEM.iter().find(|(_, known, _)| *known == code);
        system.map(|(number, ..)| *number).or_else(|| {
            let number = i64::from_str_radix(code.strip_prefix('T')?, 16).ok()?;
            (number >= FIRST_PROCESS).then_some(number)
        })
    }

    /// The short symbolic code of a number.
    pub(in crate::state) fn code(number: i64) -> String {
        let system = SYSTEM.iter().find(|(known, ..)| *known == number);
        system.map_or_else(|| format!("T{number:x}"), |(_, code, _)| (*code).to_owned())
    }

    /// The noun for an object of that kind.
    pub(in crate::state) fn noun(number: i64) -> &'static str {
        let system = SYSTEM.iter().find(|(known, ..)| *known == number);
        system.map_or("Item", |(.., noun)| noun)
    }
}

/// Kind and identifier of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub(super) kind: i64,
    pub(super) id: i64,
}

impl Key {
    pub(super) const fn new(kind: i64, id: i64) -> Self {
        Self { kind, id }
    }

    pub(super) const fn deal(id: i64) -> Self {
        Self::new(kind::DEAL, id)
    }

    /// The object with a short symbolic code and an identifier.
    pub(crate) fn of_code(code: &str, id: i64) -> Option<Self> {
        Some(Self::new(kind::of_code(code)?, id))
    }
}

/// A contact that an object is linked with; of a contact, a company.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) contact: i64,
    pub(super) sort: i64,
    pub(super) is_primary: bool,
}

/// An object.
#[derive(Debug, Clone, Default)]
pub(super) struct Object {
    /// Fields in the spelling of `crm.item.*`; custom fields under their original names. Derived
    /// values are not included: the identifier, contacts, and sums of product rows.
    pub(super) fields: Map<String, Value>,
    /// Contacts in their order, or the companies of a contact; one of them is primary.
    pub(super) contacts: Vec<Link>,
}

impl Object {
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.fields.get(name)?.as_text()
    }

    pub(super) fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.fields.insert(name.to_owned(), value.into());
    }

    /// Links it with contacts, of which the first is the primary one.
    pub(super) fn link(&mut self, contacts: &[i64]) {
        let known = self.contacts.iter().map(|link| link.contact);
        if known.eq(contacts.iter().copied()) {
            return;
        }
        self.contacts.clear();
        for (contact, sort) in contacts.iter().zip((10..).step_by(10)) {
            if !self.contacts.iter().any(|link| link.contact == *contact) {
                self.contacts.push(Link {
                    contact: *contact,
                    sort,
                    is_primary: self.contacts.is_empty(),
                });
            }
        }
    }

    /// Removes the link with a contact.
    pub(super) fn unlink(&mut self, contact: i64) {
        self.contacts.retain(|link| link.contact != contact);
        self.settle_links();
    }

    /// Sorts links, and makes the first one primary when none is.
    pub(super) fn settle_links(&mut self) {
        self.contacts.sort_by_key(|link| link.sort);
        if !self.contacts.iter().any(|link| link.is_primary)
            && let Some(first) = self.contacts.first_mut()
        {
            first.is_primary = true;
        }
    }
}

/// The primary contact of these links; 0 when there are none.
pub(super) fn primary(links: &[Link]) -> i64 {
    let primary = links.iter().find(|link| link.is_primary);
    primary.or(links.first()).map_or(0, |link| link.contact)
}

/// All objects.
#[derive(Debug, Default)]
pub(crate) struct Objects {
    all: BTreeMap<Key, Object>,
    /// The highest issued identifier, by kind.
    last_ids: BTreeMap<i64, i64>,
    imagined: Option<Imagined>,
}

/// Many similar objects, which take no memory until they are changed.
#[derive(Debug)]
struct Imagined {
    kind: i64,
    ids: RangeInclusive<i64>,
    like: Object,
    /// The removed ones.
    removed: BTreeSet<i64>,
}

impl Imagined {
    fn has(&self, key: Key) -> bool {
        key.kind == self.kind && self.ids.contains(&key.id) && !self.removed.contains(&key.id)
    }
}

impl Objects {
    /// The identifier of the next object of that kind.
    pub(super) fn next_id(&self, kind: i64) -> i64 {
        self.last_ids
            .get(&kind)
            .copied()
            .unwrap_or(0)
            .saturating_add(1)
    }

    /// Adds an object under its identifier, or replaces the existing one.
    pub(super) fn insert(&mut self, key: Key, object: Object) {
        let last = self.last_ids.entry(key.kind).or_default();
        *last = (*last).max(key.id);
        self.all.insert(key, object);
    }

    /// Adds many similar objects of a kind, under the next identifiers.
    pub(crate) fn imagine(&mut self, kind: i64, count: u32, like: Object) {
        let first = self.next_id(kind);
        let last = first.saturating_add(i64::from(count)) - 1;
        self.last_ids.insert(kind, last);
        self.imagined = Some(Imagined {
            kind,
            ids: first..=last,
            like,
            removed: BTreeSet::new(),
        });
    }

    fn imagined(&self, key: Key) -> Option<&Object> {
        let imagined = self.imagined.as_ref()?;
        imagined.has(key).then_some(&imagined.like)
    }

    pub(super) fn has(&self, key: Key) -> bool {
        self.get(key).is_some()
    }

    pub(super) fn get(&self, key: Key) -> Option<&Object> {
        self.all.get(&key).or_else(|| self.imagined(key))
    }

    pub(super) fn get_mut(&mut self, key: Key) -> Option<&mut Object> {
        if !self.all.contains_key(&key) {
            let object = self.imagined(key)?.clone();
            self.all.insert(key, object);
        }
        self.all.get_mut(&key)
    }

    pub(super) fn remove(&mut self, key: Key) -> Option<Object> {
        let imagined = self.imagined(key).cloned();
        if let Some(all) = &mut self.imagined
            && imagined.is_some()
        {
            all.removed.insert(key.id);
        }
        self.all.remove(&key).or(imagined)
    }

    /// Removes a field from all objects of a kind.
    pub(super) fn forget(&mut self, kind: i64, field: &str) {
        for (key, object) in &mut self.all {
            if key.kind == kind {
                object.fields.remove(field);
            }
        }
        if let Some(imagined) = &mut self.imagined
            && imagined.kind == kind
        {
            imagined.like.fields.remove(field);
        }
    }

    /// Removes the links with a contact, or with a company, which only contacts have.
    pub(super) fn unlink(&mut self, linked: Key) {
        let has_links = |of: i64| match linked.kind {
            kind::CONTACT => of != kind::CONTACT,
            kind::COMPANY => of == kind::CONTACT,
            _ => false,
        };
        let is_linked = |object: &Object| {
            let mut links = object.contacts.iter();
            links.any(|link| link.contact == linked.id)
        };
        for (key, object) in &mut self.all {
            if has_links(key.kind) && is_linked(object) {
                object.unlink(linked.id);
            }
        }
        if let Some(imagined) = &mut self.imagined
            && has_links(imagined.kind)
            && is_linked(&imagined.like)
        {
            imagined.like.unlink(linked.id);
        }
    }

    /// Objects of one kind with identifiers in a range, by their identifiers.
    pub(super) fn within(
        &self,
        kind: i64,
        ids: RangeInclusive<i64>,
    ) -> impl DoubleEndedIterator<Item = Key> {
        // The similar objects are between those before and those after them.
        let (first, last) = match &self.imagined {
            Some(imagined) if imagined.kind == kind => imagined.ids.clone().into_inner(),
            _ => (i64::MAX, i64::MIN),
        };
        let (low, high) = ids.into_inner();
        let stored = move |low: i64, high: i64| {
            let range = (low <= high).then(|| Key::new(kind, low)..=Key::new(kind, high));
            let stored = range.map(|range| self.all.range(range).map(|(key, _)| *key));
            stored.into_iter().flatten()
        };
        let before = stored(low, high.min(first.saturating_sub(1)));
        let imagined = (low.max(first)..=high.min(last))
            .map(move |id| Key::new(kind, id))
            .filter(|key| self.has(*key));
        let after = if first == i64::MAX {
            stored(i64::MAX, i64::MIN)
        } else {
            stored(low.max(last.saturating_add(1)), high)
        };
        before.chain(imagined).chain(after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_have_codes_and_numbers() {
        for (number, code) in [
            (2, "D"),
            (4, "CO"),
            (31, "SI"),
            (128, "T80"),
            (1268, "T4f4"),
        ] {
            assert_eq!(kind::of_code(code), Some(number), "{code}");
            assert_eq!(kind::code(number), code);
            assert!(kind::exists(number));
        }
        for code in ["", "X", "T", "T1", "Tz"] {
            assert_eq!(kind::of_code(code), None, "{code}");
        }
        assert!(!kind::exists(0) && !kind::exists(5));
    }

    #[test]
    fn imagined_objects_are_like_others() {
        let mut objects = Objects::default();
        objects.insert(Key::deal(3), Object::default());
        let mut like = Object::default();
        like.set("title", "Roof");
        objects.imagine(kind::DEAL, 1_000_000, like);
        objects.insert(Key::deal(objects.next_id(kind::DEAL)), Object::default());
        let ids = |low, high| -> Vec<i64> {
            let keys = objects.within(kind::DEAL, low..=high);
            keys.map(|key| key.id).collect()
        };
        assert_eq!(ids(i64::MIN, 5), [3, 4, 5]);
        assert_eq!(ids(1_000_002, i64::MAX), [1_000_002, 1_000_003, 1_000_004]);
        let backwards = objects.within(kind::DEAL, i64::MIN..=i64::MAX).rev();
        assert_eq!(
            backwards.take(2).map(|key| key.id).collect::<Vec<_>>(),
            [1_000_004, 1_000_003]
        );
        assert_eq!(objects.within(kind::LEAD, i64::MIN..=i64::MAX).count(), 0);

        assert!(objects.remove(Key::deal(5)).is_some());
        assert!(!objects.has(Key::deal(5)));
        objects
            .get_mut(Key::deal(4))
            .expect("a deal")
            .set("title", "Wall");
        assert_eq!(
            objects
                .get(Key::deal(4))
                .and_then(|deal| deal.text("title")),
            Some("Wall")
        );
        assert_eq!(
            objects
                .get(Key::deal(6))
                .and_then(|deal| deal.text("title")),
            Some("Roof")
        );
    }

    #[test]
    fn the_first_of_the_contacts_is_primary() {
        let mut deal = Object::default();
        assert_eq!(primary(&deal.contacts), 0);
        deal.link(&[84, 83, 84]);
        assert_eq!(primary(&deal.contacts), 84);
        let links: Vec<_> = deal
            .contacts
            .iter()
            .map(|link| (link.contact, link.sort))
            .collect();
        assert_eq!(links, [(84, 10), (83, 20)]);
    }
}
