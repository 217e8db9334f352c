//! Placements: from the request for a widget to its place.

use std::fmt;

use secrecy::SecretString;

use super::Context;
use crate::decode::from_value;
use crate::field::Misfit;
use crate::handler::fields::Fields;
use crate::handler::{Auth, DecodeError, Signed, Unverified};
use crate::request::{Placement, PlacementCode};
use crate::value::{Extra, Map, Value};

/// The request for a widget: a user has opened the place in the interface that the handler is bound to.
///
/// The handler answers with a page, which Bitrix24 shows in a frame.
#[derive(Clone)]
#[non_exhaustive]
pub struct Request {
    /// Code of the placement, with its options.
    pub context: Context,
    /// Whether the portal is reached by HTTPS.
    pub is_https: Option<bool>,
    /// Language of the portal's interface.
    pub language: Option<String>,
    /// Identifier of the session that the JavaScript library uses. It does not print.
    pub app_sid: Option<SecretString>,
    /// The portal, and tokens of the user who has opened the widget.
    pub auth: Auth,
    /// What else came. It may hold secrets, and is not printed.
    pub extra: Extra,
}

impl Request {
    /// Code of the placement.
    pub fn code(&self) -> &str {
        self.context.code()
    }

    /// Reads the options as a type of your own, if the placement is of that type: for placements of a schema of your own.
    ///
    /// # Errors
    ///
    /// The code is right, and the options are not of the type.
    pub fn read<T: Placement>(&self) -> Option<Result<(T::Code, T), Misfit>> {
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

/// Reads the request for a widget: the query of its address, without `?`, and its body, a form.
///
/// A placement that is not described is [`Context::Unknown`], with all that came. Values that are empty are absent.
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
/// A form that is too large, nested too deep or no UTF-8, that names no placement, or whose options are not of the
/// placement's type.
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
            .map_err(|misfit| DecodeError::Misfit { of: code, misfit })?,
        extra: fields.rest(),
    }))
}
