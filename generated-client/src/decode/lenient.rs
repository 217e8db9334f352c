//! Lenient reading of scalars that portals spell in several ways. All of this leniency is here.
//!
//! A number may be quoted. A boolean may be `Y`, `true` or `1`. An empty text, `null` and (except
//! for booleans) `false` may mean "no value"; so may `0` in place of a date, an object or a list,
//! since a form writes `false` so. Anything else is an error, never a default.

use rust_decimal::Decimal;

use crate::field::{Input, ScalarMismatch, Sink};

type Reading<T> = Result<Option<T>, ScalarMismatch>;

/// Fills a sink with a scalar. Returns `false` when the scalar does not fit.
pub(super) fn fill(sink: &mut Sink<'_>, input: Input<'_>) -> bool {
    match sink {
        Sink::Discard | Sink::Extra(_) => true,
        Sink::Integer(slot) => put(slot, integer(input)),
        Sink::Double(slot) => put(slot, double(input)),
        Sink::Decimal(slot) => put(slot, decimal(input)),
        Sink::Text(slot) => put(slot, text(input)),
        Sink::Flag(slot) | Sink::Boolean(slot) => put(slot, flag(input)),
        Sink::Any(slot) => {
            **slot = (input != Input::Null).then(|| input.into());
            true
        }
        Sink::Scalar(slot) => slot.read(input),
        Sink::Whole(slot) => {
            slot.take(input.into());
            true
        }
        // A form writes `false` as `0`.
        Sink::Record(_) | Sink::List(_) | Sink::Map(_) | Sink::View(_) => {
            input.is_nothing() || input == Input::Text("0")
        }
    }
}

#[inline]
fn put<T>(slot: &mut Option<T>, reading: Reading<T>) -> bool {
    let Ok(value) = reading else { return false };
    *slot = value;
    true
}

/// A whole number: `5`, `5.0`, `"5"`, `"5.00"`.
pub(crate) fn integer(input: Input<'_>) -> Reading<i64> {
    match input {
        Input::Integer(value) => Ok(Some(value)),
        Input::Float(value) => whole(value).map(Some).ok_or(ScalarMismatch),
        Input::Text(text) if !text.is_empty() => match text.parse() {
            Ok(value) => Ok(Some(value)),
            Err(_) => decimal_of_text(text)
                .and_then(whole_decimal)
                .map(Some)
                .ok_or(ScalarMismatch),
        },
        Input::Unsigned(_) | Input::Bool(true) => Err(ScalarMismatch),
        Input::Text(_) | Input::Null | Input::Bool(false) => Ok(None),
    }
}

/// Below this limit every whole number has a `f64` of its own.
const EXACT: f64 = 9_007_199_254_740_992.0;

fn whole(value: f64) -> Option<i64> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the value is whole and well within the range"
    )]
    (value.fract() == 0.0 && value.abs() <= EXACT).then_some(value as i64)
}

fn whole_decimal(value: Decimal) -> Option<i64> {
    if value.is_integer() {
        value.trunc().try_into().ok()
    } else {
        None
    }
}

/// A number: `1.5`, `"1.5"`, `2`.
fn double(input: Input<'_>) -> Reading<f64> {
    match input {
        Input::Float(value) => Ok(Some(value)),
        #[expect(
            clippy::cast_precision_loss,
            reason = "a double is what the documentation says, with its precision"
        )]
        Input::Integer(value) => Ok(Some(value as f64)),
        #[expect(
            clippy::cast_precision_loss,
            reason = "a double is what the documentation says, with its precision"
        )]
        Input::Unsigned(value) => Ok(Some(value as f64)),
        Input::Text(text) if !text.is_empty() => {
            // `f64` would also read `inf` and `nan`.
            let plain = text
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'));
            let value = text
                .parse::<f64>()
                .ok()
                .filter(|value| plain && value.is_finite());
            value.map(Some).ok_or(ScalarMismatch)
        }
        Input::Bool(true) => Err(ScalarMismatch),
        Input::Text(_) | Input::Null | Input::Bool(false) => Ok(None),
    }
}

/// An exact number: any digits in a text, at most 17 significant ones in a number with a fraction.
fn decimal(input: Input<'_>) -> Reading<Decimal> {
    match input {
        Input::Integer(value) => Ok(Some(value.into())),
        Input::Unsigned(value) => Ok(Some(value.into())),
        Input::Float(value) => decimal_of_float(value).map(Some).ok_or(ScalarMismatch),
        Input::Text(text) if !text.is_empty() => {
            decimal_of_text(text).map(Some).ok_or(ScalarMismatch)
        }
        Input::Bool(true) => Err(ScalarMismatch),
        Input::Text(_) | Input::Null | Input::Bool(false) => Ok(None),
    }
}

/// The decimal number that was written where a `f64` was read.
///
/// No two numbers of at most 15 significant digits share a `f64`, so the first match is the one. A
/// number with more digits is one that the portal has calculated: PHP prints its own `f64` with up
/// to 17 digits. It becomes the shortest decimal number with the same `f64`, which is what PHP
/// prints, so nothing is lost that the portal knows. Numbers of 2^53 and more are not read: their last digits may be those of a whole
/// number that the `f64` does not have.
pub(super) fn decimal_of_float(value: f64) -> Option<Decimal> {
    /// From here on not every whole number is a `f64`.
    const WHOLE: f64 = 9_007_199_254_740_992.0;
    const POWERS: [f64; 9] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8];
    for (scale, power) in (0..).zip(POWERS) {
        let scaled = value * power;
        if scaled.abs() >= 1e15 {
            break;
        }
        #[expect(clippy::cast_possible_truncation, reason = "the value is below 1e15")]
        let whole = (scaled + 0.5_f64.copysign(scaled)) as i64;
        #[expect(clippy::cast_precision_loss, reason = "the number is below 1e15")]
        #[expect(clippy::float_cmp, reason = "exactly this value or another one")]
        if whole as f64 / power == value {
            return Some(Decimal::new(whole, scale));
        }
    }
    // More than eight decimal places, or not a number of 15 digits: the shortest text with the same
    // `f64` decides.
    let text = format!("{value:e}");
    let digits = text
        .bytes()
        .take_while(|byte| *byte != b'e')
        .filter(u8::is_ascii_digit)
        .count();
    if digits > 15 && value.abs() >= WHOLE {
        None
    } else {
        decimal_of_text(&text)
    }
}

/// The decimal number in a text, exact to the last digit.
pub(crate) fn decimal_of_text(text: &str) -> Option<Decimal> {
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    // `Decimal` would also read `1_000`.
    if !number
        .bytes()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.'))
    {
        return None;
    }
    let value = Decimal::from_str_exact(number).ok()?;
    if exponent == 0 {
        return Some(value);
    }
    let scale = i32::try_from(value.scale()).ok()?.checked_sub(exponent)?;
    let factor = 10_i128.checked_pow(scale.min(0).unsigned_abs())?;
    let scale = scale.max(0).unsigned_abs();
    Decimal::try_from_i128_with_scale(value.mantissa().checked_mul(factor)?, scale).ok()
}

/// Text. Numbers become their text. An empty text stays an empty text.
pub(crate) fn text(input: Input<'_>) -> Reading<String> {
    match input {
        Input::Text(text) => Ok(Some(text.to_owned())),
        Input::Integer(_) | Input::Unsigned(_) | Input::Float(_) => Ok(Some(input.to_string())),
        Input::Bool(true) => Err(ScalarMismatch),
        Input::Null | Input::Bool(false) => Ok(None),
    }
}

/// A boolean: `Y`, `true` and `1` against `N`, `false` and `0`.
pub(crate) fn flag(input: Input<'_>) -> Reading<bool> {
    match input {
        Input::Bool(value) => Ok(Some(value)),
        Input::Integer(1) | Input::Text("Y" | "y" | "1" | "true" | "TRUE") => Ok(Some(true)),
        Input::Integer(0) | Input::Text("N" | "n" | "0" | "false" | "FALSE") => Ok(Some(false)),
        Input::Float(value) => match whole(value) {
            Some(1) => Ok(Some(true)),
            Some(0) => Ok(Some(false)),
            _ => Err(ScalarMismatch),
        },
        Input::Text("") | Input::Null => Ok(None),
        Input::Integer(_) | Input::Unsigned(_) | Input::Text(_) => Err(ScalarMismatch),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(number: &str) -> Decimal {
        Decimal::from_str_exact(number).unwrap()
    }

    #[test]
    fn floats_give_the_decimal_that_was_written() {
        for (float, decimal) in [
            (81_818.18, exact("81818.18")),
            (0.1, exact("0.1")),
            (-9090.91, exact("-9090.91")),
            (99_999_999_999_999.5, exact("99999999999999.5")),
            (1e15, exact("1000000000000000")),
            (123_456_789_012_345e6, exact("123456789012345000000")),
            (0.000_000_000_000_123, exact("0.000000000000123")),
            (0.0, exact("0")),
            (0.1 + 0.2, exact("0.30000000000000004")),
            (1.0 / 3.0, exact("0.3333333333333333")),
            (100.0 / 3.0, exact("33.333333333333336")),
            (-100.0 / 3.0, exact("-33.333333333333336")),
            (1_234_567_890_123_456.8, exact("1234567890123456.8")),
        ] {
            assert_eq!(decimal_of_float(float), Some(decimal), "{float}");
        }
        for float in [
            12_345_678_901_234_568.0,
            1e30,
            1e-29,
            f64::MAX,
            f64::NAN,
            f64::INFINITY,
        ] {
            assert_eq!(decimal_of_float(float), None, "{float}");
        }
    }

    #[test]
    fn texts_give_exact_decimals() {
        for (text, decimal) in [
            ("1.50", exact("1.5")),
            ("1.0E-5", exact("0.00001")),
            ("12e3", exact("12000")),
            (
                "0.1234567890123456789012345678",
                exact("0.1234567890123456789012345678"),
            ),
            ("+5", exact("5")),
        ] {
            assert_eq!(decimal_of_text(text), Some(decimal), "{text}");
        }
        for text in [
            "",
            "-",
            ".",
            "1_000",
            "1,5",
            "abc",
            "1e",
            "1e99999999999",
            "1e-2147483648",
            "0x5",
            "1e400",
            "NaN",
        ] {
            assert_eq!(decimal_of_text(text), None, "{text}");
        }
    }

    #[test]
    fn integers_are_whole() {
        assert_eq!(integer(Input::Text("5.00")), Ok(Some(5)));
        assert_eq!(integer(Input::Text("005")), Ok(Some(5)));
        assert_eq!(integer(Input::Float(5.0)), Ok(Some(5)));
        assert_eq!(integer(Input::Float(5.5)), Err(ScalarMismatch));
        assert_eq!(integer(Input::Float(1e300)), Err(ScalarMismatch));
        assert_eq!(
            integer(Input::Text("9223372036854775808")),
            Err(ScalarMismatch)
        );
        assert_eq!(integer(Input::Text("")), Ok(None));
        assert_eq!(integer(Input::Bool(true)), Err(ScalarMismatch));
    }

    #[test]
    fn doubles_are_finite() {
        assert_eq!(double(Input::Text("1e3")), Ok(Some(1000.0)));
        for text in ["inf", "nan", "1e999", "infinity", "."] {
            assert_eq!(double(Input::Text(text)), Err(ScalarMismatch), "{text}");
        }
    }

    #[test]
    fn false_is_a_truth_value_and_otherwise_nothing() {
        assert_eq!(flag(Input::Bool(false)), Ok(Some(false)));
        assert_eq!(integer(Input::Bool(false)), Ok(None));
        assert_eq!(text(Input::Bool(false)), Ok(None));
        assert_eq!(flag(Input::Text("maybe")), Err(ScalarMismatch));
        assert_eq!(flag(Input::Integer(2)), Err(ScalarMismatch));
    }
}
