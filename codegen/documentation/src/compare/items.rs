//! Differences of parameters and answers.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::facts::{Facts, Item, Required, Shape, Wire};
use crate::spelling::uncased;
use bitrix24_codegen::pattern::{fits, is_pattern};

use super::agreement::{Agreement, agreement, shapes};
use super::record::Record;
use super::settled::Settled;
use super::tree::{self, Branch};
use super::what::{ItemFact, List, What};
use super::{How, renamed, values};

/// Whether a field is named after that whose identifiers the schema says it has: `CONTACT_ID` after
/// `crm.Contact`. Pages may name what contacts are one kind of.
fn is_named_after(page: &Item, schema: &Shape) -> bool {
    let (Shape::Id(target), Shape::Id(_)) = (schema.item(), page.shape.item()) else {
        return false;
    };
    let noun = target.name.rsplit('.').next().unwrap_or_default();
    let name = page.path.rsplit(['.', ']', '}']).next();
    name.is_some_and(|name| uncased(name).starts_with(&uncased(noun)))
}

/// Compares one list of a method.
pub(super) fn compare<'f>(
    methods: (&'f Facts, &'f Facts),
    list: List,
    how: How,
    settled: &mut Settled<'f>,
    records: &mut Vec<Record<'f>>,
) {
    let items = |facts: &'f Facts| match list {
        List::Params | List::Data | List::Options => tree::of(&facts.params),
        List::Result | List::Request => tree::of(&facts.result),
    };
    let (before, after) = (items(methods.0), items(methods.1));
    let mut comparison = Comparison {
        methods,
        list,
        how,
        settled,
        records,
    };
    match (before.item(), after.item()) {
        (Some(_), Some(_)) => comparison.same(&before, &after, None),
        // Fields of the answer without an item for the whole are those of an object.
        (Some(item), None) if !after.children.is_empty() && item.wire() != Wire::Object => {
            comparison.removed(before.items, None);
            comparison.children(
                &Branch {
                    items: &[],
                    key: "",
                    children: Vec::new(),
                },
                &after,
            );
        }
        (None, Some(item)) if !before.children.is_empty() && item.wire() != Wire::Object => {
            comparison.children(
                &before,
                &Branch {
                    items: &[],
                    key: "",
                    children: Vec::new(),
                },
            );
            comparison.added(after.items, None);
        }
        // A page that says nothing of the answer does not contradict the schema.
        (Some(_), None)
            if after.children.is_empty() && how == How::Schema && list == List::Result =>
        {
            comparison.item(
                ItemFact::Removed,
                before.items,
                &[],
                None,
                Agreement::Refined,
            );
        }
        (Some(_), None) if after.children.is_empty() => {
            comparison.removed(before.items, None);
        }
        (None, Some(_)) if before.children.is_empty() => {
            comparison.added(after.items, None);
        }
        _ => comparison.children(&before, &after),
    }
}

struct Comparison<'f, 'c> {
    methods: (&'f Facts, &'f Facts),
    list: List,
    how: How,
    settled: &'c mut Settled<'f>,
    records: &'c mut Vec<Record<'f>>,
}

impl<'f> Comparison<'f, '_> {
    fn item(
        &mut self,
        fact: ItemFact,
        before: &'f [Item],
        after: &'f [Item],
        parent: Option<&'f Item>,
        agreement: Agreement,
    ) {
        let (old, new) = self.methods;
        self.records.push(Record {
            before: Some(old),
            after: Some(new),
            what: What::Item {
                list: self.list,
                fact,
                before,
                after,
                parent,
            },
            agreement,
        });
    }

    fn removed(&mut self, items: &'f [Item], parent: Option<&'f Item>) {
        self.item(ItemFact::Removed, items, &[], parent, Agreement::Missing);
    }

    fn added(&mut self, items: &'f [Item], parent: Option<&'f Item>) {
        self.item(ItemFact::Added, &[], items, parent, Agreement::Added);
    }

    /// Compares an item with the one that it has become.
    fn same(&mut self, before: &Branch<'f>, after: &Branch<'f>, parent: Option<&'f Item>) {
        let (Some(old), Some(new)) = (before.item(), after.item()) else {
            return self.children(before, after);
        };
        if self.how == How::Schema {
            self.settled.see(old, new);
        }
        let (one, other) = (before.alone(), after.alone());
        self.item(ItemFact::Present, one, other, parent, Agreement::Same);
        let types = self.types(old, new);
        // The parts of what is no object on one side come and go with the type.
        let whole = types.is_change() && holds_parts(&old.wire()) != holds_parts(&new.wire());
        if whole {
            self.item(ItemFact::Type, before.items, after.items, parent, types);
        } else {
            self.item(ItemFact::Type, one, other, parent, types);
        }
        let source = self.source(old, new);
        if let Some(source) = source {
            self.item(ItemFact::Source, one, other, parent, source);
        }
        // An example says of a field no more than its type.
        let told = !source.is_some_and(Agreement::is_change);
        for fact in [
            ItemFact::Required,
            ItemFact::Default,
            ItemFact::Values,
            ItemFact::Operators,
            ItemFact::Nullable,
            ItemFact::Deprecated,
        ] {
            if told
                && let Some(agreement) = self.agreement(fact, old, new)
                && !(whole && fact == ItemFact::Values)
            {
                self.item(fact, one, other, parent, agreement);
            }
        }
        if !whole {
            self.children(before, after);
        }
    }

    fn types(&self, old: &Item, new: &Item) -> Agreement {
        match self.how {
            How::Snapshots if old.shape.is_same(&new.shape) => Agreement::Same,
            How::Snapshots => Agreement::Different,
            How::Schema if values::contradict_flag(old, new) && !new.shown => Agreement::Different,
            How::Schema if is_nothing(old, new) => Agreement::Refined,
            How::Schema => match shapes(&old.shape, &new.shape) {
                Agreement::Different if new.shown || is_named_after(new, &old.shape) => {
                    Agreement::Refined
                }
                other => other,
            },
        }
    }

    /// The agreement of two snapshots on what an item is known from; `None` when both state it, and
    /// against the schema.
    fn source(&self, old: &Item, new: &Item) -> Option<Agreement> {
        let is_shown = self.how == How::Snapshots && (old.shown || new.shown);
        is_shown.then_some(if old.shown == new.shown {
            Agreement::Same
        } else {
            Agreement::Different
        })
    }

    /// The agreement of the sides on a fact; `None` when neither states it.
    fn agreement(&self, fact: ItemFact, old: &Item, new: &Item) -> Option<Agreement> {
        let (same, contradict) = match fact {
            // A placement says what its handler always receives.
            ItemFact::Required if matches!(self.list, List::Data | List::Result) => return None,
            ItemFact::Required => (old.required == new.required, self.differs(fact, old, new)),
            ItemFact::Default => {
                (old.default.is_some() || new.default.is_some()).then_some(())?;
                (
                    values::same_default(old, new, self.how),
                    self.differs(fact, old, new),
                )
            }
            ItemFact::Values => {
                (!old.values.is_empty() || !new.values.is_empty()).then_some(())?;
                (old.values == new.values, self.differs(fact, old, new))
            }
            ItemFact::Operators => {
                (!old.operators.is_empty() || !new.operators.is_empty()).then_some(())?;
                (
                    values::same_operators(old, new),
                    self.differs(fact, old, new),
                )
            }
            ItemFact::Nullable => {
                (old.nullable || new.nullable).then_some(())?;
                (old.nullable == new.nullable, self.differs(fact, old, new))
            }
            ItemFact::Deprecated => {
                (old.deprecated || new.deprecated).then_some(())?;
                (
                    old.deprecated == new.deprecated,
                    self.differs(fact, old, new),
                )
            }
            ItemFact::Present
            | ItemFact::Added
            | ItemFact::Removed
            | ItemFact::Renamed
            | ItemFact::Type
            | ItemFact::Source => return None,
        };
        Some(match (contradict, same) {
            (true, _) => Agreement::Different,
            (false, true) => Agreement::Same,
            (false, false) => Agreement::Refined,
        })
    }

    fn differs(&self, fact: ItemFact, old: &Item, new: &Item) -> bool {
        let sent = matches!(self.list, List::Params | List::Options);
        match (fact, self.how) {
            // Requirements concern only requests, although one type may describe both requests and
            // answers.
            (ItemFact::Default, How::Schema) if !sent => false,
            (ItemFact::Required, How::Snapshots) => old.required != new.required,
            (ItemFact::Required, How::Schema) => match (old.required, new.required) {
                // Without a mark a page says as little as a schema that does not require.
                (_, Required::No | Required::Unknown) => old.required == Required::Yes,
                (old, new) => old != new,
            },
            (ItemFact::Default, _) => !values::same_default(old, new, self.how),
            (ItemFact::Values, _) => !values::difference(old, new, self.how).is_empty(),
            // A page that lists no operators does not say that there are none.
            (ItemFact::Operators, How::Schema) if new.operators.is_empty() => false,
            (ItemFact::Operators, _) => !values::same_operators(old, new),
            // Tables never say that a value cannot be `null`; for an object that answers contain
            // too, they describe the answers.
            (ItemFact::Nullable, How::Schema) => {
                let is_answered = sent && new.at.file != self.methods.1.at.file;
                let has_nothing = old.wire() == Wire::Null || without_false(&old.wire()).is_some();
                !old.nullable && new.nullable && !has_nothing && !is_answered
            }
            (ItemFact::Nullable, How::Snapshots) => old.nullable != new.nullable,
            (ItemFact::Deprecated, How::Schema) if new.shown => false,
            (ItemFact::Deprecated, _) => old.deprecated != new.deprecated,
            _ => false,
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
        let conditions =
            self.how == How::Schema && before.item().is_some_and(|item| item.shape.names_fields());
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
        for branch in &after.children {
            let aliases = branch.item().map(|item| item.aliases.as_slice());
            for alias in aliases.unwrap_or_default() {
                if old.contains(alias.as_str()) {
                    old.insert(name(branch));
                    let at = new[&name(branch)];
                    new.entry(Cow::Borrowed(alias)).or_insert(at);
                }
            }
        }
        if loose {
            let is_loose = |branch: &Branch<'f>| is_shared(branch) || is_pattern(branch.key);
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
            // Of an object that answers have too, a page does not say what cannot be sent.
            .filter(|branch| {
                let sent = loose && matches!(self.list, List::Params | List::Options);
                !(sent
                    && is_shared(branch)
                    && self.settled.is_only_read(self.methods.0, branch.key))
            })
            .collect();
        let pairs = renamed::items((before, &removed), (after, &added), self.how);
        let parent = before.item();
        for branch in &removed {
            match pairs.iter().find(|(old, _)| std::ptr::eq(*old, *branch)) {
                Some((old, new)) => {
                    let (one, other) = (old.alone(), new.alone());
                    self.item(ItemFact::Renamed, one, other, parent, Agreement::Different);
                    self.same(old, new, parent);
                }
                // An example need not have every field.
                None if loose && is_example(after) => {}
                None => self.removed(branch.items, parent),
            }
        }
        for branch in &added {
            if !pairs.iter().any(|(_, new)| std::ptr::eq(*new, *branch)) {
                self.added(branch.items, parent);
            }
        }
        for branch in &before.children {
            if let Some(at) = new.get(&name(branch)) {
                let became = &after.children[*at];
                // Between snapshots an alias is found by the name, and the name has become another
                // spelling.
                if !loose && branch.key != became.key {
                    let (one, other) = (branch.alone(), became.alone());
                    self.item(ItemFact::Renamed, one, other, parent, Agreement::Different);
                }
                self.same(branch, became, parent);
            }
        }
    }
}

/// Pairs what is left by names whatever their case: what several methods share has its own, and a
/// family names fields of any.
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
            if *key == alike && (is_loose(branch) || is_pattern(known.key)) {
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

/// Whether only an example of the page shows the inside of an item.
fn is_example(page: &Branch<'_>) -> bool {
    let mut items = page.children.iter().filter_map(Branch::item);
    items.all(|item| item.shown)
}

/// A name with a star for each family, whatever its spelling: `PARENT_ID_*` for `PARENT_ID_{n}`.
pub(super) fn family(key: &str) -> Cow<'_, str> {
    match (key.find('{'), key.rfind('}')) {
        (Some(start), Some(end)) if start + 1 < end => {
            Cow::Owned(format!("{}*{}", &key[..start], &key[end + 1..]))
        }
        _ => Cow::Borrowed(key),
    }
}

/// A name whatever its case.
fn squeezed(key: &str) -> String {
    uncased(&family(key))
}

/// Whether a name of a page is of a family that the schema describes.
fn is_of_family(key: &str, schema: &Branch<'_>) -> bool {
    let mut families = schema.children.iter().map(|branch| branch.key);
    families.any(|family| is_pattern(family) && fits(family, key))
}

/// Whether a page lists names of a family that the schema describes.
fn is_family_of(family: &str, page: &Branch<'_>) -> bool {
    is_pattern(family) && page.children.iter().any(|branch| fits(family, branch.key))
}

/// Whether the page does not describe the inside, or the schema describes it elsewhere: by a type
/// that contains itself, or as `any`.
fn is_left_open(schema: &Branch<'_>, page: &Branch<'_>) -> bool {
    if page.children.is_empty() {
        return page.item().is_some();
    }
    // A page may name the keys of what the schema knows as a map.
    let named = |branch: &Branch<'_>| branch.item().is_some_and(|item| !item.path.contains("{}"));
    let is_map = |item: &Item| matches!(item.wire(), Wire::Map(_));
    schema.item().is_some_and(is_map) && page.children.iter().all(named)
        || schema.children.is_empty() && schema.item().is_some_and(|item| !item.shape.is_open())
}

/// The field of a condition's key: `ownerType` of `=ownerType`.
fn field(key: &str) -> &str {
    key.trim_start_matches(|letter: char| !letter.is_alphanumeric() && letter != '_')
}

/// Whether the types are the same but for `false`, which one side has as a type and the other as no
/// value.
fn is_nothing(schema: &Item, page: &Item) -> bool {
    let agree = |one: &Wire, other: &Wire| agreement(one, other).is_change();
    let (own, others) = (schema.wire(), page.wire());
    match (without_false(&own), without_false(&others)) {
        (None, Some(others)) if schema.nullable => !agree(&own, &others),
        (Some(own), None) if page.nullable => !agree(&own, &others),
        _ => false,
    }
}

/// A union without `false`; `None` when it has none, or nothing else.
fn without_false(wire: &Wire) -> Option<Wire> {
    let Wire::Union(parts) = wire else {
        return None;
    };
    let mut kept: Vec<Wire> = parts.clone();
    kept.retain(|part| *part != Wire::Boolean);
    let has_false = kept.len() < parts.len() && !kept.is_empty();
    has_false.then(|| match <[Wire; 1]>::try_from(kept) {
        Ok([only]) => only,
        Err(parts) => Wire::Union(parts),
    })
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
