//! What the example of an answer knows more than the tables.

use super::draft::{Field, Scalar, Shape, Type};
use super::example;
use bitrix24_codegen::model::{Json, Ordered};
use bitrix24_codegen::pattern::{fits, is_pattern};

/// What the example knows more than the tables.
pub(super) fn merge(field: &mut Field, shown: &Json) {
    if let Some(sample) = sample(shown)
        && !matches!(field.sample, Some(Shape::Object))
    {
        field.sample = Some(sample);
    }
    distrust(field, shown);
    match shown {
        Json::Null => field.nullable = true,
        Json::List(items) => list(field, items),
        Json::Map(map) if map.is_empty() => {
            if field.type_.shape == Shape::Unknown {
                field.type_.shape = Shape::Object;
            }
        }
        Json::Map(map) => {
            // An empty list was an empty object, and PHP has one word for lists and objects.
            let is_list = field.type_.shape == Shape::List(Box::new(Shape::Unknown));
            if is_list && !is_numbered(map) {
                field.type_.shape = Shape::Unknown;
            }
            let is_map = example::is_map(shown) || is_dictionary(shown) || is_by_language(map);
            let has_keys = field
                .fields
                .iter()
                .any(|known| map.get(&known.name).is_some());
            if is_map && !has_keys {
                alike(field, map);
            } else {
                object(field, map);
            }
        }
        scalar => {
            let shape = scalar_shape(scalar);
            match &field.type_.shape {
                Shape::Unknown => field.type_.shape = shape,
                // Tables have one word for both.
                Shape::Scalar(Scalar::Boolean) if shape == Shape::Scalar(Scalar::Flag) => {
                    field.type_.shape = shape;
                }
                // Seen before with another type of value.
                known if field.shown && *known != shape && matches!(known, Shape::Scalar(_)) => {
                    let wider = wider(known, &shape);
                    field.type_.shape = wider;
                }
                _ => {}
            }
        }
    }
}

/// A table that names a scalar where the answer has more is mistaken.
fn distrust(field: &mut Field, shown: &Json) {
    let is_more = match shown {
        Json::Map(map) => !map.is_empty(),
        Json::List(items) => items.iter().any(|item| matches!(item, Json::Map(_))),
        _ => false,
    };
    let says_less = matches!(
        field.type_.shape,
        Shape::Scalar(Scalar::Boolean | Scalar::Integer | Scalar::Decimal)
    );
    if is_more && says_less {
        let line = field.line;
        let text = format!(
            "the table says {}, the example has an object",
            field.type_.text
        );
        field.doubt(line, text);
        field.type_.shape = Shape::Unknown;
    }
}

/// What is in a list or a map, taken out of it with the fields that are known.
fn inside(field: &mut Field, shape: Shape) -> Field {
    Field {
        type_: Type {
            text: String::new(),
            shape,
        },
        fields: std::mem::take(&mut field.fields),
        target: field.target.clone(),
        line: field.line,
        shown: field.shown,
        ..Field::default()
    }
}

fn list(field: &mut Field, items: &[Json]) {
    let has_objects = items.iter().any(|item| matches!(item, Json::Map(_)));
    match &field.type_.shape {
        Shape::Unknown => field.type_.shape = Shape::List(Box::new(Shape::Unknown)),
        known @ (Shape::Object | Shape::Named(_)) if has_objects => {
            field.type_.shape = Shape::List(Box::new(known.clone()));
        }
        _ => {}
    }
    if let Shape::Union(shapes) = &field.type_.shape {
        // One of several is a list.
        let shapes = shapes.clone();
        let is_list = |shape: &Shape| matches!(shape, Shape::List(_));
        if let Some(index) = shapes.iter().position(is_list) {
            field.type_.shape = shapes[index].clone();
            list(field, items);
            let mut shapes = shapes;
            shapes[index] = std::mem::take(&mut field.type_.shape);
            field.type_.shape = Shape::Union(shapes);
        }
        return;
    }
    if let Shape::List(item) = &field.type_.shape {
        let item = (**item).clone();
        let mut inner = inside(field, item);
        for item in items {
            merge(&mut inner, item);
        }
        field.fields = inner.fields;
        field.type_.shape = Shape::List(Box::new(inner.type_.shape));
    }
}

/// A map: its values are merged into one.
fn alike(field: &mut Field, map: &Ordered<Json>) {
    let item = match &field.type_.shape {
        Shape::List(item) | Shape::Map(item) => (**item).clone(),
        Shape::Named(name) => Shape::Named(name.clone()),
        _ => Shape::Unknown,
    };
    let mut inner = inside(field, item);
    for (_, item) in map.iter() {
        merge(&mut inner, item);
    }
    field.fields = inner.fields;
    field.type_.shape = Shape::Map(Box::new(inner.type_.shape));
}

/// An object: keys that no table has are new fields.
fn object(field: &mut Field, map: &Ordered<Json>) {
    if matches!(
        field.type_.shape,
        Shape::Unknown | Shape::Scalar(Scalar::Any)
    ) {
        field.type_.shape = Shape::Object;
    }
    if !field.type_.shape.holds_fields() {
        return;
    }
    let line = field.line;
    for (key, inner) in map.iter() {
        let known = field
            .fields
            .iter()
            .position(|known| known.name == key)
            .or_else(|| miswritten(&field.fields, key, map));
        match known {
            // Some examples have the time of the envelope one brace too deep.
            None if key == "time" && is_time(inner) => {}
            Some(known) => merge(&mut field.fields[known], inner),
            None if covered(&field.fields, key) => {}
            None => {
                let mut new = Field {
                    name: key.to_owned(),
                    line,
                    shown: true,
                    ..Field::default()
                };
                merge(&mut new, inner);
                field.fields.push(new);
            }
        }
    }
}

/// Whether the keys of an object are numbers, as those of a list with gaps.
fn is_numbered(map: &Ordered<Json>) -> bool {
    map.iter()
        .all(|(key, _)| key.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a value is what every answer tells of its time.
fn is_time(value: &Json) -> bool {
    let Json::Map(map) = value else { return false };
    ["start", "finish", "duration"]
        .iter()
        .all(|key| map.get(key).is_some())
}

/// What an example has; of a list, what is in it.
fn sample(shown: &Json) -> Option<Shape> {
    match shown {
        Json::Null => None,
        Json::List(items) => items.iter().find_map(sample),
        Json::Map(map) => (!map.is_empty()).then_some(Shape::Object),
        scalar => Some(scalar_shape(scalar)),
    }
}

/// Whether all keys of an object are codes of languages: `en`, `pt_BR`.
fn is_by_language(map: &Ordered<Json>) -> bool {
    const CODES: &[&str] = &["en", "de", "fr", "it", "pl", "ru", "la", "br", "ua", "tr"];
    let is_code = |key: &str| {
        let code = key.split(['_', '-']).next().unwrap_or_default();
        key.len() <= 5 && code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    map.iter().all(|(key, _)| is_code(key)) && map.iter().any(|(key, _)| CODES.contains(&key))
}

/// Whether an object is a map of alike objects, such as the descriptions of fields by their names.
fn is_dictionary(value: &Json) -> bool {
    let Json::Map(map) = value else { return false };
    if map.len() < 3 {
        return false;
    }
    let mut counts: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for (_, inner) in map.iter() {
        let Json::Map(inner) = inner else {
            return false;
        };
        for (key, _) in inner.iter() {
            *counts.entry(key).or_default() += 1;
        }
    }
    // Two keys or more that nearly all of them have.
    counts
        .values()
        .filter(|count| **count * 10 >= map.len() * 9)
        .count()
        >= 2
}

/// The only field that the example lacks, when a key differs from it by the ending of its plural.
fn miswritten(fields: &[Field], key: &str, shown: &Ordered<Json>) -> Option<usize> {
    let stem = |name: &str| name.trim_end_matches('s').to_lowercase();
    let mut absent = fields
        .iter()
        .enumerate()
        .filter(|(_, field)| !field.shown && shown.get(&field.name).is_none());
    let (index, field) = absent.next()?;
    (absent.next().is_none() && stem(&field.name) == stem(key)).then_some(index)
}

/// Whether a family of names among the fields covers a key.
fn covered(fields: &[Field], key: &str) -> bool {
    fields
        .iter()
        .any(|field| is_pattern(&field.name) && fits(&field.name, key))
}

fn scalar_shape(value: &Json) -> Shape {
    Shape::Scalar(match value {
        Json::Bool(_) => Scalar::Boolean,
        Json::Integer(_) => Scalar::Integer,
        Json::Float(_) => Scalar::Decimal,
        Json::Text(text) if example::is_moment(text) => Scalar::DateTime,
        Json::Text(text) if text == "Y" || text == "N" => Scalar::Flag,
        _ => Scalar::String,
    })
}

fn wider(one: &Shape, other: &Shape) -> Shape {
    let is = |scalar: Scalar| Shape::Scalar(scalar) == *one || Shape::Scalar(scalar) == *other;
    let both_numbers = [one, other]
        .iter()
        .all(|shape| matches!(shape, Shape::Scalar(Scalar::Integer | Scalar::Decimal)));
    if both_numbers {
        return Shape::Scalar(Scalar::Decimal);
    }
    if is(Scalar::String) {
        return Shape::Scalar(Scalar::String);
    }
    Shape::Scalar(Scalar::Any)
}

/// Forgets fields that are the keys of a map of alike objects.
pub(super) fn keys_of_map(field: &mut Field, shown: &Json) {
    let Json::Map(map) = shown else { return };
    let keys = field
        .fields
        .iter()
        .filter(|known| map.get(&known.name).is_some())
        .count();
    if keys > 2 && keys * 2 > field.fields.len() && is_descriptions(shown) {
        field.fields.clear();
        field.target = None;
        field.type_.shape = Shape::Map(Box::new(Shape::Object));
        return;
    }
    for (key, inner) in map.iter() {
        if let Some(known) = field.fields.iter_mut().find(|known| known.name == key) {
            keys_of_map(known, inner);
        }
    }
}

/// Whether an object describes fields: each value tells a type and whether it is required, read or many.
pub(super) fn is_descriptions(value: &Json) -> bool {
    let Json::Map(map) = value else { return false };
    let describes = |json: &Json| {
        matches!(json, Json::Map(inner) if inner.get("type").is_some()
            && ["isRequired", "isReadOnly", "isMultiple", "title"].iter().any(|key| inner.get(key).is_some()))
    };
    !map.is_empty() && map.iter().all(|(_, inner)| describes(inner))
}
