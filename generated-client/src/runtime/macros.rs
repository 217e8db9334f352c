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
    ($name:ident, integer) => {
        $crate::__enumeration!($name);
        impl ::core::convert::From<i64> for $name {
            #[inline]
            fn from(number: i64) -> Self {
                $crate::runtime::Enumeration::from_wire(&::std::string::ToString::to_string(&number))
            }
        }
        impl $crate::runtime::FromInteger for $name {
            #[inline]
            fn from_integer(number: i64) -> $crate::runtime::Value {
                $crate::runtime::Value::Integer(number)
            }
        }
    };
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
        impl $crate::runtime::Operand for $name {
            type Class = Self;
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
        impl $crate::runtime::Operand for $name {
            type Class = Self;
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

/// Adding conditions to a filter.
#[doc(hidden)]
#[macro_export]
macro_rules! __and {
    ($name:ident, $of:ty) => {
        impl $name {
            /// Adds conditions; all must hold.
            #[inline]
            pub fn and<S>(self, condition: $crate::runtime::Condition<$of, S>) -> Self
            where
                S: $crate::runtime::Fits<Self>,
            {
                Self($crate::runtime::and(self.0, condition))
            }
        }
        #[diagnostic::do_not_recommend]
        impl $crate::runtime::Filters<$of> for $name {
            #[inline]
            fn of(params: $crate::runtime::Params) -> Self {
                Self(params)
            }
        }
    };
}

/// The operators of a filter, and after each number those that a refusal of it is about.
#[doc(hidden)]
#[macro_export]
macro_rules! __allows {
    ($name:ident: $($operator:ident)* $(; $refusal:literal $($refused:ident)*)*) => {
        $(
            impl $crate::runtime::Allows<$crate::runtime::op::$operator> for $name {
                type On = $crate::runtime::AnyType;
            }
        )*
        $($(
            impl $crate::runtime::Allows<$crate::runtime::op::$refused> for $name {
                type On = $crate::runtime::Refusal<$refusal>;
            }
        )*)*
    };
}

/// The types that a refusal of a filter leaves.
#[doc(hidden)]
#[macro_export]
macro_rules! __suits {
    ($name:ident, $refusal:literal: $($class:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl<O> $crate::runtime::Suits<O, $class, $refusal> for $name {}
    )*};
}

/// Fields of a record that are known by the form of their name only.
#[doc(hidden)]
#[macro_export]
macro_rules! __custom {
    ($name:ident, $use:ident) => {
        impl $name {
            /// A field that no constant names, by a name of one of the families above; `V` is the type of its values.
            #[inline]
            pub fn custom<V>(
                name: impl ::core::convert::Into<::std::borrow::Cow<'static, str>>,
            ) -> $crate::runtime::Key<Self, V, $crate::runtime::uses::$use> {
                $crate::runtime::Key::custom(name)
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
