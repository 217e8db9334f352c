//! Names that are words of Rust.
use crate::runtime as rt;
/// A box that holds words of Rust.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Box {
    /// Kind of the box.
    ///
    /// Type `String`.
    pub r#type: Option<String>,
    /// Identifier of the box.
    ///
    /// Type [`Id<Box>`](Box).
    pub self_: Option<rt::Id<Box>>,
    /// The same in another case.
    ///
    /// Type `String`.
    pub self_upper: Option<String>,
    /// Number of the crate.
    ///
    /// Type `i64`.
    pub crate_: Option<i64>,
    /// Something more.
    ///
    /// Type `String`.
    pub extra_: Option<String>,
    /// Identifier of the box in another program.
    ///
    /// Type `String`.
    pub _1c: Option<String>,
    /// Mark of the box.
    ///
    /// Type `i64`.
    pub at_id: Option<i64>,
    /// Functions by their number.
    ///
    /// Type `String`.
    pub r#fn: rt::Map<String, String>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Box);
#[diagnostic::do_not_recommend]
impl rt::Families for Box {
    const PATTERNS: &'static [&'static str] = &["fn_{n}"];
}
impl rt::Record for Box {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["type", "self", "Self", "crate", "extra", "1c", "@id"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::Sink::Text(&mut self.r#type),
            1 => rt::sink(&mut self.self_),
            2 => rt::Sink::Text(&mut self.self_upper),
            3 => rt::Sink::Integer(&mut self.crate_),
            4 => rt::Sink::Text(&mut self.extra_),
            5 => rt::Sink::Text(&mut self._1c),
            6 => rt::Sink::Integer(&mut self.at_id),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::ValueRef::text(&self.r#type),
            1 => rt::value_ref(&self.self_),
            2 => rt::ValueRef::text(&self.self_upper),
            3 => rt::ValueRef::integer(self.crate_),
            4 => rt::ValueRef::text(&self.extra_),
            5 => rt::ValueRef::text(&self._1c),
            6 => rt::ValueRef::integer(self.at_id),
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
            0 => Some(&mut self.r#fn),
            _ => None,
        }
    }
    #[inline]
    fn family_ref(&self, index: usize) -> Option<&dyn rt::MapRef> {
        match index {
            0 => Some(&self.r#fn),
            _ => None,
        }
    }
}
#[diagnostic::do_not_recommend]
impl rt::Entity for Box {
    type Key = i64;
}
/// How it went.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Result {
    /// `ok` on the wire.
    Ok,
    /// `err` on the wire.
    Err,
    /// `none` on the wire.
    None,
    /// `unknown` on the wire.
    Unknown_,
    /// `1` on the wire.
    N1,
    /// An undocumented value as received; it is sent back unchanged.
    Unknown(String),
}
rt::enumeration!(Result);
impl rt::Enumeration for Result {
    #[inline]
    fn from_wire(text: &str) -> Self {
        match text {
            "ok" => Self::Ok,
            "err" => Self::Err,
            "none" => Self::None,
            "unknown" => Self::Unknown_,
            "1" => Self::N1,
            _ => Self::Unknown(text.to_owned()),
        }
    }
    #[inline]
    fn as_wire(&self) -> &str {
        match self {
            Self::Ok => "ok",
            Self::Err => "err",
            Self::None => "none",
            Self::Unknown_ => "unknown",
            Self::N1 => "1",
            Self::Unknown(text) => text,
        }
    }
}
/// Request of `demo.match.move`, made by [`move()`].
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Move(rt::Params);
rt::request!(Move);
rt::typed!(Move);
#[diagnostic::do_not_recommend]
impl rt::Request for Move {
    type Output = Result;
    type Error = MoveError;
    const METHOD: &'static rt::Method = &rt::Method {
        at: Some("type"),
        ..rt::Method::write("demo.match.move")
    };
}
impl Move {
    /// Whether the box is used at once.
    ///
    /// Type [`Flag`](rt::Flag), default `"N"`.
    #[inline]
    pub fn r#use(self, value: impl rt::IntoArg<rt::Flag>) -> Self {
        Self(self.0.with("use", value))
    }
    /// New name of the box.
    ///
    /// Type `String`.
    #[inline]
    pub fn new_(self, value: impl rt::IntoArg<String>) -> Self {
        Self(self.0.with("new", value))
    }
    /// Parameter of the move.
    ///
    /// Type `String`.
    #[inline]
    pub fn param_(self, value: impl rt::IntoArg<String>) -> Self {
        Self(self.0.with("param", value))
    }
}
/// Moves a box.
///
/// Calls `demo.match.move`.
///
/// Answers [`Result`]: how it went.
///
/// Parameters:
///
/// - `in` — Box that it goes into. Type [`Id<Box>`](Box), required.
///
/// Errors: [`MoveError`].
///
/// Scope: `crm`.
#[doc(alias = "demo.match.move")]
#[inline]
pub fn r#move(r#in: impl rt::IntoArg<rt::Id<Box>, rt::Required>) -> Move {
    Move(rt::Params::new().with("in", r#in))
}
/// Errors of `demo.match.move`.
#[non_exhaustive]
pub enum MoveError {
    /// The system refused.
    ///
    /// Code `SYSTEM`, status 400.
    System_,
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
rt::error_kind!(MoveError);
impl rt::ErrorKind for MoveError {
    const ROWS: &'static [rt::ErrorRow] = &[
        rt::ErrorRow {
            code: "SYSTEM",
            message: None,
            name: "System_",
        },
    ];
    #[inline]
    fn of(part: rt::Part<'_>) -> Self {
        match part {
            rt::Part::Row(0) => Self::System_,
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
            Self::System_ => rt::Part::Row(0),
            Self::System(error) => rt::Part::System(*error),
            Self::Unknown { code, message } => rt::Part::Unknown { code, message },
        }
    }
}
/// Request of `demo.match.self`, made by [`self_()`].
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct SelfRequest(rt::Params);
rt::request!(SelfRequest);
rt::typed!(SelfRequest);
#[diagnostic::do_not_recommend]
impl rt::Request for SelfRequest {
    type Output = Box;
    type Error = SelfRequestError;
    const METHOD: &'static rt::Method = &rt::Method::read("demo.match.self");
}
/// Reads the box itself.
///
/// Calls `demo.match.self`.
///
/// Answers [`Box`]: the box.
///
/// Scope: `crm`.
#[doc(alias = "demo.match.self")]
#[inline]
pub fn self_() -> SelfRequest {
    SelfRequest(rt::Params::new())
}
/// Errors of `demo.match.self`.
///
/// The documentation lists none.
pub type SelfRequestError = rt::UndocumentedError;
/// Request of `demo.match.clone`, made by [`clone()`].
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct CloneRequest(rt::Params);
rt::request!(CloneRequest);
rt::typed!(CloneRequest);
#[diagnostic::do_not_recommend]
impl rt::Request for CloneRequest {
    type Output = Box;
    type Error = CloneRequestError;
    const METHOD: &'static rt::Method = &rt::Method::write("demo.match.clone");
}
/// Copies the box.
///
/// Calls `demo.match.clone`.
///
/// Answers [`Box`]: the copy.
///
/// Scope: `crm`.
#[doc(alias = "demo.match.clone")]
#[inline]
pub fn clone() -> CloneRequest {
    CloneRequest(rt::Params::new())
}
/// Errors of `demo.match.clone`.
///
/// The documentation lists none.
pub type CloneRequestError = rt::UndocumentedError;
/// Request of `demo.match.default`, made by [`default()`].
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct DefaultRequest(rt::Params);
rt::request!(DefaultRequest);
rt::typed!(DefaultRequest);
#[diagnostic::do_not_recommend]
impl rt::Request for DefaultRequest {
    type Output = Vec<Box>;
    type Error = DefaultRequestError;
    const METHOD: &'static rt::Method = &rt::Method::read("demo.match.default");
}
/// Reads the usual box.
///
/// Calls `demo.match.default`.
///
/// Answers [`Vec<Box>`](Box): the boxes.
///
/// Scope: `crm`.
#[doc(alias = "demo.match.default")]
#[inline]
pub fn default() -> DefaultRequest {
    DefaultRequest(rt::Params::new())
}
/// Errors of `demo.match.default`.
///
/// The documentation lists none.
pub type DefaultRequestError = rt::UndocumentedError;
