//! Parts of files, put into files that are there and into new ones.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::compose::Part;
use crate::edit::{self, Edit, Refusal, Yaml};

/// The text of every file that parts belong to, by path. `existing` are the files that are there.
///
/// # Errors
///
/// When a file cannot be edited: its path, and why.
pub fn files(
    parts: Vec<Part>,
    existing: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, String>, (String, Refusal)> {
    let mut by_file: BTreeMap<String, Vec<Part>> = BTreeMap::new();
    for part in parts {
        by_file.entry(part.file.clone()).or_default().push(part);
    }
    let mut texts = BTreeMap::new();
    for (name, parts) in by_file {
        let (namespace, version) = match name.strip_suffix(".v3") {
            Some(namespace) => (namespace, 3),
            None => (name.as_str(), 2),
        };
        let third = if version == 3 { ".v3" } else { "" };
        let path = format!("{}{third}.yaml", namespace.replace('.', "/"));
        let text = match existing.get(&path) {
            Some(text) => added(text, parts),
            None => whole(namespace, version, &parts),
        };
        let text = text.map_err(|refusal| (path.clone(), refusal))?;
        texts.insert(path, text);
    }
    Ok(texts)
}

/// A file with parts that it lacks.
fn added(text: &str, parts: Vec<Part>) -> Result<String, Refusal> {
    let parsed = edit::Parsed::read(text)?;
    let stated = |key: &str| parsed.root().get(key).and_then(|node| node.text());
    let folder = stated("page").map(str::to_owned);
    let scope: Vec<String> = parsed
        .root()
        .get("scope")
        .map(|node| {
            node.items()
                .iter()
                .filter_map(|item| item.text().map(str::to_owned))
                .collect()
        })
        .unwrap_or_default();
    let edits: Vec<Edit> = parts
        .into_iter()
        .flat_map(|part| {
            let keys = vec![part.section.to_owned(), part.name];
            match relative(part.value, folder.as_deref(), &scope) {
                // A marker may be there already: what it has stays.
                Yaml::Map(entries) if part.section == "types" => entries
                    .into_iter()
                    .map(|(key, value)| {
                        let mut keys = keys.clone();
                        keys.push(key);
                        Edit::Set { keys, value }
                    })
                    .collect(),
                value => vec![Edit::Set { keys, value }],
            }
        })
        .collect();
    let mut text = text.to_owned();
    for edit in &edits {
        text = edit::all(&text, [edit])?;
    }
    edit::formatted(&text)
}

/// A new file.
fn whole(namespace: &str, version: u8, parts: &[Part]) -> Result<String, Refusal> {
    let depth = namespace.matches('.').count();
    let mut text = format!(
        "# yaml-language-server: $schema={}schema.json\nnamespace: {}\n",
        "../".repeat(depth),
        Yaml::text(namespace)
    );
    let subjects = || parts.iter().filter(|part| part.section != "types");
    let folder = folder(subjects().filter_map(|part| text_of(&part.value, "page")));
    let mut scopes: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for part in subjects() {
        *scopes.entry(scope_of(&part.value)).or_default() += 1;
    }
    let scope = scopes
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .map(|(scope, _)| scope)
        .unwrap_or_default();
    // Writing to a text cannot fail.
    if version == 3 {
        text.push_str("version: 3\n");
    }
    if !scope.is_empty() {
        let scope = scope.iter().map(|scope| Yaml::text(scope)).collect();
        let _ = writeln!(text, "scope: {}", Yaml::List(scope));
    }
    if let Some(folder) = &folder {
        let _ = writeln!(text, "page: {}", Yaml::text(folder));
    }
    for section in ["types", "methods", "events"] {
        let mut is_open = false;
        for part in parts.iter().filter(|part| part.section == section) {
            if !is_open {
                let _ = writeln!(text, "{section}:");
                is_open = true;
            }
            let value = relative(part.value.clone(), folder.as_deref(), &scope);
            let _ = writeln!(text, "  {}: {value}", Yaml::text(&part.name));
        }
    }
    edit::formatted(&text)
}

/// A part in a file: its page from the folder of the file, and its scopes only where they are not
/// those of the file.
fn relative(value: Yaml, folder: Option<&str>, scope: &[String]) -> Yaml {
    let Yaml::Map(entries) = value else {
        return value;
    };
    let own = scope_of(&Yaml::Map(entries.clone()));
    let entries = entries.into_iter().filter_map(|(key, value)| {
        if key == "scope" && own == scope {
            return None;
        }
        let Yaml::Scalar(text) = &value else {
            return Some((key, value));
        };
        let rest = folder
            .filter(|_| key == "page")
            .and_then(|folder| text.strip_prefix(folder))
            .and_then(|rest| rest.strip_prefix('/'))
            .filter(|rest| !rest.contains('/'));
        match rest {
            Some(rest) => Some((key, Yaml::text(rest))),
            None => Some((key, value)),
        }
    });
    Yaml::Map(entries.collect())
}

fn text_of<'y>(value: &'y Yaml, key: &str) -> Option<&'y str> {
    let Yaml::Map(entries) = value else {
        return None;
    };
    entries.iter().find_map(|(name, value)| match value {
        Yaml::Scalar(text) if name == key => Some(text.as_str()),
        _ => None,
    })
}

fn scope_of(value: &Yaml) -> Vec<String> {
    let Yaml::Map(entries) = value else {
        return Vec::new();
    };
    let scope = entries.iter().find(|(name, _)| name == "scope");
    match scope {
        Some((_, Yaml::List(items))) => items
            .iter()
            .filter_map(|item| match item {
                Yaml::Scalar(text) => Some(text.clone()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// The folder that pages have in common.
fn folder<'p>(pages: impl Iterator<Item = &'p str>) -> Option<String> {
    let mut common: Option<Vec<&str>> = None;
    for page in pages {
        let (folder, _) = page.rsplit_once('/')?;
        let parts = folder.split('/');
        common = Some(match common {
            None => parts.collect(),
            Some(known) => known
                .into_iter()
                .zip(parts)
                .take_while(|(one, other)| one == other)
                .map(|(one, _)| one)
                .collect(),
        });
    }
    common
        .map(|parts| parts.join("/"))
        .filter(|folder| !folder.is_empty())
}
