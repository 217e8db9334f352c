//! References in a batch of REST 3.0: `{"$ref": "task.item.id"}` stands for a value in the result of an
//! earlier call, `{"$refArray": "tasks.id"}` for a field of all its rows. The documentation lacks
//! them; an SDK of the vendor sends them.

use crate::answer::Failure;
use crate::dto::system;
use bitrix24::{Map, Value};

/// The key of a reference to one value.
const ONE: &str = "$ref";
/// The key of a reference to a field of all rows.
const ALL: &str = "$refArray";

/// The results of the calls so far.
#[derive(Default)]
pub(super) struct Results(Map<String, Value>);

impl Results {
    /// Keeps the result of a call under its name, or its number. Only an object or a list of objects
    /// can be referred to, and no identifier or truth value of a write.
    pub(super) fn keep(&mut self, name: String, result: &Value) {
        let is_kept = |key: &str| result.as_map().is_some_and(|map| map.contains_key(key));
        if is_kept("item") || is_kept("items") {
            self.0.insert(name, result.clone());
        }
    }

    /// The parameters of a call with the values that they refer to.
    pub(super) fn fill(&self, query: &Map<String, Value>) -> Result<Map<String, Value>, Failure> {
        let entries = query.iter();
        entries
            .map(|(key, value)| Ok((key.clone(), self.filled(value)?)))
            .collect()
    }

    fn filled(&self, value: &Value) -> Result<Value, Failure> {
        match value {
            Value::List(items) => {
                let items = items.iter().map(|item| self.filled(item));
                Ok(Value::List(items.collect::<Result<_, _>>()?))
            }
            Value::Map(map) => {
                if let (1, Some((key, Value::Text(path)))) = (map.len(), map.iter().next()) {
                    match key.as_str() {
                        ONE => return self.one(path).ok_or_else(|| unresolved(path)),
                        ALL => return self.all(path).ok_or_else(|| unresolved(path)),
                        _ => {}
                    }
                }
                Ok(Value::Map(self.fill(map)?))
            }
            other => Ok(other.clone()),
        }
    }

    fn one(&self, path: &str) -> Option<Value> {
        let (name, rest) = path.split_once('.')?;
        at(self.0.get(name)?, rest).cloned()
    }

    fn all(&self, path: &str) -> Option<Value> {
        let (name, field) = path.split_once('.')?;
        let rows = self.0.get(name)?.as_map()?.get("items")?.as_list()?;
        let values = rows.iter().map(|row| at(row, field).cloned());
        Some(Value::List(values.collect::<Option<_>>()?))
    }
}

/// The value below a path of keys and positions.
fn at<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(value, |value, step| match value {
        Value::Map(map) => map.get(step),
        Value::List(items) => items.get(step.parse::<usize>().ok()?),
        _ => None,
    })
}

fn unresolved(path: &str) -> Failure {
    system(
        "INVALIDSELECT",
        format!("No result of an earlier call has `{path}`"),
    )
}
