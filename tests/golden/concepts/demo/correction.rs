//! Facts that the pages state wrongly.
//!
//! Documentation: <https://apidocs.bitrix24.com/demo/correction/index.html>
use crate::runtime as rt;
/// A visit of a customer.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/correction/index.html>
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Visit {
    /// Identifier of the visit.
    ///
    /// Type [`Id<Visit>`](Visit).
    pub id: Option<rt::Id<Visit>>,
    /// Length of the visit in minutes.
    ///
    /// Type `i64`.
    pub minutes: Option<i64>,
    /// Name of the guest.
    ///
    /// Type `String`, can be `null`.
    pub guest: Option<String>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Visit);
impl rt::Record for Visit {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["id", "minutes", "guest"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.id),
            1 => rt::Sink::Integer(&mut self.minutes),
            2 => rt::Sink::Text(&mut self.guest),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.id),
            1 => rt::ValueRef::integer(self.minutes),
            2 => rt::ValueRef::text(&self.guest),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
#[diagnostic::do_not_recommend]
impl rt::Entity for Visit {
    type Key = i64;
}
/// Request of `demo.correction.list`, made by [`list()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/correction/correction-list.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct List(rt::Params);
rt::request!(List);
rt::typed!(List);
#[diagnostic::do_not_recommend]
impl rt::Request for List {
    type Output = Vec<Visit>;
    type Error = ListError;
    const METHOD: &'static rt::Method = &rt::Method {
        at: Some("visits"),
        ..rt::Method::read("demo.correction.list")
    };
}
/// Lists visits.
///
/// Calls `demo.correction.list`.
///
/// Answers [`Vec<Visit>`](Visit): the visits.
///
/// Parameters:
///
/// - `day` — Day of the visits. Type [`Date`](rt::Date), required.
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/correction/correction-list.html>
#[doc(alias = "demo.correction.list")]
#[inline]
pub fn list(day: impl rt::IntoArg<rt::Date, rt::Required>) -> List {
    List(rt::Params::new().with("day", day))
}
/// Errors of `demo.correction.list`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/correction/correction-list.html>
///
/// The documentation lists none.
pub type ListError = rt::UndocumentedError;
