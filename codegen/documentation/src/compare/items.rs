//! Differences of parameters and answers.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::facts::{Facts, Item, Required, Wire};
use crate::spelling::uncased;
use bitrix24_codegen::pattern::fits;

use super::agreement::{Agreement, agreement};
use super::change::Change;
use super::settled::Settled;
use super::tree::{self, Branch};
use super::what::{ItemFact, List, What};
use super::{How, renamed, values};

/// Compares one list of a method.
pub(super) fn compare<'f>(
    methods: (&'f Facts, &'f Facts),
    list: List,
    how: How,
    settled: &mut Settled<'f>,
    changes: &mut Vec<Change<'f>>,
) {
    let items = |facts: &'f Facts| match list {
        List::Params | List::Data => tree::of(&facts.params),
        List::Result => tree::of(&facts.result),
    };
    let (before, after) = (items(methods.0), items(methods.1));
    let mut comparison = Comparison {
        methods,
        list,
        how,
        settled,
        changes,
    };
    match (before.item(), after.item()) {
        (Some(_), Some(_)) => comparison.same(&before, &after, None),
        // Fields of the answer without an item for the whole are those of an object.
        (Some(item), None) if !after.children.is_empty() && item.wire != Wire::Object => {
            comparison.item(ItemFact::Removed, before.items, &[], None);
            comparison.children(
                &Branch {
                    items: &[],
                    key: "",
                    children: Vec::new(),
                },
                &after,
            );
        }
        (None, Some(item)) if !before.children.is_empty() && item.wire != Wire::Object => {
            comparison.children(
                &before,
                &Branch {
                    items: &[],
                    key: "",
                    children: Vec::new(),
                },
            );
            comparison.item(ItemFact::Added, &[], after.items, None);
        }
        (Some(_), None) if after.children.is_empty() => {
            comparison.item(ItemFact::Removed, before.items, &[], None);
        }
        (None, Some(_)) if before.children.is_empty() => {
            comparison.item(ItemFact::Added, &[], after.items, None);
        }
        _ => comparison.children(&before, &after),
    }
}

struct Comparison<'f, 'c> {
    methods: (&'f Facts, &'f Facts),
    list: List,
    how: How,
    settled: &'c mut Settled<'f>,
    changes: &'c mut Vec<Change<'f>>,
}

impl<'f> Comparison<'f, '_> {
    fn item(
        &mut self,
        fact: ItemFact,
        before: &'f [Item],
        after: &'f [Item],
        parent: Option<&'f Item>,
    ) {
        let what = What::Item {
            list: self.list,
            fact,
            before,
            after,
            parent,
        };
        let (old, new) = self.methods;
        self.changes.push(Change::new(Some(old), Some(new), what));
    }

    /// Compares an item with the one that it has become.
    fn same(&mut self, before: &Branch<'f>, after: &Branch<'f>, parent: Option<&'f Item>) {
        let (Some(old), Some(new)) = (before.item(), after.item()) else {
            return self.children(before, after);
        };
        if self.how == How::Schema {
            self.settled.see(old, new);
        }
        let differs = self.type_differs(old, new);
        // The parts of what is no object on one side come and go with the type.
        let whole = differs && holds_parts(&old.wire) != holds_parts(&new.wire);
        if whole {
            self.item(ItemFact::Type, before.items, after.items, parent);
        } else if differs {
            self.item(ItemFact::Type, before.alone(), after.alone(), parent);
        }
        for fact in [
            ItemFact::Required,
            ItemFact::Default,
            ItemFact::Values,
            ItemFact::Nullable,
            ItemFact::Deprecated,
        ] {
            if self.differs(fact, old, new) && !(whole && fact == ItemFact::Values) {
                self.item(fact, before.alone(), after.alone(), parent);
            }
        }
        if !whole {
            self.children(before, after);
        }
    }

    fn type_differs(&self, old: &Item, new: &Item) -> bool {
        match self.how {
            How::Snapshots => !same_words(&old.type_, &new.type_),
            How::Schema if is_only_shown(new) => false,
            How::Schema => {
                agreement(&old.wire, &new.wire) == Agreement::Different
                    || values::contradict_flag(old, new)
            }
        }
    }

    fn differs(&self, fact: ItemFact, old: &Item, new: &Item) -> bool {
        let sent = self.list == List::Params;
        match (fact, self.how) {
            // What must be sent is no question of what is answered, although both may be told by one type.
            (ItemFact::Required | ItemFact::Default, How::Schema) if !sent => false,
            (ItemFact::Required, How::Snapshots) => old.required != new.required,
            (ItemFact::Required, How::Schema) => match (old.required, new.required) {
                // Without a mark a page says as little as a schema that does not require.
                (_, Required::No | Required::Unknown) => old.required == Required::Yes,
                (old, new) => old != new,
            },
            (ItemFact::Default, _) => !values::same_default(old, new, self.how),
            (ItemFact::Values, _) => !values::difference(old, new, self.how).is_empty(),
            // Tables do not say that nothing is never `null`; of an object that answers have too, they mean those.
            (ItemFact::Nullable, How::Schema) => {
                let is_answered = sent && new.at.file != self.methods.1.at.file;
                !old.nullable && new.nullable && old.wire != Wire::Null && !is_answered
            }
            (ItemFact::Nullable, How::Snapshots) => old.nullable != new.nullable,
            (ItemFact::Deprecated, How::Schema) if is_only_shown(new) => false,
            (ItemFact::Deprecated, _) => old.deprecated != new.deprecated,
            (ItemFact::Added | ItemFact::Removed | ItemFact::Renamed | ItemFact::Type, _) => false,
        }
    }

    /// Compares what is in two items.
    fn children(&mut self, before: &Branch<'f>, after: &Branch<'f>) {
        // What a page has from another one: an object that many methods share.
        let page = &self.methods.1.at.file;
        let is_shared = |branch: &Branch<'f>| {
            branch
                .item()
                .is_some_and(|item| !item.at.file.is_empty() && item.at.file != *page)
        };
        if self.how == How::Schema
            && (is_left_open(before, after)
                || before.item().is_some()
                    && before.children.is_empty()
                    && after.children.iter().all(is_shared))
        {
            return;
        }
        let conditions = self.how == How::Schema && before.item().is_some_and(is_filter);
        let loose = self.how == How::Schema;
        let name = |branch: &Branch<'f>| match branch.key {
            key if conditions => Cow::Borrowed(field(key)),
            key if loose => family(key),
            key => Cow::Borrowed(key),
        };
        let mut old: HashSet<Cow<'_, str>> = before.children.iter().map(name).collect();
        let mut new: HashMap<Cow<'_, str>, usize> = by_name(&after.children, name);
        // Pages spell one field in several ways, which the schema knows as aliases.
        for branch in &before.children {
            let aliases = branch.item().map(|item| item.aliases.as_slice());
            for alias in aliases.unwrap_or_default() {
                old.insert(Cow::Borrowed(alias));
                if let Some(at) = new.get(alias.as_str()).copied() {
                    new.entry(name(branch)).or_insert(at);
                }
            }
        }
        if loose {
            let is_loose = |branch: &Branch<'f>| is_shared(branch) || is_family(branch.key);
            pair_loosely((before, after), (&mut old, &mut new), name, is_loose);
        }
        let is_told = |branch: &&Branch<'f>| {
            // A filter's fields are those of its type; only what it must have is stated beside.
            !conditions
                || branch
                    .item()
                    .is_some_and(|item| item.required == Required::Yes)
        };
        let removed: Vec<&Branch<'f>> = (before.children.iter())
            .filter(|branch| !new.contains_key(&name(branch)))
            .filter(|branch| !loose || !is_family_of(branch.key, after))
            .collect();
        let added: Vec<&Branch<'f>> = (after.children.iter())
            .filter(|branch| !old.contains(&name(branch)))
            .filter(|branch| !loose || !is_of_family(branch.key, before))
            .filter(is_told)
            // Not everything of a shared object can be sent by each method.
            .filter(|branch| !loose || self.list != List::Params || !is_shared(branch))
            .collect();
        let pairs = renamed::items((before, &removed), (after, &added), self.how);
        let parent = before.item();
        for branch in &removed {
            match pairs.iter().find(|(old, _)| std::ptr::eq(*old, *branch)) {
                Some((old, new)) => {
                    self.item(ItemFact::Renamed, old.alone(), new.alone(), parent);
                    self.same(old, new, parent);
                }
                // An example need not have every field.
                None if loose && is_example(after) => {}
                None => self.item(ItemFact::Removed, branch.items, &[], parent),
            }
        }
        for branch in &added {
            if !pairs.iter().any(|(_, new)| std::ptr::eq(*new, *branch)) {
                self.item(ItemFact::Added, &[], branch.items, parent);
            }
        }
        for branch in &before.children {
            if let Some(at) = new.get(&name(branch)) {
                self.same(branch, &after.children[*at], parent);
            }
        }
    }
}

/// Pairs what is left by names whatever their case: what several methods share has its own, and a family names fields of
/// any.
fn pair_loosely<'a, 'f: 'a>(
    (before, after): (&'a Branch<'f>, &'a Branch<'f>),
    (old, new): (
        &mut HashSet<Cow<'f, str>>,
        &mut HashMap<Cow<'f, str>, usize>,
    ),
    name: impl Fn(&Branch<'f>) -> Cow<'f, str>,
    is_loose: impl Fn(&Branch<'f>) -> bool,
) {
    let open: Vec<(String, &Branch<'f>)> = (before.children.iter())
        .filter(|known| !new.contains_key(&name(known)))
        .map(|known| (squeezed(known.key), known))
        .collect();
    if open.is_empty() {
        return;
    }
    for (at, branch) in after.children.iter().enumerate() {
        if old.contains(&name(branch)) && !is_loose(branch) {
            continue;
        }
        let alike = squeezed(branch.key);
        for (key, known) in &open {
            if *key == alike && (is_loose(branch) || is_family(known.key)) {
                new.entry(name(known)).or_insert(at);
                old.insert(name(branch));
            }
        }
    }
}

fn by_name<'a, 'f: 'a>(
    branches: &'a [Branch<'f>],
    name: impl Fn(&Branch<'f>) -> Cow<'f, str>,
) -> HashMap<Cow<'f, str>, usize> {
    (branches.iter().enumerate().rev())
        .map(|(at, branch)| (name(branch), at))
        .collect()
}

/// Whether a page tells of an item by an example only, which has no word for its type.
fn is_only_shown(page: &Item) -> bool {
    page.type_.is_empty()
}

/// Whether a page tells what is in an item by an example only.
fn is_example(page: &Branch<'_>) -> bool {
    let mut items = page.children.iter().filter_map(Branch::item);
    items.all(is_only_shown)
}

/// A name in which each family is a star, however it is told: `PARENT_ID_*` of `PARENT_ID_{n}`.
fn family(key: &str) -> Cow<'_, str> {
    match (key.find('{'), key.rfind('}')) {
        (Some(start), Some(end)) if start + 1 < end => {
            Cow::Owned(format!("{}*{}", &key[..start], &key[end + 1..]))
        }
        _ => Cow::Borrowed(key),
    }
}

/// Whether a name stands for a family of names.
fn is_family(key: &str) -> bool {
    key.contains(['*', '{', '…'])
}

/// A name whatever its case.
fn squeezed(key: &str) -> String {
    uncased(&family(key))
}

/// Whether a name of a page is of a family that the schema describes.
fn is_of_family(key: &str, schema: &Branch<'_>) -> bool {
    let mut families = schema.children.iter().map(|branch| branch.key);
    families.any(|family| family.contains(['*', '{']) && fits(family, key))
}

/// Whether a page lists names of a family that the schema describes.
fn is_family_of(family: &str, page: &Branch<'_>) -> bool {
    family.contains(['*', '{']) && page.children.iter().any(|branch| fits(family, branch.key))
}

/// Whether the page tells nothing of the inside, or the schema tells it elsewhere: by a type that holds itself, or as
/// anything.
fn is_left_open(schema: &Branch<'_>, page: &Branch<'_>) -> bool {
    if page.children.is_empty() {
        return page.item().is_some();
    }
    // A page may name the keys of what the schema knows as a map.
    let named = |branch: &Branch<'_>| branch.item().is_some_and(|item| !item.path.contains("{}"));
    let is_map = |item: &Item| matches!(item.wire, Wire::Map(_));
    schema.item().is_some_and(is_map) && page.children.iter().all(named)
        || schema.children.is_empty() && schema.item().is_some_and(|item| !is_plain_object(item))
}

/// Whether an expression of the schema leaves its fields undescribed, so that a described one is news.
fn is_plain_object(item: &Item) -> bool {
    let mut words = item.type_.as_str();
    loop {
        words = words.trim_end_matches("|null").trim_end_matches("[]");
        match words
            .strip_prefix("map<")
            .and_then(|map| map.split_once(','))
        {
            Some((_, value)) => words = value.trim().strip_suffix('>').unwrap_or(value),
            None => return matches!(words, "object" | "any" | ""),
        }
    }
}

/// Whether an item is a filter of the schema.
fn is_filter(item: &Item) -> bool {
    ["filter<", "order<", "select<"]
        .iter()
        .any(|start| item.type_.starts_with(start))
}

/// The field of a condition's key: `ownerType` of `=ownerType`.
fn field(key: &str) -> &str {
    key.trim_start_matches(|letter: char| !letter.is_alphanumeric() && letter != '_')
}

/// Whether a type has parts with names.
pub(crate) fn holds_parts(wire: &Wire) -> bool {
    match wire {
        Wire::Object | Wire::Map(_) | Wire::Any => true,
        Wire::List(item) => holds_parts(item),
        Wire::Union(parts) => parts.iter().any(holds_parts),
        _ => false,
    }
}

/// Whether two texts differ by nothing but space.
fn same_words(one: &str, other: &str) -> bool {
    one == other || one.split_whitespace().eq(other.split_whitespace())
}
