//! Tasks by the classic protocol.
//!
//! Documentation: <https://apidocs.bitrix24.com/demo/task/index.html>
pub mod v3;
use crate::runtime as rt;
/// A task.
///
/// The documentation calls it `demo_task`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/task/index.html>
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Task {
    /// Identifier of the task.
    ///
    /// Type [`Id<Task>`](Task), read only.
    pub id: Option<rt::Id<Task>>,
    /// What is to be done.
    ///
    /// Type `String`.
    pub title: Option<String>,
    /// When it has to be done.
    ///
    /// Type [`DateTime`](rt::DateTime), can be `null`.
    pub deadline: Option<rt::DateTime>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Task);
impl rt::Record for Task {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["id", "TITLE", "DEADLINE"]
    }
    #[inline]
    fn aliases(&self) -> &'static [(&'static str, usize)] {
        &[("ID", 0), ("title", 1), ("deadline", 2)]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.id),
            1 => rt::Sink::Text(&mut self.title),
            2 => rt::sink(&mut self.deadline),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.id),
            1 => rt::ValueRef::text(&self.title),
            2 => rt::value_ref(&self.deadline),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
#[diagnostic::do_not_recommend]
impl rt::Entity for Task {
    type Key = i64;
}
/// Fields for filters, orders and selections.
impl Task {
    /// Field `id`.
    pub const ID: rt::Key<Task, rt::Id<Task>> = rt::Key::new("id");
    /// Field `TITLE`.
    pub const TITLE: rt::Key<Task, String> = rt::Key::new("TITLE");
    /// Field `DEADLINE`.
    pub const DEADLINE: rt::Key<Task, rt::DateTime> = rt::Key::new("DEADLINE");
}
/// Filter of `demo.task.list`.
///
/// Conditions come from the constants of [`Task`].
#[derive(Clone)]
#[must_use]
pub struct ListFilter(rt::Params);
rt::filter!(ListFilter, Task);
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
impl<O: rt::op::Operator> rt::Allows<O> for ListFilter {
    type On = rt::AnyType;
}
/// Request of `demo.task.list`, made by [`list()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/task/task-list-classic.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct List(rt::Params);
rt::request!(List);
rt::typed!(List);
#[diagnostic::do_not_recommend]
impl rt::Request for List {
    type Output = Vec<Task>;
    type Error = ListError;
    const METHOD: &'static rt::Method = &rt::Method {
        at: Some("tasks"),
        paging: Some(rt::Paging {
            size: 50,
            style: rt::PagingStyle::Start,
            cursor: Some(rt::Cursor {
                field: "ID",
                response: "id",
                inferred: false,
            }),
        }),
        ..rt::Method::read("demo.task.list")
    };
}
impl List {
    /// How to sort the tasks.
    ///
    /// Type [`Order<Task>`](Task).
    #[inline]
    pub fn order(self, value: impl rt::IntoArg<rt::Order<Task>>) -> Self {
        Self(self.0.with("order", value))
    }
    /// Which tasks to list.
    ///
    /// Type [`ListFilter`].
    #[inline]
    pub fn filter(self, value: impl rt::IntoArg<ListFilter>) -> Self {
        Self(self.0.with("filter", value))
    }
    /// Fields to answer.
    ///
    /// Type [`Select<Task>`](Task).
    #[inline]
    pub fn select(self, value: impl rt::IntoArg<rt::Select<Task>>) -> Self {
        Self(self.0.with("select", value))
    }
    /// How many tasks to skip.
    ///
    /// Type `i64`, default `0`.
    #[inline]
    pub fn start(self, value: impl rt::IntoArg<i64>) -> Self {
        Self(self.0.with("start", value))
    }
}
/// Lists tasks.
///
/// Calls `demo.task.list`.
///
/// Answers [`Vec<Task>`](Task): tasks of the page.
///
/// Scope: `task`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/task/task-list-classic.html>
#[doc(alias = "demo.task.list")]
#[inline]
pub fn list() -> List {
    List(rt::Params::new())
}
/// Errors of `demo.task.list`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/task/task-list-classic.html>
///
/// The documentation lists none.
pub type ListError = rt::UndocumentedError;
/// Request of `demo.task.complete`, made by [`complete()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/task/task-complete.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Complete(rt::Params);
rt::request!(Complete);
#[diagnostic::do_not_recommend]
impl rt::Request for Complete {
    type Output = bool;
    type Error = CompleteError;
    const METHOD: &'static rt::Method = &rt::Method::write("demo.task.complete");
}
/// Marks a task as done.
///
/// Calls `demo.task.complete`.
///
/// Answers `bool`: whether the task is done now.
///
/// Parameters:
///
/// - `task_id` — Task that is done. Type [`Id<Task>`](Task), required.
///
/// Errors: [`CompleteError`].
///
/// Scope: `task`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/task/task-complete.html>
#[doc(alias = "demo.task.complete")]
#[inline]
pub fn complete(task_id: impl rt::IntoArg<rt::Id<Task>, rt::Required>) -> Complete {
    Complete(rt::Params::new().with("taskId", task_id))
}
/// Errors of `demo.task.complete`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/task/task-complete.html>
#[non_exhaustive]
pub enum CompleteError {
    /// The task was done before.
    ///
    /// Code `1048584`, status 400.
    AlreadyDone,
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
rt::error_kind!(CompleteError);
impl rt::ErrorKind for CompleteError {
    const ROWS: &'static [rt::ErrorRow] = &[
        rt::ErrorRow {
            code: "1048584",
            message: None,
            name: "AlreadyDone",
        },
    ];
    #[inline]
    fn of(part: rt::Part<'_>) -> Self {
        match part {
            rt::Part::Row(0) => Self::AlreadyDone,
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
            Self::AlreadyDone => rt::Part::Row(0),
            Self::System(error) => rt::Part::System(*error),
            Self::Unknown { code, message } => rt::Part::Unknown { code, message },
        }
    }
}
