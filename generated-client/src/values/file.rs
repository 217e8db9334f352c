//! Files in fields and parameters.

mod address;
mod read;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::field::ValueRef;
use crate::field::{Field, Sink, Whole, Written};
use crate::value::{Map, Value};

pub(crate) use self::address::{authorises, remove_addresses};
pub use self::read::FileError;

/// A file in a field or a parameter.
///
/// Answers contain its number, or an object with its number and download URLs; [`id`](Self::id) and
/// [`get`](Self::get) read both. Methods take files in different forms: the documentation of a
/// method says which of the constructors is right. New files are named bytes, a path
/// ([`read`](Self::read)) or a reader ([`from_reader`](Self::from_reader)).
///
/// Documented in
/// [How to upload files](https://apidocs.bitrix24.com/api-reference/files/how-to-upload-files.html).
#[derive(Debug, Clone, PartialEq)]
pub struct File(Value);

/// Keys for the address from which a client can download a file.
const ADDRESSES: [&str; 3] = ["urlMachine", "DOWNLOAD_URL", "downloadUrl"];
/// Keys for the address from which a person can.
const PAGES: [&str; 2] = ["showUrl", "SHOW_URL"];

impl File {
    /// A file that the portal has already. It stays when a field is written that would delete it
    /// otherwise; [`crm.item.update`](crate::crm::item::update) and others take its number in a
    /// form of their own, which their setters know.
    pub fn stored(id: i64) -> Self {
        Self(Value::Integer(id))
    }

    /// A new file as a list of its name and its contents: `["a.png", "…"]`.
    pub fn named(name: impl Into<String>, contents: impl AsRef<[u8]>) -> Self {
        Self(pair(name.into(), STANDARD.encode(contents)))
    }

    /// A new file as an object with the key `fileData`: `{"fileData": ["a.png", "…"]}`.
    pub fn data(name: impl Into<String>, contents: impl AsRef<[u8]>) -> Self {
        Self::named(name, contents).into_data()
    }

    /// A new file as its contents alone.
    pub fn contents(contents: impl AsRef<[u8]>) -> Self {
        Self(Value::Text(STANDARD.encode(contents)))
    }

    /// A list of a name and contents as an object with the key `fileData`. A file in another form
    /// stays unchanged.
    pub fn into_data(self) -> Self {
        match self.0 {
            list @ Value::List(_) => Self(Value::Map(Map::from([("fileData".to_owned(), list)]))),
            other => Self(other),
        }
    }

    /// A list of a name and contents as the contents alone, for methods with a separate parameter
    /// for the name. A file in another form stays unchanged.
    pub fn into_contents(self) -> Self {
        match self.0 {
            Value::List(mut parts) if parts.len() == 2 => Self(parts.remove(1)),
            other => Self(other),
        }
    }

    /// Number of the file in the portal.
    pub fn id(&self) -> Option<i64> {
        let number = match &self.0 {
            Value::Map(_) => self.get("id").or_else(|| self.get("ID"))?,
            value => value,
        };
        number.read().ok()
    }

    /// A fact of the portal about the file under a key, such as `url`.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(key)
    }

    /// URL from which a client can [download](crate::Client::download) the file, if the portal
    /// sends one. It contains a token: whoever knows it can download the file too.
    pub fn address(&self) -> Option<&str> {
        ADDRESSES.iter().find_map(|key| self.get(key)?.as_text())
    }

    /// The file as JSON.
    pub fn as_value(&self) -> &Value {
        &self.0
    }

    pub(crate) fn into_value(self) -> Value {
        self.0
    }

    /// The JSON that is sent: the number of a file that was read, whose address contains a token.
    pub(crate) fn into_sent(self) -> Value {
        match &self.0 {
            Value::Map(map) => match Self::stored_in(map) {
                Some(id) => Value::Integer(id),
                None => self.0,
            },
            _ => self.0,
        }
    }

    /// The number of the file that an object of an answer describes: it has an address.
    pub(crate) fn stored_in(map: &Map<String, Value>) -> Option<i64> {
        let is_described = ADDRESSES
            .iter()
            .chain(&PAGES)
            .any(|key| map.contains_key(*key));
        let id = map.get("id").or_else(|| map.get("ID"))?;
        is_described.then(|| id.read().ok()).flatten()
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
    fn sink(slot: &mut Option<Self>) -> Sink<'_> {
        Sink::Whole(slot)
    }
}

impl Written for File {
    #[inline]
    fn value_ref(&self) -> ValueRef<'_> {
        ValueRef::Any(&self.0)
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

fn pair(name: String, contents: String) -> Value {
    Value::List(vec![Value::Text(name), Value::Text(contents)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_are_base64() {
        for (bytes, text) in [
            (&b"f"[..], "Zg=="),
            (b"foo", "Zm9v"),
            (b"\xff\xfe\xfd", "//79"),
        ] {
            assert_eq!(File::contents(bytes).as_value().as_text(), Some(text));
        }
        assert_eq!(File::stored(5).into_data(), File::stored(5));
        assert_eq!(File::contents("f").into_contents(), File::contents("f"));
    }

    #[test]
    fn addresses_are_found() {
        let file =
            r#"{"id": 5, "url": "/for/browsers", "urlMachine": "https://x/rest/a.json?token=b"}"#;
        let file: File = serde_json::from_str(file).unwrap();
        assert_eq!(file.address(), Some("https://x/rest/a.json?token=b"));
        assert_eq!(File::stored(5).address(), None);
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
