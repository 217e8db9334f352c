//! Documented fields and their values in examples.

use super::located::{Located, Value};
use crate::extract::draft::{Field, Shape, Type};
use crate::extract::type_text;

/// A documented field and a value of it.
pub(super) struct Pair<'p> {
    pub(super) field: &'p Field,
    pub(super) node: &'p Located,
    /// Names from the root: `fields.TITLE`.
    pub(super) path: String,
}

/// An object of an example, and its fields in tables.
pub(super) struct Object<'p> {
    /// The field that holds it, when it is one.
    pub(super) field: Option<&'p Field>,
    pub(super) fields: &'p [Field],
    pub(super) node: &'p Located,
    /// Names from the root, empty for the root.
    pub(super) path: String,
}

/// Everything in an example that tables describe.
#[derive(Default)]
pub(super) struct Tree<'p> {
    pub(super) pairs: Vec<Pair<'p>>,
    pub(super) objects: Vec<Object<'p>>,
}

impl<'p> Tree<'p> {
    /// Fields as those of an object.
    pub(super) fn of(fields: &'p [Field], node: &'p Located) -> Self {
        let mut tree = Self::default();
        tree.inside(None, fields, node, "", false);
        tree
    }

    /// A field as the whole.
    pub(super) fn whole(field: &'p Field, node: &'p Located) -> Self {
        let mut tree = Self::default();
        tree.pair(field, node, &field.name);
        tree
    }

    fn pair(&mut self, field: &'p Field, node: &'p Located, path: &str) {
        self.pairs.push(Pair {
            field,
            node,
            path: path.to_owned(),
        });
        if !is_condition(&field.name) {
            let is_map = matches!(field.type_.shape.item(), Shape::Map(_));
            self.inside(Some(field), &field.fields, node, path, is_map);
        }
    }

    fn inside(
        &mut self,
        field: Option<&'p Field>,
        fields: &'p [Field],
        node: &'p Located,
        path: &str,
        is_map: bool,
    ) {
        if fields.is_empty() {
            return;
        }
        match &node.value {
            Value::List(items) => {
                for item in items {
                    self.inside(field, fields, item, path, is_map);
                }
            }
            Value::Map(entries) => {
                let known = |name: &str| fields.iter().find(|field| field.name == name);
                // Keys that the caller makes, each with an object that has what the table lists.
                let holds =
                    |inner: &Located| inner.entries().iter().any(|(key, _)| known(key).is_some());
                let keyed =
                    is_map || node.is_numbered() || entries.iter().all(|(_, inner)| holds(inner));
                if keyed && entries.iter().all(|(key, _)| known(key).is_none()) {
                    for (_, item) in entries {
                        self.inside(field, fields, item, path, false);
                    }
                    return;
                }
                self.objects.push(Object {
                    field,
                    fields,
                    node,
                    path: path.to_owned(),
                });
                for (key, value) in entries {
                    if let Some(field) = known(key) {
                        self.pair(field, value, &join(path, key));
                    }
                }
            }
            _ => {}
        }
    }
}

/// A name after a path.
pub(super) fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

/// Whether a parameter names fields of rows by rules of its own.
pub(super) fn is_condition(name: &str) -> bool {
    let name = name.to_lowercase();
    ["filter", "order", "select", "sort"].contains(&name.as_str())
}

/// The type that the page states, without what an example made of it. Types below each other are
/// alternatives.
pub(super) fn stated(field: &Field) -> Type {
    let mut type_ = type_text::read(&field.type_.text);
    let words: Vec<Shape> = type_
        .text
        .split_whitespace()
        .map(|word| type_text::read(word).shape)
        .collect();
    let is_type = |shape: &Shape| {
        matches!(shape, Shape::Scalar(_) | Shape::List(_) | Shape::Object)
            || matches!(shape, Shape::Named(name) if name.contains('_'))
    };
    if words.len() > 1 && words.iter().all(is_type) {
        type_.shape = Shape::Union(words);
    }
    type_
}

/// Whether the fields of an object are known from tables, not only from sentences and examples.
pub(super) fn in_tables(fields: &[Field]) -> bool {
    fields
        .iter()
        .any(|field| !field.shown && !field.type_.text.is_empty())
}
