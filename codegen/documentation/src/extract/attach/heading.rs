//! Finds the field that a heading names.

use crate::extract::draft::{Field, Shape};

/// The words of a heading that can be names, with their paths taken apart.
pub(in crate::extract) fn words(title: &str) -> Vec<String> {
    title
        .split(|character: char| {
            !(character.is_ascii_alphanumeric()
                || matches!(character, '_' | '.' | '[' | ']' | '-' | ':'))
        })
        .map(|word| word.trim_matches(['.', ':']).replace("[]", ""))
        .filter(|word| !word.is_empty())
        .collect()
}

/// Words of headings that are no names.
const FILLERS: &[&str] = &[
    "parameter",
    "parameters",
    "object",
    "objects",
    "fields",
    "field",
    "of",
    "the",
    "array",
    "element",
    "type",
    "structure",
    "description",
    "available",
    "for",
    "result",
    "response",
    "data",
    "values",
    "value",
    "item",
    "items",
    "and",
    "in",
    "a",
];

/// How well a heading matches a field. Returns `None` when it does not.
pub(super) fn matches(words: &[String], field: &Field) -> Option<usize> {
    let mut scores: Vec<usize> = Vec::new();
    for word in words {
        let last = word.rsplit('.').next().unwrap_or(word);
        let filler = FILLERS.contains(&last.to_lowercase().as_str());
        let weight = if filler { 0 } else { 10 };
        if field.name.is_empty() {
            if last.eq_ignore_ascii_case("result") {
                scores.push(3);
            }
        } else if last == field.name {
            scores.push(weight + 6);
        } else if last.eq_ignore_ascii_case(&field.name) {
            scores.push(weight + 5);
        } else if !filler && singular(last).eq_ignore_ascii_case(&singular(&field.name)) {
            scores.push(12);
        } else if !filler && filters(last, &field.name) {
            scores.push(11);
        }
        if let Shape::Named(name) = field.type_.shape.item()
            && word.eq_ignore_ascii_case(name)
        {
            scores.push(14);
        }
    }
    // `Product Row Type` names `product_row`, `Recurring Params` names `recurringParams`.
    if scores.is_empty() && !field.name.is_empty() {
        let squeeze = |text: &str| -> String {
            text.chars()
                .filter(char::is_ascii_alphanumeric)
                .collect::<String>()
                .to_lowercase()
        };
        let title: String = words
            .iter()
            .filter(|word| !FILLERS.contains(&word.to_lowercase().as_str()))
            .map(|word| squeeze(word))
            .collect();
        let named = match field.type_.shape.item() {
            Shape::Named(name) => squeeze(name),
            _ => String::new(),
        };
        if title.len() > 3
            && (title == squeeze(&field.name)
                || title == singular(&squeeze(&field.name))
                || title == named)
        {
            scores.push(9);
        }
    }
    scores.into_iter().max()
}

/// A word without the ending of its plural.
fn singular(word: &str) -> String {
    let lower = word.to_lowercase();
    if let Some(stem) = lower.strip_suffix("ies") {
        return format!("{stem}y");
    }
    if lower.ends_with("ss") {
        return lower;
    }
    lower.strip_suffix('s').map(str::to_owned).unwrap_or(lower)
}

fn filters(word: &str, name: &str) -> bool {
    let name = name.to_lowercase();
    let word = word.to_lowercase();
    (matches!(word.as_str(), "filtering" | "filterable" | "filter") && name == "filter")
        || (matches!(word.as_str(), "sorting" | "sortable" | "order")
            && (name == "order" || name == "sort"))
        || (matches!(word.as_str(), "selection" | "selectable") && name == "select")
}
