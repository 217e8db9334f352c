//! Names that are several words without a mark between them, such as `getlist` and `productrows`.

use std::collections::{HashMap, HashSet};

use bitrix24::describe::Method;

use super::words::split;

/// Letters of the shortest name that is split.
const SHORTEST: usize = 6;

/// Words of two letters that names contain.
const SHORT: [&str; 6] = ["to", "by", "of", "in", "on", "as"];

/// What a word costs in a name, and a short one, which is rather part of another word.
const WORD: usize = 2;
const SHORT_WORD: usize = 3;

/// What the words of a name cost at most.
const MOST: usize = 7;

/// The words that names are split into: those of sentences, and of names with marks.
pub(super) struct Compounds {
    words: HashSet<String>,
}

impl Compounds {
    /// The words of the methods. A word of a single sentence may be a chance.
    pub(super) fn of(methods: &[Method]) -> Self {
        let mut counts: HashMap<String, u32> = HashMap::new();
        for method in methods {
            let of_sentence: HashSet<String> = split(&method.doc).into_iter().collect();
            let names = method.name.split('.').map(split);
            let of_names = names.filter(|words| words.len() > 1).flatten();
            for word in of_sentence.into_iter().chain(of_names) {
                *counts.entry(word).or_default() += 1;
            }
        }
        let words = counts.into_iter().filter(|(_, count)| *count > 1);
        let words = words.map(|(word, _)| word).filter(|word| word.len() > 2);
        let short = SHORT.into_iter().map(str::to_owned);
        Self {
            words: words.chain(short).collect(),
        }
    }

    /// The words of a name in lower case; none if it is one word. Of several splits it is the one
    /// with the fewest words.
    pub(super) fn split<'w>(&self, name: &'w str) -> Vec<&'w str> {
        if name.len() < SHORTEST || !name.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Vec::new();
        }
        // The cost of the words up to each letter, and where the last of them begins.
        let mut best: Vec<Option<(usize, usize)>> = vec![None; name.len() + 1];
        best[0] = Some((0, 0));
        for end in 1..=name.len() {
            for begin in 0..end {
                let Some((before, _)) = best[begin] else {
                    continue;
                };
                let word = &name[begin..end];
                if word.len() == name.len() || !self.words.contains(word) {
                    continue;
                }
                let cost = before + if word.len() > 2 { WORD } else { SHORT_WORD };
                if best[end].is_none_or(|(known, _)| cost < known) {
                    best[end] = Some((cost, begin));
                }
            }
        }
        if best[name.len()].is_none_or(|(cost, _)| cost > MOST) {
            return Vec::new();
        }
        let (mut words, mut end) = (Vec::new(), name.len());
        while let Some((_, begin)) = best[end].filter(|_| end > 0) {
            words.push(&name[begin..end]);
            end = begin;
        }
        words.reverse();
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_into_words_of_the_schema() {
        let compounds = Compounds::of(bitrix24::describe::methods());
        assert_eq!(compounds.split("getlist"), ["get", "list"]);
        assert_eq!(compounds.split("productrows"), ["product", "rows"]);
        assert_eq!(compounds.split("movetofolder"), ["move", "to", "folder"]);
        for word in ["contact", "calendar", "qwertyuiop", "таблица", "a"] {
            assert!(compounds.split(word).is_empty(), "{word}");
        }
    }
}
