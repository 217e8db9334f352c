//! What emitted code uses. It is not for users, and may change with any version.
//!
//! This is the reference for the emitter; `tests/emitted/mod.rs` has one item of each kind,
//! compiled and used. Emitted code uses `…::runtime as rt` and nothing else of the client.
//!
//! | emitted | by hand in the emitter | by the macro |
//! | --- | --- | --- |
//! | record | the struct with `Clone`, `Default` and the field `extra`; [`Record`]: `keys`, `sink`, `value_ref`, where wanted `aliases`, `patterns`, `family`, `family_ref`, and [`Families`] with the patterns; constants of its fields where something names them; [`Related`] where selections reach its fields through others | [`record!`](record): [`OfKind`], `Debug`, `PartialEq`, serde's traits; `custom!`: fields of families by name |
//! | enumeration (`enumeration!(Name, integer)` when it is of numbers) | the enum with `Debug`, `Clone` and `Unknown(String)`; [`Enumeration`] | [`enumeration!`](enumeration): [`OfKind`], comparing, hashing, `Display`, `From` text, serde's traits |
//! | union | the enum with `Debug`, `Clone`, `PartialEq` and `Unknown(Value)`; [`Union`]; `From` each alternative for the union | [`union!`](union): [`OfKind`], serde's traits |
//! | object | a newtype over [`Params`] with `Clone`, its constructor and setters | [`object!`](object): `Debug`, `.param(…)` |
//! | filter | the same; [`Blank`] when it requires nothing, [`Alternatives`] when it takes them, and [`Groups`] when each of them may be conditions joined by `&` | [`filter!`](filter): that of `object!`, `.and(…)`; [`allows!`](allows): its operators; [`suits!`](suits): the types that a refusal leaves |
//! | request | the same, and [`Request`] | [`request!`](request): `Debug` with the method's name, `.param(…)`, [`Call`]; where answers hold objects [`typed!`](typed): `.typed()` |
//! | kind of error | the enum, or [`UndocumentedError`] under its name; [`ErrorKind`] | [`error_kind!`](error_kind): `Clone`, `PartialEq`, `Eq`, `Debug` |
//! | marker | an enum without variants; [`Entity`] | |
//!
//! - [`Field`], [`Written`], [`Scalar`] and [`Whole`] are implemented once for each [`Kind`].
//! - Of equal types that are made for fields and methods of one module, and of equal errors, the
//!   first is emitted; the others are `pub type` of it.
//! - Fields of a record are counted from 0. Any other index returns `Sink::Extra(&mut self.extra)`
//!   and `ValueRef::Extra(&self.extra)`, which give access to unknown keys.
//! - Integers, decimals, doubles, texts, flags and booleans have variants of their own in [`Sink`]
//!   and [`ValueRef`]; all other types use [`sink`] and [`value_ref`]. A flag is `bool` in a field
//!   and [`Flag`] in containers and parameters.
//! - A type may contain itself only through `Vec` or [`Map`]: `Box` does not implement [`Field`].
//! - A union reads its alternatives with [`attempt`], which is not lenient; when none fits, the
//!   macro tries the other form of the value. `From<i64> for Arg<OwnUnion>` is never emitted: the
//!   orphan rule forbids it in a user's crate, and `From<i64> for OwnUnion` implies it already.
//! - An answer that may be `null` is an `Option` in [`Request::Output`]; one without information is
//!   `()`.
//! - Setters are [`Params::with`], those of a family [`Params::with_family`] with a [`FieldName`],
//!   groups of alternatives [`Params::with_all`]. Where the schema has formats, they are
//!   [`Params::with_format`] and [`Params::with_family_format`], and [`Params::with_field_formats`] for an
//!   object that has such fields, which may be sent as a whole. An invalid value is kept in
//!   [`Params::problem`] and reported before anything is sent.

mod macros;

use std::fmt;

pub use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use crate::answer::{Answered, EnvelopeProblem, ErrorObject, FailurePath, Invalid, envelope};
pub use crate::decode::{attempt, from_deserializer, from_slice, from_value};
pub use crate::encode::{debug, same, to_value, value_of};
pub use crate::entity::{Columns, Families, Typed, View, ViewOf, custom, documented, rest};
pub use crate::error_kind::{
    ErrorKind, ErrorRow, Part, SystemError, UndocumentedError, debug_kind,
};
pub use crate::field::{
    EntrySink, Failed, Field, Input, Kind, ListRef, ListSink, MapRef, MapSink, OfKind, Record,
    RecordKind, RecordSink, Scalar, ScalarMismatch, ScalarSink, Sink, Source, TypeMismatch,
    ValueRef, ViewSink, Whole, WholeSink, Written, sink, value_ref,
};
pub use crate::filter::{
    AcceptedBy, Allows, Alternatives, AnyType, Blank, Condition, Filters, Groups, Key, KeyOf,
    NoKey, Operand, Order, Plain, Refusal, Related, Select, Suits, UsesNumbered, op, uses,
};
pub use crate::params::{
    Arg, BooleanFormat, Clear, Emitted, FieldFormat, FieldName, FileFormat, Formats, FromInteger,
    Held, IntoArg, OneOrMany, Params, ParamsProblem, Required,
};
pub use crate::pattern::{fits, fits_any};
pub use crate::request::{
    Call, Cursor, Effect, Event, Method, Paging, PagingStyle, Placement, PlacementCode, Request,
    SentByAwait, Unsent, Window, answer_to,
};
pub use crate::value::{Extra, Map, Value};
pub use crate::values::{
    Date, DateTime, Decimal, Entity, Enumeration, EnumerationKind, File, Flag, Id, IdentifiedBy,
    Timestamp, Union, UnionKind,
};
#[doc(inline)]
pub use crate::{
    __allows as allows, __conditions as conditions, __custom as custom,
    __enumeration as enumeration, __error_kind as error_kind, __filter as filter,
    __object as object, __record as record, __request as request, __suits as suits,
    __typed as typed, __union as union,
};

/// Formats a name and parameters.
pub fn debug_params(name: &str, params: &Params, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{name} {params:?}")
}

/// Adds conditions to a filter.
pub fn and<T, S>(filter: Params, condition: Condition<T, S>) -> Params {
    filter.all(condition.into_params())
}

/// Writes yes and no of custom fields of `T` as a filter takes them.
pub fn custom_booleans<T: Record + Default>(filter: Params, format: BooleanFormat) -> Params {
    filter.booleans_as(T::default().patterns(), format)
}

/// Writes equality as a filter takes it that has no `=`: as a key without an operator.
pub fn bare(filter: Params) -> Params {
    filter.with_bare_keys()
}

/// A filter in the form of REST 3.0: a list of conditions and of groups of alternatives.
pub fn conditions<T>(filter: Params) -> Arg<T> {
    Arg::made(filter.listed())
}
