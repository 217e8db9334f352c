//! The components that operations refer to: schemas, responses, parameters and security schemes.

use super::Versions;
use super::components::Components;
use super::errors;
use super::json::Object;
use super::scalars::kind;
use bitrix24_codegen::model::Json;

/// The components of the document.
pub(super) fn components(schemas: Components<'_>, versions: Versions) -> Json {
    let responses: Object = [2, 3]
        .into_iter()
        .filter(|version| versions.has(*version))
        .map(|version| {
            (
                errors::shared(version),
                errors::system(schemas.schema, version),
            )
        })
        .collect();
    let mut components = Object::default();
    components.put("schemas", schemas.schemas());
    components.put("responses", responses);
    if versions.has(3) {
        components.put("parameters", parameters());
    }
    let token = Object::from_iter([
        ("type", "apiKey".into()),
        ("in", "query".into()),
        ("name", "auth".into()),
        (
            "description",
            "Access token that an application got by OAuth 2.0.".into(),
        ),
    ]);
    components.put(
        "securitySchemes",
        Object::from_iter([("token", token.into())]),
    );
    components.into()
}

/// Headers that operations refer to.
fn parameters() -> Object {
    let key = Object::from_iter([
        ("name", "Idempotency-Key".into()),
        ("in", "header".into()),
        (
            "description",
            "Names the call: one that comes again with the same key does not run again.".into(),
        ),
        ("schema", kind("string").into()),
    ]);
    Object::from_iter([("IdempotencyKey", key.into())])
}
