//! What the example of a request knows more than the tables: what the items of a list are.

use super::draft::{Field, Scalar, Shape};
use super::values;
use bitrix24_codegen::model::Json;

/// Completes parameters by what an example sends for them.
pub(super) fn merge(fields: &mut [Field], sent: &Json) {
    let Json::Map(map) = sent else { return };
    for field in fields {
        let Some(value) = map.get(&field.name) else {
            continue;
        };
        if let Json::List(items) = value {
            if field.type_.shape == Shape::List(Box::new(Shape::Unknown)) {
                items_of(field, items);
            }
            list_of_values(field, items);
            for item in items {
                merge(&mut field.fields, item);
            }
        }
        merge(&mut field.fields, value);
    }
}

/// The type of the items of a list, of which the table only says that it is one.
fn items_of(field: &mut Field, items: &[Json]) {
    let all = |wanted: fn(&Json) -> bool| !items.is_empty() && items.iter().all(wanted);
    let words = field.words.to_lowercase();
    let identifies = words.contains("identifier") || words.contains(" id");
    let is_digits = |json: &Json| matches!(json, Json::Text(text) if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()));
    let item = if all(|json| matches!(json, Json::Integer(_))) || identifies && all(is_digits) {
        Shape::Scalar(Scalar::Integer)
    } else if all(|json| matches!(json, Json::Text(_))) {
        Shape::Scalar(Scalar::String)
    } else if all(|json| matches!(json, Json::Map(_))) {
        Shape::Object
    } else {
        return;
    };
    let is_selection = matches!(field.name.to_lowercase().as_str(), "select");
    let said = identifies && item == Shape::Scalar(Scalar::Integer)
        || is_selection && item == Shape::Scalar(Scalar::String);
    if !said {
        field.doubt(
            field.line,
            "only the example of a request tells what the items are",
        );
    }
    field.type_.shape = Shape::List(Box::new(item));
}

/// The values that a description explains, where those of the example are among them.
fn list_of_values(field: &mut Field, items: &[Json]) {
    let is_text = field.type_.shape == Shape::List(Box::new(Shape::Scalar(Scalar::String)));
    let names_fields = matches!(
        field.name.to_lowercase().as_str(),
        "filter" | "order" | "select" | "sort"
    ) || field.words.to_lowercase().contains("field");
    if !is_text || names_fields || !field.values.is_empty() || items.is_empty() {
        return;
    }
    let explained = values::explained(&field.words);
    let are_explained = items
        .iter()
        .all(|item| matches!(item, Json::Text(text) if explained.contains(text)));
    // Codes with a part of their own are a family.
    let are_families = explained.iter().any(|value| value.contains(['<', '{']));
    if are_explained && !are_families && explained.len() > 1 {
        field.values = explained;
    }
}
