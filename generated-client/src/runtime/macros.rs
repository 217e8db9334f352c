//! The implementations that all emitted types of a kind share.

/// What every record has but its places.
#[doc(hidden)]
#[macro_export]
macro_rules! __record {
    ($name:ident) => {
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::runtime::debug(::core::stringify!($name), self, f)
            }
        }
        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::runtime::same(self, other)
            }
        }
        $crate::__serde!($name);
    };
}

/// What every enumeration has but its values.
#[doc(hidden)]
#[macro_export]
macro_rules! __enumeration {
    ($name:ident) => {
        impl $crate::runtime::Field for $name {
            #[inline]
            fn place(slot: &mut ::core::option::Option<Self>) -> $crate::runtime::Place<'_> {
                $crate::runtime::Place::Leaf(slot)
            }
        }
        impl $crate::runtime::Written for $name {
            #[inline]
            fn peek(&self) -> $crate::runtime::Peek<'_> {
                $crate::runtime::peek_enumeration(
                    $crate::runtime::Enumeration::as_wire(self),
                    <Self as $crate::runtime::Enumeration>::INTEGER,
                )
            }
        }
        impl $crate::runtime::Scalar for $name {
            const EXPECTED: &'static str = "a text or a number";
            #[inline]
            fn read(
                input: $crate::runtime::Input<'_>,
            ) -> ::core::result::Result<::core::option::Option<Self>, $crate::runtime::Misread> {
                $crate::runtime::read_enumeration(input, |value| ::core::matches!(value, Self::Unknown(_)))
            }
            #[inline]
            fn is_exact(input: $crate::runtime::Input<'_>) -> bool {
                ::core::matches!(Self::read(input), Ok(Some(value)) if !::core::matches!(value, Self::Unknown(_)))
            }
        }
        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str($crate::runtime::Enumeration::as_wire(self))
            }
        }
        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::runtime::Enumeration::as_wire(self) == $crate::runtime::Enumeration::as_wire(other)
            }
        }
        impl ::core::cmp::Eq for $name {}
        impl ::core::hash::Hash for $name {
            #[inline]
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                ::core::hash::Hash::hash($crate::runtime::Enumeration::as_wire(self), state);
            }
        }
        impl ::core::convert::From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                $crate::runtime::Enumeration::from_wire(text)
            }
        }
        impl ::core::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                $crate::runtime::Enumeration::from_wire(&text)
            }
        }
        $crate::__serde!($name);
        $crate::__arg!($name);
    };
}

/// What every union has but its alternatives.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    ($name:ident) => {
        impl $crate::runtime::Field for $name {
            #[inline]
            fn place(slot: &mut ::core::option::Option<Self>) -> $crate::runtime::Place<'_> {
                $crate::runtime::Place::Whole(slot)
            }
        }
        impl $crate::runtime::Written for $name {
            #[inline]
            fn peek(&self) -> $crate::runtime::Peek<'_> {
                $crate::runtime::Peek::Made($crate::runtime::Union::to_value(self))
            }
        }
        impl $crate::runtime::Whole for $name {
            #[inline]
            fn read(value: $crate::runtime::Value) -> ::core::option::Option<Self> {
                $crate::runtime::read_union(value, |value| {
                    ::core::matches!(value, Self::Unknown(_))
                })
            }
            #[inline]
            fn is_exact(value: &$crate::runtime::Value) -> bool {
                let value = <Self as $crate::runtime::Union>::from_value(
                    ::core::clone::Clone::clone(value),
                );
                !::core::matches!(value, Self::Unknown(_))
            }
        }
        $crate::__serde!($name);
        $crate::__arg!($name);
    };
}

/// What every object of a request has but its setters.
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    ($name:ident) => {
        $crate::__builder!($name);
        impl $crate::runtime::Emitted for $name {
            #[inline]
            fn into_arg(self) -> $crate::runtime::Arg<Self> {
                $crate::runtime::Arg::object(self.0)
            }
        }
    };
}

/// What builders of any kind have.
#[doc(hidden)]
#[macro_export]
macro_rules! __builder {
    ($name:ident) => {
        $crate::__params!($name);
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::write!(f, "{} {:?}", ::core::stringify!($name), self.0)
            }
        }
    };
}

/// What every filter has but its constructor and its operators.
#[doc(hidden)]
#[macro_export]
macro_rules! __filter {
    ($name:ident, $of:ty) => {
        $crate::__object!($name);
        $crate::__and!($name, $of);
    };
}

/// What every filter of REST 3.0 has but its constructor and its operators.
#[doc(hidden)]
#[macro_export]
macro_rules! __conditions {
    ($name:ident, $of:ty) => {
        $crate::__builder!($name);
        impl $crate::runtime::Emitted for $name {
            #[inline]
            fn into_arg(self) -> $crate::runtime::Arg<Self> {
                $crate::runtime::conditions(self.0)
            }
        }
        $crate::__and!($name, $of);
    };
}

/// Adding a condition to a filter.
#[doc(hidden)]
#[macro_export]
macro_rules! __and {
    ($name:ident, $of:ty) => {
        impl $name {
            /// Adds a condition; all conditions must hold.
            #[inline]
            pub fn and<O>(self, condition: $crate::runtime::Condition<$of, O>) -> Self
            where
                Self: $crate::runtime::Allows<O>,
            {
                Self($crate::runtime::and(self.0, condition))
            }
        }
    };
}

/// What every request has but its setters and its method.
#[doc(hidden)]
#[macro_export]
macro_rules! __request {
    ($name:ident) => {
        $crate::__params!($name);
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::write!(
                    f,
                    "{} {:?}",
                    <Self as $crate::runtime::Request>::METHOD.name,
                    self.0
                )
            }
        }
        impl $crate::runtime::Call for $name {
            #[inline]
            fn params(&self) -> &$crate::runtime::Params {
                &self.0
            }
            #[inline]
            fn into_params(self) -> $crate::runtime::Params {
                self.0
            }
        }
    };
}

/// What requests have whose answers hold objects.
#[doc(hidden)]
#[macro_export]
macro_rules! __typed {
    ($name:ident) => {
        impl $name {
            /// Reads the rows of the answer as a struct of your own, which derives `bitrix24::Entity`.
            #[inline]
            pub fn typed<V>(self) -> $crate::runtime::Typed<Self, V>
            where
                <Self as $crate::runtime::Request>::Output: $crate::entity::Rows<V>,
            {
                $crate::runtime::Typed::new(self)
            }
        }
    };
}

/// What every kind of error has but its variants.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_kind {
    ($name:ident) => {
        impl ::core::clone::Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                $crate::runtime::ErrorKind::of($crate::runtime::ErrorKind::part(self))
            }
        }
        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::runtime::ErrorKind::part(self) == $crate::runtime::ErrorKind::part(other)
            }
        }
        impl ::core::cmp::Eq for $name {}
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let rows = <Self as $crate::runtime::ErrorKind>::ROWS;
                $crate::runtime::debug_kind($crate::runtime::ErrorKind::part(self), rows, f)
            }
        }
    };
}

/// A newtype over parameters.
#[doc(hidden)]
#[macro_export]
macro_rules! __params {
    ($name:ident) => {
        impl $name {
            /// Sets what the schema does not describe, under its name on the wire; an earlier value is replaced.
            #[inline]
            pub fn param(
                self,
                name: &str,
                value: impl ::core::convert::Into<$crate::runtime::Arg<$crate::runtime::Value>>,
            ) -> Self {
                Self(self.0.with(name, value))
            }
        }
    };
}

/// Serde's traits for a type that has places.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($name:ident) => {
        impl<'de> $crate::runtime::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::runtime::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::runtime::from_deserializer(deserializer)
            }
        }
        impl $crate::runtime::Serialize for $name {
            #[inline]
            fn serialize<S: $crate::runtime::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::runtime::Serialize::serialize(
                    &$crate::runtime::Written::peek(self),
                    serializer,
                )
            }
        }
    };
}

/// A typed value as an argument.
#[doc(hidden)]
#[macro_export]
macro_rules! __arg {
    ($name:ident) => {
        impl $crate::runtime::Emitted for $name {
            #[inline]
            fn into_arg(self) -> $crate::runtime::Arg<Self> {
                $crate::runtime::Arg::of(&self)
            }
        }
    };
}
