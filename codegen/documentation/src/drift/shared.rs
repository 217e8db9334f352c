//! Facts of shared types: an edit for one method is an edit for all.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Action, FileEdit, Step};
use crate::compare::{ItemFact, Record, What, is_inside};
use crate::edit::{Edit, Yaml};
use crate::facts::{Facts, Item, Kind};

/// A method or event.
type Identity<'f> = (Kind, &'f str, u8);

/// A use of what a type says: the method, whether it is sent, and the path of what holds the fact.
type Use<'f> = (Identity<'f>, bool, &'f str);

/// Leaves a change of a shared type to a person unless the pages of all its users agree.
pub(super) fn agree(
    stated: &[Facts],
    documented: &[Facts],
    changes: &[Record<'_>],
    steps: &mut [Step],
) {
    let pages: BTreeMap<Identity<'_>, &Facts> = documented
        .iter()
        .map(|facts| (identity(facts), facts))
        .collect();
    let users = Users::of(stated);
    // The edits of each location, with the methods that ask for them.
    let mut wishes: BTreeMap<(String, Identity<'_>), Vec<Edit>> = BTreeMap::new();
    for (change, step) in changes.iter().zip(&*steps) {
        if let Some(before) = change.before {
            for (location, edit) in shared_edits(step) {
                wishes
                    .entry((location, identity(before)))
                    .or_default()
                    .push(edit);
            }
        }
    }
    for (change, step) in changes.iter().zip(steps) {
        let What::Item {
            fact,
            before,
            after,
            parent,
            ..
        } = change.what
        else {
            continue;
        };
        let shared = shared_edits(step);
        if shared.is_empty() {
            continue;
        }
        let item = before.first().or(parent);
        let name = after.first().map_or("", |item| last_name(&item.path));
        let (mut agreed, mut against) = (Vec::new(), Vec::new());
        for one in item.map(|item| users.like(item, fact)).unwrap_or_default() {
            let (identity, sent, path) = one;
            let Some(page) = pages.get(&identity) else {
                continue;
            };
            let items = if sent { &page.params } else { &page.result };
            let wanted = shared.iter().all(|(location, edit)| {
                let wishes = wishes.get(&(location.clone(), identity));
                wishes.is_some_and(|wishes| wishes.contains(edit))
            });
            if wanted && (fact != ItemFact::Added || has_child(items, path, name)) {
                agreed.push(one);
            } else if has_opinion(items, path, fact) {
                against.push(one);
            }
        }
        if against.is_empty() {
            continue;
        }
        let one_way = |uses: &[Use<'_>], sent: bool| uses.iter().all(|one| one.1 == sent);
        let access = match fact {
            ItemFact::Added if one_way(&agreed, false) && one_way(&against, true) => Some("read"),
            ItemFact::Added if one_way(&agreed, true) && one_way(&against, false) => Some("write"),
            _ => None,
        };
        match access {
            Some(access) => step
                .edits
                .iter_mut()
                .for_each(|edit| with_access(edit, access)),
            None => {
                let names: BTreeSet<&str> = against.iter().map(|(method, ..)| method.1).collect();
                let names: Vec<&str> = names.into_iter().collect();
                let more = names.len().saturating_sub(3);
                let mut told = names[..names.len().min(3)].join(", ");
                if more > 0 {
                    told = format!("{told} and {more} more");
                }
                step.by_hand = Some(format!(
                    "the type is used by {told} too, whose pages do not say so"
                ));
            }
        }
    }
}

fn identity(facts: &Facts) -> Identity<'_> {
    (facts.kind, &facts.name, facts.version)
}

/// The edits of a step that are of named types, without what may differ between those who want the
/// same.
fn shared_edits(step: &Step) -> Vec<(String, Edit)> {
    let edits = step.edits.iter().filter_map(|edit| match &edit.action {
        Action::Edit(change) => Some((&edit.file, change)),
        _ => None,
    });
    edits
        .filter_map(|(file, edit)| {
            let (keys, name) = match edit {
                Edit::Insert { keys, key, .. } => (keys, key.as_str()),
                Edit::Set { keys, .. }
                | Edit::Push { keys, .. }
                | Edit::Remove { keys }
                | Edit::Rename { keys, .. } => (keys, ""),
            };
            let location = format!("{file}\n{}\n{name}", keys.join("\n"));
            let bare = match edit {
                Edit::Insert {
                    keys, key, value, ..
                } => Edit::Insert {
                    keys: keys.clone(),
                    after: Vec::new(),
                    key: key.clone(),
                    value: value.clone(),
                },
                other => other.clone(),
            };
            (keys.first().map(String::as_str) == Some("types")).then_some((location, bare))
        })
        .collect()
}

/// Says of an added field that it is only read, or only written.
fn with_access(edit: &mut FileEdit, access: &str) {
    let Action::Edit(Edit::Insert { value, .. }) = &mut edit.action else {
        return;
    };
    let access = ("access".to_owned(), Yaml::text(access));
    match value {
        Yaml::Map(facts) => facts.push(access),
        short => *short = Yaml::Map(vec![("type".to_owned(), short.clone()), access]),
    }
}

/// The users of types and fields.
struct Users<'f> {
    /// By the location of a field.
    locations: HashMap<(&'f str, &'f [String]), Vec<Use<'f>>>,
    /// By the named type.
    types: HashMap<&'f str, Vec<Use<'f>>>,
}

impl<'f> Users<'f> {
    fn of(stated: &'f [Facts]) -> Self {
        let mut users = Self {
            locations: HashMap::new(),
            types: HashMap::new(),
        };
        for facts in stated {
            for (sent, items) in [(true, &facts.params), (false, &facts.result)] {
                for item in items {
                    let used = (identity(facts), sent, item.path.as_str());
                    if item.at.keys.first().is_some_and(|first| first == "types") {
                        let location = (&*item.at.file, item.at.keys.as_slice());
                        users.locations.entry(location).or_default().push(used);
                    }
                    if let Some(named) = item.shape.item().named() {
                        users.types.entry(&named.name).or_default().push(used);
                    }
                }
            }
        }
        users
    }

    /// All that an edit for one item is an edit for.
    fn like(&self, item: &Item, fact: ItemFact) -> Vec<Use<'f>> {
        let location = (&*item.at.file, item.at.keys.as_slice());
        let found = match (fact, item.shape.item().named()) {
            (ItemFact::Added | ItemFact::Values, Some(named)) => self.types.get(&*named.name),
            _ => self.locations.get(&location),
        };
        found.cloned().unwrap_or_default()
    }
}

fn last_name(path: &str) -> &str {
    path.rsplit(['.', ']', '}']).next().unwrap_or(path)
}

/// Whether a page describes the item of the fact. A page may leave out what another says of `null`,
/// deprecation or a default.
fn has_opinion(items: &[Item], path: &str, fact: ItemFact) -> bool {
    let mut same = items.iter().filter(|item| item.path == path);
    match fact {
        ItemFact::Added => items.iter().any(|item| is_inside(&item.path, path)),
        ItemFact::Nullable | ItemFact::Deprecated => false,
        ItemFact::Default => same.any(|item| item.default.is_some()),
        ItemFact::Values => same.any(|item| !item.values.is_empty()),
        _ => same.next().is_some(),
    }
}

fn has_child(items: &[Item], path: &str, name: &str) -> bool {
    items
        .iter()
        .any(|item| is_inside(&item.path, path) && last_name(&item.path) == name)
}
