//! Kinds of JSON values as text.

use std::fmt;

use super::Wire;

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
