//! What can go wrong with a call.

use std::time::Duration;

/// Something that goes wrong with a call. What matters to a caller is whether the method [ran](Self::ran): a call that did
/// not run may be made again, and one that did must not be, if it writes.
///
/// | fault | what the client gives | `did_run()` | tried again |
/// | --- | --- | --- | --- |
/// | [`Delay`](Self::Delay) | the answer, or [`Timeout`](bitrix24::error::TransportKind::Timeout) | `None` | reads |
/// | [`CutBefore`](Self::CutBefore), [`CutAfter`](Self::CutAfter), [`CutWithin`](Self::CutWithin) | [`Lost`](bitrix24::error::TransportKind::Lost) | `None` | reads |
/// | [`InternalError`](Self::InternalError) | [`Error::Api`](bitrix24::Error::Api) with `INTERNAL_SERVER_ERROR` | `None` | reads |
/// | [`BadGateway`](Self::BadGateway), [`Unavailable`](Self::Unavailable) | [`Status`](bitrix24::error::AnswerKind::Status) | `None` | reads |
/// | [`Redirect`](Self::Redirect) | [`Redirect`](bitrix24::error::TransportKind::Redirect) | `Some(false)` | no |
/// | [`Html`](Self::Html) | [`NotJson`](bitrix24::error::AnswerKind::NotJson) | `None` | no |
/// | [`WrongTypes`](Self::WrongTypes) | [`Shape`](bitrix24::error::AnswerKind::Shape) | `Some(true)` | no |
/// | [`QueryLimit`](Self::QueryLimit) | the answer, later | `Some(false)` | every call |
/// | [`Truncated`](Self::Truncated) | [`Truncated`](bitrix24::error::AnswerKind::Truncated) | `None` | no |
///
/// ```
/// use bitrix24_portal::Fault;
///
/// assert!(Fault::CutAfter.ran());
/// assert!(!Fault::BadGateway { ran: false }.ran());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Fault {
    /// The method runs at once, and its answer comes so much later. This is real time, whatever clock the portal has, as
    /// the time limit of a request is.
    Delay(Duration),
    /// The connection ends before the method runs.
    CutBefore,
    /// The method runs, and the connection ends before the answer begins.
    CutAfter,
    /// The method runs, and the connection ends in the middle of the answer.
    CutWithin,
    /// Status 500 with the error `INTERNAL_SERVER_ERROR`.
    InternalError {
        /// Whether the method runs nevertheless.
        ran: bool,
    },
    /// Status 502 with the HTML page of a gateway.
    BadGateway {
        /// Whether the method runs nevertheless.
        ran: bool,
    },
    /// Status 503 with the HTML page of a gateway.
    Unavailable {
        /// Whether the method runs nevertheless.
        ran: bool,
    },
    /// Status 302 that points to another host, `https://elsewhere.invalid`, which nobody has. The method does not run. An
    /// application asks its authorisation server for the new address then.
    Redirect,
    /// Status 200 with an HTML page, such as a login form.
    Html {
        /// Whether the method runs nevertheless.
        ran: bool,
    },
    /// The method runs, and in the place of each value of its result stands one of another type: a text for lists and
    /// objects, a list of lists for the rest. An error of the method stays what it is.
    WrongTypes,
    /// The error `QUERY_LIMIT_EXCEEDED`, with status 503. The method does not run.
    QueryLimit,
    /// The method runs, and its answer ends in the middle of the JSON, though the answer is whole as HTTP.
    Truncated,
}

impl Fault {
    /// Whether the method runs.
    ///
    /// ```
    /// use bitrix24_portal::Fault;
    ///
    /// let unclear = [Fault::CutBefore, Fault::CutAfter]; // one and the same for a caller
    /// assert_eq!(unclear.map(|fault| fault.ran()), [false, true]);
    /// ```
    pub const fn ran(&self) -> bool {
        match self {
            Self::Delay(_)
            | Self::CutAfter
            | Self::CutWithin
            | Self::WrongTypes
            | Self::Truncated => true,
            Self::CutBefore | Self::Redirect | Self::QueryLimit => false,
            Self::InternalError { ran }
            | Self::BadGateway { ran }
            | Self::Unavailable { ran }
            | Self::Html { ran } => *ran,
        }
    }
}
