//! Parts of the answer to a request with several commands.

use bytes::Bytes;
use serde::de::Deserialize;
use serde_json::value::RawValue;

use crate::answer::{self, EnvelopeProblem, ErrorObject, ResultPath};
use crate::calling::UntypedError;
use crate::client::Client;
use crate::decode::{Room, any_within, from_slice};
use crate::field::TypeMismatch;
use crate::time::Time;
use crate::transport::Answer;

use super::keyed::{Keyed, Whole};
use super::reference;
use super::results::{Outcome, Part};

/// The index of a command and its method, as they were sent.
pub(super) type Sent<'a> = (usize, &'a str);

/// The result of each command in the order in which they were sent; `None` for one that the answer
/// does not mention.
pub(super) fn read(
    client: &Client,
    version: u8,
    answer: &Answer,
    sent: &[Sent<'_>],
) -> Result<Vec<Option<Outcome>>, UntypedError> {
    let reader = Reader { client, answer };
    if version < 3 {
        let (sections, used) = reader.result()?;
        reader.linked(&sections, used.as_ref(), sent)
    } else {
        reader.listed(&reader.result()?.0, sent)
    }
}

struct Reader<'a> {
    client: &'a Client,
    answer: &'a Answer,
}

impl<'a> Reader<'a> {
    /// Reads `result` and `time` in one pass.
    fn result<T: Deserialize<'a>>(&self) -> Result<(T, Option<Time>), UntypedError> {
        if let Some(problem) = &self.answer.problem {
            self.client.count_error();
            return Err(self
                .client
                .answer_error("batch", self.answer, problem.clone()));
        }
        match serde_json::from_slice(&self.answer.body) {
            Ok(Whole {
                result: Some(result),
                time: used,
                is_error: false,
            }) => {
                let used = used.and_then(time);
                self.client.learn("batch", used.as_ref());
                Ok((result, used))
            }
            _ => Err(self.refusal()),
        }
    }

    /// The older REST: results, errors, times and paging, each under the names of the commands.
    fn linked(
        &self,
        sections: &Keyed<'a, Keyed<'a>>,
        whole: Option<&Time>,
        sent: &[Sent<'_>],
    ) -> Result<Vec<Option<Outcome>>, UntypedError> {
        let none = Keyed::default();
        let section = |name: &str| sections.get(name).unwrap_or(&none);
        if sections.get("result").is_none() && sections.get("result_error").is_none() {
            return Err(self.mismatch("an object with `result` and `result_error`", "neither"));
        }
        let (results, errors) = (section("result"), section("result_error"));
        let (totals, nexts) = (section("result_total"), section("result_next"));
        let times = section("result_time");
        let mut used: Vec<Option<Time>> = (sent.iter().enumerate())
            .map(|(index, (command, _))| {
                let found = times.get_or_nth(&reference::name(*command), index)?;
                time(found)
            })
            .collect();
        self.count(whole, &used, sent);
        let outcome = |(index, (command, method)): (usize, &Sent<'_>)| {
            let name = reference::name(*command);
            let of = |section: &Keyed<'a>| section.get_or_nth(&name, index).copied();
            let used = used[index].take();
            if let Some(error) = of(errors) {
                return Some(Err(self.error(method, error)));
            }
            let part = Part {
                time: used,
                total: of(totals).and_then(number),
                next: of(nexts).and_then(number),
                ..self.part(of(results)?)
            };
            Some(Ok(part))
        };
        Ok(sent.iter().enumerate().map(outcome).collect())
    }

    /// Updates the used time of the methods of a batch.
    ///
    /// Portals repeat the used time of the whole batch in each part. That would hold back every
    /// method of it for what all have used together, so such a number counts once, for `batch`.
    fn count(&self, whole: Option<&Time>, parts: &[Option<Time>], sent: &[Sent<'_>]) {
        let number = |time: &Time| time.operating;
        let mut numbers = parts.iter().flatten().filter_map(number);
        let whole = whole.and_then(number);
        let is_repeated = numbers.next().is_some_and(|first| {
            let are_several = whole.is_some() || parts.iter().flatten().nth(1).is_some();
            are_several && numbers.chain(whole).all(|other| same(first, other))
        });
        if !is_repeated {
            for ((_, method), used) in sent.iter().zip(parts) {
                self.client.learn(method, used.as_ref());
            }
        } else if whole.is_none() {
            let first = parts.iter().flatten().find(|part| part.operating.is_some());
            self.client.learn("batch", first);
        }
    }

    /// REST 3.0: a list of results in the order of the commands.
    fn listed(
        &self,
        results: &Keyed<'_>,
        sent: &[Sent<'_>],
    ) -> Result<Vec<Option<Outcome>>, UntypedError> {
        if results.len() != sent.len() {
            let found = format!("{} for {}", results.len(), sent.len());
            return Err(self.mismatch("as many results as commands", &found));
        }
        let outcome = |(index, (_, method)): (usize, &Sent<'_>)| {
            let result = *results.get(&index.to_string())?;
            // The documentation does not say how a single command fails; errors have the same form
            // everywhere in REST 3.0.
            let keys: Keyed<'_> = serde_json::from_str(result.get()).unwrap_or_default();
            let error = keys.get("error").filter(|_| keys.len() == 1);
            if let Some(error) = error.filter(|error| error.get().starts_with('{')) {
                return Some(Err(self.error(method, error)));
            }
            Some(Ok(self.part(result)))
        };
        Ok(sent.iter().enumerate().map(outcome).collect())
    }

    fn room(&self) -> Room {
        self.client.shared.room()
    }

    fn part(&self, result: &RawValue) -> Part {
        Part {
            result: self.bytes(result),
            time: None,
            total: None,
            next: None,
            status: self.answer.status,
            retries: self.answer.retries.clone(),
        }
    }

    /// A part of the body, shared and not copied.
    fn bytes(&self, part: &RawValue) -> Bytes {
        self.answer.body.slice_ref(part.get().as_bytes())
    }

    fn error(&self, method: &str, error: &RawValue) -> UntypedError {
        let error = any_within(error.get().as_bytes(), self.room()).unwrap_or_default();
        let Answer {
            status, retries, ..
        } = self.answer;
        self.client.count_error();
        self.client
            .refusal(method, *status, retries, ErrorObject::of(&error))
    }

    /// The error of the whole answer.
    #[cold]
    fn refusal(&self) -> UntypedError {
        self.client.count_error();
        match answer::read::<()>(&self.answer.body, ResultPath::default(), &mut self.room()) {
            Err(problem) => self.client.answer_error("batch", self.answer, problem),
            Ok(_) => self.mismatch("the results of commands", "something else"),
        }
    }

    #[cold]
    fn mismatch(&self, expected: &str, found: &str) -> UntypedError {
        self.client.count_error();
        let problem = EnvelopeProblem::TypeMismatch(TypeMismatch {
            path: "result".to_owned(),
            expected: expected.to_owned(),
            found: found.to_owned(),
        });
        self.client.answer_error("batch", self.answer, problem)
    }
}

/// Whether two numbers of an answer are one: they come from the same text.
fn same(one: f64, other: f64) -> bool {
    one.to_bits() == other.to_bits()
}

fn number(json: &RawValue) -> Option<i64> {
    from_slice(json.get().as_bytes()).ok()
}

fn time(json: &RawValue) -> Option<Time> {
    from_slice(json.get().as_bytes()).ok()
}
