//! The only interpretation of the type language: type expressions with every name looked up.
//!
//! A [`ResolvedType`] decides nothing about Rust. `resolve` makes types of it, and facts are made
//! of it where files need not be correct.

use std::ops::Range;

use super::symbol_table::{SymbolTable, Unit};
use crate::model;
use crate::scalar::Scalar;
use crate::type_expression::{self, Expression, Kind};

/// A type expression in the context of a file.
#[derive(Debug, Clone)]
pub enum ResolvedType<'s, 'a> {
    /// A scalar.
    Scalar(Scalar),
    /// `null`, as one of several alternatives.
    Null,
    /// A named type.
    Named(Named<'s, 'a>),
    /// `id<T>`
    Id(Named<'s, 'a>),
    /// `T[]`
    List(Box<Self>),
    /// `map<K,V>`
    Map(Box<Self>, Box<Self>),
    /// `A|B`, with at least two parts.
    Union(Vec<Self>),
    /// `filter<T>`
    Filter(Named<'s, 'a>),
    /// `order<T>`
    Order(Named<'s, 'a>),
    /// `select<T>`
    Select(Named<'s, 'a>),
    /// Unknown because of a mistake.
    Unknown,
}

/// A type of a file.
#[derive(Debug, Clone, Copy)]
pub struct Named<'s, 'a> {
    /// The file.
    pub unit: &'s Unit<'a>,
    /// Its name there.
    pub name: &'a str,
    /// Its definition.
    pub ty: &'a model::Type,
}

/// Why an expression, or a part of it, is no type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mistake {
    /// The text is no type expression: what was expected.
    Unreadable(&'static str),
    /// No type has this name.
    UnknownType(String),
    /// No generic type has this name.
    UnknownGeneric(String),
    /// A generic type takes other arguments: its name, and which.
    Arguments(String, &'static str),
    /// Only `null`.
    LoneNull,
    /// A type without values, named as a type of values.
    Marker(String),
    /// `id<T>` of a type without identifiers.
    NoIdentifiers(String),
    /// `filter<T>`, `order<T>` or `select<T>` of a type without fields.
    NoFields(String),
    /// `filter<T>` inside another type.
    InnerFilter,
    /// A map's key that cannot be one.
    Key,
}

/// Generic types, each with the number of its arguments.
pub const GENERICS: [&str; 5] = ["map", "id", "filter", "order", "select"];

impl Named<'_, '_> {
    /// Its name in other files.
    pub fn full(&self) -> String {
        format!("{}.{}", self.unit.name, self.name)
    }
}

impl<'a> SymbolTable<'a> {
    /// Resolves a type expression of a file. Every mistake is reported with its range in the text.
    pub fn resolve_type<'s>(
        &'s self,
        unit: &'s Unit<'a>,
        text: &str,
        report: &mut dyn FnMut(Range<usize>, Mistake),
    ) -> ResolvedType<'s, 'a> {
        let mut reader = Reader {
            symbols: self,
            unit,
            report,
        };
        match type_expression::parse(text) {
            Ok(expression) => reader.read(&expression, true),
            Err(unreadable) => {
                reader.mistake(unreadable.at, Mistake::Unreadable(unreadable.expected))
            }
        }
    }
}

struct Reader<'s, 'a, 'r> {
    symbols: &'s SymbolTable<'a>,
    unit: &'s Unit<'a>,
    report: &'r mut dyn FnMut(Range<usize>, Mistake),
}

impl<'s, 'a> Reader<'s, 'a, '_> {
    /// `whole` says whether it is the whole type.
    fn read(&mut self, expression: &Expression, whole: bool) -> ResolvedType<'s, 'a> {
        match &expression.kind {
            Kind::Union(parts) => ResolvedType::Union(
                parts
                    .iter()
                    .map(|part| match &part.kind {
                        Kind::Name(name) if name == "null" => ResolvedType::Null,
                        _ => self.read(part, false),
                    })
                    .collect(),
            ),
            Kind::List(item) => ResolvedType::List(Box::new(self.read(item, false))),
            Kind::Name(name) => self.name(name, expression),
            Kind::Generic(name, arguments) => self.generic(name, arguments, expression, whole),
        }
    }

    fn name(&mut self, name: &str, expression: &Expression) -> ResolvedType<'s, 'a> {
        if let Some(scalar) = Scalar::named(name) {
            return ResolvedType::Scalar(scalar);
        }
        if name == "null" {
            return self.mistake(expression.at.clone(), Mistake::LoneNull);
        }
        match self.find(name, expression) {
            Some(named) if is_marker(named.ty) => {
                self.mistake(expression.at.clone(), Mistake::Marker(name.to_owned()))
            }
            Some(named) => ResolvedType::Named(named),
            None => ResolvedType::Unknown,
        }
    }

    fn generic(
        &mut self,
        name: &str,
        arguments: &[Expression],
        expression: &Expression,
        whole: bool,
    ) -> ResolvedType<'s, 'a> {
        let at = expression.at.clone();
        match (name, arguments) {
            ("map", [key, value]) => {
                let key_at = key.at.clone();
                let key = self.read(key, false);
                if !is_key(&key) {
                    self.mistake(key_at, Mistake::Key);
                }
                let value = self.read(value, false);
                ResolvedType::Map(Box::new(key), Box::new(value))
            }
            ("map", _) => self.mistake(
                at,
                Mistake::Arguments("map".to_owned(), "two types: `map<K,V>`"),
            ),
            // A filter is a type of the method's own, made from the whole parameter.
            ("filter", [_]) if !whole => self.mistake(at, Mistake::InnerFilter),
            ("id", [target]) => {
                let has_identifiers = |ty: &model::Type| is_marker(ty) || is_object(ty);
                self.target("id", target, has_identifiers, Mistake::NoIdentifiers)
                    .map_or(ResolvedType::Unknown, ResolvedType::Id)
            }
            ("filter" | "order" | "select", [target]) => {
                let generic = "a filter, an order or a selection";
                let target = self.target(generic, target, is_object, Mistake::NoFields);
                match (target, name) {
                    (None, _) => ResolvedType::Unknown,
                    (Some(target), "filter") => ResolvedType::Filter(target),
                    (Some(target), "order") => ResolvedType::Order(target),
                    (Some(target), _) => ResolvedType::Select(target),
                }
            }
            ("id" | "order" | "select" | "filter", _) => {
                self.mistake(at, Mistake::Arguments(name.to_owned(), "one type"))
            }
            _ => self.mistake(at, Mistake::UnknownGeneric(name.to_owned())),
        }
    }

    /// The type that the argument of a generic type names.
    fn target(
        &mut self,
        generic: &str,
        target: &Expression,
        fits: fn(&model::Type) -> bool,
        otherwise: fn(String) -> Mistake,
    ) -> Option<Named<'s, 'a>> {
        let Kind::Name(name) = &target.kind else {
            let mistake = Mistake::Arguments(generic.to_owned(), "the name of a type");
            self.mistake(target.at.clone(), mistake);
            return None;
        };
        let named = self.find(name, target)?;
        if fits(named.ty) {
            return Some(named);
        }
        self.mistake(target.at.clone(), otherwise(named.name.to_owned()));
        None
    }

    fn find(&mut self, name: &str, expression: &Expression) -> Option<Named<'s, 'a>> {
        let found = self.symbols.find(self.unit, name);
        if found.is_none() {
            let mistake = Mistake::UnknownType(name.to_owned());
            self.mistake(expression.at.clone(), mistake);
        }
        let (unit, name, ty) = found?;
        Some(Named { unit, name, ty })
    }

    fn mistake(&mut self, at: Range<usize>, mistake: Mistake) -> ResolvedType<'s, 'a> {
        (self.report)(at, mistake);
        ResolvedType::Unknown
    }
}

fn is_key(key: &ResolvedType<'_, '_>) -> bool {
    match key {
        ResolvedType::Scalar(scalar) => {
            matches!(scalar.canonical(), Scalar::Integer | Scalar::String)
        }
        ResolvedType::Id(_) | ResolvedType::Named(_) => true,
        _ => false,
    }
}

/// Whether a type is a marker, which only identifiers refer to.
fn is_marker(ty: &model::Type) -> bool {
    !is_object(ty) && ty.values.is_empty() && ty.alias.is_none()
}

/// Whether a type is an object.
pub(super) fn is_object(ty: &model::Type) -> bool {
    !ty.fields.is_empty() || !ty.patterns.is_empty()
}
