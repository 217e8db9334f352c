//! What a type expression means on the wire.

use crate::facts::Wire;
use bitrix24_codegen::model::{self, KeyType, Ordered};
use bitrix24_codegen::resolve::space::Unit;
use bitrix24_codegen::source::SourceId;
use bitrix24_codegen::type_expression::{self, Expression, Kind};

use super::Schema;

/// A type expression, looked up.
#[derive(Debug, Clone, Default)]
pub(super) struct Meaning<'a> {
    /// The expression with full names; what `nullable` says is not in it.
    pub(super) type_: String,
    pub(super) wire: Wire,
    pub(super) nullable: bool,
    /// The values of enumerations.
    pub(super) values: Vec<String>,
    /// Objects that are in it.
    pub(super) objects: Vec<Object<'a>>,
}

/// An object somewhere in a value.
#[derive(Debug, Clone)]
pub(super) struct Object<'a> {
    /// What leads to it: `[]` for a list, `{}` for a map.
    pub(super) way: String,
    pub(super) fields: &'a Ordered<model::Field>,
    pub(super) patterns: &'a Ordered<model::Field>,
    /// The type whose fields these are; nothing for fields of a field's own.
    pub(super) named: Option<Named<'a>>,
}

/// A named type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named<'a> {
    /// By what other files call its file.
    pub(super) file: &'a str,
    pub(super) name: &'a str,
}

impl<'a> Meaning<'a> {
    fn new(type_: impl Into<String>, wire: Wire) -> Self {
        Self {
            type_: type_.into(),
            wire,
            ..Self::default()
        }
    }

    /// The same in a list or a map.
    fn inside(self, way: &str, type_: String, wire: fn(Box<Wire>) -> Wire) -> Self {
        let objects = self.objects.into_iter().map(|object| Object {
            way: format!("{way}{}", object.way),
            ..object
        });
        Self {
            type_,
            wire: wire(Box::new(self.wire)),
            nullable: false,
            values: self.values,
            objects: objects.collect(),
        }
    }

    fn listed(self, union: bool) -> Self {
        let type_ = if union {
            format!("({})[]", self.type_)
        } else {
            format!("{}[]", self.type_)
        };
        self.inside("[]", type_, Wire::List)
    }

    /// As often in a list as an expression says.
    fn in_lists(self, spelt: &str) -> Self {
        (0..spelt.matches("[]").count()).fold(self, |inner, _| inner.listed(false))
    }

    /// The whole of a type with fields of its own.
    pub(super) fn own_object(
        spelt: Option<&str>,
        fields: &'a Ordered<model::Field>,
        patterns: &'a Ordered<model::Field>,
    ) -> Self {
        let mut meaning = Self::new("object", Wire::Object);
        meaning.objects.push(Object {
            way: String::new(),
            fields,
            patterns,
            named: None,
        });
        meaning.in_lists(spelt.unwrap_or_default())
    }

    fn own_values(spelt: Option<&str>, values: &Ordered<model::Value>) -> Self {
        let spelt = spelt.unwrap_or("string");
        let base = spelt.trim_end_matches("[]");
        let mut meaning = Self::new(
            base,
            if base == "integer" {
                Wire::Integer
            } else {
                Wire::Text
            },
        );
        meaning.values = wires(values);
        meaning.in_lists(spelt)
    }
}

impl<'a> Schema<'a> {
    /// What a field holds.
    pub(super) fn field<'s>(&'s self, unit: &'s Unit<'a>, field: &'s model::Field) -> Meaning<'s> {
        let facts = match field {
            model::Field::Type(text) => return self.text(unit, text),
            model::Field::Full(facts) => facts,
        };
        let spelt = facts.type_.as_deref();
        let mut meaning = if !facts.values.is_empty() {
            Meaning::own_values(spelt, &facts.values)
        } else if !facts.fields.is_empty() || !facts.patterns.is_empty() {
            Meaning::own_object(spelt, &facts.fields, &facts.patterns)
        } else {
            self.text(unit, spelt.unwrap_or("any"))
        };
        meaning.nullable |= facts.nullable;
        meaning
    }

    /// What an expression means in a file. One that cannot be read, or names what is not there, may be anything.
    pub(super) fn text<'s>(&'s self, unit: &'s Unit<'a>, text: &str) -> Meaning<'s> {
        match type_expression::parse(text) {
            Ok(expression) => self.expression(unit, &expression, &mut Vec::new()),
            Err(_) => Meaning::new(text, Wire::Any),
        }
    }

    /// `through` are the aliases that led here.
    fn expression<'s>(
        &'s self,
        unit: &'s Unit<'a>,
        expression: &Expression,
        through: &mut Vec<(SourceId, &'s str)>,
    ) -> Meaning<'s> {
        match &expression.kind {
            Kind::Name(name) => self.name(unit, name, through),
            Kind::List(item) => {
                let inner = self.expression(unit, item, through);
                let union = matches!(item.kind, Kind::Union(_)) && inner.type_.contains('|');
                inner.listed(union)
            }
            Kind::Union(alternatives) => {
                let parts = alternatives
                    .iter()
                    .map(|part| self.expression(unit, part, through));
                union(parts.collect())
            }
            Kind::Generic(name, arguments) => self.generic(unit, name, arguments, through),
        }
    }

    fn generic<'s>(
        &'s self,
        unit: &'s Unit<'a>,
        name: &str,
        arguments: &[Expression],
        through: &mut Vec<(SourceId, &'s str)>,
    ) -> Meaning<'s> {
        let mut parts: Vec<Meaning<'s>> = arguments
            .iter()
            .map(|part| self.expression(unit, part, through))
            .collect();
        let spelt: Vec<&str> = parts.iter().map(|part| part.type_.as_str()).collect();
        let type_ = format!("{name}<{}>", spelt.join(","));
        match name {
            "map" => parts
                .pop()
                .unwrap_or_default()
                .inside("{}", type_, Wire::Map),
            "id" => {
                let entity = arguments.first().and_then(|target| match &target.kind {
                    Kind::Name(name) => self.space.find(unit, name),
                    _ => None,
                });
                let is_text = entity.is_some_and(|(_, _, ty)| ty.key == Some(KeyType::String));
                Meaning::new(type_, if is_text { Wire::Text } else { Wire::Integer })
            }
            // Conditions of REST 3.0 are a list.
            "filter" if unit.file.model.version == 3 => {
                Meaning::new(type_, Wire::List(Box::new(Wire::Any)))
            }
            "filter" | "order" => Meaning::new(type_, Wire::Object),
            "select" => Meaning::new(type_, Wire::List(Box::new(Wire::Text))),
            _ => Meaning::new(type_, Wire::Any),
        }
    }

    fn name<'s>(
        &'s self,
        unit: &'s Unit<'a>,
        name: &str,
        through: &mut Vec<(SourceId, &'s str)>,
    ) -> Meaning<'s> {
        if let Some(wire) = scalar(name) {
            return Meaning {
                nullable: name == "null",
                ..Meaning::new(name, wire)
            };
        }
        let Some((file, name, ty)) = self.space.find(unit, name) else {
            return Meaning::new(name, Wire::Any);
        };
        let full = format!("{}.{name}", file.name);
        if !ty.fields.is_empty() || !ty.patterns.is_empty() {
            let named = Named {
                file: &file.name,
                name,
            };
            let mut meaning = Meaning::own_object(None, &ty.fields, &ty.patterns);
            meaning.objects[0].named = Some(named);
            return Meaning {
                type_: full,
                ..meaning
            };
        }
        if !ty.values.is_empty() {
            let mut meaning = Meaning::new(
                full,
                match ty.base {
                    Some(KeyType::Integer) => Wire::Integer,
                    _ => Wire::Text,
                },
            );
            meaning.values = wires(&ty.values);
            return meaning;
        }
        let key = (file.file.source, name);
        match ty.alias.as_deref().map(type_expression::parse) {
            Some(Ok(target)) if !through.contains(&key) => {
                through.push(key);
                let meaning = self.expression(file, &target, through);
                through.pop();
                Meaning {
                    type_: full,
                    ..meaning
                }
            }
            _ => Meaning::new(full, Wire::Any),
        }
    }
}

/// One of several: what they have in common is said once, and `null` is no alternative of its own.
fn union(parts: Vec<Meaning<'_>>) -> Meaning<'_> {
    let mut all = Meaning::default();
    let mut types: Vec<String> = Vec::new();
    let mut wires: Vec<Wire> = Vec::new();
    for part in parts {
        all.nullable |= part.nullable;
        if part.wire == Wire::Null && part.nullable {
            continue;
        }
        let inner = match part.wire {
            Wire::Union(inner) => inner,
            wire => vec![wire],
        };
        for wire in inner {
            if !wires.contains(&wire) {
                wires.push(wire);
            }
        }
        for value in part.values {
            if !all.values.contains(&value) {
                all.values.push(value);
            }
        }
        if !types.contains(&part.type_) {
            types.push(part.type_);
        }
        all.objects.extend(part.objects);
    }
    all.type_ = types.join("|");
    all.wire = match wires.len() {
        0 => Wire::Null,
        1 => wires.remove(0),
        _ => Wire::Union(wires),
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

fn scalar(name: &str) -> Option<Wire> {
    Some(match name {
        "integer" => Wire::Integer,
        "string" | "text" | "char" => Wire::Text,
        "double" | "decimal" => Wire::Number,
        "flag" => Wire::Flag,
        "boolean" => Wire::Boolean,
        "date" => Wire::Date,
        "datetime" => Wire::DateTime,
        "timestamp" => Wire::Timestamp,
        "file" => Wire::File,
        "object" => Wire::Object,
        "any" => Wire::Any,
        "none" | "null" => Wire::Null,
        _ => return None,
    })
}
