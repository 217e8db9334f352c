//! Values in REST 3.0, where numbers are not written as text.

use bitrix24::Value;
use bitrix24::describe::{self, Kind, Method, ObjectShape, Shape};
use bitrix24::{Date, DateTime, Timestamp};

/// The name of the expected type of a value. Returns `None` when the value has it. Only scalars are
/// checked.
pub(super) fn expected(kind: &Kind, value: &Value) -> Option<&'static str> {
    let (name, fits) = match kind {
        Kind::Integer => ("int", value.as_integer().is_some()),
        Kind::Id(name) => {
            let key = describe::named(name).and_then(|ty| ty.key.as_ref());
            return expected(key.unwrap_or(&Kind::Integer), value);
        }
        Kind::Text => ("string", value.as_text().is_some()),
        Kind::Double | Kind::Decimal => (
            "float",
            matches!(value, Value::Integer(_) | Value::Float(_)),
        ),
        Kind::Flag => ("string", matches!(value.as_text(), Some("Y" | "N"))),
        // The documentation has both ways to write it.
        Kind::Boolean => (
            "bool",
            value.as_bool().is_some() || matches!(value.as_text(), Some("Y" | "N")),
        ),
        Kind::Date => (
            "Date",
            value.as_text().is_some() && value.read::<Date>().is_ok(),
        ),
        Kind::DateTime => (
            "DateTime",
            value.as_text().is_some() && value.read::<DateTime>().is_ok(),
        ),
        Kind::Timestamp => ("int", value.read::<Timestamp>().is_ok()),
        _ => return None,
    };
    (!fits).then_some(name)
}

/// A type of objects.
#[derive(Clone, Copy)]
pub(super) struct Entity<'a> {
    /// Its name in errors.
    pub(super) name: &'a str,
    pub(super) shape: &'static ObjectShape,
}

impl<'a> Entity<'a> {
    /// The type of a name, if it is an object type.
    pub(super) fn named(path: &'a str) -> Option<Self> {
        let ty = describe::named(path)?;
        let Shape::Object(shape) = &ty.shape else {
            return None;
        };
        let short = path.rsplit("::").next().unwrap_or(path);
        let name = ty.wire.as_deref().unwrap_or(short);
        Some(Self { name, shape })
    }

    /// The object type of a kind, also of the items of a list.
    pub(super) fn of(kind: &'a Kind) -> Option<Self> {
        match kind.item() {
            Kind::Named(name) => Self::named(name),
            _ => None,
        }
    }

    /// The object type of a method: that of its answer, or else that of another method of its
    /// namespace.
    pub(super) fn about(method: &'a Method) -> Option<Self> {
        Self::of(&method.result.kind).or_else(|| {
            let is_near = |other: &&Method| {
                other.namespace == method.namespace && other.version == method.version
            };
            let mut near = describe::methods().iter().filter(is_near);
            near.find_map(|other| Self::of(&other.result.kind))
        })
    }
}
