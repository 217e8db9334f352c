//! Finds methods and items that were probably renamed.

use std::collections::HashMap;

use crate::facts::{Facts, Item};

use super::How;
use super::agreement::{Agreement, shapes};
use super::tree::Branch;

/// Names below this have too little in common.
pub(super) const ALIKE: f64 = 0.6;

/// More pairs than this are not looked at one by one.
const MANY: usize = 4_000;

/// Takes methods out of both lists that became each other: on the same page, or with the same parts
/// under similar names.
pub(super) fn methods<'f>(
    removed: &mut Vec<&'f Facts>,
    added: &mut Vec<&'f Facts>,
) -> Vec<(&'f Facts, &'f Facts)> {
    let mut pairs = Vec::new();
    if removed.is_empty() || added.is_empty() {
        return pairs;
    }
    // Only a page of a single method shows what that method became.
    let on_page = single(added, |facts| facts.page.as_deref());
    let left_page = single(removed, |facts| facts.page.as_deref());
    let with_parts = single(added, |facts| {
        Some(parts(facts)).filter(|parts| parts.len() > 2)
    });
    let few = removed.len() * added.len() <= MANY;
    let mut taken = Vec::new();
    removed.retain(|old| {
        let page = old.page.as_deref();
        let by_page = || {
            page.filter(|page| left_page.contains_key(page))
                .and_then(|page| on_page.get(page).copied())
        };
        let by_parts = || with_parts.get(&parts(old)).copied();
        let by_likeness = || {
            (0..added.len())
                .filter(|_| few)
                .map(|at| (at, common(old, added[at])))
                .filter(|(_, common)| *common >= 0.8)
                .max_by(|one, other| one.1.total_cmp(&other.1).then(other.0.cmp(&one.0)))
                .map(|(at, _)| at)
        };
        let fits = |at: &usize| {
            let new: &Facts = added[*at];
            !taken.contains(at) && (new.kind, new.version) == (old.kind, old.version)
        };
        let is_similar = |at: &usize| similarity(&old.name, &added[*at].name) >= ALIKE;
        let found = by_page()
            .filter(fits)
            .or_else(|| by_parts().filter(fits).filter(is_similar))
            .or_else(|| by_likeness().filter(fits).filter(is_similar));
        match found {
            Some(at) => {
                taken.push(at);
                pairs.push((*old, added[at]));
                false
            }
            None => true,
        }
    });
    taken.sort_unstable();
    for at in taken.into_iter().rev() {
        added.remove(at);
    }
    pairs
}

/// The index of each thing that is unique.
fn single<'f, K: std::hash::Hash + Eq>(
    list: &[&'f Facts],
    thing: impl Fn(&'f Facts) -> Option<K>,
) -> HashMap<K, usize> {
    let mut indices: HashMap<K, Option<usize>> = HashMap::new();
    for (at, facts) in list.iter().enumerate() {
        if let Some(thing) = thing(facts) {
            indices
                .entry(thing)
                .and_modify(|index| *index = None)
                .or_insert(Some(at));
        }
    }
    indices
        .into_iter()
        .filter_map(|(thing, index)| index.map(|at| (thing, at)))
        .collect()
}

/// The paths of everything that a method takes and answers.
fn parts(facts: &Facts) -> Vec<&str> {
    facts
        .params
        .iter()
        .chain(&facts.result)
        .map(|item| item.path.as_str())
        .collect()
}

/// The similarity of two methods, from 0 to 1; 0 for methods with too few facts.
fn common(one: &Facts, other: &Facts) -> f64 {
    let (one, other) = (parts(one), parts(other));
    let all = one.len().max(other.len());
    let shared = one.iter().filter(|path| other.contains(path)).count();
    if all < 3 { 0.0 } else { ratio(shared, all) }
}

#[allow(clippy::cast_precision_loss)]
fn ratio(part: usize, all: usize) -> f64 {
    part as f64 / all as f64
}

/// The similarity of two names; 1 when they differ only in case and underscores.
pub(super) fn similarity(one: &str, other: &str) -> f64 {
    let fold = |name: &str| name.replace('_', "").to_lowercase();
    strsim::normalized_damerau_levenshtein(&fold(one), &fold(other))
}

/// Siblings: all of them, and those that the other side lacks.
type Siblings<'a, 'f> = (&'a Branch<'f>, &'a [&'a Branch<'f>]);

/// Pairs of items of one parent that became each other: alike in name and type, beside the same
/// neighbours.
pub(super) fn items<'a, 'f>(
    (before, removed): Siblings<'a, 'f>,
    (after, added): Siblings<'a, 'f>,
    how: How,
) -> Vec<(&'a Branch<'f>, &'a Branch<'f>)> {
    let mut pairs: Vec<(&Branch<'f>, &Branch<'f>)> = Vec::new();
    if removed.len() * added.len() > MANY {
        return pairs;
    }
    for old in removed {
        let likeness = |new: &Branch<'f>| {
            let likeness = similarity(old.key, new.key);
            let same_type = match (old.item(), new.item()) {
                (Some(one), Some(other)) => fits(one, other, how),
                _ => false,
            };
            let certain = likeness >= 1.0;
            let beside = || {
                neighbours(before, old)
                    .any(|name| neighbours(after, new).any(|other| other == name))
            };
            (same_type && (certain || likeness >= ALIKE && beside())).then_some(likeness)
        };
        let best = added
            .iter()
            .filter(|new| !pairs.iter().any(|(_, taken)| std::ptr::eq(*taken, **new)))
            .filter_map(|new| likeness(new).map(|likeness| (*new, likeness)))
            .reduce(|best, next| if next.1 > best.1 { next } else { best });
        pairs.extend(best.map(|(new, _)| (*old, new)));
    }
    pairs
}

fn fits(one: &Item, other: &Item, how: How) -> bool {
    match how {
        How::Snapshots => one.shape.is_same(&other.shape),
        How::Schema => shapes(&one.shape, &other.shape) != Agreement::Different,
    }
}

/// The neighbours of a branch; the ends of a list count as neighbours.
fn neighbours<'f>(
    parent: &Branch<'f>,
    branch: &Branch<'f>,
) -> impl Iterator<Item = (bool, &'f str)> {
    let at = parent
        .children
        .iter()
        .position(|child| std::ptr::eq(child, branch))
        .unwrap_or_default();
    let key = |at: Option<usize>| {
        at.and_then(|at| parent.children.get(at))
            .map_or("", |child| child.key)
    };
    [(false, key(at.checked_sub(1))), (true, key(Some(at + 1)))].into_iter()
}
