//! The real schema follows whatever moves, and loses nothing.

use super::*;
use crate::compare::{Agreement, agreement};
use crate::facts::Kind;

#[test]
fn the_schema_agrees_with_itself() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../schema"));
    let documented = documented(root);
    let schema = open(root);
    let stated = schema.facts();
    let drift = Drift::from_schema(&schema, &stated, &documented);
    assert_eq!(people::write(&drift, "schema", Colour::None), "no drift\n");
    for wire in stated
        .iter()
        .flat_map(|facts| &facts.params)
        .map(|item| &item.wire)
    {
        assert_eq!(agreement(wire, wire), Agreement::Exact);
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

/// Changes one fact; which, and where, is decided by a number.
fn mutate(facts: &mut Facts, number: usize) {
    match number % 17 {
        11 if facts.params.len() > 1 => return drop(facts.params.pop()),
        12 => return facts.deprecated = facts.kind == Kind::Method && !facts.deprecated,
        13 => return drop(facts.errors.pop()),
        14 => {
            return facts
                .errors
                .iter_mut()
                .for_each(|error| error.status = Some(418));
        }
        15 => {
            return facts.errors.push(Error {
                code: "NEW_ERROR".to_owned(),
                message: Some(format!("\"{number}\": it's # new")),
                status: None,
                at: At::default(),
            });
        }
        16 => return facts.scope = vec!["crm".to_owned(), "sale".to_owned()],
        _ => {}
    }
    let items = if number.is_multiple_of(3) {
        &mut facts.result
    } else {
        &mut facts.params
    };
    let named: Vec<usize> = (0..items.len())
        .filter(|at| !items[*at].path.is_empty())
        .collect();
    let Some(at) = named.get(number / 17 % named.len().max(1)).copied() else {
        return;
    };
    let item = &mut items[at];
    match number % 17 {
        0 => item.required = Required::Yes,
        1 => item.required = Required::Unknown,
        2 => item.nullable = !item.nullable,
        3 => item.deprecated = !item.deprecated,
        4 => item.default = Some("\"a: b, {c}\"".to_owned()),
        5 => item.default = None,
        6 => item.values.push("NEW_VALUE".to_owned()),
        7 => drop(item.values.pop()),
        8 => (item.type_, item.wire) = ("map".to_owned(), Wire::Map(Box::new(Wire::Date))),
        9 => item.wire = Wire::List(Box::new(item.wire.clone())),
        _ => {
            let path = format!("{}New", item.path);
            let new = Item {
                path,
                ..item.clone()
            };
            items.insert(at, new);
        }
    }
}

#[test]
fn whatever_moves_in_the_real_schema_is_followed_or_left() {
    let real = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../schema"));
    let folder = tempfile::tempdir().unwrap();
    copy(real, folder.path());
    let before = comments(folder.path());
    let mut documented = documented(folder.path());
    for (index, facts) in documented.iter_mut().enumerate() {
        mutate(facts, index * 5);
    }
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
