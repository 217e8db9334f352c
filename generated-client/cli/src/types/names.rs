//! Rust names of captions in any alphabet.

use std::collections::HashSet;

/// The words of the language, with those that are reserved for later.
const KEYWORDS: [&str; 52] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "Self", "static", "struct", "super", "trait", "true", "try", "type",
    "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Longest name that is made of a caption.
const LONGEST: usize = 60;

/// The words of a caption in ASCII, in lower case. Words also begin at capitals within a word.
fn words(caption: &str) -> Vec<String> {
    let ascii = deunicode::deunicode_with_tofu(caption, " ");
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for letter in ascii.chars().chain([' ']) {
        if letter == '\'' || letter == '`' {
            // A soft sign or an apostrophe is within a word.
            continue;
        }
        if letter.is_ascii_alphanumeric() {
            let begins = !before.is_ascii_alphanumeric()
                || letter.is_ascii_uppercase() && before.is_ascii_lowercase();
            if begins {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.push(letter.to_ascii_lowercase());
            }
        }
        before = letter;
    }
    let mut length = 0;
    words.retain(|word| {
        length += word.len() + 1;
        length <= LONGEST
    });
    words
}

/// The name of a field: `razmer_uchastka`.
pub(super) fn field(caption: &str) -> String {
    sound(words(caption).join("_"), "field_")
}

/// The name of a type or a variant: `RazmerUchastka`.
pub(super) fn type_name(caption: &str) -> String {
    let words = words(caption).into_iter().map(|word| {
        let (first, rest) = word.split_at(1);
        format!("{}{rest}", first.to_ascii_uppercase())
    });
    match words.collect::<String>() {
        name if name == "Self" => "SelfValue".to_owned(),
        name => sound(name, "N"),
    }
}

/// A name that Rust accepts; empty stays empty.
fn sound(name: String, prefix: &str) -> String {
    if KEYWORDS.contains(&name.as_str()) {
        return format!("{name}_");
    }
    match name.bytes().next() {
        Some(byte) if byte.is_ascii_digit() => format!("{prefix}{name}"),
        _ => name,
    }
}

/// The name of a documented field in the client's types: `assignedById` is `assigned_by_id`.
pub(super) fn documented(name: &str) -> String {
    sound(words(name).join("_"), "field_")
}

/// Names of one scope, each given once.
#[derive(Debug, Default)]
pub(super) struct Scope {
    taken: HashSet<String>,
}

impl Scope {
    /// Reserves a name.
    pub(super) fn reserve(&mut self, name: &str) {
        self.taken.insert(name.to_owned());
    }

    /// The first of these names that is not empty, with a number when it is taken.
    pub(super) fn take(&mut self, names: &[String]) -> String {
        let name = names.iter().find(|name| !name.is_empty());
        let name = name.map_or("unnamed", String::as_str);
        let mut free = name.to_owned();
        let mut number = 1;
        while !self.taken.insert(free.clone()) {
            number += 1;
            let glue = if name.contains(char::is_uppercase) {
                ""
            } else {
                "_"
            };
            let glue = if name.ends_with(|end: char| end.is_ascii_digit()) {
                "_"
            } else {
                glue
            };
            free = format!("{name}{glue}{number}");
        }
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_become_names() {
        let cases = [
            (
                "Размер участка, м²",
                "razmer_uchastka_m2",
                "RazmerUchastkaM2",
            ),
            ("Объём", "obiom", "Obiom"),
            ("type", "type_", "Type"),
            (
                "3D-Modell für Küche",
                "field_3d_modell_fur_kuche",
                "N3dModellFurKuche",
            ),
            ("北京", "bei_jing", "BeiJing"),
            ("Self", "self_", "SelfValue"),
            ("???", "", ""),
        ];
        for (caption, of_field, of_type) in cases {
            assert_eq!(field(caption), of_field, "{caption}");
            assert_eq!(type_name(caption), of_type, "{caption}");
        }
        assert_eq!(documented("assignedById"), "assigned_by_id");
    }

    #[test]
    fn each_name_is_given_once() {
        let mut scope = Scope::default();
        scope.reserve("select");
        let mut take = |name: &str| scope.take(&[String::new(), name.to_owned()]);
        assert_eq!(take("select"), "select_2");
        assert_eq!(take("size"), "size");
        assert_eq!(take("size"), "size_2");
        assert_eq!(take("Size"), "Size");
        assert_eq!(take("Size"), "Size2");
        assert_eq!(take("Size2"), "Size2_2");
    }
}
