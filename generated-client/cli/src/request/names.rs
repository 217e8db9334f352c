//! Names of parameters and fields, and what was probably meant by another one.

use bitrix24::describe::{Field, ObjectShape};
use bitrix24::internal::fits;

/// The names that an object may have.
#[derive(Clone, Copy)]
pub(crate) struct Names<'a> {
    pub(crate) fields: &'a [Field],
    pub(crate) patterns: &'a [Field],
}

impl<'a> Names<'a> {
    pub(crate) fn of(object: &'a ObjectShape) -> Self {
        Self {
            fields: &object.fields,
            patterns: &object.patterns,
        }
    }

    /// The name in the spelling of the documentation, and its field: exactly, then without regard
    /// to case, `_` and `-`, then as one of a family.
    pub(crate) fn find(self, name: &str) -> Option<(String, &'a Field)> {
        if let Some(field) = self.fields.iter().find(|field| field.is_named(name)) {
            return Some((name.to_owned(), field));
        }
        if let Some(field) = self.patterns.iter().find(|field| fits(&field.name, name)) {
            return Some((name.to_owned(), field));
        }
        let folded = fold(name);
        let mut similar = self
            .fields
            .iter()
            .filter(|field| fold(&field.name) == folded);
        match (similar.next(), similar.next()) {
            (Some(field), None) => Some((field.name.clone(), field)),
            _ => None,
        }
    }

    /// A phrase with the name that was probably meant, or with all names if there are few.
    pub(crate) fn suggestion(self, name: &str) -> String {
        let names = self.fields.iter().map(|field| field.name.as_str());
        match closest(name, names) {
            Some(similar) => format!("; did you mean `{similar}`?"),
            None if self.fields.is_empty() && self.patterns.is_empty() => {
                "; there are none".to_owned()
            }
            None if self.fields.len() + self.patterns.len() <= 12 => {
                let all = self.fields.iter().chain(self.patterns);
                let all: Vec<&str> = all.map(|field| field.name.as_str()).collect();
                format!("; there are {}", all.join(", "))
            }
            None => String::new(),
        }
    }
}

/// A name without case and separators.
fn fold(name: &str) -> String {
    let letters = name.chars().filter(|letter| !matches!(letter, '_' | '-'));
    letters.flat_map(char::to_lowercase).collect()
}

/// The name that is most like another one, if one is like it at all.
pub(crate) fn closest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let folded = fold(name);
    let scored = known.map(|known| {
        let other = fold(known);
        let nearness = strsim::normalized_damerau_levenshtein(&folded, &other);
        (nearness, known)
    });
    let best = scored.max_by(|(a, _), (b, _)| a.total_cmp(b))?;
    (best.0 >= 0.6).then_some(best.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised() {
        let names = ["TITLE", "TYPE_ID", "STAGE_ID"];
        assert_eq!(closest("TITEL", names.into_iter()), Some("TITLE"));
        assert_eq!(closest("stageid", names.into_iter()), Some("STAGE_ID"));
        assert_eq!(closest("COLOUR", names.into_iter()), None);
    }
}
