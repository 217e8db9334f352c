//! Which scopes need which items, and the reduction of a schema to enabled scopes.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{
    BY_HAND, Codes, Disabled, DisabledKind, Gate, Mention, Module, Reexport, Schema, Ty, Type,
    TypeKind, TypePath,
};
use crate::names;

/// Sets the gates of all types: each is open for the scopes whose methods, events, placements and
/// files need it.
pub(super) fn set_gates(schema: &mut Schema) {
    let mut gates: BTreeMap<TypePath, Gate> = BTreeMap::new();
    let roots = roots(schema);
    // What is always needed is needed by no scope in particular.
    let always = needed(
        schema,
        roots.get(&None).cloned().unwrap_or_default(),
        &|_| false,
    );
    for path in &always {
        gates.insert(path.clone(), Gate::Open);
    }
    for (scope, paths) in roots {
        let Some(scope) = scope else { continue };
        let scope = Gate::of(&[scope]);
        for path in needed(schema, paths, &|path| always.contains(path)) {
            gates.entry(path).or_default().join(&scope);
        }
    }
    for module in &mut schema.modules {
        let path = module.path.clone();
        module.types.retain_mut(|ty| {
            let gate = gates.remove(&path_of(&path, ty));
            ty.gate = gate.unwrap_or_default();
            true
        });
    }
}

/// Sets what modules re-export: types of other modules that they use as values, unless they have an
/// item of that name. The gates of types must be set.
pub(super) fn set_reexports(module: &mut Module) {
    let mut foreign: BTreeMap<TypePath, Gate> = BTreeMap::new();
    let own = &module.path;
    each_mention(module, &mut |gate, path, mention| {
        if (path.library || path.module != *own) && mention == Mention::Value {
            foreign.entry(path.clone()).or_default().join(gate);
        }
    });
    let taken = super::names::types_of(module);
    let mut seen = BTreeSet::new();
    module.reexports = foreign
        .into_iter()
        .filter(|(path, _)| !taken.contains(&path.name) && seen.insert(path.name.clone()))
        .map(|(path, gate)| Reexport { path, gate })
        .collect();
}

/// Keeps the items whose gates are open for the enabled scopes, and the markers of every entity.
pub fn enabled(mut schema: Schema, is_enabled: &dyn Fn(&str) -> bool) -> Schema {
    let belongs = |scopes: &[String]| Gate::of(scopes).is_open(is_enabled);
    let mut gone = Vec::new();
    for module in &mut schema.modules {
        let methods = module
            .methods
            .iter()
            .filter(|method| !belongs(&method.scope));
        gone.extend(methods.map(|method| Disabled {
            module: module.path.clone(),
            kind: DisabledKind::Function,
            name: method.function.clone(),
            scope: method.scope.clone(),
        }));
        module.methods.retain(|method| belongs(&method.scope));
        module.events.retain(|event| belongs(&event.scope));
        module
            .placements
            .retain(|placement| belongs(&placement.scope));
        let Module {
            types, path, scope, ..
        } = module;
        types.retain_mut(|ty| {
            if ty.gate.is_open(is_enabled) {
                return true;
            }
            // Identifiers of an entity are typed even where the entity itself is left out.
            if ty.key.is_some() {
                ty.kind = TypeKind::Marker;
            } else if stands_alone(ty) {
                gone.push(Disabled {
                    module: path.clone(),
                    kind: DisabledKind::Type,
                    name: ty.name.clone(),
                    scope: scope.clone(),
                });
            }
            ty.key.is_some()
        });
        module
            .reexports
            .retain(|reexport| reexport.gate.is_open(is_enabled));
    }
    // A module with nothing but other modules keeps its documentation.
    let full = |module: &&Module| {
        !(module.types.is_empty() && module.methods.is_empty() && module.errors.is_empty())
    };
    let kept: BTreeSet<Vec<String>> = schema
        .modules
        .iter()
        .filter(full)
        .flat_map(|module| (1..=module.path.len()).map(|depth| module.path[..depth].to_vec()))
        .collect();
    schema.modules.retain(|module| kept.contains(&module.path));
    schema.disabled = outermost(gone, &schema);
    schema
}

/// If a whole module is left out, the module instead of its items.
fn outermost(gone: Vec<Disabled>, schema: &Schema) -> BTreeSet<Disabled> {
    let by_hand = BY_HAND.map(|name| [name.to_owned()]);
    let mut there: BTreeSet<&[String]> = schema
        .modules
        .iter()
        .flat_map(|module| (0..=module.path.len()).map(|depth| &module.path[..depth]))
        .collect();
    there.extend(by_hand.iter().map(<[String; 1]>::as_slice));
    let mut modules: BTreeMap<Vec<String>, BTreeSet<String>> = BTreeMap::new();
    let mut disabled = BTreeSet::new();
    for item in gone {
        match (1..=item.module.len()).find(|depth| !there.contains(&item.module[..*depth])) {
            Some(depth) => modules
                .entry(item.module[..depth].to_vec())
                .or_default()
                .extend(item.scope),
            None => {
                disabled.insert(item);
            }
        }
    }
    disabled.extend(modules.into_iter().filter_map(|(mut module, scope)| {
        let name = module.pop()?;
        Some(Disabled {
            module,
            kind: DisabledKind::Module,
            name,
            scope: scope.into_iter().collect(),
        })
    }));
    disabled
}

/// Whether a type is independent of methods that are left out.
fn stands_alone(ty: &Type) -> bool {
    !matches!(ty.kind, TypeKind::Object(_) | TypeKind::Filter(_))
}

/// The path of a type of a module.
fn path_of(module: &[String], ty: &Type) -> TypePath {
    TypePath {
        module: module.to_vec(),
        name: ty.name.clone(),
        library: false,
    }
}

/// The types that methods, events, placements and whole files name, by the scopes of these; by
/// `None` where they belong to no scope.
fn roots(schema: &Schema) -> BTreeMap<Option<String>, Vec<TypePath>> {
    let mut roots: BTreeMap<Option<String>, Vec<TypePath>> = BTreeMap::new();
    let mut add = |gate: &Gate, path: TypePath| match gate {
        Gate::Open => roots.entry(None).or_default().push(path),
        Gate::AnyOf(scopes) => {
            for scope in scopes {
                let root = roots.entry(Some(scope.clone())).or_default();
                root.push(path.clone());
            }
        }
    };
    for module in &schema.modules {
        each_mention_of_methods(module, &mut |gate, path, mention| {
            if mention != Mention::Id {
                add(gate, path.clone());
            }
        });
        let gate = Gate::of(&module.scope);
        for ty in module.types.iter().filter(|ty| stands_alone(ty)) {
            add(&gate, path_of(&module.path, ty));
        }
    }
    roots
}

/// The types that these types need, themselves among them. Those for which `is_known` holds, and
/// what they need, are left out.
fn needed(
    schema: &Schema,
    mut open: Vec<TypePath>,
    is_known: &dyn Fn(&TypePath) -> bool,
) -> BTreeSet<TypePath> {
    let mut needed = BTreeSet::new();
    while let Some(path) = open.pop() {
        if path.library || needed.contains(&path) || is_known(&path) {
            continue;
        }
        if let Some(ty) = schema.get(&path) {
            each_mention_of_type(ty, &mut |inner, mention| {
                if mention != Mention::Id {
                    open.push(inner.clone());
                }
            });
            open.extend(input_of(schema, &path));
        }
        needed.insert(path);
    }
    needed
}

/// The builder of a record.
fn input_of(schema: &Schema, path: &TypePath) -> Option<TypePath> {
    let input = TypePath {
        name: names::input(&path.name),
        ..path.clone()
    };
    let builds = match &schema.get(&input)?.kind {
        TypeKind::Object(object) => object.of.as_ref() == Some(path),
        _ => false,
    };
    builds.then_some(input)
}

/// Calls `see` with every type that a module names, and the gate of what names it.
fn each_mention(module: &Module, see: &mut dyn FnMut(&Gate, &TypePath, Mention)) {
    for ty in &module.types {
        each_mention_of_type(ty, &mut |path, mention| see(&ty.gate, path, mention));
    }
    each_mention_of_methods(module, see);
}

fn each_mention_of_methods(module: &Module, see: &mut dyn FnMut(&Gate, &TypePath, Mention)) {
    for method in &module.methods {
        let gate = Gate::of(&method.scope);
        let mut see = |path: &TypePath, mention: Mention| see(&gate, path, mention);
        method
            .params
            .iter()
            .for_each(|param| param.ty.each_named(&mut see));
        method.answer.ty.each_named(&mut see);
    }
    for event in &module.events {
        see(&Gate::of(&event.scope), &event.data, Mention::Value);
    }
    for placement in &module.placements {
        let gate = Gate::of(&placement.scope);
        see(&gate, &placement.options, Mention::Value);
        see(&gate, &placement.request, Mention::Value);
        if let Codes::Many(codes) = &placement.codes {
            see(&gate, codes, Mention::Value);
        }
    }
}

fn each_mention_of_type(ty: &Type, see: &mut dyn FnMut(&TypePath, Mention)) {
    let mut inner = |ty: &Ty| ty.each_named(see);
    match &ty.kind {
        TypeKind::Record(record) => record
            .fields
            .iter()
            .chain(&record.patterns)
            .for_each(|field| inner(&field.ty)),
        TypeKind::Object(object) => {
            object
                .fields
                .iter()
                .chain(&object.patterns)
                .for_each(|field| inner(&field.ty));
            if let Some(of) = &object.of {
                see(of, Mention::Key);
            }
        }
        TypeKind::Union(alternatives) => alternatives
            .iter()
            .for_each(|alternative| inner(&alternative.ty)),
        TypeKind::Alias(target) => inner(target),
        TypeKind::Filter(filter) => {
            filter.required.iter().for_each(|field| inner(&field.ty));
            see(&filter.of, Mention::Key);
        }
        TypeKind::Marker | TypeKind::Enumeration(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Problems;
    use crate::source::Sources;
    use crate::{load, resolve};

    const FILES: [&str; 3] = [
        "namespace: shop\nscope: [sale]\ntypes:\n  State:\n    doc: How far it is.\n    values: { New: N }\n  Order: { doc: An order., key: integer }\n",
        "namespace: shop.order\nscope: [sale]\nmethods:\n  get: { doc: Reads., effect: read }\n  close: { doc: Closes., effect: write, scope: [crm] }\n",
        "namespace: stock.shelf\nscope: [catalog, sale]\nmethods:\n  get: { doc: Reads., effect: read }\n",
    ];

    fn disabled(scopes: &[&str]) -> Vec<String> {
        let (mut sources, mut problems) = (Sources::default(), Problems::default());
        let files = FILES
            .iter()
            .filter_map(|text| load::text("a.yaml", text, &mut sources, &mut problems))
            .collect();
        let loaded = load::Loaded {
            files,
            examples: Vec::new(),
        };
        let schema = resolve::resolve_alone(&loaded, &[], &mut problems);
        assert!(problems.is_empty());
        let schema = enabled(schema, &|scope| scopes.contains(&scope));
        let text = |item: &Disabled| {
            let Disabled {
                module,
                kind,
                name,
                scope,
            } = item;
            format!("{kind:?} {}::{name}: {scope:?}", module.join("::"))
        };
        schema.disabled.iter().map(text).collect()
    }

    #[test]
    fn what_is_gone_is_known_where_a_user_looks_for_it() {
        assert_eq!(
            disabled(&[]),
            [
                r#"Module ::stock: ["catalog", "sale"]"#,
                r#"Module shop::order: ["crm", "sale"]"#,
                r#"Type shop::State: ["sale"]"#,
            ]
        );
        assert_eq!(
            disabled(&["crm"]),
            [
                r#"Module ::stock: ["catalog", "sale"]"#,
                r#"Type shop::State: ["sale"]"#,
                r#"Function shop::order::get: ["sale"]"#,
            ]
        );
        assert_eq!(
            disabled(&["sale"]),
            [r#"Function shop::order::close: ["crm"]"#]
        );
        assert!(disabled(&["sale", "crm"]).is_empty());
    }
}
