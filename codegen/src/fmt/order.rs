//! The order of the keys of each object: that of the declarations in the model.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Visitor};
use serde::forward_to_deserialize_any;

use crate::model::{
    Answer, Correction, Cursor, Deprecated, ErrorFacts, Event, Example, ExampleFile, Failure,
    FieldFacts, File, Formats, Method, Note, Paging, Placement, Refused, RequiredEither, Type,
    ValueFacts, Violation,
};
use crate::shape::Shape;

/// The keys of an object, in order; none for a value that is not an object of the language.
pub(crate) fn keys(shape: Shape) -> &'static [&'static str] {
    match shape {
        Shape::File => of::<File>(),
        Shape::Type => of::<Type>(),
        Shape::Field | Shape::Parameter => of::<FieldFacts>(),
        Shape::Value => of::<ValueFacts>(),
        // The other form has one key only.
        Shape::Requirement => of::<RequiredEither>(),
        Shape::Refusal => of::<Refused>(),
        Shape::Formats => of::<Formats>(),
        Shape::Method => of::<Method>(),
        Shape::Deprecation => of::<Deprecated>(),
        // The derived function, and not the one that reads both forms.
        Shape::Answer => asked(Answer::deserialize(Asked)),
        Shape::Paging => of::<Paging>(),
        Shape::Cursor => of::<Cursor>(),
        Shape::Failure => of::<Failure>(),
        Shape::Error => of::<ErrorFacts>(),
        Shape::Violation => of::<Violation>(),
        Shape::Note => of::<Note>(),
        Shape::Event => of::<Event>(),
        Shape::Placement => of::<Placement>(),
        Shape::Correction => of::<Correction>(),
        Shape::Examples => of::<ExampleFile>(),
        Shape::Example => of::<Example>(),
        Shape::Names(_) | Shape::List(_) | Shape::Leaf => &[],
    }
}

/// The keys that a derived `Deserialize` requests: it passes them before it reads anything.
fn of<T: Deserialize<'static>>() -> &'static [&'static str] {
    asked(T::deserialize(Asked))
}

fn asked<T>(answer: Result<T, Keys>) -> &'static [&'static str] {
    answer.err().map_or(&[], |Keys(keys)| keys)
}

struct Asked;

#[derive(Debug)]
struct Keys(&'static [&'static str]);

impl fmt::Display for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl std::error::Error for Keys {}

impl serde::de::Error for Keys {
    fn custom<T: fmt::Display>(_message: T) -> Self {
        Self(&[])
    }
}

impl<'de> Deserializer<'de> for Asked {
    type Error = Keys;

    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, Keys> {
        Err(Keys(&[]))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        _visitor: V,
    ) -> Result<V::Value, Keys> {
        Err(Keys(fields))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_gives_the_order() {
        assert_eq!(keys(Shape::Cursor), ["field", "response", "inferred"]);
        assert_eq!(keys(Shape::File).first(), Some(&"namespace"));
        assert_eq!(keys(Shape::Field)[..2], ["type", "doc"]);
        assert_eq!(keys(Shape::Answer)[..2], ["at", "bare"]);
    }
}
