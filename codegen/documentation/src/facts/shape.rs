//! The shape of a value, with every name looked up.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use bitrix24_codegen::model::KeyType;
use bitrix24_codegen::scalar::Scalar;

use super::Wire;

/// The shape of a value. Whether it may be `null` is a separate fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// A scalar, an undescribed object, or an enumeration of a field's own.
    Scalar(Scalar),
    /// A named type.
    Named(Arc<Named>),
    /// An identifier of something.
    Id(Target),
    /// A list.
    List(Box<Shape>),
    /// An object with keys of its own, whose values are alike.
    Map(Box<Shape>, Box<Shape>),
    /// A union.
    Union(Vec<Shape>),
    /// Conditions on the fields of a type.
    Filter {
        /// The type.
        of: Target,
        /// Version of the REST protocol, by which conditions are an object or a list.
        version: u8,
    },
    /// An order by the fields of a type.
    Order(Target),
    /// A selection of the fields of a type.
    Select(Target),
}

/// A named type that is referred to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Full name: `crm.item.productrow.Row`.
    pub name: Arc<str>,
    /// The documentation's name of it.
    pub wire: Option<Arc<str>>,
    /// The type of its identifiers.
    pub key: KeyType,
    /// Whether the schema has it. A page may name something that the schema does not know, or knows
    /// better.
    pub known: bool,
}

/// A named type and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The type.
    pub target: Target,
    /// An object, the base of an enumeration, or the target of an alias.
    pub is: Shape,
}

impl Default for Shape {
    fn default() -> Self {
        Self::Scalar(Scalar::Any)
    }
}

impl Shape {
    /// A list of this.
    #[must_use]
    pub fn listed(self) -> Self {
        Self::List(Box::new(self))
    }

    /// The innermost item of a list; of any other shape, itself.
    #[must_use]
    pub fn item(&self) -> &Self {
        match self {
            Self::List(item) => item.item(),
            other => other,
        }
    }

    /// The innermost item of lists and maps.
    #[must_use]
    pub fn innermost(&self) -> &Self {
        match self {
            Self::List(item) | Self::Map(_, item) => item.innermost(),
            other => other,
        }
    }

    /// The named type that it is; not one in a list.
    #[must_use]
    pub fn named(&self) -> Option<&Target> {
        match self {
            Self::Named(named) => Some(&named.target),
            _ => None,
        }
    }

    /// Without names of types.
    #[must_use]
    pub fn unnamed(&self) -> &Self {
        match self {
            Self::Named(named) => named.is.unnamed(),
            other => other,
        }
    }

    /// Whether it names fields of a type: a filter, an order or a selection.
    #[must_use]
    pub fn names_fields(&self) -> bool {
        matches!(self, Self::Filter { .. } | Self::Order(_) | Self::Select(_))
    }

    /// Whether it is an undescribed object or any value, also in lists and maps.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.innermost(), Self::Scalar(Scalar::Object | Scalar::Any))
    }

    /// Whether a numbers' type is exact.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        match self {
            Self::Scalar(scalar) => *scalar == Scalar::Decimal,
            Self::Named(named) => named.is.is_exact(),
            Self::List(item) | Self::Map(_, item) => item.is_exact(),
            Self::Union(parts) => parts.iter().any(Self::is_exact),
            _ => false,
        }
    }

    /// Its form on the wire.
    #[must_use]
    pub fn wire(&self) -> Wire {
        match self {
            Self::Scalar(scalar) => Wire::of(*scalar),
            Self::Named(named) => named.is.wire(),
            Self::Id(target) => match target.key {
                KeyType::Integer => Wire::Integer,
                KeyType::String => Wire::Text,
            },
            Self::List(item) => Wire::List(Box::new(item.wire())),
            Self::Map(_, value) => Wire::Map(Box::new(value.wire())),
            Self::Union(parts) => Wire::one_of(parts.iter().map(Self::wire)),
            // Conditions of REST 3.0 are a list.
            Self::Filter { version: 3, .. } => Wire::List(Box::new(Wire::Any)),
            Self::Filter { .. } | Self::Order(_) => Wire::Object,
            Self::Select(_) => Wire::List(Box::new(Wire::Text)),
        }
    }

    /// Whether two snapshots of the documentation say the same by it. Types of one documented name
    /// are the same; of a type without such a name, what it is counts.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Scalar(one), Self::Scalar(other)) => one.canonical() == other.canonical(),
            (Self::Named(one), Self::Named(other)) => {
                match (&one.target.wire, &other.target.wire) {
                    (Some(one), Some(other)) => one == other,
                    _ => one.is.is_same(&other.is),
                }
            }
            (Self::Named(named), other) | (other, Self::Named(named)) => named.is.is_same(other),
            (Self::List(one), Self::List(other)) => one.is_same(other),
            (Self::Map(key, value), Self::Map(other_key, other_value)) => {
                key.is_same(other_key) && value.is_same(other_value)
            }
            (Self::Union(parts), Self::Union(others)) => {
                let has = |parts: &[Self], one: &Self| parts.iter().any(|part| part.is_same(one));
                parts.iter().all(|part| has(others, part))
                    && others.iter().all(|part| has(parts, part))
            }
            (Self::Id(one), Self::Id(other))
            | (Self::Order(one), Self::Order(other))
            | (Self::Select(one), Self::Select(other)) => one.is_same(other),
            (
                Self::Filter { of, version },
                Self::Filter {
                    of: other,
                    version: other_version,
                },
            ) => version == other_version && of.is_same(other),
            _ => false,
        }
    }
}

impl Target {
    /// Whether both are one type of the documentation.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        match (&self.wire, &other.wire) {
            (Some(one), Some(other)) => one == other,
            (None, None) => self.name == other.name,
            _ => false,
        }
    }
}

impl fmt::Display for Shape {
    /// As the type language writes it, with full names.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scalar(scalar) => f.write_str(scalar.name()),
            Self::Named(named) => f.write_str(&named.target.name),
            Self::Id(target) => write!(f, "id<{}>", target.name),
            Self::List(item) if matches!(**item, Self::Union(_)) => write!(f, "({item})[]"),
            Self::List(item) => write!(f, "{item}[]"),
            Self::Map(key, value) => write!(f, "map<{key},{value}>"),
            Self::Union(parts) => {
                for (index, part) in parts.iter().enumerate() {
                    let bar = if index > 0 { "|" } else { "" };
                    write!(f, "{bar}{part}")?;
                }
                Ok(())
            }
            Self::Filter { of, .. } => write!(f, "filter<{}>", of.name),
            Self::Order(of) => write!(f, "order<{}>", of.name),
            Self::Select(of) => write!(f, "select<{}>", of.name),
        }
    }
}

/// The name of a type without the suffix `__` and a number, which marks a page's description of a
/// type that the schema already has.
#[must_use]
pub(crate) fn public(text: &str) -> Cow<'_, str> {
    let Some(at) = text.find("__") else {
        return Cow::Borrowed(text);
    };
    let (before, rest) = text.split_at(at);
    let rest = rest[2..].trim_start_matches(|digit: char| digit.is_ascii_digit());
    Cow::Owned(format!("{before}{}", public(rest)))
}

#[cfg(test)]
mod tests {
    use super::public;

    #[test]
    fn numbers_of_second_descriptions_are_not_shown() {
        assert_eq!(public("crm.Row__12[]"), "crm.Row[]");
        assert_eq!(public("map<string,Row__3>|Sum__4"), "map<string,Row>|Sum");
        assert_eq!(public("Row[]"), "Row[]");
    }
}
