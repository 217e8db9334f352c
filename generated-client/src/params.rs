//! Parameters of a call, in their order.

mod arg;
mod conversions;
mod family;
mod format;
mod one_or_many;
mod takes;
mod union;

use std::fmt;

use serde::Serialize;

pub use self::arg::{Arg, Clear, IntoArg, Optional, Required};
#[doc(hidden)]
pub use self::family::FieldName;
pub(crate) use self::format::Form;
#[doc(hidden)]
pub use self::format::{BooleanFormat, FieldFormat, FileFormat, Formats, Held};
pub use self::one_or_many::OneOrMany;
#[doc(hidden)]
pub use self::union::{Emitted, FromInteger};
use crate::pattern::fits;
use crate::value::{Map, Value};
use crate::values::remove_addresses;

/// Parameters of a call, in the order in which they were set.
///
/// ```
/// use bitrix24::Params;
///
/// let params = Params::new().param("id", 5).param("fields", Params::new().param("TITLE", "New"));
/// assert_eq!(serde_json::to_string(&params)?, r#"{"id":5,"fields":{"TITLE":"New"}}"#);
/// # Ok::<_, serde_json::Error>(())
/// ```
#[derive(Clone, Default, PartialEq)]
#[must_use]
pub struct Params {
    pub(crate) entries: Map<String, Value>,
    /// Setters return the parameters and not a `Result`; problems are reported when the parameters
    /// are sent.
    pub(crate) problem: Option<Box<ParamsProblem>>,
    /// The conditions of a filter whose values are yes or no.
    booleans: Vec<String>,
}

/// Why parameters cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParamsProblem {
    /// A filter has two conditions with the same operator and field, of which the portal would see
    /// only one.
    SameCondition {
        /// Operator and field.
        key: String,
    },
    /// An alternative of a filter has no condition, or there is no alternative at all.
    NoCondition,
    /// An alternative of a filter of REST 3.0 has several conditions, for which no form is
    /// documented.
    NotSingle,
    /// The name of a field does not match the pattern of its setter.
    WrongName {
        /// The name.
        name: String,
        /// The pattern, such as `UF_CRM_*`.
        pattern: &'static str,
    },
    /// The parameters refer to the result of a command of a batch, which only that batch can send.
    Reference,
}

impl ParamsProblem {
    /// The problem to report of two: the first one, but a reference only if there is no other,
    /// since it is valid in its batch.
    pub(crate) fn graver(first: Option<Box<Self>>, second: Option<Box<Self>>) -> Option<Box<Self>> {
        match (first, second) {
            (Some(first), Some(second)) if *first == Self::Reference => Some(second),
            (first, second) => first.or(second),
        }
    }
}

impl Params {
    /// No parameters.
    #[inline]
    pub const fn new() -> Self {
        Self {
            entries: Map::new(),
            problem: None,
            booleans: Vec::new(),
        }
    }

    /// Sets a parameter to a value of any type; an earlier value is replaced. `None` sets nothing.
    ///
    /// Addresses of files contain tokens, and are not sent back: a [`File`](crate::File) or a record
    /// that was read has the numbers of its files, and a [`Value`] loses such addresses. Texts and
    /// [`serde_json::Value`] are sent as they are; so is what [`insert`](Self::insert) sets.
    ///
    /// ```
    /// use bitrix24::{Params, Value};
    ///
    /// let read = r#"{"photo": {"id": 5, "urlMachine": "https://example.com/?token=secret"}}"#;
    /// let row: Value = serde_json::from_str(read)?;
    /// let params = Params::new().param("fields", row);
    /// assert_eq!(serde_json::to_string(&params)?, r#"{"fields":{"photo":{"id":5}}}"#);
    /// # Ok::<_, serde_json::Error>(())
    /// ```
    pub fn param(self, name: &str, value: impl IntoArg<Value>) -> Self {
        self.with(name, value)
    }

    /// Sets a parameter of a known type; an earlier value is replaced.
    #[inline]
    #[doc(hidden)]
    pub fn with<T, P>(mut self, name: &str, value: impl IntoArg<T, P>) -> Self {
        self.put(name, value.into_arg().erase());
        self
    }

    /// Sets a parameter of a known type, written as the place takes it.
    #[inline]
    #[doc(hidden)]
    pub fn with_format<T, P>(
        mut self,
        name: &str,
        formats: Formats,
        value: impl IntoArg<T, P>,
    ) -> Self {
        self.put(name, value.into_arg().erase().formatted(formats));
        self
    }

    /// Sets a parameter of a known type whose fields have formats, also those of an object that was
    /// not made by a builder.
    #[inline]
    #[doc(hidden)]
    pub fn with_field_formats<T, P>(
        mut self,
        name: &str,
        formats: &'static [FieldFormat],
        value: impl IntoArg<T, P>,
    ) -> Self {
        self.put(name, value.into_arg().erase().with_field_formats(formats));
        self
    }

    /// Sets a parameter whose name must match a pattern.
    #[inline]
    #[doc(hidden)]
    pub fn with_family<T, N: FieldName<T>, P>(
        self,
        pattern: &'static str,
        name: &N,
        value: impl IntoArg<N::Value, P>,
    ) -> Self {
        self.with_family_format(pattern, Formats::default(), name, value)
    }

    /// Sets a parameter whose name must match a pattern, written as the place takes it.
    #[inline]
    #[doc(hidden)]
    pub fn with_family_format<T, N: FieldName<T>, P>(
        mut self,
        pattern: &'static str,
        formats: Formats,
        name: &N,
        value: impl IntoArg<N::Value, P>,
    ) -> Self {
        let value = value.into_arg().erase().formatted(formats);
        self.put_family(pattern, name.name(), value);
        self
    }

    /// Sets all parameters of another set.
    #[doc(hidden)]
    pub fn with_all(mut self, other: Self) -> Self {
        self.note(other.problem);
        self.booleans.extend(other.booleans);
        self.entries.extend(other.entries);
        self
    }

    /// Sets a parameter to any JSON, which is sent as it is.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) {
        self.entries.insert(name.into(), value.into());
    }

    /// Removes a parameter.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        self.entries.remove(name)
    }

    /// The value of a parameter.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.entries.get(name)
    }

    /// The value of a parameter, mutably.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        self.entries.get_mut(name)
    }

    /// Names and values in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> {
        self.entries
            .iter()
            .map(|(name, value)| (name.as_str(), value))
    }

    /// Number of parameters.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are no parameters.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Why the parameters cannot be sent; `None` if they can.
    pub fn problem(&self) -> Option<&ParamsProblem> {
        self.problem.as_deref()
    }

    /// Parameters from names and values.
    pub(crate) fn of(entries: Map<String, Value>) -> Self {
        Self {
            entries,
            ..Self::default()
        }
    }

    /// Parameters that refer to the result of a command of a batch.
    pub(crate) fn referring(entries: Map<String, Value>) -> Self {
        Self {
            entries,
            problem: Some(Box::new(ParamsProblem::Reference)),
            booleans: Vec::new(),
        }
    }

    /// Returns names and values.
    pub fn into_map(self) -> Map<String, Value> {
        self.entries
    }

    /// The parameters as an object for a command of a batch, and whether they refer to results of
    /// others.
    pub(crate) fn into_value(self) -> Result<(Value, bool), ParamsProblem> {
        match self.problem.map(|problem| *problem) {
            None => Ok((Value::Map(self.entries), false)),
            Some(ParamsProblem::Reference) => Ok((Value::Map(self.entries), true)),
            Some(problem) => Err(problem),
        }
    }

    /// The values by position, for methods that take a JSON array. Gaps are `null`, trailing gaps
    /// are omitted, and so are parameters that `order` does not name.
    pub fn into_list(mut self, order: &[impl AsRef<str>]) -> Vec<Value> {
        let mut values: Vec<Value> = order
            .iter()
            .map(|name| self.entries.remove(name.as_ref()).unwrap_or_default())
            .collect();
        let end = values
            .iter()
            .rposition(|value| !value.is_null())
            .map_or(0, |last| last + 1);
        values.truncate(end);
        values
    }

    /// Adds a problem.
    pub(crate) fn with_problem(mut self, problem: Option<ParamsProblem>) -> Self {
        self.note(problem.map(Box::new));
        self
    }

    pub(crate) fn put(&mut self, name: &str, value: Erased) {
        let Erased { value, problem, .. } = value.without_addresses();
        self.note(problem);
        let Some(value) = value else { return };
        match self.entries.get_mut(name) {
            Some(old) => *old = value,
            None => self.entries.push(name.to_owned(), value),
        }
    }

    fn put_family(&mut self, pattern: &'static str, name: &str, value: Erased) {
        if !fits(pattern, name) {
            self.note(Some(Box::new(ParamsProblem::WrongName {
                name: name.to_owned(),
                pattern,
            })));
        }
        self.put(name, value);
    }

    pub(crate) fn note(&mut self, problem: Option<Box<ParamsProblem>>) {
        self.problem = ParamsProblem::graver(self.problem.take(), problem);
    }
}

impl fmt::Debug for Params {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.entries.fmt(f)
    }
}

impl Serialize for Params {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.entries.serialize(serializer)
    }
}

impl From<Map<String, Value>> for Params {
    /// Addresses of files are left out, as by [`Params::param`].
    fn from(mut entries: Map<String, Value>) -> Self {
        for (_, value) in entries.iter_mut() {
            remove_addresses(value);
        }
        Self::of(entries)
    }
}

impl<K: Into<String>, V: Into<Value>> FromIterator<(K, V)> for Params {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let entries: Map<String, Value> = entries
            .into_iter()
            .map(|(name, value)| (name.into(), value.into()))
            .collect();
        Self::from(entries)
    }
}

impl fmt::Display for ParamsProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SameCondition { key } => {
                write!(
                    f,
                    "the filter has two conditions `{key}`, of which the portal would see only one"
                )
            }
            Self::NoCondition => f.write_str("the filter has an alternative without a condition"),
            Self::NotSingle => f.write_str(
                "the filter has an alternative of several conditions, but alternatives of REST 3.0 have one condition only",
            ),
            Self::WrongName { name, pattern } => {
                write!(f, "the name `{name}` does not match `{pattern}`")
            }
            Self::Reference => f.write_str(
                "the parameters refer to the result of a command of a batch, which only that batch can send",
            ),
        }
    }
}

impl std::error::Error for ParamsProblem {}

/// A value for a parameter, without its type.
pub(crate) struct Erased {
    /// `None` leaves the parameter out.
    pub(crate) value: Option<Value>,
    pub(crate) form: Form,
    pub(crate) problem: Option<Box<ParamsProblem>>,
}
