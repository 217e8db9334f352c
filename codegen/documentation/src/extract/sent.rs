//! Facts that the example of a request adds to the tables: other spellings, keys, and the contents
//! of lists and maps.

use super::draft::{Field, Need, Required, Scalar, Shape};
use super::{example, shown, values};
use crate::spelling::letters;
use bitrix24_codegen::model::{Json, Ordered};
use bitrix24_codegen::pattern::fits;

/// Completes parameters by what an example sends for them: keys that are spelt in another case,
/// keys that no table has, and what lists, objects and maps hold.
///
/// `updates` says that the method changes something that exists: what the example of such a call
/// leaves out of an object is not required in it, also where the table has the marks of the method
/// that adds.
pub(super) fn merge(fields: &mut Vec<Field>, sent: &Json, updates: bool) {
    let Json::Map(map) = sent else { return };
    let lacks = fields
        .iter()
        .any(|field| field.required.0 == Some(Required::Yes) && spelling(field, map).is_none());
    let line = fields.first().map_or(0, |field| field.line);
    for (key, value) in map.iter() {
        let declared = fields.iter().position(|field| field.name == key);
        let spelt = || {
            fields.iter().position(|field| {
                field.name.eq_ignore_ascii_case(key) && map.get(&field.name).is_none()
            })
        };
        if let Some(index) = declared {
            value_of(&mut fields[index], value, updates);
        } else if let Some(index) = spelt() {
            let field = &mut fields[index];
            if !field.aliases.iter().any(|alias| alias == key) {
                field.aliases.push(key.to_owned());
            }
            value_of(field, value, updates);
        } else if !lacks && !fields.is_empty() && is_new(fields, key) {
            // Where something that is required is absent, or a name is nearly the same, the example
            // may misspell it.
            fields.push(new(key, value, line));
        }
    }
}

/// The parameters of a page that describes none and does not say that there are none: those that
/// its example sends.
pub(super) fn only(sent: &Json, line: u32) -> Vec<Field> {
    let Json::Map(map) = sent else {
        return Vec::new();
    };
    map.iter()
        .map(|(key, value)| {
            let mut field = new(key, value, line);
            if field.is_condition() {
                // Its keys are names of fields.
                field.fields.clear();
            }
            field
        })
        .collect()
}

/// A field that only the example of a request has.
fn new(key: &str, value: &Json, line: u32) -> Field {
    let mut field = Field {
        name: key.to_owned(),
        line,
        required: Need(Some(Required::Unknown)),
        shown: true,
        ..Field::default()
    };
    shown::merge(&mut field, value);
    field
}

/// How an example spells the name of a field, if it has it.
fn spelling<'j>(field: &Field, map: &'j Ordered<Json>) -> Option<&'j str> {
    map.iter()
        .map(|(key, _)| key)
        .find(|key| field.name.eq_ignore_ascii_case(key))
}

/// Whether a key is none of a family of names, and no misspelling of a name.
fn is_new(fields: &[Field], key: &str) -> bool {
    !fields.iter().any(|field| {
        fits(&field.name, key)
            || letters(&field.name) == letters(key)
            || key.len() > 4 && strsim::osa_distance(&field.name, key) < 3
    })
}

/// Completes one parameter by its value in an example.
fn value_of(field: &mut Field, value: &Json, updates: bool) {
    match value {
        Json::List(items) => {
            if field.type_.shape == Shape::List(Box::new(Shape::Unknown)) {
                items_of(field, items);
            } else if field.type_.shape == Shape::Object && !items.is_empty() {
                field.doubt(
                    field.line,
                    "the table says an object, the example of a request has a list",
                );
                field.type_.shape = Shape::List(Box::new(Shape::Unknown));
                items_of(field, items);
            }
            list_of_values(field, items);
            list_of_names(field, items);
            for item in items {
                inside(field, item, updates);
            }
        }
        Json::Map(map) if !map.is_empty() => {
            // PHP has one word for lists and objects.
            if is_bare_list(field) && !example::is_map(value) {
                field.type_.shape = Shape::Object;
            }
            if has_keys_of_its_own(field, map) {
                field.type_.shape = Shape::Map(Box::new(Shape::Object));
                for (_, inner) in map.iter() {
                    inside(field, inner, updates);
                }
            } else {
                inside(field, value, updates);
            }
        }
        Json::Text(_) | Json::Integer(_) => shown::unlisted(field, value),
        _ => {}
    }
}

/// Whether the page says of a field only that it is an array, which may have fields that are
/// described elsewhere.
fn is_bare_list(field: &Field) -> bool {
    match &field.type_.shape {
        Shape::List(item) => match **item {
            Shape::Unknown => true,
            Shape::Object => field.type_.text.eq_ignore_ascii_case("array"),
            _ => false,
        },
        _ => false,
    }
}

/// Completes what an object describes. Nobody describes the keys of an object without fields: they
/// are the caller's.
fn inside(field: &mut Field, value: &Json, updates: bool) {
    if field.fields.is_empty() || !field.type_.shape.holds_fields() {
        return;
    }
    if let (true, Json::Map(map)) = (updates, value) {
        for inner in &mut field.fields {
            if inner.required.0 == Some(Required::Yes) && spelling(inner, map).is_none() {
                inner.required.0 = Some(Required::Unknown);
                inner.doubt(
                    inner.line,
                    "the table requires it, the example of the update leaves it out",
                );
            }
        }
    }
    merge(&mut field.fields, value, updates);
}

/// Whether the keys of an object are the caller's, and its fields those of its values: the example
/// has none of the fields itself, and each value has one.
fn has_keys_of_its_own(field: &Field, map: &Ordered<Json>) -> bool {
    let has = |map: &Ordered<Json>| {
        field
            .fields
            .iter()
            .any(|field| spelling(field, map).is_some())
    };
    field.type_.shape == Shape::Object
        && !has(map)
        && map
            .iter()
            .all(|(_, inner)| matches!(inner, Json::Map(inner) if has(inner)))
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

/// Makes a list a list of names, where the example has names of the fields that a table describes:
/// they are what may be named, and not what its items consist of.
fn list_of_names(field: &mut Field, items: &[Json]) {
    let is_known = |text: &str| {
        let is_family = text.ends_with('*');
        is_family
            || field
                .fields
                .iter()
                .any(|known| known.name.eq_ignore_ascii_case(text))
    };
    let are_texts = items.iter().all(|item| matches!(item, Json::Text(_)));
    let names_one = |item: &Json| matches!(item, Json::Text(text) if is_known(text));
    let is_open = !field.fields.is_empty() && !field.is_condition();
    if is_open && are_texts && items.iter().any(names_one) {
        field.names_fields();
    }
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
