//! The operators of filters: prefixes of a filter's keys.

use crate::ir::Operator;

/// Every documented operator.
pub const ALL: &[Operator] = &[
    Operator {
        prefix: "=",
        name: "Equal",
    },
    Operator {
        prefix: "!=",
        name: "NotEqual",
    },
    Operator {
        prefix: ">",
        name: "Greater",
    },
    Operator {
        prefix: ">=",
        name: "GreaterOrEqual",
    },
    Operator {
        prefix: "<",
        name: "Less",
    },
    Operator {
        prefix: "<=",
        name: "LessOrEqual",
    },
    Operator {
        prefix: "@",
        name: "In",
    },
    Operator {
        prefix: "!@",
        name: "NotIn",
    },
    Operator {
        prefix: "%",
        name: "Contains",
    },
    Operator {
        prefix: "!%",
        name: "NotContains",
    },
    Operator {
        prefix: "=%",
        name: "Like",
    },
    Operator {
        prefix: "%=",
        name: "Like",
    },
    Operator {
        prefix: "!=%",
        name: "NotLike",
    },
    Operator {
        prefix: "!%=",
        name: "NotLike",
    },
    Operator {
        prefix: "><",
        name: "Between",
    },
    Operator {
        prefix: "!><",
        name: "NotBetween",
    },
    Operator {
        prefix: "!",
        name: "Not",
    },
    Operator {
        prefix: "+",
        name: "EqualOrNull",
    },
    Operator {
        prefix: "?",
        name: "Search",
    },
    // REST 3.0 writes these two as words.
    Operator {
        prefix: "in",
        name: "In",
    },
    Operator {
        prefix: "between",
        name: "Between",
    },
];

/// Splits the key of a filter into operator and field: `>=price`. Without an operator the prefix is
/// empty.
pub fn split(key: &str) -> (&str, &str) {
    let field = key.trim_start_matches(['=', '!', '>', '<', '%', '@', '+', '?']);
    key.split_at(key.len() - field.len())
}

/// The operator of a prefix.
pub fn find(prefix: &str) -> Option<Operator> {
    ALL.iter()
        .copied()
        .find(|operator| operator.prefix == prefix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_split() {
        assert_eq!(split("=ownerType"), ("=", "ownerType"));
        assert_eq!(split("!=%TITLE"), ("!=%", "TITLE"));
        assert_eq!(split("ID"), ("", "ID"));
        assert_eq!(split("+xmlId"), ("+", "xmlId"));
        assert!(find("!%=").is_some_and(|operator| operator.name == "NotLike"));
        assert_eq!(find("~"), None);
    }
}
