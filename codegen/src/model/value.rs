//! Values as files write them.

use super::Ordered;

/// Text, a number or a truth value, kept as it is written.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "command", derive(schemars::JsonSchema), schemars(untagged))]
pub enum Scalar {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Float(f64),
    /// Text.
    Text(String),
}

impl std::fmt::Display for Scalar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Bool(value) => write!(f, "{value}"),
            Self::Integer(value) => write!(f, "{value}"),
            Self::Float(value) => write!(f, "{value}"),
            Self::Text(value) => f.write_str(value),
        }
    }
}

/// Any JSON value.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "command", derive(schemars::JsonSchema), schemars(untagged))]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Float(f64),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object.
    Map(Ordered<Json>),
}
