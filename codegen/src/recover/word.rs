//! A variant of an enumeration as a word.

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{DeserializeSeed, EnumAccess, Error, VariantAccess, Visitor};

use super::failure::Failure;

/// A word that names a variant.
pub(super) struct Word<'n>(pub(super) &'n str);

impl<'n> EnumAccess<'n> for Word<'n> {
    type Error = Failure;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'n>>(self, seed: V) -> Result<(V::Value, Self), Failure> {
        let word: BorrowedStrDeserializer<'n, Failure> = BorrowedStrDeserializer::new(self.0);
        Ok((seed.deserialize(word)?, self))
    }
}

impl<'n> VariantAccess<'n> for Word<'n> {
    type Error = Failure;

    fn unit_variant(self) -> Result<(), Failure> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'n>>(self, _seed: T) -> Result<T::Value, Failure> {
        Err(Failure::custom("a word cannot hold a value"))
    }

    fn tuple_variant<V: Visitor<'n>>(self, _len: usize, _visitor: V) -> Result<V::Value, Failure> {
        Err(Failure::custom("a word cannot hold a list"))
    }

    fn struct_variant<V: Visitor<'n>>(
        self,
        _fields: &'static [&'static str],
        _visitor: V,
    ) -> Result<V::Value, Failure> {
        Err(Failure::custom("a word cannot hold a mapping"))
    }
}
