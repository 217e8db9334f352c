//! Type expressions of fields.

use super::Writer;
use super::owner::{Owner, TypeFacts};
use crate::extract::draft::{Field, Note, Scalar, Shape};

/// A type expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Expression {
    pub(super) text: String,
    pub(super) nullable: bool,
    /// Whether the field's own fields stand with it: the text is `object` or a list of such.
    pub(super) inline: bool,
}

impl Expression {
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            nullable: false,
            inline: false,
        }
    }
}

impl Writer<'_> {
    /// The type of a field. `wanted` is the name of what is made for it.
    pub(super) fn expression(
        &mut self,
        owner: Owner<'_>,
        field: &Field,
        wanted: &str,
        notes: &mut Vec<Note>,
    ) -> Expression {
        self.shape(owner, &field.type_.shape, field, wanted, notes)
    }

    fn shape(
        &mut self,
        owner: Owner<'_>,
        shape: &Shape,
        field: &Field,
        wanted: &str,
        notes: &mut Vec<Note>,
    ) -> Expression {
        let described = !field.fields.is_empty();
        match shape {
            Shape::Scalar(Scalar::Any) | Shape::Unknown if described => inline("object"),
            // A type that is always `null` says nothing else about a field.
            Shape::Scalar(Scalar::None) => Expression {
                nullable: true,
                ..Expression::plain("any")
            },
            Shape::Scalar(scalar) => Expression::plain(scalar.name()),
            Shape::Object => match self.documented(owner.unit, "", field) {
                Some(name) => Expression::plain(name),
                None if described => inline("object"),
                None => Expression::plain("object"),
            },
            Shape::Unknown => match self.documented(owner.unit, "", field) {
                Some(name) => Expression::plain(name),
                None => Expression::plain("any"),
            },
            Shape::Named(name) => match self.named(owner, name, field, notes) {
                Some(text) => Expression::plain(text),
                None if described => inline("object"),
                None => Expression::plain("any"),
            },
            Shape::Id { of, key } => {
                Expression::plain(self.identifier(owner.unit, of, key, field, notes))
            }
            Shape::List(item) => {
                let inner = self.shape(owner, item, field, wanted, notes);
                let text = if inner.text.contains('|') {
                    format!("({})[]", inner.text)
                } else {
                    format!("{}[]", inner.text)
                };
                Expression {
                    text,
                    nullable: false,
                    inline: inner.inline,
                }
            }
            Shape::Map(item) => {
                let inner = self.shape(owner, item, field, wanted, notes);
                let inner = self.settled(owner, inner, field, wanted);
                Expression::plain(format!("map<string,{inner}>"))
            }
            Shape::Union(shapes) => self.union(owner, shapes, field, wanted, notes),
        }
    }

    fn union(
        &mut self,
        owner: Owner<'_>,
        shapes: &[Shape],
        field: &Field,
        wanted: &str,
        notes: &mut Vec<Note>,
    ) -> Expression {
        let nullable = shapes.contains(&Shape::Scalar(Scalar::None));
        let mut parts: Vec<String> = Vec::new();
        let others: Vec<&Shape> = shapes
            .iter()
            .filter(|shape| **shape != Shape::Scalar(Scalar::None))
            .collect();
        if let [only] = others[..] {
            let inner = self.shape(owner, only, field, wanted, notes);
            return Expression {
                nullable: true,
                ..inner
            };
        }
        // An object and a list of such have one type.
        let mut object: Option<String> = None;
        for shape in others {
            let inner = self.shape(owner, shape, field, wanted, notes);
            let text = match &object {
                Some(name) if inner.inline => inner.text.replacen("object", name, 1),
                _ if inner.inline => {
                    let wanted = format!("{wanted}Object");
                    let name = self.type_of(owner, &field.fields, &wanted, TypeFacts::default());
                    let text = inner.text.replacen("object", &name, 1);
                    object = Some(name);
                    text
                }
                _ => inner.text,
            };
            if text == "any" {
                return Expression {
                    text,
                    nullable,
                    inline: false,
                };
            }
            // `string` and `text` are one type in Rust.
            let same = |known: &String| known == &text || is_text(known) && is_text(&text);
            if !parts.iter().any(same) {
                parts.push(text);
            }
        }
        Expression {
            text: parts.join("|"),
            nullable,
            inline: false,
        }
    }

    /// An expression that does not need the field's own fields beside it: they become a type of the
    /// file.
    pub(super) fn settled(
        &mut self,
        owner: Owner<'_>,
        expression: Expression,
        field: &Field,
        wanted: &str,
    ) -> String {
        if !expression.inline {
            return expression.text;
        }
        let name = self.type_of(owner, &field.fields, wanted, TypeFacts::default());
        expression.text.replacen("object", &name, 1)
    }
}

fn inline(text: &str) -> Expression {
    Expression {
        text: text.to_owned(),
        nullable: false,
        inline: true,
    }
}

fn is_text(word: &str) -> bool {
    Scalar::named(word).is_some_and(|scalar| scalar.canonical() == Scalar::String)
}
