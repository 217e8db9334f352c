//! Names of the parameters and answers of imported methods, without regard to case and to lists.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Imported;
use bitrix24_codegen::ir::{Field, Method, Required, Schema, Ty, TypeKind, TypePath};
use bitrix24_codegen::pattern;

/// The imported methods by their name in lower case.
pub(super) struct Names {
    methods: BTreeMap<String, Known>,
}

/// What is known of the methods of one name, in either version of the protocol.
#[derive(Default)]
pub(super) struct Known {
    pub(super) deprecated: bool,
    /// Paths in lower case, and whether they may be left out.
    params: BTreeMap<String, bool>,
    /// Keys in lower case.
    answer: BTreeSet<String>,
}

impl Names {
    pub(super) fn of(imported: &Imported<'_>) -> Self {
        let mut methods: BTreeMap<String, Known> = BTreeMap::new();
        for method in imported
            .resolved
            .modules
            .iter()
            .flat_map(|module| &module.methods)
        {
            methods
                .entry(method.name.to_lowercase())
                .or_default()
                .add(method, &imported.resolved);
        }
        Self { methods }
    }

    pub(super) fn get(&self, name: &str) -> Option<&Known> {
        self.methods.get(&name.to_lowercase())
    }
}

impl Known {
    fn add(&mut self, method: &Method, schema: &Schema) {
        self.deprecated |= method.deprecated.is_some();
        let mut walk = Walk {
            schema,
            open: Vec::new(),
            params: &mut self.params,
        };
        walk.fields(&method.params, "");
        let mut answer = BTreeMap::new();
        let mut walk = Walk {
            schema,
            open: Vec::new(),
            params: &mut answer,
        };
        walk.ty(&method.answer.ty, "");
        self.answer
            .extend(method.answer.at.iter().map(|at| at.to_lowercase()));
        for path in answer.into_keys() {
            self.answer.extend(path.split('.').map(str::to_owned));
        }
    }

    /// Whether a parameter is required, when it is known; one under a condition is. Families of
    /// names count.
    pub(super) fn param(&self, path: &str) -> Option<bool> {
        let path = path.to_lowercase().replace("[]", "").replace("...", "*");
        if let Some(optional) = self.params.get(&path) {
            return Some(!optional);
        }
        let (owner, name) = path.rsplit_once('.').unwrap_or(("", &path));
        self.params.iter().find_map(|(known, optional)| {
            let (known_owner, family) = known.rsplit_once('.').unwrap_or(("", known));
            let fits = known_owner == owner
                && pattern::is_pattern(family)
                && match stem(name) {
                    Some(of) => stem(family) == Some(of),
                    None => pattern::fits(family, name),
                };
            fits.then_some(!optional)
        })
    }

    /// Whether the answer has a key somewhere.
    pub(super) fn has_key(&self, key: &str) -> bool {
        let key = key.to_lowercase();
        self.answer.contains(&key)
            || self.answer.iter().any(|known| match stem(&key) {
                Some(of) => known.starts_with(of),
                None => pattern::is_pattern(known) && pattern::fits(known, &key),
            })
    }
}

/// What the names of a family begin with: `UF_CRM_...`, `UF_CRM_*`, `parentId{id}` and the list's
/// `UF_`.
fn stem(family: &str) -> Option<&str> {
    let end = family
        .find("...")
        .or_else(|| family.find(['*', '{']))
        .or_else(|| family.ends_with('_').then_some(family.len()))?;
    Some(family[..end].trim_end_matches('_')).filter(|stem| !stem.is_empty())
}

struct Walk<'s> {
    schema: &'s Schema,
    /// The named types around.
    open: Vec<&'s TypePath>,
    params: &'s mut BTreeMap<String, bool>,
}

impl<'s> Walk<'s> {
    fn fields(&mut self, fields: &'s [Field], before: &str) {
        for field in fields {
            for name in std::iter::once(&field.wire).chain(&field.aliases) {
                let path = if before.is_empty() {
                    name.to_lowercase()
                } else {
                    format!("{before}.{}", name.to_lowercase())
                };
                let optional = field.required == Required::No;
                self.params
                    .entry(path.clone())
                    .and_modify(|known| *known &= optional)
                    .or_insert(optional);
                self.ty(&field.ty, &path);
            }
        }
    }

    fn ty(&mut self, ty: &'s Ty, before: &str) {
        match ty {
            Ty::List(item) | Ty::Nullable(item) => self.ty(item, before),
            Ty::Map(_, value) => self.ty(value, before),
            Ty::Named(path) | Ty::Order(path) | Ty::Select(path) => self.named(path, before),
            _ => {}
        }
    }

    fn named(&mut self, path: &'s TypePath, before: &str) {
        if self.open.contains(&path) || self.open.len() > 5 {
            return;
        }
        let Some(ty) = self.schema.get(path) else {
            return;
        };
        self.open.push(path);
        match &ty.kind {
            TypeKind::Record(record) => {
                self.fields(&record.fields, before);
                self.fields(&record.patterns, before);
            }
            TypeKind::Object(object) => {
                self.fields(&object.fields, before);
                self.fields(&object.patterns, before);
            }
            TypeKind::Filter(filter) => {
                self.fields(&filter.required, before);
                self.named(&filter.of, before);
            }
            TypeKind::Union(alternatives) => {
                for alternative in alternatives {
                    self.ty(&alternative.ty, before);
                }
            }
            TypeKind::Alias(target) => self.ty(target, before),
            TypeKind::Marker | TypeKind::Enumeration(_) => {}
        }
        self.open.pop();
    }
}
