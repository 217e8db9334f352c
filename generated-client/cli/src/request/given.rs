//! What a user gave for a parameter: words, JSON, parts of it, or all of these.

use bitrix24::{Map, Value};

/// What was given for a parameter or a part of one.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Given {
    /// Words, in their order: `--id 1 --id 2`.
    pub(crate) words: Vec<String>,
    /// JSON, from `--json` or a file.
    pub(crate) json: Option<Value>,
    /// Parts by their names: `--fields.TITLE x`.
    pub(crate) parts: Vec<(String, Given)>,
}

impl Given {
    /// JSON alone.
    pub(crate) fn json(value: Value) -> Self {
        Self {
            json: Some(value),
            ..Self::default()
        }
    }

    /// One word alone.
    pub(crate) fn word(word: impl Into<String>) -> Self {
        Self {
            words: vec![word.into()],
            ..Self::default()
        }
    }

    /// Adds a word at a path with dots.
    pub(crate) fn add(&mut self, path: &str, word: String) {
        let mut place = self;
        for name in path.split('.') {
            place = place.part(name);
        }
        place.words.push(word);
    }

    /// The part of that name, which is created if it is missing.
    fn part(&mut self, name: &str) -> &mut Self {
        let index = match self.parts.iter().position(|(known, _)| known == name) {
            Some(index) => index,
            None => {
                self.parts.push((name.to_owned(), Self::default()));
                self.parts.len() - 1
            }
        };
        &mut self.parts[index].1
    }

    /// The parts of an object, those of its JSON first. A part that is given twice has both.
    pub(crate) fn into_parts(self) -> Result<Vec<(String, Self)>, NotAnObject> {
        let mut whole = Self::default();
        match self.json {
            None => {}
            Some(Value::Map(map)) => whole.merge(map),
            // PHP writes an empty object as `[]`.
            Some(Value::List(items)) if items.is_empty() => {}
            Some(_) => return Err(NotAnObject),
        }
        for word in self.words {
            match serde_json::from_str(&word) {
                Ok(Value::Map(map)) if word.starts_with('{') => whole.merge(map),
                _ => {
                    let (name, value) = assignment(&word).ok_or(NotAnObject)?;
                    whole.part(name).words.push(value.to_owned());
                }
            }
        }
        for (name, part) in self.parts {
            let old = whole.part(&name);
            // Words and parts replace what the JSON had under the same name.
            if part.parts.is_empty() || old.json.as_ref().is_some_and(|old| old.as_map().is_none())
            {
                old.json = None;
            }
            old.words.extend(part.words);
            old.parts.extend(part.parts);
        }
        Ok(whole.parts)
    }

    fn merge(&mut self, map: Map<String, Value>) {
        for (name, value) in map {
            self.part(&name).json = Some(value);
        }
    }
}

/// The value is not an object.
#[derive(Debug)]
pub(crate) struct NotAnObject;

/// The name and the value of `TITLE=Roof`. A name may begin with the operator of a filter, and
/// operators have `=` in them: `>=OPPORTUNITY=1000`.
pub(crate) fn assignment(word: &str) -> Option<(&str, &str)> {
    let operator = word.len() - word.trim_start_matches(OPERATORS).len();
    let equals = operator + word.get(operator..)?.find('=')?;
    (equals > operator).then(|| (&word[..equals], &word[equals + 1..]))
}

/// The items of a list in one word: JSON is one item, and commas divide the rest.
pub(crate) fn items(word: &str) -> Vec<String> {
    if word.starts_with(['[', '{']) {
        vec![word.to_owned()]
    } else {
        word.split(',').map(str::to_owned).collect()
    }
}

/// The characters of operators in keys of filters.
pub(crate) const OPERATORS: [char; 10] = ['=', '!', '>', '<', '%', '@', '+', '?', '~', '*'];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_belong_to_the_name() {
        assert_eq!(assignment("TITLE=a=b"), Some(("TITLE", "a=b")));
        assert_eq!(
            assignment(">=OPPORTUNITY=1000"),
            Some((">=OPPORTUNITY", "1000"))
        );
        assert_eq!(assignment("=STAGE_ID="), Some(("=STAGE_ID", "")));
        assert_eq!(assignment("TITLE"), None);
        assert_eq!(assignment(">=5"), None);
        assert_eq!(assignment("=="), None);
    }

    #[test]
    fn parts_replace_what_the_json_has() {
        let mut given =
            Given::json(serde_json::from_str(r#"{"a": 1, "b": {"c": 2, "d": 3}}"#).expect("JSON"));
        given.add("a", "5".to_owned());
        given.add("b.c", "6".to_owned());
        let parts = given.into_parts().expect("an object");
        assert_eq!(parts[0], ("a".to_owned(), Given::word("5")));
        let inner = parts[1].1.clone().into_parts().expect("an object");
        assert_eq!(inner[0], ("c".to_owned(), Given::word("6")));
        assert_eq!(inner[1], ("d".to_owned(), Given::json(Value::Integer(3))));
    }
}
