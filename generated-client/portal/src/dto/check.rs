//! Checks the parameters of a call against the schema.

use super::filter::Filter;
use super::kinds::{Entity, expected};
use super::listing;
use super::refusal::{invalid, lacks, missing, mistyped, unknown, violation};
use super::selection::Selection;
use crate::answer::{Failure, Violation};
use crate::check::UNIVERSAL;
use bitrix24::describe::{self, Access, Field, Kind, Method, PagingStyle, Requirement, Shape};
use bitrix24::{Map, Value};

/// Checks a call. All wrong fields are reported together; a filter, an order, a selection or a page
/// has an error of its own.
pub(crate) fn check(
    method: &'static Method,
    parameters: &Map<String, Value>,
    ignore_unknown: bool,
) -> Result<(), Failure> {
    let mut check = Check {
        method,
        entity: Entity::about(method),
        ignore_unknown,
        violations: Vec::new(),
    };
    check.required(&method.params, parameters);
    for (name, value) in parameters {
        match method.param(name) {
            Some(param) => check.given(param, name, value)?,
            None if ignore_unknown || UNIVERSAL.contains(&name.as_str()) => {}
            None => {
                let message = format!("There is no parameter `{name}`");
                check.violations.push(violation(name, message));
            }
        }
    }
    if check.violations.is_empty() {
        Ok(())
    } else {
        Err(invalid(check.violations))
    }
}

struct Check {
    method: &'static Method,
    /// The object type of the method.
    entity: Option<Entity<'static>>,
    ignore_unknown: bool,
    violations: Vec<Violation>,
}

impl Check {
    fn required(&mut self, fields: &[Field], given: &Map<String, Value>) {
        for field in fields {
            let is_given = given.get(&field.name).is_some_and(|value| !lacking(value));
            if field.required == Requirement::Yes && !is_given {
                self.violations.push(missing(&field.name));
            }
        }
    }

    /// A field or a parameter that is given.
    fn given(&mut self, field: &Field, name: &str, value: &Value) -> Result<(), Failure> {
        // A missing one was reported.
        if field.required == Requirement::Yes && lacking(value) {
            return Ok(());
        }
        self.value(&field.kind, name, value)
    }

    fn value(&mut self, kind: &Kind, name: &str, value: &Value) -> Result<(), Failure> {
        let is_paged = |paging: &describe::Paging| paging.style == PagingStyle::Page;
        match kind {
            Kind::Named(_)
                if name == listing::PAGINATION
                    && self.method.paging.as_ref().is_some_and(is_paged) =>
            {
                listing::window(self.method, Some(value)).map(drop)
            }
            Kind::Named(of) => match describe::named(of) {
                Some(ty) => self.shape(&ty.shape, name, value),
                None => Ok(()),
            },
            Kind::Order(of) => listing::check_order(self.method, of, value),
            Kind::Select(of) => Selection::read(self.method, of, value).map(drop),
            Kind::List(item) => match value.as_list() {
                Some(items) => items
                    .iter()
                    .try_for_each(|value| self.value(item, name, value)),
                None => {
                    self.violations.push(mistyped(name, "array"));
                    Ok(())
                }
            },
            Kind::Map(..) if value.as_map().is_none() => {
                self.violations.push(mistyped(name, "object"));
                Ok(())
            }
            kind => {
                let wrong = expected(kind, value).map(|expected| mistyped(name, expected));
                self.violations.extend(wrong);
                Ok(())
            }
        }
    }

    fn shape(&mut self, shape: &'static Shape, name: &str, value: &Value) -> Result<(), Failure> {
        match (shape, value) {
            (Shape::Object(object), Value::Map(map)) => {
                self.required(&object.fields, map);
                map.iter().try_for_each(|(name, value)| {
                    let known = object.fields.iter().find(|field| field.is_named(name));
                    self.field(known, name, value)
                })
            }
            (Shape::Object(_), _) => {
                self.violations.push(mistyped(name, "object"));
                Ok(())
            }
            (Shape::Enumeration(values), _) => {
                if !value.as_text().is_some_and(|value| values.lists(value)) {
                    let listed = values.values.iter().map(|row| row.wire.as_str());
                    let listed = listed.collect::<Vec<_>>().join(", ");
                    let message = format!("Field `{name}` takes one of {listed}");
                    self.violations.push(violation(name, message));
                }
                Ok(())
            }
            (Shape::Filter(filter), _) => Filter::read(self.method, filter, value).map(drop),
            (Shape::Alias(kind), _) => self.value(kind, name, value),
            _ => Ok(()),
        }
    }

    /// A written field of an object.
    fn field(&mut self, known: Option<&Field>, name: &str, value: &Value) -> Result<(), Failure> {
        let own = self.entity.and_then(|entity| {
            let mut fields = entity.shape.fields.iter();
            fields.find(|field| field.is_named(name))
        });
        match (known, self.entity) {
            (Some(field), _) if field.access != Access::Read => {
                let is_cleared = value.is_null() && own.is_some_and(|own| own.nullable);
                if is_cleared {
                    Ok(())
                } else {
                    self.given(field, name, value)
                }
            }
            // The object has the field, but this method does not write it.
            (known, entity) if known.is_some() || own.is_some() => {
                let entity = entity.map_or("object", |entity| entity.name);
                self.violations.push(lacks(entity, name, "Editable"));
                Ok(())
            }
            _ if self.ignore_unknown => Ok(()),
            (_, entity) => {
                let entity = entity.map_or("object", |entity| entity.name);
                Err(unknown(self.method, entity, name))
            }
        }
    }
}

/// Whether a required field has no value.
fn lacking(value: &Value) -> bool {
    value.is_null() || value.as_text() == Some("")
}
