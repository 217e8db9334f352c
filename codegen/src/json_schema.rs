//! The schema language as JSON Schema, generated from the model.

use crate::model::{ExampleFile, File};

/// Name of the JSON Schema of the schema's files.
pub const FILE: &str = "schema.json";

/// Name of the JSON Schema of the files of examples.
pub const EXAMPLES: &str = "examples.schema.json";

/// Both JSON Schemas, by the name of their files.
pub fn all() -> [(&'static str, String); 2] {
    [
        (FILE, text(&schemars::schema_for!(File))),
        (EXAMPLES, text(&schemars::schema_for!(ExampleFile))),
    ]
}

fn text(schema: &schemars::Schema) -> String {
    let mut text = serde_json::to_string_pretty(schema).expect("a JSON Schema is JSON");
    text.push('\n');
    text
}

#[cfg(test)]
mod tests;
