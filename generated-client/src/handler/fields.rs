//! Fields of a form that concern the request itself.

use secrecy::SecretString;

use super::error::DecodeError;
use crate::decode::from_value;
use crate::field::Field;
use crate::php;
use crate::value::{Extra, Map, Value};

/// The fields of a form, or of an object in it. Fields are taken out when they are read; the others
/// remain.
pub(crate) struct Fields {
    values: Map<String, Value>,
    /// The prefix of the names in messages, such as `auth.`.
    prefix: &'static str,
}

impl Fields {
    /// Reads forms of at most [`MAX_BODY`](super::MAX_BODY) bytes each; of two fields with one name
    /// that of the last form counts.
    pub(crate) fn read(forms: &[&[u8]]) -> Result<Self, DecodeError> {
        let mut values = Map::new();
        for form in forms {
            let size = form.len();
            if size > super::MAX_BODY {
                return Err(DecodeError::TooLarge { size });
            }
            values.merge(php::decode(form)?);
        }
        Ok(Self { values, prefix: "" })
    }

    /// The fields of an object in the form; no fields when it is missing.
    pub(crate) fn object(&mut self, name: &str, prefix: &'static str) -> Result<Self, DecodeError> {
        let values = match self.take(name) {
            None => Map::new(),
            Some(Value::Map(values)) => values,
            Some(_) => return Err(self.wrong(name, "an object")),
        };
        Ok(Self { values, prefix })
    }

    /// A field of any type; `None` when it is missing or empty.
    pub(crate) fn take(&mut self, name: &str) -> Option<Value> {
        self.values.remove(name).filter(|value| !value.is_nothing())
    }

    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, DecodeError> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::Text(text)) => Ok(Some(text)),
            // The value is not repeated: it may be a token under a name with brackets.
            Some(_) => Err(self.wrong(name, "text")),
        }
    }

    pub(crate) fn secret(&mut self, name: &str) -> Result<Option<SecretString>, DecodeError> {
        Ok(self.text(name)?.map(SecretString::from))
    }

    pub(crate) fn number<T: Field>(&mut self, name: &str) -> Result<Option<T>, DecodeError> {
        let value = self.take(name);
        let value = value.map(|value| from_value(&value));
        value
            .transpose()
            .map_err(|_| self.wrong(name, "a whole number"))
    }

    /// The fields that were not read.
    pub(crate) fn rest(self) -> Extra {
        self.values
    }

    fn wrong(&self, name: &str, expected: &'static str) -> DecodeError {
        DecodeError::WrongType {
            name: format!("{}{name}", self.prefix),
            expected,
        }
    }
}
