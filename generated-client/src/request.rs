//! What the client knows about a method, and what a typed request is.

use crate::answer::{self, Answered, EnvelopeProblem, Seat};
use crate::error_kind::ErrorKind;
use crate::field::Field;
use crate::params::{Arg, Emitted, Params};

/// The facts about a method that decide how it is called.
///
/// Emitted code builds it from [`Method::read`] or [`Method::write`] and replaces what differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Method {
    /// Full name, as `crm.item.productrow.list`.
    pub name: &'static str,
    /// Version of the REST protocol: 2 is the classic one, 3 is REST 3.0.
    pub version: u8,
    /// What a call leaves behind.
    pub effect: Effect,
    /// Key of `result` under which the value sits; steps into nested objects are parted by dots.
    pub at: Option<&'static str>,
    /// Whether the value is the whole answer, with no `result` around it.
    pub bare: bool,
    /// Whether parameters are sent by their order, as a JSON array.
    pub positional: bool,
    /// The parameters in their order, for a positional method.
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

    /// Where the value sits in an answer.
    pub(crate) const fn seat(&self) -> Seat<'static> {
        Seat {
            at: self.at,
            bare: self.bare,
        }
    }

    const fn new(name: &'static str, effect: Effect) -> Self {
        Self {
            name,
            version: 2,
            effect,
            at: None,
            bare: false,
            positional: false,
            order: &[],
            batch: true,
            paging: None,
        }
    }
}

/// What a call leaves behind; decides whether it may be repeated after a lost answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    Read,
    /// A change.
    Write,
}

/// How a method gives a long list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    /// Rows of a full page.
    pub size: u32,
    /// `true` for the `pagination` of REST 3.0, `false` for `start`, `next` and `total`.
    pub by_page: bool,
    /// The field by which the list is continued without counting.
    pub cursor: Option<Cursor>,
}

/// The field by which a list is continued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// Its name in filter and order.
    pub field: &'static str,
    /// Its name in the answer.
    pub response: &'static str,
    /// Whether we conclude it from the method's ordering instead of reading it in the documentation.
    pub inferred: bool,
}

/// Something that carries parameters; `rt::request!` writes it.
pub trait Call {
    /// The parameters so far.
    fn params(&self) -> &Params;
    /// The parameters, taken out.
    fn into_params(self) -> Params;
}

/// A typed request: which method, what it answers, which errors it documents.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a request",
    label = "not a request",
    note = "requests are made by the functions of the methods, such as `bitrix24::crm::item::productrow::get(17622)`",
    note = "a method without a function is called by its name: `client.call_raw(\"app.method\", params)`"
)]
pub trait Request: Call {
    /// What the method answers.
    type Output: Field;
    /// The errors that the method documents.
    type Error: ErrorKind;
    /// The facts about the method.
    const METHOD: &'static Method;
}

/// Reads an answer to a request, as the client does.
///
/// # Errors
/// An error of the portal, or the first place that cannot be read.
pub fn answer_to<R: Request>(bytes: &[u8]) -> Result<Answered<R::Output>, EnvelopeProblem> {
    answer::read(bytes, R::METHOD.seat())
}

/// The payload of an event.
pub trait Event: Field {
    /// Name of the event in capitals.
    const NAME: &'static str;
    /// Whether an outgoing webhook can subscribe to it.
    const BY_WEBHOOK: bool;
    /// Whether the method `event.bind` can subscribe to it.
    const BY_BIND: bool;
    /// Whether the envelope carries access tokens, where that is documented.
    const TOKENS: Option<bool>;
}

/// What the handler of a placement (widget) receives.
pub trait Placement: Field {
    /// The codes of the placement.
    type Code: PlacementCode<Request = Self>;
}

/// A code of a placement: of one place in the interface, or of one among places of a kind.
pub trait PlacementCode: Sized {
    /// What the handler receives.
    type Request: Placement<Code = Self>;
    /// The options that the placement takes when it is bound.
    type Options: Emitted;
    /// The code as the portal writes it; nothing when it is of another placement.
    fn from_code(code: &str) -> Option<Self>;
    /// How the portal writes it.
    fn as_code(&self) -> &str;
}

/// A code of a placement for the parameter of `placement.bind`.
#[diagnostic::do_not_recommend]
impl<C: PlacementCode> From<C> for Arg<String> {
    fn from(code: C) -> Self {
        Self::raw(code.as_code())
    }
}
