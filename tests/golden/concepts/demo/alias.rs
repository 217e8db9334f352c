//! Names with several spellings.
//!
//! Documentation: <https://apidocs.bitrix24.com/demo/alias/index.html>
use crate::runtime as rt;
/// A note.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/alias/index.html>
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Note {
    /// Identifier of the note.
    ///
    /// Type [`Id<Note>`](Note).
    pub id: Option<rt::Id<Note>>,
    /// When the note was made.
    ///
    /// Type [`DateTime`](rt::DateTime).
    pub created_time: Option<rt::DateTime>,
    /// Words of the note.
    ///
    /// Type `String`.
    pub text: Option<String>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Note);
impl rt::Record for Note {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["id", "createdTime", "text"]
    }
    #[inline]
    fn aliases(&self) -> &'static [(&'static str, usize)] {
        &[("ID", 0), ("noteId", 0), ("CREATED_TIME", 1)]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.id),
            1 => rt::sink(&mut self.created_time),
            2 => rt::Sink::Text(&mut self.text),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.id),
            1 => rt::value_ref(&self.created_time),
            2 => rt::ValueRef::text(&self.text),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
#[diagnostic::do_not_recommend]
impl rt::Entity for Note {
    type Key = i64;
}
/// Request of `demo.alias.get`, made by [`get()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/alias/alias-get.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Get(rt::Params);
rt::request!(Get);
rt::typed!(Get);
#[diagnostic::do_not_recommend]
impl rt::Request for Get {
    type Output = Note;
    type Error = GetError;
    const METHOD: &'static rt::Method = &rt::Method {
        at: Some("note"),
        ..rt::Method::read("demo.alias.get")
    };
}
/// Reads one note.
///
/// Calls `demo.alias.get`.
///
/// Answers [`Note`]: the note.
///
/// Parameters:
///
/// - `id` — Note to read. Type [`Id<Note>`](Note), required.
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/alias/alias-get.html>
#[doc(alias = "demo.alias.get")]
#[inline]
pub fn get(id: impl rt::IntoArg<rt::Id<Note>, rt::Required>) -> Get {
    Get(rt::Params::new().with("id", id))
}
/// Errors of `demo.alias.get`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/alias/alias-get.html>
///
/// The documentation lists none.
pub type GetError = rt::UndocumentedError;
