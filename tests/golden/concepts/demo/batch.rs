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
/// Answers: number of rows that were imported.
///
/// Parameters:
///
/// - `rows` — Rows as comma-separated text. Type `string[]`, required.
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/batch/batch-import.html>
#[inline]
pub fn import(rows: impl Into<rt::Arg<Vec<String>>>) -> Import {
    Import(rt::Params::new().with("rows", rows))
}
/// Errors of `demo.batch.import`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/batch/batch-import.html>
#[non_exhaustive]
pub enum ImportError {
    /// An error that any method may return.
    System(rt::SystemError),
    /// An error that the documentation does not list.
    Unknown {
        /// Code of the error.
        code: String,
        /// Description of the error.
        message: String,
    },
}
rt::error_kind!(ImportError);
impl rt::ErrorKind for ImportError {
    const ROWS: &'static [rt::ErrorRow] = &[];
    #[inline]
    fn of(part: rt::Part<'_>) -> Self {
        match part {
            rt::Part::System(error) => Self::System(error),
            other => {
                let (code, message) = other.unknown(Self::ROWS);
                Self::Unknown { code, message }
            }
        }
    }
    #[inline]
    fn part(&self) -> rt::Part<'_> {
        match self {
            Self::System(error) => rt::Part::System(*error),
            Self::Unknown { code, message } => rt::Part::Unknown { code, message },
        }
    }
}
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
/// Answers: share of the rows that are done from 0 to 1.
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/batch/batch-state.html>
#[inline]
pub fn state() -> State {
    State(rt::Params::new())
}
/// Errors of `demo.batch.state`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/batch/batch-state.html>
#[non_exhaustive]
pub enum StateError {
    /// An error that any method may return.
    System(rt::SystemError),
    /// An error that the documentation does not list.
    Unknown {
        /// Code of the error.
        code: String,
        /// Description of the error.
        message: String,
    },
}
rt::error_kind!(StateError);
impl rt::ErrorKind for StateError {
    const ROWS: &'static [rt::ErrorRow] = &[];
    #[inline]
    fn of(part: rt::Part<'_>) -> Self {
        match part {
            rt::Part::System(error) => Self::System(error),
            other => {
                let (code, message) = other.unknown(Self::ROWS);
                Self::Unknown { code, message }
            }
        }
    }
    #[inline]
    fn part(&self) -> rt::Part<'_> {
        match self {
            Self::System(error) => rt::Part::System(*error),
            Self::Unknown { code, message } => rt::Part::Unknown { code, message },
        }
    }
}
