//! Compares names in different spellings.

/// A name in lower case, only its letters and digits: file names, titles and SDKs separate words in
/// different ways.
pub(crate) fn letters(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|character| character.to_ascii_lowercase())
        .collect()
}

/// A name in lower case, without underscores: requests and answers spell one name in two ways,
/// `ownerId` and `OWNER_ID`.
pub(crate) fn uncased(name: &str) -> String {
    name.replace('_', "").to_lowercase()
}
