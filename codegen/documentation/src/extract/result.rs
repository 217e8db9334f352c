//! The answer of a method: its tables and its example, combined.
//!
//! Tables list the keys of an answer without their nesting; the example shows the position of a
//! key.

use super::attach::{self, Child};
use super::draft::{Field, Note, Shape, Unread};
use super::example;
use super::example::is_descriptions;
use super::params;
use super::section::{Section, is_deprecated};
use super::shown::{self, keys_of_map, merge};
use crate::page::Page;
use bitrix24_codegen::model::Json;

/// What a page says of the answer.
#[derive(Debug, Default)]
pub struct Answer {
    /// The value under `result`.
    pub result: Option<Field>,
    /// Whether the answer has `total` beside `result`.
    pub total: bool,
    /// Whether it has `next`.
    pub next: bool,
    /// Whether a table names `result`.
    pub named: bool,
    /// Tables below it that belong to nothing in it.
    pub unread: Vec<Unread>,
}

/// Keys that stand beside `result`.
const ENVELOPE: &[&str] = &["time", "total", "next"];

/// Reads the answer from the sections of its headings. `shown` is the example of a successful
/// answer.
#[must_use]
pub fn read(
    sections: &[&Section<'_>],
    page: &Page,
    shown: Option<&Json>,
    notes: &mut Vec<Note>,
) -> Answer {
    let envelope = shown.and_then(|json| match json {
        Json::Map(map) => Some(map),
        _ => None,
    });
    let result = envelope.and_then(|map| map.get("result"));
    let mut answer = Answer::default();
    if let Some(map) = envelope {
        answer.total = map.get("total").is_some();
        answer.next = map.get("next").is_some();
    }
    let mut root = Field::default();
    let mut said = false;
    let mut children: Vec<Child> = Vec::new();
    let mut first = true;
    for (index, section) in sections.iter().enumerate() {
        // A tab below a heading is a variant of what the heading names.
        let owner = sections[..index]
            .iter()
            .rfind(|other| section.is_tab && !other.is_tab && other.level < section.level)
            .unwrap_or(section);
        for (position, (table, line, before)) in section.tables().enumerate() {
            let Some(mut fields) = section.fields(table, page, true, notes) else {
                continue;
            };
            if fields.is_empty() {
                continue;
            }
            let deprecated = is_deprecated(section, &before);
            for field in &mut fields {
                field.deprecated |= deprecated;
            }
            let has_result = fields.iter().any(|field| {
                field.name == "result"
                    || field.name.starts_with("result.")
                    || field.name.starts_with("result[")
            });
            if first || (has_result && !said) {
                first = false;
                said |= top(&mut root, fields, result, &mut answer);
            } else if has_result && section.is_tab {
                other_case(&mut root, fields);
            } else {
                children.push(Child {
                    title: if position == 0 {
                        owner.title.clone()
                    } else {
                        before
                    },
                    anchor: owner.anchor.clone().filter(|_| position == 0),
                    line: if position == 0 { section.line } else { line },
                    fields,
                    variant: false,
                    names: Vec::new(),
                    beside: (position > 0).then(|| owner.title.clone()),
                });
            }
        }
    }
    if !said && result.is_none() && root.fields.is_empty() && children.is_empty() {
        return answer;
    }
    for child in &mut children {
        // A table may repeat the whole path of its fields.
        let mut nested = Field {
            fields: std::mem::take(&mut child.fields),
            ..Field::default()
        };
        strip_prefix(&mut nested, &child.title);
        params::nest(&mut nested);
        child.fields = nested.fields;
    }
    // A table may list the keys of a map that the example shows with descriptions of fields.
    if let Some(result) = result {
        children.retain(|child| !lists_keys(child, result));
        describe(&mut root, result);
    }
    params::mark_variants(&mut children);
    answer.unread = attach::attach(&mut root, children, &page.path, result);
    if root.type_.shape == Shape::Unknown && !root.fields.is_empty() {
        root.type_.shape = match result {
            Some(Json::List(_)) => Shape::List(Box::new(Shape::Object)),
            _ => Shape::Object,
        };
    }
    if let Some(result) = result {
        // A table may list the keys of a map, each of which the example shows with a description.
        keys_of_map(&mut root, result);
        merge(&mut root, result);
    }
    forget_requirements(&mut root);
    answer.result = Some(root);
    answer.named = said;
    answer
}

/// Makes the object of the example that describes fields a map, so that a table of what describes
/// them belongs to its values.
fn describe(field: &mut Field, shown: &Json) {
    let Json::Map(map) = shown else { return };
    if map.len() > 2 && is_descriptions(shown) {
        field.type_.shape = Shape::Map(Box::new(Shape::Object));
        field.fields.clear();
        return;
    }
    for known in &mut field.fields {
        if let Some(inner) = map.get(&known.name) {
            describe(known, inner);
        }
    }
}

/// Whether most fields of a table are keys of a map of descriptions.
fn lists_keys(child: &Child, shown: &Json) -> bool {
    let Json::Map(map) = shown else { return false };
    let keys = child
        .fields
        .iter()
        .filter(|field| map.get(&field.name).is_some())
        .count();
    is_descriptions(shown) && keys * 2 > child.fields.len()
        || map.iter().any(|(_, inner)| lists_keys(child, inner))
}

/// Fields of a table whose names repeat what its heading names.
fn strip_prefix(root: &mut Field, title: &str) {
    let common = root
        .fields
        .first()
        .and_then(|field| field.name.rsplit_once('.'))
        .map(|(prefix, _)| prefix.to_owned());
    if let Some(prefix) = common
        && root
            .fields
            .iter()
            .all(|field| field.name.starts_with(&format!("{prefix}.")))
        && title.contains(prefix.split(['.', '[']).next().unwrap_or_default())
    {
        for field in &mut root.fields {
            field.name = field.name[prefix.len() + 1..].to_owned();
        }
    }
}

/// The first table: `result`, its parts, and what stands beside it. Tells whether it named
/// `result`.
fn top(root: &mut Field, fields: Vec<Field>, result: Option<&Json>, answer: &mut Answer) -> bool {
    let mut said = false;
    let inside = |name: &str| {
        result.is_some_and(|result| {
            !example::keys_at(result, &[]).is_empty()
                && example::keys_at(result, &[]).contains(&name)
        })
    };
    // The object that the last row opened: rows after it are likely to be in it.
    let mut opened: Vec<Vec<String>> = Vec::new();
    // Where the last row was found.
    let mut before: Vec<String> = Vec::new();
    for mut field in fields {
        let name = field.name.clone();
        let again = said && inside("result");
        if (name == "result" || name == "result[]") && !again {
            let inner = std::mem::take(&mut root.fields);
            *root = field;
            root.name = String::new();
            root.fields.extend(inner);
            if name == "result[]" && !matches!(root.type_.shape, Shape::List(_)) {
                root.type_.shape = Shape::List(Box::new(root.type_.shape.clone()));
            }
            said = true;
            continue;
        }
        // Some examples have the time of the envelope one brace too deep.
        let is_deep = || name == "time" && result.is_some_and(shown::has_time);
        if ENVELOPE.contains(&name.as_str()) && (!inside(&name) || is_deep()) {
            answer.total |= name == "total";
            answer.next |= name == "next";
            continue;
        }
        if let Some(rest) = name
            .strip_prefix("result")
            .filter(|rest| rest.starts_with(['.', '[']))
        {
            said = true;
            let path = params::path(rest.trim_start_matches("[]").trim_start_matches('.'));
            if path.is_empty() {
                continue;
            }
            field.name.clone_from(&path[path.len() - 1]);
            insert(root, &path[..path.len() - 1], field);
            continue;
        }
        let path = params::path(&name);
        if path.len() > 1 {
            field.name.clone_from(&path[path.len() - 1]);
            insert(root, &path[..path.len() - 1], field);
            continue;
        }
        if let Some(one) = path.first() {
            let list = name.ends_with("[]");
            field.name.clone_from(one);
            if list && let Some(known) = named(root, one) {
                known.elements(field);
                continue;
            }
            if list && !matches!(field.type_.shape, Shape::List(_)) {
                field.type_.shape = Shape::List(Box::new(field.type_.shape.clone()));
            }
        }
        let parent = parent(&field.name, result, &opened);
        match parent {
            Some(parent) => {
                if field.type_.shape.holds_fields() && field.target.is_none() {
                    let mut path = parent.clone();
                    path.push(field.name.clone());
                    opened.push(path);
                }
                insert(root, &parent, field);
                before = parent;
            }
            None => {
                if result.is_some() {
                    field.doubt(field.line, "the example of an answer has no such key, so its place in the answer is a guess");
                }
                // What stands between rows of an object is likely to be in it.
                let beside: &[String] = if opened.contains(&before) {
                    &before
                } else {
                    &[]
                };
                insert(root, beside, field);
            }
        }
    }
    said
}

/// The table of another case, in a tab of its own: the answer is one of several.
fn other_case(root: &mut Field, fields: Vec<Field>) {
    for field in fields {
        if field.name == "result" {
            root.again(&field);
        } else if !ENVELOPE.contains(&field.name.as_str()) {
            insert(root, &[], field);
        }
    }
}

/// The field of a name, wherever it is in `root`.
fn named<'f>(root: &'f mut Field, name: &str) -> Option<&'f mut Field> {
    let here = root.fields.iter().position(|field| field.name == name);
    match here {
        Some(index) => root.fields.get_mut(index),
        None => root.fields.iter_mut().find_map(|field| named(field, name)),
    }
}

/// The path of the object in which a key stands, by the example.
fn parent(name: &str, result: Option<&Json>, opened: &[Vec<String>]) -> Option<Vec<String>> {
    let result = result?;
    if example::keys_at(result, &[]).contains(&name) {
        return Some(Vec::new());
    }
    for path in opened.iter().rev() {
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        if example::keys_at(result, &names).contains(&name) {
            return Some(path.clone());
        }
    }
    let mut found = Vec::new();
    search(result, name, &mut Vec::new(), &mut found);
    found.dedup();
    (found.len() == 1).then(|| found.remove(0))
}

fn search(value: &Json, name: &str, path: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    match value {
        Json::List(items) => items
            .iter()
            .for_each(|item| search(item, name, path, found)),
        Json::Map(map) => {
            let numbered = example::is_map(value);
            if map.get(name).is_some() && !found.contains(path) {
                found.push(path.clone());
            }
            for (key, inner) in map.iter() {
                if numbered {
                    search(inner, name, path, found);
                } else {
                    path.push(key.to_owned());
                    search(inner, name, path, found);
                    path.pop();
                }
            }
        }
        _ => {}
    }
}

fn insert(root: &mut Field, path: &[String], field: Field) {
    let mut at = root;
    for name in path {
        let index = at
            .fields
            .iter()
            .position(|known| known.name == *name)
            .unwrap_or_else(|| {
                at.fields.push(Field {
                    name: name.clone(),
                    line: field.line,
                    page: field.page.clone(),
                    ..Field::default()
                });
                at.fields.len() - 1
            });
        at = &mut at.fields[index];
    }
    if !at.fields.iter().any(|known| known.name == field.name) {
        at.fields.push(field);
    }
}

fn forget_requirements(field: &mut Field) {
    field.required.0 = None;
    field.fields.iter_mut().for_each(forget_requirements);
}
