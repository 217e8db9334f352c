//! The prices of a row, computed from its price, discount and tax.

use rust_decimal::{Decimal, RoundingStrategy};

/// A given discount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Discount {
    /// An amount of money, without tax.
    Sum(Decimal),
    /// Percent of the price without discount and tax.
    Rate(Decimal),
}

/// The prices of one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Prices {
    /// With discount and tax.
    pub(super) price: Decimal,
    /// With discount, without tax.
    pub(super) exclusive: Decimal,
    /// Without discount and tax.
    pub(super) netto: Decimal,
    /// Without discount, with tax.
    pub(super) brutto: Decimal,
    /// In percent.
    pub(super) discount_rate: Decimal,
    pub(super) discount_sum: Decimal,
}

impl Prices {
    /// Each price is rounded to 2 digits, and the next is computed from the rounded one, as in the
    /// documented answers. Whether the tax counts as included changes nothing, because `price`
    /// contains it in any case.
    ///
    /// Returns `None` when the discount or the tax leaves no price, or a number is too large.
    pub(super) fn new(
        price: Decimal,
        discount: Discount,
        tax_rate: Option<Decimal>,
    ) -> Option<Self> {
        let with_tax = Decimal::ONE.checked_add(share(tax_rate.unwrap_or_default())?)?;
        let exclusive = round(price.checked_div(with_tax)?);
        let (netto, discount_rate, discount_sum) = match discount {
            Discount::Rate(rate) => {
                let left = Decimal::ONE.checked_sub(share(rate)?)?;
                if left <= Decimal::ZERO {
                    return None;
                }
                let netto = round(exclusive.checked_div(left)?);
                (netto, rate, netto.checked_sub(exclusive)?)
            }
            Discount::Sum(sum) => {
                let netto = exclusive.checked_add(sum)?;
                let rate = if netto.is_zero() {
                    Decimal::ZERO
                } else {
                    sum.checked_div(netto)?
                };
                (netto, round(rate.checked_mul(Decimal::ONE_HUNDRED)?), sum)
            }
        };
        let brutto = round(netto.checked_mul(with_tax)?);
        Some(Self {
            price,
            exclusive,
            netto,
            brutto,
            discount_rate,
            discount_sum,
        })
    }
}

/// Percent as a part of one.
fn share(percent: Decimal) -> Option<Decimal> {
    percent.checked_div(Decimal::ONE_HUNDRED)
}

/// Rounds like PHP.
fn round(number: Decimal) -> Decimal {
    number.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().expect("a number")
    }

    #[test]
    fn prices_are_those_of_the_documented_answers() {
        let rate = |rate: &str| Discount::Rate(number(rate));
        let sum = |sum: &str| Discount::Sum(number(sum));
        for (price, discount, tax, [exclusive, netto, brutto, discount_rate, discount_sum]) in [
            (
                "80000",
                rate("20"),
                Some("20"),
                ["66666.67", "83333.34", "100000.01", "20", "16666.67"],
            ),
            (
                "90000",
                rate("10"),
                Some("10"),
                ["81818.18", "90909.09", "100000", "10", "9090.91"],
            ),
            (
                "79999",
                rate("0"),
                None,
                ["79999", "79999", "79999", "0", "0"],
            ),
            (
                "899.1",
                rate("10"),
                None,
                ["899.1", "999", "999", "10", "99.9"],
            ),
            (
                "899.1",
                sum("99.9"),
                None,
                ["899.1", "999", "999", "10", "99.9"],
            ),
            ("0", sum("0"), Some("20"), ["0", "0", "0", "0", "0"]),
        ] {
            let tax = tax.map(number);
            let prices = Prices::new(number(price), discount, tax).expect("prices");
            let [exclusive, netto, brutto, discount_rate, discount_sum] =
                [exclusive, netto, brutto, discount_rate, discount_sum].map(number);
            let price = number(price);
            assert_eq!(
                prices,
                Prices {
                    price,
                    exclusive,
                    netto,
                    brutto,
                    discount_rate,
                    discount_sum
                }
            );
        }
    }

    #[test]
    fn there_are_no_prices_where_everything_is_taken() {
        assert_eq!(
            Prices::new(number("1"), Discount::Rate(number("100")), None),
            None
        );
        assert_eq!(
            Prices::new(number("1"), Discount::Rate(number("150")), None),
            None
        );
        assert_eq!(
            Prices::new(
                number("1"),
                Discount::Rate(number("0")),
                Some(number("-100"))
            ),
            None
        );
        assert_eq!(
            Prices::new(
                Decimal::MAX,
                Discount::Sum(Decimal::MAX),
                Some(number("20"))
            ),
            None
        );
    }

    proptest! {
        #[test]
        fn any_numbers_are_computed_or_refused(
            numbers in proptest::array::uniform3((any::<i128>(), 0_u32..28)),
            as_rate: bool,
        ) {
            let [price, discount, tax] = numbers
                .map(|(mantissa, scale)| Decimal::try_from_i128_with_scale(mantissa >> 34, scale).unwrap_or_default());
            let discount = if as_rate { Discount::Rate(discount) } else { Discount::Sum(discount) };
            let _ = Prices::new(price, discount, Some(tax));
        }
    }
}
