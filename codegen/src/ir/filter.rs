//! What conditions a filter takes.

use super::{Field, Schema, Ty, TypeKind, TypePath};

/// The filter of one method.
#[derive(Debug, Clone)]
pub struct Filter {
    /// Version of the REST protocol, which decides how conditions are written.
    pub version: u8,
    /// The record whose fields are filtered.
    pub of: TypePath,
    /// Keys that must be there, with operator.
    pub required: Vec<Field>,
    /// Operators that the method takes; nothing when the documentation names none, and any may be tried.
    pub operators: Vec<Operator>,
    /// Those of them whose value may be a list as well.
    pub lists: Vec<Operator>,
    /// Those of them that do not work on fields of some types.
    pub refused: Vec<Refused>,
    /// Whether it takes groups with `"logic": "OR"`; those of REST 3.0 are of single conditions.
    pub or: bool,
}

/// Operators that a filter does not take on fields of some types. An operator is in one refusal at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The operators.
    pub operators: Vec<Operator>,
    /// The types: identifiers, enumerations and unions.
    pub types: Vec<Ty>,
    /// Such types of the record's fields on which the operators do work, each once.
    pub others: Vec<Ty>,
}

impl Refused {
    /// Whether an operator does not work on a field of that type. A list is as what is in it.
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
    /// Whether it compares with a text, whatever the type of the field.
    pub fn is_about_text(self) -> bool {
        matches!(self.name, "Contains" | "NotContains" | "Like" | "NotLike")
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
