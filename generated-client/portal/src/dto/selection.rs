//! Selections: fields of an object, and, after a dot, those of related objects.

use super::kinds::Entity;
use super::refusal::{refused, unknown};
use crate::answer::Failure;
use bitrix24::describe::{Kind, Method, Use};
use bitrix24::{Map, Value};

/// The selected fields.
#[derive(Debug, Default)]
pub(crate) struct Selection {
    /// Fields of the object itself.
    own: Vec<String>,
    /// Related objects, with their selected fields.
    related: Vec<(String, Selection)>,
}

impl Selection {
    pub(super) fn read(method: &Method, of: &str, value: &Value) -> Result<Self, Failure> {
        let malformed = || {
            let message = format!("Unable to recognize the select expression `{value}`");
            refused(method, "INVALIDSELECT", message)
        };
        let mut selection = Self::default();
        for path in value.as_list().ok_or_else(malformed)? {
            let path = path.as_text().ok_or_else(malformed)?;
            selection.add(method, Entity::named(of), path)?;
        }
        Ok(selection)
    }

    /// Adds a path. Unknown fields of the object itself are ignored, those of related objects are
    /// an error.
    fn add(
        &mut self,
        method: &Method,
        entity: Option<Entity<'_>>,
        path: &str,
    ) -> Result<(), Failure> {
        let Some((head, rest)) = path.split_once('.') else {
            self.own.push(path.to_owned());
            return Ok(());
        };
        let field = entity.and_then(|entity| {
            let mut fields = entity.shape.fields.iter();
            fields.find(|field| field.is_named(head) && !field.without.contains(&Use::Select))
        });
        let missing = |entity: Option<Entity<'_>>, field| {
            let entity = entity.map_or("object", |entity| entity.name);
            unknown(method, entity, field)
        };
        // An object that the schema does not describe is one of the same type.
        let target = match field.map(|field| &field.kind) {
            Some(Kind::Map(..)) => entity,
            Some(kind) => Entity::of(kind),
            None => None,
        };
        let Some(target) = target else {
            return Err(missing(entity, head));
        };
        let next = rest.split('.').next().unwrap_or_default();
        if !target.shape.fields.iter().any(|field| field.is_named(next)) {
            return Err(missing(Some(target), next));
        }
        let known = self.related.iter().position(|(name, _)| name == head);
        let index = known.unwrap_or_else(|| {
            self.related.push((head.to_owned(), Self::default()));
            self.related.len() - 1
        });
        self.related[index].1.add(method, Some(target), rest)
    }

    /// Whether it names no field of the object itself.
    pub(crate) fn is_of_related_only(&self) -> bool {
        self.own.is_empty()
    }

    /// Fields of the object itself.
    pub(crate) fn own(&self) -> impl Iterator<Item = &str> {
        self.own.iter().map(String::as_str)
    }

    /// Related objects, with their selected fields.
    pub(crate) fn related(&self) -> impl Iterator<Item = (&str, &Self)> {
        let related = self.related.iter();
        related.map(|(name, selection)| (name.as_str(), selection))
    }

    /// Applies the selection to an object, or to each of a list.
    pub(crate) fn of(&self, value: &Value) -> Value {
        match value {
            Value::Map(object) => {
                let own = self.own.iter().filter_map(|name| {
                    let value = object.get(name.as_str())?;
                    Some((name.clone(), value.clone()))
                });
                let related = self.related.iter().map(|(name, selection)| {
                    let value = object.get(name.as_str()).unwrap_or(&Value::Null);
                    (name.clone(), selection.of(value))
                });
                Value::Map(own.chain(related).collect::<Map<_, _>>())
            }
            Value::List(objects) => {
                Value::List(objects.iter().map(|object| self.of(object)).collect())
            }
            _ => Value::Null,
        }
    }
}
