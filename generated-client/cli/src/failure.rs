//! Errors of the command: what is printed, and the exit code.

use std::fmt;
use std::io;
use std::process::ExitCode;

use bitrix24::error::{AuthKind, BuildError};
use bitrix24::{AnyError, SystemError};

/// Why a command failed. Scripts tell the kinds apart by the exit code, which never changes its
/// meaning.
///
/// | code | kind |
/// | --- | --- |
/// | 1 | [`Local`](Self::Local): a file or the terminal of this machine |
/// | 2 | [`Usage`](Self::Usage): wrong arguments; nothing was sent |
/// | 3 | [`Profile`](Self::Profile): no portal to call, or an unusable profile |
/// | 4 | [`Denied`](Self::Denied): the portal refuses the webhook, the token or the user's rights |
/// | 5 | [`Refused`](Self::Refused): the method answered with an error |
/// | 6 | [`Unreached`](Self::Unreached): no complete answer; whether the call ran may be unknown |
/// | 7 | [`Unreadable`](Self::Unreadable): an answer that is not what the API answers |
/// | 8 | [`Limited`](Self::Limited): a limit of the portal; the call did not run |
/// | 9 | [`Changed`](Self::Changed): a check found changes on the portal |
#[derive(Debug)]
pub(crate) enum Failure {
    /// A file or the terminal of this machine.
    Local(String),
    /// Wrong arguments. Nothing was sent.
    Usage(String),
    /// Wrong arguments or a request for help, as clap prints it.
    Arguments(clap::Error),
    /// No portal to call, or a profile that cannot be used.
    Profile(String),
    /// The portal refuses the webhook, the token or the rights of the user.
    Denied(String),
    /// The method answered with an error.
    Refused(String),
    /// No complete answer arrived.
    Unreached(String),
    /// An answer that cannot be read.
    Unreadable(String),
    /// A limit of the portal.
    Limited(String),
    /// A check found changes on the portal.
    Changed(String),
    /// Nobody reads the output any more, such as `head` after its last line.
    Unread,
}

impl Failure {
    /// A problem with a file or a folder.
    pub(crate) fn file(path: &std::path::Path, error: &io::Error) -> Self {
        Self::Local(format!("{}: {error}", path.display()))
    }

    /// The exit code.
    fn code(&self) -> u8 {
        match self {
            Self::Unread => 0,
            Self::Local(_) => 1,
            Self::Usage(_) => 2,
            Self::Arguments(error) => u8::try_from(error.exit_code()).unwrap_or(2),
            Self::Profile(_) => 3,
            Self::Denied(_) => 4,
            Self::Refused(_) => 5,
            Self::Unreached(_) => 6,
            Self::Unreadable(_) => 7,
            Self::Limited(_) => 8,
            Self::Changed(_) => 9,
        }
    }

    /// Prints the failure for a person, and returns the exit code.
    pub(crate) fn report(&self) -> ExitCode {
        match self {
            Self::Unread => {}
            // Help goes to the standard output, errors to the other one.
            Self::Arguments(error) => drop(error.print()),
            failure => eprintln!("b24: {failure}"),
        }
        ExitCode::from(self.code())
    }

    /// The same failure, with a sentence after its message.
    pub(crate) fn with_hint(mut self, hint: &str) -> Self {
        match &mut self {
            Self::Local(message)
            | Self::Usage(message)
            | Self::Profile(message)
            | Self::Denied(message)
            | Self::Refused(message)
            | Self::Unreached(message)
            | Self::Unreadable(message)
            | Self::Limited(message)
            | Self::Changed(message) => {
                message.push_str("\n  ");
                message.push_str(hint);
            }
            Self::Arguments(_) | Self::Unread => {}
        }
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Local(message)
            | Self::Usage(message)
            | Self::Profile(message)
            | Self::Denied(message)
            | Self::Refused(message)
            | Self::Unreached(message)
            | Self::Unreadable(message)
            | Self::Limited(message)
            | Self::Changed(message) => f.write_str(message),
            Self::Arguments(error) => error.fmt(f),
            Self::Unread => f.write_str("nobody reads the output"),
        }
    }
}

impl From<clap::Error> for Failure {
    fn from(error: clap::Error) -> Self {
        Self::Arguments(error)
    }
}

impl From<BuildError> for Failure {
    fn from(error: BuildError) -> Self {
        Self::Profile(error.to_string())
    }
}

/// Output that cannot be written.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Unread,
            _ => Self::Local(error.to_string()),
        }
    }
}

impl From<AnyError> for Failure {
    fn from(error: AnyError) -> Self {
        let message = with_sources(&error);
        match error {
            AnyError::Request(_) => Self::Usage(message),
            AnyError::Build(_) => Self::Profile(message),
            // A limit may answer in any form.
            AnyError::Answer(error) if error.did_run() == Some(false) => Self::Limited(message),
            AnyError::Answer(_) => Self::Unreadable(message),
            AnyError::Auth(error) => match error.kind {
                AuthKind::Unreachable { .. } | AuthKind::Deadline | AuthKind::Interrupted => {
                    Self::Unreached(message)
                }
                AuthKind::Answer { .. } => Self::Unreadable(message),
                AuthKind::Store => Self::Local(message),
                _ => Self::Denied(message),
            },
            AnyError::Api(error) => match SystemError::from_code(&error.code) {
                Some(
                    SystemError::QueryLimitExceeded
                    | SystemError::OperationTimeLimit
                    | SystemError::OverloadLimit,
                ) => Self::Limited(message),
                _ if error.status == 429 => Self::Limited(message),
                _ if matches!(error.status, 401 | 403) => Self::Denied(message),
                _ => Self::Refused(message),
            },
            // No complete answer arrived, or something newer that is treated like it.
            _ => Self::Unreached(message),
        }
    }
}

/// An error with what caused it.
fn with_sources(error: &dyn std::error::Error) -> String {
    let mut message = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let text = cause.to_string();
        if !message.contains(&text) {
            message = format!("{message}: {text}");
        }
        source = cause.source();
    }
    message
}
