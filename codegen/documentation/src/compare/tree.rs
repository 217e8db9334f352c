//! Flat lists of items as trees.

use crate::facts::Item;

/// An item with what is in it.
#[derive(Debug)]
pub(super) struct Branch<'f> {
    /// The item, followed by everything in it. Empty for a list whose first items have no parent.
    pub(super) items: &'f [Item],
    /// Its name inside of what it is in: `price` of `productRows[].price`.
    pub(super) key: &'f str,
    /// Its children.
    pub(super) children: Vec<Branch<'f>>,
}

impl<'f> Branch<'f> {
    /// The item itself; `None` for the top of a list without an item for the whole.
    pub(super) fn item(&self) -> Option<&'f Item> {
        self.items.first()
    }

    /// The item without what is in it.
    pub(super) fn alone(&self) -> &'f [Item] {
        &self.items[..self.items.len().min(1)]
    }
}

/// The tree of a list: the item for the whole, when there is one, or else a branch without item
/// that holds the first ones.
pub(super) fn of(items: &[Item]) -> Branch<'_> {
    let whole = items.first().is_some_and(|item| item.path.is_empty());
    let children = children(&items[usize::from(whole)..], "");
    Branch {
        items: if whole { items } else { &[] },
        key: "",
        children,
    }
}

/// The branches of what is in the item with the path `parent`.
fn children<'f>(mut items: &'f [Item], parent: &str) -> Vec<Branch<'f>> {
    let mut branches = Vec::new();
    while let Some((item, rest)) = items.split_first() {
        let inside = rest
            .iter()
            .take_while(|part| is_inside(&part.path, &item.path))
            .count();
        branches.push(Branch {
            items: &items[..=inside],
            key: key(&item.path, parent),
            children: children(&rest[..inside], &item.path),
        });
        items = &rest[inside..];
    }
    branches
}

/// Whether a path leads into what another leads to.
pub(crate) fn is_inside(path: &str, outer: &str) -> bool {
    if outer.is_empty() {
        return !path.is_empty();
    }
    path.strip_prefix(outer)
        .is_some_and(|rest| rest.starts_with(['.', '[', '{']))
}

/// The last name of a path, without the brackets that only repeat the type of what it is in. A list
/// of lists has no name.
pub(crate) fn key<'f>(path: &'f str, parent: &str) -> &'f str {
    let step = path.strip_prefix(parent).unwrap_or(path);
    let mut name = step;
    while let Some(rest) = name.strip_prefix("[]").or(name.strip_prefix("{}")) {
        name = rest;
    }
    let name = match name.strip_prefix('.').unwrap_or(name) {
        "" => step,
        name => name,
    };
    let quoted = name
        .strip_prefix('"')
        .and_then(|name| name.strip_suffix('"'));
    quoted.unwrap_or(name)
}
