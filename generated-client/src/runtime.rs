//! What emitted code stands on. Nothing here is for users, and all of it may change with any version.
//!
//! This is the reference for the emitter; `tests/emitted/mod.rs` has one of everything, compiled and used. Emitted code
//! says `use …::runtime as rt;` and nothing else of the client.
//!
//! | emitted | by hand in the emitter | by the macro |
//! | --- | --- | --- |
//! | record | the struct with `Clone`, `Default` and the field `extra`; [`Record`]: `keys`, `place`, `peek`, where wanted `aliases`, `patterns`, `family`, `peek_family`, and [`Families`] with the patterns; constants of its fields where something names them; [`Related`] where selections reach its fields through others | [`record!`](record): `Debug`, `PartialEq`, serde's traits; `custom!`: fields of families by name |
//! | enumeration (`enumeration!(Name, integer)` when it is of numbers) | the enum with `Debug`, `Clone` and `Unknown(String)`; [`Enumeration`] | [`enumeration!`](enumeration): [`Field`], [`Written`], [`Scalar`], comparing, hashing, `Display`, `From` text, serde's traits |
//! | union | the enum with `Debug`, `Clone`, `PartialEq` and `Unknown(Value)`; [`Union`]; `From` each alternative for the union | [`union!`](union): [`Field`], [`Written`], [`Whole`], serde's traits |
//! | object | a newtype over [`Params`] with `Clone`, its constructor and setters | [`object!`](object): `Debug`, `.param(…)` |
//! | filter | the same; [`Blank`] when it requires nothing, [`Alternatives`] when it takes them, and [`Groups`] when each of them may be conditions joined by `&` | [`filter!`](filter): that of `object!`, `.and(…)`; [`allows!`](allows): its operators; [`suits!`](suits): the types that a refusal leaves |
//! | request | the same, and [`Request`] | [`request!`](request): `Debug` with the method's name, `.param(…)`, [`Call`]; where answers hold objects [`typed!`](typed): `.typed()` |
//! | kind of error | the enum; [`ErrorKind`] | [`error_kind!`](error_kind): `Clone`, `PartialEq`, `Eq`, `Debug` |
//! | marker | an enum without variants; [`Entity`] | |
//!
//! - Fields of a record are counted from 0. Any other index gives `Place::Extra(&mut self.extra)` and
//!   `Peek::Extra(&self.extra)`, by which unknown keys are kept.
//! - Integers, decimals, doubles, texts, flags and booleans have a [`Place`] and a [`Peek`] of their own; everything else
//!   goes through [`place`] and [`peek`]. A flag is `bool` in a field and [`Flag`] in containers and parameters.
//! - A type may not contain itself but through `Vec` or [`Map`]: there is no [`Field`] for `Box`.
//! - A union reads its alternatives with [`attempt`], which has no leniency; when nothing fits, the macro tries the value's
//!   other spelling. `From<i64> for Arg<OwnUnion>` is never emitted: a user's crate may not write it, since nothing in it
//!   is its own, and `From<i64> for OwnUnion` gives it already.
//! - An answer that may be `null` is an `Option` in [`Request::Output`]; one that says nothing is `()`.
//! - Setters are [`Params::with`], those of a family [`Params::with_family`] with a [`FieldName`], groups of alternatives
//!   [`Params::with_all`]. What is wrong with a value is kept in [`Params::problem`] and told before anything is sent.

mod macros;

pub use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use crate::answer::{Answered, EnvelopeProblem, ErrorObject, Invalid, envelope};
pub use crate::decode::{attempt, from_deserializer, from_slice, from_value};
pub use crate::encode::{debug, same, to_value, value_of};
pub use crate::entity::{Columns, Families, Typed, View, ViewOf, custom, documented, rest};
pub use crate::error_kind::{ErrorKind, ErrorRow, Part, SystemError, debug_kind};
pub use crate::field::{
    Dict, DictPeek, DictSlot, Failed, Field, Input, LeafSlot, ListPeek, ListSlot, Misfit, Misread,
    Peek, Place, Record, RecordSlot, Scalar, Source, ViewSlot, Whole, WholeSlot, Written, peek,
    place,
};
pub use crate::filter::{
    Allows, Alternatives, AnyType, Blank, Condition, Filters, Fits, Groups, Key, Operand, Order,
    Plain, Refusal, Related, Select, Suits, op, uses,
};
pub use crate::params::{
    Arg, Clear, Emitted, FieldName, FromInteger, OneOrMany, Params, ParamsProblem,
};
pub use crate::pattern::{fits, fits_any};
pub use crate::request::{
    Call, Cursor, Effect, Event, Method, Paging, Placement, PlacementCode, Request, answer_to,
};
pub use crate::value::{Extra, Map, Value};
pub use crate::values::{
    Date, DateTime, Decimal, Entity, Enumeration, File, Flag, Id, Timestamp, Union,
    peek_enumeration, read_enumeration, read_union,
};
#[doc(inline)]
pub use crate::{
    __allows as allows, __conditions as conditions, __custom as custom,
    __enumeration as enumeration, __error_kind as error_kind, __filter as filter,
    __object as object, __record as record, __request as request, __suits as suits,
    __typed as typed, __union as union,
};

/// Adds conditions to a filter.
pub fn and<T, S>(filter: Params, condition: Condition<T, S>) -> Params {
    filter.all(condition.into_params())
}

/// A filter as REST 3.0 wants it: a list of conditions and of groups of alternatives.
pub fn conditions<T>(filter: Params) -> Arg<T> {
    Arg::made(filter.listed())
}
