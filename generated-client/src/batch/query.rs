//! The parameters of a command as a query that PHP reads.

use crate::error::BatchProblem;
use crate::php::MAX_DEPTH;
use crate::value::Value;

/// Writes a command: `crm.deal.add?fields[TITLE]=New`.
///
/// A query holds only text. Booleans become `1` and `0`, as in PHP's own `http_build_query`.
/// `null`, and a list or an object without entries, become an empty text: PHP's function would omit
/// them, but clearing a field is not the same as leaving it unchanged.
pub(super) fn write(method: &str, params: &Value) -> Result<String, BatchProblem> {
    let mut query = Query {
        text: format!("{method}?"),
        name: String::new(),
        depth: 0,
    };
    query.entries(params)?;
    // The mark before the first parameter, or the one between two.
    query.text.pop();
    Ok(query.text)
}

struct Query {
    text: String,
    /// Name of the current value.
    name: String,
    depth: usize,
}

impl Query {
    fn entries(&mut self, value: &Value) -> Result<(), BatchProblem> {
        match value {
            Value::Map(map) => map
                .iter()
                .try_for_each(|(key, value)| self.entry(key, value)),
            Value::List(items) => items
                .iter()
                .enumerate()
                .try_for_each(|(index, value)| self.entry(&index.to_string(), value)),
            _ => Ok(()),
        }
    }

    fn entry(&mut self, key: &str, value: &Value) -> Result<(), BatchProblem> {
        if !is_name(key, self.depth) {
            return Err(BatchProblem::Name);
        }
        if self.depth > MAX_DEPTH {
            return Err(BatchProblem::TooDeep);
        }
        let length = self.name.len();
        if self.depth == 0 {
            escape(&mut self.name, key, b"");
        } else {
            self.name.push('[');
            escape(&mut self.name, key, b"");
            self.name.push(']');
        }
        self.depth += 1;
        let result = self.value(value);
        self.depth -= 1;
        self.name.truncate(length);
        result
    }

    fn value(&mut self, value: &Value) -> Result<(), BatchProblem> {
        let number;
        let text = match value {
            Value::Null | Value::Bool(_) => {
                if value == &Value::Null {
                    ""
                } else {
                    bit(value)
                }
            }
            Value::Text(text) => text,
            Value::Integer(integer) => {
                number = integer.to_string();
                &number
            }
            // All digits and no exponent, as people write a decimal number.
            Value::Float(float) => {
                number = float.to_string();
                &number
            }
            Value::List(items) if items.is_empty() => "",
            Value::Map(map) if map.is_empty() => "",
            Value::List(_) | Value::Map(_) => return self.entries(value),
        };
        self.text.push_str(&self.name);
        self.text.push('=');
        escape(&mut self.text, text, b"$[]");
        self.text.push('&');
        Ok(())
    }
}

fn bit(value: &Value) -> &'static str {
    if matches!(value, Value::Bool(true)) {
        "1"
    } else {
        "0"
    }
}

/// Whether PHP reads the name unchanged: it changes some characters of the first part, and brackets
/// separate the others.
fn is_name(key: &str, depth: usize) -> bool {
    let refused: &[char] = if depth == 0 {
        &['[', ']', '.', ' ']
    } else {
        &[']']
    };
    !key.trim().is_empty() && !key.contains(refused) && !key.contains(char::is_control)
}

/// Escapes all but letters, digits and a few marks.
fn escape(to: &mut String, text: &str, also: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) || also.contains(&byte) {
            to.push(char::from(byte));
        } else {
            to.push('%');
            to.push(char::from(DIGITS[usize::from(byte >> 4)]));
            to.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(json: &str) -> Result<String, BatchProblem> {
        write("m", &serde_json::from_str(json).expect("JSON"))
    }

    #[test]
    fn parameters_become_a_query() {
        for (json, expected) in [
            ("{}", "m"),
            ("[]", "m"),
            (r#"{"a": 1, "b": "x y"}"#, "m?a=1&b=x%20y"),
            (
                r#"{"fields": {"TITLE": "John&Martin", "UTM": "a+b=50%"}}"#,
                "m?fields[TITLE]=John%26Martin&fields[UTM]=a%2Bb%3D50%25",
            ),
            (
                r#"{"rows": [{"x": 1.5}, {"x": 100000000000000000000}]}"#,
                "m?rows[0][x]=1.5&rows[1][x]=100000000000000000000",
            ),
            (
                r#"{"filter": {">=ID": 5, "!@STAGE": ["NEW"]}}"#,
                "m?filter[%3E%3DID]=5&filter[%21%40STAGE][0]=NEW",
            ),
            (r#"{"t": true, "f": false, "n": null}"#, "m?t=1&f=0&n="),
            (r#"{"l": [], "o": {}, "x": {"l": []}}"#, "m?l=&o=&x[l]="),
            (r#"{"имя": "Я#?"}"#, "m?%D0%B8%D0%BC%D1%8F=%D0%AF%23%3F"),
            (r#"[5, null, {"T": "x"}]"#, "m?0=5&1=&2[T]=x"),
            (r#"{"id": "$result[c0][ID]"}"#, "m?id=$result[c0][ID]"),
            (r#"{"d": 0.00000015}"#, "m?d=0.00000015"),
        ] {
            assert_eq!(written(json).as_deref(), Ok(expected), "{json}");
        }
    }

    #[test]
    fn names_that_php_would_change_are_refused() {
        for json in [
            r#"{"a.b": 1}"#,
            r#"{"a b": 1}"#,
            r#"{"a[b": 1}"#,
            r#"{"": 1}"#,
            r#"{"x": {"": 1}}"#,
            r#"{"x": {" ": 1}}"#,
            r#"{"x": {"a]b": 1}}"#,
            r#"{"x": {"a\u0000b": 1}}"#,
        ] {
            assert_eq!(written(json), Err(BatchProblem::Name), "{json}");
        }
        assert_eq!(
            written(r#"{"x": {"a[b": 1, "c.d e": 2}}"#).as_deref(),
            Ok("m?x[a%5Bb]=1&x[c.d%20e]=2")
        );
    }

    #[test]
    fn depth_is_bounded() {
        let nested =
            |depth: usize| format!("{{\"a\":{}1{}}}", "[".repeat(depth), "]".repeat(depth));
        assert!(written(&nested(64)).is_ok());
        assert_eq!(written(&nested(65)), Err(BatchProblem::TooDeep));
    }

    /// What PHP's reader returns.
    mod read_again {
        use proptest::prelude::*;

        use super::super::write;
        use crate::php;
        use crate::value::{Map, Value};

        /// What a query keeps of a value.
        fn as_text(value: &Value) -> Value {
            match value {
                Value::Null => Value::Text(String::new()),
                Value::Bool(value) => Value::Text(if *value { "1" } else { "0" }.to_owned()),
                Value::Integer(value) => Value::Text(value.to_string()),
                Value::Float(value) => Value::Text(value.to_string()),
                Value::Text(text) => Value::Text(text.clone()),
                Value::List(items) if items.is_empty() => Value::Text(String::new()),
                Value::List(items) => Value::List(items.iter().map(as_text).collect()),
                Value::Map(map) if map.is_empty() => Value::Text(String::new()),
                Value::Map(map) => {
                    let counted = (0..).map(|index: usize| index.to_string());
                    if map.keys().zip(counted).all(|(key, number)| *key == number) {
                        Value::List(map.values().map(as_text).collect())
                    } else {
                        Value::Map(
                            map.iter()
                                .map(|(key, value)| (key.clone(), as_text(value)))
                                .collect(),
                        )
                    }
                }
            }
        }

        fn leaf() -> impl Strategy<Value = Value> {
            prop_oneof![
                Just(Value::Null),
                any::<bool>().prop_map(Value::Bool),
                any::<i64>().prop_map(Value::Integer),
                (-1e12..1e12).prop_map(Value::Float),
                any::<String>().prop_map(Value::Text),
                "[a-zЯё&+%=#?;\\[\\]$ \n\"']{0,12}".prop_map(Value::Text),
                Just(Value::from("Y")),
                "-?[0-9]{1,9}\\.[0-9]{1,6}".prop_map(Value::Text),
            ]
        }

        fn value() -> impl Strategy<Value = Value> {
            leaf().prop_recursive(5, 40, 6, |inner| {
                prop_oneof![
                    prop::collection::vec(inner.clone(), 0..6).prop_map(Value::List),
                    prop::collection::vec(("[!@><=%_A-Za-zЯ0-9.&+\\[ ]{0,6}[a-z0-9]", inner), 0..6)
                        .prop_map(|entries| Value::Map(entries.into_iter().collect())),
                ]
            })
        }

        proptest! {
            #[test]
            fn php_reads_what_was_written(
                params in prop::collection::vec(("[a-zA-Z_Я&+%][a-zA-Z0-9_&=]{0,6}", value()), 0..6)
            ) {
                let params: Map<String, Value> = params.into_iter().collect();
                let expected: Map<String, Value> =
                    params.iter().map(|(key, value)| (key.clone(), as_text(value))).collect();
                let text = write("m", &Value::Map(params)).expect("names that can be written");
                let query = text.strip_prefix('m').expect("the method").trim_start_matches('?');
                prop_assert!(query.is_ascii());
                prop_assert_eq!(php::decode(query.as_bytes()), Ok(expected));
            }
        }
    }
}
