//! Answers that are not files.

use reqwest::Response;
use reqwest::header::CONTENT_DISPOSITION;

use crate::answer::ResultPath;
use crate::calling::{UntypedError, beginning};
use crate::client::Client;
use crate::error::{AnswerKind, Error};
use crate::transport::{self, Answer};
use crate::value::Value;

use super::NAME;
use super::address::Address;

impl Client {
    /// The error for an answer that is not a file. Of one that is not the portal's, it shows only
    /// the first characters.
    pub(super) fn no_file(&self, answer: Answer, is_portal: bool) -> UntypedError {
        let status = answer.status;
        let retries = answer.retries.clone();
        let content_type = answer
            .content_type
            .as_ref()
            .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        if !is_portal {
            let kind = AnswerKind::NoFile {
                content_type,
                snippet: beginning(&answer, &self.shared.auth),
            };
            return self.unreadable(NAME, status, &retries, kind);
        }
        match self.read::<Value>(NAME, ResultPath::default(), answer) {
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
            Err(error) => error,
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

/// Whether the portal has answered a page for browsers, such as the login page, or a message: its
/// files have `Content-Disposition`, except those in its upload folder, which the web server
/// delivers alone.
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
