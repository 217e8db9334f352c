//! The index of methods, and their ranking.

use std::collections::{HashMap, HashSet};

use bitrix24::describe::{Field, Method};

use super::Found;
use super::action::{Actions, Does};
use super::compound::Compounds;
use super::name::Name;
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
        weight: 3.0,
        length: 0.3,
    },
    Part {
        weight: 0.3,
        length: 0.5,
    },
    Part {
        weight: 0.7,
        length: 0.7,
    },
];

/// How much a word within a word of a name counts.
const WITHIN: f64 = 2.0;

/// When more of the same word no longer counts much.
const SATURATION: f64 = 1.6;

/// How much less a deprecated method counts.
const DEPRECATED: f64 = 0.92;

/// The share of the score that depends on how much of the name the question is about.
const COVERAGE: f64 = 0.5;

/// The share of the score that depends on how many words of the question a method has.
const ANSWERED: f64 = 0.9;

/// The words of a method.
struct Texts {
    name: Name,
    parts: [Vec<String>; 4],
}

/// The words of all methods.
pub(super) struct Index {
    words: Words,
    actions: Actions,
    methods: &'static [Method],
    /// For each word, the methods with its weighted count.
    postings: HashMap<String, Vec<(usize, f64)>>,
    names: Vec<Name>,
    does: Vec<Does>,
}

impl Index {
    pub(super) fn of(methods: &'static [Method]) -> Self {
        let words = Words::new();
        let actions = Actions::new(&words);
        let compounds = Compounds::of(methods);
        let mut stems: HashMap<String, Vec<String>> = HashMap::new();
        let mut texts: Vec<Texts> = Vec::with_capacity(methods.len());
        let mut does = Vec::with_capacity(methods.len());
        for method in methods {
            let mut of = |text: &str| {
                let known = stems.get(text).cloned();
                known.unwrap_or_else(|| {
                    let made = words.stems(text);
                    stems.insert(text.to_owned(), made.clone());
                    made
                })
            };
            let page = method.page.as_deref().unwrap_or_default();
            let page = page
                .rsplit('/')
                .take(2)
                .flat_map(|part| part.trim_end_matches(".html").split('-'));
            let page: Vec<String> = page.flat_map(&mut of).collect();
            let parameters: Vec<String> = fields(&method.params).flat_map(&mut of).collect();
            let name = Name::new(&method.name, &words, &compounds);
            let last = method.name.rsplit('.').next().unwrap_or_default();
            does.push(actions.does(last, &Name::all(last, &words, &compounds)));
            let whole = name.words.iter().map(|word| word.stem.clone()).collect();
            texts.push(Texts {
                name,
                parts: [whole, words.stems(&method.doc), page, parameters],
            });
        }
        Self {
            postings: postings(&texts),
            names: texts.into_iter().map(|texts| texts.name).collect(),
            words,
            actions,
            methods,
            does,
        }
    }

    /// The methods that fit a question best.
    pub(super) fn rank(&self, question: &str, limit: usize) -> Vec<Found> {
        // The score of each method, and how much of the question it answers.
        let mut scores: HashMap<usize, (f64, f64)> = HashMap::new();
        let mut best: HashMap<usize, f64> = HashMap::new();
        let question = self.words.question(question);
        let mut asked = 0.0;
        for wanted in &question {
            best.clear();
            let weight = self.weight(wanted);
            asked += weight;
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
                let (known, answered) = scores.entry(method).or_default();
                *known += score;
                *answered += weight;
            }
        }
        let action = self.actions.wanted(&question);
        let found = scores.into_iter().filter_map(|(index, (score, answered))| {
            let method = self.methods.get(index)?;
            let deprecated = if method.deprecated { DEPRECATED } else { 1.0 };
            let does = self
                .actions
                .weight(self.does.get(index)?, action, &question);
            let rarity = |stem: &str| self.rarity(self.postings.get(stem).map_or(0, Vec::len));
            let covered = self.names.get(index)?.coverage(&question, &rarity);
            let score = score * deprecated * does;
            let score = score * (1.0 - COVERAGE + COVERAGE * covered);
            let score = score * (1.0 - ANSWERED + ANSWERED * answered / asked);
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

    /// How much a word of a question says: as much as the rarest word that it may stand for. One
    /// that no method has says something nevertheless.
    fn weight(&self, wanted: &Wanted) -> f64 {
        let known = wanted
            .iter()
            .filter_map(|(stem, _)| self.postings.get(stem));
        let rarest = known.map(|postings| self.rarity(postings.len()));
        rarest
            .max_by(f64::total_cmp)
            .unwrap_or_else(|| self.rarity(0) / 2.0)
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
fn postings(texts: &[Texts]) -> HashMap<String, Vec<(usize, f64)>> {
    let mut average = [0.0; 4];
    for text in texts {
        for (average, part) in average.iter_mut().zip(&text.parts) {
            *average += part.len() as f64 / texts.len() as f64;
        }
    }
    let mut postings: HashMap<String, Vec<(usize, f64)>> = HashMap::new();
    for (method, text) in texts.iter().enumerate() {
        let mut counts: HashMap<&str, f64> = HashMap::new();
        for part in [NAME, SENTENCE, PAGE, PARAMETERS] {
            let Part { weight, length } = PARTS[part];
            let words = &text.parts[part];
            let relative = words.len() as f64 / average[part].max(1.0);
            let shortness = 1.0 / (1.0 - length + length * relative);
            let mut seen: HashMap<&str, f64> = HashMap::new();
            for stem in words {
                *seen.entry(stem).or_default() += 1.0;
            }
            for (stem, count) in seen {
                // A word that stands in a name twice says no more than once.
                let count = if part == NAME {
                    1.0
                } else {
                    f64::min(count, 2.0)
                };
                *counts.entry(stem).or_default() += weight * shortness * count;
            }
            if part == NAME {
                let within: HashSet<&str> = text.name.within().collect();
                for stem in within
                    .into_iter()
                    .filter(|stem| !words.iter().any(|it| it == stem))
                {
                    *counts.entry(stem).or_default() += WITHIN * shortness;
                }
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
