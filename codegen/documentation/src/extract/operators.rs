//! Operators of filters: the prefixes of keys that the description of a filter lists.
//!
//! Pages list them as items (`` - `>=` — greater than or equal to ``), as rows of a table, or in a
//! sentence. A list that ends in "and so on" leaves the rest open, and is not taken for all of
//! them.

use bitrix24_codegen::operators;

use super::draft::Operators;
use super::prose::{Line, codes, sentences};

impl Operators {
    /// Reads the description of a filter.
    #[must_use]
    pub fn read(description: &[Line]) -> Self {
        let mut found = Self::default();
        for line in description {
            found.item(line);
        }
        if found.prefixes.is_empty() {
            for line in description {
                found.sentence(line);
            }
        }
        found.or = description
            .iter()
            .flat_map(|line| sentences(&line.text))
            .any(|sentence| {
                let refuses = sentence.contains(" not ");
                sentence.contains("`logic`") && sentence.contains("`OR`") && !refuses
            });
        found
    }

    /// An item of a list, or a line of its own: `` `!` or `!=` — not equal``, `"<" — less`.
    fn item(&mut self, line: &Line) {
        let text = line.text.as_str();
        let dash = ["—", "–", " - "]
            .iter()
            .filter_map(|dash| text.find(dash))
            .min();
        let head = match dash {
            Some(at) => &text[..at],
            // `` `=` exact match``.
            None => match codes(text).first() {
                Some(code) if code.before.trim().is_empty() => code.text,
                _ => return,
            },
        };
        let signs: Option<Vec<String>> = head
            .replace(" or ", ",")
            .split([',', '/'])
            .map(alone)
            .collect();
        for sign in signs.into_iter().flatten() {
            self.push(&sign, text, line.line);
        }
    }

    /// A sentence that speaks of operators: "operators: `=`, `>` and `<`".
    fn sentence(&mut self, line: &Line) {
        const NOUNS: &[&str] = &["operator", "prefix", "operation", "modifier", "comparison"];
        const OPEN: &[&str] = &["and so on", " etc", "such as", "for example", " like "];
        for sentence in sentences(&line.text) {
            let lower = sentence.to_lowercase();
            let codes = codes(sentence);
            let signs = codes.iter().filter(|code| is_sign(code.text)).count();
            if signs < 2 || !NOUNS.iter().any(|noun| lower.contains(noun)) {
                continue;
            }
            // What holds for one field is said of that field alone.
            let of_one = codes
                .iter()
                .any(|code| !is_sign(code.text) && operators::find(code.text).is_none());
            if OPEN.iter().any(|word| lower.contains(word)) || of_one {
                self.open = Some(line.line);
                continue;
            }
            for code in codes {
                self.push(code.text, "", line.line);
            }
        }
    }

    /// Adds the operator that a sign is, or notes that it is none.
    pub(super) fn push(&mut self, sign: &str, words: &str, line: u32) {
        if operators::find(sign).is_none() {
            if !self.unknown.iter().any(|(known, _)| known == sign) {
                self.unknown.push((sign.to_owned(), line));
            }
            return;
        }
        // "Works with arrays as well": `@` and `!@` do nothing else.
        let takes_list = words.to_lowercase().contains("array");
        if matches!(sign, "=" | "!=" | "!")
            && takes_list
            && !self.lists.iter().any(|known| known == sign)
        {
            self.lists.push(sign.to_owned());
        }
        if !self.prefixes.iter().any(|known| known == sign) {
            self.prefixes.push(sign.to_owned());
        }
    }
}

/// Whether code is nothing but signs of operators.
fn is_sign(text: &str) -> bool {
    !text.is_empty() && text.len() < 5 && text.chars().all(|sign| "=!<>%@?+~".contains(sign))
}

/// The sign that a text holds alone, with or without marks of code.
pub(super) fn alone(text: &str) -> Option<String> {
    let sign = text.trim().trim_matches(['`', '"', '*', ' ']);
    is_sign(sign).then(|| sign.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(texts: &[&str]) -> Operators {
        let lines: Vec<Line> = (1..)
            .zip(texts)
            .map(|(line, text)| Line {
                line,
                depth: 1,
                text: (*text).to_owned(),
            })
            .collect();
        Operators::read(&lines)
    }

    #[test]
    fn items_of_a_list_are_operators() {
        let found = read(&[
            "`>=` — at least",
            "`!` or `!=` — other than",
            "`=%` — like; the `%` sign belongs into the value",
            "\"<\" — less than",
            "`name` — a field",
        ]);
        assert_eq!(found.prefixes, [">=", "!", "!=", "=%", "<"]);
        assert!(found.lists.is_empty() && found.unknown.is_empty());
    }

    #[test]
    fn values_may_be_lists() {
        let found = read(&["`=` — equals (works with arrays as well)", "`@` — one of"]);
        assert_eq!(found.prefixes, ["=", "@"]);
        assert_eq!(found.lists, ["="]);
    }

    #[test]
    fn a_sentence_names_operators() {
        let found = read(&["Operators of the filter: `=`, `>`, `in`."]);
        assert_eq!(found.prefixes, ["=", ">", "in"]);
    }

    #[test]
    fn an_open_list_is_none() {
        let found = read(&["Works with operations like `=`, `>`, and so on."]);
        assert!(found.prefixes.is_empty());
        assert_eq!(found.open, Some(1));
        let found = read(&["For `startTime` these operators work: `=`, `>`."]);
        assert!(found.prefixes.is_empty());
        assert_eq!(found.open, Some(1));
    }

    #[test]
    fn signs_that_are_unknown_are_told() {
        let found = read(&["`~` — something else", "`=` — equal"]);
        assert_eq!(found.unknown, [("~".to_owned(), 1)]);
        assert_eq!(found.prefixes, ["="]);
    }

    #[test]
    fn groups_are_named_by_their_key() {
        let found = read(&["To join by OR, send the key `logic` with the value `OR`."]);
        assert!(found.or);
        assert!(!read(&["The key `logic` with `OR` is not supported."]).or);
    }
}
