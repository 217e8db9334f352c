//! Types of parameters and answers.

use serde::Deserialize;

use super::named;

/// A parameter, or a field of an object.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Field {
    /// Name in the API, or a pattern of names such as `UF_CRM_*`.
    pub name: String,
    /// Other spellings that the documentation has.
    pub aliases: Vec<String>,
    /// Type of its values.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// What it is.
    pub doc: Option<String>,
    /// Whether it is required.
    #[serde(flatten)]
    pub required: Requirement,
    /// The default, as JSON text.
    pub default: Option<String>,
    /// Whether it may be `null`.
    pub nullable: bool,
    /// When it can be written.
    pub access: Access,
    /// What it cannot be used for.
    #[serde(default)]
    pub without: Vec<Use>,
    /// Whether it is deprecated.
    pub deprecated: bool,
}

impl Field {
    /// Whether it has this name. Names are compared with their case.
    pub fn is_named(&self, name: &str) -> bool {
        self.name == name || self.aliases.iter().any(|alias| alias == name)
    }
}

/// Whether a parameter is required.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "required", content = "condition", rename_all = "lowercase")]
#[non_exhaustive]
pub enum Requirement {
    /// It is required.
    Yes,
    /// It is optional.
    No,
    /// The documentation does not say.
    Unknown,
    /// It is required under a condition, in words.
    When(String),
    /// It belongs to an alternative of a group of which one is required: names of the group and of
    /// the alternative.
    Either(String, String),
}

/// When a field can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Access {
    /// Always.
    All,
    /// Never: the portal sets it.
    Read,
    /// Only when the object is added.
    Create,
    /// Always, and it is never returned.
    Write,
}

/// The uses of an object's field in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Use {
    /// In a filter.
    Filter,
    /// In an order.
    Order,
    /// In a selection.
    Select,
}

/// The type of a value, as far as it is not described by name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Kind {
    /// A whole number.
    Integer,
    /// Text.
    #[serde(rename = "string")]
    Text,
    /// A number with fractions.
    Double,
    /// An exact number with fractions, such as money.
    Decimal,
    /// A boolean as `Y` or `N`.
    Flag,
    /// `true` or `false`.
    Boolean,
    /// A date.
    Date,
    /// A date with a time of day.
    DateTime,
    /// Seconds since 1970.
    Timestamp,
    /// A file with its contents.
    File,
    /// Any JSON.
    Any,
    /// No value.
    None,
    /// Identifier of an object; the name is that of its type.
    Id(String),
    /// A type with a description of its own; see [`named`].
    Named(String),
    /// A list.
    List(Box<Kind>),
    /// Values by their keys.
    Map(Box<Kind>, Box<Kind>),
    /// An order of objects of that type.
    Order(String),
    /// A selection of fields of that type.
    Select(String),
}

/// A type with a description of its own.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Type {
    /// What it is.
    pub doc: Option<String>,
    /// Kind of its identifiers, if it has them: [`Kind::Integer`] or [`Kind::Text`].
    pub key: Option<Kind>,
    /// The documentation's name for it, such as `TaskDto`, if that differs.
    #[serde(default)]
    pub wire: Option<String>,
    /// The form of its values.
    pub shape: Shape,
}

/// The form of a type's values.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Shape {
    /// Only its identifiers are used.
    Marker,
    /// An object with fields.
    Object(ObjectShape),
    /// One of several values.
    Enumeration(ValueShape),
    /// A value of one of several kinds.
    Union(Vec<Kind>),
    /// An alias of a kind.
    Alias(Kind),
    /// A filter of a list.
    Filter(FilterShape),
}

/// An object with fields.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct ObjectShape {
    /// Fields in their documented order.
    pub fields: Vec<Field>,
    /// Families of fields; their names are patterns.
    pub patterns: Vec<Field>,
}

/// One of several values.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct ValueShape {
    /// Whether the values are whole numbers.
    pub integer: bool,
    /// The documented values.
    pub values: Vec<ValueRow>,
}

impl ValueShape {
    /// Whether the documentation lists the value.
    pub fn lists(&self, value: &str) -> bool {
        let fits = |row: &ValueRow| {
            if row.family {
                crate::pattern::fits(&row.wire, value)
            } else {
                row.wire == value
            }
        };
        self.values.iter().any(fits)
    }
}

/// A documented value.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct ValueRow {
    /// Name of its variant.
    pub name: String,
    /// Value in the API, or the pattern of a family.
    pub wire: String,
    /// Whether it represents a family of values.
    pub family: bool,
}

/// A filter of a list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct FilterShape {
    /// Type whose fields are compared.
    pub of: String,
    /// Required keys, with their operators.
    pub required: Vec<String>,
    /// Operators that a key may have, as prefixes.
    pub operators: Vec<String>,
    /// Those operators whose value may be a list.
    pub lists: Vec<String>,
    /// Those operators that do not work on fields of some types.
    pub refused: Vec<RefusedShape>,
    /// Whether it takes groups with `"logic": "OR"`.
    pub or: bool,
}

/// Operators that a filter does not accept on fields of some types.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct RefusedShape {
    /// Prefixes of the operators.
    pub operators: Vec<String>,
    /// The types.
    pub types: Vec<Kind>,
}

impl FilterShape {
    /// Whether an operator does not work on fields of a kind.
    pub fn refuses(&self, operator: &str, kind: &Kind) -> bool {
        let kind = kind.item();
        self.refused.iter().any(|refused| {
            refused.operators.iter().any(|known| known == operator) && refused.types.contains(kind)
        })
    }
}

impl Kind {
    /// The items of a list, also of a list of lists; of any other kind, itself.
    pub fn item(&self) -> &Self {
        match self {
            Self::List(item) => item.item(),
            other => other,
        }
    }

    /// The type of an object of this kind, also as an item of a list: the type with the fields.
    pub fn object(&self) -> Option<&'static ObjectShape> {
        match self {
            Self::List(item) => item.object(),
            Self::Named(name) => match &named(name)?.shape {
                Shape::Object(object) => Some(object),
                Shape::Alias(target) => target.object(),
                _ => None,
            },
            _ => None,
        }
    }
}
