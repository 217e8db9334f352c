//! The two schemas whose examples are run: the shipped one, and the made-up one that shows every concept.

use std::collections::HashMap;

use bitrix24::describe::{Example, Field, Kind, Method, ObjectShape, Shape, Type};
use bitrix24::{Map, Value};
use bitrix24_tests::harness::{Entry, Event};
use bitrix24_tests::{concepts, shipped};
use serde::Deserialize;

/// A schema with its examples and with the typed API made from it.
pub(crate) struct Schema {
    pub(crate) name: &'static str,
    entries: &'static [Entry],
    events: &'static [Event],
    description: Description,
}

/// What the build script has written down.
#[derive(Deserialize)]
struct Description {
    methods: Vec<Method>,
    types: HashMap<String, Type>,
    examples: Vec<Example>,
}

/// What values of a kind look like, once names are looked up.
#[derive(Clone, Copy)]
pub(crate) enum Form<'a> {
    Object(&'a ObjectShape),
    Enumeration,
    Union(&'a [Kind]),
    /// Conditions on the fields of an object.
    Filter(&'a ObjectShape),
    List(&'a Kind),
    Map(&'a Kind),
    /// Whether the identifiers are text.
    Id(bool),
    Plain(&'a Kind),
}

impl Schema {
    pub(crate) fn all() -> [Self; 2] {
        let read = |json| serde_json::from_str(json).expect("the build script writes descriptions");
        [
            Self {
                name: "schema",
                entries: shipped::METHODS,
                events: shipped::EVENTS,
                description: read(include_str!(concat!(env!("OUT_DIR"), "/shipped.json"))),
            },
            Self {
                name: "tests/schemas",
                entries: concepts::METHODS,
                events: concepts::EVENTS,
                description: read(include_str!(concat!(env!("OUT_DIR"), "/concepts.json"))),
            },
        ]
    }

    pub(crate) fn examples(&self) -> &[Example] {
        &self.description.examples
    }

    /// The method of an example, described and typed.
    pub(crate) fn method(&self, example: &Example) -> (&Method, &'static Entry) {
        let (name, version) = (&example.method, example.version);
        let methods = self.description.methods.iter();
        let found = methods.zip(self.entries).find(|(method, entry)| {
            assert_eq!(
                (method.name.as_str(), method.version),
                (entry.name, entry.version)
            );
            method.name == *name && method.version == version
        });
        found.unwrap_or_else(|| panic!("{name} is in no schema"))
    }

    /// The event of an example.
    pub(crate) fn event(&self, example: &Example) -> &'static Event {
        let found = self
            .events
            .iter()
            .find(|event| event.name == example.method);
        found.unwrap_or_else(|| panic!("{} is in no schema", example.method))
    }

    /// What values of a kind look like.
    pub(crate) fn form<'a>(&'a self, kind: &'a Kind) -> Form<'a> {
        match kind {
            Kind::Named(name) => match &self.named(name).shape {
                Shape::Object(object) => Form::Object(object),
                Shape::Enumeration(_) => Form::Enumeration,
                Shape::Union(kinds) => Form::Union(kinds),
                Shape::Alias(target) => self.form(target),
                Shape::Filter(filter) => match &self.named(&filter.of).shape {
                    Shape::Object(object) => Form::Filter(object),
                    other => panic!("{} is filtered, and {other:?}", filter.of),
                },
                other => panic!("{name} has values, and {other:?}"),
            },
            Kind::Id(name) => Form::Id(self.named(name).key == Some(Kind::Text)),
            Kind::List(item) => Form::List(item),
            Kind::Map(_, value) => Form::Map(value),
            plain => Form::Plain(plain),
        }
    }

    fn named(&self, name: &str) -> &Type {
        let types = &self.description.types;
        types
            .get(name)
            .unwrap_or_else(|| panic!("{name} is not described"))
    }

    /// The alternative of a union that a value is of, as far as its JSON tells.
    pub(crate) fn alternative<'a>(&'a self, kinds: &'a [Kind], value: &Value) -> Option<&'a Kind> {
        let first =
            |fits: &dyn Fn(Form<'_>) -> bool| kinds.iter().find(|kind| fits(self.form(kind)));
        let is_map = |form: Form<'_>, map: &Map<String, Value>| match form {
            Form::Object(_) | Form::Plain(Kind::File) => true,
            Form::Map(inner) => {
                let mut values = map.values();
                values.all(|value| {
                    self.alternative(std::slice::from_ref(inner), value)
                        .is_some()
                })
            }
            _ => false,
        };
        let is_list = |form: Form<'_>| matches!(form, Form::List(_));
        match value {
            Value::Map(map) => first(&|form| is_map(form, map)).or_else(|| first(&is_list)),
            Value::List(items) => first(&is_list)
                .or_else(|| first(&|form| items.is_empty() && is_map(form, &Map::new()))),
            Value::Text(text) => first(&is_text)
                .or_else(|| first(&|form| is_number(form) && text.parse::<f64>().is_ok())),
            Value::Integer(_) | Value::Float(_) => first(&is_number).or_else(|| {
                first(&|form| is_text(form) || matches!(form, Form::Plain(Kind::File)))
            }),
            Value::Bool(_) => {
                first(&|form| matches!(form, Form::Plain(Kind::Boolean | Kind::Flag)))
            }
            Value::Null => None,
        }
    }
}

fn is_number(form: Form<'_>) -> bool {
    matches!(
        form,
        Form::Plain(Kind::Integer | Kind::Double | Kind::Decimal | Kind::Timestamp)
            | Form::Id(false)
    )
}

fn is_text(form: Form<'_>) -> bool {
    matches!(
        form,
        Form::Plain(Kind::Text | Kind::Date | Kind::DateTime) | Form::Id(true) | Form::Enumeration
    )
}

/// The field of that name, or the family that the name belongs to.
pub(crate) fn field<'a>(object: &'a ObjectShape, key: &str) -> Option<&'a Field> {
    let named = object.fields.iter().find(|field| field.is_named(key));
    named.or_else(|| family(object, key))
}

/// The family that a name belongs to.
pub(crate) fn family<'a>(object: &'a ObjectShape, key: &str) -> Option<&'a Field> {
    let mut families = object.patterns.iter();
    families.find(|family| bitrix24::runtime::fits(&family.name, key))
}
