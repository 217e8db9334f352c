//! Conditions, single and joined by `&` and `|`.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{BitAnd, BitOr};

use super::shape::{And, CheckedBy, Or};
use super::takes::{AcceptedBy, Blank, Filters};
use crate::params::{Arg, Emitted, Erased, IntoArg, Params, ParamsProblem};

/// A condition on the fields of `T`. `S` is its structure, by which filters decide whether they
/// accept it.
///
/// Conditions are joined by `&` and, where the method documents alternatives, by `|`:
///
/// ```
/// use bitrix24::crm::OwnerType;
/// use bitrix24::crm::item::productrow::{ListFilter, Row};
///
/// let cheap_phones = Row::PRICE.lt(500) & Row::PRODUCT_NAME.contains("phone");
/// let filter = ListFilter::new(OwnerType::Deal, 13142).and(cheap_phones);
/// # let _ = filter;
/// ```
#[must_use]
pub struct Condition<T, S> {
    params: Params,
    of: PhantomData<fn() -> (T, S)>,
}

impl<T, S> Condition<T, S> {
    fn of(params: Params) -> Self {
        Self {
            params,
            of: PhantomData,
        }
    }

    pub(super) fn new(key: &str, value: Erased, problem: Option<ParamsProblem>) -> Self {
        let params = Params::new().with_condition(key, value);
        Self::of(params.with_problem(problem))
    }

    /// The same condition, checked by the filter `F`. All conditions that one filter has checked
    /// have one type, so that they can be collected at run time.
    ///
    /// ```
    /// use bitrix24::crm::OwnerType;
    /// use bitrix24::crm::item::productrow::{ListFilter, Row};
    ///
    /// let name = Some("phone");
    /// let mut condition = Row::PRICE.gt(5).checked_by::<ListFilter>();
    /// if let Some(name) = name {
    ///     condition = (condition & Row::PRODUCT_NAME.contains(name)).checked_by();
    /// }
    /// let filter = ListFilter::new(OwnerType::Deal, 13142).and(condition);
    /// # let _ = filter;
    /// ```
    pub fn checked_by<F: Filters<T>>(self) -> Condition<T, CheckedBy<F>>
    where
        S: AcceptedBy<F>,
    {
        Condition::of(self.params)
    }

    /// At least one of the conditions holds. An empty iterator is reported as an error when the
    /// request is sent.
    ///
    /// ```
    /// use bitrix24::Condition;
    /// use bitrix24::crm::item::productrow::Row;
    ///
    /// let words = ["phone", "case"];
    /// let any = Condition::any(words.map(|word| Row::PRODUCT_NAME.contains(word)));
    /// # let _ = any;
    /// ```
    pub fn any(conditions: impl IntoIterator<Item = Self>) -> Condition<T, Or<S, S>> {
        let alternatives = conditions.into_iter().map(|condition| condition.params);
        Condition::of(Params::any(alternatives))
    }

    pub(crate) fn into_params(self) -> Params {
        self.params
    }
}

impl<T, A, B> BitAnd<Condition<T, B>> for Condition<T, A> {
    type Output = Condition<T, And<A, B>>;

    fn bitand(self, other: Condition<T, B>) -> Self::Output {
        Condition::of(self.params.all(other.params))
    }
}

impl<T, A, B> BitOr<Condition<T, B>> for Condition<T, A> {
    type Output = Condition<T, Or<A, B>>;

    fn bitor(self, other: Condition<T, B>) -> Self::Output {
        Condition::of(Params::any([self.params, other.params]))
    }
}

impl<F: Filters<T> + Blank, T, S: AcceptedBy<F>, P> IntoArg<F, P> for Condition<T, S> {
    fn into_arg(self) -> Arg<F> {
        Emitted::into_arg(F::of(self.params))
    }
}

impl<T, S> Clone for Condition<T, S> {
    fn clone(&self) -> Self {
        Self::of(self.params.clone())
    }
}

impl<T, S> fmt::Debug for Condition<T, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.params.fmt(f)
    }
}
