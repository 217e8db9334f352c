//! Reads one field of the first and of the last row of a list, without reading the rest.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::decode::TextKey;
use crate::value::Value;

/// The value under `key` in the last row of a list. `path` has the keys that lead to the list.
pub(crate) fn last_of<'a>(
    bytes: &[u8],
    path: impl IntoIterator<Item = &'a str>,
    key: &str,
) -> Option<Value> {
    ends_of(bytes, path, key)?.last
}

/// The number of rows of a list, and the values in its first and last row.
pub(crate) fn ends_of<'a>(
    bytes: &[u8],
    path: impl IntoIterator<Item = &'a str>,
    key: &str,
) -> Option<Ends> {
    let path: Vec<&str> = path.into_iter().collect();
    let mut found = Ends::default();
    let walk = Walk {
        path: &path,
        key,
        found: &mut found,
    };
    walk.deserialize(&mut serde_json::Deserializer::from_slice(bytes))
        .ok()?;
    Some(found)
}

/// The values in the first and the last row.
#[derive(Default)]
pub(crate) struct Ends {
    pub(crate) first: Option<Value>,
    pub(crate) last: Option<Value>,
    /// Number of rows.
    pub(crate) rows: usize,
    /// The key as the rows spell it.
    pub(crate) key: Option<String>,
}

/// Walks to the list, and through its rows.
struct Walk<'a> {
    path: &'a [&'a str],
    key: &'a str,
    found: &'a mut Ends,
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of rows")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let next = self.path.split_first();
        while let Some(name) = map.next_key_seed(TextKey)? {
            match next {
                Some((step, rest)) if name == *step => map.next_value_seed(Walk {
                    path: rest,
                    key: self.key,
                    found: self.found,
                })?,
                Some(_) => {
                    map.next_value::<IgnoredAny>()?;
                }
                // PHP writes a list with gaps as an object.
                None => map.next_value_seed(Row {
                    key: self.key,
                    found: self.found,
                })?,
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<(), A::Error> {
        if !self.path.is_empty() {
            return Err(A::Error::custom("a list stands where an object should"));
        }
        while rows
            .next_element_seed(Row {
                key: self.key,
                found: self.found,
            })?
            .is_some()
        {}
        Ok(())
    }
}

/// One row.
struct Row<'a> {
    key: &'a str,
    found: &'a mut Ends,
}

impl<'de> DeserializeSeed<'de> for Row<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Row<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a row")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.found.last = None;
        while let Some(name) = map.next_key_seed(TextKey)? {
            if name.eq_ignore_ascii_case(self.key) {
                self.found.key.get_or_insert_with(|| (*name).to_owned());
                self.found.last = Some(map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        if self.found.rows == 0 {
            self.found.first.clone_from(&self.found.last);
        }
        self.found.rows += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_row_tells() {
        for (json, found) in [
            (r#"{"items": [{"id": 1}, {"id": 2}, {"ID": 3}]}"#, Some(1)),
            (
                r#"{"items": {"7": {"x": {}, "Id": 4}, "9": {"id": 2}}}"#,
                Some(4),
            ),
            (r#"{"items": [{"x": 1}, {"id": 2}]}"#, None),
            (r#"{"items": []}"#, None),
        ] {
            let ends = ends_of(json.as_bytes(), ["items"], "id").expect("rows");
            assert_eq!(ends.first, found.map(Value::from), "{json}");
        }
    }

    #[test]
    fn the_last_row_tells() {
        for (json, at, found) in [
            (
                r#"{"result": [{"id": 1}, {"x": [1], "ID": "7"}], "next": 3}"#,
                None,
                Some(Value::from("7")),
            ),
            (
                r#"{"time": {}, "result": {"items": [{"id": 1}]}}"#,
                Some("items"),
                Some(Value::from(1)),
            ),
            (
                r#"{"result": {"a": {"b": {"3": {"id": 1}, "9": {"id": 2}}}}}"#,
                Some("a.b"),
                Some(Value::from(2)),
            ),
            (r#"{"result": [{"id": 1}, {"x": 2}]}"#, None, None),
            (r#"{"result": []}"#, None, None),
            (r#"{"result": {"items": []}}"#, Some("items"), None),
            (r#"{"result": [1, 2]}"#, None, None),
            ("{", None, None),
        ] {
            let at = at.into_iter().flat_map(|at: &str| at.split('.'));
            let path = std::iter::once("result").chain(at);
            assert_eq!(last_of(json.as_bytes(), path, "id"), found, "{json}");
        }
    }
}
