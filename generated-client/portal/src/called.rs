//! Answered calls, as a hook sees them.

use std::fmt;
use std::time::Duration;

use crate::faults::Fault;
use crate::received::{self, Route};

/// An answered call. Its form for people is one line, such as
/// `crm.deal.list 200 in 3 ms` or `crm.deal.get 400 NOT_FOUND in 1 ms`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Called {
    /// Name of the method; `oauth.token` for a request of tokens, `download` and `upload` for
    /// files. Empty for an address that has none.
    pub method: String,
    /// Version of the REST protocol: 2 is the classic one, 3 is REST 3.0.
    pub version: u8,
    /// Whether an application made it with a token, and not the webhook.
    pub by_application: bool,
    /// The status of the answer; none when a fault ended the connection before.
    pub status: Option<u16>,
    /// The code of the error.
    pub error: Option<String>,
    /// Time until the answer, with the delay of a fault.
    pub duration: Duration,
    /// The fault of the call.
    pub fault: Option<Fault>,
}

impl Called {
    /// A call that has no answer yet.
    pub(crate) fn new<B>(request: &hyper::Request<B>) -> Self {
        let path = request.uri().path();
        let (method, by_application) = match received::route(path) {
            Route::Webhook { method, .. } => (method, false),
            Route::Application { method } => (method, true),
            Route::Elsewhere if path.starts_with("/oauth/token") => ("oauth.token", true),
            Route::Elsewhere if path.starts_with("/bitrix/tools/disk/") => ("download", false),
            Route::Unauthorised | Route::Elsewhere => ("", false),
        };
        Self {
            method: method.to_owned(),
            version: received::version(path),
            by_application,
            status: None,
            error: None,
            duration: Duration::ZERO,
            fault: None,
        }
    }
}

impl fmt::Display for Called {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let method = if self.method.is_empty() {
            "(no method)"
        } else {
            &self.method
        };
        f.write_str(method)?;
        if self.version == 3 {
            f.write_str(" (REST 3.0)")?;
        }
        match self.status {
            Some(status) => write!(f, " {status}")?,
            None => f.write_str(" no answer")?,
        }
        // Some methods have errors without a code.
        if let Some(error) = self.error.as_deref().filter(|code| !code.is_empty()) {
            write!(f, " {error}")?;
        }
        write!(f, " in {} ms", self.duration.as_millis())?;
        if let Some(fault) = &self.fault {
            write!(f, ", fault {fault}")?;
        }
        Ok(())
    }
}

/// The code of the error in an answer, which goes with it through the server.
#[derive(Debug, Clone)]
pub(crate) struct ErrorCode(pub(crate) String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_one_line() {
        let request = |path: &str| {
            let request = hyper::Request::builder().uri(path);
            request.body(()).expect("a request")
        };
        let mut called = Called::new(&request("/rest/1/code/crm.deal.list.json?start=0"));
        called.status = Some(200);
        called.duration = Duration::from_millis(3);
        assert_eq!(called.to_string(), "crm.deal.list 200 in 3 ms");
        let mut called = Called::new(&request("/rest/api/tasks.task.get"));
        assert!(called.by_application);
        called.error = Some("X".to_owned());
        called.fault = Some(Fault::CutAfter);
        let line = "tasks.task.get (REST 3.0) no answer X in 0 ms, fault cut-after";
        assert_eq!(called.to_string(), line);
        assert_eq!(Called::new(&request("/oauth/token/")).method, "oauth.token");
        assert_eq!(Called::new(&request("/favicon.ico")).method, "");
    }
}
