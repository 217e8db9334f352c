//! The conditions of a filter. Each is stored under its operator and field, groups of them under
//! numbers: `{"0": {"logic": "OR", "0": {"=name": ""}, "1": {"=title": ""}}, ">id": 5}`.

use crate::params::{Erased, Form, Params, ParamsProblem};
use crate::value::{Map, Value};

/// The key for how the conditions of a group are joined.
pub(super) const LOGIC: &str = "logic";

impl Params {
    /// Sets a condition; a second one under the same key is a problem.
    pub(crate) fn with_condition(mut self, key: &str, value: Erased) -> Self {
        let other = |old: &Value| value.value.as_ref().is_some_and(|value| value != old);
        if self.entries.get(key).is_some_and(other) {
            self.note(Some(Box::new(ParamsProblem::SameCondition {
                key: key.to_owned(),
            })));
        }
        self.note_form(key, value.form);
        self.put(key, value);
        self
    }

    /// Adds other conditions; all of them must hold. Groups of alternatives are numbered again, so
    /// that none replaces another.
    pub(crate) fn all(mut self, other: Self) -> Self {
        for key in other.booleans() {
            self.note_form(key, Form::Boolean);
        }
        self.note(other.problem);
        for (key, value) in other.entries {
            if is_group(&key, &value) {
                if !self.entries.iter().any(|(_, old)| *old == value) {
                    let number = self.free_number();
                    self.entries.push(number, value);
                }
            } else {
                let value = Erased {
                    value: Some(value),
                    form: Form::Other,
                    problem: None,
                };
                self = self.with_condition(&key, value);
            }
        }
        self
    }

    /// Writes equality as a key without an operator, in groups too.
    pub(crate) fn with_bare_keys(mut self) -> Self {
        if let Some(key) = bare(&mut self.entries) {
            self.note(Some(Box::new(ParamsProblem::SameCondition { key })));
        }
        self
    }

    /// Alternatives, of which one must hold. Each has a group of its own, so that all may use the
    /// same keys.
    pub(crate) fn any(alternatives: impl IntoIterator<Item = Self>) -> Self {
        let mut any = Self::new();
        let mut group = Map::new();
        group.push(LOGIC.to_owned(), "OR".into());
        for alternative in alternatives {
            any.note(alternative.problem.clone());
            for key in alternative.booleans() {
                any.note_form(key, Form::Boolean);
            }
            if alternative.is_empty() {
                any.note(Some(Box::new(ParamsProblem::NoCondition)));
            }
            for branch in alternative.branches() {
                let number = group.len() - 1;
                group.push(number.to_string(), branch);
            }
        }
        match group.len() {
            1 => any.note(Some(Box::new(ParamsProblem::NoCondition))),
            // A single alternative needs no group.
            2 => {
                if let Some((_, Value::Map(only))) = group.into_iter().nth(1) {
                    any.entries = only;
                }
            }
            _ => any.entries.push("0".to_owned(), Value::Map(group)),
        }
        any
    }

    /// The alternatives of these conditions, if they are one group; otherwise they are one
    /// alternative.
    fn branches(self) -> Vec<Value> {
        let is_choice = self.entries.len() == 1
            && self.entries.iter().all(|(key, value)| {
                is_group(key, value) && value.get(LOGIC).and_then(Value::as_text) == Some("OR")
            });
        if !is_choice {
            return vec![Value::Map(self.entries)];
        }
        self.entries
            .into_iter()
            .filter_map(|(_, group)| match group {
                Value::Map(group) => Some(group),
                _ => None,
            })
            .flatten()
            .filter_map(|(key, branch)| (key != LOGIC).then_some(branch))
            .collect()
    }

    fn free_number(&self) -> String {
        (0..=self.entries.len())
            .map(|number| number.to_string())
            .find(|number| !self.entries.contains_key(number))
            .expect("there is one number more than entries")
    }
}

/// Whether an entry is a group of conditions and not a condition.
pub(super) fn is_group(key: &str, value: &Value) -> bool {
    !key.is_empty()
        && key.bytes().all(|byte| byte.is_ascii_digit())
        && matches!(value, Value::Map(_))
}

/// Removes the operator `=` of keys. Returns a field that has two conditions then.
fn bare(conditions: &mut Map<String, Value>) -> Option<String> {
    let mut same = None;
    let is_equality = |key: &str| {
        key.strip_prefix('=')
            .is_some_and(|field| !field.starts_with(['%', '=']))
    };
    if conditions
        .iter()
        .any(|(key, value)| is_equality(key) || value.as_map().is_some())
    {
        let mut written = Map::new();
        for (key, mut value) in std::mem::take(conditions) {
            if is_group(&key, &value)
                && let Value::Map(group) = &mut value
            {
                same = same.or(bare(group));
            }
            let key = if is_equality(&key) {
                key[1..].to_owned()
            } else {
                key
            };
            match written.get(&key) {
                Some(old) if *old != value => same = Some(key),
                Some(_) => {}
                None => written.push(key, value),
            }
        }
        *conditions = written;
    }
    same
}
