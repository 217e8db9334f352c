//! Documented values and defaults.

use crate::facts::{Item, Wire};
use bitrix24_codegen::model::Json;
use bitrix24_codegen::pattern::fits;

use super::How;

/// Added and removed documented values.
#[derive(Debug, Default)]
pub(crate) struct Difference<'f> {
    /// Values that are new.
    pub(crate) added: Vec<&'f str>,
    /// Values that are gone.
    pub(crate) removed: Vec<&'f str>,
}

impl Difference<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty()
    }
}

/// The difference of the values of an item.
pub(crate) fn difference<'f>(old: &'f Item, new: &'f Item, how: How) -> Difference<'f> {
    if how == How::Schema
        && (new.values.is_empty()
            || is_truth(old) && new.values.iter().all(|value| truth(value).is_some()))
    {
        return Difference::default();
    }
    let covers =
        |known: &[String], value: &str| known.iter().any(|one| one == value || fits(one, value));
    let without = |values: &'f [String], known: &[String]| {
        values
            .iter()
            .map(String::as_str)
            .filter(|value| !covers(known, value))
            .collect()
    };
    let mut difference = Difference {
        added: without(&new.values, &old.values),
        removed: without(&old.values, &new.values),
    };
    if how == How::Schema {
        // A family that includes one of the page's values is not removed.
        difference
            .removed
            .retain(|pattern| !new.values.iter().any(|value| fits(pattern, value)));
    }
    difference
}

/// Whether a page's values show that a flag of the schema is none.
pub(super) fn contradict_flag(old: &Item, new: &Item) -> bool {
    old.wire() == Wire::Flag
        && new.wire() != Wire::Flag
        && !new.values.is_empty()
        && new
            .values
            .iter()
            .any(|value| !matches!(value.as_str(), "Y" | "N"))
}

/// Whether two filters take the same operators, in whatever order.
pub(super) fn same_operators(old: &Item, new: &Item) -> bool {
    let has_all = |one: &Item, other: &Item| {
        let mut operators = other.operators.iter();
        operators.all(|operator| one.operators.contains(operator))
    };
    has_all(old, new) && has_all(new, old)
}

/// Whether two defaults are one. Against the schema, and of values of two types, `"5"` is 5, and
/// `true` of a flag is `Y`.
pub(super) fn same_default(old: &Item, new: &Item, how: How) -> bool {
    let (Some(before), Some(after)) = (&old.default, &new.default) else {
        return old.default.is_none() && new.default.is_none();
    };
    if before == after {
        return true;
    }
    let read =
        |text: &str| serde_json::from_str(text).unwrap_or_else(|_| Json::Text(text.to_owned()));
    let (before, after) = (read(before), read(after));
    // A type that is another spells the same default in another way, which is no second change.
    let is_retyped = how == How::Schema || !old.shape.is_same(&new.shape);
    before == after
        || number(&before).is_some_and(|value| number(&after) == Some(value))
        || is_retyped
            && (bare(&before) == bare(&after)
                || is_truth(old)
                    && truth(&bare(&before)).is_some_and(|is| truth(&bare(&after)) == Some(is)))
}

/// The text of a scalar without quotes.
fn bare(value: &Json) -> String {
    match value {
        Json::Text(text) => text.clone(),
        other => serde_json::to_string(other).unwrap_or_default(),
    }
}

#[allow(clippy::cast_precision_loss)]
fn number(value: &Json) -> Option<f64> {
    match value {
        Json::Integer(value) => Some(*value as f64),
        Json::Float(value) => Some(*value),
        _ => None,
    }
}

fn is_truth(item: &Item) -> bool {
    matches!(item.wire(), Wire::Flag | Wire::Boolean)
}

fn truth(value: &str) -> Option<bool> {
    match value {
        "Y" | "true" | "1" => Some(true),
        "N" | "false" | "0" => Some(false),
        _ => None,
    }
}
