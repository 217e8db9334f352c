//! `batch`: several commands in one call, each of which may use the results of those before it.

use super::run::run;
use crate::answer::{Answer, Clock, Failure};
use crate::desk::Desk;
use crate::received::{self, Caller};
use bitrix24::internal::php;
use bitrix24::{Map, Value};

/// The number of commands that run; the rest is refused.
const MOST: usize = 50;

pub(super) fn is_batch(method: &str) -> bool {
    method.eq_ignore_ascii_case("batch")
}

/// Runs the commands one after another.
pub(super) fn answer(desk: &Desk, parameters: &Map<String, Value>, caller: Caller) -> Answer {
    let halt = parameters.get("halt").is_some_and(is_true);
    let mut done = Done::default();
    for (count, (name, command)) in commands(parameters).enumerate() {
        let clock = Clock::start();
        let outcome = if count < MOST {
            run_command(desk, command, &done.result, caller)
        } else {
            Err(Failure::system(
                "BatchLengthExceeded",
                "Max batch length exceeded",
            ))
        };
        let failed = outcome.is_err();
        done.add(name, outcome, clock);
        if failed && halt {
            break;
        }
    }
    Answer::new(done.into_map())
}

/// Names and texts of the commands. Values that are not text are ignored.
fn commands(parameters: &Map<String, Value>) -> impl Iterator<Item = (String, &str)> {
    let (list, map) = match parameters.get("cmd") {
        Some(Value::List(items)) => (&items[..], None),
        Some(Value::Map(map)) => (&[][..], Some(map)),
        _ => (&[][..], None),
    };
    let counted = list
        .iter()
        .enumerate()
        .map(|(index, command)| (index.to_string(), command));
    let named = map
        .into_iter()
        .flat_map(Map::iter)
        .map(|(name, command)| (name.clone(), command));
    counted
        .chain(named)
        .filter_map(|(name, command)| Some((name, command.as_text()?)))
}

/// Whether PHP takes the value for true.
fn is_true(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(value) => *value,
        Value::Integer(number) => *number != 0,
        Value::Float(number) => *number != 0.0,
        Value::Text(text) => !matches!(text.as_str(), "" | "0"),
        Value::List(items) => !items.is_empty(),
        Value::Map(map) => !map.is_empty(),
    }
}

fn run_command(
    desk: &Desk,
    command: &str,
    results: &Map<String, Value>,
    caller: Caller,
) -> Result<Answer, Failure> {
    let (name, query) = command.split_once('?').unwrap_or((command, ""));
    let method = desk.own.method(name, 2).or_else(|| received::method(name));
    if is_batch(name) || method.is_some_and(|method| !method.batch) {
        return Err(Failure::system(
            "BatchMethodNotAllowed",
            "Method is not allowed for batch usage",
        ));
    }
    let parameters = received::of_query(method, query)?;
    let parameters = parameters
        .into_iter()
        .map(|(name, value)| (name, substituted(value, results)))
        .collect();
    run(desk, (name, method), &parameters, caller)
}

/// Replaces the references in a value by results.
fn substituted(value: Value, results: &Map<String, Value>) -> Value {
    match value {
        Value::Text(text) => replaced(&text, results),
        Value::List(items) => Value::List(
            items
                .into_iter()
                .map(|item| substituted(item, results))
                .collect(),
        ),
        Value::Map(map) => Value::Map(
            map.into_iter()
                .map(|(key, value)| (key, substituted(value, results)))
                .collect(),
        ),
        other => other,
    }
}

/// The beginning of a reference.
const MARK: &str = "$result[";

fn replaced(text: &str, results: &Map<String, Value>) -> Value {
    let mut written = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(MARK) {
        let (before, reference) = rest.split_at(start);
        let mut steps = Vec::new();
        let mut behind = &reference[MARK.len() - 1..];
        while let Some((step, after)) = behind
            .strip_prefix('[')
            .and_then(|behind| behind.split_once(']'))
        {
            steps.push(step);
            behind = after;
        }
        if steps.is_empty() {
            break;
        }
        let found = find(results, &steps);
        if before.is_empty() && written.is_empty() && behind.is_empty() {
            // A list or an object is passed on unchanged.
            match found {
                Some(value @ (Value::List(_) | Value::Map(_))) => return value.clone(),
                found => return Value::Text(found.map(php_text).unwrap_or_default()),
            }
        }
        written.push_str(before);
        written.push_str(&found.map(php_text).unwrap_or_default());
        rest = behind;
    }
    written.push_str(rest);
    Value::Text(written)
}

fn find<'a>(results: &'a Map<String, Value>, steps: &[&str]) -> Option<&'a Value> {
    let (first, rest) = steps.split_first()?;
    rest.iter()
        .try_fold(results.get(*first)?, |value, step| match value {
            Value::List(items) => items.get(step.parse::<usize>().ok()?),
            Value::Map(map) => map.get(*step),
            _ => None,
        })
}

/// The results of the commands so far.
#[derive(Default)]
struct Done {
    result: Map<String, Value>,
    error: Map<String, Value>,
    total: Map<String, Value>,
    next: Map<String, Value>,
    time: Map<String, Value>,
}

impl Done {
    fn add(&mut self, name: String, outcome: Result<Answer, Failure>, clock: Clock) {
        match outcome {
            Ok(answer) => {
                for (section, number) in [
                    (&mut self.total, answer.total),
                    (&mut self.next, answer.next),
                ] {
                    if let Some(number) = number {
                        section.insert(name.clone(), Value::Integer(number));
                    }
                }
                self.time.insert(name.clone(), clock.time(answer.used));
                self.result.insert(name, answer.result);
            }
            Err(failure) => {
                let error = Map::from([
                    ("error".to_owned(), Value::Text(failure.code)),
                    ("error_description".to_owned(), Value::Text(failure.message)),
                ]);
                self.error.insert(name, Value::Map(error));
            }
        }
    }

    fn into_map(self) -> Map<String, Value> {
        let sections = [
            ("result", self.result),
            ("result_error", self.error),
            ("result_total", self.total),
            ("result_next", self.next),
            ("result_time", self.time),
        ];
        sections
            .into_iter()
            .map(|(name, section)| (name.to_owned(), php::array(section)))
            .collect()
    }
}

/// A value in the form in which PHP writes it into text.
fn php_text(value: &Value) -> String {
    match value {
        Value::Null | Value::Bool(false) => String::new(),
        Value::Bool(true) => "1".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::List(_) | Value::Map(_) => "Array".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_refer_to_results() {
        let results: Value = serde_json::from_str(
            r#"{"a": {"ID": 5, "TITLE": "x&y", "OPEN": true, "NONE": null}, "l": [{"ID": "7"}], "n": 17}"#,
        )
        .expect("JSON");
        let results = results.as_map().expect("an object");
        for (text, expected) in [
            ("$result[a][ID]", "5"),
            ("$result[a][TITLE]", "x&y"),
            ("$result[a][OPEN]", "1"),
            ("$result[a][NONE]", ""),
            ("$result[a][nothing]", ""),
            ("$result[l][0][ID]", "7"),
            ("$result[l][1][ID]", ""),
            ("$result[n]", "17"),
            ("deal $result[a][ID], $result[n]!", "deal 5, 17!"),
            ("$result", "$result"),
            ("$result[open", "$result[open"),
        ] {
            assert_eq!(replaced(text, results), Value::from(expected), "{text}");
        }
        let whole = replaced("$result[l]", results);
        assert_eq!(whole.to_json(), r#"[{"ID":"7"}]"#);
    }

    #[test]
    fn php_takes_some_values_for_true() {
        for (value, expected) in [
            (Value::from(true), true),
            (Value::from(1), true),
            (Value::from("1"), true),
            (Value::from("false"), true),
            (Value::from("0"), false),
            (Value::from(""), false),
            (Value::from(0), false),
            (Value::Null, false),
        ] {
            assert_eq!(is_true(&value), expected, "{value:?}");
        }
    }
}
