//! The places of a documented value, each with the kind that the schema gives it.

use std::fmt;

use bitrix24::Value;
use bitrix24::describe::Kind;

use super::schema::{Form, Schema, family, field};

/// A place in a value.
#[derive(Clone)]
pub struct Place<'a> {
    /// The way to it.
    pub path: Path,
    /// The way by the names that the schema has first, where the value has other spellings.
    pub declared: Path,
    /// What the schema says about it.
    pub kind: &'a Kind,
    /// What is there.
    pub value: &'a Value,
    /// Whether it is inside a union, which keeps its value as a whole.
    pub in_union: bool,
}

/// The way to a place.
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
    /// The way through keys of objects.
    pub fn of<'a>(keys: impl IntoIterator<Item = &'a str>) -> Self {
        Self(
            keys.into_iter()
                .map(|key| Step::Key(key.to_owned()))
                .collect(),
        )
    }

    /// The way to a member of what is there.
    pub fn key(&self, key: &str) -> Self {
        self.then(Step::Key(key.to_owned()))
    }

    fn then(&self, step: Step) -> Self {
        Self(self.0.iter().cloned().chain([step]).collect())
    }

    /// The value there.
    pub fn find<'a>(&self, root: &'a Value) -> Option<&'a Value> {
        self.0.iter().try_fold(root, |value, step| match step {
            Step::Key(key) | Step::Item(key, _) => value.get(key),
            Step::Index(index) => value.as_list()?.get(*index),
        })
    }

    /// Puts another value there.
    ///
    /// # Panics
    ///
    /// When the way leads through a value that has no such place.
    pub fn put(&self, root: &mut Value, new: Value) {
        let mut place = root;
        for step in &self.0 {
            place = match (step, place) {
                (Step::Index(index), Value::List(items)) => &mut items[*index],
                (Step::Key(key) | Step::Item(key, _), Value::Map(map)) => {
                    if !map.contains_key(key) {
                        map.insert(key.clone(), Value::Null);
                    }
                    map.get_mut(key).expect("the key was inserted")
                }
                (step, other) => panic!("{step:?} leads nowhere in {other}"),
            };
        }
        *place = new;
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

/// Every place of a value.
pub fn places<'a>(
    schema: &'a Schema,
    path: Path,
    kind: &'a Kind,
    value: &'a Value,
) -> Vec<Place<'a>> {
    let mut places = Vec::new();
    let first = Place {
        declared: path.clone(),
        path,
        kind,
        value,
        in_union: false,
    };
    walk(schema, first, &mut places);
    places
}

fn walk<'a>(schema: &'a Schema, place: Place<'a>, places: &mut Vec<Place<'a>>) {
    let Place {
        path,
        declared,
        kind,
        value,
        in_union,
    } = place.clone();
    let mut inner = |step: Step, name: Option<&str>, kind, value| {
        let named = name.map(|name| Step::Key(name.to_owned()));
        walk(
            schema,
            Place {
                declared: declared.then(named.unwrap_or_else(|| step.clone())),
                path: path.then(step),
                kind,
                value,
                in_union,
            },
            places,
        );
    };
    match (schema.form(kind), value) {
        (Form::Union(kinds), value) => {
            if let Some(kind) = schema.alternative(kinds, value) {
                walk(
                    schema,
                    Place {
                        kind,
                        in_union: true,
                        ..place
                    },
                    places,
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
    places.push(place);
}
