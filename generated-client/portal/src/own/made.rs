//! Answers for methods that have neither state nor an example: values of the described types.

use crate::answer::Answer;
use crate::call::Call;
use bitrix24::describe::{self, Field, Kind, Shape};
use bitrix24::{Map, Value};

/// How deep objects are made: a type may have itself as a field.
const DEEPEST: usize = 4;

/// An answer of the described type. Its fields have the values of the parameters with their names.
pub(crate) fn answer(call: Call<'_>) -> Answer {
    let mut given = call.arguments.0.clone();
    for (_, value) in call.arguments.0 {
        if let Value::Map(fields) = value {
            given.extend(
                fields
                    .iter()
                    .map(|(name, value)| (name.clone(), value.clone())),
            );
        }
    }
    let result = value(&call.method.result.kind, &given, 0);
    let mut answer = Answer::at(call.method, result);
    if call.method.paging.is_some() {
        answer.total = Some(0);
    }
    answer
}

fn value(kind: &Kind, given: &Map<String, Value>, depth: usize) -> Value {
    match kind {
        Kind::Integer | Kind::Timestamp | Kind::Double | Kind::Decimal => 0.into(),
        Kind::Id(name) => match describe::named(name).and_then(|ty| ty.key.as_ref()) {
            Some(Kind::Text) => "1".into(),
            _ => 1.into(),
        },
        Kind::Text => "".into(),
        Kind::Flag => "Y".into(),
        Kind::Boolean => true.into(),
        Kind::List(_) => Value::List(Vec::new()),
        Kind::Map(..) => Value::Map(Map::new()),
        Kind::Named(name) => match describe::named(name).map(|ty| &ty.shape) {
            Some(Shape::Object(object)) if depth < DEEPEST => {
                let fields = object.fields.iter();
                let fields = fields.map(|field| (field.name.clone(), held(field, given, depth)));
                Value::Map(fields.collect())
            }
            Some(Shape::Alias(kind)) => value(kind, given, depth),
            Some(Shape::Union(kinds)) => match kinds.first() {
                Some(kind) => value(kind, given, depth),
                None => Value::Null,
            },
            Some(Shape::Enumeration(values)) => match values.values.first() {
                Some(first) if values.integer => first.wire.parse::<i64>().unwrap_or(0).into(),
                Some(first) => first.wire.as_str().into(),
                None => Value::Null,
            },
            _ => Value::Null,
        },
        _ => Value::Null,
    }
}

/// The value of a field: that of a parameter with its name, or one of its type.
fn held(field: &Field, given: &Map<String, Value>, depth: usize) -> Value {
    let known = given.iter().find(|(name, _)| field.is_named(name));
    match known {
        Some((_, known)) => known.clone(),
        None => value(&field.kind, given, depth + 1),
    }
}
