//! A `serde` deserializer over nodes, by the rules of `serde_yaml`.

use serde::de::value::{BorrowedStrDeserializer, StrDeserializer};
use serde::de::{
    DeserializeSeed, Deserializer, Error, Expected, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;

use super::failure::{FailedNode, Failure, What};
use super::nothing::Nothing;
use super::word::Word;
use super::{Identity, Repairs};
use crate::node::{Entry, Kind, Node, Scalar, Style, Value};

/// Reads one node.
#[derive(Clone, Copy)]
pub(super) struct Reader<'n> {
    node: &'n Node,
    repairs: &'n Repairs,
}

impl<'n> Reader<'n> {
    pub(super) fn new(node: &'n Node, repairs: &'n Repairs) -> Self {
        Self { node, repairs }
    }

    /// Adds the node to a failure that has none.
    fn located<T>(self, result: Result<T, Failure>) -> Result<T, Failure> {
        result.map_err(|failure| failure.at(|| self.failed_node()))
    }

    fn failed_node(self) -> FailedNode {
        let keys = self
            .node
            .entries()
            .iter()
            .map(|entry| entry.key.to_string())
            .collect();
        FailedNode {
            identity: Identity::of(self.node),
            span: self.node.span(),
            path: Vec::new(),
            found: self.node.describe(),
            keys,
            repaired: self.repairs.skips_node(self.node)
                || self
                    .node
                    .entries()
                    .iter()
                    .any(|entry| self.repairs.skips(entry)),
        }
    }

    fn scalar(self) -> Option<&'n Scalar> {
        if let Kind::Scalar(scalar) = self.node.kind() {
            Some(scalar)
        } else {
            None
        }
    }

    /// Whether the node is an empty scalar, which `serde_yaml` also accepts as an empty list or
    /// mapping.
    fn is_blank(self) -> bool {
        self.scalar()
            .is_some_and(|scalar| scalar.text.is_empty() && scalar.style == Style::Plain)
    }

    fn map(self) -> Entries<'n> {
        let entries = if self.repairs.skips_node(self.node) {
            &[]
        } else {
            self.node.entries()
        };
        Entries {
            repairs: self.repairs,
            rest: entries.iter(),
            value: None,
            added: self.repairs.added(self.node),
        }
    }

    fn number<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.scalar().map(Scalar::value) {
            Some(Value::Integer(_) | Value::Unsigned(_) | Value::Float(_)) => self.any(visitor),
            _ => Err(wrong(&visitor)),
        }
    }

    fn any<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.node.kind() {
            Kind::Scalar(scalar) => match scalar.value() {
                Value::Null => visitor.visit_unit(),
                Value::Bool(value) => visitor.visit_bool(value),
                // Like `serde_yaml`: numbers that are not negative are unsigned.
                Value::Integer(value) => match u64::try_from(value) {
                    Ok(value) => visitor.visit_u64(value),
                    Err(_) => visitor.visit_i64(value),
                },
                Value::Unsigned(value) => visitor.visit_u64(value),
                Value::Float(value) => visitor.visit_f64(value),
                Value::Text(text) => visitor.visit_borrowed_str(text),
            },
            Kind::Sequence(items) => visitor.visit_seq(Items {
                repairs: self.repairs,
                rest: items.iter().enumerate(),
            }),
            Kind::Mapping(_) => visitor.visit_map(self.map()),
        }
    }
}

macro_rules! numbers {
    ($($method:ident)*) => { $(
        fn $method<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Failure> {
            self.located(self.number(visitor))
        }
    )* };
}

macro_rules! texts {
    ($($method:ident)*) => { $(
        fn $method<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Failure> {
            self.located(match self.scalar() {
                Some(scalar) => visitor.visit_borrowed_str(&scalar.text),
                None => Err(wrong(&"a string")),
            })
        }
    )* };
}

impl<'n> Deserializer<'n> for Reader<'n> {
    type Error = Failure;

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64
    }

    texts! { deserialize_char deserialize_str deserialize_string deserialize_identifier }

    fn deserialize_any<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.located(self.any(visitor))
    }

    fn deserialize_bool<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.located(match self.scalar().map(Scalar::value) {
            Some(Value::Bool(value)) => visitor.visit_bool(value),
            _ => Err(wrong(&visitor)),
        })
    }

    fn deserialize_option<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.scalar().map(Scalar::value) {
            Some(Value::Null) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.located(match self.node.kind() {
            Kind::Sequence(_) => self.any(visitor),
            _ if self.is_blank() => visitor.visit_seq(Items {
                repairs: self.repairs,
                rest: [].iter().enumerate(),
            }),
            _ => Err(wrong(&visitor)),
        })
    }

    fn deserialize_map<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Failure> {
        let readable = matches!(self.node.kind(), Kind::Mapping(_)) || self.is_blank();
        self.located(if readable || self.repairs.skips_node(self.node) {
            visitor.visit_map(self.map())
        } else {
            Err(wrong(&visitor))
        })
    }

    fn deserialize_struct<V: Visitor<'n>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'n>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.located(if let Some(scalar) = self.scalar() {
            visitor.visit_enum(Word(&scalar.text))
        } else {
            let expected = format!("one of `{}`", variants.join("`, `"));
            Err(Failure::new(What::WrongKind {
                expected,
                found: String::new(),
            }))
        })
    }

    fn deserialize_newtype_struct<V: Visitor<'n>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_ignored_any<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { <V: Visitor<'n>> bytes byte_buf unit unit_struct tuple tuple_struct }
}

/// `found` comes from the node.
fn wrong(expected: &dyn Expected) -> Failure {
    Failure::invalid_type(Unexpected::Other(""), expected)
}

/// The items of a list.
struct Items<'n> {
    repairs: &'n Repairs,
    rest: std::iter::Enumerate<std::slice::Iter<'n, Node>>,
}

impl<'n> SeqAccess<'n> for Items<'n> {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'n>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Failure> {
        let repairs = self.repairs;
        let Some((index, item)) = self
            .rest
            .by_ref()
            .find(|(_, item)| !repairs.skips_node(item))
        else {
            return Ok(None);
        };
        seed.deserialize(Reader::new(item, repairs))
            .map(Some)
            .map_err(|failure| failure.within(index))
    }
}

/// The entries of a mapping.
struct Entries<'n> {
    repairs: &'n Repairs,
    rest: std::slice::Iter<'n, Entry>,
    /// The entry whose key was read last.
    value: Option<&'n Entry>,
    /// Keys that are read as if they were present.
    added: Vec<&'static str>,
}

impl<'n> MapAccess<'n> for Entries<'n> {
    type Error = Failure;

    fn next_key_seed<K: DeserializeSeed<'n>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Failure> {
        for entry in self.rest.by_ref() {
            if self.repairs.skips(entry) {
                continue;
            }
            self.value = Some(entry);
            let key: BorrowedStrDeserializer<'n, Failure> =
                BorrowedStrDeserializer::new(&entry.key);
            return seed
                .deserialize(key)
                .map(Some)
                .map_err(|failure| failure.at(|| failed_key(entry)));
        }
        self.value = None;
        match self.added.pop() {
            Some(key) => {
                let key: StrDeserializer<'_, Failure> = key.into_deserializer();
                seed.deserialize(key).map(Some)
            }
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'n>>(&mut self, seed: V) -> Result<V::Value, Failure> {
        let Some(entry) = self.value else {
            return seed.deserialize(Nothing);
        };
        seed.deserialize(Reader::new(&entry.value, self.repairs))
            .map_err(|failure| failure.within(&entry.key))
    }
}

fn failed_key(entry: &Entry) -> FailedNode {
    FailedNode {
        identity: Identity::of(entry),
        span: entry.key_span,
        path: Vec::new(),
        found: "a key",
        keys: Vec::new(),
        repaired: false,
    }
}
