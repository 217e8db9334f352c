//! Unpredictable numbers, for jitter and identifiers, not for secrets.

use crate::platform::number;

/// A number from 0 to 1.
pub(crate) fn fraction() -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "the lowest bits do not matter")]
    let number = number() as f64;
    number / 2f64.powi(64)
}

/// A unique identifier, in the form of a UUID of version 4.
pub fn identifier() -> String {
    let (high, low) = (number(), number());
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xfff,
        0x8000 | (low >> 48) & 0x3fff,
        low & 0xffff_ffff_ffff,
    )
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn identifiers_are_uuids_and_none_comes_twice() {
        let all: HashSet<_> = (0..10_000).map(|_| identifier()).collect();
        assert_eq!(all.len(), 10_000);
        for one in all {
            let bytes = one.as_bytes();
            assert_eq!(one.len(), 36);
            assert_eq!(bytes[14], b'4');
            assert!(matches!(bytes[19], b'8' | b'9' | b'a' | b'b'), "{one}");
        }
    }

    #[test]
    fn fractions_are_spread() {
        let below = (0..10_000).filter(|_| fraction() < 0.25).count();
        assert!((2_000..3_000).contains(&below), "{below}");
    }
}
