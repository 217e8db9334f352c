//! Filters and orders of lists, applied to objects in the form of answers.

use std::borrow::Borrow;
use std::cmp::Ordering;

use crate::arguments::{Arguments, decimal, is_empty, items, text};
use bitrix24::{Map, Value};

/// The comparison of a condition.
#[derive(Clone, Copy)]
pub(crate) enum Operator {
    /// One of the values.
    Equal,
    /// The value, or `null`.
    EqualOrNull,
    /// Ordered relative to the value.
    Relation(fn(Ordering) -> bool),
    /// Between two values, inclusive.
    Between,
    /// Contains the text.
    Contains,
    /// Matches the text, where `%` is any text.
    Like,
}

impl Operator {
    /// The operator of a prefix, whether or not it is negated.
    pub(crate) fn of(prefix: &str) -> Self {
        match prefix.trim_start_matches('!') {
            ">" => Self::Relation(Ordering::is_gt),
            ">=" => Self::Relation(Ordering::is_ge),
            "<" => Self::Relation(Ordering::is_lt),
            "<=" => Self::Relation(Ordering::is_le),
            "><" => Self::Between,
            "%" | "?" => Self::Contains,
            "=%" | "%=" => Self::Like,
            "+" => Self::EqualOrNull,
            _ => Self::Equal,
        }
    }
}

/// Splits the key of a filter into operator and field: `>=price`.
pub(crate) fn split(key: &str) -> (&str, &str) {
    let field = key.trim_start_matches(['=', '!', '>', '<', '%', '@', '+', '?']);
    key.split_at(key.len() - field.len())
}

/// The key for how the conditions of a group are joined.
pub(crate) const LOGIC: &str = "logic";

/// The group of conditions under a numeric key.
pub(crate) fn inner_group<'v>(key: &str, value: &'v Value) -> Option<&'v Map<String, Value>> {
    let is_number = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit());
    value.as_map().filter(|_| is_number)
}

/// Whether an object meets all conditions of a filter, or one of them if the filter says so; groups
/// are filters too. Text is compared without case, like in the portal's database. A missing value
/// is unequal to every value.
pub(crate) fn meets(object: &Map<String, Value>, filter: Arguments<'_>) -> bool {
    let is_met = |(key, wanted): (&String, &Value)| match inner_group(key, wanted) {
        Some(group) => meets(object, Arguments(group)),
        None => is_condition_met(object, key, wanted),
    };
    let mut parts = filter.0.iter().filter(|(key, _)| *key != LOGIC).peekable();
    let is_choice = filter
        .text(LOGIC)
        .is_some_and(|logic| logic.eq_ignore_ascii_case("or"));
    if is_choice && parts.peek().is_some() {
        parts.any(is_met)
    } else {
        parts.all(is_met)
    }
}

fn is_condition_met(object: &Map<String, Value>, key: &str, wanted: &Value) -> bool {
    let (prefix, name) = split(key);
    let operator = Operator::of(prefix);
    let holds = match object.get(name).unwrap_or(&Value::Null) {
        // A field with several values meets a condition if one of them does.
        Value::List(values) if !values.is_empty() => {
            values.iter().any(|value| holds(operator, value, wanted))
        }
        value => holds(operator, value, wanted),
    };
    holds != prefix.starts_with('!')
}

fn holds(operator: Operator, value: &Value, wanted: &Value) -> bool {
    match operator {
        Operator::Equal if matches!(wanted, Value::List(_) | Value::Map(_)) => {
            items(wanted).into_iter().any(|wanted| equal(value, wanted))
        }
        Operator::Equal => equal(value, wanted),
        Operator::EqualOrNull => is_empty(value) || equal(value, wanted),
        _ if is_empty(value) => false,
        Operator::Relation(relation) => relation(compare(value, wanted)),
        Operator::Between => match items(wanted)[..] {
            [low, high] => compare(value, low).is_ge() && compare(value, high).is_le(),
            _ => false,
        },
        Operator::Contains => lower(value).contains(&lower(wanted)),
        Operator::Like => like(&lower(value), &lower(wanted)),
    }
}

fn equal(value: &Value, wanted: &Value) -> bool {
    match (is_empty(value), is_empty(wanted)) {
        (false, false) => compare(value, wanted).is_eq(),
        (value, wanted) => value == wanted,
    }
}

/// Compares numbers of the object as numbers, and everything else as text.
fn compare(value: &Value, other: &Value) -> Ordering {
    let numbers = match value {
        Value::Integer(_) | Value::Float(_) => decimal(value).zip(decimal(other)),
        _ => None,
    };
    match numbers {
        Some((value, other)) => value.cmp(&other),
        None => lower(value).cmp(&lower(other)),
    }
}

fn lower(value: &Value) -> String {
    text(value).unwrap_or_default().to_lowercase()
}

fn like(text: &str, pattern: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('%') else {
        return text == pattern;
    };
    let Some(mut text) = text.strip_prefix(first) else {
        return false;
    };
    let mut parts: Vec<&str> = rest.split('%').collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        match text.find(part) {
            Some(index) => text = &text[index + part.len()..],
            None => return false,
        }
    }
    text.ends_with(last)
}

/// Sorts objects. Missing values come first in ascending order; the sort is stable.
pub(crate) fn sort<T: Borrow<Map<String, Value>>>(objects: &mut [T], order: Arguments<'_>) {
    sort_by(objects, Borrow::borrow, order);
}

/// Sorts what has objects.
pub(crate) fn sort_by<T>(
    all: &mut [T],
    object: impl Fn(&T) -> &Map<String, Value>,
    order: Arguments<'_>,
) {
    all.sort_by(|one, other| {
        let keys = order.0.iter().map(|(name, direction)| {
            let [one, other] =
                [one, other].map(|one| object(one).get(name).unwrap_or(&Value::Null));
            let ordering = match (is_empty(one), is_empty(other)) {
                (false, false) => compare(one, other),
                (one, other) => other.cmp(&one),
            };
            let descending = text(direction).is_some_and(|text| text.eq_ignore_ascii_case("desc"));
            if descending {
                ordering.reverse()
            } else {
                ordering
            }
        });
        keys.fold(Ordering::Equal, Ordering::then)
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(json: &str) -> Map<String, Value> {
        match serde_json::from_str(json).expect("JSON") {
            Value::Map(map) => map,
            other => panic!("no object: {other}"),
        }
    }

    #[test]
    fn every_operator_compares() {
        let row = object(
            r#"{"name": "iPhone 14", "price": 79999, "sum": 0.5, "tax": null, "flag": "Y"}"#,
        );
        for (filter, expected) in [
            (r#"{"name": "IPHONE 14"}"#, true),
            (r#"{"=price": "79999.00"}"#, true),
            (r#"{"=price": [1, 79999]}"#, true),
            (r#"{"=price": []}"#, false),
            (r#"{"!=price": [1, 79999]}"#, false),
            (r#"{"!=price": 1}"#, true),
            (r#"{"@price": [1]}"#, false),
            (r#"{"!@price": [1]}"#, true),
            (r#"{"!price": 1}"#, true),
            (r#"{">price": 9999}"#, true),
            (r#"{">price": 79999}"#, false),
            (r#"{">=price": 79999, "<=price": 79999}"#, true),
            (r#"{"<price": 100000}"#, true),
            (r#"{"><price": [1, 2]}"#, false),
            (r#"{"><price": [79999, 80000]}"#, true),
            (r#"{"!><price": [79999, 80000]}"#, false),
            (r#"{"=sum": 0.5}"#, true),
            (r#"{"%name": "phone"}"#, true),
            (r#"{"!%name": "phone"}"#, false),
            (r#"{"=%name": "iph%"}"#, true),
            (r#"{"%=name": "%14"}"#, true),
            (r#"{"=%name": "phone"}"#, false),
            (r#"{"!=%name": "%14"}"#, false),
            (r#"{"!%=name": "14%"}"#, true),
            (r#"{"=tax": ""}"#, true),
            (r#"{"=tax": 20}"#, false),
            (r#"{"!=tax": 20}"#, true),
            (r#"{">tax": 0}"#, false),
            (r#"{"!=flag": "N"}"#, true),
            (r#"{"=flag": "Y", ">price": 100000}"#, false),
        ] {
            assert_eq!(
                meets(&row, Arguments(&object(filter))),
                expected,
                "{filter}"
            );
        }
    }

    #[test]
    fn groups_are_met_as_they_are_joined() {
        let row = object(r#"{"name": "iPhone", "price": 5, "logic": "x", "ids": [7, 8]}"#);
        for (filter, expected) in [
            (
                r#"{"0": {"logic": "OR", "0": {"=name": "a"}, "1": {"=price": 5}}}"#,
                true,
            ),
            (
                r#"{"0": {"logic": "or", "0": {"=name": "a"}, "1": {"=price": 6}}}"#,
                false,
            ),
            (
                r#"{"0": {"logic": "OR", "0": {"=name": "a"}, "1": {"=price": 5}}, ">price": 5}"#,
                false,
            ),
            (r#"{"0": {"logic": "OR", "=name": "a", "=price": 5}}"#, true),
            (
                r#"{"logic": "OR", "0": {"=name": "a"}, "1": {"=price": 5}}"#,
                true,
            ),
            (
                r#"{"logic": "OR", "0": {"=name": "a", "=price": 5}, "1": {"=price": 6}}"#,
                false,
            ),
            (r#"{"0": {"=name": "iphone"}, "1": {"=price": 6}}"#, false),
            (
                r#"{"0": {"logic": "AND", "0": {"=name": "iphone"}, "1": {"=price": 5}}}"#,
                true,
            ),
            (
                r#"{"0": {"logic": "OR", "0": {"0": {"logic": "OR", "0": {"=price": 1}, "1": {"=price": 5}}, "%name": "phone"}, "1": {"=price": 2}}}"#,
                true,
            ),
            (
                r#"{"0": {"logic": "OR", "0": {"=price": 5}, "1": {"=price": 1}}, "1": {"logic": "OR", "0": {"=price": 2}, "1": {"=price": 3}}}"#,
                false,
            ),
            (r#"{"0": {"logic": "OR"}}"#, true),
            (r#"{"=ids": 8}"#, true),
            (r#"{"=ids": [1, 7]}"#, true),
            (r#"{"!ids": 8}"#, false),
            (r#"{"=ids": 9}"#, false),
        ] {
            assert_eq!(
                meets(&row, Arguments(&object(filter))),
                expected,
                "{filter}"
            );
        }
    }

    #[test]
    fn patterns_take_parts_in_their_order() {
        for (text, pattern, expected) in [
            ("abc", "abc", true),
            ("abc", "%", true),
            ("", "%", true),
            ("abc", "a%c", true),
            ("abcabc", "a%bc", true),
            ("ab", "a%ab", false),
            ("xay", "%a%", true),
            ("abc", "c%a", false),
            ("яблоко", "%бл%", true),
        ] {
            assert_eq!(like(text, pattern), expected, "{text} {pattern}");
        }
    }

    #[test]
    fn objects_are_sorted_by_all_keys() {
        let mut rows: Vec<_> = [
            r#"{"id":1,"a":10,"b":"y"}"#,
            r#"{"id":2,"a":9,"b":"x"}"#,
            r#"{"id":3,"a":10,"b":"X"}"#,
            r#"{"id":4}"#,
        ]
        .map(object)
        .into();
        sort(
            &mut rows,
            Arguments(&object(r#"{"a": "desc", "b": "ASC"}"#)),
        );
        let ids: Vec<_> = rows
            .iter()
            .filter_map(|row| row.get("id")?.as_integer())
            .collect();
        assert_eq!(ids, [3, 1, 2, 4]);
    }
}
