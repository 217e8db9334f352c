//! What PHP's rules write is read as it was, whatever the values are; and any bytes are read or
//! refused.

use bitrix24::event::{self, Data};
use bitrix24::{Map, Value};
use proptest::prelude::*;

use crate::{TOKEN, read};

/// `application/x-www-form-urlencoded` as PHP writes it, written here anew so that two mistakes do
/// not agree.
fn form(prefix: &str, value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Text(text) => out.push(format!("{prefix}={}", escaped(text))),
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                form(&format!("{prefix}[{index}]"), item, out);
            }
        }
        Value::Map(map) => {
            for (key, item) in map.iter() {
                form(&format!("{prefix}[{}]", escaped(key)), item, out);
            }
        }
        other => panic!("a form has no {other:?}"),
    }
}

fn escaped(text: &str) -> String {
    let bytes = text.bytes().map(|byte| format!("%{byte:02x}"));
    bytes.collect::<Vec<_>>().concat()
}

/// Values that a form can hold: texts in lists and objects that are not empty. Keys are no numbers,
/// which would make a list of an object.
fn value() -> impl Strategy<Value = Value> {
    let text = "\\PC{0,12}".prop_map(Value::Text);
    text.prop_recursive(5, 40, 5, |inner| {
        let list = proptest::collection::vec(inner.clone(), 1..5).prop_map(Value::List);
        let key = "[a-zA-Zа-я_=>!%&+ .][\\PC&&[^\\]]]{0,8}";
        let map = proptest::collection::btree_map(key, inner, 1..5)
            .prop_map(|map| Value::Map(map.into_iter().collect()));
        prop_oneof![list, map]
    })
}

proptest! {
    #[test]
    fn what_is_sent_is_read(data in value().prop_filter("an absent value", |value| *value != Value::Text(String::new()))) {
        let mut pairs = vec!["event=ONANYTHING".to_owned()];
        form("data", &data, &mut pairs);
        let event = read(&pairs.join("&"));
        let event = event.map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(event.data, Data::Unknown { name: "ONANYTHING".to_owned(), data });
    }

    /// Sparse numbers stay what they are, in their order.
    #[test]
    fn sparse_indices_are_keys(indices in proptest::collection::btree_set(1_u32..5000, 1..20)) {
        let pairs = indices.iter().map(|index| format!("&data[{index}]=v{index}"));
        let event = read(&format!("event=ONANYTHING{}", pairs.collect::<String>())).expect("an event");
        let expected: Map<String, Value> = indices
            .iter()
            .map(|index| (index.to_string(), Value::Text(format!("v{index}"))))
            .collect();
        prop_assert_eq!(event.data.to_value(), Value::Map(expected));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = event::decode(&bytes);
    }

    #[test]
    fn anything_near_the_syntax_is_read_or_refused(
        rest in "((data|auth|ts|event)(\\[(FIELDS|ID|expires_in|application_token|[0-9]{0,2})\\]){0,3}=[a-z0-9%+]{0,6}&){0,8}",
    ) {
        let body = format!("{rest}event=ONCRMDEALUPDATE&auth[application_token]={TOKEN}");
        if let Ok(event) = event::decode(body.as_bytes()) {
            prop_assert_eq!(event.name(), "ONCRMDEALUPDATE");
        }
    }
}
