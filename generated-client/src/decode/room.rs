//! A bound on the memory that decoded values take.

use std::cell::Cell;

/// The memory that decoded values may still take, in bytes.
///
/// A row whose fields are all absent takes as much memory as any other, and two bytes of JSON. So a
/// bound on the size of an answer does not bound what it takes when it is decoded. What the walk
/// adds to lists and maps is counted by its size, with the text in it; a value that is dropped
/// later still counts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Room {
    /// Negative when there was not enough.
    left: i64,
}

thread_local! {
    /// Room for the values that are read by functions without access to the walk.
    static LENT: Cell<Room> = const { Cell::new(Room::UNLIMITED) };
}

impl Room {
    pub(crate) const UNLIMITED: Self = Self { left: i64::MAX };

    /// Room for that many bytes.
    pub(crate) fn of(bytes: u64) -> Self {
        Self {
            left: i64::try_from(bytes).unwrap_or(i64::MAX),
        }
    }

    /// Takes the bytes. Returns whether there was enough.
    #[inline]
    pub(super) fn take(&mut self, bytes: usize) -> bool {
        let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
        self.left = self.left.saturating_sub(bytes);
        self.left >= 0
    }

    /// Whether there was not enough.
    pub(crate) fn is_exceeded(self) -> bool {
        self.left < 0
    }

    /// What was lent to functions without access to the walk.
    pub(super) fn lent() -> Self {
        LENT.get()
    }

    /// Returns what is left of the lent room.
    pub(super) fn give_back(self) {
        LENT.set(self);
    }

    /// Lends the room until the loan ends.
    pub(super) fn lend(self) -> Loan {
        Loan {
            before: LENT.replace(self),
        }
    }
}

/// Room that is lent to functions without access to the walk.
pub(super) struct Loan {
    before: Room,
}

impl Loan {
    /// Ends the loan, and returns what is left.
    pub(super) fn end(self) -> Room {
        LENT.replace(self.before)
    }
}

impl Drop for Loan {
    fn drop(&mut self) {
        LENT.set(self.before);
    }
}
