//! JSON in the form of PHP's `http_build_query`.

use std::fmt::Write as _;

use bitrix24::{Map, Value};

/// Writes values as a form. As in PHP, `null` and empty values are left out, and booleans are `1`
/// and `0`.
pub(crate) fn encode(values: &Map<String, Value>) -> String {
    let mut text = String::new();
    for (key, value) in values.iter() {
        pair(&mut text, &escaped(key), value);
    }
    text
}

fn pair(text: &mut String, name: &str, value: &Value) {
    let inner = |key: &str| format!("{name}%5B{key}%5D");
    let scalar = match value {
        Value::Null => return,
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                pair(text, &inner(&index.to_string()), item);
            }
            return;
        }
        Value::Map(map) => {
            for (key, item) in map.iter() {
                pair(text, &inner(&escaped(key)), item);
            }
            return;
        }
        Value::Bool(value) => (if *value { "1" } else { "0" }).to_owned(),
        Value::Text(value) => escaped(value),
        number => escaped(&number.to_json()),
    };
    let and = if text.is_empty() { "" } else { "&" };
    let _ = write!(text, "{and}{name}={scalar}");
}

/// Text as a value of a form.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'-' | b'_' | b'.' => {
                escaped.push(char::from(byte));
            }
            b' ' => escaped.push('+'),
            other => {
                let _ = write!(escaped, "%{other:02X}");
            }
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use bitrix24::internal::php::decode;

    fn written(json: &str) -> String {
        match serde_json::from_str(json).expect("JSON") {
            Value::Map(map) => encode(&map),
            other => panic!("no object: {other}"),
        }
    }

    #[test]
    fn forms_are_those_of_php() {
        for (json, expected) in [
            ("{}", ""),
            (
                r#"{"event":"ONCRMDEALUPDATE","data":{"FIELDS":{"ID":"759"}}}"#,
                "event=ONCRMDEALUPDATE&data%5BFIELDS%5D%5BID%5D=759",
            ),
            (
                r#"{"a":[1,"x y",[true,false]],"n":null,"e":[],"o":{}}"#,
                "a%5B0%5D=1&a%5B1%5D=x+y&a%5B2%5D%5B0%5D=1&a%5B2%5D%5B1%5D=0",
            ),
            (
                r#"{"u":"\/crm\/?a=b&c~Я","f":1.5}"#,
                "u=%2Fcrm%2F%3Fa%3Db%26c%7E%D0%AF&f=1.5",
            ),
        ] {
            assert_eq!(written(json), expected, "{json}");
        }
    }

    /// Values that a form can represent: text in non-empty lists and objects, under keys that keep
    /// their order and that PHP does not change.
    fn value() -> impl Strategy<Value = Value> {
        let text = "[ -~а-яü]{0,12}".prop_map(Value::Text);
        text.prop_recursive(4, 40, 5, |inner| {
            let list = proptest::collection::vec(inner.clone(), 1..5).prop_map(Value::List);
            let map =
                proptest::collection::btree_map("[A-Za-zя=>!%][A-Z_. a-zя]{0,6}", inner, 1..5)
                    .prop_map(|map| Value::Map(map.into_iter().collect()));
            prop_oneof![list, map]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(values in proptest::collection::btree_map("[A-Za-zя_]{1,8}", value(), 0..6)) {
            let values: Map<String, Value> = values.into_iter().collect();
            prop_assert_eq!(decode(encode(&values).as_bytes()), Ok(values));
        }
    }
}
