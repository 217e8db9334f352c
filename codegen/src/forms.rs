//! Reads values that may be written in several forms: a type or its facts, a word or a mapping.
//!
//! `#[serde(untagged)]` would read them too, but it copies every value first and answers any
//! mistake with "no variant matched". Here the kind of the value selects the form, so a mistake in
//! a mapping is reported as such.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};

use crate::model::{
    Answer, Field, FieldFacts, Json, Ordered, Required, RequiredEither, RequiredWhen, Scalar,
    UnknownRequired, Value, ValueFacts,
};

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Form;

        impl<'de> Visitor<'de> for Form {
            type Value = Field;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a type expression or a mapping")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Field, E> {
                Ok(Field::Type(text.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Field, A::Error> {
                FieldFacts::deserialize(MapAccessDeserializer::new(map))
                    .map(|facts| Field::Full(Box::new(facts)))
            }
        }

        deserializer.deserialize_any(Form)
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Form;

        impl<'de> Visitor<'de> for Form {
            type Value = Answer;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a type expression or a mapping")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Answer, E> {
                Ok(Answer {
                    type_: Some(text.to_owned()),
                    ..Answer::default()
                })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Answer, A::Error> {
                // The derived function, not this one.
                Answer::deserialize(MapAccessDeserializer::new(map))
            }
        }

        deserializer.deserialize_any(Form)
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Form;

        impl<'de> Visitor<'de> for Form {
            type Value = Value;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value or a mapping")
            }

            fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
                Ok(Value::Wire(Scalar::Bool(value)))
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
                Ok(Value::Wire(Scalar::Integer(value)))
            }

            fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
                Ok(Value::Wire(unsigned(value)))
            }

            fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
                Ok(Value::Wire(Scalar::Float(value)))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
                Ok(Value::Wire(Scalar::Text(text.to_owned())))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Value, A::Error> {
                ValueFacts::deserialize(MapAccessDeserializer::new(map)).map(Value::Full)
            }
        }

        deserializer.deserialize_any(Form)
    }
}

impl<'de> Deserialize<'de> for Required {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        /// Every key of both mappings that a requirement may be.
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Requirement {
            when: Option<String>,
            either: Option<String>,
            alternative: Option<String>,
        }

        struct Form;

        impl<'de> Visitor<'de> for Form {
            type Value = Required;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`true`, `false`, `unknown` or a mapping")
            }

            fn visit_bool<E: Error>(self, value: bool) -> Result<Required, E> {
                Ok(Required::Always(value))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Required, E> {
                match text {
                    "unknown" => Ok(Required::Unknown(UnknownRequired::Unknown)),
                    _ => Err(E::invalid_value(Unexpected::Str(text), &self)),
                }
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Required, A::Error> {
                match Requirement::deserialize(MapAccessDeserializer::new(map))? {
                    Requirement {
                        when: Some(when),
                        either: None,
                        alternative: None,
                    } => Ok(Required::When(RequiredWhen { when })),
                    Requirement {
                        when: None,
                        either: Some(either),
                        alternative,
                    } => Ok(Required::Either(RequiredEither {
                        either,
                        alternative,
                    })),
                    _ => Err(A::Error::custom(VAGUE_REQUIREMENT)),
                }
            }
        }

        deserializer.deserialize_any(Form)
    }
}

/// A mapping under `required` that is neither of its two forms.
pub(crate) const VAGUE_REQUIREMENT: &str =
    "a requirement is either `when`, or `either` with or without `alternative`";

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Form;

        impl Visitor<'_> for Form {
            type Value = Scalar;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string, a number or a boolean")
            }

            fn visit_bool<E: Error>(self, value: bool) -> Result<Scalar, E> {
                Ok(Scalar::Bool(value))
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<Scalar, E> {
                Ok(Scalar::Integer(value))
            }

            fn visit_u64<E: Error>(self, value: u64) -> Result<Scalar, E> {
                Ok(unsigned(value))
            }

            fn visit_f64<E: Error>(self, value: f64) -> Result<Scalar, E> {
                Ok(Scalar::Float(value))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Scalar, E> {
                Ok(Scalar::Text(text.to_owned()))
            }
        }

        deserializer.deserialize_any(Form)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Form;

        impl<'de> Visitor<'de> for Form {
            type Value = Json;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON value")
            }

            fn visit_unit<E: Error>(self) -> Result<Json, E> {
                Ok(Json::Null)
            }

            fn visit_none<E: Error>(self) -> Result<Json, E> {
                Ok(Json::Null)
            }

            fn visit_bool<E: Error>(self, value: bool) -> Result<Json, E> {
                Ok(Json::Bool(value))
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<Json, E> {
                Ok(Json::Integer(value))
            }

            fn visit_u64<E: Error>(self, value: u64) -> Result<Json, E> {
                Ok(match unsigned(value) {
                    Scalar::Integer(value) => Json::Integer(value),
                    // A whole number outside of the range of `i64`.
                    #[allow(clippy::cast_precision_loss)]
                    _ => Json::Float(value as f64),
                })
            }

            fn visit_f64<E: Error>(self, value: f64) -> Result<Json, E> {
                Ok(Json::Float(value))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Json, E> {
                Ok(Json::Text(text.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = list.next_element()? {
                    items.push(item);
                }
                Ok(Json::List(items))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Json, A::Error> {
                Ordered::deserialize(MapAccessDeserializer::new(map)).map(Json::Map)
            }
        }

        deserializer.deserialize_any(Form)
    }
}

#[allow(clippy::cast_precision_loss)]
fn unsigned(value: u64) -> Scalar {
    i64::try_from(value).map_or(Scalar::Float(value as f64), Scalar::Integer)
}
