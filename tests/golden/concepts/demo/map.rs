//! Answers keyed by numbers and by names.
//!
//! Documentation: <https://apidocs.bitrix24.com/demo/map/index.html>
use crate::runtime as rt;
/// A row of the report.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/map/index.html>
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Row {
    /// Identifier of the row.
    ///
    /// Type [`Id<Row>`](Row).
    pub id: Option<rt::Id<Row>>,
    /// Sum of the row in the portal's currency.
    ///
    /// Type [`Decimal`](rt::Decimal).
    pub total: Option<rt::Decimal>,
    /// Captions by language.
    ///
    /// Type [`Map<String, Option<String>>`](rt::Map).
    pub captions: Option<rt::Map<String, Option<String>>>,
    /// Sums by day.
    ///
    /// Type [`Map<String, Decimal>`](rt::Decimal).
    pub by_day: Option<rt::Map<String, rt::Decimal>>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Row);
impl rt::Record for Row {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["id", "total", "captions", "byDay"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.id),
            1 => rt::Sink::Decimal(&mut self.total),
            2 => rt::sink(&mut self.captions),
            3 => rt::sink(&mut self.by_day),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.id),
            1 => rt::ValueRef::decimal(self.total),
            2 => rt::value_ref(&self.captions),
            3 => rt::value_ref(&self.by_day),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
#[diagnostic::do_not_recommend]
impl rt::Entity for Row {
    type Key = i64;
}
/// Request of `demo.map.list`, made by [`list()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/map/map-list.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct List(rt::Params);
rt::request!(List);
rt::typed!(List);
#[diagnostic::do_not_recommend]
impl rt::Request for List {
    type Output = rt::Map<i64, Row>;
    type Error = ListError;
    const METHOD: &'static rt::Method = &rt::Method::read("demo.map.list");
}
/// Lists the rows of the report.
///
/// Calls `demo.map.list`.
///
/// Answers [`Map<i64, Row>`](Row): rows by their number.
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/map/map-list.html>
#[doc(alias = "demo.map.list")]
#[inline]
pub fn list() -> List {
    List(rt::Params::new())
}
/// Errors of `demo.map.list`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/map/map-list.html>
///
/// The documentation lists none.
pub type ListError = rt::UndocumentedError;
/// Request of `demo.map.counters`, made by [`counters()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/map/map-counters.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Counters(rt::Params);
rt::request!(Counters);
#[diagnostic::do_not_recommend]
impl rt::Request for Counters {
    type Output = rt::Map<rt::Id<crate::demo::User>, rt::Map<String, i64>>;
    type Error = CountersError;
    const METHOD: &'static rt::Method = &rt::Method {
        at: Some("counters"),
        ..rt::Method::read("demo.map.counters")
    };
}
impl Counters {
    /// Highest count by the name of the counter.
    ///
    /// Type [`Map<String, i64>`](rt::Map).
    #[inline]
    pub fn limits(self, value: impl rt::IntoArg<rt::Map<String, i64>>) -> Self {
        Self(self.0.with("limits", value))
    }
    /// Captions by language.
    ///
    /// Type [`Map<String, String>`](rt::Map).
    #[inline]
    pub fn captions(self, value: impl rt::IntoArg<rt::Map<String, String>>) -> Self {
        Self(self.0.with("captions", value))
    }
}
/// Counts what waits for each user.
///
/// Calls `demo.map.counters`.
///
/// Answers [`Map<Id<User>, Map<String, i64>>`](rt::Map): counts by user and by name.
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/map/map-counters.html>
#[doc(alias = "demo.map.counters")]
#[inline]
pub fn counters() -> Counters {
    Counters(rt::Params::new())
}
/// Errors of `demo.map.counters`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/map/map-counters.html>
///
/// The documentation lists none.
pub type CountersError = rt::UndocumentedError;
/// Request of `demo.map.groups`, made by [`groups()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/map/map-groups.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Groups(rt::Params);
rt::request!(Groups);
rt::typed!(Groups);
#[diagnostic::do_not_recommend]
impl rt::Request for Groups {
    type Output = rt::Map<String, Vec<Row>>;
    type Error = GroupsError;
    const METHOD: &'static rt::Method = &rt::Method::read("demo.map.groups");
}
/// Groups the rows of the report.
///
/// Calls `demo.map.groups`.
///
/// Answers [`Map<String, Vec<Row>>`](Row): rows by the name of their group.
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/map/map-groups.html>
#[doc(alias = "demo.map.groups")]
#[inline]
pub fn groups() -> Groups {
    Groups(rt::Params::new())
}
/// Errors of `demo.map.groups`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/map/map-groups.html>
///
/// The documentation lists none.
pub type GroupsError = rt::UndocumentedError;
