//! The two schemas whose examples are run: the shipped one, and the made-up one that shows every
//! concept.

use std::collections::HashMap;

use crate::harness::{Entry, Handled, Typed};
use crate::{concepts, shipped};
use bitrix24::describe::{Example, Field, FilterShape, Kind, Method, ObjectShape, Shape, Type};
use bitrix24::{Map, Value};
use serde::Deserialize;

/// A schema with its examples and with the typed API made from it.
pub struct Schema {
    /// Folder of the schema.
    pub name: &'static str,
    entries: &'static [Entry],
    events: &'static [Handled],
    placements: &'static [Handled],
    /// Reads the data of an event by the enumeration of all events.
    pub event_data: fn(&str, Value) -> Typed,
    /// Reads the options of a placement by the enumeration of all placements.
    pub placement_options: fn(&str, Value) -> Typed,
    description: Description,
}

/// The output of the build script.
#[derive(Deserialize)]
struct Description {
    methods: Vec<Method>,
    types: HashMap<String, Type>,
    examples: Vec<Example>,
}

/// The shape of values of a kind, with names looked up.
#[derive(Clone, Copy)]
pub enum Form<'a> {
    /// An object with named fields.
    Object(&'a ObjectShape),
    /// A documented value, or another.
    Enumeration,
    /// One of several kinds.
    Union(&'a [Kind]),
    /// Conditions on the fields of an object.
    Filter(&'a FilterShape, &'a ObjectShape),
    /// A list of a kind.
    List(&'a Kind),
    /// An object whose keys are data.
    Map(&'a Kind),
    /// Whether the identifiers are text.
    Id(bool),
    /// Anything else.
    Plain(&'a Kind),
}

impl Schema {
    /// The schema that is shipped.
    pub fn shipped() -> Self {
        Self {
            name: "schema",
            entries: shipped::METHODS,
            events: shipped::EVENTS,
            placements: shipped::PLACEMENTS,
            event_data: shipped::event_data,
            placement_options: shipped::placement_options,
            description: read(include_str!(concat!(env!("OUT_DIR"), "/shipped.json"))),
        }
    }

    /// The made-up schema that shows every concept.
    pub fn concepts() -> Self {
        Self {
            name: "tests/schemas",
            entries: concepts::METHODS,
            events: concepts::EVENTS,
            placements: concepts::PLACEMENTS,
            event_data: concepts::event_data,
            placement_options: concepts::placement_options,
            description: read(include_str!(concat!(env!("OUT_DIR"), "/concepts.json"))),
        }
    }

    /// Both.
    pub fn all() -> [Self; 2] {
        [Self::shipped(), Self::concepts()]
    }

    /// The examples of the schema, file by file.
    pub fn examples(&self) -> &[Example] {
        &self.description.examples
    }

    /// A method, described and typed.
    ///
    /// # Panics
    ///
    /// When the described methods differ from the typed ones.
    pub fn method(&self, name: &str, version: u8) -> Option<(&Method, &'static Entry)> {
        let methods = self.description.methods.iter();
        methods.zip(self.entries).find(|(method, entry)| {
            assert_eq!(
                (method.name.as_str(), method.version),
                (entry.name, entry.version)
            );
            method.name == name && method.version == version
        })
    }

    /// An event.
    pub fn event(&self, name: &str) -> Option<&'static Handled> {
        self.events.iter().find(|event| event.name == name)
    }

    /// A placement.
    pub fn placement(&self, name: &str) -> Option<&'static Handled> {
        self.placements
            .iter()
            .find(|placement| placement.name == name)
    }

    /// Whether a method, an event or a placement has that name.
    pub fn has(&self, name: &str, version: u8) -> bool {
        self.method(name, version).is_some()
            || self.event(name).is_some()
            || self.placement(name).is_some()
    }

    /// The shape of values of a kind.
    ///
    /// # Panics
    ///
    /// When a kind names an undescribed type.
    pub fn form<'a>(&'a self, kind: &'a Kind) -> Form<'a> {
        match kind {
            Kind::Named(name) => match &self.named(name).shape {
                Shape::Object(object) => Form::Object(object),
                Shape::Enumeration(_) => Form::Enumeration,
                Shape::Union(kinds) => Form::Union(kinds),
                Shape::Alias(target) => self.form(target),
                Shape::Filter(filter) => match &self.named(&filter.of).shape {
                    Shape::Object(object) => Form::Filter(filter, object),
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

    /// The alternative of a union for a value, as far as its JSON shows.
    pub fn alternative<'a>(&'a self, kinds: &'a [Kind], value: &Value) -> Option<&'a Kind> {
        let first =
            |fits: &dyn Fn(Form<'_>) -> bool| kinds.iter().find(|kind| fits(self.form(kind)));
        let is_map = |form: Form<'_>, map: &Map<String, Value>| match form {
            // Without a key that the object knows, numbered keys are those of a list.
            Form::Object(object) => {
                !is_numbered(map)
                    || map.is_empty()
                    || map.keys().any(|key| field(object, key).is_some())
            }
            Form::Plain(Kind::File) => true,
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

fn read(json: &str) -> Description {
    serde_json::from_str(json).expect("the build script writes descriptions")
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

pub(super) fn is_numbered(map: &Map<String, Value>) -> bool {
    map.keys()
        .all(|key| key.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The field of that name, or the family that the name belongs to.
pub(super) fn field<'a>(object: &'a ObjectShape, key: &str) -> Option<&'a Field> {
    let named = object.fields.iter().find(|field| field.is_named(key));
    named.or_else(|| family(object, key))
}

/// The family that a name belongs to.
pub fn family<'a>(object: &'a ObjectShape, key: &str) -> Option<&'a Field> {
    let mut families = object.patterns.iter();
    families.find(|family| bitrix24::runtime::fits(&family.name, key))
}
