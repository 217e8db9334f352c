//! A method as the generator would emit it.

use bitrix24::runtime as rt;

/// A product row.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Row {
    pub id: Option<i64>,
    pub name: Option<String>,
    pub price: Option<rt::Decimal>,
    pub extra: rt::Extra,
}
rt::record!(Row);
impl rt::Record for Row {
    fn keys(&self) -> &'static [&'static str] {
        &["id", "productName", "price"]
    }
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::Sink::Integer(&mut self.id),
            1 => rt::Sink::Text(&mut self.name),
            2 => rt::Sink::Decimal(&mut self.price),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::ValueRef::integer(self.id),
            1 => rt::ValueRef::text(&self.name),
            2 => rt::ValueRef::decimal(self.price),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}

/// Request of `crm.item.productrow.list`.
#[derive(Clone)]
pub struct List(rt::Params);
rt::request!(List);
impl rt::Request for List {
    type Output = Vec<Row>;
    type Error = ListError;
    const METHOD: &'static rt::Method = &rt::Method {
        at: Some("productRows"),
        ..rt::Method::read("crm.item.productrow.list")
    };
}
impl List {
    pub fn start(self, value: impl rt::IntoArg<i64>) -> Self {
        Self(self.0.with("start", value))
    }
}
pub fn list() -> List {
    List(rt::Params::new())
}

/// Errors of `crm.item.productrow.list`.
#[non_exhaustive]
pub enum ListError {
    AccessDenied,
    MissingParameter,
    Empty,
    System(rt::SystemError),
    Unknown { code: String, message: String },
}
rt::error_kind!(ListError);
impl rt::ErrorKind for ListError {
    const ROWS: &'static [rt::ErrorRow] = &[
        rt::ErrorRow {
            code: "ACCESS_DENIED",
            message: None,
            name: "AccessDenied",
        },
        rt::ErrorRow {
            code: "100",
            message: None,
            name: "MissingParameter",
        },
        rt::ErrorRow {
            code: "",
            message: Some("No rows"),
            name: "Empty",
        },
    ];
    fn of(part: rt::Part<'_>) -> Self {
        match part {
            rt::Part::Row(0) => Self::AccessDenied,
            rt::Part::Row(1) => Self::MissingParameter,
            rt::Part::Row(2) => Self::Empty,
            rt::Part::System(error) => Self::System(error),
            other => {
                let (code, message) = other.unknown(Self::ROWS);
                Self::Unknown { code, message }
            }
        }
    }
    fn part(&self) -> rt::Part<'_> {
        match self {
            Self::AccessDenied => rt::Part::Row(0),
            Self::MissingParameter => rt::Part::Row(1),
            Self::Empty => rt::Part::Row(2),
            Self::System(error) => rt::Part::System(*error),
            Self::Unknown { code, message } => rt::Part::Unknown { code, message },
        }
    }
}

/// Request of a method of REST 3.0.
#[derive(Clone)]
pub struct TaskGet(rt::Params);
rt::request!(TaskGet);
impl rt::Request for TaskGet {
    type Output = rt::Map<String, rt::Value>;
    type Error = ListError;
    const METHOD: &'static rt::Method = &rt::Method {
        version: 3,
        at: Some("item"),
        ..rt::Method::read("tasks.task.get")
    };
}
pub fn task_get(id: impl rt::IntoArg<i64, rt::Required>) -> TaskGet {
    TaskGet(rt::Params::new().with("id", id))
}

/// Request of a method with positional parameters.
#[derive(Clone)]
pub struct TaskDelegate(rt::Params);
rt::request!(TaskDelegate);
impl rt::Request for TaskDelegate {
    type Output = bool;
    type Error = ListError;
    const METHOD: &'static rt::Method = &rt::Method {
        positional: true,
        order: &["TASKID", "USERID"],
        ..rt::Method::write("task.item.delegate")
    };
}
pub fn task_delegate(user: impl rt::IntoArg<i64, rt::Required>) -> TaskDelegate {
    TaskDelegate(rt::Params::new().with("USERID", user))
}

/// Request of a method that answers a number under each key.
#[derive(Clone)]
pub struct Counters(rt::Params);
rt::request!(Counters);
impl rt::Request for Counters {
    type Output = rt::Map<String, i64>;
    type Error = ListError;
    const METHOD: &'static rt::Method = &rt::Method::read("im.counters.get");
}
pub fn counters() -> Counters {
    Counters(rt::Params::new())
}

/// Request of a method that no batch may have.
#[derive(Clone)]
pub struct Upload(rt::Params);
rt::request!(Upload);
impl rt::Request for Upload {
    type Output = bool;
    type Error = ListError;
    const METHOD: &'static rt::Method = &rt::Method {
        batch: false,
        ..rt::Method::write("upload")
    };
}
pub fn upload() -> Upload {
    Upload(rt::Params::new())
}
