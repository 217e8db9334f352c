//! Work in the background that must not be lost with the runtime.

use std::sync::Arc;

use tokio::sync::watch;

/// Counts tasks in progress.
#[derive(Debug)]
pub(crate) struct Tasks(watch::Sender<usize>);

/// A task in progress, until it is dropped.
pub(crate) struct Running(Arc<Tasks>);

impl Tasks {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self(watch::Sender::new(0)))
    }

    /// Counts a task from now on.
    pub(crate) fn begin(self: &Arc<Self>) -> Running {
        self.0.send_modify(|count| *count += 1);
        Running(Arc::clone(self))
    }

    /// Waits until no task is in progress.
    pub(crate) async fn finished(&self) {
        let mut count = self.0.subscribe();
        // The sender lives as long as this reference.
        let _ = count.wait_for(|count| *count == 0).await;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.0.send_modify(|count| *count -= 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn all_tasks_are_awaited_also_those_that_panic() {
        let tasks = Tasks::new();
        tasks.finished().await;
        for fails in [false, true] {
            let running = tasks.begin();
            tokio::spawn(async move {
                let _running = running;
                tokio::task::yield_now().await;
                assert!(!fails, "it may panic");
            });
        }
        assert_eq!(*tasks.0.borrow(), 2);
        tasks.finished().await;
        assert_eq!(*tasks.0.borrow(), 0);
    }
}
