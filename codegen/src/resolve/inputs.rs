//! Facts that follow from the uses of types: constants of fields, keys of entities, builders of records that are sent.

use std::collections::BTreeSet;

use super::groups;
use super::lower::{Mentioned, Position};
use super::node_cursor::NodeCursor;
use super::symbol_table::{SymbolTable, Unit};
use crate::diagnostic::{Diagnostic, Problems};
use crate::ir::{KeyType, Mention, Module, Object, Record, Ty, Type, TypeKind, TypePath, Use};
use crate::names;

/// Sets the facts of types that follow from their uses.
pub(super) fn settle(
    symbols: &SymbolTable<'_>,
    modules: &mut [Module],
    mentions: &[Mentioned],
    problems: &mut Problems,
) {
    for Mentioned { path, mention, .. } in mentions {
        match (mention, find(modules, path)) {
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
    relate(modules);
    for path in sent(modules, mentions) {
        add_input(symbols, modules, &path, problems);
    }
}

/// Selections of REST 3.0 reach through records into those that their fields hold, so these are named too.
fn relate(modules: &mut [Module]) {
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
        let is_version_3 = |module: &Module| module.path == path.module && module.version == 3;
        if !modules.iter().any(is_version_3) {
            continue;
        }
        if let Some(TypeKind::Record(record)) = find(modules, &path).map(|ty| &mut ty.kind)
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
fn sent(modules: &mut [Module], mentions: &[Mentioned]) -> BTreeSet<TypePath> {
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
        match find(modules, &path).map(|ty| &ty.kind) {
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

/// Adds the builder of a record, right behind it.
fn add_input(
    symbols: &SymbolTable<'_>,
    modules: &mut [Module],
    path: &TypePath,
    problems: &mut Problems,
) {
    let Some(at) = modules.iter().position(|module| module.path == path.module) else {
        return;
    };
    let module = &mut modules[at];
    let Some(index) = module.types.iter().position(|ty| ty.name == path.name) else {
        return;
    };
    let record = &module.types[index];
    let TypeKind::Record(fields) = &record.kind else {
        return;
    };
    let taken = |field: &crate::ir::Field| crate::ir::Field {
        rust: names::unless_taken(field.rust.clone(), names::BUILDER),
        ..field.clone()
    };
    let object = Object {
        of: Some(path.clone()),
        fields: fields.fields.iter().map(taken).collect(),
        patterns: fields.patterns.iter().map(taken).collect(),
    };
    let input = Type {
        name: format!("{}Input", record.name),
        wire: None,
        doc: format!("A [`{}`] to send", record.name),
        page: record.page.clone(),
        key: None,
        kind: TypeKind::Object(object),
    };
    check_names(&symbols.units[at], module, &record.name, &input, problems);
    module.types.insert(index + 1, input);
}

/// Checks that the names of a builder, and of the groups in it, are free.
fn check_names(
    unit: &Unit<'_>,
    module: &Module,
    record: &str,
    input: &Type,
    problems: &mut Problems,
) {
    let TypeKind::Object(object) = &input.kind else {
        return;
    };
    let types = NodeCursor::file(&unit.file.node).key("types");
    let at = types.key(record);
    let given = super::names::types_of(module);
    let groups = groups::named(&input.name, &object.fields, at.key("fields"), problems);
    let groups = groups
        .into_iter()
        .map(|(group, at)| (names::group(&input.name, group), at));
    for (name, at) in std::iter::once((input.name.clone(), at)).chain(groups) {
        if given.contains(&name) {
            let first = types.key(&name).span();
            let names = (name.as_str(), record);
            problems.push(Diagnostic::same_rust_name(
                at.span(),
                first,
                "types",
                names,
                &name,
            ));
        }
    }
}

fn find<'a>(modules: &'a mut [Module], path: &TypePath) -> Option<&'a mut Type> {
    let module = modules
        .iter_mut()
        .find(|module| module.path == path.module)?;
    module.types.iter_mut().find(|ty| ty.name == path.name)
}
