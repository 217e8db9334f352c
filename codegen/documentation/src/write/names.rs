//! Names of the types and the fields of a file, so that emitted items have unique names.

use std::collections::BTreeSet;

use bitrix24_codegen::names;

/// The names that types of one module have.
#[derive(Debug, Default)]
pub(super) struct Taken {
    module: Vec<String>,
    names: BTreeSet<String>,
}

impl Taken {
    /// For the module at `path`.
    pub(super) fn new(path: Vec<String>) -> Self {
        Self {
            module: path,
            names: BTreeSet::new(),
        }
    }

    /// Takes a name that cannot be another.
    pub(super) fn reserve(&mut self, name: impl Into<String>) {
        self.names.insert(name.into());
    }

    /// Whether nothing has a name, nor one of those that follow from it.
    pub(super) fn is_free(&self, name: &str, derived: &[&str]) -> bool {
        let is_free = |name: &str| !self.names.contains(name);
        is_free(name)
            && derived
                .iter()
                .all(|ending| is_free(&format!("{name}{ending}")))
    }

    /// Takes a name, or the same with a number behind it. `derived` are endings of names that
    /// follow from it.
    pub(super) fn take(&mut self, wanted: &str, derived: &[&str]) -> String {
        let mut wanted = if names::is_camel(wanted) {
            wanted.to_owned()
        } else {
            type_name(wanted)
        };
        if !names::is_type_name(&self.module, &wanted) {
            wanted.push_str("Object");
        }
        let mut name = wanted.clone();
        let mut number = 2;
        while !self.is_free(&name, derived) {
            name = format!("{wanted}{number}");
            number += 1;
        }
        for ending in derived {
            self.names.insert(format!("{name}{ending}"));
        }
        self.names.insert(name.clone());
        name
    }
}

/// A name of a type from words of the documentation: letters and digits, beginning with a capital.
pub(super) fn type_name(words: &str) -> String {
    match camel(words) {
        name if name.is_empty() => "Object".to_owned(),
        name if names::is_type_name(&[], &name) => name,
        name => format!("{name}Object"),
    }
}

/// A name of a variant from words of the documentation.
fn variant_name(words: &str) -> String {
    match camel(words) {
        name if name.is_empty() => "Object".to_owned(),
        name if names::is_variant_name(&name) => name,
        name => format!("{name}Value"),
    }
}

/// ASCII letters and digits of words, beginning with a capital. Empty when there are none.
fn camel(words: &str) -> String {
    let clean: String = words
        .chars()
        .map(|character| {
            if character.is_ascii_alphanumeric() {
                character
            } else {
                '_'
            }
        })
        .collect();
    if !clean.contains(|character: char| character.is_ascii_alphanumeric()) {
        return String::new();
    }
    let name = names::camel(&clean);
    name.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Names of variants, each once.
#[derive(Debug, Default)]
pub(super) struct Variants(BTreeSet<String>);

impl Variants {
    /// A variant for the first of several words that is free.
    pub(super) fn first_of(&mut self, words: &[String]) -> String {
        let free = words.iter().find(|words| !self.0.contains(&spoken(words)));
        let words = free.or(words.first()).map_or("", String::as_str);
        self.take(words)
    }

    /// A variant for these words.
    pub(super) fn take(&mut self, words: &str) -> String {
        let mut name = spoken(words);
        let wanted = name.clone();
        let mut number = 2;
        while !self.0.insert(name.clone()) {
            name = format!("{wanted}{number}");
            number += 1;
        }
        name
    }
}

/// The variant that words become where nothing else has that name.
fn spoken(words: &str) -> String {
    // A sign is a part of a number: -1 is not 1.
    let minus = words
        .strip_prefix('-')
        .filter(|rest| rest.starts_with(|digit: char| digit.is_ascii_digit()));
    let name = match (words, minus) {
        ("", _) => variant_name("Empty"),
        (_, Some(rest)) => variant_name(&format!("Minus{rest}")),
        (words, None) => variant_name(words),
    };
    // What every enumeration and every kind of error has.
    if matches!(name.as_str(), "Unknown" | "System") {
        format!("{name}Value")
    } else {
        name
    }
}

/// The last word of a name in the singular.
pub(super) fn singular(name: &str) -> String {
    if let Some(stem) = name.strip_suffix("ies") {
        return format!("{stem}y");
    }
    for (plural, one) in [("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")] {
        if let Some(stem) = name.strip_suffix(plural) {
            return format!("{stem}{one}");
        }
    }
    match name.strip_suffix('s') {
        Some(stem) if !stem.ends_with(['s', 'u', 'i']) && stem.len() > 1 => stem.to_owned(),
        _ => name.to_owned(),
    }
}
