//! The file of the schema for a method or an event.

use std::collections::BTreeMap;

use super::file::Unit;
use crate::extract::Documentation;
use crate::extract::draft::Draft;
use crate::facts::Kind;
use bitrix24_codegen::scopes;

/// The scopes of a draft that are known.
pub(super) fn scope(draft: &Draft) -> Vec<String> {
    draft
        .scope
        .iter()
        .filter(|scope| scopes::is_known(scope))
        .cloned()
        .collect()
}

/// The last part of a method's name.
pub(super) fn leaf(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// The name of a method in its file; empty when the method has the name of the file.
pub(super) fn key(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, key)| key)
}

/// The file of a method or an event.
pub(super) fn unit_of(draft: &Draft, homes: &BTreeMap<String, String>) -> Unit {
    match draft.kind {
        Kind::Method => unit(draft),
        Kind::Event => event_unit(draft, homes),
        Kind::Placement => placement_unit(draft),
    }
}

/// The file of a placement: that of the widgets of its scope.
fn placement_unit(draft: &Draft) -> Unit {
    let scope = draft.scope.iter().find(|scope| *scope != "placement");
    Unit {
        namespace: scope.map_or_else(|| "placement".to_owned(), |scope| format!("{scope}.widget")),
        version: 2,
    }
}

/// In which files methods and events stand.
#[derive(Debug, Default)]
pub struct Homes(BTreeMap<String, String>);

impl Homes {
    /// The files of everything that is documented.
    pub fn of(documentation: &Documentation) -> Self {
        Self(homes(documentation))
    }

    /// The file of a method or an event: its namespace, with `.v3` for REST 3.0.
    pub fn file(&self, draft: &Draft) -> String {
        unit_of(draft, &self.0).name()
    }
}

/// The file of a method.
fn unit(draft: &Draft) -> Unit {
    let namespace = draft
        .name
        .rsplit_once('.')
        .map_or(draft.name.as_str(), |(namespace, _)| namespace);
    Unit {
        namespace: namespace.to_owned(),
        version: draft.version,
    }
}

/// The namespace of the methods of every folder of the documentation.
pub(super) fn homes(documentation: &Documentation) -> BTreeMap<String, String> {
    let mut homes: BTreeMap<String, Option<String>> = BTreeMap::new();
    for draft in documentation
        .drafts
        .iter()
        .filter(|draft| draft.kind == Kind::Method)
    {
        let namespace = unit(draft).namespace;
        let mut folder = draft.page.as_str();
        while let Some((parent, _)) = folder.rsplit_once('/') {
            folder = parent;
            let common = match homes.get(folder) {
                None => Some(namespace.clone()),
                Some(None) => None,
                Some(Some(known)) => {
                    let parts: Vec<&str> = known
                        .split('.')
                        .zip(namespace.split('.'))
                        .take_while(|(one, other)| one == other)
                        .map(|(one, _)| one)
                        .collect();
                    Some(parts.join(".")).filter(|common| !common.is_empty())
                }
            };
            homes.insert(folder.to_owned(), common);
        }
    }
    homes
        .into_iter()
        .filter_map(|(folder, home)| Some((folder, home?)))
        .collect()
}

/// The file of an event: that of the methods around its page.
fn event_unit(draft: &Draft, homes: &BTreeMap<String, String>) -> Unit {
    let mut folder = draft.page.as_str();
    let mut namespace = None;
    while let Some((parent, _)) = folder.rsplit_once('/') {
        folder = parent;
        if let Some(home) = homes.get(folder) {
            namespace = Some(home.clone());
            break;
        }
    }
    let namespace = namespace
        .or_else(|| draft.scope.first().cloned())
        .unwrap_or_else(|| "event".to_owned());
    Unit {
        namespace,
        version: 2,
    }
}
