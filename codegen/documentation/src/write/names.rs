//! Names of the types and the fields of a file, so that nothing that is emitted from it gets the name of something else.

use std::collections::BTreeSet;

use bitrix24_codegen::names;

/// The names that types of one module have.
#[derive(Debug, Default)]
pub(super) struct Taken(BTreeSet<String>);

impl Taken {
    /// Takes a name that cannot be another.
    pub(super) fn reserve(&mut self, name: impl Into<String>) {
        self.0.insert(name.into());
    }

    /// Takes a name, or the same with a number behind it. `derived` are endings of names that follow from it.
    pub(super) fn take(&mut self, wanted: &str, derived: &[&str]) -> String {
        let is_free = |taken: &BTreeSet<String>, name: &str| {
            !taken.contains(name)
                && derived
                    .iter()
                    .all(|ending| !taken.contains(&format!("{name}{ending}")))
        };
        let mut name = wanted.to_owned();
        let mut number = 2;
        while !is_free(&self.0, &name) {
            name = format!("{wanted}{number}");
            number += 1;
        }
        for ending in derived {
            self.0.insert(format!("{name}{ending}"));
        }
        self.0.insert(name.clone());
        name
    }
}

/// A name of a type from words of the documentation: letters and digits, beginning with a capital.
pub(super) fn type_name(words: &str) -> String {
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
    let name = names::camel(&clean);
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    match name.as_str() {
        "" => "Object".to_owned(),
        name if names::is_type_name(name) => name.to_owned(),
        name => format!("{name}Object"),
    }
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
        let mut name = type_name(&spoken);
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
