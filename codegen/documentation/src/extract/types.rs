//! Types that other pages describe: links to objects and to lists of values are followed, and names
//! of types that stand for identifiers are distinguished from names of objects.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::Documentation;
use super::draft::{Field, Kind, Scalar, Shape, Target};
use crate::spelling::uncased;
use bitrix24_codegen::pattern::{fits, is_pattern};

/// The described objects to which links lead.
struct LinkTargets {
    /// The names of the fields of objects, [`uncased`], by page and anchor.
    objects: BTreeMap<Target, BTreeSet<String>>,
    /// What examples show of them, each with its page.
    seen: RefCell<Vec<(Target, String, Vec<Field>)>>,
    /// The page whose fields are followed.
    page: RefCell<String>,
    documentation: Documentation,
}

/// Follows the links of every field.
pub(super) fn settle(documentation: &mut Documentation) {
    answers(documentation);
    let mut drafts = std::mem::take(&mut documentation.drafts);
    let mut objects = std::mem::take(&mut documentation.objects);
    let links = LinkTargets {
        objects: objects
            .iter()
            .map(|(target, fields)| {
                let names = fields.iter().map(|field| uncased(&field.name));
                (target.clone(), names.collect())
            })
            .collect(),
        seen: RefCell::default(),
        page: RefCell::default(),
        documentation: std::mem::take(documentation),
    };
    for (target, fields) in &mut objects {
        links.page.borrow_mut().clone_from(&target.page);
        for field in fields {
            links.field(field, Position::Inside);
        }
    }
    for draft in &mut drafts {
        links.page.borrow_mut().clone_from(&draft.page);
        for field in &mut draft.params {
            links.field(field, Position::Inside);
            extend(field, &objects);
        }
        if let Some(result) = &mut draft.result {
            result.fields.iter_mut().for_each(empty);
            links.field(result, Position::Whole);
        }
    }
    let mut seen = VecDeque::from(links.seen.into_inner());
    while let Some((target, page, shown)) = seen.pop_front() {
        if let Some(described) = objects.get_mut(&target) {
            enrich(described, shown, &page, &mut seen);
        }
    }
    super::described::apply(&mut drafts, &objects);
    for draft in &mut drafts {
        let sent = draft.kind == Kind::Method;
        draft
            .params
            .iter_mut()
            .for_each(|field| or_false(field, sent));
        draft
            .result
            .iter_mut()
            .for_each(|field| or_false(field, false));
    }
    for field in objects.values_mut().flatten() {
        or_false(field, false);
    }
    for draft in &mut drafts {
        super::lacking::leave_out(draft, &objects);
    }
    *documentation = links.documentation;
    documentation.drafts = drafts;
    documentation.objects = objects;
}

/// Settles the type of a part of an answer that is an object, or a list when it is empty: PHP has
/// one word for lists and objects.
fn empty(field: &mut Field) {
    let list = Shape::List(Box::new(Shape::Unknown));
    let is_object = match &field.type_.shape {
        Shape::Union(shapes) => {
            shapes.len() == 2 && shapes.contains(&list) && shapes.contains(&Shape::Object)
        }
        _ => false,
    };
    if is_object && field.fields.iter().any(|inner| !inner.shown) {
        field.type_.shape = Shape::Object;
        let text = "the table says an object or a list, which is likely to be an empty object";
        field.doubt(field.line, text);
    }
    field.fields.iter_mut().for_each(empty);
}

/// Settles the types of fields that may have `false` instead of a value: what is `sent` may be
/// `false` too, what is answered is then nothing. Before, a type is looked for as what it is.
fn or_false(field: &mut Field, sent: bool) {
    let is_true = |value: &String| value == "true" || value == "false";
    if !field.values.is_empty() && !field.values.iter().all(is_true) {
        // An enumeration stays one: `false` beside its values says that there is none.
        let (value, false_) = match &field.type_.shape {
            Shape::Union(shapes) => match shapes.as_slice() {
                [value @ Shape::Scalar(_), Shape::Scalar(Scalar::Boolean)] => {
                    (Some(value.clone()), true)
                }
                _ => (None, false),
            },
            _ => (None, field.or_false),
        };
        if let Some(value) = value {
            field.type_.shape = value;
        }
        if false_ {
            field.values.retain(|value| value != "false");
            field.nullable = true;
            field.doubt(field.line, "`false` comes where there is no value");
        }
    } else if field.or_false {
        let shape = std::mem::take(&mut field.type_.shape);
        field.type_.shape = if sent {
            super::absent::or_false(shape)
        } else {
            let (shape, is_value) = super::absent::without_false(shape);
            field.nullable |= is_value;
            shape
        };
    }
    field
        .fields
        .iter_mut()
        .for_each(|field| or_false(field, sent));
}

/// Adds keys that examples show to the description of an object, for answers only.
///
/// What the example shows of an object that another page describes is left to `seen`.
fn enrich(
    described: &mut Vec<Field>,
    shown: Vec<Field>,
    page: &str,
    seen: &mut VecDeque<(Target, String, Vec<Field>)>,
) {
    for mut new in shown {
        let name = uncased(&new.name);
        let exact = described.iter().position(|known| known.name == new.name);
        let index = exact.or_else(|| {
            described
                .iter()
                .position(|known| uncased(&known.name) == name)
        });
        let Some(index) = index else {
            let covered = described
                .iter()
                .any(|known| is_pattern(&known.name) && fits(&known.name, &new.name));
            if !covered {
                new.read_only = true;
                new.stands_on(page);
                described.push(new);
            }
            continue;
        };
        let known = &mut described[index];
        known.spelt(&new.name);
        known.nullable |= new.nullable;
        let is = |shape: &Shape, scalar| *shape == Shape::Scalar(scalar);
        if is(&known.type_.shape, Scalar::Boolean) && is(&new.type_.shape, Scalar::Flag) {
            known.type_.shape = Shape::Scalar(Scalar::Flag);
        }
        if known.type_.shape == Shape::List(Box::new(Shape::Unknown))
            && new.type_.shape == Shape::Object
        {
            known.type_.shape = Shape::Object;
        }
        if let Some(target) = known.target.clone().filter(|_| known.fields.is_empty()) {
            if !new.fields.is_empty() {
                seen.push_back((target, page.to_owned(), new.fields));
            }
            continue;
        }
        let open = known.fields.iter().all(|field| field.shown) && known.target.is_none();
        if known.type_.shape.holds_fields() && open && !new.fields.is_empty() {
            if matches!(new.type_.shape, Shape::Map(_) | Shape::List(_))
                && !matches!(known.type_.shape, Shape::Map(_))
            {
                known.type_.shape = new.type_.shape;
            }
            enrich(&mut known.fields, new.fields, page, seen);
        }
    }
}

/// The objects that methods answer, by which other pages link to them: the page without an anchor.
fn answers(documentation: &mut Documentation) {
    let mut found: BTreeMap<Target, Vec<Field>> = BTreeMap::new();
    for draft in &documentation.drafts {
        let Some(result) = &draft.result else {
            continue;
        };
        // `result: { item: {…} }` answers the item.
        let object = match result.fields.as_slice() {
            [only] if only.type_.shape.holds_fields() && !only.fields.is_empty() => only,
            _ => result,
        };
        let described = object.fields.iter().filter(|field| !field.shown).count();
        if described > 2 {
            let target = Target {
                page: draft.page.clone(),
                anchor: String::new(),
            };
            found.insert(target, object.fields.clone());
        }
    }
    documentation.objects.extend(found);
}

/// Whether a field is the answer itself, or the one part that it consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Position {
    Whole,
    Inside,
}

impl LinkTargets {
    fn field(&self, field: &mut Field, position: Position) {
        self.map(field);
        self.target(field, position);
        self.shown(field);
        self.values(field);
        // What an answer consists of are objects, what is in these may be identifiers.
        let is_envelope = position == Position::Whole && field.type_.shape == Shape::Object;
        for field in &mut field.fields {
            let is_part = is_envelope
                && field
                    .type_
                    .text
                    .starts_with(|first: char| first.is_ascii_alphabetic());
            let position = if is_part {
                Position::Whole
            } else {
                Position::Inside
            };
            self.field(field, position);
        }
    }

    /// An object that a link describes and an example shows: the description is attached where the
    /// example has its keys, and keys that only the example has are kept for it.
    fn shown(&self, field: &mut Field) {
        let Some(target) = field.target.clone() else {
            return;
        };
        if field.fields.is_empty() || !field.fields.iter().all(|field| field.shown) {
            return;
        }
        let Some(described) = self.objects.get(&target) else {
            return;
        };
        let common = |fields: &[Field]| {
            fields
                .iter()
                .filter(|field| described.contains(&uncased(&field.name)))
                .count()
        };
        let enough = |fields: &[Field]| common(fields) > 0 && common(fields) * 3 >= fields.len();
        if !enough(&field.fields) {
            let deeper = field
                .fields
                .iter_mut()
                .max_by_key(|inner| common(&inner.fields))
                .filter(|inner| enough(&inner.fields));
            if let Some(inner) = deeper {
                inner.target = Some(target);
            }
            field.target = None;
            return;
        }
        let shown = std::mem::take(&mut field.fields);
        let page = self.page.borrow().clone();
        self.seen.borrow_mut().push((target, page, shown));
    }

    fn knows(&self, target: &Target) -> Option<Target> {
        if self.objects.contains_key(target) {
            return Some(target.clone());
        }
        let page = Target {
            page: target.page.clone(),
            anchor: String::new(),
        };
        self.objects
            .range(page..)
            .map(|(known, _)| known)
            .take_while(|known| known.page == target.page)
            .find(|known| known.anchor.eq_ignore_ascii_case(&target.anchor))
            .cloned()
    }

    /// Where the types of the folders around a page describe an object.
    fn shared(&self, name: &str) -> Option<Target> {
        let page = self.page.borrow();
        let mut folder = page.as_str();
        while let Some((around, _)) = folder.rsplit_once('/') {
            folder = around;
            let target = Target {
                page: format!("{folder}/data-types"),
                anchor: name.to_owned(),
            };
            if let Some(known) = self.knows(&target) {
                return Some(known);
            }
        }
        None
    }

    /// A map whose values would have the type of a map, which is that of the whole.
    fn map(&self, field: &mut Field) {
        if let Shape::Map(value) = &field.type_.shape
            && let Shape::Named(name) = &**value
            && let Some(reference) = self.documentation.references.get(name)
            && matches!(reference.shape, Shape::Map(_))
        {
            field.type_.shape = reference.shape.clone();
            field.target = None;
        }
    }

    /// Where the field's object is described, when it is one.
    fn target(&self, field: &mut Field, position: Position) {
        if !field.type_.shape.holds_fields() {
            field.target = None;
            return;
        }
        let named = match field.type_.shape.item() {
            Shape::Named(name) => Some(name.clone()),
            // So are the values of a map.
            Shape::Map(value) => match value.item() {
                Shape::Named(name) => Some(name.clone()),
                _ => None,
            },
            _ => None,
        };
        let reference = named
            .as_ref()
            .and_then(|name| self.documentation.references.get(name));
        let identifies =
            reference.is_some_and(|reference| matches!(reference.shape, Shape::Scalar(_)));
        field.target = field
            .target
            .as_ref()
            .and_then(|target| self.knows(target))
            .or_else(|| {
                // The name of a type may be the anchor of its description on the page that is
                // linked.
                let name = named.as_ref()?;
                field.links.iter().find_map(|link| {
                    self.knows(&Target {
                        page: link.page.clone(),
                        anchor: name.clone(),
                    })
                })
            })
            .or_else(|| {
                let words = field.words.to_lowercase();
                let tells = ["field", "object", "description", "structure"]
                    .iter()
                    .any(|word| words.contains(word));
                field
                    .links
                    .iter()
                    .filter(|link| !field.sources.contains(link))
                    .filter(|_| (tells || named.is_some()) && !identifies && !field.is_condition())
                    .find_map(|link| {
                        self.knows(link)
                            .filter(|target| !target.page.ends_with("data-types"))
                    })
            })
            .or_else(|| {
                // A name without a link is one of the types that the folder, or one around it,
                // describes.
                let name = named.as_ref().filter(|_| !identifies)?;
                self.shared(name)
            });
        if named.is_none() {
            return;
        }
        let is_list = !matches!(field.type_.shape, Shape::Named(_));
        let shown = match &field.sample {
            Some(Shape::Scalar(_)) => Some(false),
            Some(_) => Some(true),
            None => None,
        };
        let is_object = shown.unwrap_or(!identifies || is_list || position == Position::Whole);
        if !is_object {
            field.target = None;
        }
        // A field that is named or described like a reference to an object holds its key.
        let words = field.words.to_lowercase();
        let identifies = words.contains("identifier") && !words.contains("object");
        if shown.is_none()
            && !is_list
            && reference.is_some_and(|reference| reference.shape == Shape::Object)
            && (field.name.to_lowercase().ends_with("id") || identifies)
        {
            field.target = None;
            field.sample = Some(Shape::Scalar(Scalar::String));
        }
    }

    /// Values that a linked table lists, or that the name of the type stands for.
    fn values(&self, field: &mut Field) {
        if !field.values.is_empty() || field.is_condition() {
            return;
        }
        if let Shape::Named(name) = field.type_.shape.item()
            && let Some(reference) = self.documentation.references.get(name)
        {
            field.values.clone_from(&reference.values);
            field.meanings.clone_from(&reference.meanings);
            field.deprecated |= reference.deprecated;
            return;
        }
        if !matches!(
            field.type_.shape.item(),
            Shape::Scalar(Scalar::Integer | Scalar::String)
        ) {
            return;
        }
        // Types that are made on a portal have identifiers of their own.
        let words = field.words.to_lowercase();
        if words.contains("custom type") {
            return;
        }
        let listed = field
            .links
            .iter()
            .filter(|link| !link.anchor.is_empty())
            .filter_map(|link| self.documentation.values.get(link))
            .find_map(|values| {
                let column = values.column(&field.name, &field.words, &field.type_.shape)?;
                Some((column.to_vec(), values.meanings(column)))
            });
        if let Some((values, meanings)) = listed {
            field.values = values;
            field.meanings = meanings;
        }
    }
}

/// Adds the fields that are described elsewhere to those that a page lists itself.
fn extend(field: &mut Field, objects: &BTreeMap<Target, Vec<Field>>) {
    if let Some(more) = field.more.take()
        && let Some(fields) = objects.get(&more)
    {
        let known: BTreeSet<String> = field
            .fields
            .iter()
            .map(|field| field.name.clone())
            .collect();
        let new = fields
            .iter()
            .filter(|new| !new.read_only && !known.contains(&new.name))
            .cloned()
            .map(|new| Field {
                page: Some(more.page.clone()),
                ..new
            });
        field.fields.extend(new);
    }
    for field in &mut field.fields {
        extend(field, objects);
    }
}
