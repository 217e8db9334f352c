//! JSON objects whose values are not read yet.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::value::Value;

/// The values of an object or a list under their keys, as they came. Anything else has none.
#[derive(Debug, Default)]
pub(super) struct Keyed<'a>(Vec<(String, &'a RawValue)>);

impl<'a> Keyed<'a> {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn get(&self, key: &str) -> Option<&'a RawValue> {
        self.0
            .iter()
            .find(|(other, _)| other == key)
            .map(|(_, value)| *value)
    }

    /// The value under a key, or under its place where PHP has made a list of the whole.
    pub(super) fn get_or_nth(&self, key: &str, index: usize) -> Option<&'a RawValue> {
        self.get(key).or_else(|| self.get(&index.to_string()))
    }

    /// The first value of several keys that is there.
    fn any(&self, keys: &[String]) -> Option<&'a RawValue> {
        keys.iter().find_map(|key| self.get(key))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Keyed<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;

        impl<'de> Visitor<'de> for Entries {
            type Value = Vec<(String, &'de RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(entries)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(item) = items.next_element()? {
                    entries.push((entries.len().to_string(), item));
                }
                Ok(entries)
            }

            fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
                Ok(Vec::new())
            }

            fn visit_bool<E: Error>(self, _value: bool) -> Result<Self::Value, E> {
                Ok(Vec::new())
            }

            fn visit_str<E: Error>(self, _text: &str) -> Result<Self::Value, E> {
                Ok(Vec::new())
            }
        }

        deserializer.deserialize_any(Entries).map(Self)
    }
}

/// The single value at the end of a path; nothing where there is none. Of the spellings of a step the first counts that is
/// there.
pub(super) fn lookup(json: &[u8], path: &[Vec<String>]) -> Option<Value> {
    let value = match path.split_first() {
        None => serde_json::from_slice(json).ok()?,
        Some((first, rest)) => {
            let mut raw = serde_json::from_slice::<Keyed<'_>>(json).ok()?.any(first)?;
            for step in rest {
                raw = serde_json::from_str::<Keyed<'_>>(raw.get())
                    .ok()?
                    .any(step)?;
            }
            serde_json::from_str(raw.get()).ok()?
        }
    };
    match value {
        Value::Null | Value::List(_) | Value::Map(_) => None,
        value => Some(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_a_single_value() {
        const JSON: &str =
            r#"{"items": [{"ID": "5"}, {"id": 6, "n": null}], "gaps": {"7": {"ID": true}}}"#;
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
