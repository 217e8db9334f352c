//! Bodies of requests and answers.

use super::json::Object;

/// JSON of a schema, with documented payloads.
pub(super) fn content(schema: Object, examples: Object) -> Object {
    let mut media = Object::from_iter([("schema", schema.into())]);
    if !examples.is_empty() {
        media.put("examples", examples);
    }
    Object::from_iter([("application/json", media.into())])
}
