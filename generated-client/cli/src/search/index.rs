//! The index of methods, and their ranking.

use std::collections::{HashMap, HashSet};

use bitrix24::describe::{Field, Method};

use super::Found;
use super::words::{Wanted, Words};

/// A field of a method: how much a word in it counts, and how much the length of the field matters.
struct Part {
    weight: f64,
    length: f64,
}

const NAME: usize = 0;
const SENTENCE: usize = 1;
const PAGE: usize = 2;
const PARAMETERS: usize = 3;

const PARTS: [Part; 4] = [
    Part {
        weight: 4.0,
        length: 0.4,
    },
    Part {
        weight: 2.0,
        length: 0.5,
    },
    Part {
        weight: 0.7,
        length: 0.5,
    },
    Part {
        weight: 0.4,
        length: 0.7,
    },
];

/// When more of the same word no longer counts much.
const SATURATION: f64 = 1.6;

/// How much less a deprecated method counts.
const DEPRECATED: f64 = 0.9;

/// The share of the score that depends on how much of the name the question is about.
const COVERAGE: f64 = 0.6;

/// The words of all methods.
pub(super) struct Index {
    words: Words,
    methods: &'static [Method],
    /// For each word, the methods with its weighted count.
    postings: HashMap<String, Vec<(usize, f64)>>,
    /// The words of the names.
    names: Vec<Vec<String>>,
}

impl Index {
    pub(super) fn of(methods: &'static [Method]) -> Self {
        let words = Words::new();
        let mut stems: HashMap<String, Vec<String>> = HashMap::new();
        let mut texts: Vec<[Vec<String>; 4]> = Vec::with_capacity(methods.len());
        for method in methods {
            let mut of = |text: &str| {
                let known = stems.get(text).cloned();
                known.unwrap_or_else(|| {
                    let made = words.stems(text);
                    stems.insert(text.to_owned(), made.clone());
                    made
                })
            };
            let name: Vec<String> = method.name.split('.').flat_map(&mut of).collect();
            let page = method.page.as_deref().unwrap_or_default();
            let page = page
                .rsplit('/')
                .take(2)
                .flat_map(|part| part.trim_end_matches(".html").split('-'));
            let page: Vec<String> = page.flat_map(&mut of).collect();
            let parameters: Vec<String> = fields(&method.params).flat_map(&mut of).collect();
            texts.push([name, words.stems(&method.doc), page, parameters]);
        }
        Self {
            postings: postings(&texts),
            names: texts.into_iter().map(|[name, ..]| name).collect(),
            words,
            methods,
        }
    }

    /// How much of a method's name the question is about: words that many names have count little,
    /// so `crm` need not be said, but `userfield` in `crm.deal.userfield.list` does. A word of the
    /// question stands for one word of the name, whatever synonyms it has.
    fn coverage(&self, method: usize, question: &[Wanted]) -> f64 {
        let Some(name) = self.names.get(method) else {
            return 0.0;
        };
        let rarity = |stem: &String| self.rarity(self.postings.get(stem).map_or(0, Vec::len));
        let mut left: Vec<&String> = name.iter().collect();
        let mut matched = 0.0;
        for wanted in question {
            let stems = wanted.iter().filter_map(|(stem, _)| {
                let place = left.iter().position(|known| *known == stem)?;
                Some((place, rarity(stem)))
            });
            if let Some((place, rarity)) = stems.max_by(|(_, a), (_, b)| a.total_cmp(b)) {
                left.remove(place);
                matched += rarity;
            }
        }
        let all = matched + left.into_iter().map(rarity).sum::<f64>();
        if all > 0.0 { matched / all } else { 0.0 }
    }

    /// The methods that fit a question best.
    pub(super) fn rank(&self, question: &str, limit: usize) -> Vec<Found> {
        let mut scores: HashMap<usize, f64> = HashMap::new();
        let mut best: HashMap<usize, f64> = HashMap::new();
        let question = self.words.question(question);
        for wanted in &question {
            best.clear();
            for (stem, weight) in wanted {
                let Some(postings) = self.postings.get(stem) else {
                    continue;
                };
                let rarity = self.rarity(postings.len());
                for (method, count) in postings {
                    let score = weight * rarity * count / (SATURATION + count);
                    let known = best.entry(*method).or_default();
                    *known = known.max(score);
                }
            }
            for (method, score) in best.drain() {
                *scores.entry(method).or_default() += score;
            }
        }
        let found = scores.into_iter().filter_map(|(index, score)| {
            let method = self.methods.get(index)?;
            let deprecated = if method.deprecated { DEPRECATED } else { 1.0 };
            let covered = 1.0 - COVERAGE + COVERAGE * self.coverage(index, &question);
            let score = score * deprecated * covered;
            Some(Found { method, score })
        });
        let mut found: Vec<Found> = found.collect();
        found.sort_by(|a, b| {
            let by_name = || a.method.name.cmp(&b.method.name);
            b.score.total_cmp(&a.score).then_with(by_name)
        });
        // A name of both protocols is one answer.
        let mut names = HashSet::new();
        found.retain(|found| names.insert(found.method.name.as_str()));
        found.truncate(limit);
        found
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "there are a few thousand methods"
    )]
    fn rarity(&self, having: usize) -> f64 {
        let (all, having) = (self.methods.len() as f64, having as f64);
        (1.0 + (all - having + 0.5) / (having + 0.5)).ln()
    }
}

/// The names of parameters and of the fields of those that are objects.
fn fields(params: &[Field]) -> impl Iterator<Item = &str> {
    params.iter().flat_map(|param| {
        let object = param.kind.object();
        let inner = object.into_iter().flat_map(|object| &object.fields);
        std::iter::once(param.name.as_str()).chain(inner.map(|field| field.name.as_str()))
    })
}

#[expect(clippy::cast_precision_loss, reason = "texts have a few hundred words")]
fn postings(texts: &[[Vec<String>; 4]]) -> HashMap<String, Vec<(usize, f64)>> {
    let mut average = [0.0; 4];
    for text in texts {
        for (average, part) in average.iter_mut().zip(text) {
            *average += part.len() as f64 / texts.len() as f64;
        }
    }
    let mut postings: HashMap<String, Vec<(usize, f64)>> = HashMap::new();
    for (method, text) in texts.iter().enumerate() {
        let mut counts: HashMap<&str, f64> = HashMap::new();
        for part in [NAME, SENTENCE, PAGE, PARAMETERS] {
            let Part { weight, length } = PARTS[part];
            let relative = text[part].len() as f64 / average[part].max(1.0);
            let each = weight / (1.0 - length + length * relative);
            let mut seen: HashMap<&str, f64> = HashMap::new();
            for stem in &text[part] {
                *seen.entry(stem).or_default() += 1.0;
            }
            for (stem, count) in seen {
                // A word that stands in a name twice says no more than once.
                let count = if part == NAME {
                    1.0
                } else {
                    f64::min(count, 2.0)
                };
                *counts.entry(stem).or_default() += each * count;
            }
        }
        for (stem, count) in counts {
            postings
                .entry(stem.to_owned())
                .or_default()
                .push((method, count));
        }
    }
    postings
}
