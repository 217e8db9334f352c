//! Tasks by REST 3.0.
//!
//! Documentation: <https://apidocs.bitrix24.com/demo/task/index.html>
use crate::runtime as rt;
/// A task.
///
/// The documentation calls it `demo_task_dto`.
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
    /// Whether it is done.
    ///
    /// Type `bool`.
    pub done: Option<bool>,
    /// Who does it.
    ///
    /// Type [`Person`], read only.
    pub responsible: Option<Person>,
    /// Who looks at it.
    ///
    /// Type [`Vec<Person>`](Person), read only.
    pub watchers: Option<Vec<Person>>,
    /// Who is never named.
    ///
    /// Type [`Person`], read only.
    pub secret: Option<Person>,
    /// Task that this one is a part of.
    ///
    /// Type [`Map<String, Value>`](rt::Value), read only.
    pub parent: Option<rt::Map<String, rt::Value>>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Task);
impl rt::Record for Task {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &[
            "id",
            "title",
            "deadline",
            "done",
            "responsible",
            "watchers",
            "secret",
            "parent",
        ]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.id),
            1 => rt::Sink::Text(&mut self.title),
            2 => rt::sink(&mut self.deadline),
            3 => rt::Sink::Boolean(&mut self.done),
            4 => rt::sink(&mut self.responsible),
            5 => rt::sink(&mut self.watchers),
            6 => rt::sink(&mut self.secret),
            7 => rt::sink(&mut self.parent),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.id),
            1 => rt::ValueRef::text(&self.title),
            2 => rt::value_ref(&self.deadline),
            3 => rt::ValueRef::boolean(self.done),
            4 => rt::value_ref(&self.responsible),
            5 => rt::value_ref(&self.watchers),
            6 => rt::value_ref(&self.secret),
            7 => rt::value_ref(&self.parent),
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
    /// Field `title`.
    pub const TITLE: rt::Key<Task, String> = rt::Key::new("title");
    /// Field `deadline`.
    pub const DEADLINE: rt::Key<Task, rt::DateTime> = rt::Key::new("deadline");
    /// Field `done`.
    pub const DONE: rt::Key<Task, bool> = rt::Key::new("done");
    /// Field `responsible`.
    pub const RESPONSIBLE: rt::Key<Task, Person, rt::uses::OnlySelect> = rt::Key::new(
        "responsible",
    );
    /// Field `watchers`.
    pub const WATCHERS: rt::Key<Task, Person, rt::uses::OnlySelect> = rt::Key::new(
        "watchers",
    );
    /// Field `parent`.
    pub const PARENT: rt::Key<Task, rt::Map<String, rt::Value>, rt::uses::OnlySelect> = rt::Key::new(
        "parent",
    );
}
#[diagnostic::do_not_recommend]
impl rt::Related for Task {}
/// A user as a task shows it.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/task/index.html>
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Person {
    /// Identifier of the user.
    ///
    /// Type `i64`.
    pub id: Option<i64>,
    /// The user's name.
    ///
    /// Type `String`.
    pub name: Option<String>,
    /// Picture of the user.
    ///
    /// Type [`Image`].
    pub image: Option<Image>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Person);
impl rt::Record for Person {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["id", "name", "image"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::Sink::Integer(&mut self.id),
            1 => rt::Sink::Text(&mut self.name),
            2 => rt::sink(&mut self.image),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::ValueRef::integer(self.id),
            1 => rt::ValueRef::text(&self.name),
            2 => rt::value_ref(&self.image),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
/// Fields for filters, orders and selections.
impl Person {
    /// Field `id`.
    pub const ID: rt::Key<Person, i64> = rt::Key::new("id");
    /// Field `name`.
    pub const NAME: rt::Key<Person, String> = rt::Key::new("name");
    /// Field `image`.
    pub const IMAGE: rt::Key<Person, Image> = rt::Key::new("image");
}
#[diagnostic::do_not_recommend]
impl rt::Related for Person {}
/// A picture.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/task/index.html>
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Image {
    /// Address of the picture.
    ///
    /// Type `String`.
    pub src: Option<String>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Image);
impl rt::Record for Image {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["src"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::Sink::Text(&mut self.src),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::ValueRef::text(&self.src),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
/// Fields for filters, orders and selections.
impl Image {
    /// Field `src`.
    pub const SRC: rt::Key<Image, String> = rt::Key::new("src");
}
#[diagnostic::do_not_recommend]
impl rt::Related for Image {}
/// Filter of `demo.task.list`.
///
/// Conditions come from the constants of [`Task`].
///
/// Operators:
///
/// - `=`
/// - `!=`
/// - `>`
/// - `>=`
/// - `<`
/// - `<=`
/// - `in`
/// - `between`
/// - `|` between single conditions, that is groups with `"logic": "or"`
#[derive(Clone)]
#[must_use]
pub struct ListFilter(rt::Params);
rt::conditions!(ListFilter, Task);
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
#[diagnostic::do_not_recommend]
impl rt::Alternatives for ListFilter {}
rt::allows!(
    ListFilter : Equal NotEqual Greater GreaterOrEqual Less LessOrEqual In Between
);
/// Which page to answer.
#[derive(Clone)]
#[must_use]
pub struct ListPagination(rt::Params);
rt::object!(ListPagination);
impl ListPagination {
    /// Starts with nothing set.
    #[inline]
    pub fn new() -> Self {
        Self(rt::Params::new())
    }
    /// Number of the page.
    ///
    /// Type `i64`, default `1`.
    #[inline]
    pub fn page(self, value: impl rt::IntoArg<i64>) -> Self {
        Self(self.0.with("page", value))
    }
    /// Tasks of a page.
    ///
    /// Type `i64`, default `50`.
    #[inline]
    pub fn limit(self, value: impl rt::IntoArg<i64>) -> Self {
        Self(self.0.with("limit", value))
    }
    /// How many tasks to skip.
    ///
    /// Type `i64`.
    #[inline]
    pub fn offset(self, value: impl rt::IntoArg<i64>) -> Self {
        Self(self.0.with("offset", value))
    }
}
impl Default for ListPagination {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
/// Request of `demo.task.get`, made by [`get()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/task/task-get.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Get(rt::Params);
rt::request!(Get);
rt::typed!(Get);
#[diagnostic::do_not_recommend]
impl rt::Request for Get {
    type Output = Task;
    type Error = GetError;
    const METHOD: &'static rt::Method = &rt::Method {
        version: 3,
        at: Some("item"),
        ..rt::Method::read("demo.task.get")
    };
}
impl Get {
    /// Fields to answer.
    ///
    /// Type [`Select<Task>`](Task).
    #[inline]
    pub fn select(self, value: impl rt::IntoArg<rt::Select<Task>>) -> Self {
        Self(self.0.with("select", value))
    }
}
/// Reads one task.
///
/// Calls `demo.task.get` of REST 3.0.
///
/// Answers [`Task`]: the task.
///
/// Parameters:
///
/// - `id` — Task to read. Type [`Id<Task>`](Task), required.
///
/// Errors: [`GetError`].
///
/// Scope: `task`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/task/task-get.html>
#[doc(alias = "demo.task.get")]
#[inline]
pub fn get(id: impl rt::IntoArg<rt::Id<Task>, rt::Required>) -> Get {
    Get(rt::Params::new().with("id", id))
}
/// Errors of `demo.task.get`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/task/task-get.html>
#[non_exhaustive]
pub enum GetError {
    /// There is no such task.
    ///
    /// Code `BITRIX_REST_V3_EXCEPTION_ENTITYNOTFOUNDEXCEPTION`, status 400.
    NotFound,
    /// Parameters are missing or wrong.
    ///
    /// Code `BITRIX_REST_V3_EXCEPTION_VALIDATION_REQUESTVALIDATIONEXCEPTION`, status 400.
    ///
    /// Fields:
    ///
    /// - `id`, `select`: Required field `{field}` is missing
    /// - any field: Field `{field}` has another type
    Invalid,
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
rt::error_kind!(GetError);
impl rt::ErrorKind for GetError {
    const ROWS: &'static [rt::ErrorRow] = &[
        rt::ErrorRow {
            code: "BITRIX_REST_V3_EXCEPTION_ENTITYNOTFOUNDEXCEPTION",
            message: None,
            name: "NotFound",
        },
        rt::ErrorRow {
            code: "BITRIX_REST_V3_EXCEPTION_VALIDATION_REQUESTVALIDATIONEXCEPTION",
            message: None,
            name: "Invalid",
        },
    ];
    #[inline]
    fn of(part: rt::Part<'_>) -> Self {
        match part {
            rt::Part::Row(0) => Self::NotFound,
            rt::Part::Row(1) => Self::Invalid,
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
            Self::NotFound => rt::Part::Row(0),
            Self::Invalid => rt::Part::Row(1),
            Self::System(error) => rt::Part::System(*error),
            Self::Unknown { code, message } => rt::Part::Unknown { code, message },
        }
    }
}
/// Request of `demo.task.list`, made by [`list()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/task/task-list.html>
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
        version: 3,
        at: Some("items"),
        paging: Some(rt::Paging {
            size: 50,
            style: rt::PagingStyle::Pagination {
                most: Some(200),
            },
            cursor: Some(rt::Cursor {
                field: "id",
                response: "id",
                inferred: false,
            }),
        }),
        ..rt::Method::read("demo.task.list")
    };
}
impl List {
    /// Fields to answer.
    ///
    /// Type [`Select<Task>`](Task).
    #[inline]
    pub fn select(self, value: impl rt::IntoArg<rt::Select<Task>>) -> Self {
        Self(self.0.with("select", value))
    }
    /// Which tasks to list.
    ///
    /// Type [`ListFilter`].
    #[inline]
    pub fn filter(self, value: impl rt::IntoArg<ListFilter>) -> Self {
        Self(self.0.with("filter", value))
    }
    /// How to sort the tasks.
    ///
    /// Type [`Order<Task>`](Task).
    #[inline]
    pub fn order(self, value: impl rt::IntoArg<rt::Order<Task>>) -> Self {
        Self(self.0.with("order", value))
    }
    /// Which page to answer.
    ///
    /// Type [`ListPagination`].
    #[inline]
    pub fn pagination(self, value: impl rt::IntoArg<ListPagination>) -> Self {
        Self(self.0.with("pagination", value))
    }
}
/// Lists tasks.
///
/// Calls `demo.task.list` of REST 3.0.
///
/// Answers [`Vec<Task>`](Task): tasks of the page.
///
/// Scope: `task`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/task/task-list.html>
#[doc(alias = "demo.task.list")]
#[inline]
pub fn list() -> List {
    List(rt::Params::new())
}
/// Errors of `demo.task.list`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/task/task-list.html>
///
/// The documentation lists none.
pub type ListError = rt::UndocumentedError;
