//! Finds methods by words, English or Russian.
//!
//! Methods are ranked by BM25 over several fields: names, sentences, pages and parameters. A word of
//! the question stands for its stem and its synonyms (`synonyms.txt`), of which the one that fits a
//! method best counts.

mod index;
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

    /// Questions with the methods that answer them. Every other one was never looked at when
    /// weights and synonyms were chosen.
    const QUESTIONS: &str = include_str!("search/questions.tsv");

    /// The share of questions whose method is among the first three, and those that miss it.
    fn hits(held_out: bool) -> (f64, Vec<String>) {
        let index = Index::of(bitrix24::describe::methods());
        let questions = QUESTIONS.lines().enumerate();
        let questions = questions.filter(|(number, _)| (number % 2 == 1) == held_out);
        let (mut hit, mut missed) = (0_u32, Vec::new());
        for (_, line) in questions {
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
        let all = hit + u32::try_from(missed.len()).expect("few questions");
        (f64::from(hit) / f64::from(all), missed)
    }

    #[test]
    fn the_right_method_is_among_the_first_three() {
        let shares = [false, true].map(|held_out| {
            let (share, missed) = hits(held_out);
            let which = if held_out { "held out" } else { "tuned" };
            println!("{which}: {:.1} %", share * 100.0);
            if !held_out {
                println!("  {}", missed.join("\n  "));
            }
            share
        });
        // Both halves have as many questions.
        assert!(f64::midpoint(shares[0], shares[1]) >= 0.95, "{shares:?}");
        assert!(shares[1] >= 0.92, "{shares:?}");
    }
}
