//! The facts about a method, and the traits of typed requests.

use crate::answer::{self, Answered, EnvelopeProblem, FailurePath, ResultPath};
use crate::decode::Room;
use crate::error_kind::ErrorKind;
use crate::field::Field;
use crate::params::{Arg, Emitted, IntoArg, Params};

/// The facts about a method that decide how it is called.
///
/// Emitted code builds it from [`Method::read`] or [`Method::write`] and replaces what differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Method {
    /// Full name, such as `crm.item.productrow.list`.
    pub name: &'static str,
    /// Version of the REST protocol: 2 is the classic one, 3 is REST 3.0.
    pub version: u8,
    /// Whether a call changes something.
    pub effect: Effect,
    /// Keys below `result` that lead to the value, separated by dots.
    pub at: Option<&'static str>,
    /// Whether the value is the whole answer, without a `result` around it.
    pub bare: bool,
    /// Where an answer with status 200 has the error of a call that failed.
    pub failure: Option<FailurePath>,
    /// Whether parameters are sent by position, as a JSON array.
    pub positional: bool,
    /// Names of the parameters by position, for a positional method.
    pub order: &'static [&'static str],
    /// Whether `batch` may contain the method.
    pub batch: bool,
    /// How a long list is read.
    pub paging: Option<Paging>,
}

impl Method {
    /// A method that changes nothing.
    pub const fn read(name: &'static str) -> Self {
        Self::new(name, Effect::Read)
    }

    /// A method that changes something.
    pub const fn write(name: &'static str) -> Self {
        Self::new(name, Effect::Write)
    }

    /// The path of the value in an answer.
    pub(crate) const fn result_path(&self) -> ResultPath<'static> {
        ResultPath {
            at: self.at,
            bare: self.bare,
            failure: self.failure,
            without_result: false,
        }
    }

    const fn new(name: &'static str, effect: Effect) -> Self {
        Self {
            name,
            version: 2,
            effect,
            at: None,
            bare: false,
            failure: None,
            positional: false,
            order: &[],
            batch: true,
            paging: None,
        }
    }
}

/// Whether a call changes something. It decides whether the call may be repeated after a lost
/// answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It changes nothing.
    Read,
    /// It changes something.
    Write,
}

/// How a method pages a long list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    /// Rows of a full page.
    pub size: u32,
    /// How a page is chosen.
    pub style: PagingStyle,
    /// The field by which the list continues without counting.
    pub cursor: Option<Cursor>,
}

/// How a page is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PagingStyle {
    /// By `start`; the answer has `next` and `total`.
    Start,
    /// By the `pagination` of REST 3.0.
    Pagination {
        /// The most rows that a page may have.
        most: Option<u32>,
    },
    /// By a parameter of the method with the number of rows to skip.
    Offset(Window),
    /// By a parameter of the method with the number of the page, from 1.
    Number(Window),
}

/// The parameters of a method that choose a page. Dots lead into objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Where the page begins.
    pub at: &'static str,
    /// How many rows it has.
    pub limit: Option<&'static str>,
    /// The most rows that it may have.
    pub most: Option<u32>,
}

/// The field by which a list continues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// Its name in filter and order.
    pub field: &'static str,
    /// Its name in the answer.
    pub response: &'static str,
    /// Whether it is inferred from the method's ordering and not documented.
    pub inferred: bool,
}

/// A value with parameters; `rt::request!` writes the implementation.
pub trait Call {
    /// The parameters so far.
    fn params(&self) -> &Params;
    /// Returns the parameters by value.
    fn into_params(self) -> Params;
}

/// A typed request: the method, its output and its documented errors.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a request",
    label = "not a request",
    note = "requests are created by the functions of the methods, such as `bitrix24::crm::item::productrow::get(17622)`",
    note = "a method without a function is called by its name: `client.call_raw(\"app.method\", params)`"
)]
pub trait Request: Call {
    /// The result of the method.
    type Output: Field;
    /// The errors that the method documents.
    type Error: ErrorKind;
    /// The facts about the method.
    const METHOD: &'static Method;
}

/// Reads an answer to a request, as the client does.
///
/// # Errors
/// An error of the portal, or the first value that cannot be read.
pub fn answer_to<R: Request>(bytes: &[u8]) -> Result<Answered<R::Output>, EnvelopeProblem> {
    answer::read(bytes, R::METHOD.result_path(), &mut { Room::UNLIMITED })
}

/// The payload of an event.
pub trait Event: Field {
    /// Name of the event in capitals.
    const NAME: &'static str;
    /// Whether an outgoing webhook can subscribe to it.
    const BY_WEBHOOK: bool;
    /// Whether the method `event.bind` can subscribe to it.
    const BY_BIND: bool;
    /// Whether the envelope carries access tokens, if that is documented.
    const TOKENS: Option<bool>;
}

/// What `.await` on a request would need. Nothing implements it.
#[diagnostic::on_unimplemented(
    message = "a request is sent by a client, not by `.await`",
    label = "this request is not sent",
    note = "send it by `client.call(request).await`, or read a long list by `client.list(request).all().await`"
)]
pub trait SentByAwait {}

/// A request as `.await` finds it. The lifetime keeps the bound of emitted code from being refused
/// before anybody uses it.
#[derive(Debug)]
pub struct Unsent<'a>(std::marker::PhantomData<&'a ()>);

/// The options that the handler of a placement (widget) receives.
pub trait Placement: Field {
    /// The codes of the placement.
    type Code: PlacementCode<Request = Self>;
}

/// A code of a placement: of one location in the interface, or of one among several of a kind.
pub trait PlacementCode: Sized {
    /// What the handler receives.
    type Request: Placement<Code = Self>;
    /// The options of the placement when it is bound.
    type Options: Emitted;
    /// The code from its text; `None` when it belongs to another placement.
    fn from_code(code: &str) -> Option<Self>;
    /// The text of the code.
    fn as_code(&self) -> &str;
}

/// A code of a placement for the parameter of `placement.bind`.
#[diagnostic::do_not_recommend]
impl<C: PlacementCode, P> IntoArg<String, P> for C {
    fn into_arg(self) -> Arg<String> {
        Arg::raw(self.as_code())
    }
}
