//! Methods of several scopes.
use crate::runtime as rt;
/// Request of `demo.scope.both`, made by [`both()`].
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Both(rt::Params);
rt::request!(Both);
#[diagnostic::do_not_recommend]
impl rt::Request for Both {
    type Output = i64;
    type Error = BothError;
    const METHOD: &'static rt::Method = &rt::Method::read("demo.scope.both");
}
/// Counts the products of a deal.
///
/// Calls `demo.scope.both`.
///
/// Answers `i64`: number of products.
///
/// Parameters:
///
/// - `deal_id` — Deal to count in. Type `i64`, required.
///
/// Scope: any of `crm`, `catalog`.
#[doc(alias = "demo.scope.both")]
#[inline]
pub fn both(deal_id: impl rt::IntoArg<i64, rt::Required>) -> Both {
    Both(rt::Params::new().with("dealId", deal_id))
}
/// Errors of `demo.scope.both`.
///
/// The documentation lists none.
pub type BothError = rt::UndocumentedError;
/// Request of `demo.scope.catalog`, made by [`catalog()`].
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Catalog(rt::Params);
rt::request!(Catalog);
#[diagnostic::do_not_recommend]
impl rt::Request for Catalog {
    type Output = i64;
    type Error = CatalogError;
    const METHOD: &'static rt::Method = &rt::Method::read("demo.scope.catalog");
}
/// Counts the products of the catalogue.
///
/// Calls `demo.scope.catalog`.
///
/// Answers `i64`: number of products.
///
/// Scope: `catalog`.
#[doc(alias = "demo.scope.catalog")]
#[inline]
pub fn catalog() -> Catalog {
    Catalog(rt::Params::new())
}
/// Errors of `demo.scope.catalog`.
///
/// The documentation lists none.
pub type CatalogError = rt::UndocumentedError;
