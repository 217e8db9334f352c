//! The operators of conditions.

/// A comparison of two values.
pub trait Operator {
    /// The prefix of the field's name in the key.
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
    /// Not, in filters that do not use `!=`.
    Not = "!";
    /// Equal, or `null`.
    EqualOrNull = "+";
    /// Equal to one of a list.
    EqualToAny = "=";
    /// Not equal to any of a list.
    NotEqualToAny = "!=";
    /// None of a list, in filters that do not use `!=`.
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
    /// Matches a pattern with `%`.
    Like = "=%";
    /// Does not match a pattern with `%`.
    NotLike = "!=%";
    /// Contains a text, in filters that use `?`. Those of `entity.*` check whether there is a value.
    Search = "?";
    /// Between two values.
    Between = "><";
    /// Not between two values.
    NotBetween = "!><";
}

/// Splits the key of a condition into operator and field.
pub(crate) fn split(key: &str) -> (&str, &str) {
    let field = key.trim_start_matches(['=', '!', '>', '<', '%', '@', '+', '?']);
    key.split_at(key.len() - field.len())
}

/// The operator in the form of REST 3.0: two of them are words.
pub(crate) fn word(prefix: &str) -> &str {
    match prefix {
        "" => "=",
        "!" => "!=",
        "@" => "in",
        "><" => "between",
        other => other,
    }
}
