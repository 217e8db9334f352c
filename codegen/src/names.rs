//! From names of the wire to names of Rust.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// Words that cannot name a thing unless written raw, in the order of the reference.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Words that cannot be written raw either.
const UNSPEAKABLE: &[&str] = &["crate", "self", "super", "Self", "_"];

/// Names that emitted code uses for their usual meaning, so that no type of a module may take them.
const TAKEN_TYPES: &[&str] = &[
    "Clone", "Debug", "Default", "From", "Into", "Option", "Self", "String", "Vec",
];

/// Names that an emitted record uses itself.
pub const RECORD: &[&str] = &["extra"];

/// Names that an emitted builder uses itself.
pub const BUILDER: &[&str] = &["new", "param", "and", "typed"];

/// Name of a field, a function or a module.
pub fn snake(wire: &str) -> String {
    speakable(wire.to_snake_case())
}

/// Name of the field that holds a family of fields: its pattern without the part that varies.
pub fn family(pattern: &str) -> String {
    let fixed = match pattern.find(['{', '*', '…']) {
        Some(at) if at > 0 => &pattern[..at],
        _ => pattern,
    };
    snake(fixed)
}

/// Name of a type or a variant. Words that would not be a name get an underscore.
pub fn camel(wire: &str) -> String {
    let name = start_with_letter(wire.to_upper_camel_case(), "N");
    if TAKEN_TYPES.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

/// Name of a constant.
pub fn shouty(wire: &str) -> String {
    start_with_letter(wire.to_shouty_snake_case(), "_")
}

/// Name of the request type of a method: `List` for `list`, `CloneRequest` where the name has another meaning.
pub fn request(method: &str) -> String {
    let name = start_with_letter(method.to_upper_camel_case(), "N");
    if TAKEN_TYPES.contains(&name.as_str()) {
        format!("{name}Request")
    } else {
        name
    }
}

/// Whether a name may stand as it is for a type or a variant.
pub fn is_type_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric())
        && !TAKEN_TYPES.contains(&name)
}

/// Adds an underscore to a name that the emitted type uses for something else.
pub fn unless_taken(name: String, taken: &[&str]) -> String {
    if taken.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

fn speakable(name: String) -> String {
    let name = start_with_letter(name, "_");
    if UNSPEAKABLE.contains(&name.as_str()) {
        format!("{name}_")
    } else if KEYWORDS.contains(&name.as_str()) {
        format!("r#{name}")
    } else {
        name
    }
}

fn start_with_letter(name: String, prefix: &str) -> String {
    if name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        name
    } else {
        format!("{prefix}{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wire_names_become_rust_names() {
        assert_eq!(snake("ownerId"), "owner_id");
        assert_eq!(snake("UF_CRM_1"), "uf_crm_1");
        assert_eq!(snake("getAvailableForPayment"), "get_available_for_payment");
        assert_eq!(snake("type"), "r#type");
        assert_eq!(snake("self"), "self_");
        assert_eq!(snake("1c"), "_1c");
        assert_eq!(family("PARENT_ID_{n}"), "parent_id");
        assert_eq!(family("ufCrm*"), "uf_crm");
        assert_eq!(camel("CRM_DEAL_DETAIL_TAB"), "CrmDealDetailTab");
        assert_eq!(camel("option"), "Option_");
        assert_eq!(shouty("taxIncluded"), "TAX_INCLUDED");
        assert_eq!(request("clone"), "CloneRequest");
    }
}
