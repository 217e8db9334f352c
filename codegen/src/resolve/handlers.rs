//! Checks the names of events and placements over all files: a handler identifies them only by
//! name.

use std::collections::HashMap;

use super::node_cursor::NodeCursor;
use super::symbol_table::SymbolTable;
use crate::diagnostic::{Diagnostic, Problems};
use crate::model;
use crate::names;
use crate::source::Span;

/// Checks that no two events, and no two placements, have a name, a code or a variant in common.
pub(super) fn check(symbols: &SymbolTable<'_>, problems: &mut Problems) {
    let (mut events, mut placements) = (Taken::default(), Taken::default());
    for unit in symbols.units.iter().filter(|unit| !unit.library) {
        let file = &unit.file.model;
        let at = NodeCursor::file(&unit.file.node);
        for (name, _) in file.events.iter() {
            let at = at.key("events").key(name);
            // The portal writes the name in capitals, whatever the documentation does.
            let names = [name.to_ascii_uppercase(), names::handled(&unit.path, name)]
                .map(|name| (name, at));
            events.take("event", name, at, names, problems);
        }
        for (name, placement) in file.placements.iter() {
            let at = at.key("placements").key(name);
            let mut names = vec![(names::handled(&unit.path, name), at)];
            if placement.codes.is_empty() {
                names.push((name.to_owned(), at));
            } else {
                names.extend(codes(placement, at.key("codes")));
            }
            placements.take("placement", name, at, names, problems);
        }
    }
}

fn codes<'a>(
    placement: &'a model::Placement,
    at: NodeCursor<'a>,
) -> impl Iterator<Item = (String, NodeCursor<'a>)> {
    placement.codes.iter().map(move |(variant, value)| {
        let code = match value {
            model::Value::Wire(wire) => wire.to_string(),
            model::Value::Full(facts) => match (&facts.wire, &facts.pattern) {
                (Some(wire), _) => wire.to_string(),
                (None, pattern) => pattern.clone().unwrap_or_default(),
            },
        };
        (code, at.key(variant))
    })
}

/// Names in use, with their entry and its position.
#[derive(Default)]
struct Taken {
    given: HashMap<String, (Owner, Span)>,
}

/// An entry: its name and its position.
#[derive(Clone, PartialEq)]
struct Owner(String, Span);

impl Taken {
    /// Takes names for an entry. A collision of two entries is reported once; a collision within
    /// one entry is reported elsewhere.
    fn take<'a>(
        &mut self,
        what: &str,
        owner: &str,
        at: NodeCursor<'_>,
        names: impl IntoIterator<Item = (String, NodeCursor<'a>)>,
        problems: &mut Problems,
    ) {
        let owner = Owner(owner.to_owned(), at.span());
        let mut met = false;
        for (name, at) in names {
            match self.given.get(&name) {
                Some((other, first)) if *other != owner => {
                    let owners = (other.0.as_str(), owner.0.as_str());
                    if !std::mem::replace(&mut met, true) {
                        problems.push(Diagnostic::same_handler_name(
                            at.span(),
                            *first,
                            what,
                            owners,
                            &name,
                        ));
                    }
                }
                Some(_) => {}
                None => {
                    self.given.insert(name, (owner.clone(), at.span()));
                }
            }
        }
    }
}
