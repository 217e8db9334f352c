//! Documented errors for parameters that are missing or wrong, where a page words them in its own way.

use crate::answer::Failure;
use crate::check::{Problem, Trouble};
use bitrix24::describe::{ErrorRow, Method};

/// What some pages call a parameter in the message of an error.
const OTHER_NAMES: [(&str, &str); 2] = [("id", "ownerentityid"), ("fields", "item")];

/// What a message says of a parameter that is not there or no object.
const WRONG: [&str; 6] = [
    "must be array",
    "not defined",
    "invalid",
    "is not found",
    "is empty",
    "is not specified",
];

/// The error of the method whose message names the parameter and says that it is missing or of a wrong type.
pub(super) fn worded(method: &Method, problem: &Problem) -> Option<Failure> {
    if !matches!(problem.trouble(), Trouble::Missing | Trouble::WrongType) {
        return None;
    }
    let name = problem.name().to_lowercase();
    let mut rows = method.errors.iter();
    let row = rows.find(|row| blames(row, &name))?;
    Some(Failure::documented(row, problem.to_string()))
}

fn blames(row: &ErrorRow, name: &str) -> bool {
    let message = row.message.as_deref().unwrap_or_default().to_lowercase();
    let is_word = |wanted: &str| {
        message
            .split(|character: char| !character.is_alphanumeric() && character != '_')
            .any(|word| word == wanted)
    };
    let other = OTHER_NAMES.iter().find(|(known, _)| *known == name);
    (is_word(name) || other.is_some_and(|(_, other)| is_word(other)) || is_spaced(&message, name))
        && WRONG.iter().any(|wrong| message.contains(wrong))
}

/// `Deal id is empty` speaks of `DEAL_ID`.
fn is_spaced(message: &str, name: &str) -> bool {
    name.contains('_') && message.contains(&name.replace('_', " "))
}
