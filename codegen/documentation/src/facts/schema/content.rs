//! The content of a field: its shape, its values, and the objects in it.

use std::sync::Arc;

use bitrix24_codegen::model::{self, KeyType, Ordered};
use bitrix24_codegen::resolve::resolved_type::{Named, ResolvedType};
use bitrix24_codegen::resolve::symbol_table::Unit;
use bitrix24_codegen::scalar::Scalar;

use super::Schema;
use crate::facts::shape::{self, Shape, Target};

/// The content of a field.
#[derive(Debug, Clone, Default)]
pub(super) struct Content<'s, 'a> {
    pub(super) shape: Shape,
    pub(super) nullable: bool,
    /// The values of enumerations.
    pub(super) values: Vec<String>,
    /// Objects that are in it.
    pub(super) objects: Vec<Object<'s, 'a>>,
}

/// An object somewhere in a value.
#[derive(Debug, Clone)]
pub(super) struct Object<'s, 'a> {
    /// The path to it: `[]` for a list, `{}` for a map.
    pub(super) way: String,
    pub(super) fields: &'s Ordered<model::Field>,
    pub(super) patterns: &'s Ordered<model::Field>,
    /// The type of these fields; `None` for fields of a field's own.
    pub(super) named: Option<Named<'s, 'a>>,
}

impl<'s> Content<'s, '_> {
    fn new(shape: Shape) -> Self {
        Self {
            shape,
            ..Self::default()
        }
    }

    /// The same in a list or a map.
    fn inside(self, way: &str, shape: impl FnOnce(Shape) -> Shape) -> Self {
        let objects = self.objects.into_iter().map(|object| Object {
            way: format!("{way}{}", object.way),
            ..object
        });
        Self {
            shape: shape(self.shape),
            nullable: false,
            values: self.values,
            objects: objects.collect(),
        }
    }

    /// As often in a list as an expression says.
    fn in_lists(self, spelt: &str) -> Self {
        (0..spelt.matches("[]").count()).fold(self, |inner, _| inner.inside("[]", Shape::listed))
    }

    /// The whole of a type with fields of its own.
    pub(super) fn own_object(
        spelt: Option<&str>,
        fields: &'s Ordered<model::Field>,
        patterns: &'s Ordered<model::Field>,
    ) -> Self {
        let mut content = Self::new(Shape::Scalar(Scalar::Object));
        content.objects.push(Object {
            way: String::new(),
            fields,
            patterns,
            named: None,
        });
        content.in_lists(spelt.unwrap_or_default())
    }

    fn own_values(spelt: Option<&str>, values: &Ordered<model::Value>) -> Self {
        let spelt = spelt.unwrap_or("string");
        let base = Scalar::named(spelt.trim_end_matches("[]")).unwrap_or(Scalar::String);
        let mut content = Self::new(Shape::Scalar(base));
        content.values = wires(values);
        content.in_lists(spelt)
    }
}

impl<'a> Schema<'a> {
    /// The content of a field.
    pub(super) fn field<'s>(
        &'s self,
        unit: &'s Unit<'a>,
        field: &'s model::Field,
    ) -> Content<'s, 'a> {
        let facts = match field {
            model::Field::Type(text) => return self.text(unit, text),
            model::Field::Full(facts) => facts,
        };
        let spelt = facts.type_.as_deref();
        let mut content = if !facts.values.is_empty() {
            Content::own_values(spelt, &facts.values)
        } else if !facts.fields.is_empty() || !facts.patterns.is_empty() {
            Content::own_object(spelt, &facts.fields, &facts.patterns)
        } else {
            self.text(unit, spelt.unwrap_or("any"))
        };
        content.nullable |= facts.nullable;
        content
    }

    /// The content of an expression in a file. An unreadable one, or one with an unknown name, may
    /// be anything.
    pub(super) fn text<'s>(&'s self, unit: &'s Unit<'a>, text: &str) -> Content<'s, 'a> {
        let resolved = self.symbols.resolve_type(unit, text, &mut |_, _| {});
        self.content(unit, &resolved, &mut Vec::new())
    }

    /// `through` are the aliases that led here.
    fn content<'s>(
        &'s self,
        unit: &'s Unit<'a>,
        resolved: &ResolvedType<'s, 'a>,
        through: &mut Vec<&'a model::Type>,
    ) -> Content<'s, 'a> {
        match resolved {
            ResolvedType::Scalar(scalar) => Content::new(Shape::Scalar(*scalar)),
            ResolvedType::Unknown => Content::default(),
            ResolvedType::Null => Content {
                nullable: true,
                ..Content::new(Shape::Scalar(Scalar::None))
            },
            ResolvedType::Named(named) => self.named(named, through),
            ResolvedType::Id(named) => Content::new(Shape::Id(self.target(named))),
            ResolvedType::Filter(named) => Content::new(Shape::Filter {
                of: self.target(named),
                version: unit.file.model.version,
            }),
            ResolvedType::Order(named) => Content::new(Shape::Order(self.target(named))),
            ResolvedType::Select(named) => Content::new(Shape::Select(self.target(named))),
            ResolvedType::List(item) => self
                .content(unit, item, through)
                .inside("[]", Shape::listed),
            ResolvedType::Map(key, value) => {
                let key = Box::new(self.content(unit, key, through).shape);
                self.content(unit, value, through)
                    .inside("{}", |value| Shape::Map(key, Box::new(value)))
            }
            ResolvedType::Union(parts) => union(
                parts
                    .iter()
                    .map(|part| self.content(unit, part, through))
                    .collect(),
            ),
        }
    }

    fn named<'s>(
        &'s self,
        named: &Named<'s, 'a>,
        through: &mut Vec<&'a model::Type>,
    ) -> Content<'s, 'a> {
        let ty = named.ty;
        let mut content = if !ty.fields.is_empty() || !ty.patterns.is_empty() {
            let mut content = Content::own_object(None, &ty.fields, &ty.patterns);
            content.objects[0].named = Some(*named);
            content
        } else if !ty.values.is_empty() {
            let base = match ty.base {
                Some(KeyType::Integer) => Scalar::Integer,
                _ => Scalar::String,
            };
            let mut content = Content::new(Shape::Scalar(base));
            // A type that is only referred to has no facts.
            if !named.unit.library {
                content.values = wires(&ty.values);
            }
            content
        } else {
            match &ty.alias {
                Some(text) if !through.iter().any(|known| std::ptr::eq(*known, ty)) => {
                    through.push(ty);
                    let resolved = self.symbols.resolve_type(named.unit, text, &mut |_, _| {});
                    let content = self.content(named.unit, &resolved, through);
                    through.pop();
                    content
                }
                _ => Content::default(),
            }
        };
        content.shape = Shape::Named(Arc::new(shape::Named {
            target: self.target(named),
            is: content.shape,
        }));
        content
    }

    fn target(&self, named: &Named<'_, 'a>) -> Target {
        let known = self.targets.get(&std::ptr::from_ref(named.ty).addr());
        known
            .cloned()
            .unwrap_or_else(|| super::target(named.unit, named.name, named.ty, true))
    }
}

/// A union: common parts are merged, and `null` is not an alternative.
fn union<'s, 'a>(parts: Vec<Content<'s, 'a>>) -> Content<'s, 'a> {
    let mut all = Content::default();
    let mut shapes: Vec<Shape> = Vec::new();
    for part in parts {
        all.nullable |= part.nullable;
        if part.nullable && part.shape == Shape::Scalar(Scalar::None) {
            continue;
        }
        for value in part.values {
            if !all.values.contains(&value) {
                all.values.push(value);
            }
        }
        if !shapes.contains(&part.shape) {
            shapes.push(part.shape);
        }
        all.objects.extend(part.objects);
    }
    all.shape = match shapes.len() {
        0 => Shape::Scalar(Scalar::None),
        1 => shapes.remove(0),
        _ => Shape::Union(shapes),
    };
    all
}

/// The documented values as the wire has them.
pub(super) fn wires(values: &Ordered<model::Value>) -> Vec<String> {
    let wire = |(_, value): (&str, &model::Value)| match value {
        model::Value::Wire(wire) => Some(wire.to_string()),
        model::Value::Full(facts) => {
            let wire = facts.wire.as_ref().map(ToString::to_string);
            wire.or_else(|| facts.pattern.clone())
        }
    };
    values.iter().filter_map(wire).collect()
}
