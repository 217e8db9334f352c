//! Words as they are compared: in lower case, by their stems, with synonyms.

use std::collections::HashMap;

use rust_stemmers::{Algorithm, Stemmer};

/// Words that say nothing about a method.
const EMPTY: &str = "a an and are as at be by can do does for from get have how i in into is it its my of on or \
    that the their them this to up was another other some someone somebody what when where which who will with \
    и в во на по с со к ко из за у о об от для до что как где или не мой моя мои его ее их это другой другая другую другое другие другому";

/// The synonyms: words before the `=`, what the API calls it after it.
const SYNONYMS: &str = include_str!("synonyms.txt");

/// How much a synonym counts, compared with the word itself.
const SYNONYM: f64 = 0.8;

/// Words of the longest synonym.
const LONGEST: usize = 3;

/// Stems words, and knows their synonyms.
pub(super) struct Words {
    english: Stemmer,
    russian: Stemmer,
    empty: Vec<&'static str>,
    synonyms: HashMap<String, Vec<String>>,
}

/// A word of a question: what it may stand for, with weights.
pub(super) type Wanted = Vec<(String, f64)>;

impl Words {
    pub(super) fn new() -> Self {
        let mut words = Self {
            english: Stemmer::create(Algorithm::English),
            russian: Stemmer::create(Algorithm::Russian),
            empty: EMPTY.split_whitespace().collect(),
            synonyms: HashMap::new(),
        };
        for line in SYNONYMS.lines().filter(|line| !line.starts_with('#')) {
            let Some((from, to)) = line.split_once('=') else {
                continue;
            };
            let to: Vec<String> = split(to).iter().map(|word| words.stem(word)).collect();
            for from in from.split(',') {
                let stems: Vec<String> = split(from).iter().map(|word| words.stem(word)).collect();
                words
                    .synonyms
                    .entry(stems.join(" "))
                    .or_default()
                    .extend(to.clone());
            }
        }
        words
    }

    /// The stem of a word in lower case.
    pub(super) fn stem(&self, word: &str) -> String {
        let is_russian = word.chars().any(|letter| matches!(letter, 'а'..='я' | 'ё'));
        if is_russian {
            self.russian.stem(&word.replace('ё', "е")).into_owned()
        } else {
            self.english.stem(word).into_owned()
        }
    }

    /// Whether a word says nothing about a method.
    pub(super) fn is_empty(&self, word: &str) -> bool {
        self.empty.contains(&word)
    }

    /// The stems of a text.
    pub(super) fn stems(&self, text: &str) -> Vec<String> {
        let words = split(text);
        let words = words.iter().filter(|word| !self.is_empty(word));
        words.map(|word| self.stem(word)).collect()
    }

    /// The words of a question. Neighbours that are a synonym together are one word.
    pub(super) fn question(&self, text: &str) -> Vec<Wanted> {
        let words: Vec<String> = split(text).iter().map(|word| self.stem(word)).collect();
        let empty: Vec<String> = self.empty.iter().map(|word| self.stem(word)).collect();
        let mut wanted = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let phrase = (2..=LONGEST).rev().find_map(|length| {
                let phrase = words.get(at..at + length)?.join(" ");
                Some((length, self.synonyms.get(&phrase)?))
            });
            if let Some((length, synonyms)) = phrase {
                wanted.push(synonyms.iter().map(|to| (to.clone(), 1.0)).collect());
                at += length;
                continue;
            }
            let word = &words[at];
            at += 1;
            let synonyms = self.synonyms.get(word);
            if synonyms.is_none() && empty.contains(word) {
                continue;
            }
            let mut alternatives = vec![(word.clone(), 1.0)];
            let synonyms = synonyms.into_iter().flatten();
            alternatives.extend(synonyms.map(|to| (to.clone(), SYNONYM)));
            wanted.push(alternatives);
        }
        wanted
    }
}

/// The words of a text or a name in lower case: `getByEntityTypeId` has five.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut is_after_lower = false;
    for character in text.chars() {
        if !character.is_alphanumeric() || (character.is_uppercase() && is_after_lower) {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
        }
        if character.is_alphanumeric() {
            word.extend(character.to_lowercase());
        }
        is_after_lower = character.is_lowercase();
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_into_words() {
        assert_eq!(split("crm.type.getByEntityTypeId").len(), 7);
        assert_eq!(split("ID_of a-deal"), ["id", "of", "a", "deal"]);
        assert_eq!(split("Чат-бот"), ["чат", "бот"]);
    }

    #[test]
    fn forms_of_a_word_have_one_stem() {
        let words = Words::new();
        assert_eq!(words.stem("deals"), words.stem("deal"));
        assert_eq!(words.stem("сделку"), words.stem("сделка"));
        let wanted = words.question("создать сделку");
        assert!(
            wanted[1]
                .iter()
                .any(|(stem, _)| *stem == words.stem("deal")),
            "{wanted:?}"
        );
    }
}
