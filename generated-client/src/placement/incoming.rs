//! Decodes the request for a widget.

use std::fmt;

use secrecy::SecretString;

use super::Context;
use crate::decode::from_value;
use crate::field::TypeMismatch;
use crate::handler::fields::Fields;
use crate::handler::{Auth, DecodeError, Signed, Unverified};
use crate::request::{Placement, PlacementCode};
use crate::value::{Extra, Map, Value};

/// The request for a widget: a user has opened the location in the interface to which the handler
/// is bound.
///
/// The handler answers with a page, which Bitrix24 shows in a frame.
#[derive(Clone)]
#[non_exhaustive]
pub struct Request {
    /// Code of the placement, with its options.
    pub context: Context,
    /// Whether the portal uses HTTPS.
    pub is_https: Option<bool>,
    /// Language of the portal's interface.
    pub language: Option<String>,
    /// Identifier of the session for the JavaScript library. It is not printed.
    pub app_sid: Option<SecretString>,
    /// The portal, and tokens of the user who has opened the widget.
    pub auth: Auth,
    /// Other fields. They may contain secrets, and are not printed.
    pub extra: Extra,
}

impl Request {
    /// Code of the placement.
    pub fn code(&self) -> &str {
        self.context.code()
    }

    /// Reads the options as another type, if the placement is of that type: for placements of a
    /// user's own schema.
    ///
    /// # Errors
    ///
    /// The code matches, and the options have another type.
    pub fn read<T: Placement>(&self) -> Option<Result<(T::Code, T), TypeMismatch>> {
        let code = T::Code::from_code(self.code())?;
        Some(from_value(&self.context.to_value()).map(|options| (code, options)))
    }
}

impl Signed for Request {
    fn auth(&self) -> &Auth {
        &self.auth
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("context", &self.context)
            .field("is_https", &self.is_https)
            .field("language", &self.language)
            .field("app_sid", &self.app_sid)
            .field("auth", &self.auth)
            .finish_non_exhaustive()
    }
}

/// Decodes the request for a widget: the query of its URL, without `?`, and its body, a form.
///
/// A placement that the schema does not describe is [`Context::Unknown`], with all its data. Empty
/// values are absent.
///
/// ```
/// use bitrix24::placement::{self, ApplicationToken, Context};
///
/// let query = "DOMAIN=example.bitrix24.com&PROTOCOL=1&LANG=en";
/// let body = b"PLACEMENT=MY_PLACE&PLACEMENT_OPTIONS=%7B%22ID%22%3A%225%22%7D&APPLICATION_TOKEN=5185";
/// let request = placement::decode(query, body)?.verify(&ApplicationToken::new("5185"))?;
/// assert_eq!(request.code(), "MY_PLACE");
/// match request.context {
///     Context::Unknown { options, .. } => assert_eq!(options["ID"].as_text(), Some("5")),
///     other => println!("{other:?}"),
/// }
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// A form that is too large, nested too deep or not UTF-8, that names no placement, or whose
/// options have another type than the placement's.
pub fn decode(query: &str, body: &[u8]) -> Result<Unverified<Request>, DecodeError> {
    const CODE: &str = "PLACEMENT";
    let mut fields = Fields::read(&[query.as_bytes(), body])?;
    let code = fields
        .text(CODE)?
        .ok_or(DecodeError::Missing { name: CODE })?;
    let options = match fields.take("PLACEMENT_OPTIONS") {
        None => Value::Map(Map::new()),
        Some(Value::Text(json)) => {
            serde_json::from_str(&json).map_err(|error| DecodeError::NotJson {
                why: error.to_string(),
            })?
        }
        Some(options) => options,
    };
    Ok(Unverified::new(Request {
        auth: Auth::of_placement(&mut fields)?,
        is_https: fields.number::<i64>("PROTOCOL")?.map(|number| number != 0),
        language: fields.text("LANG")?,
        app_sid: fields.secret("APP_SID")?,
        context: Context::read(&code, options)
            .map_err(|mismatch| DecodeError::TypeMismatch { of: code, mismatch })?,
        extra: fields.rest(),
    }))
}
