//! Names that would collide.
use crate::runtime as rt;
/// A link between two cards.
///
/// The documentation calls it `demo_link`.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Link {
    /// Identifier of the link.
    ///
    /// Type [`Id<Link>`](Link).
    pub id: Option<rt::Id<Link>>,
    /// The same as text.
    ///
    /// Type `String`.
    pub id_text: Option<String>,
    /// Field `userName`.
    ///
    /// Type `String`.
    pub user_name: Option<String>,
    /// Name as it is printed.
    ///
    /// Type `String`.
    pub printed_name: Option<String>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Link);
impl rt::Record for Link {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["ID", "id", "userName", "USER_NAME"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.id),
            1 => rt::Sink::Text(&mut self.id_text),
            2 => rt::Sink::Text(&mut self.user_name),
            3 => rt::Sink::Text(&mut self.printed_name),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.id),
            1 => rt::ValueRef::text(&self.id_text),
            2 => rt::ValueRef::text(&self.user_name),
            3 => rt::ValueRef::text(&self.printed_name),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
#[diagnostic::do_not_recommend]
impl rt::Entity for Link {
    type Key = i64;
}
/// Request of `demo.naming.getList`, made by [`get_list()`].
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct GetList(rt::Params);
rt::request!(GetList);
rt::typed!(GetList);
#[diagnostic::do_not_recommend]
impl rt::Request for GetList {
    type Output = Vec<Link>;
    type Error = GetListError;
    const METHOD: &'static rt::Method = &rt::Method::read("demo.naming.getList");
}
/// Lists links.
///
/// Calls `demo.naming.getList`.
///
/// Answers [`Vec<Link>`](Link): the links.
///
/// Scope: `crm`.
#[doc(alias = "demo.naming.getList")]
#[inline]
pub fn get_list() -> GetList {
    GetList(rt::Params::new())
}
/// Errors of `demo.naming.getList`.
///
/// The documentation lists none.
pub type GetListError = rt::UndocumentedError;
/// Request of `demo.naming.get_list`, made by [`get_list_old()`].
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct GetListOld(rt::Params);
rt::request!(GetListOld);
rt::typed!(GetListOld);
#[diagnostic::do_not_recommend]
impl rt::Request for GetListOld {
    type Output = Vec<Link>;
    type Error = GetListOldError;
    const METHOD: &'static rt::Method = &rt::Method::read("demo.naming.get_list");
}
/// Lists links the old way.
///
/// Calls `demo.naming.get_list`.
///
/// Answers [`Vec<Link>`](Link): the links.
///
/// Scope: `crm`.
#[doc(alias = "demo.naming.get_list")]
#[inline]
pub fn get_list_old() -> GetListOld {
    GetListOld(rt::Params::new())
}
/// Errors of `demo.naming.get_list`.
///
/// The documentation lists none.
pub type GetListOldError = rt::UndocumentedError;
/// Request of `demo.naming.find-by-name`, made by [`find_by_name()`].
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct FindByName(rt::Params);
rt::request!(FindByName);
rt::typed!(FindByName);
#[diagnostic::do_not_recommend]
impl rt::Request for FindByName {
    type Output = Vec<Link>;
    type Error = FindByNameError;
    const METHOD: &'static rt::Method = &rt::Method::read("demo.naming.find-by-name");
}
impl FindByName {
    /// Field `name`.
    ///
    /// Type `String`.
    #[inline]
    pub fn name(self, value: impl rt::IntoArg<String>) -> Self {
        Self(self.0.with("name", value))
    }
}
/// Finds links by their name.
///
/// Calls `demo.naming.find-by-name`.
///
/// Answers [`Vec<Link>`](Link): the links.
///
/// Scope: `crm`.
#[doc(alias = "demo.naming.find-by-name")]
#[inline]
pub fn find_by_name() -> FindByName {
    FindByName(rt::Params::new())
}
/// Errors of `demo.naming.find-by-name`.
///
/// The documentation lists none.
pub type FindByNameError = rt::UndocumentedError;
