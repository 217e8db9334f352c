//! The conditions that a filter takes.

use super::{BooleanFormat, Field, Schema, Ty, TypeKind, TypePath};

/// The filter of one method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Version of the REST protocol, which decides how conditions are written.
    pub version: u8,
    /// The record whose fields are filtered.
    pub of: TypePath,
    /// Required keys, with operator.
    pub required: Vec<Field>,
    /// Operators that the method takes; empty when the documentation names none, and every one is
    /// allowed.
    pub operators: Vec<Operator>,
    /// The operators whose value may also be a list.
    pub lists: Vec<Operator>,
    /// The operators that do not work on fields of some types.
    pub refused: Vec<Refused>,
    /// Whether it takes groups with `"logic": "OR"`; those of REST 3.0 contain single conditions.
    pub or: bool,
    /// Whether equality is written as a key without an operator.
    pub bare: bool,
    /// How conditions on custom fields write yes and no.
    pub boolean: Option<BooleanFormat>,
}

/// Operators that a filter does not take on fields of some types. An operator is in one refusal at
/// most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The operators.
    pub operators: Vec<Operator>,
    /// The types: identifiers, enumerations and unions.
    pub types: Vec<Ty>,
    /// The types of the record's fields on which the operators work, each once.
    pub others: Vec<Ty>,
}

impl Refused {
    /// Whether an operator does not work on a field of that type. A list is treated like its items.
    pub fn refuses(&self, schema: &Schema, operator: Operator, ty: &Ty) -> bool {
        let item = ty.item();
        let target = match item {
            Ty::Named(path) => schema.get(path).and_then(|ty| match &ty.kind {
                TypeKind::Alias(target) => Some(target),
                _ => None,
            }),
            _ => None,
        };
        match target {
            Some(target) => self.refuses(schema, operator, target),
            None => {
                let is_it = |refused: &Operator| refused.name == operator.name;
                self.operators.iter().any(is_it) && self.types.contains(item)
            }
        }
    }
}

impl Operator {
    /// Whether it compares with text, whatever the type of the field.
    pub fn is_about_text(self) -> bool {
        matches!(
            self.name,
            "Contains" | "NotContains" | "Like" | "NotLike" | "Search"
        )
    }
}

/// An operator of a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Operator {
    /// The prefix of the key.
    pub prefix: &'static str,
    /// Name of the marker in the runtime.
    pub name: &'static str,
}
