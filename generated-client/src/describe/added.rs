//! Descriptions of schemas of users, which `schema!` writes.

use std::collections::HashMap;
use std::fmt;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use serde::Deserialize;

use super::{Method, Type};

/// The error for a text that is not a description.
#[derive(Debug)]
pub struct Unreadable(serde_json::Error);

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text is not a description that `schema!` has written")
    }
}

impl std::error::Error for Unreadable {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

/// What a description has of methods and types.
#[derive(Deserialize)]
struct Description {
    methods: Vec<Method>,
    types: HashMap<String, Type>,
}

/// A description with its text.
struct Added {
    text: String,
    description: &'static Description,
}

/// They are never removed: what they describe is borrowed for as long as the program runs.
static ADDED: RwLock<Vec<Added>> = RwLock::new(Vec::new());

fn added() -> RwLockReadGuard<'static, Vec<Added>> {
    ADDED.read().unwrap_or_else(PoisonError::into_inner)
}

/// Adds the description of a schema of your own: the constant `DESCRIPTION` of
/// `bitrix24::schema!` with the feature `describe`. Returns its methods. [`named`](super::named) finds
/// its types from then on, unless the API has a type of that name.
///
/// A text that was added before is not added again.
///
/// ```
/// use bitrix24::describe;
///
/// let text = r#"{"methods": [], "types": {}}"#;
/// assert_eq!(describe::add(text).expect("a description"), []);
/// assert!(describe::add("{}").is_err());
/// ```
///
/// # Errors
///
/// The text is not a description.
pub fn add(text: &str) -> Result<&'static [Method], Unreadable> {
    let mut added = ADDED.write().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = added.iter().find(|known| known.text == text) {
        return Ok(&known.description.methods);
    }
    let description: Description = serde_json::from_str(text).map_err(Unreadable)?;
    let description: &'static Description = Box::leak(Box::new(description));
    added.push(Added {
        text: text.to_owned(),
        description,
    });
    Ok(&description.methods)
}

pub(super) fn named(name: &str) -> Option<&'static Type> {
    let added = added();
    added
        .iter()
        .find_map(|added| added.description.types.get(name))
}
