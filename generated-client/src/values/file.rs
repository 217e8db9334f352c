//! Files in fields and parameters.

use crate::decode::{Field, Place, Whole, Written};
use crate::encode::Peek;
use crate::value::{Map, Value};

/// A file in a field or a parameter.
///
/// Answers give its number, or an object with its number and addresses to load it from; [`id`](Self::id) and
/// [`get`](Self::get) read both. What a method takes differs from method to method: its documentation says which of the
/// constructors is right.
#[derive(Debug, Clone, PartialEq)]
pub struct File(Value);

impl File {
    /// A file that the portal has already.
    pub fn stored(id: i64) -> Self {
        Self(Value::Integer(id))
    }

    /// A new file as a list of its name and its contents: `["a.png", "…"]`.
    pub fn named(name: impl Into<String>, contents: impl AsRef<[u8]>) -> Self {
        Self(pair(name.into(), contents.as_ref()))
    }

    /// A new file as an object with the key `fileData`: `{"fileData": ["a.png", "…"]}`.
    pub fn data(name: impl Into<String>, contents: impl AsRef<[u8]>) -> Self {
        Self(Value::Map(Map::from([(
            "fileData".to_owned(),
            pair(name.into(), contents.as_ref()),
        )])))
    }

    /// A new file as its contents alone.
    pub fn contents(contents: impl AsRef<[u8]>) -> Self {
        Self(Value::Text(base64(contents.as_ref())))
    }

    /// Number of the file in the portal.
    pub fn id(&self) -> Option<i64> {
        let number = match &self.0 {
            Value::Map(_) => self.get("id").or_else(|| self.get("ID"))?,
            value => value,
        };
        number.read().ok()
    }

    /// What the portal tells about the file under a key, such as `url`.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(key)
    }

    /// The file as it is on the wire.
    pub fn as_value(&self) -> &Value {
        &self.0
    }

    pub(crate) fn into_value(self) -> Value {
        self.0
    }
}

impl From<Value> for File {
    /// A file in another form that a method takes.
    fn from(value: Value) -> Self {
        Self(value)
    }
}

impl Field for File {
    #[inline]
    fn place(slot: &mut Option<Self>) -> Place<'_> {
        Place::Whole(slot)
    }
}

impl Written for File {
    #[inline]
    fn peek(&self) -> Peek<'_> {
        Peek::Any(&self.0)
    }
}

impl Whole for File {
    fn read(value: Value) -> Option<Self> {
        if value.is_nothing() {
            None
        } else {
            Some(Self(value))
        }
    }

    fn is_exact(value: &Value) -> bool {
        matches!(value, Value::Integer(_) | Value::Map(_))
    }
}

impl serde::Serialize for File {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> serde::Deserialize<'de> for File {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::decode::from_deserializer(deserializer)
    }
}

fn pair(name: String, contents: &[u8]) -> Value {
    Value::List(vec![Value::Text(name), Value::Text(base64(contents))])
}

/// Base64 with the usual alphabet and padding.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk
            .iter()
            .fold(0_u32, |group, byte| group << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let digit = ALPHABET[(group >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= chunk.len() {
                char::from(digit)
            } else {
                '='
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_are_base64() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
        assert_eq!(base64(&[0xff, 0xfe, 0xfd]), "//79");
    }

    #[test]
    fn numbers_are_found() {
        for json in ["5", r#""5""#, r#"{"id": "5", "url": "/x"}"#] {
            let file: File = serde_json::from_str(json).unwrap();
            assert_eq!(file.id(), Some(5), "{json}");
        }
        assert_eq!(
            File::named("a.txt", "foo").as_value().to_json(),
            r#"["a.txt","Zm9v"]"#
        );
    }
}
