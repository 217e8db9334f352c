//! Departments of a company.
//!
//! Documentation: <https://apidocs.bitrix24.com/demo/tree/index.html>
use crate::runtime as rt;
/// A department.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/tree/index.html>
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Node {
    /// Identifier of the department.
    ///
    /// Type [`Id<Node>`](Node).
    pub id: Option<rt::Id<Node>>,
    /// Name of the department.
    ///
    /// Type `String`.
    pub name: Option<String>,
    /// Departments below this one.
    ///
    /// Type [`Vec<Node>`](Node).
    pub children: Option<Vec<Node>>,
    /// Other departments that have this one's name.
    ///
    /// Type [`Map<String, Node>`](Node).
    pub aliases: Option<rt::Map<String, Node>>,
    /// People of the department.
    ///
    /// Type [`Vec<Person>`](Person).
    pub staff: Option<Vec<Person>>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Node);
impl rt::Record for Node {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["id", "name", "children", "aliases", "staff"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.id),
            1 => rt::Sink::Text(&mut self.name),
            2 => rt::sink(&mut self.children),
            3 => rt::sink(&mut self.aliases),
            4 => rt::sink(&mut self.staff),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.id),
            1 => rt::ValueRef::text(&self.name),
            2 => rt::value_ref(&self.children),
            3 => rt::value_ref(&self.aliases),
            4 => rt::value_ref(&self.staff),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
#[diagnostic::do_not_recommend]
impl rt::Entity for Node {
    type Key = i64;
}
/// Someone who works in the company.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/tree/index.html>
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Person {
    /// User of the portal.
    ///
    /// Type [`Id<User>`](crate::demo::User).
    pub user: Option<rt::Id<crate::demo::User>>,
    /// Departments that the person heads.
    ///
    /// Type [`Vec<Node>`](Node).
    pub heads: Option<Vec<Node>>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Person);
impl rt::Record for Person {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["user", "heads"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.user),
            1 => rt::sink(&mut self.heads),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.user),
            1 => rt::value_ref(&self.heads),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
/// Request of `demo.tree.get`, made by [`get()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/tree/tree-get.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Get(rt::Params);
rt::request!(Get);
rt::typed!(Get);
#[diagnostic::do_not_recommend]
impl rt::Request for Get {
    type Output = Node;
    type Error = GetError;
    const METHOD: &'static rt::Method = &rt::Method {
        at: Some("tree"),
        ..rt::Method::read("demo.tree.get")
    };
}
impl Get {
    /// Department to read.
    ///
    /// Type [`Id<Node>`](Node).
    #[inline]
    pub fn id(self, value: impl rt::IntoArg<rt::Id<Node>>) -> Self {
        Self(self.0.with("id", value))
    }
}
/// Reads a department with everything below it.
///
/// Calls `demo.tree.get`.
///
/// Answers [`Node`]: the department.
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/tree/tree-get.html>
#[doc(alias = "demo.tree.get")]
#[inline]
pub fn get() -> Get {
    Get(rt::Params::new())
}
/// Errors of `demo.tree.get`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/tree/tree-get.html>
///
/// The documentation lists none.
pub type GetError = rt::UndocumentedError;
