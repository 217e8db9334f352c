//! Filters, orders and selections: objects whose keys are fields of another type.

use super::object;
use super::problem::{Path, Problem, Trouble};
use crate::arguments::{is_empty, items, text};
use crate::condition::{LOGIC, Operator, inner_group, split};
use bitrix24::describe::{self, Field, FilterShape, Kind, ObjectShape, Shape};
use bitrix24::internal::fits;
use bitrix24::{Map, Value};

/// The check of a condition's value.
type CheckValue<'a> = &'a dyn Fn(&Kind, &Value, &Path<'_>) -> Result<(), Problem>;

pub(super) fn filter(
    shape: &FilterShape,
    value: &Value,
    path: &Path<'_>,
    check: CheckValue<'_>,
) -> Result<(), Problem> {
    let Some(given) = object(value) else {
        return Err(path.wrong(Trouble::WrongType, "an object", value));
    };
    for key in &shape.required {
        if given.get(key.as_str()).is_none_or(Value::is_null) {
            return Err(Path::Field(Some(path), key).problem(Trouble::Missing, String::new()));
        }
    }
    group(shape, given, path, check)
}

/// Conditions, and numbered groups of them where the method documents alternatives.
fn group(
    shape: &FilterShape,
    given: &Map<String, Value>,
    path: &Path<'_>,
    check: CheckValue<'_>,
) -> Result<(), Problem> {
    given.iter().try_for_each(|(key, value)| {
        let path = Path::Field(Some(path), key);
        if shape.or && key == LOGIC {
            return match value.as_text() {
                Some(logic)
                    if ["or", "and"]
                        .iter()
                        .any(|known| logic.eq_ignore_ascii_case(known)) =>
                {
                    Ok(())
                }
                _ => Err(path.wrong(Trouble::NotListed, "OR or AND", value)),
            };
        }
        match inner_group(key, value) {
            Some(inner) if shape.or => group(shape, inner, &path, check),
            _ => condition(shape, key, value, &path, check),
        }
    })
}

fn condition(
    shape: &FilterShape,
    key: &str,
    value: &Value,
    path: &Path<'_>,
    check: CheckValue<'_>,
) -> Result<(), Problem> {
    let (operator, name) = split(key);
    let field = field(&shape.of, name, path)?;
    let is_known = operator.is_empty()
        || shape.operators.is_empty()
        || shape.operators.iter().any(|known| known == operator);
    if !is_known {
        let detail = format!(
            "expected one of the operators {}",
            shape.operators.join(" ")
        );
        return Err(path.problem(Trouble::Unknown, detail));
    }
    if shape.refuses(operator, &field.kind) {
        let detail = format!("the operator {operator} does not work on fields of this type");
        return Err(path.problem(Trouble::Unknown, detail));
    }
    if is_empty(value) && !shape.required.iter().any(|required| required == key) {
        return Ok(());
    }
    // A list is compared by its items.
    let kind = field.kind.item();
    match Operator::of(operator) {
        Operator::Like | Operator::Contains if text(value).is_none() => {
            Err(path.wrong(Trouble::WrongType, "text", value))
        }
        Operator::Like | Operator::Contains => Ok(()),
        // PHP may write a list as an object, unless the field is an object itself.
        Operator::Equal | Operator::Between
            if matches!(value, Value::List(_))
                || matches!(value, Value::Map(_)) && kind.object().is_none() =>
        {
            let mut values = items(value).into_iter().enumerate();
            values.try_for_each(|(index, value)| check(kind, value, &Path::Item(path, index)))
        }
        Operator::Between => Err(path.wrong(Trouble::WrongType, "a list of two values", value)),
        _ => check(kind, value, path),
    }
}

pub(super) fn order(of: &str, value: &Value, path: &Path<'_>) -> Result<(), Problem> {
    let Some(given) = object(value) else {
        return Err(path.wrong(Trouble::WrongType, "an object", value));
    };
    for (name, direction) in given {
        let path = Path::Field(Some(path), name);
        field(of, name, &path)?;
        let known =
            |text: &str| text.eq_ignore_ascii_case("asc") || text.eq_ignore_ascii_case("desc");
        if !direction.as_text().is_some_and(known) {
            return Err(path.wrong(Trouble::NotListed, "asc or desc", direction));
        }
    }
    Ok(())
}

pub(super) fn select(of: &str, value: &Value, path: &Path<'_>) -> Result<(), Problem> {
    if !matches!(value, Value::List(_) | Value::Map(_)) {
        return Err(path.wrong(Trouble::WrongType, "a list", value));
    }
    for (index, item) in items(value).into_iter().enumerate() {
        let path = Path::Item(path, index);
        match item.as_text() {
            // Selections of all fields, and of all fields that users have added.
            Some("*" | "UF_*") => {}
            Some(name) => {
                field(of, name, &path)?;
            }
            None => return Err(path.wrong(Trouble::WrongType, "the name of a field", item)),
        }
    }
    Ok(())
}

fn field(of: &str, name: &str, path: &Path<'_>) -> Result<&'static Field, Problem> {
    let found = fields(of).and_then(|object| {
        let own = object.fields.iter().find(|field| field.is_named(name));
        own.or_else(|| object.patterns.iter().find(|field| fits(&field.name, name)))
    });
    found.ok_or_else(|| {
        let names = fields(of)
            .into_iter()
            .flat_map(|object| &object.fields)
            .map(|field| field.name.as_str());
        path.problem(
            Trouble::Unknown,
            format!(
                "expected one of the fields {}",
                names.collect::<Vec<_>>().join(", ")
            ),
        )
    })
}

fn fields(of: &str) -> Option<&'static ObjectShape> {
    match &describe::named(of)?.shape {
        Shape::Object(object) => Some(object),
        _ => None,
    }
}
