//! Typed calls from data: the support for the functions that the build script writes.

mod conditions;
mod reader;

use bitrix24::runtime::{
    EnvelopeProblem, ErrorKind, Request, ValueRef, Written, answer_to, from_value, to_value,
};
use bitrix24::{Params, Value};

pub use self::conditions::Conditions;
pub use self::reader::{Flat, Given, Mismatch, Reader, by};

/// One method of the typed API.
#[derive(Debug)]
pub struct Entry {
    /// Name of the method.
    pub name: &'static str,
    /// Version of the protocol.
    pub version: u8,
    /// Names of the parameters in their order, when they are sent by it.
    pub order: Option<&'static [&'static str]>,
    /// Makes the request from the parameters of an example, by the calls that a user would write.
    pub build: fn(&mut Reader<'_>) -> Result<Params, Mismatch>,
    /// Decodes an answer, and returns the encoded result.
    pub decode: fn(&[u8]) -> Result<Decoded, String>,
    /// Returns the name of the variant that an error selects.
    pub error: fn(&[u8]) -> Result<&'static str, String>,
}

/// One event or placement of the typed API.
#[derive(Debug)]
pub struct Handled {
    /// Its name.
    pub name: &'static str,
    /// Name of the type that its handler receives, as in the description.
    pub data: &'static str,
    /// Decodes what its handler receives, and returns it encoded again.
    pub decode: fn(&Value) -> Result<Decoded, String>,
}

/// Name and value of a known variant, or a mismatch.
pub type Typed = Result<Option<(String, Value)>, String>;

/// A decoded answer.
#[derive(Debug)]
pub struct Decoded {
    /// The value, encoded again.
    pub value: Value,
    /// Paths of the keys that no type declares.
    pub undeclared: Vec<String>,
}

/// The parameters of a request.
pub fn params_of<R: Request>(request: R) -> Params {
    request.into_params()
}

/// Decodes an answer as the client does.
pub fn decode<R: Request<Output: Written>>(bytes: &[u8]) -> Result<Decoded, String> {
    let answer = answer_to::<R>(bytes).map_err(|problem| format!("{problem:?}"))?;
    let at = match R::METHOD.at {
        _ if R::METHOD.bare => String::new(),
        Some(at) => format!("result.{at}"),
        None => "result".to_owned(),
    };
    let mut undeclared: Vec<String> = answer.extra.keys().cloned().collect();
    undeclared.extend(answer.beside.keys().map(|key| format!("result.{key}")));
    find_undeclared(&answer.value.value_ref(), &at, &mut undeclared);
    Ok(Decoded {
        value: to_value(&answer.value),
        undeclared,
    })
}

/// Decodes what a handler receives.
pub fn handled<T: Written>(data: &Value) -> Result<Decoded, String> {
    let value: T = from_value(data).map_err(|mismatch| mismatch.to_string())?;
    let mut undeclared = Vec::new();
    find_undeclared(&value.value_ref(), "", &mut undeclared);
    Ok(Decoded {
        value: to_value(&value),
        undeclared,
    })
}

/// Selects the variant of an error as the client does.
pub fn error<R: Request>(
    bytes: &[u8],
    name: fn(&R::Error) -> &'static str,
) -> Result<&'static str, String> {
    match answer_to::<R>(bytes) {
        Err(EnvelopeProblem::Error(error)) => {
            Ok(name(&R::Error::select(&error.code, &error.message)))
        }
        Err(other) => Err(format!("{other:?}")),
        Ok(_) => Err("the answer is not an error".to_owned()),
    }
}

/// Finds the keys that no record declares. The inside of a union is not checked.
fn find_undeclared(value_ref: &ValueRef<'_>, path: &str, found: &mut Vec<String>) {
    match value_ref {
        ValueRef::Record(record) => {
            let keys = record.keys();
            for (index, key) in keys.iter().enumerate() {
                find_undeclared(&record.value_ref(index), &format!("{path}.{key}"), found);
            }
            for index in 0..record.patterns().len() {
                if let Some(family) = record.family_ref(index) {
                    find_undeclared(&ValueRef::Map(family), path, found);
                }
            }
            if let ValueRef::Extra(extra) = record.value_ref(keys.len()) {
                found.extend(extra.keys().map(|key| format!("{path}.{key}")));
            }
        }
        ValueRef::List(list) => {
            for index in 0..list.length() {
                find_undeclared(&list.item(index), &format!("{path}[{index}]"), found);
            }
        }
        ValueRef::Map(map) => {
            for index in 0..map.length() {
                let (key, value) = map.item(index);
                let key = match bitrix24::runtime::value_of(&key) {
                    Value::Text(key) => key,
                    other => other.to_json(),
                };
                find_undeclared(&value, &format!("{path}.{key}"), found);
            }
        }
        _ => {}
    }
}
