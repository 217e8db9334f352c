//! The scalar types of the schema language, and their names in the other languages.

/// A scalar type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scalar {
    /// `integer`: a whole number.
    Integer,
    /// `double`: a number with a fraction.
    Double,
    /// `decimal`: an exact number with a fraction.
    Decimal,
    /// `string`: text.
    String,
    /// `text`: long text.
    Text,
    /// `char`: short text.
    Char,
    /// `boolean`: `true` or `false`.
    Boolean,
    /// `flag`: `Y` or `N`.
    Flag,
    /// `date`: a day.
    Date,
    /// `datetime`: a moment.
    DateTime,
    /// `timestamp`: seconds since 1970.
    Timestamp,
    /// `file`: a file with its name and contents.
    File,
    /// `object`: an object with undescribed keys.
    Object,
    /// `any`: any JSON.
    Any,
    /// `none`: always `null`.
    None,
}

/// The Rust type of a scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RustType {
    /// A type of the language or its prelude.
    Std(&'static str),
    /// A type of the runtime.
    Runtime(&'static str),
    /// `()`
    Unit,
    /// A map of text to any JSON.
    Map,
}

impl Scalar {
    /// Every scalar.
    pub const ALL: [Self; 15] = [
        Self::Integer,
        Self::String,
        Self::Text,
        Self::Char,
        Self::Double,
        Self::Decimal,
        Self::Flag,
        Self::Boolean,
        Self::Date,
        Self::DateTime,
        Self::Timestamp,
        Self::File,
        Self::Object,
        Self::Any,
        Self::None,
    ];

    /// Its name in the schema language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Integer => "integer",
            Self::Double => "double",
            Self::Decimal => "decimal",
            Self::String => "string",
            Self::Text => "text",
            Self::Char => "char",
            Self::Boolean => "boolean",
            Self::Flag => "flag",
            Self::Date => "date",
            Self::DateTime => "datetime",
            Self::Timestamp => "timestamp",
            Self::File => "file",
            Self::Object => "object",
            Self::Any => "any",
            Self::None => "none",
        }
    }

    /// The scalar of a name.
    ///
    /// ```
    /// use bitrix24_codegen::scalar::Scalar;
    ///
    /// assert_eq!(Scalar::named("datetime"), Some(Scalar::DateTime));
    /// assert_eq!(Scalar::named("Deal"), None);
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scalar| scalar.name() == name)
    }

    /// The scalar with the same Rust type and the same form on the wire: `string` for `text` and
    /// `char`.
    #[must_use]
    pub fn canonical(self) -> Self {
        match self {
            Self::Text | Self::Char => Self::String,
            other => other,
        }
    }

    /// Its Rust type.
    pub fn rust(self) -> RustType {
        match self {
            Self::Integer => RustType::Std("i64"),
            Self::Double => RustType::Std("f64"),
            Self::String | Self::Text | Self::Char => RustType::Std("String"),
            Self::Boolean => RustType::Std("bool"),
            Self::Decimal => RustType::Runtime("Decimal"),
            Self::Flag => RustType::Runtime("Flag"),
            Self::Date => RustType::Runtime("Date"),
            Self::DateTime => RustType::Runtime("DateTime"),
            Self::Timestamp => RustType::Runtime("Timestamp"),
            Self::File => RustType::Runtime("File"),
            Self::Any => RustType::Runtime("Value"),
            Self::Object => RustType::Map,
            Self::None => RustType::Unit,
        }
    }

    /// The variant that stands for it in a union.
    pub fn variant(self) -> &'static str {
        match self {
            Self::Integer => "Integer",
            Self::Double => "Double",
            Self::Decimal => "Decimal",
            Self::String | Self::Text | Self::Char => "Text",
            Self::Boolean => "Boolean",
            Self::Flag => "Flag",
            Self::Date => "Date",
            Self::DateTime => "DateTime",
            Self::Timestamp => "Timestamp",
            Self::File => "File",
            Self::Object => "Map",
            Self::Any => "Any",
            Self::None => "Nothing",
        }
    }

    /// A phrase for a value of it, for messages.
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Integer => "an integer",
            Self::Timestamp => "seconds since 1970",
            Self::String | Self::Text | Self::Char => "text",
            Self::Double | Self::Decimal => "a number",
            Self::Flag => "`Y` or `N`",
            Self::Boolean => "a truth value",
            Self::Date => "a date",
            Self::DateTime => "a date and time",
            Self::Object => "an object",
            Self::None => "`null`",
            Self::File | Self::Any => "a value",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Scalar;

    #[test]
    fn names_are_unique() {
        for scalar in Scalar::ALL {
            assert_eq!(Scalar::named(scalar.name()), Some(scalar));
            assert_eq!(scalar.rust(), scalar.canonical().rust());
        }
    }
}
