//! JSON objects whose values are not decoded yet.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// The values of an object or a list under their keys, by default as raw JSON. Other values have
/// none.
#[derive(Debug)]
pub(super) struct Keyed<'a, V = &'a RawValue>(Vec<(String, V)>, PhantomData<&'a ()>);

impl<V> Keyed<'_, V> {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn get(&self, key: &str) -> Option<&V> {
        self.0
            .iter()
            .find(|(other, _)| other == key)
            .map(|(_, value)| value)
    }

    /// The value under a key, or under its index where PHP has written the map as a list.
    pub(super) fn get_or_nth(&self, key: &str, index: usize) -> Option<&V> {
        self.get(key).or_else(|| self.get(&index.to_string()))
    }
}

impl<V> Default for Keyed<'_, V> {
    fn default() -> Self {
        Self(Vec::new(), PhantomData)
    }
}

impl<'de: 'a, 'a, V: Deserialize<'de>> Deserialize<'de> for Keyed<'a, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let entries = deserializer.deserialize_any(Entries(PhantomData))?;
        Ok(Self(entries, PhantomData))
    }
}

/// More than a request has commands. Further values are dropped, so that a hostile answer does not
/// take many times its size.
const MOST: usize = 1000;

struct Entries<V>(PhantomData<V>);

impl<'de, V: Deserialize<'de>> Visitor<'de> for Entries<V> {
    type Value = Vec<(String, V)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while entries.len() < MOST
            && let Some(entry) = map.next_entry()?
        {
            entries.push(entry);
        }
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(entries)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while entries.len() < MOST
            && let Some(item) = items.next_element()?
        {
            entries.push((entries.len().to_string(), item));
        }
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(entries)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }

    fn visit_bool<E: Error>(self, _value: bool) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }

    fn visit_i64<E: Error>(self, _value: i64) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }

    fn visit_u64<E: Error>(self, _value: u64) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }

    fn visit_f64<E: Error>(self, _value: f64) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }

    fn visit_str<E: Error>(self, _text: &str) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }
}

/// The envelope around a result of type `T`.
#[derive(Debug)]
pub(super) struct Whole<'a, T> {
    pub(super) result: Option<T>,
    pub(super) time: Option<&'a RawValue>,
    pub(super) is_error: bool,
}

impl<'de: 'a, 'a, T: Deserialize<'de>> Deserialize<'de> for Whole<'a, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Envelope(PhantomData))
    }
}

struct Envelope<'a, T>(PhantomData<(&'a (), T)>);

impl<'de: 'a, 'a, T: Deserialize<'de>> Visitor<'de> for Envelope<'a, T> {
    type Value = Whole<'a, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an answer")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut whole = Whole {
            result: None,
            time: None,
            is_error: false,
        };
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "result" => whole.result = Some(map.next_value()?),
                "time" => whole.time = Some(map.next_value()?),
                key => {
                    whole.is_error |= key == "error";
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(whole)
    }
}
