//! Finds types that contain themselves without a list or a map between.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::node_cursor::NodeCursor;
use super::symbol_table::SymbolTable;
use crate::diagnostic::{Diagnostic, Problems};
use crate::ir::{Module, Ty, Type, TypeKind, TypePath};

/// Reports cycles, each at the first of its types, so that every type that holds itself is in one
/// or leads to one.
pub(super) fn check(symbols: &SymbolTable<'_>, modules: &[Module], problems: &mut Problems) {
    let mut holds: BTreeMap<TypePath, Vec<TypePath>> = BTreeMap::new();
    for (unit, module) in symbols.units.iter().zip(modules) {
        for ty in &module.types {
            let path = TypePath {
                module: module.path.clone(),
                name: ty.name.clone(),
                library: unit.library,
            };
            let mut direct = Vec::new();
            each_held(ty, &mut |held| direct.push(held.clone()));
            if !direct.is_empty() {
                holds.insert(path, direct);
            }
        }
    }
    let mut search = Search::default();
    for start in holds.keys().filter(|path| !path.library) {
        for cycle in search.from(&holds, start) {
            let first = cycle[0];
            // What the library holds was checked when it was shipped.
            let Some(at) = symbols.position(&first.module).filter(|_| !first.library) else {
                continue;
            };
            let types = NodeCursor::file(&symbols.units[at].file.node).key("types");
            let names: Vec<&str> = cycle.iter().map(|path| path.name.as_str()).collect();
            let span = types.key(&first.name).span();
            problems.push(Diagnostic::type_cycle(span, &names));
        }
    }
}

/// A search in depth through everything that types hold. Each type is visited once, so that it
/// takes no longer than the schema is.
#[derive(Default)]
struct Search<'a> {
    /// The types that were met, with their depth while the search is below them.
    met: HashMap<&'a TypePath, Option<usize>>,
    /// The types of cycles that were found.
    found: HashSet<&'a TypePath>,
    /// The types from the start to the present one, with those that they hold and that are still to
    /// be visited.
    way: Vec<(&'a TypePath, std::slice::Iter<'a, TypePath>)>,
}

impl<'a> Search<'a> {
    /// The cycles that a type leads to, each from its first type back to it. Of a type that closes
    /// several, one.
    fn from(
        &mut self,
        holds: &'a BTreeMap<TypePath, Vec<TypePath>>,
        start: &'a TypePath,
    ) -> Vec<Vec<&'a TypePath>> {
        let mut cycles = Vec::new();
        self.enter(holds, start);
        while let Some((last, rest)) = self.way.last_mut() {
            let last = *last;
            let Some(next) = rest.next() else {
                self.met.insert(last, None);
                self.way.pop();
                continue;
            };
            match self.met.get(next) {
                None => self.enter(holds, next),
                Some(Some(depth)) if !self.found.contains(last) => {
                    let mut cycle: Vec<_> = self.way[*depth..].iter().map(|(ty, _)| *ty).collect();
                    self.found.extend(&cycle);
                    let order = |at: &usize| (cycle[*at].library, cycle[*at]);
                    let first = (0..cycle.len()).min_by_key(order).unwrap_or(0);
                    cycle.rotate_left(first);
                    cycle.push(cycle[0]);
                    cycles.push(cycle);
                }
                Some(_) => {}
            }
        }
        cycles
    }

    fn enter(&mut self, holds: &'a BTreeMap<TypePath, Vec<TypePath>>, ty: &'a TypePath) {
        if !self.met.contains_key(ty) {
            let held = holds.get(ty).map(Vec::as_slice).unwrap_or_default();
            self.met.insert(ty, Some(self.way.len()));
            self.way.push((ty, held.iter()));
        }
    }
}

/// The types that a type contains by value.
fn each_held(ty: &Type, see: &mut dyn FnMut(&TypePath)) {
    let mut direct = |ty: &Ty| {
        if let Ty::Named(path) = ty {
            see(path);
        }
    };
    match &ty.kind {
        TypeKind::Record(record) => record.fields.iter().for_each(|field| direct(&field.ty)),
        TypeKind::Union(alternatives) => alternatives
            .iter()
            .for_each(|alternative| direct(&alternative.ty)),
        // Rust refuses an alias of itself even inside a list.
        TypeKind::Alias(target) => target.each_named(&mut |path, _| see(path)),
        TypeKind::Marker | TypeKind::Enumeration(_) | TypeKind::Object(_) | TypeKind::Filter(_) => {
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn path(number: usize) -> TypePath {
        TypePath {
            module: Vec::new(),
            name: format!("T{number:05}"),
            library: false,
        }
    }

    /// The cycles among types of which each holds those that `holds` lists, by number.
    fn cycles(holds: &[Vec<usize>]) -> Vec<Vec<usize>> {
        let paths: BTreeMap<TypePath, Vec<TypePath>> = holds
            .iter()
            .enumerate()
            .map(|(from, held)| (path(from), held.iter().map(|to| path(*to)).collect()))
            .collect();
        let mut search = Search::default();
        let cycles = paths.keys().flat_map(|start| search.from(&paths, start));
        let number = |path: &TypePath| path.name[1..].parse().unwrap();
        cycles
            .map(|cycle| cycle.into_iter().map(number).collect())
            .collect()
    }

    #[test]
    fn a_cycle_begins_and_ends_with_its_first_type() {
        assert_eq!(cycles(&[vec![1], vec![2], vec![1]]), [[1, 2, 1]]);
        assert_eq!(
            cycles(&[vec![2], vec![0], vec![1, 3], vec![3]]),
            [vec![0, 2, 1, 0], vec![3, 3]]
        );
        assert_eq!(cycles(&[vec![1, 2], vec![2], vec![]]), [[0; 0]; 0]);
    }

    #[test]
    fn what_holds_itself_is_in_a_cycle_or_leads_to_one() {
        /// Every way of three types to hold each other.
        const TYPES: usize = 3;
        for bits in 0..1 << (TYPES * TYPES) {
            let has = |from: usize, to: usize| bits >> (from * TYPES + to) & 1 == 1;
            let held = |from| (0..TYPES).filter(|to| has(from, *to)).collect();
            let holds: Vec<Vec<usize>> = (0..TYPES).map(held).collect();
            let found = cycles(&holds);
            for cycle in &found {
                assert!(cycle.windows(2).all(|step| has(step[0], step[1])));
                assert_eq!(cycle.first(), cycle.last());
                assert_eq!(cycle.first(), cycle.iter().min());
            }
            let in_cycles: BTreeSet<usize> = found.into_iter().flatten().collect();
            let reaches = |from: usize| {
                let mut reached = BTreeSet::new();
                let mut open = holds[from].clone();
                while let Some(next) = open.pop() {
                    if reached.insert(next) {
                        open.extend(&holds[next]);
                    }
                }
                reached
            };
            for ty in (0..TYPES).filter(|ty| reaches(*ty).contains(ty)) {
                let mut near = reaches(ty);
                near.insert(ty);
                assert!(near.iter().any(|ty| in_cycles.contains(ty)), "{holds:?}");
            }
        }
    }

    #[test]
    fn long_ways_are_gone_once() {
        // Without a cycle, and each type holds the next ten.
        let holds: Vec<Vec<usize>> = (0..20_000)
            .map(|from| (from + 1..(from + 10).min(20_000)).collect())
            .collect();
        assert_eq!(cycles(&holds).len(), 0);
    }
}
