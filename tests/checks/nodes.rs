//! The nodes of a documented value, each with the kind that the schema gives it.

use std::fmt;

use bitrix24::Value;
use bitrix24::describe::Kind;

use super::schema::{Form, Schema, family, field};

/// A node in a value.
#[derive(Clone)]
pub struct Node<'a> {
    /// Its path.
    pub path: Path,
    /// The path in the spelling that the schema has first.
    pub declared: Path,
    /// Its kind in the schema.
    pub kind: &'a Kind,
    /// Its value.
    pub value: &'a Value,
    /// Whether it is inside a union, which keeps its value as a whole.
    pub in_union: bool,
}

/// The path to a node.
#[derive(Debug, Clone, PartialEq)]
pub struct Path(Vec<Step>);

#[derive(Debug, Clone, PartialEq)]
enum Step {
    Key(String),
    Index(usize),
    /// An item of a list that is written as an object.
    Item(String, usize),
}

impl Path {
    /// Whether it is the path to an item of the list at `list`.
    pub fn is_item_of(&self, list: &Path) -> bool {
        match self.0.split_last() {
            Some((Step::Index(_) | Step::Item(..), rest)) => rest == list.0,
            _ => false,
        }
    }

    /// A path through keys of objects.
    pub fn of<'a>(keys: impl IntoIterator<Item = &'a str>) -> Self {
        Self(
            keys.into_iter()
                .map(|key| Step::Key(key.to_owned()))
                .collect(),
        )
    }

    /// The path to a member of the object.
    pub fn key(&self, key: &str) -> Self {
        self.then(Step::Key(key.to_owned()))
    }

    fn then(&self, step: Step) -> Self {
        Self(self.0.iter().cloned().chain([step]).collect())
    }

    /// Finds the value at the path.
    pub fn find<'a>(&self, root: &'a Value) -> Option<&'a Value> {
        self.0.iter().try_fold(root, |value, step| match step {
            Step::Key(key) | Step::Item(key, _) => value.get(key),
            Step::Index(index) => value.as_list()?.get(*index),
        })
    }

    /// Replaces the value at the path.
    ///
    /// # Panics
    ///
    /// When the path does not exist in the value.
    pub fn put(&self, root: &mut Value, new: Value) {
        let mut node = root;
        for step in &self.0 {
            node = match (step, node) {
                (Step::Index(index), Value::List(items)) => &mut items[*index],
                (Step::Key(key) | Step::Item(key, _), Value::Map(map)) => {
                    if !map.contains_key(key) {
                        map.insert(key.clone(), Value::Null);
                    }
                    map.get_mut(key).expect("the key was inserted")
                }
                (step, other) => panic!("{step:?} is not in {other}"),
            };
        }
        *node = new;
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if number == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Index(index) | Step::Item(_, index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// Every node of a value.
pub fn nodes<'a>(
    schema: &'a Schema,
    path: Path,
    kind: &'a Kind,
    value: &'a Value,
) -> Vec<Node<'a>> {
    let mut nodes = Vec::new();
    let first = Node {
        declared: path.clone(),
        path,
        kind,
        value,
        in_union: false,
    };
    walk(schema, first, &mut nodes);
    nodes
}

fn walk<'a>(schema: &'a Schema, node: Node<'a>, nodes: &mut Vec<Node<'a>>) {
    let Node {
        path,
        declared,
        kind,
        value,
        in_union,
    } = node.clone();
    let mut inner = |step: Step, name: Option<&str>, kind, value| {
        let named = name.map(|name| Step::Key(name.to_owned()));
        walk(
            schema,
            Node {
                declared: declared.then(named.unwrap_or_else(|| step.clone())),
                path: path.then(step),
                kind,
                value,
                in_union,
            },
            nodes,
        );
    };
    match (schema.form(kind), value) {
        (Form::Union(kinds), value) => {
            if let Some(kind) = schema.alternative(kinds, value) {
                walk(
                    schema,
                    Node {
                        kind,
                        in_union: true,
                        ..node
                    },
                    nodes,
                );
            }
            return;
        }
        (Form::Object(object), Value::Map(map)) => {
            for (key, value) in map {
                if let Some(field) = field(object, key) {
                    // The members of a family have names of their own.
                    let is_family =
                        family(object, key).is_some_and(|family| family.name == field.name);
                    let name = (!is_family).then_some(field.name.as_str());
                    inner(Step::Key(key.clone()), name, &field.kind, value);
                }
            }
        }
        (Form::Map(of), Value::Map(map)) => {
            map.iter()
                .for_each(|(key, value)| inner(Step::Key(key.clone()), None, of, value));
        }
        (Form::List(of), Value::Map(map)) => {
            for (index, (key, value)) in map.iter().enumerate() {
                inner(Step::Item(key.clone(), index), None, of, value);
            }
        }
        (Form::List(of), Value::List(items)) => {
            let items = items.iter().enumerate();
            items.for_each(|(index, value)| inner(Step::Index(index), None, of, value));
        }
        _ => {}
    }
    nodes.push(node);
}
