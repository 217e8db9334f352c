//! Methods that are called by name.

use serde::Serialize;

use crate::error::RequestKind;
use crate::params::Params;
use crate::request::Effect;
use crate::value::{Map, Value};
use crate::values::remove_addresses;

/// Name of a method that is called without a type, its version of REST, and whether it only reads.
///
/// ```
/// use bitrix24::RawMethod;
///
/// let classic = RawMethod::from("user.get").reads();
/// let newer = RawMethod::v3("tasks.task.get");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawMethod {
    name: String,
    version: u8,
    effect: Effect,
}

impl RawMethod {
    /// A method of a version of REST.
    fn new(name: String, version: u8) -> Self {
        Self {
            name,
            version,
            effect: Effect::Write,
        }
    }

    /// A method of REST 3.0, which has a URL of its own.
    pub fn v3(name: impl Into<String>) -> Self {
        Self::new(name.into(), 3)
    }

    /// Declares that the method changes nothing. Then a call is sent again after its answer was
    /// lost or the server failed, as those of typed reads are. By default a method that is called
    /// by its name counts as one that changes something, whatever its name is.
    ///
    /// ```no_run
    /// use bitrix24::{Params, RawMethod};
    ///
    /// # async fn run(client: bitrix24::Client) -> Result<(), bitrix24::AnyError> {
    /// let stock = RawMethod::from("acme.stock.get").reads();
    /// let stock = client.call_raw(stock, Params::new().param("sku", "A-17")).await?;
    /// println!("{:?}", stock["quantity"]);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn reads(mut self) -> Self {
        self.effect = Effect::Read;
        self
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn version(&self) -> u8 {
        self.version
    }

    pub(crate) fn effect(&self) -> Effect {
        self.effect
    }

    /// The name becomes a part of the URL, so it must not lead anywhere else.
    pub(crate) fn check(&self) -> Result<(), RequestKind> {
        let is_part = |part: &str| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        };
        if self.name.split('.').all(is_part) {
            Ok(())
        } else {
            Err(RequestKind::Method)
        }
    }
}

impl From<&str> for RawMethod {
    fn from(name: &str) -> Self {
        Self::new(name.to_owned(), 2)
    }
}

impl From<String> for RawMethod {
    fn from(name: String) -> Self {
        Self::new(name, 2)
    }
}

/// Parameters of a method that is called without a type: [`Params`], or JSON that is an object or a
/// list. (Methods with positional parameters take a list.)
///
/// Values of this client, such as a row that was read, are sent without the addresses of their files, as
/// by [`Params::param`]; a [`serde_json::Value`] is sent as it is.
#[derive(Debug, Clone, PartialEq)]
pub struct RawParams(Body);

#[derive(Debug, Clone, PartialEq)]
enum Body {
    Params(Params),
    Value(Value),
    Json(serde_json::Value),
}

impl RawParams {
    /// The JSON that is sent.
    pub(super) fn write(&self) -> Result<Vec<u8>, RequestKind> {
        let refused = |found| Err(RequestKind::NoParameters { found });
        match &self.0 {
            Body::Params(params) => match params.problem() {
                Some(problem) => Err(RequestKind::Params(problem.clone())),
                None => Ok(json(params)),
            },
            Body::Value(value @ (Value::Map(_) | Value::List(_))) => Ok(json(value)),
            Body::Json(value) if value.is_object() || value.is_array() => Ok(json(value)),
            Body::Value(Value::Text(_)) | Body::Json(serde_json::Value::String(_)) => {
                refused("text")
            }
            Body::Value(_) | Body::Json(_) => refused("another scalar"),
        }
    }
}

impl RawParams {
    /// The parameters as one value, which may hold references to results of a batch.
    pub(crate) fn into_value(self) -> Result<(Value, bool), RequestKind> {
        let refused = |found| Err(RequestKind::NoParameters { found });
        let value = match self.0 {
            Body::Params(params) => return params.into_value().map_err(RequestKind::Params),
            Body::Value(value) => value,
            Body::Json(value) => value.into(),
        };
        match value {
            Value::Map(_) | Value::List(_) => Ok((value, false)),
            Value::Text(_) => refused("text"),
            _ => refused("another scalar"),
        }
    }
}

impl RawParams {
    /// The named parameters of a list, which the pages add to. `order` has the names of positional
    /// parameters.
    pub(crate) fn into_named(self, order: &[String]) -> Result<Map<String, Value>, RequestKind> {
        if let Body::Params(params) = &self.0
            && let Some(problem) = params.problem()
        {
            return Err(RequestKind::Params(problem.clone()));
        }
        match self.into_value()? {
            (Value::Map(params), _) if order.is_empty() => Ok(params),
            // What has no position could not be sent.
            (Value::Map(params), _) => (params.into_iter())
                .map(|(key, value)| {
                    let name = order.iter().find(|name| name.eq_ignore_ascii_case(&key));
                    let why = "a parameter is not among the names of the positions";
                    let name = name.ok_or(RequestKind::List { why })?;
                    Ok((name.clone(), value))
                })
                .collect(),
            // PHP has one form for an empty list and an empty object.
            (Value::List(items), _) if items.is_empty() => Ok(Map::new()),
            (Value::List(items), _) if items.len() <= order.len() => {
                let named = order.iter().cloned().zip(items);
                Ok(named.filter(|(_, value)| !value.is_null()).collect())
            }
            (Value::List(_), _) if !order.is_empty() => Err(RequestKind::List {
                why: "there are more parameters than names of positions",
            }),
            _ => Err(RequestKind::List {
                why: "the parameters are a list, to which no page can be added",
            }),
        }
    }
}

/// Serializes JSON into memory.
pub(super) fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value)
        .expect("memory takes every byte, and the keys of our objects are text")
}

impl From<Params> for RawParams {
    fn from(params: Params) -> Self {
        Self(Body::Params(params))
    }
}

impl From<Map<String, Value>> for RawParams {
    fn from(params: Map<String, Value>) -> Self {
        Self(Body::Params(params.into()))
    }
}

impl From<Value> for RawParams {
    fn from(mut value: Value) -> Self {
        remove_addresses(&mut value);
        Self(Body::Value(value))
    }
}

impl From<serde_json::Value> for RawParams {
    fn from(value: serde_json::Value) -> Self {
        Self(Body::Json(value))
    }
}
