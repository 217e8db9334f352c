//! The answer to a request with several commands: whose part is which.

use bytes::Bytes;
use serde::de::Deserialize;
use serde_json::value::RawValue;

use crate::call::Fault;
use crate::client::Client;
use crate::decode::{self, EnvelopeProblem, ErrorObject, Misfit};
use crate::time::Time;
use crate::transport::Answer;
use crate::value::Value;

use super::keyed::Keyed;
use super::reference;
use super::results::{Outcome, Part};

/// The command and the method of it, as they were sent.
pub(super) type Sent<'a> = (usize, &'a str);

/// What each command has answered, in the order in which they were sent; nothing for one that the answer does not speak of.
pub(super) fn read(
    client: &Client,
    version: u8,
    answer: &Answer,
    sent: &[Sent<'_>],
) -> Result<Vec<Option<Outcome>>, Fault> {
    let reader = Reader { client, answer };
    let Some(whole) = Whole::read(&answer.body) else {
        return Err(reader.refusal());
    };
    if let Some(time) = whole.time.and_then(time) {
        client.learn("batch", Some(&time));
    }
    if version < 3 {
        reader.linked(whole.result, sent)
    } else {
        reader.listed(whole.result, sent)
    }
}

struct Whole<'a> {
    result: &'a RawValue,
    time: Option<&'a RawValue>,
}

impl<'a> Whole<'a> {
    /// Nothing for what is an error, or no answer of REST at all.
    fn read(body: &'a [u8]) -> Option<Self> {
        let keys: Keyed<'a> = serde_json::from_slice(body).ok()?;
        if keys.get("error").is_some() {
            return None;
        }
        Some(Self {
            result: keys.get("result")?,
            time: keys.get("time"),
        })
    }
}

struct Reader<'a> {
    client: &'a Client,
    answer: &'a Answer,
}

impl Reader<'_> {
    /// The older REST: results, errors, times and paging apart, each under the names of the commands.
    fn linked(&self, result: &RawValue, sent: &[Sent<'_>]) -> Result<Vec<Option<Outcome>>, Fault> {
        let sections: Keyed<'_> = keyed(result);
        let section = |name: &str| sections.get(name).map(keyed).unwrap_or_default();
        if sections.get("result").is_none() && sections.get("result_error").is_none() {
            return Err(self.misfit("an object with `result` and `result_error`", result));
        }
        let (results, errors) = (section("result"), section("result_error"));
        let (totals, nexts, times) = (
            section("result_total"),
            section("result_next"),
            section("result_time"),
        );
        let outcome = |(index, (command, method)): (usize, &Sent<'_>)| {
            let name = reference::name(*command);
            let of = |section: &Keyed<'_>| section.get_or_nth(&name, index).map(number)?;
            let time = times.get_or_nth(&name, index).and_then(time);
            self.client.learn(method, time.as_ref());
            if let Some(error) = errors.get_or_nth(&name, index) {
                return Some(Err(self.error(method, error)));
            }
            let part = Part {
                time,
                total: of(&totals),
                next: of(&nexts),
                ..self.part(results.get_or_nth(&name, index)?)
            };
            Some(Ok(part))
        };
        Ok(sent.iter().enumerate().map(outcome).collect())
    }

    /// REST 3.0: a list of results in the order of the commands.
    fn listed(&self, result: &RawValue, sent: &[Sent<'_>]) -> Result<Vec<Option<Outcome>>, Fault> {
        let results: Keyed<'_> = keyed(result);
        if results.len() != sent.len() {
            return Err(self.misfit("as many results as commands", result));
        }
        let outcome = |(index, (_, method)): (usize, &Sent<'_>)| {
            let result = results.get(&index.to_string())?;
            // How a command fails without the others is not documented; an error looks the same everywhere in REST 3.0.
            let keys = keyed(result);
            let error = keys.get("error").filter(|_| keys.len() == 1);
            if let Some(error) = error.filter(|error| error.get().starts_with('{')) {
                return Some(Err(self.error(method, error)));
            }
            Some(Ok(self.part(result)))
        };
        Ok(sent.iter().enumerate().map(outcome).collect())
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

    /// A part of the body, which is shared and not copied.
    fn bytes(&self, part: &RawValue) -> Bytes {
        self.answer.body.slice_ref(part.get().as_bytes())
    }

    fn error(&self, method: &str, error: &RawValue) -> Fault {
        let error: Value = serde_json::from_str(error.get()).unwrap_or_default();
        let Answer {
            status, retries, ..
        } = self.answer;
        self.client.count_error();
        self.client
            .refusal(method, *status, retries, ErrorObject::of(&error))
    }

    /// The error that the whole answer is.
    #[cold]
    fn refusal(&self) -> Fault {
        self.client.count_error();
        match decode::envelope::<()>(&self.answer.body, None) {
            Err(problem) => self.client.fault("batch", self.answer, problem),
            // An error that says nothing, beside a result.
            Ok(_) => self.misfit("results without an error", &RawValue::NULL.to_owned()),
        }
    }

    #[cold]
    fn misfit(&self, expected: &str, found: &RawValue) -> Fault {
        self.client.count_error();
        // Not its text, in which the server may have repeated something secret.
        let found = match found.get().bytes().next() {
            Some(b'{') => "an object with other keys".to_owned(),
            Some(b'[') => format!("a list of {}", keyed(found).len()),
            _ => "a single value".to_owned(),
        };
        let problem = EnvelopeProblem::Misfit(Misfit {
            path: "result".to_owned(),
            expected: expected.to_owned(),
            found,
        });
        self.client.fault("batch", self.answer, problem)
    }
}

/// The values of an object or a list; those of anything else are none.
fn keyed(json: &RawValue) -> Keyed<'_> {
    let mut deserializer = serde_json::Deserializer::from_str(json.get());
    Keyed::deserialize(&mut deserializer).unwrap_or_default()
}

fn number(json: &RawValue) -> Option<i64> {
    decode::from_slice(json.get().as_bytes()).ok()
}

fn time(json: &RawValue) -> Option<Time> {
    decode::from_slice(json.get().as_bytes()).ok()
}
