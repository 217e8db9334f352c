//! The effect of a change on users of the generated client.

use crate::facts::{Facts, Item, Kind, Required, Shape, Wire};

use super::How;
use super::values;
use super::what::{ErrorFact, ItemFact, List, MethodFact, What};

/// The part of the version number that a change increases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// No change that code could notice.
    Patch,
    /// An addition.
    Minor,
    /// Code may stop compiling.
    Breaking,
}

impl Level {
    /// The level in a word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Breaking => "breaking",
        }
    }
}

/// A level, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// The level.
    pub level: Level,
    /// Its effect on the emitted code, in a few words.
    pub reason: &'static str,
}

/// The reason for a fact without an effect, since both sides have it.
const NOTHING: &str = "nothing changed";

const fn patch(reason: &'static str) -> Verdict {
    Verdict {
        level: Level::Patch,
        reason,
    }
}

const fn minor(reason: &'static str) -> Verdict {
    Verdict {
        level: Level::Minor,
        reason,
    }
}

const fn breaking(reason: &'static str) -> Verdict {
    Verdict {
        level: Level::Breaking,
        reason,
    }
}

/// The verdict on a change.
pub(super) fn of(before: Option<&Facts>, after: Option<&Facts>, what: &What<'_>) -> Verdict {
    match *what {
        What::Method(fact) => method(fact, before, after),
        What::Error { fact, .. } => match fact {
            ErrorFact::Present => patch(NOTHING),
            ErrorFact::Added => minor("the enumeration of errors is open"),
            ErrorFact::Removed => breaking("the variant is gone"),
            ErrorFact::Code => patch("the variant is chosen by another code"),
            ErrorFact::Message => patch("the variant is chosen by another message"),
            ErrorFact::Status => patch("the status is a hint"),
            ErrorFact::Validation => patch("the list of an error is open"),
        },
        What::Item {
            list,
            fact,
            before,
            after,
            ..
        } => item(list, fact, before.first(), after.first()),
    }
}

fn method(fact: MethodFact, before: Option<&Facts>, after: Option<&Facts>) -> Verdict {
    let facts = after.or(before);
    let is_event = facts.is_some_and(|facts| facts.kind == Kind::Event);
    match fact {
        MethodFact::Present => patch(NOTHING),
        MethodFact::Added if is_event => minor("the enumeration of events is open"),
        MethodFact::Added => minor("a new function"),
        MethodFact::Removed if is_event => breaking("the variant is gone"),
        MethodFact::Removed => breaking("the function is gone"),
        MethodFact::Renamed => breaking("the old name is gone"),
        MethodFact::Deprecated if after.is_some_and(|facts| facts.deprecated) => {
            minor("the call function warns")
        }
        MethodFact::Deprecated => patch("the call function warns no more"),
        MethodFact::Replacement => patch("the warning names another method"),
        MethodFact::Scope => {
            let lost = before.zip(after).is_some_and(|(before, after)| {
                before
                    .scope
                    .iter()
                    .any(|scope| !after.scope.contains(scope))
            });
            if lost {
                breaking("it is gone from a feature")
            } else {
                minor("it comes to another feature")
            }
        }
        MethodFact::Failure => minor("other answers are errors"),
        MethodFact::Data => breaking("the Rust type is another"),
        MethodFact::Codes => {
            let lost = before.zip(after).is_some_and(|(before, after)| {
                before.codes.iter().any(|code| !after.codes.contains(code))
            });
            if lost {
                breaking("a variant is gone")
            } else {
                minor("there is a new variant")
            }
        }
        MethodFact::Access | MethodFact::Page | MethodFact::Notes => {
            patch("it is said in the documentation only")
        }
        MethodFact::Paging => match before
            .zip(after)
            .map(|(old, new)| (&old.paging, &new.paging))
        {
            Some((None, Some(_))) => minor("it can be read as a list"),
            Some((Some(_), None)) => breaking("it cannot be read as a list"),
            Some((Some(old), Some(new))) if (old.style, &old.at) != (new.style, &new.at) => {
                breaking("the parameters of a page are others")
            }
            Some((Some(old), Some(new))) if old.cursor.is_some() && new.cursor.is_none() => {
                breaking("it cannot be read by a cursor")
            }
            _ => patch("pages are read as before"),
        },
    }
}

fn item(list: List, fact: ItemFact, before: Option<&Item>, after: Option<&Item>) -> Verdict {
    let sent = matches!(list, List::Params | List::Options);
    let now = after.map(|item| item.required);
    match fact {
        ItemFact::Present => patch(NOTHING),
        ItemFact::Added if !sent => minor("structs of answers are open"),
        ItemFact::Added => match now {
            Some(Required::Yes) => breaking("the constructor takes one more argument"),
            _ => minor("a new setter"),
        },
        ItemFact::Removed if sent => breaking("the parameter is gone"),
        ItemFact::Removed => breaking("the field is gone"),
        ItemFact::Renamed
            if before
                .zip(after)
                .is_some_and(|(old, new)| is_respelt(old, new)) =>
        {
            breaking("the name is spelt in another case")
        }
        ItemFact::Renamed => breaking("the old name is gone"),
        ItemFact::Required if !sent => patch("nothing is sent here"),
        ItemFact::Required => match (before.map(|item| item.required), now) {
            (_, Some(Required::Yes)) => breaking("the constructor takes it"),
            (Some(Required::Yes), _) => breaking("a setter takes it instead of the constructor"),
            (Some(Required::Sometimes), _) | (_, Some(Required::Sometimes)) => {
                breaking("the constructor may take it as one of several")
            }
            _ => patch("a setter takes it as before"),
        },
        ItemFact::Type => match before.zip(after) {
            Some((old, new)) if same_in_rust(old, new) => patch("the Rust type stays the same"),
            _ => breaking("the Rust type is another"),
        },
        ItemFact::Values => before
            .zip(after)
            .map_or(patch("nothing was listed"), |(old, new)| {
                let difference = values::difference(old, new, How::Snapshots);
                if old.values.is_empty() || new.values.is_empty() {
                    breaking("the Rust type is another")
                } else if difference.removed.is_empty() {
                    minor("enumerations of values are open")
                } else {
                    breaking("the variant is gone")
                }
            }),
        // A filter without stated operators takes every one.
        ItemFact::Operators => before.zip(after).map_or(patch(NOTHING), |(old, new)| {
            let takes_all = |one: &Item, other: &Item| {
                let mut operators = other.operators.iter();
                one.operators.is_empty()
                    || !other.operators.is_empty()
                        && operators.all(|operator| one.operators.contains(operator))
            };
            if takes_all(new, old) {
                minor("the filter takes more operators")
            } else {
                breaking("conditions with the operator do not compile")
            }
        }),
        ItemFact::Default | ItemFact::Nullable | ItemFact::Deprecated | ItemFact::Source => {
            patch("it is said in the documentation only")
        }
    }
}

/// Whether two names differ only in case.
fn is_respelt(old: &Item, new: &Item) -> bool {
    let name = |item: &'_ Item| {
        let name = item.path.rsplit(['.', ']', '}']).next();
        name.unwrap_or_default().to_lowercase()
    };
    name(old) == name(new)
}

/// Whether a changed type is read and written by the same type of Rust.
fn same_in_rust(old: &Item, new: &Item) -> bool {
    match (&old.wire(), &new.wire()) {
        (Wire::Number, Wire::Number) => {
            // `f64` and an exact number are two.
            old.shape.is_exact() == new.shape.is_exact()
        }
        // A type with a name of its own may be an identifier, which is a type of its own.
        (Wire::Integer, Wire::Integer) | (Wire::Text, Wire::Text) => is_plain(old) && is_plain(new),
        (Wire::Boolean | Wire::Flag, Wire::Boolean | Wire::Flag)
        | (Wire::Date, Wire::Date)
        | (Wire::DateTime, Wire::DateTime)
        | (Wire::Timestamp, Wire::Timestamp)
        | (Wire::File, Wire::File)
        | (Wire::Any, Wire::Any) => true,
        _ => false,
    }
}

/// Whether a type only says what is on the wire.
fn is_plain(item: &Item) -> bool {
    matches!(item.shape, Shape::Scalar(_)) && item.values.is_empty()
}
