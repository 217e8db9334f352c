//! Filters of REST 3.0: a list of conditions, in which a group holds alternatives.

use super::kinds::{Entity, expected};
use super::refusal::{invalid, lacks, mistyped, refused, unknown};
use crate::answer::Failure;
use crate::arguments::Arguments;
use crate::condition;
use bitrix24::describe::{Field, FilterShape, Kind, Method, Use};
use bitrix24::{Map, Value};

/// A checked filter.
#[derive(Debug)]
pub(crate) struct Filter(Vec<Clause>);

/// A clause: one of several conditions must hold.
type Clause = Vec<Condition>;

/// A condition in the form of the classic protocol, with its operator in the key.
type Condition = Map<String, Value>;

impl Filter {
    pub(super) fn read(
        method: &Method,
        shape: &FilterShape,
        value: &Value,
    ) -> Result<Self, Failure> {
        let reader = Reader {
            method,
            shape,
            entity: Entity::named(&shape.of),
        };
        let items = value.as_list().ok_or_else(|| reader.malformed(value))?;
        items
            .iter()
            .map(|item| reader.clause(item))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// No conditions.
    pub(super) fn none() -> Self {
        Self(Vec::new())
    }

    /// Whether an object meets all clauses.
    pub(crate) fn is_met(&self, object: &Map<String, Value>) -> bool {
        let holds = |condition: &Condition| condition::meets(object, Arguments(condition));
        self.0.iter().all(|clause| clause.iter().any(holds))
    }
}

struct Reader<'a> {
    method: &'a Method,
    shape: &'a FilterShape,
    /// The objects that are filtered.
    entity: Option<Entity<'a>>,
}

impl Reader<'_> {
    /// A condition, or a group. Groups stand in the list of the filter and have conditions in them,
    /// joined by "or": nothing else is documented.
    fn clause(&self, item: &Value) -> Result<Clause, Failure> {
        let Value::Map(group) = item else {
            return Ok(vec![self.condition(item)?]);
        };
        let conditions = group.get("conditions").and_then(Value::as_list);
        let is_or = group.get("logic").and_then(Value::as_text) == Some("or");
        match conditions {
            Some(conditions)
                if self.shape.or && is_or && group.len() == 2 && !conditions.is_empty() =>
            {
                conditions
                    .iter()
                    .map(|condition| self.condition(condition))
                    .collect()
            }
            _ => Err(self.malformed(item)),
        }
    }

    /// `[field, operator, value]`, or `[field, value]`.
    fn condition(&self, item: &Value) -> Result<Condition, Failure> {
        let (name, operator, value) = match item.as_list() {
            Some([Value::Text(name), value @ Value::List(_)]) => (name, "in", value),
            Some([Value::Text(name), value]) => (name, "=", value),
            Some([Value::Text(name), Value::Text(operator), value]) => {
                (name, operator.as_str(), value)
            }
            _ => return Err(self.malformed(item)),
        };
        let field = self.field(name)?;
        if !self.shape.operators.iter().any(|known| known == operator) {
            let message = format!("Unknown filter operator `{operator}`");
            return Err(refused(self.method, "UNKNOWNFILTEROPERATOR", message));
        }
        let kind = field.kind.item();
        let prefix = match operator {
            "in" => {
                let values = value.as_list().filter(|values| !values.is_empty());
                values_fit(name, kind, values)?;
                "@"
            }
            "between" => {
                values_fit(name, kind, value.as_list().filter(|ends| ends.len() == 2))?;
                "><"
            }
            operator => {
                values_fit(name, kind, Some(std::slice::from_ref(value)))?;
                operator
            }
        };
        Ok(Map::from([(format!("{prefix}{name}"), value.clone())]))
    }

    /// A field that can be filtered by.
    fn field(&self, name: &str) -> Result<&'static Field, Failure> {
        let entity = self.entity.ok_or_else(|| self.malformed(&name.into()))?;
        let mut fields = entity.shape.fields.iter();
        let field = fields
            .find(|field| field.is_named(name))
            .ok_or_else(|| unknown(self.method, entity.name, name))?;
        if field.without.contains(&Use::Filter) {
            return Err(invalid(vec![lacks(entity.name, name, "Filterable")]));
        }
        Ok(field)
    }

    fn malformed(&self, part: &Value) -> Failure {
        let message = format!("Unable to recognize the filter expression `{part}`");
        refused(self.method, "INVALIDFILTER", message)
    }
}

/// Whether there are values of the field's type.
fn values_fit(name: &str, kind: &Kind, values: Option<&[Value]>) -> Result<(), Failure> {
    let wrong = match values {
        Some(values) => values.iter().find_map(|value| expected(kind, value)),
        None => Some("array"),
    };
    match wrong {
        Some(expected) => Err(invalid(vec![mistyped(name, expected)])),
        None => Ok(()),
    }
}
