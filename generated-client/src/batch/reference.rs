//! References to results, for the parameters of later commands.

use std::fmt;
use std::marker::PhantomData;

use crate::field::{Record, key_at};
use crate::filter::Key;
use crate::params::{Arg, IntoArg, OneOrMany, ParamsProblem};
use crate::value::{Map, Value};
use crate::values::{
    Date, DateTime, Decimal, Entity, Enumeration, Flag, Id, IdentifiedBy, Money, Timestamp,
};

/// The mark by which the portal recognizes a reference.
pub(super) const MARK: &str = "$result[";

/// A value of type `T` in the result of a command that has not been sent yet.
///
/// It is accepted wherever a parameter takes a `T`. The portal inserts the value, or the client,
/// when the two commands are in different requests. An identifier of a deal is not accepted as one
/// of a product.
///
/// ```
/// # #[cfg(feature = "crm")]
/// # fn example(client: &bitrix24::Client) {
/// use bitrix24::crm::{OwnerType, item::productrow};
///
/// let mut batch = client.batch();
/// let rows = batch.add(productrow::list(productrow::ListFilter::new(OwnerType::Deal, 7)));
/// let first = batch.add(productrow::get(rows.first().field(productrow::Row::ID)));
/// # let _ = first;
/// # }
/// ```
pub struct Reference<T> {
    /// The text that represents it in the parameters until they are sent. It contains an
    /// unpredictable number, so that no text of a user is taken for it.
    placeholder: String,
    /// A problem with a field on the path to the value.
    problem: Option<ParamsProblem>,
    of: PhantomData<fn() -> T>,
}

impl<T> Reference<T> {
    /// The result of a command, or the value under one of its keys.
    pub(super) fn new(batch: &str, command: usize, at: Option<&str>) -> Self {
        let mut placeholder = format!("{MARK}{batch}.{command}]");
        for key in at.into_iter().flat_map(|at| at.split('.')) {
            step(&mut placeholder, &escape(key));
        }
        Self {
            placeholder,
            problem: None,
            of: PhantomData,
        }
    }

    /// The text that represents it in parameters.
    pub(super) fn into_value(self) -> Value {
        Value::Text(self.placeholder)
    }

    fn then<U>(mut self, key: &str) -> Reference<U> {
        step(&mut self.placeholder, key);
        self.cast()
    }

    fn cast<U>(self) -> Reference<U> {
        Reference {
            placeholder: self.placeholder,
            problem: self.problem,
            of: PhantomData,
        }
    }
}

fn step(path: &mut String, key: &str) {
    path.push('[');
    path.push_str(key);
    path.push(']');
}

impl<T: Record + Default> Reference<T> {
    /// A field of an object, by the constant of its record: `deal.result().field(Deal::ID)`.
    pub fn field<V, U>(mut self, key: Key<T, V, U>) -> Reference<V> {
        let (name, problem) = key.into_parts();
        self.problem = self.problem.or(problem);
        let spellings = spellings(&T::default(), &name);
        self.then(&spellings)
    }

    /// A field of an object whose record has no constants:
    /// `category.result().pick(|category| &category.id)`.
    ///
    /// # Panics
    /// When the picked value is not a field of the object itself.
    pub fn pick<V>(self, field: impl FnOnce(&T) -> &Option<V>) -> Reference<V> {
        let mut record = T::default();
        let address = std::ptr::from_ref(field(&record)).addr();
        let key = key_at(&mut record, address);
        let key = key.expect("what is picked is a field of the object that is given");
        let spellings = spellings(&record, key);
        self.then(&spellings)
    }
}

impl<T> Reference<Vec<T>> {
    /// The first item of a list.
    pub fn first(self) -> Reference<T> {
        self.nth(0)
    }

    /// An item of a list, counted from 0.
    pub fn nth(self, index: usize) -> Reference<T> {
        self.then(&index.to_string())
    }
}

impl<K, V> Reference<Map<K, V>> {
    /// The value of a key of a map.
    pub fn entry(self, key: &str) -> Reference<V> {
        self.then(&escape(key))
    }
}

/// Results of methods that the schema does not describe.
///
/// ```no_run
/// # fn example(client: &bitrix24::Client) {
/// let mut batch = client.batch();
/// let user = batch.add_raw("user.current", serde_json::json!({}));
/// let department = user.result().entry("UF_DEPARTMENT").nth(0).read::<i64>();
/// let department = batch.add_raw("department.get", bitrix24::Params::new().param("ID", department));
/// # let _ = department;
/// # }
/// ```
impl Reference<Value> {
    /// The value of a key of an object.
    pub fn entry(self, key: &str) -> Self {
        self.then(&escape(key))
    }

    /// An item of a list, counted from 0.
    pub fn nth(self, index: usize) -> Self {
        self.then(&index.to_string())
    }

    /// The value as one of type `U`.
    pub fn read<T>(self) -> Reference<T> {
        self.cast()
    }
}

impl<T> Reference<Option<T>> {
    /// The value of a method that may return none.
    pub fn some(self) -> Reference<T> {
        self.cast()
    }
}

impl<E: Entity> Reference<Id<E>> {
    /// The key of an identifier, for a parameter that takes a number or a text.
    pub fn key(&self) -> Reference<E::Key> {
        self.clone().cast()
    }
}

/// The spellings that an answer may have for a field, separated by `|`. Only the client can try
/// several.
fn spellings(record: &dyn Record, name: &str) -> String {
    let mut names = vec![name];
    if let Some(index) = record.keys().iter().position(|key| *key == name) {
        let others = record.aliases().iter();
        names.extend(
            others
                .filter(|(_, of)| *of == index)
                .map(|(alias, _)| alias),
        );
    }
    let names: Vec<_> = names.into_iter().map(escape).collect();
    names.join("|")
}

/// The characters that separate keys.
const MARKS: [(char, &str); 4] = [('%', "%25"), ('[', "%5B"), (']', "%5D"), ('|', "%7C")];

fn escape(key: &str) -> String {
    MARKS
        .iter()
        .fold(key.to_owned(), |key, (mark, code)| key.replace(*mark, code))
}

fn unescape(key: &str) -> String {
    MARKS
        .iter()
        .rev()
        .fold(key.to_owned(), |key, (mark, code)| {
            key.replace(code, mark.encode_utf8(&mut [0; 4]))
        })
}

impl<T> Clone for Reference<T> {
    fn clone(&self) -> Self {
        Self {
            placeholder: self.placeholder.clone(),
            problem: self.problem.clone(),
            of: PhantomData,
        }
    }
}

impl<T> fmt::Debug for Reference<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.placeholder)
    }
}

/// A type whose values the portal can insert into a later command, for a parameter of type `T`. They
/// are written as a single text.
#[diagnostic::on_unimplemented(
    message = "a result of type `{Self}` cannot be a parameter of type `{T}`",
    label = "its result is a `{Self}`",
    note = "only single values can: refer to a field by `.field(…)`, or to an item by `.first()` or `.nth(…)`",
    note = "the key of an identifier is a number or a text: `.key()`"
)]
pub trait Referable<T = Value> {}

/// Values of a type for parameters of that type, for one or many of them, and for any value.
macro_rules! referable {
    ($($of:ty),*) => {$(
        impl Referable<$of> for $of {}
        impl Referable<OneOrMany<$of>> for $of {}
        impl Referable for $of {}
    )*};
}

referable!(
    i64, String, Decimal, f64, bool, Flag, Date, DateTime, Timestamp, Money
);

impl<T: Enumeration> Referable<T> for T {}
impl<T: Enumeration> Referable<OneOrMany<T>> for T {}
impl<T: Enumeration> Referable for T {}

impl<O: Entity, E: IdentifiedBy<O>> Referable<Id<E>> for Id<O> {}
impl<O: Entity, E: IdentifiedBy<O>> Referable<OneOrMany<Id<E>>> for Id<O> {}
impl<O: Entity> Referable for Id<O> {}
impl<E: Entity<Key = Self>> Referable<Id<E>> for i64 {}
impl<E: Entity<Key = Self>> Referable<OneOrMany<Id<E>>> for i64 {}
impl<E: Entity<Key = Self>> Referable<Id<E>> for String {}
impl<E: Entity<Key = Self>> Referable<OneOrMany<Id<E>>> for String {}

impl<T: Referable<U>, U, P> IntoArg<U, P> for Reference<T> {
    fn into_arg(self) -> Arg<U> {
        Arg::reference(self.placeholder, self.problem)
    }
}

impl<T: Referable<U>, U, P> IntoArg<U, P> for &Reference<T> {
    fn into_arg(self) -> Arg<U> {
        Arg::reference(self.placeholder.clone(), self.problem.clone())
    }
}

/// A placeholder found in the parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// The command that it refers to.
    pub(super) command: usize,
    /// The steps into its result; each has one or more spellings.
    pub(super) path: Vec<Vec<String>>,
}

/// The batch that a text refers to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The text is not a reference.
    Elsewhere,
    /// A reference of this batch.
    Here(Found),
    /// A reference of another batch.
    OtherBatch,
}

/// Reads a placeholder.
pub(super) fn read(text: &str, batch: &str) -> Origin {
    let placeholder = || {
        let inner = text.strip_prefix(MARK)?.strip_suffix(']')?;
        let mut steps = inner.split("][");
        let (of, command) = steps.next()?.rsplit_once('.')?;
        let path = steps.map(|step| step.split('|').map(unescape).collect());
        Some((of, command.parse().ok()?, path.collect()))
    };
    match placeholder() {
        Some((of, command, path)) if of == batch => Origin::Here(Found { command, path }),
        Some((of, ..)) if of.len() == batch.len() => Origin::OtherBatch,
        _ => Origin::Elsewhere,
    }
}

impl Found {
    /// Whether the portal cannot resolve the key: answers spell it in several ways, or it contains
    /// brackets itself.
    pub(super) fn is_ambiguous(&self) -> bool {
        let is_plain = |key: &String| !key.is_empty() && !key.contains(['[', ']']);
        !self
            .path
            .iter()
            .all(|spellings| matches!(&spellings[..], [key] if is_plain(key)))
    }

    /// In the form that the portal reads.
    pub(super) fn write(&self) -> String {
        let mut text = format!("{MARK}{}]", name(self.command));
        for spellings in &self.path {
            step(&mut text, spellings.first().map_or("", String::as_str));
        }
        text
    }
}

/// The name of a command in a request. Not a number, since PHP would write a list then.
pub(super) fn name(command: usize) -> String {
    format!("c{command}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const BATCH: &str = "0b7c0f6e-0000-4000-8000-000000000001";

    #[test]
    fn placeholders_are_read_again() {
        let reference = Reference::<Vec<i64>>::new(BATCH, 3, Some("result.items")).nth(2);
        let Origin::Here(found) = read(&reference.placeholder, BATCH) else {
            panic!("{reference:?}");
        };
        assert_eq!(found.write(), "$result[c3][result][items][2]");
        assert!(!found.is_ambiguous());
        let other = BATCH.replace('1', "2");
        assert_eq!(read(&reference.placeholder, &other), Origin::OtherBatch);
        for text in ["$result[c3][ID]", "$result[", "x", "$result[1.2]", ""] {
            assert_eq!(read(text, BATCH), Origin::Elsewhere, "{text}");
        }
    }

    #[test]
    fn any_key_survives() {
        for key in ["ID", "a|b", "x]y", "%5B", "[%7C]", "", "я"] {
            let reference = Reference::<Value>::new(BATCH, 0, None).entry(key);
            let Origin::Here(found) = read(&reference.placeholder, BATCH) else {
                panic!("{reference:?}");
            };
            assert_eq!(found.path, [[key]]);
            assert_eq!(
                found.is_ambiguous(),
                key.is_empty() || key.contains(['[', ']']),
                "{key}"
            );
        }
    }

    #[test]
    fn fields_are_known_by_their_place() {
        let time = || Reference::<crate::Time>::new(BATCH, 0, None);
        let picked = |reference: &str| reference.rsplit('[').next().map(str::to_owned);
        let operating = time().pick(|time| &time.operating);
        assert_eq!(
            picked(&operating.placeholder).as_deref(),
            Some("operating]")
        );
        let start = time().pick(|time| &time.date_start);
        assert_eq!(picked(&start.placeholder).as_deref(), Some("date_start]"));
    }
}
