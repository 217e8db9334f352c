//! Answers of every form.
//!
//! Documentation: <https://apidocs.bitrix24.com/demo/result/index.html>
use crate::runtime as rt;
#[doc(no_inline)]
pub use crate::demo::Price;
/// Sums of the deals.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct SummaryResult {
    /// Sum of all deals in the portal's currency.
    ///
    /// Type [`Decimal`](rt::Decimal).
    pub total: Option<rt::Decimal>,
    /// Highest price.
    ///
    /// Type [`Price`](crate::demo::Price), can be `null`.
    pub best: Option<crate::demo::Price>,
    /// Sum of the deals of one stage.
    ///
    /// Type [`Decimal`](rt::Decimal).
    pub stage: rt::Map<String, rt::Decimal>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(SummaryResult);
#[diagnostic::do_not_recommend]
impl rt::Families for SummaryResult {
    const PATTERNS: &'static [&'static str] = &["stage{n}"];
}
impl rt::Record for SummaryResult {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["total", "best"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::Sink::Decimal(&mut self.total),
            1 => rt::sink(&mut self.best),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::ValueRef::decimal(self.total),
            1 => rt::value_ref(&self.best),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
    #[inline]
    fn patterns(&self) -> &'static [&'static str] {
        <Self as rt::Families>::PATTERNS
    }
    #[inline]
    fn family(&mut self, index: usize) -> Option<&mut dyn rt::EntrySink> {
        match index {
            0 => Some(&mut self.stage),
            _ => None,
        }
    }
    #[inline]
    fn family_ref(&self, index: usize) -> Option<&dyn rt::MapRef> {
        match index {
            0 => Some(&self.stage),
            _ => None,
        }
    }
}
/// What happened.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct HistoryEvent {
    /// When it happened.
    ///
    /// Type [`Timestamp`](rt::Timestamp).
    pub time: Option<rt::Timestamp>,
    /// What it was.
    ///
    /// Type `String`.
    pub what: Option<String>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(HistoryEvent);
impl rt::Record for HistoryEvent {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["time", "what"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.time),
            1 => rt::Sink::Text(&mut self.what),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.time),
            1 => rt::ValueRef::text(&self.what),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
/// What became of the rows.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct ReportResult {
    /// How it went.
    ///
    /// Type [`ReportResultStatus`].
    pub status: Option<ReportResultStatus>,
    /// What is wrong with the rows.
    ///
    /// Type `Vec<String>`.
    pub errors: Option<Vec<String>>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(ReportResult);
impl rt::Record for ReportResult {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["status", "errors"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.status),
            1 => rt::sink(&mut self.errors),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.status),
            1 => rt::value_ref(&self.errors),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
/// How it went.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum ReportResultStatus {
    /// `ok` on the wire.
    Ok,
    /// `error` on the wire.
    Error,
    /// An undocumented value as received; it is sent back unchanged.
    Unknown(String),
}
rt::enumeration!(ReportResultStatus);
impl rt::Enumeration for ReportResultStatus {
    #[inline]
    fn from_wire(text: &str) -> Self {
        match text {
            "ok" => Self::Ok,
            "error" => Self::Error,
            _ => Self::Unknown(text.to_owned()),
        }
    }
    #[inline]
    fn as_wire(&self) -> &str {
        match self {
            Self::Ok => "ok",
            Self::Error => "error",
            Self::Unknown(text) => text,
        }
    }
}
/// Request of `demo.result.count`, made by [`count()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/result-count.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Count(rt::Params);
rt::request!(Count);
#[diagnostic::do_not_recommend]
impl rt::Request for Count {
    type Output = i64;
    type Error = CountError;
    const METHOD: &'static rt::Method = &rt::Method::read("demo.result.count");
}
/// Counts the deals.
///
/// Calls `demo.result.count`.
///
/// Answers `i64`: number of deals.
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/result-count.html>
#[doc(alias = "demo.result.count")]
#[inline]
pub fn count() -> Count {
    Count(rt::Params::new())
}
/// Errors of `demo.result.count`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/result-count.html>
///
/// The documentation lists none.
pub type CountError = rt::UndocumentedError;
/// Request of `demo.result.exists`, made by [`exists()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/index.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Exists(rt::Params);
rt::request!(Exists);
#[diagnostic::do_not_recommend]
impl rt::Request for Exists {
    type Output = bool;
    type Error = ExistsError;
    const METHOD: &'static rt::Method = &rt::Method::read("demo.result.exists");
}
/// Says whether a deal exists.
///
/// Calls `demo.result.exists`.
///
/// Answers `bool`: whether it does.
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/index.html>
#[doc(alias = "demo.result.exists")]
#[inline]
pub fn exists() -> Exists {
    Exists(rt::Params::new())
}
/// Errors of `demo.result.exists`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/index.html>
///
/// The documentation lists none.
pub type ExistsError = rt::UndocumentedError;
/// Request of `demo.result.name`, made by [`name()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/index.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Name(rt::Params);
rt::request!(Name);
#[diagnostic::do_not_recommend]
impl rt::Request for Name {
    type Output = Option<String>;
    type Error = NameError;
    const METHOD: &'static rt::Method = &rt::Method {
        at: Some("name"),
        ..rt::Method::read("demo.result.name")
    };
}
/// Reads a name.
///
/// Calls `demo.result.name`.
///
/// Answers `String` or `None`: the name.
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/index.html>
#[doc(alias = "demo.result.name")]
#[inline]
pub fn name() -> Name {
    Name(rt::Params::new())
}
/// Errors of `demo.result.name`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/index.html>
///
/// The documentation lists none.
pub type NameError = rt::UndocumentedError;
/// Request of `demo.result.names`, made by [`names()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/index.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Names(rt::Params);
rt::request!(Names);
#[diagnostic::do_not_recommend]
impl rt::Request for Names {
    type Output = Vec<String>;
    type Error = NamesError;
    const METHOD: &'static rt::Method = &rt::Method {
        at: Some("names"),
        ..rt::Method::read("demo.result.names")
    };
}
/// Reads names.
///
/// Calls `demo.result.names`.
///
/// Answers `Vec<String>`: the names.
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/index.html>
#[doc(alias = "demo.result.names")]
#[inline]
pub fn names() -> Names {
    Names(rt::Params::new())
}
/// Errors of `demo.result.names`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/index.html>
///
/// The documentation lists none.
pub type NamesError = rt::UndocumentedError;
/// Request of `demo.result.anything`, made by [`anything()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/index.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Anything(rt::Params);
rt::request!(Anything);
#[diagnostic::do_not_recommend]
impl rt::Request for Anything {
    type Output = rt::Value;
    type Error = AnythingError;
    const METHOD: &'static rt::Method = &rt::Method::read("demo.result.anything");
}
/// Reads something.
///
/// Calls `demo.result.anything`.
///
/// Answers [`Value`](rt::Value): whatever it is.
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/index.html>
#[doc(alias = "demo.result.anything")]
#[inline]
pub fn anything() -> Anything {
    Anything(rt::Params::new())
}
/// Errors of `demo.result.anything`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/index.html>
///
/// The documentation lists none.
pub type AnythingError = rt::UndocumentedError;
/// Request of `demo.result.clear`, made by [`clear()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/index.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Clear(rt::Params);
rt::request!(Clear);
#[diagnostic::do_not_recommend]
impl rt::Request for Clear {
    type Output = ();
    type Error = ClearError;
    const METHOD: &'static rt::Method = &rt::Method::write("demo.result.clear");
}
/// Forgets everything.
///
/// Calls `demo.result.clear`.
///
/// Answers: nothing.
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/index.html>
#[doc(alias = "demo.result.clear")]
#[inline]
pub fn clear() -> Clear {
    Clear(rt::Params::new())
}
/// Errors of `demo.result.clear`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/index.html>
///
/// The documentation lists none.
pub type ClearError = rt::UndocumentedError;
/// Request of `demo.result.touch`, made by [`touch()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/index.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Touch(rt::Params);
rt::request!(Touch);
#[diagnostic::do_not_recommend]
impl rt::Request for Touch {
    type Output = rt::Value;
    type Error = TouchError;
    const METHOD: &'static rt::Method = &rt::Method::write("demo.result.touch");
}
/// Answers without saying what.
///
/// Calls `demo.result.touch`.
///
/// Answers [`Value`](rt::Value).
///
/// Not in the documentation:
///
/// - It answers `true` for what is gone, and changes nothing. (<https://example.com/questions/1>)
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/index.html>
#[doc(alias = "demo.result.touch")]
#[inline]
pub fn touch() -> Touch {
    Touch(rt::Params::new())
}
/// Errors of `demo.result.touch`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/index.html>
///
/// The documentation lists none.
pub type TouchError = rt::UndocumentedError;
/// Request of `demo.result.summary`, made by [`summary()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/result-summary.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Summary(rt::Params);
rt::request!(Summary);
rt::typed!(Summary);
#[diagnostic::do_not_recommend]
impl rt::Request for Summary {
    type Output = SummaryResult;
    type Error = SummaryError;
    const METHOD: &'static rt::Method = &rt::Method::read("demo.result.summary");
}
/// Sums the deals up.
///
/// Calls `demo.result.summary`.
///
/// Answers [`SummaryResult`]: sums of the deals.
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/result-summary.html>
#[doc(alias = "demo.result.summary")]
#[inline]
pub fn summary() -> Summary {
    Summary(rt::Params::new())
}
/// Errors of `demo.result.summary`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/result-summary.html>
///
/// The documentation lists none.
pub type SummaryError = rt::UndocumentedError;
/// Request of `demo.result.history`, made by [`history()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/result-history.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct History(rt::Params);
rt::request!(History);
rt::typed!(History);
#[diagnostic::do_not_recommend]
impl rt::Request for History {
    type Output = Vec<HistoryEvent>;
    type Error = HistoryError;
    const METHOD: &'static rt::Method = &rt::Method {
        at: Some("events"),
        ..rt::Method::read("demo.result.history")
    };
}
/// Lists what happened.
///
/// Calls `demo.result.history`.
///
/// Answers [`Vec<HistoryEvent>`](HistoryEvent): what happened.
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/result-history.html>
#[doc(alias = "demo.result.history")]
#[inline]
pub fn history() -> History {
    History(rt::Params::new())
}
/// Errors of `demo.result.history`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/result-history.html>
///
/// The documentation lists none.
pub type HistoryError = rt::UndocumentedError;
/// Request of `demo.result.register`, made by [`register()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/index.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Register(rt::Params);
rt::request!(Register);
#[diagnostic::do_not_recommend]
impl rt::Request for Register {
    type Output = bool;
    type Error = RegisterError;
    const METHOD: &'static rt::Method = &rt::Method {
        at: Some("result"),
        failure: Some(rt::FailurePath {
            code: Some("error"),
            message: Some("error_description"),
        }),
        ..rt::Method::write("demo.result.register")
    };
}
impl Register {
    /// Name to register.
    ///
    /// Type `String`.
    #[inline]
    pub fn name(self, value: impl rt::IntoArg<String>) -> Self {
        Self(self.0.with("name", value))
    }
}
/// Registers a name.
///
/// Calls `demo.result.register`.
///
/// Answers `bool`: whether it is registered.
///
/// Errors: [`RegisterError`].
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/index.html>
#[doc(alias = "demo.result.register")]
#[inline]
pub fn register() -> Register {
    Register(rt::Params::new())
}
/// Errors of `demo.result.register`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/index.html>
#[non_exhaustive]
pub enum RegisterError {
    /// No name was given.
    ///
    /// Code `NAME_REQUIRED`, status 200.
    NameRequired,
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
rt::error_kind!(RegisterError);
impl rt::ErrorKind for RegisterError {
    const ROWS: &'static [rt::ErrorRow] = &[
        rt::ErrorRow {
            code: "NAME_REQUIRED",
            message: None,
            name: "NameRequired",
        },
    ];
    #[inline]
    fn of(part: rt::Part<'_>) -> Self {
        match part {
            rt::Part::Row(0) => Self::NameRequired,
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
            Self::NameRequired => rt::Part::Row(0),
            Self::System(error) => rt::Part::System(*error),
            Self::Unknown { code, message } => rt::Part::Unknown { code, message },
        }
    }
}
/// Request of `demo.result.report`, made by [`report()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/index.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Report(rt::Params);
rt::request!(Report);
rt::typed!(Report);
#[diagnostic::do_not_recommend]
impl rt::Request for Report {
    type Output = ReportResult;
    type Error = ReportError;
    const METHOD: &'static rt::Method = &rt::Method {
        failure: Some(rt::FailurePath {
            code: None,
            message: Some("errors"),
        }),
        ..rt::Method::write("demo.result.report")
    };
}
/// Takes the rows of a report.
///
/// Calls `demo.result.report`.
///
/// Answers [`ReportResult`]: what became of the rows.
///
/// Errors: [`ReportError`].
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/index.html>
#[doc(alias = "demo.result.report")]
#[inline]
pub fn report() -> Report {
    Report(rt::Params::new())
}
/// Errors of `demo.result.report`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/result/index.html>
#[non_exhaustive]
pub enum ReportError {
    /// The report is empty.
    ///
    /// Empty code, message `There are no rows`, status 200.
    NoRows,
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
rt::error_kind!(ReportError);
impl rt::ErrorKind for ReportError {
    const ROWS: &'static [rt::ErrorRow] = &[
        rt::ErrorRow {
            code: "",
            message: Some("There are no rows"),
            name: "NoRows",
        },
    ];
    #[inline]
    fn of(part: rt::Part<'_>) -> Self {
        match part {
            rt::Part::Row(0) => Self::NoRows,
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
            Self::NoRows => rt::Part::Row(0),
            Self::System(error) => rt::Part::System(*error),
            Self::Unknown { code, message } => rt::Part::Unknown { code, message },
        }
    }
}
