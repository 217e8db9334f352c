//! What the portal has at present: read before a change, and after its answer was lost.

use std::str::FromStr as _;

use bitrix24::describe::{self, Method};
use bitrix24::{AnyError, Client, DateTime, Decimal, Map, RawMethod, Value};

use super::change::Change;
use crate::failure::Failure;

/// Calls of one batch.
pub(super) const BATCH: usize = 50;

/// How the object of a change is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader {
    method: &'static Method,
}

/// The object of a change.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Present {
    /// Its fields.
    Object(Map<String, Value>),
    /// The portal says that there is no such object, or does not show it.
    Missing(String),
    /// Nothing is known: there is no method that reads it.
    Unknown,
}

impl Reader {
    /// The reader of the objects that a method changes: `crm.item.get` for `crm.item.update`.
    pub(super) fn of(method: &Method) -> Option<Self> {
        let name = format!("{}.get", method.namespace);
        let reader = describe::method(&name, method.version)?;
        // An object is read by parameters that its change has.
        let is_known = reader
            .params
            .iter()
            .filter(|param| param.required == describe::Requirement::Yes)
            .all(|param| method.param(&param.name).is_some());
        let has_id = method.params.iter().any(|param| {
            let is_id = param.name.eq_ignore_ascii_case("id") || param.name.ends_with("Id");
            is_id && reader.param(&param.name).is_some()
        });
        (is_known && has_id).then_some(Self { method: reader })
    }

    /// The parameters that read the object of a change.
    fn params(self, change: &Change) -> Map<String, Value> {
        let given = change.params.as_map().into_iter().flat_map(Map::iter);
        given
            .filter(|(name, _)| self.method.param(name).is_some())
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }

    /// Reads the objects of changes.
    pub(super) async fn read(
        self,
        client: &Client,
        changes: &[&Change],
    ) -> Result<Vec<Present>, Failure> {
        let name = self.method.name.as_str();
        let mut present = Vec::with_capacity(changes.len());
        if !self.method.batch || self.method.version > 2 {
            for change in changes {
                let method = match self.method.version {
                    3 => RawMethod::v3(name),
                    _ => RawMethod::from(name),
                };
                let answer = client.call_raw(method.reads(), self.params(change)).await;
                present.push(self.object(answer)?);
            }
            return Ok(present);
        }
        for some in changes.chunks(BATCH) {
            let mut batch = client.batch();
            let handles: Vec<_> = some
                .iter()
                .map(|change| batch.add_raw(RawMethod::from(name).reads(), self.params(change)))
                .collect();
            let mut results = batch.send().await?;
            for handle in handles {
                let answer = results.take(handle);
                present.push(self.object(answer)?);
            }
        }
        Ok(present)
    }

    fn object(self, answer: Result<Value, AnyError>) -> Result<Present, Failure> {
        match answer {
            Ok(result) => {
                let object = match &self.method.result.at {
                    Some(key) => &result[key.as_str()],
                    None => &result,
                };
                Ok(match object {
                    Value::Map(fields) => Present::Object(fields.clone()),
                    _ => Present::Missing(format!("{} answers no object", self.method.name)),
                })
            }
            Err(error) => match Failure::from(error) {
                Failure::Refused(message) => Ok(Present::Missing(message)),
                other => Err(other),
            },
        }
    }
}

/// A field that a change gives another value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Difference {
    pub(super) field: String,
    pub(super) old: Value,
    pub(super) new: Value,
}

/// The fields that a change gives other values. A value that cannot be compared counts as another
/// one.
pub(super) fn differences(change: &Change, object: &Map<String, Value>) -> Vec<Difference> {
    let fields = fields(change).into_iter().flat_map(Map::iter);
    fields
        .filter_map(|(name, new)| {
            let old = object
                .iter()
                .find(|(known, _)| *known == name || plain(known) == plain(name))
                .map_or(Value::Null, |(_, old)| old.clone());
            (!is_same(&old, new)).then(|| Difference {
                field: name.clone(),
                old,
                new: new.clone(),
            })
        })
        .collect()
}

/// The fields that a change sets.
pub(super) fn fields(change: &Change) -> Option<&Map<String, Value>> {
    let params = change.params.as_map()?;
    let fields = params
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("fields"))?;
    fields.1.as_map()
}

/// A name without its spelling: `STAGE_ID` and `stageId` are one.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|letter| *letter != '_');
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether two values are one, however the portal spells them.
fn is_same(old: &Value, new: &Value) -> bool {
    if is_nothing(old) || is_nothing(new) {
        return is_nothing(old) && is_nothing(new);
    }
    if let (Value::List(old), Value::List(new)) = (old, new) {
        return old.len() == new.len() && old.iter().zip(new).all(|(old, new)| is_same(old, new));
    }
    let (Some(old), Some(new)) = (text(old), text(new)) else {
        return old == new;
    };
    if old == new {
        return true;
    }
    if let (Ok(old), Ok(new)) = (Decimal::from_str(&old), Decimal::from_str(&new)) {
        return old == new;
    }
    if let (Ok(old), Ok(new)) = (old.parse::<DateTime>(), new.parse::<DateTime>()) {
        return match (old.instant(), new.instant()) {
            (Some(old), Some(new)) => old == new,
            _ => old.local() == new.local(),
        };
    }
    // A date, which the portal may write with the time of its beginning.
    let is_day = |text: &str| text.len() == 10;
    match (old.parse::<DateTime>(), new.parse::<bitrix24::Date>()) {
        (Ok(old), Ok(new)) if is_day(&new.to_string()) => old.date() == new,
        _ => is_yes(&old)
            .zip(is_yes(&new))
            .is_some_and(|(old, new)| old == new),
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Text(text) => text.is_empty(),
        Value::List(items) => items.is_empty(),
        _ => false,
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Integer(_) | Value::Float(_) | Value::Bool(_) => Some(value.to_json()),
        _ => None,
    }
}

fn is_yes(text: &str) -> Option<bool> {
    match text {
        "Y" | "true" | "1" => Some(true),
        "N" | "false" | "0" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_value_are_the_same() {
        let value = |json: &str| -> Value { serde_json::from_str(json).expect("JSON") };
        let same = [
            (r#""100.00""#, "100"),
            ("7", r#""7""#),
            (r#""Y""#, "true"),
            ("null", r#""""#),
            ("[]", "null"),
            (r#"["1", 2]"#, "[1, 2]"),
            (
                r#""2025-03-01T12:00:00+03:00""#,
                r#""2025-03-01T09:00:00+00:00""#,
            ),
            (r#""2025-03-01T00:00:00+03:00""#, r#""2025-03-01""#),
        ];
        for (old, new) in same {
            assert!(is_same(&value(old), &value(new)), "{old} and {new}");
        }
        let other = [
            (r#""100.00""#, "101"),
            ("null", "0"),
            (r#""Y""#, r#""N""#),
            ("[1, 2]", "[2, 1]"),
            (r#""a""#, r#""b""#),
            (r#""2025-03-01T00:00:00+03:00""#, r#""2025-03-02""#),
        ];
        for (old, new) in other {
            assert!(!is_same(&value(old), &value(new)), "{old} and {new}");
        }
    }
}
