//! The documentation's words for types.

use super::draft::{Scalar, Shape, Type};

/// Reads the text of a type: `integer`, `string[]`, `catalog_product.id`, `string | null`,
/// `array of objects`.
#[must_use]
pub fn read(text: &str) -> Type {
    let text = tidy(text);
    let shape = union(&text);
    Type { text, shape }
}

/// The text without markup, escapes and doubled spaces.
fn tidy(text: &str) -> String {
    let plain: String = text
        .chars()
        .filter(|character| !matches!(character, '`' | '\\' | '"'))
        .collect();
    let plain = plain.replace("&#124;", "|").replace(" or ", " | ");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn union(text: &str) -> Shape {
    let mut shapes: Vec<Shape> = Vec::new();
    for part in text.split(['|', '/', ',']) {
        let part = part.trim();
        if !part.is_empty() {
            let shape = one(part);
            if !shapes.contains(&shape) {
                shapes.push(shape);
            }
        }
    }
    match shapes.len() {
        0 => Shape::Unknown,
        1 => shapes.remove(0),
        _ => Shape::Union(shapes),
    }
}

fn one(text: &str) -> Shape {
    let text = text.trim_matches(['(', ')', '[', ' ', '.', ':', ';']);
    if let Some(item) = text.strip_suffix("[]").or_else(|| {
        // The bracket that opens a list may have been taken off as an end of the text.
        text.strip_suffix(']')
            .and_then(|text| text.strip_suffix('['))
    }) {
        return Shape::List(Box::new(one(item)));
    }
    let lower = text.to_lowercase();
    for prefix in ["array<", "list<"] {
        if let Some(item) = lower.strip_prefix(prefix)
            && item.ends_with('>')
        {
            let item = &text[prefix.len()..text.len() - 1];
            return Shape::List(Box::new(union(item)));
        }
    }
    for prefix in ["array of ", "list of "] {
        if let Some(item) = lower.strip_prefix(prefix) {
            return Shape::List(Box::new(one(item.trim_end_matches('s'))));
        }
    }
    let scalar = |scalar| Shape::Scalar(scalar);
    match lower.as_str() {
        "" => Shape::Unknown,
        "integer" | "int" | "long" => scalar(Scalar::Integer),
        "double" | "float" | "number" | "decimal" => scalar(Scalar::Decimal),
        "string" | "str" | "enum" | "url" | "uuid" | "email" | "enumeration" => {
            scalar(Scalar::String)
        }
        "text" | "html" => scalar(Scalar::Text),
        "char" => scalar(Scalar::Char),
        "boolean" | "bool" | "true" | "false" => scalar(Scalar::Boolean),
        "date" => scalar(Scalar::Date),
        "datetime" => scalar(Scalar::DateTime),
        "timestamp" => scalar(Scalar::Timestamp),
        "file" => scalar(Scalar::File),
        "any" | "mixed" => scalar(Scalar::Any),
        "null" => scalar(Scalar::None),
        // The text of a form for an object that there is none of.
        "undefined" => scalar(Scalar::String),
        "array" | "list" => Shape::List(Box::new(Shape::Unknown)),
        "object" => Shape::Object,
        "function" | "callable" | "callback" => Shape::Scalar(Scalar::String),
        _ => named(text),
    }
}

fn named(text: &str) -> Shape {
    let is_name = |text: &str| {
        !text.is_empty()
            && text
                .chars()
                .all(|character| character.is_ascii_alphanumeric() || character == '_')
    };
    if let Some((of, key)) = text.rsplit_once('.')
        && is_name(of)
        && is_name(key)
    {
        return Shape::Id {
            of: of.to_owned(),
            key: key.to_owned(),
        };
    }
    if is_name(text) {
        return Shape::Named(text.to_owned());
    }
    // `integer boolean`: the words of two types below each other.
    let words: Vec<Shape> = if text.contains(' ') {
        text.split(' ').map(one).collect()
    } else {
        Vec::new()
    };
    let is_type =
        |shape: &Shape| matches!(shape, Shape::Scalar(_) | Shape::List(_) | Shape::Object);
    // An object or an array may be two words of PHP for one thing.
    let is_list = |shape: &Shape| matches!(shape, Shape::List(_));
    let is_either = words.contains(&Shape::Object) && words.iter().any(is_list);
    if words.len() > 1 && words.iter().all(is_type) && !is_either {
        let mut shapes: Vec<Shape> = Vec::new();
        for shape in words {
            if !shapes.contains(&shape) {
                shapes.push(shape);
            }
        }
        return match <[Shape; 1]>::try_from(shapes) {
            Ok([only]) => only,
            Err(shapes) => Shape::Union(shapes),
        };
    }
    // `string with value Y/N`, `int — integer`: the first word is the type.
    let first = text.split([' ', '—']).next().unwrap_or_default();
    if first.len() < text.len() {
        return one(first);
    }
    Shape::Unknown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_documentation() {
        let shape = |text: &str| read(text).shape;
        let string = || Shape::Scalar(Scalar::String);
        assert_eq!(shape("`string`"), string());
        assert_eq!(shape("string[]"), Shape::List(Box::new(string())));
        assert_eq!(
            shape("`string` \\| `null`"),
            Shape::Union(vec![string(), Shape::Scalar(Scalar::None)])
        );
        assert_eq!(
            shape("catalog_product.id"),
            Shape::Id {
                of: "catalog_product".into(),
                key: "id".into()
            }
        );
        assert_eq!(shape("array<object>"), Shape::List(Box::new(Shape::Object)));
        assert_eq!(shape("array of strings"), Shape::List(Box::new(string())));
        assert_eq!(
            shape("string boolean"),
            Shape::Union(vec![string(), Shape::Scalar(Scalar::Boolean)])
        );
        assert_eq!(shape("string with value Y"), string());
        assert_eq!(
            shape("crm_item_product_row[]"),
            Shape::List(Box::new(Shape::Named("crm_item_product_row".into())))
        );
        assert_eq!(shape(""), Shape::Unknown);
    }
}
