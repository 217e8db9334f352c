//! "Did you mean …?"

/// The name among `known` that `name` is most likely a misspelling of.
#[cfg(feature = "render")]
pub fn closest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    /// Below this two names have too little in common to be confused.
    const ALIKE: f64 = 0.6;
    let folded = name.to_lowercase();
    known
        .iter()
        .filter(|candidate| **candidate != name)
        .map(|candidate| (score(&folded, &candidate.to_lowercase()), *candidate))
        .filter(|(score, _)| *score >= ALIKE)
        // The first of equals, so that the answer does not depend on how the maximum is sought.
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, candidate)| candidate)
}

/// How alike two words are: edits by length, and words of which one holds the other in full.
#[cfg(feature = "render")]
fn score(name: &str, candidate: &str) -> f64 {
    let edits = strsim::normalized_damerau_levenshtein(name, candidate);
    // `crm.Deal` for `Deal`: the last part of a dotted name is what people remember.
    let last = candidate.rsplit('.').next().unwrap_or(candidate);
    if last == name { edits.max(0.9) } else { edits }
}

/// Without the feature `render` nothing is suggested.
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
