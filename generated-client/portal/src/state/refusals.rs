//! Documented errors for missing and wrong parameters, where a page has its own wording.

use crate::answer::Failure;
use crate::check::{Problem, Trouble};
use bitrix24::describe::{ErrorRow, Method};

/// The names of parameters in the error messages of some pages.
const OTHER_NAMES: [(&str, &str); 2] = [("id", "ownerentityid"), ("fields", "item")];

/// The phrases of messages about a parameter that is missing or not an object.
const WRONG: [&str; 6] = [
    "must be array",
    "not defined",
    "invalid",
    "is not found",
    "is empty",
    "is not specified",
];

/// The error of the method whose message says that the parameter is missing or has a wrong type.
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

/// `Deal id is empty` is about `DEAL_ID`.
fn is_spaced(message: &str, name: &str) -> bool {
    name.contains('_') && message.contains(&name.replace('_', " "))
}
