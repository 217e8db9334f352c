//! The real schema follows every change, and loses no fact.

use std::sync::Arc;

use super::*;
use crate::compare::{Agreement, shapes};
use crate::edit::{Edit, Yaml};
use crate::facts::Item;
use crate::facts::{Kind, Location};

#[test]
fn the_schema_agrees_with_itself() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../schema"));
    let documented = pages::documented(&pages::texts(root));
    let schema = open(root);
    let stated = schema.facts();
    let drift = Drift::from_schema(&schema, &stated, &documented);
    assert_eq!(
        text::write(&drift, "schema", "settled", Colour::None),
        "no drift\n"
    );
    for item in stated.iter().flat_map(|facts| &facts.params) {
        assert_eq!(shapes(&item.shape, &item.shape), Agreement::Same);
    }
}

/// A copy of a folder.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// Every comment of a schema's files, in order.
fn comments(root: &Path) -> Vec<String> {
    let mut all = Vec::new();
    for path in bitrix24_codegen::load::paths(root).unwrap() {
        let text = fs::read_to_string(path).unwrap();
        let comments = text
            .lines()
            .filter(|line| line.trim_start().starts_with('#'));
        all.extend(comments.map(|line| line.trim().to_owned()));
    }
    all
}

/// An edit of what pages say of a method or event; which, and where, is decided by a number.
fn mutation(facts: &Facts, number: usize) -> Option<(Arc<str>, Edit)> {
    let under = |at: &Location, more: &[&str]| -> Vec<String> {
        let more = more.iter().map(|key| (*key).to_owned());
        at.keys.iter().cloned().chain(more).collect()
    };
    let set = |at: &Location, more: &[&str], value: Yaml| {
        let keys = under(at, more);
        Some((Arc::clone(&at.file), Edit::Set { keys, value }))
    };
    let remove = |at: &Location, more: &[&str]| {
        let keys = under(at, more);
        Some((Arc::clone(&at.file), Edit::Remove { keys }))
    };
    let map = |entries: &[(&str, Yaml)]| {
        let entry = |(key, value): &(&str, Yaml)| ((*key).to_owned(), value.clone());
        Yaml::Map(entries.iter().map(entry).collect())
    };
    let is_method = facts.kind == Kind::Method;
    match number % 17 {
        11 => {
            let own = |item: &&Item| item.at.keys.len() == 4 && !item.path.contains('.');
            return remove(&facts.params.iter().rfind(own)?.at, &[]);
        }
        12 if facts.deprecated => return remove(&facts.at, &["deprecated"]),
        12 => return is_method.then(|| set(&facts.at, &["deprecated"], map(&[])))?,
        13 => return remove(&facts.errors.last()?.at, &[]),
        14 => return set(&facts.errors.last()?.at, &["status"], 418_u32.into()),
        15 => {
            let message = Yaml::text(&format!("\"{number}\": it's # new"));
            let error = map(&[("code", Yaml::text("NEW_ERROR")), ("message", message)]);
            return is_method.then(|| set(&facts.at, &["errors", "NewError"], error))?;
        }
        16 => {
            let scopes = ["crm", "sale"].map(Yaml::text).to_vec();
            return set(&facts.at, &["scope"], Yaml::List(scopes));
        }
        _ => {}
    }
    let items = if number.is_multiple_of(3) {
        &facts.result
    } else {
        &facts.params
    };
    let in_names = |item: &&Item| {
        let lists = ["fields", "params", "data"];
        matches!(item.at.keys.as_slice(), [.., list, _] if lists.contains(&&**list))
    };
    let named: Vec<&Item> = items.iter().filter(in_names).collect();
    let item = *named.get(number / 17 % named.len().max(1))?;
    let at = &item.at;
    match number % 17 {
        0 => set(at, &["required"], true.into()),
        1 => set(at, &["required"], Yaml::text("unknown")),
        2 if item.nullable => remove(at, &["nullable"]),
        2 => set(at, &["nullable"], true.into()),
        3 if item.deprecated => remove(at, &["deprecated"]),
        3 => set(at, &["deprecated"], true.into()),
        4 => set(at, &["default"], Yaml::text("a: b, {c}")),
        5 => remove(at, &["default"]),
        6 => set(
            at,
            &["values"],
            map(&[("NewValue", Yaml::text("NEW_VALUE"))]),
        ),
        7 => remove(at, &["values"]),
        8 => set(at, &[], Yaml::text("map<string,date>")),
        9 => set(at, &[], Yaml::text("date[]")),
        _ => {
            let (name, list) = at.keys.split_last()?;
            let key = format!("{name}New");
            let insert = Edit::Insert {
                keys: list.to_vec(),
                after: vec![name.clone()],
                key,
                value: Yaml::text("date"),
            };
            Some((Arc::clone(&at.file), insert))
        }
    }
}

#[test]
fn whatever_moves_in_the_real_schema_is_followed_or_left() {
    // Part of the real schema, which does not grow: each edit reads its file anew.
    let real = Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/ui/schema"
    ));
    let folder = tempfile::tempdir().unwrap();
    copy(real, folder.path());
    let before = comments(folder.path());
    let mut edited = pages::texts(folder.path());
    for (index, facts) in open(folder.path()).facts().iter().enumerate() {
        let Some((file, edit)) = mutation(facts, index * 5) else {
            continue;
        };
        let text = edited.iter_mut().find(|(path, _)| **path == *file);
        let text = &mut text.unwrap().1;
        // What an earlier edit took away cannot be edited.
        if let Ok(Some(changed)) = edit.apply(text) {
            *text = changed;
        }
    }
    let documented = pages::documented(&edited);
    // It compares again, applies again, and opens what it wrote as `check` does.
    let (applied, left) = settle(folder.path(), &documented);
    assert!(applied.made.len() > 2 * left.len(), "{left:#?}");
    let after = comments(folder.path());
    assert!(
        after.iter().all(|comment| before.contains(comment)),
        "a comment was made up"
    );
    // What is removed takes its own comments with it.
    assert!(after.len() + 3 > before.len(), "comments are lost");
}
