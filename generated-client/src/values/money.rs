//! Amounts with their currency.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;

use super::builtin::scalar;
use crate::decode;
use crate::field::ValueRef;
use crate::field::{Input, Scalar, ScalarMismatch, TypeMismatch};
use crate::value::Value;

/// An amount with its currency, as custom fields of the type `money` have it: `100|RUB`.
///
/// ```
/// use bitrix24::{Money, dec};
///
/// let price: Money = "4990.50|EUR".parse()?;
/// assert_eq!((price.amount, price.currency.as_str()), (dec!(4990.50), "EUR"));
/// assert_eq!(Money::new(dec!(100), "RUB").to_string(), "100|RUB");
/// # Ok::<_, bitrix24::entity::TypeMismatch>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Money {
    /// The amount.
    pub amount: Decimal,
    /// Code of the currency, such as `EUR`; empty when the portal names none.
    pub currency: String,
}

impl Money {
    /// An amount in a currency.
    pub fn new(amount: impl Into<Decimal>, currency: impl Into<String>) -> Self {
        Self {
            amount: amount.into(),
            currency: currency.into(),
        }
    }

    fn write(&self) -> ValueRef<'static> {
        ValueRef::Owned(Value::Text(self.to_string()))
    }
}

scalar!(Money);

impl Scalar for Money {
    const EXPECTED: &'static str = "an amount and its currency, such as `100|RUB`";

    fn read(input: Input<'_>) -> Result<Option<Self>, ScalarMismatch> {
        match input {
            Input::Text("" | "|") | Input::Null | Input::Bool(false) => Ok(None),
            Input::Text(text) => {
                let (amount, currency) = text.split_once('|').ok_or(ScalarMismatch)?;
                let amount = Decimal::from_str_exact(amount.trim()).map_err(|_| ScalarMismatch)?;
                Ok(Some(Self::new(amount, currency.trim())))
            }
            _ => Err(ScalarMismatch),
        }
    }

    fn is_exact(input: Input<'_>) -> bool {
        matches!(input, Input::Text(text) if text.contains('|'))
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}|{}", self.amount, self.currency)
    }
}

impl FromStr for Money {
    type Err = TypeMismatch;

    fn from_str(text: &str) -> Result<Self, TypeMismatch> {
        decode::from_value(&Value::from(text))
    }
}
