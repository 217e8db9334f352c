//! Looks up one value of a result in one pass.

use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use crate::decode::TextKey;
use crate::value::Value;

/// The single value at the end of a path; `None` when there is none. A step may have several
/// spellings, of which the first that exists counts.
pub(super) fn lookup(json: &[u8], path: &[Vec<String>]) -> Option<Value> {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    Path(path).deserialize(&mut deserializer).ok()?
}

/// The rest of the path.
#[derive(Clone, Copy)]
struct Path<'a>(&'a [Vec<String>]);

impl<'de> DeserializeSeed<'de> for Path<'_> {
    type Value = Option<Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        let Some((spellings, rest)) = self.0.split_first() else {
            let value = Value::deserialize(deserializer)?;
            let is_single = !matches!(value, Value::Null | Value::List(_) | Value::Map(_));
            return Ok(is_single.then_some(value));
        };
        deserializer.deserialize_any(Step {
            spellings,
            rest: Path(rest),
        })
    }
}

/// One step, into an object or a list. Other values have no parts.
struct Step<'a> {
    spellings: &'a [String],
    rest: Path<'a>,
}

impl<'de> Visitor<'de> for Step<'_> {
    type Value = Option<Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a list")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        // As long as no value is found, every spelling is a candidate.
        let (mut better, mut found) = (self.spellings, None);
        while let Some(key) = map.next_key_seed(TextKey)? {
            match better.iter().position(|spelling| *spelling == key) {
                Some(rank) => {
                    better = &better[..rank];
                    found = map.next_value_seed(self.rest)?;
                }
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(found)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        // An index has one spelling.
        let wanted: Option<usize> = self.spellings.iter().find_map(|step| step.parse().ok());
        let mut found = None;
        for index in 0.. {
            let is_there = if wanted == Some(index) {
                let value = items.next_element_seed(self.rest)?;
                value.map(|value| found = value).is_some()
            } else {
                items.next_element::<IgnoredAny>()?.is_some()
            };
            if !is_there {
                break;
            }
        }
        Ok(found)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bool<E: Error>(self, _value: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E: Error>(self, _value: i64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u64<E: Error>(self, _value: u64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_f64<E: Error>(self, _value: f64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_str<E: Error>(self, _text: &str) -> Result<Self::Value, E> {
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_a_single_value() {
        const JSON: &str = r#"{"items": [{"ID": "5"}, {"id": 6, "n": null}], "gaps": {"7": {"ID": true}},
                "twice": {"a": 1, "b": 2, "d": [], "a": 3}}"#;
        let found = |path: &str| {
            let path: Vec<Vec<String>> = path
                .split('.')
                .map(|step| step.split('|').map(str::to_owned).collect())
                .collect();
            lookup(JSON.as_bytes(), &path)
        };
        assert_eq!(found("items.0.ID"), Some(Value::from("5")));
        assert_eq!(found("items.1.ID|id"), Some(Value::from(6)));
        assert_eq!(found("gaps.7.ID"), Some(Value::from(true)));
        // The order of the spellings decides, not that of the keys.
        assert_eq!(found("twice.b|a"), Some(Value::from(2)));
        assert_eq!(found("twice.c|a|b"), Some(Value::from(1)));
        assert_eq!(found("twice.d|a"), None);
        for nothing in [
            "items.1.n",
            "items.2.ID",
            "items.0",
            "items",
            "x",
            "items.0.ID.x",
        ] {
            assert_eq!(found(nothing), None, "{nothing}");
        }
        assert_eq!(lookup(b"17", &[]), Some(Value::from(17)));
        assert_eq!(lookup(b"null", &[]), None);
    }
}
