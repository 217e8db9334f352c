//! Pages that are read while their caller works on those before.

use std::future::poll_fn;
use std::sync::Arc;
use std::task::Poll;

use tokio::sync::oneshot;
use tracing::Instrument as _;

use crate::platform;

use super::reader::{Next, Reader, Turn, Turning};

/// Begins a request for pages, and goes on with it while nobody waits for it. It ends when nobody can wait for it any more.
///
/// It is a task, and no future that is polled beside the rows: as long as a caller works on these nobody would poll it, so
/// an answer that is there would run into its time limit, and a try or a turn would not come.
pub(super) fn begin<T, K>(turn: Turn<T, K>, reader: &Arc<Reader>, next: Next) -> Turning<T, K>
where
    T: Send + 'static,
    K: Send + 'static,
{
    let (mut turned, awaited) = oneshot::channel();
    let mut turning = turn(Arc::clone(reader), next.clone());
    let task = async move {
        let page = poll_fn(|context| match turned.poll_closed(context) {
            Poll::Ready(()) => Poll::Ready(None),
            Poll::Pending => turning.as_mut().poll(context).map(Some),
        });
        if let Some(page) = page.await {
            // Whoever has waited may be gone by now.
            let _ = turned.send(page);
        }
    };
    platform::spawn(task.in_current_span());
    let reader = Arc::clone(reader);
    Box::pin(async move {
        match awaited.await {
            Ok(page) => page,
            // The task is gone with the runtime that has begun it, or has panicked, which shows when it is done again.
            Err(_) => turn(reader, next).await,
        }
    })
}
