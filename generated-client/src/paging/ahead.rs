//! Requests pages ahead, while the caller processes earlier ones.

use std::future::poll_fn;
use std::sync::Arc;
use std::task::Poll;

use tokio::sync::oneshot;
use tracing::Instrument as _;

use crate::platform;

use super::reader::{FetchPage, Next, PendingPage, Reader};

/// Starts a request for pages in the background. Dropping the returned future cancels it.
///
/// It is a task and not a future beside the rows: while a caller processes rows, nobody would poll
/// such a future, so that an answer that has arrived would time out, and retries and permits would
/// not be processed.
pub(super) fn begin<T, K>(
    fetch: FetchPage<T, K>,
    reader: &Arc<Reader>,
    next: Next,
) -> PendingPage<T, K>
where
    T: Send + 'static,
    K: Send + 'static,
{
    let (mut fetched, awaited) = oneshot::channel();
    let mut pending = fetch(Arc::clone(reader), next.clone());
    let task = async move {
        let page = poll_fn(|context| match fetched.poll_closed(context) {
            Poll::Ready(()) => Poll::Ready(None),
            Poll::Pending => pending.as_mut().poll(context).map(Some),
        });
        if let Some(page) = page.await {
            // The receiver may be gone by now.
            let _ = fetched.send(page);
        }
    };
    platform::spawn(task.in_current_span());
    let reader = Arc::clone(reader);
    Box::pin(async move {
        match awaited.await {
            Ok(page) => page,
            // The task was cancelled with its runtime, or has panicked, which shows when the
            // request is repeated.
            Err(_) => fetch(reader, next).await,
        }
    })
}
