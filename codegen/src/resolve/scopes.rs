//! Reduces a schema to enabled scopes.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{
    BY_HAND, Codes, Disabled, DisabledKind, Mention, Module, Schema, Ty, Type, TypeKind, TypePath,
};
use crate::names;

/// Keeps the items of scopes for which `is_enabled` holds, the types that they need, and the
/// markers of every entity.
pub fn enabled(mut schema: Schema, is_enabled: &dyn Fn(&str) -> bool) -> Schema {
    let belongs =
        |scopes: &[String]| scopes.is_empty() || scopes.iter().any(|scope| is_enabled(scope));
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
    }
    let kept = needed(&schema, &|module: &Module| belongs(&module.scope));
    for module in &mut schema.modules {
        let whole = belongs(&module.scope);
        let path = module.path.clone();
        module.types.retain_mut(|ty| {
            let at = TypePath {
                module: path.clone(),
                name: ty.name.clone(),
                library: false,
            };
            if kept.contains(&at) || (whole && stands_alone(ty)) {
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
                    scope: module.scope.clone(),
                });
            }
            ty.key.is_some()
        });
        let is_there = |path: &TypePath| path.library || kept.contains(path);
        module.reexports.retain(is_there);
        if module.types.is_empty() && module.methods.is_empty() {
            module.reexports.clear();
        }
    }
    schema.modules.retain(|module| {
        !(module.types.is_empty() && module.methods.is_empty() && module.errors.is_empty())
    });
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

/// The types that methods, events, placements and whole modules need.
fn needed(schema: &Schema, whole: &dyn Fn(&Module) -> bool) -> BTreeSet<TypePath> {
    let mut open = Vec::new();
    for module in &schema.modules {
        let mut see = |path: &TypePath, mention: Mention| {
            if mention != Mention::Id {
                open.push(path.clone());
            }
        };
        each_mention_of_methods(module, &mut see);
        if whole(module) {
            let own = module.types.iter().filter(|ty| stands_alone(ty));
            open.extend(own.map(|ty| TypePath {
                module: module.path.clone(),
                name: ty.name.clone(),
                library: false,
            }));
        }
    }
    let mut needed = BTreeSet::new();
    while let Some(path) = open.pop() {
        if path.library || needed.contains(&path) {
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

/// Calls `see` with every type that a module names.
pub(super) fn each_mention(module: &Module, see: &mut dyn FnMut(&TypePath, Mention)) {
    module
        .types
        .iter()
        .for_each(|ty| each_mention_of_type(ty, see));
    each_mention_of_methods(module, see);
}

fn each_mention_of_methods(module: &Module, see: &mut dyn FnMut(&TypePath, Mention)) {
    for method in &module.methods {
        method
            .params
            .iter()
            .for_each(|param| param.ty.each_named(see));
        method.answer.ty.each_named(see);
    }
    module
        .events
        .iter()
        .for_each(|event| see(&event.data, Mention::Value));
    for placement in &module.placements {
        see(&placement.options, Mention::Value);
        see(&placement.request, Mention::Value);
        if let Codes::Many(codes) = &placement.codes {
            see(codes, Mention::Value);
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
        TypeKind::Object(object) => object
            .fields
            .iter()
            .chain(&object.patterns)
            .for_each(|field| inner(&field.ty)),
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
