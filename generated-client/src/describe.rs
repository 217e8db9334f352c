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

mod added;
mod handlers;
mod types;

use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use serde::Deserialize;

pub use self::added::{Unreadable, add};
pub use self::handlers::{Event, Placement, event, events, placement, placements};
pub use self::types::{
    Access, Field, FilterShape, Kind, ObjectShape, Requirement, Shape, Type, Use, ValueRow,
    ValueShape,
};

/// Every method of the enabled scopes, by namespace.
///
/// The first call parses the description of all of them, which takes a few hundredths of a second;
/// [`names`] and [`method`](method()) do not.
pub fn methods() -> &'static [Method] {
    &METHODS
}

/// The name and the version of the REST protocol of every method of the enabled scopes.
///
/// ```
/// assert!(bitrix24::describe::names().any(|name| name == ("crm.deal.get", 2)));
/// ```
pub fn names() -> impl ExactSizeIterator<Item = (&'static str, u8)> {
    let methods = DESCRIPTION.methods.iter();
    methods.map(|(name, version, _)| (*name, *version))
}

/// The method of that name, in the case of the documentation, in a version of the REST protocol: 2
/// is the classic one, 3 is REST 3.0. [`add`] returns those of a schema of your own.
pub fn method(name: &str, version: u8) -> Option<&'static Method> {
    let position = DESCRIPTION.by_name.get(&(name, version))?;
    let (_, _, item) = DESCRIPTION.methods.get(*position)?;
    Some(item.get())
}

/// The type of that name, as in [`Kind::Named`]: `crm::OwnerType`. Those of descriptions that were
/// [added](add) are found too.
pub fn named(name: &str) -> Option<&'static Type> {
    let own = DESCRIPTION.types.get(name).map(Item::get);
    own.or_else(|| added::named(name))
}

/// The errors that any method may return.
pub fn system_errors() -> &'static [ErrorRow] {
    &SYSTEM_ERRORS
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
    let position = DESCRIPTION.examples_by_name.get(&(name, version));
    let item = position.and_then(|position| DESCRIPTION.examples.get(*position));
    item.map(Item::list).unwrap_or_default().iter()
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
    /// The most items that the `pagination` of REST 3.0 may ask for, if the page states it.
    pub most: Option<u32>,
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

/// The items of the texts, each of which is parsed when it is first used: a program that needs one
/// method does not wait for all.
#[derive(Default)]
struct Description {
    methods: Vec<(&'static str, u8, Item<Method>)>,
    /// Positions in `methods`.
    by_name: HashMap<(&'static str, u8), usize>,
    types: HashMap<&'static str, Item<Type>>,
    examples: Vec<Item<Vec<Example>>>,
    /// Positions in `examples`.
    examples_by_name: HashMap<(&'static str, u8), usize>,
    lists: Vec<Lists<&'static str>>,
}

/// What a piece of JSON describes.
struct Item<T> {
    json: &'static str,
    parsed: OnceLock<T>,
}

/// The first line of a text: between which bytes of the rest the items are. Names need no escapes
/// in JSON.
#[derive(Deserialize)]
struct Index<'t> {
    #[serde(borrow)]
    methods: Vec<(&'t str, u8, usize, usize)>,
    #[serde(borrow)]
    types: Vec<(&'t str, usize, usize)>,
    /// Those of one method, event or placement, with commas between them.
    #[serde(borrow)]
    examples: Vec<(&'t str, u8, usize, usize)>,
    lists: Lists<(usize, usize)>,
}

/// Lists that are short enough to be parsed as a whole.
#[derive(Deserialize)]
struct Lists<T> {
    events: T,
    placements: T,
    system_errors: T,
}

impl<T> Item<T> {
    fn new(json: &'static str) -> Self {
        Self {
            json,
            parsed: OnceLock::new(),
        }
    }
}

impl<T: Deserialize<'static>> Item<T> {
    fn get(&self) -> &T {
        self.parsed.get_or_init(|| parse(self.json))
    }
}

impl Item<Vec<Example>> {
    fn list(&self) -> &[Example] {
        let parse = || {
            let list = format!("[{}]", self.json);
            serde_json::from_str(&list).expect(WRITTEN)
        };
        self.parsed.get_or_init(parse)
    }
}

const WRITTEN: &str = "the description is written in the shape that is read here";

fn parse<T: Deserialize<'static>>(json: &'static str) -> T {
    serde_json::from_str(json).expect(WRITTEN)
}

impl Description {
    /// Adds what a text describes.
    fn extend(&mut self, text: &'static str) {
        let (index, rest) = text.split_once('\n').expect(WRITTEN);
        let index = index.strip_prefix("{\"index\":").expect(WRITTEN);
        let index: Index<'static> = parse(index.strip_suffix(',').expect(WRITTEN));
        let piece = |start: usize, end: usize| rest.get(start..end).expect(WRITTEN);
        for (name, version, start, end) in index.methods {
            self.by_name.insert((name, version), self.methods.len());
            self.methods
                .push((name, version, Item::new(piece(start, end))));
        }
        let types = index.types.into_iter();
        self.types
            .extend(types.map(|(name, start, end)| (name, Item::new(piece(start, end)))));
        for (name, version, start, end) in index.examples {
            self.examples_by_name
                .insert((name, version), self.examples.len());
            self.examples.push(Item::new(piece(start, end)));
        }
        let list = |(start, end)| piece(start, end);
        self.lists.push(Lists {
            events: list(index.lists.events),
            placements: list(index.lists.placements),
            system_errors: list(index.lists.system_errors),
        });
    }

    /// The items of one list of all texts.
    fn all<T: Deserialize<'static>>(
        &self,
        list: fn(&Lists<&'static str>) -> &'static str,
    ) -> Vec<T> {
        let lists = self.lists.iter().map(list);
        lists.flat_map(parse::<Vec<T>>).collect()
    }
}

static DESCRIPTION: LazyLock<Description> = LazyLock::new(|| {
    let mut all = Description::default();
    for part in PARTS {
        all.extend(part);
    }
    all
});

static METHODS: LazyLock<Vec<Method>> = LazyLock::new(|| {
    let methods = DESCRIPTION.methods.iter();
    let mut methods: Vec<Method> = methods.map(|(_, _, item)| parse(item.json)).collect();
    // Methods of one namespace may be in several texts.
    methods.sort_by(|a, b| (&a.namespace, a.version).cmp(&(&b.namespace, b.version)));
    methods
});

static SYSTEM_ERRORS: LazyLock<Vec<ErrorRow>> =
    LazyLock::new(|| DESCRIPTION.all(|lists| lists.system_errors));

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
        for ty in DESCRIPTION.types.values().map(Item::get) {
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
        assert_eq!(super::names().len(), methods().len());
        assert_eq!(method("crm.item.productrow.list", 3), None);
        assert_eq!(method("crm.item.productrow", 2), None);
    }

    #[test]
    fn every_example_belongs_to_something() {
        let methods = methods().iter().map(|method| method.examples().count());
        let events = events().iter().map(|event| event.examples().count());
        let placements = placements().iter().map(|at| at.examples().count());
        let all: usize = methods.chain(events).chain(placements).sum();
        let listed = DESCRIPTION.examples.iter();
        assert_eq!(all, listed.map(|item| item.list().len()).sum::<usize>());
        assert!(all > 0);
    }
}
