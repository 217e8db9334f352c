//! Literals of decimal numbers.

use rust_decimal::Decimal;

/// A decimal number, exact as it is written: `dec!(80000)`, `dec!(12.5)`, `dec!(-3)`.
///
/// ```
/// use bitrix24::{Decimal, dec};
///
/// const PRICE: Decimal = dec!(12.50);
/// assert_eq!(PRICE.to_string(), "12.50");
/// ```
#[macro_export]
macro_rules! dec {
    ($($number:tt)+) => {{
        // A named constant, because `cargo check` evaluates no other.
        const NUMBER: $crate::Decimal =
            match $crate::values::decimal_literal(::core::stringify!($($number)+)) {
                ::core::result::Result::Ok(number) => number,
                // Here and not in the function, so that the compiler points only at the number.
                ::core::result::Result::Err(problem) => ::core::panic!("{}", problem),
            };
        NUMBER
    }};
}

/// The number of a literal, or what is wrong with it. `dec!` calls it at compile time.
#[doc(hidden)]
pub const fn decimal_literal(text: &str) -> Result<Decimal, &'static str> {
    const LIMIT: u128 = (1 << 96) - 1;
    let bytes = text.as_bytes();
    let mut mantissa: u128 = 0;
    let (mut digits, mut scale, mut negative, mut fraction) = (0, 0, false, false);
    let mut index = 0;
    while index < bytes.len() {
        match bytes[index] {
            digit @ b'0'..=b'9' => {
                mantissa = mantissa * 10 + (digit - b'0') as u128;
                if mantissa > LIMIT {
                    return Err("a decimal number has at most 28 digits");
                }
                digits += 1;
                if fraction {
                    scale += 1;
                }
            }
            b'.' if !fraction => fraction = true,
            b'-' if digits == 0 && !fraction && !negative => negative = true,
            b' ' | b'_' => {}
            _ => {
                return Err(
                    "a decimal number is written with digits, at most one point and a minus before them",
                );
            }
        }
        index += 1;
    }
    if digits == 0 {
        return Err("a decimal number has digits");
    }
    if scale > 28 {
        return Err("a decimal number has at most 28 digits after the point");
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the three parts of the mantissa"
    )]
    let (low, middle, high) = (
        mantissa as u32,
        (mantissa >> 32) as u32,
        (mantissa >> 64) as u32,
    );
    Ok(Decimal::from_parts(low, middle, high, negative, scale))
}
