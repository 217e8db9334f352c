//! Seekable writers.

use std::future::poll_fn;
use std::io::{self, SeekFrom};
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::AsyncSeek;

/// How a writer seeks back. Functions and not a trait, so that one implementation of downloads
/// serves both kinds of writers.
pub(super) struct Rewind<W: ?Sized> {
    begin: fn(Pin<&mut W>, SeekFrom) -> io::Result<()>,
    end: fn(Pin<&mut W>, &mut Context<'_>) -> Poll<io::Result<u64>>,
}

impl<W: AsyncSeek + ?Sized> Rewind<W> {
    pub(super) fn new() -> Self {
        Self {
            begin: W::start_seek,
            end: W::poll_complete,
        }
    }
}

impl<W: Unpin + ?Sized> Rewind<W> {
    /// Seeks back by a number of bytes.
    pub(super) async fn by(&self, writer: &mut W, bytes: u64) -> io::Result<()> {
        let back = i64::try_from(bytes).map_err(|_| io::ErrorKind::InvalidInput)?;
        // An earlier seek must be finished.
        poll_fn(|context| (self.end)(Pin::new(writer), context)).await?;
        (self.begin)(Pin::new(writer), SeekFrom::Current(-back))?;
        poll_fn(|context| (self.end)(Pin::new(writer), context)).await?;
        Ok(())
    }
}
