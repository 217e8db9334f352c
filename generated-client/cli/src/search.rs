//! Finds methods by words, English or Russian.
//!
//! Methods are ranked by BM25 over several fields: names, sentences, pages and parameters. A word of
//! the question stands for its stem and its synonyms (`synonyms.txt`), of which the one that fits a
//! method best counts. A score is less for a method that has not all words of the question, whose
//! name has words that the question lacks, that does something else than the question asks for
//! (`action`), or that is deprecated.

mod action;
mod compound;
mod index;
mod name;
mod words;

use bitrix24::describe::Method;

use self::index::Index;

/// A method that was found.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    /// The method.
    pub(crate) method: &'static Method,
    /// How well it fits; only for comparison with others of the same question.
    pub(crate) score: f64,
}

/// The methods that fit a question best, the best one first.
pub(crate) fn search(question: &str, limit: usize) -> Vec<Found> {
    let index = Index::of(bitrix24::describe::methods());
    index.rank(question, limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Questions with the methods that answer them, by which weights and synonyms were chosen.
    const TUNED: &str = include_str!("search/questions/tuned.tsv");

    /// Questions that weights and synonyms are not tuned on.
    const HELD_OUT: &str = include_str!("search/questions/held_out.tsv");

    /// The number of questions whose method is among the first three, and those that miss it.
    fn hits(index: &Index, questions: &str) -> (u32, Vec<String>) {
        let (mut hit, mut missed) = (0, Vec::new());
        for line in questions.lines() {
            let (question, right) = line.split_once('\t').expect("a question and its methods");
            let right: Vec<&str> = right.split(' ').collect();
            for name in &right {
                let known = bitrix24::describe::names().any(|(known, _)| known == *name);
                assert!(known, "{name} is no method");
            }
            let found = index.rank(question, 3);
            let found: Vec<&str> = found.iter().map(|it| it.method.name.as_str()).collect();
            if found.iter().any(|name| right.contains(name)) {
                hit += 1;
            } else {
                missed.push(format!("{question}: {}", found.join(" ")));
            }
        }
        (hit, missed)
    }

    #[test]
    fn the_right_method_is_among_the_first_three() {
        let index = Index::of(bitrix24::describe::methods());
        let (mut all_hit, mut all) = (0, 0);
        for (which, questions) in [("tuned", TUNED), ("held out", HELD_OUT)] {
            let (hit, missed) = hits(&index, questions);
            let count = hit + u32::try_from(missed.len()).expect("few questions");
            let share = f64::from(hit) / f64::from(count);
            println!("{which}: {hit} of {count}, {:.1} %", share * 100.0);
            // The others are not looked at.
            if which == "tuned" {
                println!("  {}", missed.join("\n  "));
            }
            assert!(share >= 0.92, "{which}: {share}");
            all_hit += hit;
            all += count;
        }
        let share = f64::from(all_hit) / f64::from(all);
        assert!(share >= 0.95, "{share}");
    }
}
