//! Booleans written as `Y` and `N`.

use std::fmt;

use super::builtin::scalar;
use crate::field::ValueRef;
use crate::field::{Input, Scalar, ScalarMismatch};

/// A boolean that is written as `Y` or `N`.
///
/// Fields of records are plain `bool`; this type is for lists, maps and parameters, where the
/// spelling must be known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Flag(pub bool);

impl Flag {
    /// `Y`.
    pub const YES: Self = Self(true);
    /// `N`.
    pub const NO: Self = Self(false);

    fn write(self) -> ValueRef<'static> {
        ValueRef::Flag(self.0)
    }
}

scalar!(Flag);

impl Scalar for Flag {
    const EXPECTED: &'static str = "`Y` or `N`";

    fn read(input: Input<'_>) -> Result<Option<Self>, ScalarMismatch> {
        Ok(crate::decode::flag(input)?.map(Self))
    }

    fn is_exact(input: Input<'_>) -> bool {
        matches!(input, Input::Text("Y" | "N"))
    }
}

impl From<bool> for Flag {
    fn from(value: bool) -> Self {
        Self(value)
    }
}

impl From<Flag> for bool {
    fn from(flag: Flag) -> Self {
        flag.0
    }
}

impl fmt::Display for Flag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0 { "Y" } else { "N" })
    }
}
