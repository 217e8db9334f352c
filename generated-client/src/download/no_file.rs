//! What comes instead of a file.

use reqwest::Response;
use reqwest::header::CONTENT_DISPOSITION;

use crate::answer::Seat;
use crate::calling::Fault;
use crate::client::Client;
use crate::error::{AnswerKind, Error};
use crate::transport::{self, Answer};
use crate::value::Value;

use super::NAME;
use super::address::Address;

impl Client {
    /// What an answer is that is no file.
    pub(super) fn no_file(&self, answer: Answer) -> Fault {
        let status = answer.status;
        let retries = answer.retries.clone();
        let content_type = answer
            .content_type
            .as_ref()
            .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        match self.read::<Value>(NAME, Seat::default(), answer) {
            Err(Error::Answer(mut error)) => {
                error.kind = AnswerKind::NoFile {
                    content_type,
                    snippet: match error.kind {
                        AnswerKind::NotJson { snippet, .. } => Some(snippet),
                        AnswerKind::Status { snippet, .. } => snippet,
                        _ => None,
                    },
                };
                Error::Answer(error)
            }
            Err(fault) => fault,
            Ok(_) => {
                let kind = AnswerKind::NoFile {
                    content_type,
                    snippet: None,
                };
                self.unreadable(NAME, status, &retries, kind)
            }
        }
    }
}

/// Whether the portal has answered a page for browsers, such as the one to log in, or a message: what it gives out as a
/// file says so, and only what lies in its folder of uploads is given out by the web server alone.
pub(super) fn is_page(response: &Response, at: &Address) -> bool {
    if !at.is_portal()
        || at.url().path().starts_with("/upload/")
        || response.headers().contains_key(CONTENT_DISPOSITION)
    {
        return false;
    }
    let text = transport::content_type(response).and_then(|value| value.to_str().ok());
    let text = text.unwrap_or_default().to_ascii_lowercase();
    ["text/html", "application/json"]
        .iter()
        .any(|page| text.starts_with(page))
}
