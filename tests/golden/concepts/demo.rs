//! Types that the made-up namespaces share.
pub mod access;
pub mod alias;
pub mod bare;
pub mod batch;
pub mod card;
pub mod checklist;
pub mod correction;
pub mod enumeration;
pub mod error;
pub mod event;
pub mod filter;
pub mod format;
pub mod map;
pub mod naming;
pub mod nested;
pub mod old;
pub mod placement;
pub mod r#match;
pub mod requirement;
pub mod result;
pub mod scalar;
pub mod scope;
pub mod search;
pub mod select;
pub mod stage;
pub mod task;
pub mod tree;
pub mod twins;
pub mod union;
use crate::runtime as rt;
/// A user of the portal.
///
/// The documentation calls it `demo_user`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum User {}
#[diagnostic::do_not_recommend]
impl rt::Entity for User {
    type Key = i64;
}
/// A card of a queue of requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ticket {}
#[diagnostic::do_not_recommend]
impl rt::Entity for Ticket {
    type Key = i64;
}
#[diagnostic::do_not_recommend]
impl rt::IdentifiedBy<Ticket> for crate::demo::card::Card {}
/// A stage of a funnel.
///
/// The documentation calls it `demo_stage`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {}
#[diagnostic::do_not_recommend]
impl rt::Entity for Stage {
    type Key = String;
}
/// An amount with its currency.
///
/// The documentation calls it `demo_price`.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Price {
    /// Amount in units of the currency.
    ///
    /// Type [`Decimal`](rt::Decimal).
    pub amount: Option<rt::Decimal>,
    /// Code of the currency in three letters.
    ///
    /// Type `String`.
    pub currency: Option<String>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Price);
impl rt::Record for Price {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["amount", "currency"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::Sink::Decimal(&mut self.amount),
            1 => rt::Sink::Text(&mut self.currency),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::ValueRef::decimal(self.amount),
            1 => rt::ValueRef::text(&self.currency),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
