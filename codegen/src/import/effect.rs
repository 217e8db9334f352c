//! Whether a method changes anything.

/// Words of a method's last part that only read.
const READS: &[&str] = &[
    "get",
    "list",
    "fields",
    "search",
    "find",
    "count",
    "check",
    "has",
    "is",
    "can",
    "info",
    "show",
    "types",
    "statuses",
    "fetch",
    "counters",
    "scope",
    "methods",
    "current",
    "profile",
    "time",
    "schema",
    "exists",
    "preview",
    "status",
    "enum",
    "settings",
    "items",
    "describe",
    "aggregate",
    "validate",
    "stat",
    "statistic",
    "download",
    "export",
    "modes",
    "options",
    "states",
    "tree",
    "children",
    "openapi",
    "history",
    "field",
    "access",
    "last",
    "recent",
    "read",
    "head",
    "query",
    "test",
    "calc",
    "calculate",
];

/// Whether a method changes anything, by its name.
#[must_use]
pub fn effect(name: &str) -> crate::model::Effect {
    let last = name.rsplit('.').next().unwrap_or(name);
    let mut words: Vec<String> = Vec::new();
    let mut before_lower = false;
    for character in last.chars() {
        if character == '_' || character == '-' {
            before_lower = false;
            words.push(String::new());
            continue;
        }
        if character.is_ascii_uppercase() && before_lower || words.is_empty() {
            words.push(String::new());
        }
        before_lower = character.is_ascii_lowercase();
        if let Some(word) = words.last_mut() {
            word.push(character.to_ascii_lowercase());
        }
    }
    let first = words.first().map(String::as_str).unwrap_or_default();
    let reads = READS.contains(&first)
        && !(matches!(
            first,
            "read" | "status" | "settings" | "access" | "test" | "history"
        ) && name.contains("im"))
        || first.starts_with("get") && !first.starts_with("getu")
        || first.starts_with("is") && first.len() > 2 && words.len() > 1
        || first.ends_with("list") && !first.starts_with("add")
        || first.ends_with("get") && first.len() > 3 && !first.starts_with("target");
    if reads {
        crate::model::Effect::Read
    } else {
        crate::model::Effect::Write
    }
}
