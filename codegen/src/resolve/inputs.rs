//! Facts that follow from the uses of types: constants of fields, keys of entities, builders of
//! records that are sent.

use std::collections::{BTreeMap, BTreeSet};

use super::field_formats;
use super::groups;
use super::lower::{Mentioned, Position};
use super::node_cursor::NodeCursor;
use super::symbol_table::{SymbolTable, Unit};
use crate::diagnostic::{Diagnostic, Problems};
use crate::ir::{
    Gate, KeyType, Mention, Module, Object, Record, Ty, Type, TypeKind, TypePath, Use,
};
use crate::names;

/// Sets the facts of types that follow from their uses.
pub(super) fn settle(
    symbols: &SymbolTable<'_>,
    modules: &mut [Module],
    mentions: &[Mentioned],
    problems: &mut Problems,
) {
    for Mentioned { path, mention, .. } in mentions {
        match (mention, find(symbols, modules, path)) {
            (Mention::Id, Some(ty)) => ty.key = ty.key.or(Some(KeyType::Integer)),
            (
                Mention::Key,
                Some(Type {
                    kind: TypeKind::Record(record),
                    ..
                }),
            ) => record.keys = true,
            _ => {}
        }
    }
    relate(symbols, modules);
    let sent = sent(symbols, modules, mentions);
    field_formats::check(symbols, &sent, problems);
    add_inputs(symbols, modules, &sent, problems);
}

/// Selections of REST 3.0 reach through records into those that their fields hold, so these are
/// named too.
fn relate(symbols: &SymbolTable<'_>, modules: &mut [Module]) {
    let mut open: Vec<TypePath> = Vec::new();
    for module in modules.iter().filter(|module| module.version == 3) {
        let is_named = |ty: &&Type| matches!(&ty.kind, TypeKind::Record(record) if record.keys);
        open.extend(module.types.iter().filter(is_named).map(|ty| TypePath {
            module: module.path.clone(),
            name: ty.name.clone(),
            library: false,
        }));
    }
    while let Some(path) = open.pop() {
        let version = |at: usize| modules[at].version;
        if symbols.position(&path.module).map(version) != Some(3) {
            continue;
        }
        if let Some(TypeKind::Record(record)) = find(symbols, modules, &path).map(|ty| &mut ty.kind)
            && !record.related
        {
            (record.keys, record.related) = (true, true);
            open.extend(inside(record));
        }
    }
}

/// The types of the fields that selections can name.
fn inside(record: &Record) -> impl Iterator<Item = TypePath> + '_ {
    let fields = record.fields.iter();
    let selected = fields.filter(|field| !field.without.contains(&Use::Select));
    selected.filter_map(|field| match field.ty.item() {
        Ty::Named(path) => Some(path.clone()),
        _ => None,
    })
}

/// The records that requests contain, and those inside them.
fn sent(
    symbols: &SymbolTable<'_>,
    modules: &mut [Module],
    mentions: &[Mentioned],
) -> BTreeSet<TypePath> {
    let is_sent = |mentioned: &&Mentioned| {
        mentioned.position == Position::Request
            && mentioned.mention == Mention::Value
            && !mentioned.path.library
    };
    let mut open: Vec<TypePath> = mentions
        .iter()
        .filter(is_sent)
        .map(|mentioned| mentioned.path.clone())
        .collect();
    let mut records = BTreeSet::new();
    let mut seen = BTreeSet::new();
    while let Some(path) = open.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let mut inner = |ty: &Ty| {
            ty.each_named(&mut |path, mention| {
                if mention == Mention::Value {
                    open.push(path.clone());
                }
            });
        };
        match find(symbols, modules, &path).map(|ty| &ty.kind) {
            Some(TypeKind::Record(record)) => {
                record
                    .fields
                    .iter()
                    .chain(&record.patterns)
                    .for_each(|field| inner(&field.ty));
                records.insert(path);
            }
            Some(TypeKind::Union(alternatives)) => {
                for alternative in alternatives {
                    inner(&alternative.ty);
                }
            }
            Some(TypeKind::Alias(target)) => inner(target),
            _ => {}
        }
    }
    records
}

/// Adds the builders of records, each right behind its record.
fn add_inputs(
    symbols: &SymbolTable<'_>,
    modules: &mut [Module],
    records: &BTreeSet<TypePath>,
    problems: &mut Problems,
) {
    let mut by_module: BTreeMap<usize, Vec<&TypePath>> = BTreeMap::new();
    for path in records {
        if let Some(at) = symbols.position(&path.module) {
            by_module.entry(at).or_default().push(path);
        }
    }
    for (at, records) in by_module {
        let (unit, module) = (&symbols.units[at], &mut modules[at]);
        let mut given = super::names::types_of(module);
        let mut added = Vec::with_capacity(records.len());
        for path in records {
            let Some(index) = module.types.position(&path.name) else {
                continue;
            };
            let record = &module.types[index];
            let TypeKind::Record(fields) = &record.kind else {
                continue;
            };
            let object = object(path, fields);
            let input = names::input(&record.name);
            check_names(unit, &record.name, &input, &object, &mut given, problems);
            added.push((
                index,
                Type {
                    name: input,
                    wire: None,
                    doc: format!("A [`{}`] to send", record.name),
                    page: record.page.clone(),
                    key: None,
                    also: Vec::new(),
                    made: false,
                    gate: Gate::default(),
                    twin: None,
                    kind: TypeKind::Object(object),
                },
            ));
        }
        module.types.insert_behind(added);
    }
}

/// What the builder of a record sends.
fn object(path: &TypePath, record: &Record) -> Object {
    let taken = |field: &crate::ir::Field| crate::ir::Field {
        rust: names::unless_taken(field.rust.clone(), names::BUILDER),
        ..field.clone()
    };
    Object {
        of: Some(path.clone()),
        fields: record.fields.iter().map(taken).collect(),
        patterns: record.patterns.iter().map(taken).collect(),
    }
}

/// Gives the names of a builder, and of the groups in it, which must be free.
fn check_names(
    unit: &Unit<'_>,
    record: &str,
    input: &str,
    object: &Object,
    given: &mut BTreeSet<String>,
    problems: &mut Problems,
) {
    let types = NodeCursor::file(&unit.file.node).key("types");
    let at = types.key(record);
    let groups = groups::named(input, &object.fields, at.key("fields"), problems);
    let groups = groups
        .into_iter()
        .map(|(group, at)| (names::group(input, group), at));
    let names: Vec<(String, NodeCursor<'_>)> = std::iter::once((input.to_owned(), at))
        .chain(groups)
        .collect();
    for (name, at) in &names {
        if given.contains(name) {
            let first = types.key(name).span();
            let both = (name.as_str(), record);
            problems.push(Diagnostic::same_rust_name(
                at.span(),
                first,
                "types",
                both,
                name,
            ));
        }
    }
    given.extend(names.into_iter().map(|(name, _)| name));
}

fn find<'a>(
    symbols: &SymbolTable<'_>,
    modules: &'a mut [Module],
    path: &TypePath,
) -> Option<&'a mut Type> {
    let at = symbols.position(&path.module)?;
    modules[at].types.get_mut(&path.name)
}
