//! What values take in memory, roughly.

/// What an allocation takes beside its contents.
const ALLOCATION: usize = 16;

/// What an item takes in a list with that many items before it.
#[inline]
pub(crate) fn of_item<T>(before: usize) -> usize {
    /// A list begins with room for four items, unless they are large.
    const FIRST: usize = 4;
    const LARGE: usize = 1024;
    let size = size_of::<T>();
    if before == 0 && size <= LARGE {
        FIRST * size + ALLOCATION
    } else {
        size
    }
}

/// What text takes beside the place of its `String`.
#[inline]
pub(crate) fn of_text(text: &str) -> usize {
    text.len() + ALLOCATION
}
