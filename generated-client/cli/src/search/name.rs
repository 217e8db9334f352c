//! Names of methods as words, and how much of one a question is about.

use super::compound::Compounds;
use super::words::{Wanted, Words, split};

/// The words of a name.
pub(super) struct Name {
    pub(super) words: Vec<NameWord>,
}

/// A word of a name.
pub(super) struct NameWord {
    pub(super) stem: String,
    /// The stems of the words that it consists of, such as `product` and `row` of `productrows`;
    /// none if it is one word.
    within: Vec<String>,
}

impl Name {
    pub(super) fn new(name: &str, words: &Words, compounds: &Compounds) -> Self {
        let all = name.split('.').flat_map(split);
        let all = all.filter(|word| !words.is_empty(word));
        let word = |word: String| {
            let within = compounds.split(&word).into_iter();
            let within = within.filter(|word| !words.is_empty(word));
            NameWord {
                stem: words.stem(&word),
                within: within.map(|word| words.stem(word)).collect(),
            }
        };
        Self {
            words: all.map(word).collect(),
        }
    }

    /// All stems of a part of a name, also of words that say little.
    pub(super) fn all(part: &str, words: &Words, compounds: &Compounds) -> Vec<String> {
        let mut stems = Vec::new();
        for word in split(part) {
            stems.push(words.stem(&word));
            stems.extend(compounds.split(&word).into_iter().map(|it| words.stem(it)));
        }
        stems
    }

    /// The words within words.
    pub(super) fn within(&self) -> impl Iterator<Item = &str> {
        self.words
            .iter()
            .flat_map(|word| word.within.iter().map(String::as_str))
    }

    /// How much of the name a question is about: words that many names have count little, so `crm`
    /// need not be said, but `userfield` in `crm.deal.userfield.list` does. A word of the question
    /// stands for one word of the name, whatever synonyms it has.
    pub(super) fn coverage(&self, question: &[Wanted], rarity: &dyn Fn(&str) -> f64) -> f64 {
        let rarities: Vec<f64> = self.words.iter().map(|word| rarity(&word.stem)).collect();
        let mut said = vec![0.0; self.words.len()];
        for wanted in question {
            // The word of the name, its share that is said, and how much that counts.
            let mut best: Option<(usize, f64, f64)> = None;
            for (stem, _) in wanted {
                for (place, word) in self.words.iter().enumerate() {
                    let share = word.share(stem).min(1.0 - said[place]);
                    let counts = share * rarities[place];
                    if counts > best.map_or(0.0, |(_, _, counts)| counts) {
                        best = Some((place, share, counts));
                    }
                }
            }
            if let Some((place, share, _)) = best {
                said[place] += share;
            }
        }
        let all: f64 = rarities.iter().sum();
        let covered: f64 = said.iter().zip(&rarities).map(|(a, b)| a * b).sum();
        if all > 0.0 { covered / all } else { 0.0 }
    }
}

impl NameWord {
    /// The share of the word that a stem is.
    #[expect(clippy::cast_precision_loss, reason = "a name has a few words")]
    fn share(&self, stem: &str) -> f64 {
        if self.stem == stem {
            1.0
        } else if self.within.iter().any(|within| within == stem) {
            1.0 / self.within.len() as f64
        } else {
            0.0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_covers_the_words_of_a_name_once() {
        let words = Words::new();
        let compounds = Compounds::of(bitrix24::describe::methods());
        let name = Name::new("crm.deal.productrows", &words, &compounds);
        let covered = |question: &str| name.coverage(&words.question(question), &|_| 1.0);
        let third = 1.0 / 3.0;
        for (question, expected) in [
            ("weather", 0.0),
            ("deal", third),
            ("deal deal", third),
            ("crm deal productrows", 1.0),
            ("crm deal rows", 2.5 * third),
        ] {
            let found = covered(question);
            assert!((found - expected).abs() < 1e-9, "{question}: {found}");
        }
    }
}
