//! Every method of the enabled scopes, described at run time.
//!
//! It has what the schema states: names, parameters, types, errors and the
//! documented examples. `bitrix24-portal` answers from it, and tools can show it.
//!
//! ```
//! let method = bitrix24::describe::method("crm.item.productrow.get", 2).expect("a method of the scope `crm`");
//! assert_eq!(method.params[0].name, "id");
//! assert!(method.errors.iter().any(|error| error.code == "NOT_FOUND"));
//! ```

mod handlers;
mod types;

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

pub use self::handlers::{Event, Placement, event, events, placement, placements};
pub use self::types::{
    Access, Field, FilterShape, Kind, ObjectShape, Requirement, Shape, Type, Use, ValueRow,
    ValueShape,
};

/// Every method of the enabled scopes, by namespace.
pub fn methods() -> &'static [Method] {
    &DESCRIPTION.methods
}

/// The method of that name, in the case of the documentation, in a version of the REST protocol: 2
/// is the classic one, 3 is REST 3.0.
pub fn method(name: &str, version: u8) -> Option<&'static Method> {
    let index = INDEX.methods.get(&(name, version))?;
    DESCRIPTION.methods.get(*index)
}

/// The type of that name, as in [`Kind::Named`]: `crm::OwnerType`.
pub fn named(name: &str) -> Option<&'static Type> {
    DESCRIPTION.types.get(name)
}

/// The errors that any method may return.
pub fn system_errors() -> &'static [ErrorRow] {
    &DESCRIPTION.system_errors
}

/// A REST method.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Method {
    /// Name in the API, such as `crm.item.productrow.list`.
    pub name: String,
    /// Version of the REST protocol: 2 is the classic one, 3 is REST 3.0.
    pub version: u8,
    /// Namespace: the name without its last part.
    pub namespace: String,
    /// Path of the function that creates the request, within this crate.
    pub function: String,
    /// Scopes of which the caller needs one.
    pub scope: Vec<String>,
    /// What it does.
    pub doc: String,
    /// Its page of the documentation.
    pub page: Option<String>,
    /// Who may call it.
    pub access: Option<String>,
    /// Whether it changes something.
    pub effect: Effect,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// What to use instead.
    pub replacement: Option<String>,
    /// Whether the parameters are sent as a list, in the order of `params`.
    pub positional: bool,
    /// Whether a batch may contain it.
    pub batch: bool,
    /// Parameters in their documented order.
    pub params: Vec<Field>,
    /// The result.
    pub result: Answer,
    /// How a list is paged.
    pub paging: Option<Paging>,
    /// Errors of its own.
    pub errors: Vec<ErrorRow>,
    /// What a caller should know beside the fields.
    #[serde(default)]
    pub notes: Vec<Note>,
}

/// What a caller should know of a method beside its fields.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Note {
    /// What it is.
    pub text: String,
    /// Public address where it is shown, when the page of the method does not say it.
    pub source: Option<String>,
}

impl Method {
    /// The documented examples.
    pub fn examples(&self) -> impl Iterator<Item = &'static Example> {
        examples(&self.name, self.version)
    }

    /// The parameter of that name, in any of its spellings.
    pub fn param(&self, name: &str) -> Option<&Field> {
        self.params.iter().find(|param| param.is_named(name))
    }
}

/// The examples of a method, an event or a placement.
fn examples(name: &str, version: u8) -> impl Iterator<Item = &'static Example> {
    let indices = INDEX.examples.get(&(name, version));
    let indices = indices.map(Vec::as_slice).unwrap_or_default();
    indices
        .iter()
        .filter_map(|index| DESCRIPTION.examples.get(*index))
}

/// Whether a method changes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Effect {
    /// It changes nothing, so it can be repeated.
    Read,
    /// It changes something.
    Write,
}

/// The result of a method.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Answer {
    /// Key of `result` that holds the value; `None` when the value is `result` itself.
    pub at: Option<String>,
    /// Whether the value is the whole answer, without a `result` around it.
    #[serde(default)]
    pub bare: bool,
    /// Type of the value.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// Whether the value may be `null`.
    pub nullable: bool,
    /// What the value is.
    pub doc: Option<String>,
    /// Keys of `result` that hold the error of a call that failed, in an answer with status 200.
    #[serde(default)]
    pub failure: Option<Failure>,
}

/// The keys of `result` that hold an error. Dots lead into objects.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Failure {
    /// Key of the code.
    pub code: Option<String>,
    /// Key of the message, or of a list of messages.
    pub message: Option<String>,
}

/// How a list is paged.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Paging {
    /// How a page is chosen.
    pub style: PagingStyle,
    /// The method's own parameters that choose a page, for [`PagingStyle::Offset`] and
    /// [`PagingStyle::Number`].
    pub window: Option<Window>,
    /// Items of a full page.
    pub size: u32,
    /// Field by which the list continues after its last item.
    pub cursor: Option<Cursor>,
}

/// How a page is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum PagingStyle {
    /// By the parameter `start`; the answer has `next` and `total`.
    Start,
    /// By the `pagination` of REST 3.0.
    Page,
    /// By a parameter with the number of items to skip.
    Offset,
    /// By a parameter with the number of the page, from 1.
    Number,
}

/// The parameters of a method that choose a page. Dots lead into objects.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Window {
    /// Where the page begins.
    pub at: String,
    /// How many items it has.
    pub limit: Option<String>,
    /// The most items that it may have.
    pub most: Option<u32>,
}

/// Field by which a list continues after its last item.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Cursor {
    /// Its name in a filter.
    pub field: String,
    /// Its name in the answer.
    pub response: String,
    /// Whether it is inferred and not documented.
    pub inferred: bool,
}

/// A documented error.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct ErrorRow {
    /// Name of its variant in the method's error type.
    pub name: String,
    /// Code in the API; empty where errors are distinguished by their messages.
    pub code: String,
    /// Message in the API, possibly with placeholders in braces.
    pub message: Option<String>,
    /// HTTP status.
    pub status: Option<u16>,
    /// When it occurs.
    pub doc: Option<String>,
    /// What an error of REST 3.0 lists as wrong with fields of a request.
    #[serde(default)]
    pub validation: Vec<Violation>,
}

/// What is wrong with fields of a request.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Violation {
    /// The fields that it can be about; any field if it is empty.
    pub fields: Vec<String>,
    /// Message in the API, possibly with placeholders in braces.
    pub message: String,
}

/// A documented example.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Example {
    /// Method, or event.
    pub method: String,
    /// Version of the REST protocol.
    pub version: u8,
    /// What the example shows.
    pub kind: ExampleKind,
    /// Page of the documentation, within its folder.
    pub page: String,
    /// HTTP status.
    pub status: Option<u16>,
    /// The JSON, as the page has it.
    pub body: String,
    /// Why the example contradicts the schema; known contradictions of the documentation.
    pub contradicts: Option<String>,
}

/// What an example shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ExampleKind {
    /// Parameters of a call.
    Request,
    /// Answer to a call that succeeded.
    Response,
    /// Answer to a call that failed.
    Error,
    /// What the handler of an event receives.
    Event,
    /// Parameters that the handler of a placement receives, of its query and its form together.
    Placement,
}

/// Texts of which each describes some of the API; together, the enabled scopes. Where two describe
/// one type, the later one has its fields.
const PARTS: &[&str] = emitted_description!();

/// What the texts describe.
#[derive(Default, Deserialize)]
struct Description {
    methods: Vec<Method>,
    events: Vec<Event>,
    placements: Vec<Placement>,
    types: HashMap<String, Type>,
    system_errors: Vec<ErrorRow>,
    examples: Vec<Example>,
}

/// The positions of the methods and examples.
struct Index {
    methods: HashMap<(&'static str, u8), usize>,
    examples: HashMap<(&'static str, u8), Vec<usize>>,
}

impl Description {
    /// Adds what a text describes.
    fn extend(&mut self, part: Self) {
        self.methods.extend(part.methods);
        self.events.extend(part.events);
        self.placements.extend(part.placements);
        self.types.extend(part.types);
        self.system_errors.extend(part.system_errors);
        self.examples.extend(part.examples);
    }
}

static DESCRIPTION: LazyLock<Description> = LazyLock::new(|| {
    let mut all = Description::default();
    for part in PARTS {
        all.extend(
            serde_json::from_str(part)
                .expect("the description is written in the shape that is read here"),
        );
    }
    // Methods of one namespace may be in several texts.
    all.methods
        .sort_by(|a, b| (&a.namespace, a.version).cmp(&(&b.namespace, b.version)));
    all
});

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let methods = DESCRIPTION.methods.iter().enumerate();
    let mut examples: HashMap<_, Vec<usize>> = HashMap::new();
    for (index, example) in DESCRIPTION.examples.iter().enumerate() {
        examples
            .entry((example.method.as_str(), example.version))
            .or_default()
            .push(index);
    }
    Index {
        methods: methods
            .map(|(index, method)| ((method.name.as_str(), method.version), index))
            .collect(),
        examples,
    }
});

#[cfg(test)]
mod tests {
    use super::*;

    /// The names that a kind refers to.
    fn names(kind: &Kind, found: &mut Vec<String>) {
        match kind {
            Kind::Named(name) | Kind::Id(name) | Kind::Order(name) | Kind::Select(name) => {
                found.push(name.clone());
            }
            Kind::List(item) => names(item, found),
            Kind::Map(key, value) => {
                names(key, found);
                names(value, found);
            }
            _ => {}
        }
    }

    #[test]
    fn every_type_that_is_named_is_described() {
        assert!(!methods().is_empty());
        let mut found = Vec::new();
        for method in methods() {
            names(&method.result.kind, &mut found);
            method
                .params
                .iter()
                .for_each(|param| names(&param.kind, &mut found));
        }
        for ty in DESCRIPTION.types.values() {
            let kinds: Vec<&Kind> = match &ty.shape {
                Shape::Object(object) => object
                    .fields
                    .iter()
                    .chain(&object.patterns)
                    .map(|field| &field.kind)
                    .collect(),
                Shape::Union(alternatives) => alternatives.iter().collect(),
                Shape::Alias(target) => vec![target],
                Shape::Filter(filter) => {
                    found.push(filter.of.clone());
                    Vec::new()
                }
                Shape::Marker | Shape::Enumeration(_) => Vec::new(),
            };
            for kind in kinds {
                names(kind, &mut found);
            }
        }
        for name in found {
            assert!(named(&name).is_some(), "{name} is not described");
        }
    }

    #[test]
    fn methods_are_found_by_name_and_version() {
        for expected in methods() {
            assert_eq!(method(&expected.name, expected.version), Some(expected));
        }
        assert_eq!(method("crm.item.productrow.list", 3), None);
        assert_eq!(method("crm.item.productrow", 2), None);
    }

    #[test]
    fn every_example_belongs_to_something() {
        let methods = methods().iter().map(|method| method.examples().count());
        let events = events().iter().map(|event| event.examples().count());
        let placements = placements().iter().map(|at| at.examples().count());
        let all: usize = methods.chain(events).chain(placements).sum();
        assert_eq!(all, DESCRIPTION.examples.len());
    }
}
