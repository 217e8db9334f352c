//! Names of the types and the fields of a file, so that nothing that is emitted from it gets the name of something else.

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

    /// Takes a name, or the same with a number behind it. `derived` are endings of names that follow from it.
    pub(super) fn take(&mut self, wanted: &str, derived: &[&str]) -> String {
        let mut wanted = if names::is_camel(wanted) {
            wanted.to_owned()
        } else {
            type_name(wanted)
        };
        if !names::is_type_name(&self.module, &wanted) {
            wanted.push_str("Object");
        }
        let is_free = |taken: &BTreeSet<String>, name: &str| {
            !taken.contains(name)
                && derived
                    .iter()
                    .all(|ending| !taken.contains(&format!("{name}{ending}")))
        };
        let mut name = wanted.clone();
        let mut number = 2;
        while !is_free(&self.names, &name) {
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
        name => format!("{name}Object"),
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
    /// A variant for these words.
    pub(super) fn take(&mut self, words: &str) -> String {
        let spoken = match words {
            "" => "Empty".to_owned(),
            words => {
                // A sign is a part of a number: -1 is not 1.
                let minus = words
                    .strip_prefix('-')
                    .filter(|rest| rest.starts_with(|digit: char| digit.is_ascii_digit()));
                match minus {
                    Some(rest) => format!("Minus{rest}"),
                    None => words.to_owned(),
                }
            }
        };
        let mut name = variant_name(&spoken);
        // What every enumeration and every kind of error has.
        if matches!(name.as_str(), "Unknown" | "System") {
            name.push_str("Value");
        }
        let wanted = name.clone();
        let mut number = 2;
        while !self.0.insert(name.clone()) {
            name = format!("{wanted}{number}");
            number += 1;
        }
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
