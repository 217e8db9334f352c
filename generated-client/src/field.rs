//! What a type is that can stand in an answer or in parameters: where its value goes when it is read, and what it looks
//! like when it is written.

mod exact;
mod input;
mod misfit;
mod peek;
mod sink;
mod source;

pub(crate) use self::exact::{is_exact, knows};
pub use self::input::{Input, Misread};
pub use self::misfit::Misfit;
pub(crate) use self::misfit::{LIST, OBJECT, Step, append, describe};
pub use self::peek::{DictPeek, ListPeek, Peek, peek};
pub use self::sink::{
    Dict, DictSlot, Field, LeafSlot, ListSlot, Place, Record, RecordSlot, Scalar, ViewSlot, Whole,
    WholeSlot, Written, place,
};
pub use self::source::{Failed, Source};
