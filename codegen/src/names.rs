//! From wire names to Rust names.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use crate::reserved;

/// Keywords, which are names only in raw form, in the order of the reference.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Keywords without a raw form.
const UNSPEAKABLE: &[&str] = &["crate", "self", "super", "Self", "_"];

/// Names that no variant has, since in emitted code they would be read in their usual meaning.
const TAKEN_VARIANTS: &[&str] = &[
    "Clone", "Debug", "Default", "From", "Into", "Option", "Self", "Vec",
];

/// Names that an emitted record defines.
pub const RECORD: &[&str] = &["extra"];

/// Names that an emitted builder defines.
pub const BUILDER: &[&str] = &["new", "param", "and", "typed"];

/// Name of a field, a function or a module.
pub fn snake(wire: &str) -> String {
    speakable(wire.to_snake_case())
}

/// Name of the field that holds a family of fields: its pattern without the variable part, or
/// `other` when the whole pattern is variable.
pub fn family(pattern: &str) -> String {
    let fixed = match pattern.find(['{', '*', '…']) {
        Some(at) if at > 0 => &pattern[..at],
        _ if pattern == "*" => "other",
        _ => pattern,
    };
    snake(fixed)
}

/// Name of a variant. A word that is not a valid name gets an underscore.
pub fn camel(wire: &str) -> String {
    unless_taken(words(wire), TAKEN_VARIANTS)
}

/// Wire words, joined in `CamelCase`: the last part of a type's name.
pub fn words(wire: &str) -> String {
    start_with_letter(wire.to_upper_camel_case(), "N")
}

/// Name of a constant.
pub fn shouty(wire: &str) -> String {
    start_with_letter(wire.to_shouty_snake_case(), "_")
}

/// Name of the request type of a method in the module at `path`: `List` for `list`, `CloneRequest`
/// where the name has another meaning.
pub fn request(path: &[String], method: &str) -> String {
    let name = words(method);
    if reserved::is_type(path, &name) {
        format!("{name}Request")
    } else {
        name
    }
}

/// Name of the call function of a method in the module at `path`.
pub fn function(path: &[String], method: &str) -> String {
    let name = snake(method);
    if reserved::is_function(path, &name) {
        format!("{name}_")
    } else {
        name
    }
}

/// Name of the type that a handler of an event or a placement receives, in the module at `path`.
pub fn handled(path: &[String], wire: &str) -> String {
    let name = words(wire);
    if reserved::is_type(path, &name) {
        format!("{name}_")
    } else {
        name
    }
}

/// Path of the module of a namespace: identifiers, raw where they have to be.
pub fn module_path(namespace: &str) -> Vec<String> {
    let mut path: Vec<String> = Vec::new();
    for part in namespace.split('.') {
        let name = snake(part);
        path.push(if reserved::is_module(&path, &name) {
            format!("{name}_")
        } else {
            name
        });
    }
    path
}

/// Name of the builder of a record.
pub fn input(record: &str) -> String {
    format!("{record}Input")
}

/// Name of the type of a group of alternatives.
pub fn group(owner: &str, group: &str) -> String {
    format!("{owner}{}", words(group))
}

/// Name of the function of one alternative of a group.
pub fn alternative(name: &str) -> String {
    unless_taken(snake(name), &["param"])
}

/// Whether a name has the form of types and variants: ASCII letters and digits after a capital
/// letter.
pub fn is_camel(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric())
}

/// Whether a name may be used unchanged for a type of the module at `path`.
pub fn is_type_name(path: &[String], name: &str) -> bool {
    is_camel(name) && !reserved::is_type(path, name)
}

/// Whether a name may be used unchanged for a variant.
pub fn is_variant_name(name: &str) -> bool {
    is_camel(name) && !TAKEN_VARIANTS.contains(&name)
}

/// Whether a name is a valid Rust identifier. Emitted names are ASCII, since the compiler treats
/// two names that differ only in Unicode normalisation as one.
pub fn is_identifier(name: &str) -> bool {
    let bare = match name.strip_prefix("r#") {
        Some(word) if KEYWORDS.contains(&word) => return true,
        Some(_) => return false,
        None => name,
    };
    bare.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && bare
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        && bare.contains(|letter: char| letter.is_ascii_alphanumeric())
        && !KEYWORDS.contains(&bare)
        && !UNSPEAKABLE.contains(&bare)
}

/// The identifier that a schema gives under `rust`. Returns `None` unless it is in `snake_case`. A
/// keyword may be written with `r#` or without.
pub fn given(rust: &str) -> Option<String> {
    let bare = rust.strip_prefix("r#").unwrap_or(rust);
    let name = snake(bare);
    let is_same = name.strip_prefix("r#").unwrap_or(&name) == bare;
    (is_same && is_identifier(&name)).then_some(name)
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
        assert_eq!(family("*"), "other");
        assert_eq!(family("{n}"), "n");
        assert_eq!(camel("CRM_DEAL_DETAIL_TAB"), "CrmDealDetailTab");
        assert_eq!(camel("option"), "Option_");
        assert_eq!(shouty("taxIncluded"), "TAX_INCLUDED");
        assert_eq!(request(&[], "clone"), "CloneRequest");
        assert_eq!(request(&[], "v"), "VRequest");
        assert_eq!(handled(&[], "ONE"), "One");
        assert_eq!(handled(&[], "none"), "None_");
        assert_eq!(group("Add", "option"), "AddOption");
    }

    #[test]
    fn modules_leave_the_client_its_names() {
        assert_eq!(module_path("crm.item.type"), ["crm", "item", "r#type"]);
        assert_eq!(module_path("batch.batch"), ["batch_", "batch"]);
        assert_eq!(module_path("entity.row"), ["entity", "row_"]);
        assert_eq!(module_path("a.rt.str"), ["a", "rt_", "str_"]);
        let event = module_path("event");
        assert_eq!(function(&event, "decode"), "decode_");
        assert_eq!(request(&event, "data"), "DataRequest");
        assert_eq!(function(&module_path("crm"), "decode"), "decode");
    }

    #[test]
    fn only_identifiers_of_ascii_are_sound() {
        for name in ["a", "_1", "a_1", "A", "r#type", "self_", "__a"] {
            assert!(is_identifier(name), "{name}");
        }
        for name in [
            "",
            "_",
            "__",
            "1a",
            "a b",
            "a-b",
            "type",
            "self",
            "crate",
            "Self",
            "r#self",
            "r#a",
            "r#",
            "é",
            "a²",
            "\u{feff}a",
        ] {
            assert!(!is_identifier(name), "{name}");
        }
    }

    #[test]
    fn given_names_are_taken_as_they_are_or_not_at_all() {
        assert_eq!(given("get_list_2").as_deref(), Some("get_list_2"));
        assert_eq!(given("type").as_deref(), Some("r#type"));
        assert_eq!(given("r#type").as_deref(), Some("r#type"));
        for name in [
            "a b", "1a", "a-b", "Self", "self", "crate", "_", "", "aB", "a__b", "a_", "r#a b",
        ] {
            assert_eq!(given(name), None, "{name}");
        }
    }
}
