//! Old lists of notes.
//!
//! Documentation: <https://apidocs.bitrix24.com/demo/bare/index.html>
use crate::runtime as rt;
/// A note.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/bare/index.html>
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Note {
    /// Identifier of the note.
    ///
    /// Type [`Id<Note>`](Note).
    pub id: Option<rt::Id<Note>>,
    /// Words above the note.
    ///
    /// Type `String`.
    pub title: Option<String>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Note);
impl rt::Record for Note {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["ID", "TITLE"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.id),
            1 => rt::Sink::Text(&mut self.title),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.id),
            1 => rt::ValueRef::text(&self.title),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
#[diagnostic::do_not_recommend]
impl rt::Entity for Note {
    type Key = i64;
}
/// Fields for filters, orders and selections.
impl Note {
    /// Field `ID`.
    pub const ID: rt::Key<Note, rt::Id<Note>> = rt::Key::new("ID");
    /// Field `TITLE`.
    pub const TITLE: rt::Key<Note, String> = rt::Key::new("TITLE");
}
/// Filter of `demo.bare.list`.
///
/// Conditions come from the constants of [`Note`].
///
/// Operators:
///
/// - none, for equality, also with a list
/// - `!`
/// - `>`
#[derive(Clone)]
#[must_use]
pub struct ListFilter(rt::Params);
rt::filter!(ListFilter, Note, bare);
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
rt::allows!(ListFilter : Equal Not Greater EqualToAny);
/// Request of `demo.bare.list`, made by [`list()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/bare/note-list.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct List(rt::Params);
rt::request!(List);
rt::typed!(List);
#[diagnostic::do_not_recommend]
impl rt::Request for List {
    type Output = Vec<Note>;
    type Error = ListError;
    const METHOD: &'static rt::Method = &rt::Method::read("demo.bare.list");
}
impl List {
    /// Which notes to list.
    ///
    /// Type [`ListFilter`].
    #[inline]
    pub fn filter(self, value: impl rt::IntoArg<ListFilter>) -> Self {
        Self(self.0.with("filter", value))
    }
}
/// Lists notes.
///
/// Calls `demo.bare.list`.
///
/// Answers [`Vec<Note>`](Note): the notes.
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/bare/note-list.html>
#[doc(alias = "demo.bare.list")]
#[inline]
pub fn list() -> List {
    List(rt::Params::new())
}
/// Errors of `demo.bare.list`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/bare/note-list.html>
///
/// The documentation lists none.
pub type ListError = rt::UndocumentedError;
