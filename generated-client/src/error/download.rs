//! A file was not loaded, or not to its end.

use std::fmt;
use std::io;

use super::AnyError;

/// A file was not loaded, or not to its end: [`Client::download`](crate::Client::download).
///
/// No text of it repeats the address, which has a token in it.
#[derive(Debug)]
#[non_exhaustive]
pub struct DownloadError {
    /// What happened.
    pub kind: DownloadKind,
    /// Bytes that the writer has taken before.
    pub written: u64,
}

/// What kept a file from being loaded.
#[derive(Debug)]
#[non_exhaustive]
pub enum DownloadKind {
    /// The file did not come: the portal refused, the connection was lost, or the file is too large.
    Call(AnyError),
    /// The writer has failed.
    Write(io::Error),
}

impl DownloadError {
    /// What the portal, or the way to it, did; nothing when the writer has failed.
    pub fn call(&self) -> Option<&AnyError> {
        match &self.kind {
            DownloadKind::Call(error) => Some(error),
            DownloadKind::Write(_) => None,
        }
    }
}

impl fmt::Display for DownloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            DownloadKind::Call(error) => error.fmt(f)?,
            DownloadKind::Write(error) => write!(f, "the file cannot be written: {error}")?,
        }
        match self.written {
            0 => Ok(()),
            bytes => write!(f, "; {bytes} bytes of the file were written before"),
        }
    }
}

impl std::error::Error for DownloadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            DownloadKind::Call(error) => error.source(),
            DownloadKind::Write(error) => Some(error),
        }
    }
}
