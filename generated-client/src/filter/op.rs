//! The operators of conditions.

/// How two values are compared.
pub trait Operator {
    /// What stands before the field's name on the wire.
    const PREFIX: &'static str;
}

macro_rules! operators {
    ($($(#[$docs:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$docs])*
        #[doc = concat!("\n\nWritten as `", $prefix, "`.")]
        #[derive(Debug, Clone, Copy)]
        pub enum $name {}

        impl Operator for $name {
            const PREFIX: &'static str = $prefix;
        }
    )*};
}

operators! {
    /// Equal.
    Equal = "=";
    /// Not equal.
    NotEqual = "!=";
    /// Not, in filters that do not write `!=`.
    Not = "!";
    /// Equal to one of a list.
    EqualToAny = "=";
    /// Not equal to any of a list.
    NotEqualToAny = "!=";
    /// None of a list, in filters that do not write `!=`.
    NotAny = "!";
    /// Greater.
    Greater = ">";
    /// Greater or equal.
    GreaterOrEqual = ">=";
    /// Less.
    Less = "<";
    /// Less or equal.
    LessOrEqual = "<=";
    /// One of a list.
    In = "@";
    /// None of a list.
    NotIn = "!@";
    /// Contains a text.
    Contains = "%";
    /// Does not contain a text.
    NotContains = "!%";
    /// Fits a pattern with `%`.
    Like = "=%";
    /// Does not fit a pattern with `%`.
    NotLike = "!=%";
    /// Between two values.
    Between = "><";
    /// Not between two values.
    NotBetween = "!><";
}

/// Splits the key of a condition into its operator and its field.
pub(crate) fn split(key: &str) -> (&str, &str) {
    let field = key.trim_start_matches(['=', '!', '>', '<', '%', '@']);
    key.split_at(key.len() - field.len())
}

/// The operator as REST 3.0 writes it: two of them are words there.
pub(crate) fn word(prefix: &str) -> &str {
    match prefix {
        "" => "=",
        "!" => "!=",
        "@" => "in",
        "><" => "between",
        other => other,
    }
}
