//! Fields and parameters as properties.

use super::json::Object;
use super::way::Way;
use bitrix24_codegen::ir::{Access, Field, Required};
use bitrix24_codegen::model::Json;

/// The schema of a field, made from that of its value.
pub(super) fn of(value: Object, field: &Field, way: Way) -> Object {
    let mut property = value;
    let description = description(field, way);
    property.put_some(
        "description",
        (!description.is_empty()).then_some(description),
    );
    property.put_true("deprecated", field.deprecated);
    property.put_true(
        "readOnly",
        way == Way::Answered && field.access == Access::Read,
    );
    if way == Way::Sent {
        property.put_some("default", field.default.as_deref().map(default));
    }
    property
}

fn description(field: &Field, way: Way) -> String {
    let mut sentences: Vec<String> = field.doc.iter().cloned().collect();
    if way == Way::Sent {
        match &field.required {
            Required::When(condition) => sentences.push(format!("Required when {condition}.")),
            Required::Either { group, .. } => {
                sentences.push(format!("One of the alternatives of {group} is required."));
            }
            Required::Unknown => {
                sentences.push("The documentation does not say whether it is required.".to_owned());
            }
            Required::Yes | Required::No => {}
        }
    }
    if !field.aliases.is_empty() {
        let names: Vec<String> = field
            .aliases
            .iter()
            .map(|name| format!("`{name}`"))
            .collect();
        sentences.push(format!("Also spelt {}.", names.join(", ")));
    }
    sentences.join(" ")
}

/// A default, which the resolved schema holds as text.
fn default(text: &str) -> Json {
    serde_json::from_str(text).unwrap_or_else(|_| text.into())
}
