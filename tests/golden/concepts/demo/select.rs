//! Contacts that are listed by chosen fields.
use crate::runtime as rt;
/// A contact.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Contact {
    /// Identifier of the contact.
    ///
    /// Type [`Id<Contact>`](Contact), read only.
    pub id: Option<rt::Id<Contact>>,
    /// Name of the contact.
    ///
    /// Type `String`.
    pub name: Option<String>,
    /// Telephone numbers.
    ///
    /// Type `Vec<String>`.
    pub phones: Option<Vec<String>>,
    /// Rating from 0 to 5.
    ///
    /// Type `f64`, read only.
    pub rating: Option<f64>,
    /// Fields that users added.
    ///
    /// Type [`Value`](rt::Value).
    pub uf_crm: rt::Map<String, rt::Value>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Contact);
#[diagnostic::do_not_recommend]
impl rt::Families for Contact {
    const PATTERNS: &'static [&'static str] = &["ufCrm*"];
}
impl rt::Record for Contact {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["id", "name", "phones", "rating"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.id),
            1 => rt::Sink::Text(&mut self.name),
            2 => rt::sink(&mut self.phones),
            3 => rt::Sink::Double(&mut self.rating),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.id),
            1 => rt::ValueRef::text(&self.name),
            2 => rt::value_ref(&self.phones),
            3 => rt::ValueRef::double(self.rating),
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
            0 => Some(&mut self.uf_crm),
            _ => None,
        }
    }
    #[inline]
    fn family_ref(&self, index: usize) -> Option<&dyn rt::MapRef> {
        match index {
            0 => Some(&self.uf_crm),
            _ => None,
        }
    }
}
#[diagnostic::do_not_recommend]
impl rt::Entity for Contact {
    type Key = i64;
}
/// Fields for filters, orders and selections.
impl Contact {
    /// Field `id`.
    pub const ID: rt::Key<Contact, rt::Id<Contact>> = rt::Key::new("id");
    /// Field `name`.
    pub const NAME: rt::Key<Contact, String> = rt::Key::new("name");
    /// Field `phones`.
    pub const PHONES: rt::Key<Contact, String, rt::uses::OnlySelect> = rt::Key::new(
        "phones",
    );
    /// Field `rating`.
    pub const RATING: rt::Key<Contact, f64, rt::uses::NoSelect> = rt::Key::new("rating");
}
rt::custom!(Contact, Every);
/// Filter of `demo.select.list`.
///
/// Conditions come from the constants of [`Contact`].
///
/// Operators:
///
/// - `=`
/// - `!`
/// - `@`
/// - `><`
#[derive(Clone)]
#[must_use]
pub struct ListFilter(rt::Params);
rt::filter!(ListFilter, Contact);
impl ListFilter {
    /// Starts without a condition.
    #[inline]
    pub fn new() -> Self {
        Self(rt::Params::new())
    }
}
impl Default for ListFilter {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
#[diagnostic::do_not_recommend]
impl rt::Blank for ListFilter {}
rt::allows!(ListFilter : Equal Not In Between);
/// Filter of `demo.select.search`.
///
/// Conditions come from the constants of [`Contact`].
#[derive(Clone)]
#[must_use]
pub struct SearchFilter(rt::Params);
rt::filter!(SearchFilter, Contact);
impl SearchFilter {
    /// Starts with the conditions that the method requires.
    ///
    /// Parameters:
    ///
    /// - `name` — Name of the contact. Type `String`, required.
    /// - `id` — Identifier of the contact. Type [`Id<Contact>`](Contact), required.
    #[inline]
    pub fn new(
        name: impl rt::IntoArg<String, rt::Required>,
        id: impl rt::IntoArg<rt::Id<Contact>, rt::Required>,
    ) -> Self {
        Self(rt::Params::new().with("name", name).with(">=id", id))
    }
}
impl<O: rt::op::Operator> rt::Allows<O> for SearchFilter {
    type On = rt::AnyType;
}
/// Request of `demo.select.list`, made by [`list()`].
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct List(rt::Params);
rt::request!(List);
rt::typed!(List);
#[diagnostic::do_not_recommend]
impl rt::Request for List {
    type Output = Vec<Contact>;
    type Error = ListError;
    const METHOD: &'static rt::Method = &rt::Method {
        paging: Some(rt::Paging {
            size: 50,
            style: rt::PagingStyle::Start,
            cursor: Some(rt::Cursor {
                field: "id",
                response: "id",
                inferred: false,
            }),
        }),
        ..rt::Method::read("demo.select.list")
    };
}
impl List {
    /// Fields to answer.
    ///
    /// Type [`Select<Contact>`](Contact), default `["id"]`.
    #[inline]
    pub fn select(self, value: impl rt::IntoArg<rt::Select<Contact>>) -> Self {
        Self(self.0.with("select", value))
    }
    /// Which contacts to list.
    ///
    /// Type [`ListFilter`].
    #[inline]
    pub fn filter(self, value: impl rt::IntoArg<ListFilter>) -> Self {
        Self(self.0.with("filter", value))
    }
    /// How to sort the contacts.
    ///
    /// Type [`Order<Contact>`](Contact), default `{"id": "asc"}`.
    #[inline]
    pub fn order(self, value: impl rt::IntoArg<rt::Order<Contact>>) -> Self {
        Self(self.0.with("order", value))
    }
}
/// Lists contacts.
///
/// Calls `demo.select.list`.
///
/// Answers [`Vec<Contact>`](Contact): contacts of the page.
///
/// Scope: `crm`.
#[doc(alias = "demo.select.list")]
#[inline]
pub fn list() -> List {
    List(rt::Params::new())
}
/// Errors of `demo.select.list`.
///
/// The documentation lists none.
pub type ListError = rt::UndocumentedError;
/// Request of `demo.select.search`, made by [`search()`].
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Search(rt::Params);
rt::request!(Search);
rt::typed!(Search);
#[diagnostic::do_not_recommend]
impl rt::Request for Search {
    type Output = Vec<Contact>;
    type Error = SearchError;
    const METHOD: &'static rt::Method = &rt::Method {
        at: Some("items"),
        paging: Some(rt::Paging {
            size: 50,
            style: rt::PagingStyle::Start,
            cursor: None,
        }),
        ..rt::Method::read("demo.select.search")
    };
}
/// Finds contacts by their owner.
///
/// Calls `demo.select.search`.
///
/// Answers [`Vec<Contact>`](Contact): contacts that were found.
///
/// Parameters:
///
/// - `filter` — Which contacts to find. Type [`SearchFilter`], required.
///
/// Scope: `crm`.
#[doc(alias = "demo.select.search")]
#[inline]
pub fn search(filter: impl rt::IntoArg<SearchFilter, rt::Required>) -> Search {
    Search(rt::Params::new().with("filter", filter))
}
/// Errors of `demo.select.search`.
///
/// The documentation lists none.
pub type SearchError = rt::UndocumentedError;
