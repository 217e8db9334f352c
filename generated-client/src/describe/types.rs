//! Types of parameters and answers.

use serde::Deserialize;

use super::named;

/// A parameter, or a field of an object.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Field {
    /// Name on the wire, or a pattern of names such as `UF_CRM_*`.
    pub name: String,
    /// Other spellings that the documentation has.
    pub aliases: Vec<String>,
    /// Type of its values.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// What it is.
    pub doc: Option<String>,
    /// Whether a request must have it.
    #[serde(flatten)]
    pub required: Requirement,
    /// What the portal takes when it is missing, as JSON text.
    pub default: Option<String>,
    /// Whether `null` is a value of it.
    pub nullable: bool,
    /// When it can be written.
    pub access: Access,
    /// What it cannot be used for.
    #[serde(default)]
    pub without: Vec<Use>,
    /// Whether it should no longer be used.
    pub deprecated: bool,
}

impl Field {
    /// Whether that is one of its spellings. Names are compared with their case.
    pub fn is_named(&self, name: &str) -> bool {
        self.name == name || self.aliases.iter().any(|alias| alias == name)
    }
}

/// Whether a request must have a parameter.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "required", content = "condition", rename_all = "lowercase")]
#[non_exhaustive]
pub enum Requirement {
    /// It must.
    Yes,
    /// It need not.
    No,
    /// The documentation does not say.
    Unknown,
    /// Under a condition, said in words.
    When(String),
    /// It belongs to an alternative of a group of which one must be sent: names of the group and of the alternative.
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
    /// When the object is added.
    Create,
    /// Always, and it is never answered.
    Write,
}

/// What a field of an object is used for in a list.
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

/// The type of a value, as far as it can be said in place.
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
    /// A number with fractions that is kept exact, such as money.
    Decimal,
    /// Yes or no as `Y` or `N`.
    Flag,
    /// `true` or `false`.
    Boolean,
    /// A day.
    Date,
    /// A day with the time.
    DateTime,
    /// Seconds since 1970.
    Timestamp,
    /// A file with its content.
    File,
    /// Any JSON.
    Any,
    /// Nothing.
    None,
    /// Identifier of an object; the name is that of its type.
    Id(String),
    /// A type that is described by itself; see [`named`].
    Named(String),
    /// A list.
    List(Box<Kind>),
    /// Values by their keys.
    Map(Box<Kind>, Box<Kind>),
    /// How to sort objects of that type.
    Order(String),
    /// Which fields of that type to answer.
    Select(String),
}

/// A type that is described by itself.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Type {
    /// What it is.
    pub doc: Option<String>,
    /// Kind of its identifiers, if it has some: [`Kind::Integer`] or [`Kind::Text`].
    pub key: Option<Kind>,
    /// The documentation's name of it, such as `TaskDto`, where that is another one.
    #[serde(default)]
    pub wire: Option<String>,
    /// What its values look like.
    pub shape: Shape,
}

/// What the values of a type look like.
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
    /// Another name for a kind.
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
    /// Value on the wire, or the pattern of a family.
    pub wire: String,
    /// Whether it stands for a family of values.
    pub family: bool,
}

/// A filter of a list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct FilterShape {
    /// Type whose fields are compared.
    pub of: String,
    /// Keys that must be there, with their operators.
    pub required: Vec<String>,
    /// Prefixes that a key may have.
    pub operators: Vec<String>,
    /// Those of them whose value may be a list as well.
    pub lists: Vec<String>,
    /// Those of them that do not work on fields of some types.
    pub refused: Vec<RefusedShape>,
    /// Whether it takes groups with `"logic": "OR"`.
    pub or: bool,
}

/// Operators that a filter does not take on fields of some types.
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
    /// What is in a list, also in a list of lists; of anything else, itself.
    pub fn item(&self) -> &Self {
        match self {
            Self::List(item) => item.item(),
            other => other,
        }
    }

    /// The type that an object of this kind has, also as an item of a list: the one that says what fields there are.
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
