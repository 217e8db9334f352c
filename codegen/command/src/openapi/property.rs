//! Fields and parameters as properties.

use super::components::{Components, Way};
use super::json::Object;
use super::scalars::{self, kind};
use bitrix24_codegen::ir::{Access, Field, Required, Ty};
use bitrix24_codegen::model::Json;

/// The schema of a field.
pub(super) fn of(components: &mut Components<'_>, field: &Field, way: Way) -> Object {
    let mut property = value(components, &field.ty, field.nullable, way);
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

/// The schema of a value in an object: it may be `null`, and of an answer an empty list in place of an empty object.
pub(super) fn value(components: &mut Components<'_>, ty: &Ty, nullable: bool, way: Way) -> Object {
    let mut schema = components.ty(ty, way);
    if way == Way::Answered && components.is_object(ty) {
        schema = components.or_empty(ty, schema);
    }
    let told = schema.is_empty() || (way == Way::Answered && scalars::answered(ty).is_some());
    if nullable && !told {
        return any_of([schema, kind("null")]);
    }
    schema
}

/// One of several forms.
pub(super) fn any_of<const N: usize>(forms: [Object; N]) -> Object {
    let forms = forms.into_iter().map(Into::into).collect();
    Object::from_iter([("anyOf", Json::List(forms))])
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

/// A default, which the resolved schema has as text.
fn default(text: &str) -> Json {
    serde_json::from_str(text).unwrap_or_else(|_| text.into())
}

/// The regular expression of a pattern of names or values: `{n}` for digits, `{hex}` for hexadecimal ones, `*` for any text.
pub(super) fn expression(pattern: &str) -> String {
    let mut expression = "^".to_owned();
    let mut rest = pattern;
    while let Some(next) = rest.chars().next() {
        let placeholders = [
            ("{n}", "[0-9]+"),
            ("{hex}", "[0-9a-fA-F]+"),
            ("*", ".+"),
            ("…", ".+"),
        ];
        let found = placeholders
            .iter()
            .find_map(|(mark, meaning)| Some((rest.strip_prefix(mark)?, *meaning)));
        if let Some((after, meaning)) = found {
            expression.push_str(meaning);
            rest = after;
            continue;
        }
        if !next.is_ascii_alphanumeric() && next != '_' {
            expression.push('\\');
        }
        expression.push(next);
        rest = &rest[next.len_utf8()..];
    }
    expression.push('$');
    expression
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_regular_expressions() {
        assert_eq!(expression("UF_CRM_*"), "^UF_CRM_.+$");
        assert_eq!(expression("PARENT_ID_{n}"), "^PARENT_ID_[0-9]+$");
        assert_eq!(expression("T{hex}.a"), r"^T[0-9a-fA-F]+\.a$");
    }
}
