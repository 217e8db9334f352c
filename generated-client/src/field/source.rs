//! Where lists and maps get their items from, without being generic over the format.

use std::fmt;

use super::sink::Place;

/// That reading failed; why is remembered by the walk.
#[derive(Debug, Clone, Copy)]
pub struct Failed;

/// Gives items one after another.
pub trait Source {
    /// Reads the next item into the place; `false` when there is none.
    fn next(&mut self, place: Place<'_>) -> Result<bool, Failed>;
    /// Refuses the item that was just read.
    fn refuse(&mut self, expected: &'static str, found: &dyn fmt::Display) -> Failed;
}
