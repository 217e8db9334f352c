//! Child tables and the fields that they describe.
//!
//! A child table is found by the anchor that a field links to, else by its heading
//! (`Parameter fields`, `Object PROPERTIES`, `job.fields Parameter`), else by the name of a type,
//! and in answers by the keys of the example.

mod child;
mod heading;

pub use self::child::Child;
use self::heading::matches;
pub(super) use self::heading::words;
use super::draft::{Field, Required, Scalar, Shape, Target, Unread};
use super::example;
use super::name::is_key;
use bitrix24_codegen::model::Json;

/// Puts children where they belong. Returns those that are left.
pub fn attach(
    root: &mut Field,
    children: Vec<Child>,
    page: &str,
    shown: Option<&Json>,
) -> Vec<Unread> {
    let mut unread = Vec::new();
    let (lists, mut open): (Vec<Child>, Vec<Child>) = children
        .into_iter()
        .partition(|child| lists_values(&child.title));
    // A child may belong to another child, so this repeats while any can be attached.
    for strictness in [Rule::Anchor, Rule::Heading, Rule::Keys, Rule::Only] {
        loop {
            let mut rest = Vec::new();
            let mut found = false;
            let parts = parts(&open);
            for child in open {
                if repeats(root, &child) {
                    unread.push(child.unread());
                    found = true;
                    continue;
                }
                // Rules are applied to what all stricter ones left: after a success they get their
                // turn again.
                let waits = strictness < Rule::Only && awaited(&child, &parts);
                let placed = Rule::UP_TO
                    .iter()
                    .filter(|_| !waits)
                    .take_while(|rule| **rule <= strictness)
                    .any(|rule| place(root, &child, *rule, page, shown));
                if placed {
                    found = true;
                } else {
                    rest.push(child);
                }
            }
            open = rest;
            if !found || open.is_empty() {
                break;
            }
        }
    }
    for mut child in open {
        // A second table under a heading goes on where the first one ends.
        if let Some(title) = child.beside.take() {
            child.title = title;
            child.variant = true;
            let rules = [Rule::Heading, Rule::Only];
            if rules
                .iter()
                .any(|rule| place(root, &child, *rule, page, shown))
            {
                continue;
            }
        }
        unread.push(child.unread());
    }
    for child in lists {
        values(root, &child);
        unread.push(child.unread());
    }
    unread
}

/// The places that rows of a table of the whole answer link to, which is not placed yet: "Type
/// result".
fn parts(open: &[Child]) -> Vec<Target> {
    let is_of_root = |child: &&Child| {
        let anchor = child.anchor.as_deref().unwrap_or_default();
        anchor.eq_ignore_ascii_case("result")
    };
    let rows = open
        .iter()
        .filter(is_of_root)
        .flat_map(|child| &child.fields);
    let linked = rows.flat_map(|field| field.target.iter().chain(&field.links));
    linked.cloned().collect()
}

/// Whether a table describes one of these.
fn awaited(child: &Child, parts: &[Target]) -> bool {
    child.anchor.as_ref().is_some_and(|anchor| {
        parts
            .iter()
            .any(|part| part.anchor.eq_ignore_ascii_case(anchor))
    })
}

/// Whether a table has nothing but the row of a field that links to it. The field takes the values
/// that the row lists.
fn repeats(field: &mut Field, child: &Child) -> bool {
    let ([only], Some(anchor)) = (child.fields.as_slice(), &child.anchor) else {
        return false;
    };
    field.fields.iter_mut().any(|known| {
        let target = known.target.as_ref();
        let links = target.is_some_and(|target| target.anchor.eq_ignore_ascii_case(anchor));
        let is_same = links && known.name == only.name;
        if is_same && known.values.is_empty() {
            known.values.clone_from(&only.values);
        }
        is_same || repeats(known, child)
    })
}

/// Whether a heading is that of values: "Possible values of the `TYPE` key".
fn lists_values(title: &str) -> bool {
    let title = title.to_lowercase();
    title.starts_with("possible values") || title.starts_with("allowed values")
}

/// Takes the names of a table for the values of the fields that its heading names.
fn values(field: &mut Field, child: &Child) {
    let is_text = matches!(
        field.type_.shape.item(),
        Shape::Scalar(Scalar::String) | Shape::Unknown
    );
    if is_text && field.values.is_empty() && words(&child.title).contains(&field.name) {
        let names = child.fields.iter().map(|value| value.name.clone());
        field.values = names.collect();
    }
    for inner in &mut field.fields {
        values(inner, child);
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rule {
    Anchor,
    Heading,
    Keys,
    Only,
}

impl Rule {
    const UP_TO: [Rule; 4] = [Rule::Anchor, Rule::Heading, Rule::Keys, Rule::Only];
}

fn place(root: &mut Field, child: &Child, rule: Rule, page: &str, shown: Option<&Json>) -> bool {
    match rule {
        Rule::Anchor => {
            let Some(anchor) = &child.anchor else {
                return false;
            };
            let mut paths = Vec::new();
            walk(root, &mut Vec::new(), &mut |path, field| {
                let links = field.target.as_ref().is_some_and(|target| {
                    target.page == page && target.anchor.eq_ignore_ascii_case(anchor)
                });
                if links && field.type_.shape.holds_fields() {
                    paths.push(path.to_vec());
                }
            });
            // What links to it first of all may only name the part that it describes.
            let is_part = |field: &Field| {
                let mut links = field.target.iter().chain(&field.links);
                links.any(|link| link.anchor.eq_ignore_ascii_case(anchor))
            };
            if paths.len() > 1 && paths[0].is_empty() && root.fields.iter().any(is_part) {
                paths.remove(0);
            }
            // A table that describes itself would have no end.
            paths.retain(|path| !inside(root, path, child));
            put(root, &paths, child, shown)
        }
        Rule::Heading | Rule::Only if child.has_more() => false,
        Rule::Heading => {
            let words = words(&child.title);
            let mut best: Option<(usize, Vec<usize>)> = None;
            walk(root, &mut Vec::new(), &mut |path, field| {
                let open = field.type_.shape.holds_fields()
                    && (field.fields.is_empty() || child.variant || only_listed(field));
                if !open {
                    return;
                }
                if let Some(score) = matches(&words, field)
                    && best.as_ref().is_none_or(|(known, _)| score > *known)
                {
                    best = Some((score, path.to_vec()));
                }
            });
            best.is_some_and(|(_, path)| put(root, &[path], child, shown))
        }
        Rule::Keys => {
            let Some(shown) = shown else { return false };
            let mut best: Option<(usize, Vec<usize>)> = None;
            walk(root, &mut Vec::new(), &mut |path, field| {
                if !field.type_.shape.holds_fields() || !field.fields.is_empty() {
                    return;
                }
                let names: Vec<&str> = names(root, path);
                let keys = example::keys_at(shown, &names);
                let common = child
                    .fields
                    .iter()
                    .filter(|field| keys.contains(&field.name.as_str()))
                    .count();
                if common * 2 > child.fields.len()
                    && best.as_ref().is_none_or(|(known, _)| common > *known)
                {
                    best = Some((common, path.to_vec()));
                }
            });
            best.is_some_and(|(_, path)| put(root, &[path], child, Some(shown)))
        }
        Rule::Only => {
            let mut paths = Vec::new();
            walk(root, &mut Vec::new(), &mut |path, field| {
                let is_described =
                    matches!(field.type_.shape.item(), Shape::Object | Shape::Named(_));
                if is_described
                    && field.fields.is_empty()
                    && (!path.is_empty() || root.fields.is_empty())
                {
                    paths.push(path.to_vec());
                }
            });
            if paths.len() != 1 {
                return false;
            }
            put(root, &paths, child, shown)
        }
    }
}

/// Whether the field at `path` is a part of the child itself, by its names.
fn inside(root: &Field, path: &[usize], child: &Child) -> bool {
    let mut field = root;
    for index in path {
        let same = !field.fields.is_empty()
            && field.fields.len() == child.fields.len()
            && field
                .fields
                .iter()
                .zip(&child.fields)
                .all(|(one, other)| one.name == other.name);
        if same {
            return true;
        }
        field = &field.fields[*index];
    }
    false
}

/// Whether the fields of an object are known from a sentence only, so that a table is better.
fn only_listed(field: &Field) -> bool {
    field
        .fields
        .iter()
        .all(|field| field.type_.shape == Shape::Unknown)
}

fn put(root: &mut Field, paths: &[Vec<usize>], child: &Child, shown: Option<&Json>) -> bool {
    for path in paths {
        let mut below = shown
            .map(|shown| below(shown, &names(root, path), child))
            .unwrap_or_default();
        let mut field = &mut *root;
        for index in path {
            field = &mut field.fields[*index];
        }
        if field.type_.shape.has_map() {
            // The keys of the example are those of the map.
            below.clear();
        }
        // The example has the table's keys deeper than the table is linked from.
        for name in below {
            let index = field
                .fields
                .iter()
                .position(|known| known.name == name)
                .unwrap_or_else(|| {
                    field.fields.push(Field {
                        name,
                        line: child.line,
                        ..Field::default()
                    });
                    field.fields.len() - 1
                });
            field = &mut field.fields[index];
        }
        if only_listed(field) {
            field.fields.clear();
        }
        // A table of types tells what the whole is, and where that is described.
        if let [cases] = child.fields.as_slice()
            && cases.name.is_empty()
        {
            field.type_.clone_from(&cases.type_);
            field.target.clone_from(&cases.target);
            field.notes.extend(cases.notes.iter().cloned());
            continue;
        }
        if let Some(key) = key_of(child)
            && field.fields.is_empty()
        {
            map(field, key);
            for other in child.fields.iter().filter(|other| other.name != key.name) {
                field.doubt(
                    other.line,
                    format!("{} is one of the keys of a map", other.name),
                );
            }
            continue;
        }
        // The same table twice, or a variant of one: what is in all of them stays required.
        let before = field.fields.len();
        for new in &child.fields {
            match field.fields.iter_mut().find(|known| known.name == new.name) {
                Some(known) => {
                    let has_same_type = known.type_.shape == new.type_.shape;
                    // In one variant it is an object, in another a value.
                    let is_value = matches!(new.type_.shape, Shape::Scalar(_));
                    let is_bare = known.type_.shape == Shape::Object && known.fields.is_empty();
                    if child.variant && is_value && is_bare && known.target.is_none() {
                        let shapes = vec![Shape::Object, new.type_.shape.clone()];
                        known.type_.shape = Shape::Union(shapes);
                    }
                    known.again(new);
                    if known.required != new.required && known.required.0.is_some() {
                        known.required.0 = Some(Required::Sometimes);
                    }
                    known.deprecated &= new.deprecated;
                    let tells = |field: &Field| field.default.is_some();
                    if known.default != new.default && (tells(known) || tells(new)) {
                        known.doubt(new.line, "another table says another default of it");
                    }
                    for value in new.values.iter().filter(|_| has_same_type) {
                        if !known.values.contains(value) {
                            known.values.push(value.clone());
                        }
                    }
                }
                None => {
                    let mut new = new.clone();
                    // What an object must have, a condition need not name.
                    let is_marked = new.required.0 == Some(Required::Yes);
                    if is_marked && field.is_condition() && !child.is_of(field) {
                        new.required.0 = Some(Required::No);
                    }
                    if before > 0 && child.variant && new.required.0 == Some(Required::Yes) {
                        new.required.0 = Some(Required::Sometimes);
                    }
                    field.fields.push(new);
                }
            }
        }
        if field.type_.shape == Shape::List(Box::new(Shape::Unknown)) {
            field.type_.shape = Shape::List(Box::new(Shape::Object));
        } else if field.type_.shape == Shape::Unknown {
            field.type_.shape = Shape::Object;
        }
    }
    !paths.is_empty()
}

/// The row that stands for all keys of a map: the only one of its table, or beside rows of numbers
/// that have the same type.
fn key_of(child: &Child) -> Option<&Field> {
    let key = child.fields.iter().find(|field| is_key(&field.name))?;
    let are_numbers = child.fields.iter().all(|field| {
        let is_number = field.name.bytes().all(|byte| byte.is_ascii_digit());
        std::ptr::eq(field, key) || is_number && field.type_.shape == key.type_.shape
    });
    are_numbers.then_some(key)
}

/// Makes an object a map, by the row that stands for all its keys.
fn map(field: &mut Field, key: &Field) {
    let value = match &key.type_.shape {
        // Of values that may be objects among others nothing is known but that.
        Shape::Union(shapes) if shapes.iter().any(Shape::holds_fields) => {
            Shape::Scalar(Scalar::Any)
        }
        shape => shape.clone(),
    };
    let map = Shape::Map(Box::new(value));
    match &mut field.type_.shape {
        Shape::Union(shapes) => {
            if let Some(object) = shapes.iter_mut().find(|shape| shape.holds_fields()) {
                *object = map;
            }
        }
        shape => *shape = map,
    }
    field.fields.clone_from(&key.fields);
    field.target.clone_from(&key.target);
    field.links.clone_from(&key.links);
    field.sources.clone_from(&key.sources);
    field.words.clone_from(&key.words);
    field.notes.extend(key.notes.iter().cloned());
}

/// The path from an object of the example to the one with the keys of a table; empty when it has
/// them itself, or no object has them.
fn below(shown: &Json, names: &[&str], child: &Child) -> Vec<String> {
    let common = |path: &[&str]| {
        let keys = example::keys_at(shown, path);
        child
            .names
            .iter()
            .filter(|name| keys.contains(&name.as_str()))
            .count()
    };
    let here = common(names);
    if here * 2 >= child.names.len() {
        return Vec::new();
    }
    let mut best: Option<(usize, String)> = None;
    for key in example::keys_at(shown, names) {
        let mut path = names.to_vec();
        path.push(key);
        let deeper = common(&path);
        // An example may leave out many of the fields.
        let are_most = deeper * 2 > child.names.len() || here == 0 && deeper > 2;
        if deeper > here && are_most && best.as_ref().is_none_or(|(known, _)| deeper > *known) {
            best = Some((deeper, key.to_owned()));
        }
    }
    best.into_iter().map(|(_, key)| key).collect()
}

/// Calls `see` with every field in `root`, `root` itself first, and the path of indices to it.
fn walk(field: &Field, path: &mut Vec<usize>, see: &mut dyn FnMut(&[usize], &Field)) {
    see(path, field);
    if path.len() > 12 {
        return;
    }
    for (index, inner) in field.fields.iter().enumerate() {
        path.push(index);
        walk(inner, path, see);
        path.pop();
    }
}

fn names<'f>(root: &'f Field, path: &[usize]) -> Vec<&'f str> {
    let mut field = root;
    let mut names = Vec::new();
    for index in path {
        field = &field.fields[*index];
        names.push(field.name.as_str());
    }
    names
}
