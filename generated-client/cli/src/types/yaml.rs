//! Types as YAML of the schema, for `bitrix24::schema!`.

use std::fmt::Write as _;

use bitrix24::describe::{self, Kind, Shape};

use super::model::{Choice, Field, Model, Object, Of};

/// The types of a model, as a file of the schema with this namespace.
pub(crate) fn write(model: &Model, namespace: &str) -> String {
    let mut text = format!(
        "# Made by `b24 types` from the fields of a portal. Do not edit it: `b24 types` writes it again.\n\
         namespace: {namespace}\n\
         scope: [crm]\n\
         doc: Items of the CRM with the fields of a portal.\n\n\
         types:\n"
    );
    for it in &model.objects {
        object(&mut text, model, it);
    }
    for it in &model.choices {
        choice(&mut text, it);
    }
    text
}

/// Adds a line. Writing to a text cannot fail.
macro_rules! line {
    ($text:expr, $($words:tt)*) => {{
        let _ = writeln!($text, $($words)*);
    }};
}

fn object(text: &mut String, model: &Model, object: &Object) {
    line!(text, "  {}:", object.rust);
    line!(text, "    doc: {}", quoted(&object.caption));
    line!(text, "    key: integer");
    line!(text, "    fields:");
    for field in &object.fields {
        let Some(ty) = type_of(model, field, object) else {
            continue;
        };
        let rust = if field.documented {
            String::new()
        } else {
            // The generator escapes words of the language itself.
            format!(", rust: {}", field.rust.trim_end_matches('_'))
        };
        line!(
            text,
            "      {}: {{ type: {}, doc: {}{rust} }}",
            quoted(&field.name),
            quoted(&ty),
            quoted(&field.caption)
        );
    }
}

fn type_of(model: &Model, field: &Field, object: &Object) -> Option<String> {
    let one = match &field.of {
        Of::Documented if field.name == "id" => format!("id<{}>", object.rust),
        Of::Documented => return documented(&field.name),
        Of::Choice(source) => model.choice(source)?.rust.clone(),
        Of::Text => "string".to_owned(),
        Of::Integer => "integer".to_owned(),
        Of::Number => "decimal".to_owned(),
        Of::Boolean => "boolean".to_owned(),
        Of::Date => "date".to_owned(),
        Of::Moment => "datetime".to_owned(),
        Of::User => "id<user.User>".to_owned(),
        Of::File => "file".to_owned(),
        Of::Any => "any".to_owned(),
    };
    Some(if field.multiple {
        format!("{one}[]")
    } else {
        one
    })
}

fn documented(name: &str) -> Option<String> {
    let Shape::Object(item) = &describe::named("crm::item::Item")?.shape else {
        return None;
    };
    let field = item.fields.iter().find(|field| field.is_named(name))?;
    of_kind(&field.kind)
}

/// The type expression of a kind.
fn of_kind(kind: &Kind) -> Option<String> {
    let path = |name: &str| name.replace("::", ".");
    Some(match kind {
        Kind::Integer => "integer".to_owned(),
        Kind::Text => "string".to_owned(),
        Kind::Double => "double".to_owned(),
        Kind::Decimal => "decimal".to_owned(),
        Kind::Flag => "flag".to_owned(),
        Kind::Boolean => "boolean".to_owned(),
        Kind::Date => "date".to_owned(),
        Kind::DateTime => "datetime".to_owned(),
        Kind::Timestamp => "timestamp".to_owned(),
        Kind::File => "file".to_owned(),
        Kind::Any => "any".to_owned(),
        Kind::Id(name) => format!("id<{}>", path(name)),
        Kind::Named(name) => path(name),
        Kind::List(item) => format!("{}[]", of_kind(item)?),
        Kind::Map(key, value) => format!("map<{},{}>", of_kind(key)?, of_kind(value)?),
        _ => return None,
    })
}

fn choice(text: &mut String, choice: &Choice) {
    line!(text, "  {}:", choice.rust);
    line!(text, "    doc: {}", quoted(&choice.caption));
    if choice.integer {
        line!(text, "    base: integer");
    }
    line!(text, "    values:");
    for value in &choice.values {
        let wire = if choice.integer {
            value.wire.clone()
        } else {
            quoted(&value.wire)
        };
        line!(
            text,
            "      {}: {{ wire: {wire}, doc: {} }}",
            value.rust,
            quoted(&value.caption)
        );
    }
}

/// A text in double quotes, which YAML reads as JSON does.
fn quoted(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    serde_json::Value::from(words.join(" ")).to_string()
}
