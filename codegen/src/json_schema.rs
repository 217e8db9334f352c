//! The schema language as JSON Schema, generated from the model.

use schemars::Schema;
use schemars::transform::{RecursiveTransform, Transform};
use serde_json::Value;

use crate::model::{ExampleFile, File};

/// Name of the JSON Schema of the schema's files.
pub const FILE: &str = "schema.json";

/// Name of the JSON Schema of the files of examples.
pub const EXAMPLES: &str = "examples.schema.json";

/// Both JSON Schemas, by the name of their files.
pub fn all() -> [(&'static str, String); 2] {
    [
        (FILE, text(schemars::schema_for!(File))),
        (EXAMPLES, text(schemars::schema_for!(ExampleFile))),
    ]
}

fn text(mut schema: Schema) -> String {
    RecursiveTransform(unwrap_description).transform(&mut schema);
    let mut text = serde_json::to_string_pretty(&schema).expect("a JSON Schema is JSON");
    text.push('\n');
    text
}

/// Joins the lines of a description, so that it does not depend on the width of comments.
fn unwrap_description(schema: &mut Schema) {
    if let Some(Value::String(description)) = schema.get_mut("description") {
        let paragraphs = description.split("\n\n");
        let joined: Vec<String> = paragraphs.map(|lines| lines.replace('\n', " ")).collect();
        *description = joined.join("\n\n");
    }
}

#[cfg(test)]
mod tests;
