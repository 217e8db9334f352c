//! Checks the parameters of a call against the schema.

mod filter;
mod problem;
mod scalar;
#[cfg(test)]
mod tests;

use crate::arguments::{is_empty, items, text};
use bitrix24::describe::{self, Access, Field, Kind, Method, ObjectShape, Requirement, Shape};
use bitrix24::internal::fits;
use bitrix24::{Map, Value};

use self::problem::Path;
pub(crate) use self::problem::{Problem, Trouble};

/// Parameters that every method takes: for authorisation, and those that the vendor's SDKs add to
/// every call, which no method sees.
pub(crate) const UNIVERSAL: &[&str] = &[
    "auth",
    "start",
    "bx24_request_id",
    "bx24_sdk_ver",
    "bx24_sdk_type",
    "__order",
];

/// Checks a call. Returns the first problem, missing parameters before wrong ones.
pub(crate) fn check(
    method: &Method,
    parameters: &Map<String, Value>,
    ignore_unknown: bool,
) -> Result<(), Problem> {
    let check = Check {
        method,
        answered: method.result.kind.object(),
        ignore_unknown,
        documents_wrong_values: method.errors.iter().any(problem::is_about_values),
    };
    let known = Known {
        fields: &method.params,
        patterns: &[],
        universal: UNIVERSAL,
    };
    check.fields(&known, parameters, None)
}

/// The checks of one call.
struct Check<'a> {
    method: &'a Method,
    /// The answer of the method: its fields that are not parameters cannot be written.
    answered: Option<&'static ObjectShape>,
    ignore_unknown: bool,
    documents_wrong_values: bool,
}

/// The names that an object may have.
struct Known<'a> {
    fields: &'a [Field],
    patterns: &'a [Field],
    universal: &'a [&'a str],
}

impl<'a> Known<'a> {
    fn of(object: &'a ObjectShape) -> Self {
        Self {
            fields: &object.fields,
            patterns: &object.patterns,
            universal: &[],
        }
    }

    fn find(&self, name: &str) -> Option<&'a Field> {
        self.fields
            .iter()
            .find(|field| field.is_named(name))
            .or_else(|| self.patterns.iter().find(|field| fits(&field.name, name)))
    }

    fn names(&self) -> String {
        let names = self
            .fields
            .iter()
            .chain(self.patterns)
            .map(|field| field.name.as_str());
        names.collect::<Vec<_>>().join(", ")
    }
}

impl Check<'_> {
    fn fields(
        &self,
        known: &Known<'_>,
        given: &Map<String, Value>,
        path: Option<&Path<'_>>,
    ) -> Result<(), Problem> {
        let is_given = |field: &Field| {
            given
                .iter()
                .any(|(name, value)| field.is_named(name) && !value.is_null())
        };
        for field in known.fields {
            let missing = match &field.required {
                Requirement::Yes => !is_given(field),
                Requirement::Either(group, _) => !either(known.fields, group, is_given),
                _ => false,
            };
            if missing {
                return Err(Path::Field(path, &field.name).problem(Trouble::Missing, String::new()));
            }
        }
        given.iter().try_for_each(|(name, value)| {
            let path = Path::Field(path, name);
            match known.find(name) {
                Some(field) if field.access == Access::Read => {
                    self.unwritable(&path, Trouble::ReadOnly, known)
                }
                Some(field) if is_empty(value) && field.required != Requirement::Yes => Ok(()),
                Some(field) => self.value(&field.kind, value, &path),
                None if known.universal.contains(&name.as_str()) => Ok(()),
                None if self.is_answered(name, &path) => {
                    self.unwritable(&path, Trouble::ReadOnly, known)
                }
                None => self.unwritable(&path, Trouble::Unknown, known),
            }
        })
    }

    /// Whether the answer has a field of that name, which here is inside a parameter.
    fn is_answered(&self, name: &str, path: &Path<'_>) -> bool {
        !path.is_parameter()
            && self
                .answered
                .is_some_and(|object| Known::of(object).find(name).is_some())
    }

    /// A name that cannot be written. PHP ignores such names, except where the method documents an
    /// error for them.
    fn unwritable(
        &self,
        path: &Path<'_>,
        trouble: Trouble,
        known: &Known<'_>,
    ) -> Result<(), Problem> {
        if self.ignore_unknown && (path.is_parameter() || !self.documents_wrong_values) {
            return Ok(());
        }
        let detail = match trouble {
            Trouble::ReadOnly => format!("{} cannot set it", self.method.name),
            _ if known.fields.is_empty() && known.patterns.is_empty() => "expected none".to_owned(),
            _ => format!("expected one of {}", known.names()),
        };
        Err(path.problem(trouble, detail))
    }

    fn value(&self, kind: &Kind, value: &Value, path: &Path<'_>) -> Result<(), Problem> {
        match kind {
            Kind::List(item) => match value {
                Value::List(_) | Value::Map(_) => items(value)
                    .into_iter()
                    .enumerate()
                    .try_for_each(|(index, value)| {
                        self.value(item, value, &Path::Item(path, index))
                    }),
                _ => Err(path.wrong(Trouble::WrongType, "a list", value)),
            },
            Kind::Map(_, item) => match object(value) {
                Some(map) => map.iter().try_for_each(|(key, value)| {
                    self.value(item, value, &Path::Field(Some(path), key))
                }),
                None if value.as_list().is_some() => {
                    self.value(&Kind::List(item.clone()), value, path)
                }
                None => Err(path.wrong(Trouble::WrongType, "an object", value)),
            },
            Kind::Order(name) => filter::order(name, value, path),
            Kind::Select(name) => filter::select(name, value, path),
            Kind::Named(name) => match describe::named(name) {
                Some(ty) => self.shape(&ty.shape, value, path),
                None => Ok(()),
            },
            Kind::Id(name) => {
                let key = describe::named(name)
                    .and_then(|ty| ty.key.as_ref())
                    .unwrap_or(&Kind::Integer);
                scalar::check(key, value, path)
            }
            _ => scalar::check(kind, value, path),
        }
    }

    fn shape(&self, shape: &Shape, value: &Value, path: &Path<'_>) -> Result<(), Problem> {
        match shape {
            Shape::Alias(kind) => self.value(kind, value, path),
            Shape::Object(shape) => match object(value) {
                Some(map) => self.fields(&Known::of(shape), map, Some(path)),
                None => Err(path.wrong(Trouble::WrongType, "an object", value)),
            },
            Shape::Enumeration(values) if text(value).is_some_and(|value| values.lists(&value)) => {
                Ok(())
            }
            Shape::Enumeration(values) => {
                let listed = values
                    .values
                    .iter()
                    .map(|row| row.wire.as_str())
                    .collect::<Vec<_>>()
                    .join(", ");
                Err(path.wrong(Trouble::NotListed, &format!("one of {listed}"), value))
            }
            Shape::Union(kinds)
                if kinds
                    .iter()
                    .any(|kind| self.value(kind, value, path).is_ok()) =>
            {
                Ok(())
            }
            Shape::Union(kinds) => {
                let kinds = kinds
                    .iter()
                    .map(scalar::name)
                    .collect::<Vec<_>>()
                    .join(" or ");
                Err(path.wrong(Trouble::WrongType, &kinds, value))
            }
            Shape::Filter(shape) => filter::filter(shape, value, path, &|kind, value, path| {
                self.value(kind, value, path)
            }),
            // A marker has no values, and other shapes are not checked.
            _ => Ok(()),
        }
    }
}

/// Whether all of one alternative of a group are given.
fn either(fields: &[Field], group: &str, is_given: impl Fn(&Field) -> bool) -> bool {
    let members: Vec<(&str, &Field)> = fields
        .iter()
        .filter_map(|field| match &field.required {
            Requirement::Either(of, alternative) if of == group => {
                Some((alternative.as_str(), field))
            }
            _ => None,
        })
        .collect();
    let is_complete = |alternative: &str| {
        members
            .iter()
            .filter(|(of, _)| *of == alternative)
            .all(|(_, field)| is_given(field))
    };
    members
        .iter()
        .any(|(alternative, _)| is_complete(alternative))
}

/// The fields of an object. An empty list is one too, because PHP writes an empty object as `[]`.
fn object(value: &Value) -> Option<&Map<String, Value>> {
    static EMPTY: Map<String, Value> = Map::new();
    match value {
        Value::Map(map) => Some(map),
        Value::List(items) if items.is_empty() => Some(&EMPTY),
        _ => None,
    }
}
