//! Faults of calls.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// A fault of a call. A caller needs to know whether the method [ran](Self::ran): a call that did
/// not run may be repeated, and a write that ran must not be.
///
/// | fault | what the client returns | `did_run()` | retried |
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
    /// The method runs at once, and its answer is delayed by this duration: in real time, like the
    /// time limit of a request, whatever clock the portal has.
    Delay(Duration),
    /// The connection ends before the method runs.
    CutBefore,
    /// The method runs, and the connection ends before the answer starts.
    CutAfter,
    /// The method runs, and the connection ends in the middle of the answer.
    CutWithin,
    /// Status 500 with the error `INTERNAL_SERVER_ERROR`.
    InternalError {
        /// Whether the method runs.
        ran: bool,
    },
    /// Status 502 with the HTML page of a gateway.
    BadGateway {
        /// Whether the method runs.
        ran: bool,
    },
    /// Status 503 with the HTML page of a gateway.
    Unavailable {
        /// Whether the method runs.
        ran: bool,
    },
    /// Status 302 to the host `https://elsewhere.invalid`, which does not exist. The method does
    /// not run. An application then asks its authorisation server for the new address.
    Redirect,
    /// Status 200 with an HTML page, such as a login form.
    Html {
        /// Whether the method runs.
        ran: bool,
    },
    /// The method runs, and each value of its result is replaced by one of another type: lists and
    /// objects by text, the rest by a list of lists. An error of the method does not change.
    WrongTypes,
    /// The error `QUERY_LIMIT_EXCEEDED`, with status 503. The method does not run.
    QueryLimit,
    /// The method runs, and its answer is complete HTTP but ends in the middle of the JSON.
    Truncated,
}

impl Fault {
    /// Whether the method runs.
    ///
    /// ```
    /// use bitrix24_portal::Fault;
    ///
    /// let unclear = [Fault::CutBefore, Fault::CutAfter]; // indistinguishable for a caller
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

/// The names of faults, which [`Display`](fmt::Display) writes and [`FromStr`] reads; a delay has
/// its milliseconds behind a colon, and a fault whose method runs has `-after` behind its name.
///
/// ```
/// use std::time::Duration;
///
/// use bitrix24_portal::Fault;
///
/// assert_eq!("delay:200".parse(), Ok(Fault::Delay(Duration::from_millis(200))));
/// assert_eq!("bad-gateway-after".parse(), Ok(Fault::BadGateway { ran: true }));
/// assert_eq!(Fault::QueryLimit.to_string(), "query-limit");
/// assert!("earthquake".parse::<Fault>().is_err());
/// ```
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Self::Delay(time) = self {
            return write!(f, "delay:{}", time.as_millis());
        }
        let known = NAMES.iter().find(|(fault, _)| fault == self);
        f.write_str(known.map_or("delay", |(_, name)| name))
    }
}

/// The names of faults without a duration.
const NAMES: [(Fault, &str); 15] = [
    (Fault::CutBefore, "cut-before"),
    (Fault::CutAfter, "cut-after"),
    (Fault::CutWithin, "cut-within"),
    (Fault::InternalError { ran: false }, "internal-error"),
    (Fault::InternalError { ran: true }, "internal-error-after"),
    (Fault::BadGateway { ran: false }, "bad-gateway"),
    (Fault::BadGateway { ran: true }, "bad-gateway-after"),
    (Fault::Unavailable { ran: false }, "unavailable"),
    (Fault::Unavailable { ran: true }, "unavailable-after"),
    (Fault::Redirect, "redirect"),
    (Fault::Html { ran: false }, "html"),
    (Fault::Html { ran: true }, "html-after"),
    (Fault::WrongTypes, "wrong-types"),
    (Fault::QueryLimit, "query-limit"),
    (Fault::Truncated, "truncated"),
];

/// The error for a text that names no fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoSuchFault {
    /// The text.
    pub text: String,
}

impl fmt::Display for NoSuchFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = NAMES.iter().map(|(_, name)| *name).collect();
        write!(
            f,
            "there is no fault `{}`; expected delay:<milliseconds> or one of {}",
            self.text,
            names.join(", ")
        )
    }
}

impl std::error::Error for NoSuchFault {}

impl FromStr for Fault {
    type Err = NoSuchFault;

    fn from_str(text: &str) -> Result<Self, NoSuchFault> {
        let delay = text
            .strip_prefix("delay:")
            .and_then(|time| time.parse().ok());
        let known = NAMES.iter().find(|(_, name)| *name == text);
        delay
            .map(|time| Self::Delay(Duration::from_millis(time)))
            .or_else(|| known.map(|(fault, _)| fault.clone()))
            .ok_or_else(|| NoSuchFault {
                text: text.to_owned(),
            })
    }
}
