//! Fills a record from a JSON object, key by key.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};

use super::SinkSeed;
use super::source::Entry;
use crate::decode::context::Context;
use crate::field::{EntrySink, Record, Sink, Step, of_item, of_text};
use crate::pattern::fits;
use crate::value::Value;

/// Reads all keys of an object into a record. Keys that the record does not know go to `extra`.
pub(super) fn fill<'de, A: MapAccess<'de>>(
    record: &mut dyn Record,
    map: &mut A,
    context: &mut Context,
) -> Result<(), A::Error> {
    let mut keys = Keys {
        known: record.keys(),
        next: 0,
        other: String::new(),
    };
    while let Some(found) = map.next_key_seed(&mut keys)? {
        let index = found.or_else(|| alias(record, &keys.other));
        let Some(index) = index else {
            other(record, map, context, std::mem::take(&mut keys.other))?;
            continue;
        };
        if let Err(error) = map.next_value_seed(&mut SinkSeed::new(record.sink(index), context)) {
            context.under(Step::Key(
                keys.known
                    .get(index)
                    .copied()
                    .unwrap_or_default()
                    .to_owned(),
            ));
            return Err(error);
        }
    }
    Ok(())
}

fn alias(record: &dyn Record, key: &str) -> Option<usize> {
    record
        .aliases()
        .iter()
        .find(|(alias, _)| *alias == key)
        .map(|(_, index)| *index)
}

/// Reads the value of a key that is not a field: into the map of a matching pattern, or as an
/// unknown key.
fn other<'de, A: MapAccess<'de>>(
    record: &mut dyn Record,
    map: &mut A,
    context: &mut Context,
    key: String,
) -> Result<(), A::Error> {
    let family = record
        .patterns()
        .iter()
        .position(|pattern| fits(pattern, &key));
    if let Some(family) = family.and_then(|index| record.family(index)) {
        return entry(family, map, context, key);
    }
    let mut value = None;
    if let Err(error) = map.next_value_seed(&mut SinkSeed::new(Sink::Any(&mut value), context)) {
        context.under(Step::Key(key));
        return Err(error);
    }
    if let Some(extra) = record.extra_mut() {
        context.count(of_item::<(String, Value)>(extra.len()) + of_text(&key))?;
        extra.push(key, value.unwrap_or(Value::Null));
    }
    Ok(())
}

/// Reads the value of a key into a map.
pub(super) fn entry<'de, A: MapAccess<'de>>(
    dict: &mut dyn EntrySink,
    map: &mut A,
    context: &mut Context,
    key: String,
) -> Result<(), A::Error> {
    let mut source = Entry {
        access: map,
        context,
        error: None,
    };
    if dict.read(&key, &mut source).is_err() {
        let error = source.error.take();
        context.under(Step::Key(key));
        return Err(error.unwrap_or_else(|| A::Error::custom("a value does not fit")));
    }
    Ok(())
}

/// Finds the field of a key. Answers mostly keep the documented order, so the next field is tried
/// first.
struct Keys {
    known: &'static [&'static str],
    next: usize,
    /// The last key, if it is unknown.
    other: String,
}

impl Keys {
    #[inline]
    fn find<E: Error>(&mut self, key: &[u8]) -> Result<Option<usize>, E> {
        let index = match self.known.get(self.next) {
            Some(expected) if expected.as_bytes() == key => self.next,
            _ => match self.search(key) {
                Some(index) => index,
                None => return self.keep(key),
            },
        };
        self.next = index + 1;
        Ok(Some(index))
    }

    fn search(&self, key: &[u8]) -> Option<usize> {
        let (before, after) = self.known.split_at(self.next.min(self.known.len()));
        let position = |keys: &[&str]| keys.iter().position(|each| each.as_bytes() == key);
        position(after)
            .map(|index| index + before.len())
            .or_else(|| position(before))
    }

    #[cold]
    fn keep<E: Error>(&mut self, key: &[u8]) -> Result<Option<usize>, E> {
        let key = std::str::from_utf8(key).map_err(|_| E::custom("a key is no text"))?;
        key.clone_into(&mut self.other);
        Ok(None)
    }
}

impl<'de> DeserializeSeed<'de> for &mut Keys {
    type Value = Option<usize>;

    /// Asks for bytes, since a known key needs no check of its encoding.
    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_bytes(self)
    }
}

impl Visitor<'_> for &mut Keys {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    #[inline]
    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        self.find(key.as_bytes())
    }

    #[inline]
    fn visit_bytes<E: Error>(self, key: &[u8]) -> Result<Self::Value, E> {
        self.find(key)
    }
}
