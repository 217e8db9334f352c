//! Facts that the example of an answer adds to the tables.

use super::draft::{Field, Scalar, Shape, Type};
use super::example::{self, is_descriptions};
use crate::spelling::uncased;
use bitrix24_codegen::model::{Json, Ordered};
use bitrix24_codegen::pattern::{fits, is_pattern};

/// What the example knows more than the tables.
pub(super) fn merge(field: &mut Field, shown: &Json) {
    let before = field.sample.clone();
    if let Some(sample) = sample(shown)
        && !matches!(field.sample, Some(Shape::Object))
    {
        field.sample = Some(sample);
    }
    distrust(field, shown, before.as_ref());
    if let (Json::Map(_), Shape::Union(shapes)) = (shown, &field.type_.shape)
        && let Some(index) = shapes
            .iter()
            .position(|shape| matches!(shape, Shape::Map(_)))
    {
        // One of several is a map.
        let mut shapes = shapes.clone();
        field.type_.shape = shapes.swap_remove(index);
        merge(field, shown);
        shapes.push(std::mem::take(&mut field.type_.shape));
        field.type_.shape = Shape::Union(shapes);
        return;
    }
    if is_no_object(field, shown) {
        field.doubt(
            field.line,
            format!(
                "the table says {}, the example has no object",
                field.type_.text
            ),
        );
        field.type_.shape = Shape::Unknown;
    }
    vary(field, shown);
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
            let is_map = example::is_map(shown)
                || is_dictionary(shown)
                || is_by_language(map)
                || is_by_class(map);
            let has_keys = field
                .fields
                .iter()
                .any(|known| map.get(&known.name).is_some())
                || map.iter().any(|(key, _)| covered(&field.fields, key));
            let is_stated = matches!(field.type_.shape, Shape::Map(_)) && !field.shown;
            if (is_map || is_stated) && !has_keys {
                alike(field, map);
            } else {
                object(field, map);
            }
        }
        scalar => {
            unlisted(field, scalar);
            let shape = scalar_shape(scalar);
            match &field.type_.shape {
                // A table describes an object, so that the example shows one case of several.
                Shape::Unknown if field.fields.iter().any(|known| !known.shown) => {
                    field.type_.shape = Shape::Union(vec![shape, Shape::Object]);
                    let text =
                        "the table describes an object, the example has a value without fields";
                    field.doubt(field.line, text);
                }
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

/// What only examples show may be a value in one place and an object in another, or a list and a
/// map: it is either.
fn vary(field: &mut Field, shown: &Json) {
    if !field.shown {
        return;
    }
    let is_value = |shape: &Shape| matches!(shape, Shape::Scalar(scalar) if *scalar != Scalar::Any);
    let other = match shown {
        Json::Map(map) if !map.is_empty() && is_value(&field.type_.shape) => Shape::Object,
        Json::List(items) => match (&field.type_.shape, items.first()) {
            (Shape::Map(_), Some(first)) if sample(first).is_some_and(|first| is_value(&first)) => {
                Shape::List(Box::new(Shape::Unknown))
            }
            _ => return,
        },
        Json::Map(_) | Json::Null | Json::Bool(false) => return,
        // PHP has an empty text for what is absent.
        Json::Text(text) if text.is_empty() => return,
        scalar if field.type_.shape == Shape::Object => scalar_shape(scalar),
        _ => return,
    };
    let known = std::mem::take(&mut field.type_.shape);
    field.type_.shape = Shape::Union(vec![known, other]);
}

/// What is no value of a flag makes it a text, and a text that is like no code shows that the
/// listed values are none of the field.
pub(super) fn unlisted(field: &mut Field, shown: &Json) {
    let text = match shown {
        Json::Text(text) => text.clone(),
        Json::Integer(number) => number.to_string(),
        _ => return,
    };
    let line = field.line;
    if field.type_.shape == Shape::Scalar(Scalar::Flag) && !field.shown {
        if !matches!(text.as_str(), "" | "Y" | "N" | "0" | "1" | "true" | "false") {
            field.doubt(
                line,
                format!("the table says a flag, an example has {text:?}"),
            );
            field.type_.shape = Shape::Scalar(Scalar::String);
        }
        return;
    }
    let is_placeholder = text.starts_with("**") || text.contains("_here");
    if field.values.is_empty()
        || text.is_empty()
        || is_placeholder
        || field
            .values
            .iter()
            .any(|value| value.eq_ignore_ascii_case(&text) || is_pattern(value))
    {
        return;
    }
    // Which of the two is right a person decides, where the text may be a value that the list
    // lacks.
    let may_be_value = text.len() < 20
        && text
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || "_-.:".contains(character));
    if !may_be_value {
        field.doubt(
            line,
            "an example has a text that is none of the listed values",
        );
        field.values.clear();
    }
}

/// Whether a table says that something is an object, nobody describes one, and the example has a
/// value or a list of values.
fn is_no_object(field: &Field, shown: &Json) -> bool {
    let is_value = match shown {
        Json::Null | Json::Map(_) => false,
        Json::List(items) => {
            !items.is_empty() && !items.iter().any(|item| matches!(item, Json::Map(_)))
        }
        // PHP has an empty text and `false` for what is absent.
        Json::Text(text) => !text.is_empty(),
        Json::Bool(value) => *value,
        _ => true,
    };
    is_value
        && field.type_.shape == Shape::Object
        && field.fields.is_empty()
        && field.target.is_none()
}

/// A table that names a scalar where the answer has more is mistaken. `before` is what another part
/// of the example has.
fn distrust(field: &mut Field, shown: &Json, before: Option<&Shape>) {
    let is_more = match shown {
        Json::Map(map) => !map.is_empty(),
        Json::List(items) => items.iter().any(|item| matches!(item, Json::Map(_))),
        _ => false,
    };
    let says_less =
        matches!(field.type_.shape, Shape::Scalar(scalar) if scalar != Scalar::Any) && !field.shown;
    if is_more && says_less {
        let line = field.line;
        let text = format!(
            "the table says {}, the example has an object",
            field.type_.text
        );
        field.doubt(line, text);
        field.type_.shape = match (before, shown) {
            (Some(Shape::Scalar(_)), Json::Map(_)) => {
                let said = std::mem::take(&mut field.type_.shape);
                Shape::Union(vec![said, Shape::Object])
            }
            _ => Shape::Unknown,
        };
        field.values.clear();
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
        page: field.page.clone(),
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
        // Objects and texts in one list, of which nothing else is known.
        let is_text = |item: &Json| matches!(item, Json::Text(_));
        if item == Shape::Unknown && has_objects && items.iter().any(is_text) {
            field.type_.shape = Shape::List(Box::new(Shape::Scalar(Scalar::Any)));
            return;
        }
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
    for known in &mut inner.fields {
        let shown: Vec<&Json> = map
            .iter()
            .filter_map(|(_, item)| match item {
                Json::Map(item) => item.get(&known.name),
                _ => None,
            })
            .collect();
        if known.type_.shape == Shape::Object
            && known.fields.iter().all(|field| field.shown)
            && have_own_keys(&shown)
        {
            known.fields.clear();
            known.type_.shape = Shape::Unknown;
            for shown in shown {
                if let Json::Map(map) = shown {
                    alike(known, map);
                }
            }
        }
    }
    field.fields = inner.fields;
    field.type_.shape = Shape::Map(Box::new(inner.type_.shape));
}

/// Whether objects at one place of several values are maps: there are three or more, no two of
/// them have a key in common, and what is in them is alike.
fn have_own_keys(shown: &[&Json]) -> bool {
    let mut keys: std::collections::BTreeSet<&str> = std::collections::BTreeSet::new();
    let mut common: Option<Vec<&str>> = None;
    for json in shown {
        let Json::Map(map) = json else { return false };
        for (key, inner) in map.iter() {
            let Json::Map(inner) = inner else {
                return false;
            };
            if !keys.insert(key) {
                return false;
            }
            common = Some(match common {
                None => inner.iter().map(|(key, _)| key).collect(),
                Some(known) => known
                    .into_iter()
                    .filter(|key| inner.get(key).is_some())
                    .collect(),
            });
        }
    }
    shown.len() > 2 && keys.len() >= shown.len() && common.is_some_and(|common| !common.is_empty())
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
    let page = field.page.clone();
    for (key, inner) in map.iter() {
        let is_known = field.fields.iter().any(|known| known.name == key);
        let family = custom(key).filter(|_| !is_known && !covered(&field.fields, key));
        let key = family.as_deref().unwrap_or(key);
        let known = field
            .fields
            .iter()
            .position(|known| known.name == key)
            .or_else(|| spelt(&field.fields, key, map))
            .or_else(|| miswritten(&field.fields, key, map));
        match known {
            // Some examples have the time of the envelope one brace too deep.
            None if key == "time" && is_time(inner) => {}
            Some(known) => {
                let known = &mut field.fields[known];
                if uncased(&known.name) == uncased(key) {
                    known.spelt(key);
                }
                merge(known, inner);
            }
            None if covered(&field.fields, key) => {}
            None => {
                let mut new = Field {
                    name: key.to_owned(),
                    line,
                    page: page.clone(),
                    shown: true,
                    ..Field::default()
                };
                if key.to_lowercase().starts_with("uf") && family.is_some() {
                    new.type_.shape = Shape::Scalar(Scalar::Any);
                }
                merge(&mut new, inner);
                field.fields.push(new);
            }
        }
    }
}

/// The family of a key that only the portal of an example has: `UF_CRM_*` of `UF_CRM_1707997209`,
/// `parentId{n}` of `parentId1224`.
fn custom(key: &str) -> Option<String> {
    let at = key.find(|character: char| character.is_ascii_digit())?;
    let (stem, number) = key.split_at(at);
    if stem.starts_with("UF_")
        || stem.starts_with("uf") && stem.contains(|letter: char| letter.is_ascii_uppercase())
    {
        return Some(format!("{stem}*"));
    }
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    let is_family = matches!(stem, "PARENT_ID_" | "parentId" | "PROPERTY_" | "property");
    (is_number && is_family).then(|| format!("{stem}{{n}}"))
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

/// Whether an object has what every answer tells of its time beside it.
pub(super) fn has_time(value: &Json) -> bool {
    matches!(value, Json::Map(map) if map.get("time").is_some_and(is_time))
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

/// Whether all keys of an object are names of classes with their namespaces.
fn is_by_class(map: &Ordered<Json>) -> bool {
    map.iter().all(|(key, _)| key.contains('\\'))
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

/// The field that the example lacks, when a key differs from it in case and underscores only.
fn spelt(fields: &[Field], key: &str, shown: &Ordered<Json>) -> Option<usize> {
    fields
        .iter()
        .position(|field| uncased(&field.name) == uncased(key) && shown.get(&field.name).is_none())
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
    if *one == Shape::Scalar(Scalar::Any) {
        return one.clone();
    }
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
