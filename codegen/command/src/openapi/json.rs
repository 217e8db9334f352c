//! JSON whose keys keep the order in which they were set.

use bitrix24_codegen::model::Json;

/// An object under construction.
#[derive(Debug, Clone, Default)]
pub(super) struct Object(Vec<(String, Json)>);

impl Object {
    /// Sets a key: in its position if it exists, or else at the end.
    pub(super) fn put(&mut self, key: &str, value: impl Into<Json>) {
        let value = value.into();
        match self.0.iter_mut().find(|(known, _)| known == key) {
            Some((_, there)) => *there = value,
            None => self.0.push((key.to_owned(), value)),
        }
    }

    /// Sets a key if the value is `Some`.
    pub(super) fn put_some(&mut self, key: &str, value: Option<impl Into<Json>>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }

    /// Sets a key to `true` if the condition holds.
    pub(super) fn put_true(&mut self, key: &str, holds: bool) {
        self.put_some(key, holds.then_some(true));
    }

    /// Its keys with their values, in order.
    pub(super) fn into_entries(self) -> impl Iterator<Item = (String, Json)> {
        self.0.into_iter()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<K: Into<String>> FromIterator<(K, Json)> for Object {
    fn from_iter<I: IntoIterator<Item = (K, Json)>>(entries: I) -> Self {
        Self(
            entries
                .into_iter()
                .map(|(key, value)| (key.into(), value))
                .collect(),
        )
    }
}

impl From<Object> for Json {
    fn from(object: Object) -> Self {
        Self::Map(object.0.into_iter().collect())
    }
}

/// A list of strings.
pub(super) fn texts<T: Into<Json>>(items: impl IntoIterator<Item = T>) -> Json {
    Json::List(items.into_iter().map(Into::into).collect())
}

/// `anyOf` several schemas.
pub(super) fn any_of<const N: usize>(forms: [Object; N]) -> Object {
    let forms = forms.into_iter().map(Into::into).collect();
    Object::from_iter([("anyOf", Json::List(forms))])
}

/// JSON with one entry per line and a final line break.
pub(super) fn text(json: &Json) -> String {
    let mut text = serde_json::to_string_pretty(json).expect("keys are text, and memory suffices");
    text.push('\n');
    text
}
