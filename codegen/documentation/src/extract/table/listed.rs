//! Fields that the description of an object names, and no table.

use crate::extract::default;
use crate::extract::draft::{Field, Need, Required, Shape};
use crate::extract::name::is_name;
use crate::extract::prose::{self, Line};
use crate::extract::values;

/// Fields of an object that a description lists as items: `` - `NAME` — meaning``. Filters, orders
/// and selections list what they may name, not what they are made of.
pub(super) fn listed(description: &[Line], field: &Field) -> Vec<Field> {
    let name = field.name.to_lowercase();
    // An object of a documented type has the structure that its own row describes.
    let structured = matches!(field.type_.shape.item(), Shape::Named(_))
        && description
            .iter()
            .any(|line| line.depth == 0 && line.text.to_lowercase().contains("structure"));
    if field.type_.shape.item() != &Shape::Object && !structured
        || ["filter", "order", "select", "sort"]
            .iter()
            .any(|word| name.contains(word))
    {
        return Vec::new();
    }
    let mut fields: Vec<Field> = Vec::new();
    let mut intro_about_values = false;
    for line in description {
        if line.depth == 0 {
            let lower = line.text.to_lowercase();
            intro_about_values = ["value", "operator", "prefix", "example", "where"]
                .iter()
                .any(|word| lower.contains(word));
        }
        if line.depth != 1 || intro_about_values {
            continue;
        }
        if let Some(name) = values::leading(&line.text)
            && is_name(name)
            && !fields.iter().any(|known| known.name == name)
        {
            let mut found = Field {
                name: name.to_owned(),
                line: line.line,
                required: Need(Some(Required::Unknown)),
                ..Field::default()
            };
            found.default = match default::default(std::slice::from_ref(line), &Shape::Unknown) {
                Some(default::Said::Code { text, .. }) if text != name => {
                    Some(default::as_json(&text, &Shape::Unknown, false))
                }
                _ => None,
            };
            found.doubt(line.line, "named in a sentence, without a type");
            fields.push(found);
        }
    }
    fields
}

/// The fields that a sentence gives the objects of an array: "An array of objects with fields `ID`
/// and `NAME`".
pub(super) fn members(description: &[Line]) -> Vec<Field> {
    let of_line = |line: &Line| {
        let lower = line.text.to_lowercase();
        let at = [
            "array of objects with fields ",
            "array of objects with the fields ",
        ]
        .iter()
        .find_map(|words| Some(lower.find(words)? + words.len()))?;
        let text = line.text.get(at..)?;
        let sentence = prose::sentences(text).first().copied()?.to_owned();
        let names = prose::codes(&sentence)
            .iter()
            .map(|code| code.text.to_owned())
            .collect();
        Some((names, line.line))
    };
    let found: Option<(Vec<String>, u32)> = description
        .iter()
        .filter(|line| line.depth == 0)
        .find_map(of_line);
    let Some((names, line)) = found.filter(|(names, _)| names.iter().all(|name| is_name(name)))
    else {
        return Vec::new();
    };
    names
        .into_iter()
        .map(|name| in_sentence(name, line))
        .collect()
}

/// A field that only a sentence names.
fn in_sentence(name: String, line: u32) -> Field {
    let mut field = Field {
        name,
        line,
        required: Need(Some(Required::Unknown)),
        ..Field::default()
    };
    field.doubt(line, "named in a sentence, without a type");
    field
}

/// A field of an object whose format a description shows.
pub(super) fn formatted((name, line): &(String, u32)) -> Field {
    let mut field = Field {
        name: name.clone(),
        line: *line,
        required: Need(Some(Required::Unknown)),
        ..Field::default()
    };
    field.doubt(*line, "named in a format, without a type");
    field
}
