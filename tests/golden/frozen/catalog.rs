//! Types of the product catalogue that other scopes refer to.
//!
//! Documentation: <https://apidocs.bitrix24.com/api-reference/catalog/index.html>
use crate::runtime as rt;
/// A product of the catalogue.
///
/// The documentation calls it `catalog_product.id`.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/catalog/data-types.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Product {}
#[diagnostic::do_not_recommend]
impl rt::Entity for Product {
    type Key = i64;
}
/// A unit of measure by its code.
///
/// The documentation calls it `catalog_measure.code`.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/catalog/data-types.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MeasureCode {}
#[diagnostic::do_not_recommend]
impl rt::Entity for MeasureCode {
    type Key = i64;
}
/// A warehouse.
///
/// The documentation calls it `catalog_store.id`.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/catalog/data-types.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Store {}
#[diagnostic::do_not_recommend]
impl rt::Entity for Store {
    type Key = i64;
}
