//! Errors of downloads.

use std::fmt;
use std::io;

use super::AnyError;

/// A file was not downloaded, or not completely: [`Client::download`](crate::Client::download).
///
/// No message repeats the address, which contains a token.
#[derive(Debug)]
#[non_exhaustive]
pub struct DownloadError {
    /// What happened.
    pub kind: DownloadKind,
    /// Bytes that were written before.
    pub written: u64,
}

/// Why a file was not downloaded.
#[derive(Debug)]
#[non_exhaustive]
pub enum DownloadKind {
    /// The file did not arrive: the portal refused, the connection was lost, or the file is too
    /// large.
    Call(AnyError),
    /// The writer failed.
    Write(io::Error),
}

impl DownloadError {
    /// The error of the call; `None` when the writer failed.
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
