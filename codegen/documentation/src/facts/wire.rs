//! Forms of JSON values.

use std::fmt;

use bitrix24_codegen::scalar::Scalar;

/// Kinds of JSON values, finer where the documentation is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Wire {
    /// A whole number, perhaps in quotes.
    Integer,
    /// A number with a fraction, perhaps in quotes.
    Number,
    /// Text.
    Text,
    /// `true` or `false`.
    Boolean,
    /// `"Y"` or `"N"`.
    Flag,
    /// A day.
    Date,
    /// A moment.
    DateTime,
    /// Seconds since 1970.
    Timestamp,
    /// A file with its name and contents.
    File,
    /// An object.
    Object,
    /// A list; of anything when its items are [`Wire::Any`].
    List(Box<Wire>),
    /// An object with keys of its own, whose values are alike.
    Map(Box<Wire>),
    /// Always `null`.
    Null,
    /// A union.
    Union(Vec<Wire>),
    /// Anything, or not stated.
    #[default]
    Any,
}

impl Wire {
    /// The form of a scalar.
    #[must_use]
    pub fn of(scalar: Scalar) -> Self {
        match scalar {
            Scalar::Integer => Self::Integer,
            Scalar::Double | Scalar::Decimal => Self::Number,
            Scalar::String | Scalar::Text | Scalar::Char => Self::Text,
            Scalar::Boolean => Self::Boolean,
            Scalar::Flag => Self::Flag,
            Scalar::Date => Self::Date,
            Scalar::DateTime => Self::DateTime,
            Scalar::Timestamp => Self::Timestamp,
            Scalar::File => Self::File,
            Scalar::Object => Self::Object,
            Scalar::Any => Self::Any,
            Scalar::None => Self::Null,
        }
    }

    /// A union of forms without duplicates; a single form is not a union.
    #[must_use]
    pub fn one_of(forms: impl IntoIterator<Item = Self>) -> Self {
        let mut all: Vec<Self> = Vec::new();
        for form in forms {
            let parts = match form {
                Self::Union(parts) => parts,
                single => vec![single],
            };
            for part in parts {
                if !all.contains(&part) {
                    all.push(part);
                }
            }
        }
        match all.len() {
            0 => Self::Null,
            1 => all.remove(0),
            _ => Self::Union(all),
        }
    }
}

impl fmt::Display for Wire {
    /// As the language of types writes it: `integer`, `text[]`, `map<number>`, `integer|text`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Text => "text",
            Self::Boolean => "boolean",
            Self::Flag => "flag",
            Self::Date => "date",
            Self::DateTime => "datetime",
            Self::Timestamp => "timestamp",
            Self::File => "file",
            Self::Object => "object",
            Self::Null => "null",
            Self::Any => "any",
            Self::List(item) if matches!(**item, Self::Union(_)) => return write!(f, "({item})[]"),
            Self::List(item) => return write!(f, "{item}[]"),
            Self::Map(value) => return write!(f, "map<{value}>"),
            Self::Union(alternatives) => {
                for (index, alternative) in alternatives.iter().enumerate() {
                    if index > 0 {
                        f.write_str("|")?;
                    }
                    alternative.fmt(f)?;
                }
                return Ok(());
            }
        })
    }
}
