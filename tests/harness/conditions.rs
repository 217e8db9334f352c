//! Reads the conditions of a filter, with groups of alternatives at any depth.

use bitrix24::Value;

use super::reader::{Reader, Reading};

/// The calls of the typed API that create and join conditions of one filter.
pub struct Conditions<'m, C> {
    /// From an operator, a field and a value.
    pub make: &'m dyn Fn(&str, &str, &Reader<'_>) -> Reading<C>,
    /// By `&`.
    pub both: &'m dyn Fn(C, C) -> C,
    /// As alternatives, where the filter takes them.
    pub any: Option<&'m dyn Fn(Vec<C>) -> C>,
}

impl<C> Conditions<'_, C> {
    /// Reads every remaining key. Returns `None` when there is none.
    pub fn read(&self, reader: &mut Reader<'_>) -> Reading<Option<C>> {
        let logic = reader.value().get("logic").and_then(Value::as_text);
        let mut parts = Vec::new();
        for (key, mut value) in reader.rest() {
            let is_number = key.bytes().all(|byte| byte.is_ascii_digit());
            if self.any.is_some() && key == "logic" {
                continue;
            }
            if self.any.is_some() && is_number && value.value().as_map().is_some() {
                parts.extend(self.read(&mut value)?);
            } else {
                let (prefix, field) = bitrix24_codegen::operators::split(&key);
                parts.push((self.make)(prefix, field, &value)?);
            }
        }
        Ok(match self.any {
            Some(any) if logic.is_some_and(|logic| logic.eq_ignore_ascii_case("or")) => {
                Some(any(parts))
            }
            _ => parts.into_iter().reduce(self.both),
        })
    }
}
