//! Filters: `>=OPPORTUNITY=1000`.

use bitrix24::describe::{FilterShape, Kind, Use};
use bitrix24::{Map, Value};

use super::super::given::{Given, OPERATORS, items};
use super::super::problem::Path;
use super::{Fit, fields};

/// A filter, in the form of its protocol.
pub(super) fn filter(fit: &mut Fit, shape: &FilterShape, given: Given, path: &Path<'_>) -> Value {
    // JSON in the form of REST 3.0 is sent as it is, as are groups.
    if let Some(list @ Value::List(items)) = &given.json
        && !items.is_empty()
    {
        return list.clone();
    }
    let Ok(parts) = given.into_parts() else {
        fit.problem(path, "expected conditions such as `>=ID=5`, or JSON");
        return Value::Null;
    };
    let mut made: Vec<(String, Value)> = Vec::new();
    for (key, part) in parts {
        let at = Path::Part(path, &key);
        let is_group =
            key.bytes().all(|byte| byte.is_ascii_digit()) || key == "logic" || key == "LOGIC";
        if is_group
            && part.words.is_empty()
            && let Some(json) = part.json
        {
            made.push((key, json));
            continue;
        }
        let name = key.trim_start_matches(OPERATORS);
        let operator = &key[..key.len() - name.len()];
        if !operator.is_empty() && !shape.operators.iter().any(|known| known == operator) {
            let known: Vec<&str> = shape
                .operators
                .iter()
                .map(String::as_str)
                .filter(|known| !known.is_empty())
                .collect();
            fit.problem(
                &at,
                format!(
                    "the operator `{operator}` does not work here; there are {}",
                    known.join(" ")
                ),
            );
            continue;
        }
        let Some(name) = fit.field_name(&shape.of, name, &at, Use::Filter) else {
            continue;
        };
        let kind = fields(&shape.of).and_then(|names| {
            names
                .find(&name)
                .map(|(_, field)| field.kind.item().clone())
        });
        let kind = kind.unwrap_or(Kind::Any);
        if shape.refuses(operator, &kind) {
            fit.problem(
                &at,
                format!("the operator `{operator}` does not work on this field"),
            );
            continue;
        }
        let value = condition(fit, shape, operator, &kind, part, &at);
        made.push((format!("{operator}{name}"), value));
    }
    for required in &shape.required {
        let bare = required.trim_start_matches('=');
        if !made
            .iter()
            .any(|(key, _)| key == required || key.trim_start_matches('=') == bare)
        {
            fit.problem(&Path::Part(path, required), "this condition is required");
        }
    }
    if fit.version < 3 {
        return Value::Map(made.into_iter().collect::<Map<_, _>>());
    }
    let conditions = made.into_iter().map(|(key, value)| {
        let name = key.trim_start_matches(OPERATORS).to_owned();
        let operator = match &key[..key.len() - name.len()] {
            "" => "=",
            operator => operator,
        };
        Value::List(vec![Value::Text(name), operator.into(), value])
    });
    Value::List(conditions.collect())
}

/// The value of a condition: several for operators that take a list.
fn condition(
    fit: &mut Fit,
    shape: &FilterShape,
    operator: &str,
    kind: &Kind,
    given: Given,
    path: &Path<'_>,
) -> Value {
    let takes_list = is_membership(operator) || shape.lists.iter().any(|known| known == operator);
    let is_list = match (&given.json, given.words.as_slice()) {
        (Some(Value::List(_)), _) => true,
        (_, [word]) => word.starts_with('[') || (word.contains(',') && is_membership(operator)),
        (_, words) => words.len() > 1,
    };
    if takes_list && is_list {
        let words = given.words.iter().flat_map(|word| items(word));
        let given = Given {
            words: words.collect(),
            ..given
        };
        return fit.value(&Kind::List(Box::new(kind.clone())), given, path);
    }
    // Parts of a text are no values of the field's type.
    if operator.contains(['%', '?']) {
        return fit.value(&Kind::Text, given, path);
    }
    fit.value(kind, given, path)
}

/// Whether the operator is about being one of several values, so that commas divide them.
fn is_membership(operator: &str) -> bool {
    operator.contains('@') || operator == "><"
}
