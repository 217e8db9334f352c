//! Imports of many rows.
//!
//! Documentation: <https://apidocs.bitrix24.com/demo/batch/index.html>
use crate::runtime as rt;
/// Request of `demo.batch.import`, made by [`import()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/batch/batch-import.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Import(rt::Params);
rt::request!(Import);
#[diagnostic::do_not_recommend]
impl rt::Request for Import {
    type Output = i64;
    type Error = ImportError;
    const METHOD: &'static rt::Method = &rt::Method {
        batch: false,
        ..rt::Method::write("demo.batch.import")
    };
}
/// Imports rows.
///
/// Calls `demo.batch.import`.
///
/// Answers `i64`: number of rows that were imported.
///
/// Parameters:
///
/// - `rows` — Rows as comma-separated text. Type `Vec<String>`, required.
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/batch/batch-import.html>
#[doc(alias = "demo.batch.import")]
#[inline]
pub fn import(rows: impl rt::IntoArg<Vec<String>, rt::Required>) -> Import {
    Import(rt::Params::new().with("rows", rows))
}
/// Errors of `demo.batch.import`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/batch/batch-import.html>
///
/// The documentation lists none.
pub type ImportError = rt::UndocumentedError;
/// Request of `demo.batch.state`, made by [`state()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/batch/batch-state.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct State(rt::Params);
rt::request!(State);
#[diagnostic::do_not_recommend]
impl rt::Request for State {
    type Output = f64;
    type Error = StateError;
    const METHOD: &'static rt::Method = &rt::Method::read("demo.batch.state");
}
/// Says how far an import is.
///
/// Calls `demo.batch.state`.
///
/// Answers `f64`: share of the rows that are done from 0 to 1.
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/batch/batch-state.html>
#[doc(alias = "demo.batch.state")]
#[inline]
pub fn state() -> State {
    State(rt::Params::new())
}
/// Errors of `demo.batch.state`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/batch/batch-state.html>
///
/// The documentation lists none.
pub type StateError = rt::UndocumentedError;
