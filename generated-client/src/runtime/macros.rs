//! The implementations that all emitted types of a kind share.

/// The implementations that every record has in common.
#[doc(hidden)]
#[macro_export]
macro_rules! __record {
    ($name:ident) => {
        impl $crate::runtime::OfKind for $name {
            type Kind = $crate::runtime::RecordKind;
        }
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

/// The implementations that every enumeration has in common.
#[doc(hidden)]
#[macro_export]
macro_rules! __enumeration {
    ($name:ident, integer) => {
        $crate::__enumeration!($name);
        impl ::core::convert::From<i64> for $name {
            #[inline]
            fn from(number: i64) -> Self {
                $crate::runtime::Enumeration::from_wire(&::std::string::ToString::to_string(
                    &number,
                ))
            }
        }
    };
    ($name:ident) => {
        impl $crate::runtime::OfKind for $name {
            type Kind = $crate::runtime::EnumerationKind;
            #[inline]
            fn is_unknown(&self) -> bool {
                ::core::matches!(self, Self::Unknown(_))
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
                $crate::runtime::Enumeration::as_wire(self)
                    == $crate::runtime::Enumeration::as_wire(other)
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
    };
}

/// The implementations that every union has in common.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    ($name:ident) => {
        impl $crate::runtime::OfKind for $name {
            type Kind = $crate::runtime::UnionKind;
            #[inline]
            fn is_unknown(&self) -> bool {
                ::core::matches!(self, Self::Unknown(_))
            }
        }
        $crate::__serde!($name);
    };
}

/// The implementations that every object of a request has in common.
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

/// The implementations that all builders have in common.
#[doc(hidden)]
#[macro_export]
macro_rules! __builder {
    ($name:ident) => {
        $crate::__params!($name);
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::runtime::debug_params(::core::stringify!($name), &self.0, f)
            }
        }
    };
}

/// The implementations that every filter has in common.
#[doc(hidden)]
#[macro_export]
macro_rules! __filter {
    ($name:ident, $of:ty $(, $written:ident)*) => {
        $crate::__object!($name);
        $crate::__and!($name, $of $(, $written)*);
    };
}

/// The implementations that every filter of REST 3.0 has in common.
#[doc(hidden)]
#[macro_export]
macro_rules! __conditions {
    ($name:ident, $of:ty $(, $written:ident)*) => {
        $crate::__builder!($name);
        impl $crate::runtime::Emitted for $name {
            #[inline]
            fn into_arg(self) -> $crate::runtime::Arg<Self> {
                $crate::runtime::conditions(self.0)
            }
        }
        $crate::__and!($name, $of $(, $written)*);
    };
}

/// Adds conditions to a filter, and writes them as it takes them: yes and no of custom fields in a
/// format, equality as a `bare` key.
#[doc(hidden)]
#[macro_export]
macro_rules! __and {
    (@written $of:ty, $params:expr) => { $params };
    (@written $of:ty, $params:expr, bare) => { $crate::runtime::bare($params) };
    (@written $of:ty, $params:expr, $boolean:ident $(, $rest:ident)*) => {
        $crate::__and!(
            @written $of,
            $crate::runtime::custom_booleans::<$of>(
                $params,
                $crate::runtime::BooleanFormat::$boolean,
            )
            $(, $rest)*
        )
    };
    ($name:ident, $of:ty $(, $written:ident)*) => {
        impl $name {
            /// Adds conditions; all of them must hold.
            #[inline]
            pub fn and<S>(self, condition: $crate::runtime::Condition<$of, S>) -> Self
            where
                S: $crate::runtime::AcceptedBy<Self>,
            {
                let params = $crate::runtime::and(self.0, condition);
                Self($crate::__and!(@written $of, params $(, $written)*))
            }
        }
        #[diagnostic::do_not_recommend]
        impl $crate::runtime::Filters<$of> for $name {
            #[inline]
            fn of(params: $crate::runtime::Params) -> Self {
                Self($crate::__and!(@written $of, params $(, $written)*))
            }
        }
    };
}

/// The operators of a filter; after each number, the operators of that refusal.
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

/// The types that a refusal of a filter does not exclude.
#[doc(hidden)]
#[macro_export]
macro_rules! __suits {
    ($name:ident, $refusal:literal: $($class:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl<O> $crate::runtime::Suits<O, $class, $refusal> for $name {}
    )*};
}

/// Fields of a record that are known only by the pattern of their name.
#[doc(hidden)]
#[macro_export]
macro_rules! __custom {
    ($name:ident, $use:ident) => {
        impl $name {
            /// A field that has no constant, by a name that matches one of the families above; `V`
            /// is the type of its values.
            #[inline]
            pub fn custom<V>(
                name: impl ::core::convert::Into<::std::borrow::Cow<'static, str>>,
            ) -> $crate::runtime::Key<Self, V, $crate::runtime::uses::$use> {
                $crate::runtime::Key::custom(name)
            }
        }
    };
}

/// The implementations that every request has in common.
#[doc(hidden)]
#[macro_export]
macro_rules! __request {
    ($name:ident) => {
        $crate::__params!($name);
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let name = <Self as $crate::runtime::Request>::METHOD.name;
                $crate::runtime::debug_params(name, &self.0, f)
            }
        }
        // Only for its message: the bound never holds.
        impl ::core::future::Future for $name
        where
            for<'never> $crate::runtime::Unsent<'never>: $crate::runtime::SentByAwait,
        {
            type Output = ();
            #[inline]
            fn poll(
                self: ::core::pin::Pin<&mut Self>,
                _context: &mut ::core::task::Context<'_>,
            ) -> ::core::task::Poll<()> {
                ::core::task::Poll::Pending
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

/// The methods of requests whose answers hold objects.
#[doc(hidden)]
#[macro_export]
macro_rules! __typed {
    ($name:ident) => {
        impl $name {
            /// Reads the rows of the answer as a struct that derives `bitrix24::Entity`.
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

/// The implementations that every kind of error has in common.
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

/// The methods of a newtype over parameters.
#[doc(hidden)]
#[macro_export]
macro_rules! __params {
    ($name:ident) => {
        impl $name {
            /// Sets a parameter that the schema does not describe, by its name in the API. An
            /// earlier value is replaced.
            #[inline]
            pub fn param(
                self,
                name: &str,
                value: impl $crate::runtime::IntoArg<$crate::runtime::Value>,
            ) -> Self {
                Self(self.0.with(name, value))
            }
        }
    };
}

/// Serde's traits for a type with sinks.
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
                    &$crate::runtime::Written::value_ref(self),
                    serializer,
                )
            }
        }
    };
}
