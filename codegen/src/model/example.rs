//! Files of documented payloads.

use serde::Deserialize;

/// The examples of one method, event or placement: `schema/examples/<method>.yaml`.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct ExampleFile {
    /// Full name of the method; name of the event or the placement.
    pub method: String,
    /// Version of the REST protocol, 2 when not given.
    #[serde(default = "super::version_two")]
    pub version: u8,
    /// The examples, in the order of the page.
    pub examples: Vec<Example>,
}

/// One documented payload.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct Example {
    /// What the payload is.
    pub kind: ExampleKind,
    /// Documentation page from the root of the documentation, without `.md`.
    pub page: String,
    /// HTTP status of an answer.
    pub status: Option<u16>,
    /// The payload as JSON text, numbers and spelling untouched.
    pub body: String,
    /// Why the payload is known to contradict the rest of the documentation; such an example must
    /// fail.
    pub contradicts: Option<String>,
}

/// What a payload is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExampleKind {
    /// The parameters of a call.
    Request,
    /// The whole answer of a successful call.
    Response,
    /// The whole answer of a failed call.
    Error,
    /// The body that an event handler receives.
    Event,
    /// The parameters that the handler of a placement receives.
    Placement,
}
