//! "Did you mean …?"

/// The name in `known` that was most likely meant by `name`.
#[cfg(feature = "render")]
pub fn closest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    /// Two names below this similarity are too different to be confused.
    const ALIKE: f64 = 0.6;
    let folded = name.to_lowercase();
    known
        .iter()
        .filter(|candidate| **candidate != name)
        .map(|candidate| (score(&folded, &candidate.to_lowercase()), *candidate))
        .filter(|(score, _)| *score >= ALIKE)
        // The first of equals, so that the result does not depend on how the maximum is found.
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, candidate)| candidate)
}

/// The similarity of two words: edits in relation to length, or one containing the other.
#[cfg(feature = "render")]
fn score(name: &str, candidate: &str) -> f64 {
    let edits = strsim::normalized_damerau_levenshtein(name, candidate);
    // `crm.Deal` for `Deal`: users remember the last part of a dotted name.
    let last = candidate.rsplit('.').next().unwrap_or(candidate);
    if last == name { edits.max(0.9) } else { edits }
}

/// Without the feature `render` there are no suggestions.
#[cfg(not(feature = "render"))]
pub fn closest<'a>(_name: &str, _known: &[&'a str]) -> Option<&'a str> {
    None
}

#[cfg(all(test, feature = "render"))]
mod tests {
    use super::closest;

    #[test]
    fn misspellings_find_their_word() {
        assert_eq!(
            closest("requird", &["type", "required", "required_keys"]),
            Some("required")
        );
        assert_eq!(closest("Deal", &["crm.Lead", "crm.Deal"]), Some("crm.Deal"));
        assert_eq!(closest("integr", &["string", "integer"]), Some("integer"));
        assert_eq!(closest("zebra", &["string", "integer"]), None);
    }
}
