//! Positions in a list.

use std::fmt;
use std::str::FromStr;

/// A position in a list. Its text can be saved, and parsed again.
///
/// ```
/// use bitrix24::paging::Position;
///
/// let position = Position::After(17622);
/// assert_eq!(position.to_string(), "after 17622");
/// assert_eq!("after 17622".parse(), Ok(position));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Position {
    /// After so many rows.
    Row(i64),
    /// After the row with that identifier, in the direction of the list.
    After(i64),
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Row(row) => write!(f, "row {row}"),
            Self::After(id) => write!(f, "after {id}"),
        }
    }
}

/// The text is not a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a position in a list, such as `row 50` or `after 17622`")]
#[non_exhaustive]
pub struct ParsePositionError;

impl FromStr for Position {
    type Err = ParsePositionError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (kind, number) = text.split_once(' ').ok_or(ParsePositionError)?;
        let number = number.parse().map_err(|_| ParsePositionError)?;
        match kind {
            "row" if number >= 0 => Ok(Self::Row(number)),
            "after" => Ok(Self::After(number)),
            _ => Err(ParsePositionError),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_read_as_they_are_written() {
        for position in [Position::Row(0), Position::Row(50), Position::After(-3)] {
            assert_eq!(position.to_string().parse(), Ok(position));
        }
        for text in ["", "row", "row x", "after", "page 3", "row -1"] {
            assert_eq!(text.parse::<Position>(), Err(ParsePositionError), "{text}");
        }
    }
}
