//! Rust's own types as types of the API.

use rust_decimal::Decimal;

use crate::field::Peek;
use crate::field::{Field, Input, Misread, Place, Scalar, Written};
use crate::value::{Map, Value};

macro_rules! copied {
    ($($ty:ty => $variant:ident),*) => {$(
        impl Field for $ty {
            #[inline]
            fn place(slot: &mut Option<Self>) -> Place<'_> {
                Place::$variant(slot)
            }
        }

        impl Written for $ty {
            #[inline]
            fn peek(&self) -> Peek<'_> {
                Peek::$variant(*self)
            }
        }
    )*};
}

copied!(i64 => Integer, f64 => Double, Decimal => Decimal, bool => Boolean);

impl Field for String {
    #[inline]
    fn place(slot: &mut Option<Self>) -> Place<'_> {
        Place::Text(slot)
    }
}

impl Written for String {
    #[inline]
    fn peek(&self) -> Peek<'_> {
        Peek::Text(self)
    }
}

impl Field for Value {
    #[inline]
    fn place(slot: &mut Option<Self>) -> Place<'_> {
        Place::Any(slot)
    }

    fn absent() -> Option<Self> {
        Some(Self::Null)
    }

    fn rows(&self) -> Option<usize> {
        self.as_list().map(<[Self]>::len)
    }
}

impl Written for Value {
    #[inline]
    fn peek(&self) -> Peek<'_> {
        if self.is_null() {
            Peek::Absent
        } else {
            Peek::Any(self)
        }
    }
}

/// Nothing: whatever comes is passed over.
impl Field for () {
    #[inline]
    fn place(_slot: &mut Option<Self>) -> Place<'_> {
        Place::Nothing
    }

    fn absent() -> Option<Self> {
        Some(())
    }
}

impl Written for () {
    #[inline]
    fn peek(&self) -> Peek<'_> {
        Peek::Absent
    }
}

impl<T: Field> Field for Option<T> {
    fn place(slot: &mut Option<Self>) -> Place<'_> {
        T::place(slot.insert(None))
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn rows(&self) -> Option<usize> {
        self.as_ref()?.rows()
    }
}

impl<T: Written> Written for Option<T> {
    fn peek(&self) -> Peek<'_> {
        self.as_ref().map_or(Peek::Absent, T::peek)
    }
}

impl<T: Field> Field for Vec<T> {
    #[inline]
    fn place(slot: &mut Option<Self>) -> Place<'_> {
        Place::List(slot)
    }

    #[inline]
    fn rows(&self) -> Option<usize> {
        Some(self.len())
    }
}

impl<T: Written> Written for Vec<T> {
    #[inline]
    fn peek(&self) -> Peek<'_> {
        Peek::List(self)
    }
}

impl<K: Scalar, V: Field> Field for Map<K, V> {
    #[inline]
    fn place(slot: &mut Option<Self>) -> Place<'_> {
        Place::Dict(slot)
    }
}

impl<K: Scalar, V: Written> Written for Map<K, V> {
    #[inline]
    fn peek(&self) -> Peek<'_> {
        Peek::Dict(self)
    }
}

impl Scalar for i64 {
    const EXPECTED: &'static str = "a whole number";

    #[inline]
    fn read(input: Input<'_>) -> Result<Option<Self>, Misread> {
        if let Input::Integer(value) = input {
            return Ok(Some(value));
        }
        crate::decode::integer(input)
    }

    fn is_exact(input: Input<'_>) -> bool {
        matches!(input, Input::Integer(_))
    }
}

impl Scalar for String {
    const EXPECTED: &'static str = "text";

    fn read(input: Input<'_>) -> Result<Option<Self>, Misread> {
        crate::decode::text(input)
    }

    fn is_exact(input: Input<'_>) -> bool {
        matches!(input, Input::Text(_))
    }
}

impl<'de, K: Scalar, V: Field> serde::Deserialize<'de> for Map<K, V> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::decode::from_deserializer(deserializer)
    }
}

/// `Field` for a scalar, and serde's traits from it.
macro_rules! scalar {
    ($ty:ident $(<$parameter:ident: $bound:ident>)?) => {
        impl $(<$parameter: $bound>)? $crate::field::Field for $ty $(<$parameter>)? {
            #[inline]
            fn place(slot: &mut Option<Self>) -> $crate::field::Place<'_> {
                $crate::field::Place::Leaf(slot)
            }
        }

        impl $(<$parameter: $bound>)? $crate::field::Written for $ty $(<$parameter>)? {
            #[inline]
            fn peek(&self) -> $crate::field::Peek<'_> {
                self.write()
            }
        }

        impl<'de $(, $parameter: $bound)?> serde::Deserialize<'de> for $ty $(<$parameter>)? {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::decode::from_deserializer(deserializer)
            }
        }

        impl $(<$parameter: $bound>)? serde::Serialize for $ty $(<$parameter>)? {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serde::Serialize::serialize(&self.write(), serializer)
            }
        }
    };
}
pub(super) use scalar;
