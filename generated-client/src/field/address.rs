//! Keys of a record on the wire, found by the addresses of its fields.
//!
//! An emitted record has no table from its Rust names to its keys. Its `sink` method returns the
//! sink of a field by index, and `keys` has the key at the same index, so the address of a field
//! leads to its key. Emitted code needs nothing for this.

use super::record::{Record, Sink};

/// The key of the field at an address; `None` when no field is there.
pub(crate) fn key_at(record: &mut dyn Record, address: usize) -> Option<&'static str> {
    let keys = record.keys();
    keys.iter()
        .enumerate()
        .find(|(index, _)| record.sink(*index).address() == Some(address))
        .map(|(_, key)| *key)
}

impl Sink<'_> {
    /// The address that the value is written to.
    fn address(&mut self) -> Option<usize> {
        /// Drops the metadata of a wide pointer.
        fn thin<T: ?Sized>(slot: &mut T) -> usize {
            std::ptr::from_mut(slot).cast::<()>().addr()
        }
        Some(match self {
            Self::Discard | Self::Extra(_) => return None,
            Self::Integer(slot) => thin(*slot),
            Self::Double(slot) => thin(*slot),
            Self::Decimal(slot) => thin(*slot),
            Self::Text(slot) => thin(*slot),
            Self::Flag(slot) | Self::Boolean(slot) => thin(*slot),
            Self::Any(slot) => thin(*slot),
            Self::Scalar(slot) => thin(*slot),
            Self::Record(slot) => thin(*slot),
            Self::List(slot) => thin(*slot),
            Self::Map(slot) => thin(*slot),
            Self::Whole(slot) => thin(*slot),
            Self::View(slot) => thin(*slot),
        })
    }
}
