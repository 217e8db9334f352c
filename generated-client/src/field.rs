//! The traits by which a type takes part in answers and parameters: the sink that its value is read
//! into, and the view from which it is written.

mod address;
mod containers;
mod exact;
mod input;
mod kind;
mod memory;
mod record;
mod traits;
mod type_mismatch;

pub(crate) use self::address::key_at;
pub(crate) use self::exact::{is_exact, knows};
pub use self::input::{Input, ScalarMismatch};
pub use self::kind::{Kind, OfKind, Plain, RecordKind};
pub(crate) use self::memory::{of_item, of_text};
pub use self::record::{
    EntrySink, Failed, ListRef, ListSink, MapRef, MapSink, Record, RecordSink, ScalarSink, Sink,
    Source, ValueRef, ViewSink, WholeSink,
};
pub use self::traits::{Field, Scalar, Whole, Written, sink, value_ref};
pub use self::type_mismatch::TypeMismatch;
pub(crate) use self::type_mismatch::{LIST, OBJECT, Step, append, describe};
