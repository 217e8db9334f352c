//! Implementations for the types of the standard library.

use rust_decimal::Decimal;

use crate::field::ValueRef;
use crate::field::{Field, Input, Scalar, ScalarMismatch, Sink, Written};
use crate::value::{Map, Value};

macro_rules! copied {
    ($($ty:ty => $variant:ident),*) => {$(
        impl Field for $ty {
            #[inline]
            fn sink(slot: &mut Option<Self>) -> Sink<'_> {
                Sink::$variant(slot)
            }
        }

        impl Written for $ty {
            #[inline]
            fn value_ref(&self) -> ValueRef<'_> {
                ValueRef::$variant(*self)
            }
        }
    )*};
}

copied!(i64 => Integer, f64 => Double, Decimal => Decimal, bool => Boolean);

impl Field for String {
    #[inline]
    fn sink(slot: &mut Option<Self>) -> Sink<'_> {
        Sink::Text(slot)
    }
}

impl Written for String {
    #[inline]
    fn value_ref(&self) -> ValueRef<'_> {
        ValueRef::Text(self)
    }
}

impl Field for Value {
    #[inline]
    fn sink(slot: &mut Option<Self>) -> Sink<'_> {
        Sink::Any(slot)
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
    fn value_ref(&self) -> ValueRef<'_> {
        if self.is_null() {
            ValueRef::Absent
        } else {
            ValueRef::Any(self)
        }
    }
}

/// No value: any JSON is skipped.
impl Field for () {
    #[inline]
    fn sink(_slot: &mut Option<Self>) -> Sink<'_> {
        Sink::Discard
    }

    fn absent() -> Option<Self> {
        Some(())
    }
}

impl Written for () {
    #[inline]
    fn value_ref(&self) -> ValueRef<'_> {
        ValueRef::Absent
    }
}

impl<T: Field> Field for Option<T> {
    fn sink(slot: &mut Option<Self>) -> Sink<'_> {
        T::sink(slot.insert(None))
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn rows(&self) -> Option<usize> {
        self.as_ref()?.rows()
    }
}

impl<T: Written> Written for Option<T> {
    fn value_ref(&self) -> ValueRef<'_> {
        self.as_ref().map_or(ValueRef::Absent, T::value_ref)
    }
}

impl<T: Field> Field for Vec<T> {
    #[inline]
    fn sink(slot: &mut Option<Self>) -> Sink<'_> {
        Sink::List(slot)
    }

    #[inline]
    fn rows(&self) -> Option<usize> {
        Some(self.len())
    }
}

impl<T: Written> Written for Vec<T> {
    #[inline]
    fn value_ref(&self) -> ValueRef<'_> {
        ValueRef::List(self)
    }
}

impl<K: Scalar, V: Field> Field for Map<K, V> {
    #[inline]
    fn sink(slot: &mut Option<Self>) -> Sink<'_> {
        Sink::Map(slot)
    }
}

impl<K: Scalar, V: Written> Written for Map<K, V> {
    #[inline]
    fn value_ref(&self) -> ValueRef<'_> {
        ValueRef::Map(self)
    }
}

impl Scalar for i64 {
    const EXPECTED: &'static str = "a whole number";

    #[inline]
    fn read(input: Input<'_>) -> Result<Option<Self>, ScalarMismatch> {
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

    fn read(input: Input<'_>) -> Result<Option<Self>, ScalarMismatch> {
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
            fn sink(slot: &mut Option<Self>) -> $crate::field::Sink<'_> {
                $crate::field::Sink::Scalar(slot)
            }
        }

        impl $(<$parameter: $bound>)? $crate::field::Written for $ty $(<$parameter>)? {
            #[inline]
            fn value_ref(&self) -> $crate::field::ValueRef<'_> {
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
