//! Doors of a building.
use crate::runtime as rt;
/// The frame of a door, which has a name of its own.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Frame {
    /// Width in millimetres.
    ///
    /// Type `i64`.
    pub width: Option<i64>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Frame);
impl rt::Record for Frame {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["width"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::Sink::Integer(&mut self.width),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::ValueRef::integer(self.width),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
/// The door.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct GetResult {
    /// Whether it is open.
    ///
    /// Type [`GetResultState`].
    pub state: Option<GetResultState>,
    /// Its frame.
    ///
    /// Type [`Frame`].
    pub frame: Option<Frame>,
    /// The hole for it.
    ///
    /// Type [`GetResultHole`].
    pub hole: Option<GetResultHole>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(GetResult);
impl rt::Record for GetResult {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["state", "frame", "hole"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.state),
            1 => rt::sink(&mut self.frame),
            2 => rt::sink(&mut self.hole),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.state),
            1 => rt::value_ref(&self.frame),
            2 => rt::value_ref(&self.hole),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
/// Whether it is open.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum GetResultState {
    /// `O` on the wire.
    Open,
    /// `S` on the wire.
    Shut,
    /// An undocumented value as received; it is sent back unchanged.
    Unknown(String),
}
rt::enumeration!(GetResultState);
impl rt::Enumeration for GetResultState {
    #[inline]
    fn from_wire(text: &str) -> Self {
        match text {
            "O" => Self::Open,
            "S" => Self::Shut,
            _ => Self::Unknown(text.to_owned()),
        }
    }
    #[inline]
    fn as_wire(&self) -> &str {
        match self {
            Self::Open => "O",
            Self::Shut => "S",
            Self::Unknown(text) => text,
        }
    }
}
/// The hole for it.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct GetResultHole {
    /// Width in millimetres.
    ///
    /// Type `i64`.
    pub width: Option<i64>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(GetResultHole);
impl rt::Record for GetResultHole {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["width"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::Sink::Integer(&mut self.width),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::ValueRef::integer(self.width),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
/// Whether they are open.
///
/// The same as [`GetResultState`].
pub type ListState = GetResultState;
/// The doors.
///
/// The same as [`GetResult`].
pub type ListResult = GetResult;
/// Whether it is open.
///
/// The same as [`GetResultState`].
pub type ListResultState = GetResultState;
/// The hole for it.
///
/// The same as [`GetResultHole`].
pub type ListResultHole = GetResultHole;
/// Request of `demo.twins.get`, made by [`get()`].
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Get(rt::Params);
rt::request!(Get);
rt::typed!(Get);
#[diagnostic::do_not_recommend]
impl rt::Request for Get {
    type Output = GetResult;
    type Error = GetError;
    const METHOD: &'static rt::Method = &rt::Method::read("demo.twins.get");
}
/// Reads one door.
///
/// Calls `demo.twins.get`.
///
/// Answers [`GetResult`]: the door.
///
/// Parameters:
///
/// - `id` — Number of the door. Type `i64`, required.
///
/// Errors: [`GetError`].
///
/// Scope: `crm`.
#[doc(alias = "demo.twins.get")]
#[inline]
pub fn get(id: impl rt::IntoArg<i64, rt::Required>) -> Get {
    Get(rt::Params::new().with("id", id))
}
/// Errors of `demo.twins.get`.
#[non_exhaustive]
pub enum GetError {
    /// There is no such door.
    ///
    /// Code `NOT_FOUND`, status 404.
    NotFound,
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
            code: "NOT_FOUND",
            message: None,
            name: "NotFound",
        },
    ];
    #[inline]
    fn of(part: rt::Part<'_>) -> Self {
        match part {
            rt::Part::Row(0) => Self::NotFound,
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
            Self::System(error) => rt::Part::System(*error),
            Self::Unknown { code, message } => rt::Part::Unknown { code, message },
        }
    }
}
/// Request of `demo.twins.list`, made by [`list()`].
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct List(rt::Params);
rt::request!(List);
rt::typed!(List);
#[diagnostic::do_not_recommend]
impl rt::Request for List {
    type Output = Vec<ListResult>;
    type Error = ListError;
    const METHOD: &'static rt::Method = &rt::Method::read("demo.twins.list");
}
impl List {
    /// Whether they are open.
    ///
    /// Type [`ListState`].
    #[inline]
    pub fn state(self, value: impl rt::IntoArg<ListState>) -> Self {
        Self(self.0.with("state", value))
    }
}
/// Reads all doors.
///
/// Calls `demo.twins.list`.
///
/// Answers [`Vec<ListResult>`](ListResult): the doors.
///
/// Errors: [`ListError`].
///
/// Scope: `crm`.
#[doc(alias = "demo.twins.list")]
#[inline]
pub fn list() -> List {
    List(rt::Params::new())
}
/// Errors of `demo.twins.list`.
///
/// The same as [`GetError`].
pub type ListError = GetError;
