//! Commands without the types of their results.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::error::{BatchProblem, RequestKind};
use crate::error_kind::ErrorRow;
use crate::params::Params;
use crate::request::{Effect, Method};
use crate::value::{Map, Value};
use crate::{RawMethod, RawParams};

use super::plan::{Need, Node};
use super::query;
use super::reference::{self, Found, MARK, Origin};

/// A command that has been added.
#[derive(Debug)]
pub(super) struct Command {
    pub(super) method: Cow<'static, str>,
    /// The documented errors of the method.
    pub(super) errors: &'static [ErrorRow],
    pub(super) version: u8,
    pub(super) effect: Effect,
    /// An object, or a list for a positional method.
    params: Value,
    /// The results that the command refers to, by their placeholders in the parameters.
    pub(super) references: Vec<(String, Found)>,
}

/// A command, or why it is refused, with the name of its method.
pub(super) type Checked = Result<Command, (String, RequestKind)>;

impl Command {
    /// The command of a typed request.
    pub(super) fn typed(
        method: &'static Method,
        errors: &'static [ErrorRow],
        params: Params,
        batch: &str,
    ) -> Checked {
        let command = || {
            if !method.batch {
                return Err(RequestKind::Batch(BatchProblem::NotAllowed));
            }
            let (mut params, refers) = params.into_value().map_err(RequestKind::Params)?;
            if method.positional
                && let Value::Map(map) = params
            {
                params = Value::List(Params::of(map).into_list(method.order));
            }
            Self {
                method: method.name.into(),
                errors,
                version: method.version,
                effect: method.effect,
                params,
                references: Vec::new(),
            }
            .checked(refers, batch)
        };
        command().map_err(|kind| (method.name.to_owned(), kind))
    }

    /// The command of a method that is called by name. `order` has the names of positional
    /// parameters, which are given by name.
    pub(super) fn raw(
        method: &RawMethod,
        params: RawParams,
        order: &[String],
        batch: &str,
    ) -> Checked {
        let command = || {
            method.check()?;
            if method.name().eq_ignore_ascii_case("batch") {
                return Err(RequestKind::Batch(BatchProblem::NotAllowed));
            }
            let (params, refers) = params.into_value()?;
            let params = match params {
                Value::Map(map) if !order.is_empty() => {
                    Value::List(Params::of(map).into_list(order))
                }
                params => params,
            };
            Self {
                method: method.name().to_owned().into(),
                errors: &[],
                version: method.version(),
                effect: method.effect(),
                params,
                references: Vec::new(),
            }
            .checked(refers, batch)
        };
        command().map_err(|kind| (method.name().to_owned(), kind))
    }

    /// Finds the references, and refuses text that the portal would take for one or could not read.
    fn checked(mut self, refers: bool, batch: &str) -> Result<Self, RequestKind> {
        let mut references = Vec::new();
        let found = find(&self.params, &mut |text| {
            match reference::read(text, batch) {
                Origin::Here(found) if refers => references.push((text.to_owned(), found)),
                Origin::OtherBatch if refers => return Err(BatchProblem::OtherBatch),
                _ => return Err(BatchProblem::Text),
            }
            Ok(())
        });
        found.map_err(RequestKind::Batch)?;
        self.references = references;
        if self.version < 3 {
            // Names and depth do not depend on the values of references.
            query::write(&self.method, &self.params).map_err(RequestKind::Batch)?;
        }
        Ok(self)
    }

    /// The command as a node of the plan. With `resolve`, a write gets values only from the client.
    pub(super) fn node(&self, resolve: bool) -> Node {
        let waits = resolve && self.effect == Effect::Write;
        let need = |(_, found): &(String, Found)| Need {
            on: found.command,
            by_value: waits || found.is_ambiguous(),
        };
        Node {
            version: self.version,
            needs: self.references.iter().map(need).collect(),
        }
    }

    /// The command as text of a request; `values` are those of its references.
    pub(super) fn write(&self, values: &HashMap<&str, Value>) -> Value {
        let params = if values.is_empty() {
            Cow::Borrowed(&self.params)
        } else {
            Cow::Owned(substituted(&self.params, values))
        };
        if self.version < 3 {
            let query = query::write(&self.method, &params);
            // A placeholder is text already, so its value cannot be refused.
            return Value::Text(query.unwrap_or_default());
        }
        Value::Map(Map::from([
            ("method".to_owned(), Value::from(&*self.method)),
            ("query".to_owned(), params.into_owned()),
        ]))
    }
}

/// Calls `found` with each text that contains the portal's mark.
fn find(
    value: &Value,
    found: &mut dyn FnMut(&str) -> Result<(), BatchProblem>,
) -> Result<(), BatchProblem> {
    match value {
        Value::Text(text) if text.contains(MARK) => found(text),
        Value::List(items) => items.iter().try_for_each(|item| find(item, found)),
        Value::Map(map) => map.iter().try_for_each(|(key, value)| {
            if key.contains(MARK) {
                return Err(BatchProblem::Text);
            }
            find(value, found)
        }),
        _ => Ok(()),
    }
}

fn substituted(value: &Value, values: &HashMap<&str, Value>) -> Value {
    match value {
        Value::Text(text) => values.get(text.as_str()).unwrap_or(value).clone(),
        Value::List(items) => {
            Value::List(items.iter().map(|item| substituted(item, values)).collect())
        }
        Value::Map(map) => Value::Map(
            map.iter()
                .map(|(key, value)| (key.clone(), substituted(value, values)))
                .collect(),
        ),
        other => other.clone(),
    }
}
