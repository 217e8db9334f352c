//! Conditions in the form of REST 3.0: a list of `[field, operator, value]`, in which alternatives
//! are `{"logic": "or", "conditions": […]}`.
//!
//! The documentation shows such a group only in the list of the filter, and only with single
//! conditions. So a group cannot contain another group, nor several conditions that must hold
//! together.

use super::group::{LOGIC, is_group};
use super::op;
use crate::params::{Erased, Form, Params, ParamsProblem};
use crate::value::{Map, Value};

impl Params {
    /// The conditions as a list.
    pub(crate) fn listed(self) -> Erased {
        let mut problem = self.problem;
        let item = |(key, value): (String, Value)| match alternatives(&key, &value) {
            Some(alternatives) => {
                let conditions = alternatives.into_iter().filter_map(|alternative| {
                    let single = single(alternative);
                    if single.is_none() && problem.is_none() {
                        problem = Some(Box::new(ParamsProblem::NotSingle));
                    }
                    single
                });
                group(conditions.collect())
            }
            None => condition(&key, value),
        };
        let items: Vec<Value> = self.entries.into_iter().map(item).collect();
        Erased {
            value: Some(Value::List(items)),
            form: Form::Other,
            problem,
        }
    }
}

/// The alternatives of an entry, if it is a group of them.
fn alternatives<'v>(key: &str, value: &'v Value) -> Option<Vec<&'v Value>> {
    let group = value.as_map().filter(|_| is_group(key, value))?;
    group.get(LOGIC)?;
    let alternatives = group.iter().filter(|(key, _)| *key != LOGIC);
    Some(alternatives.map(|(_, alternative)| alternative).collect())
}

/// The only condition of an alternative.
fn single(alternative: &Value) -> Option<Value> {
    let mut conditions = alternative.as_map()?.iter();
    match (conditions.next(), conditions.next()) {
        (Some((key, value)), None) if !is_group(key, value) => Some(condition(key, value.clone())),
        _ => None,
    }
}

fn condition(key: &str, value: Value) -> Value {
    let (operator, field) = op::split(key);
    Value::List(vec![field.into(), op::word(operator).into(), value])
}

fn group(conditions: Vec<Value>) -> Value {
    let mut group = Map::new();
    group.push(LOGIC.to_owned(), "or".into());
    group.push("conditions".to_owned(), Value::List(conditions));
    Value::Map(group)
}
