//! Coalesces concurrent requests into batches without waiting for a batch to fill.
//!
//! The rule: a request never waits for others to arrive, and every request is processed. The caller that queues a
//! request while no server is active starts one, which processes what is queued, then what was queued meanwhile, until
//! the queue is empty.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use crate::storage::StorageError;

/// The outcome of a request.
#[derive(Clone, Debug)]
pub enum BatchOutcome {
    /// It is done, durably.
    Done,
    /// It cannot be done in a batch, or its batch failed: the caller must do it alone.
    Alone,
    /// The database failed, and would fail again for the request alone.
    Failed(Arc<StorageError>),
}

/// The result of a batched look-up; an error is shared by the whole batch.
pub type BatchedLookup<T> = Result<T, Arc<StorageError>>;

/// A queue of requests, each with a channel for its outcome.
#[derive(Debug)]
pub struct Coalescer<T, R>(Mutex<Queue<T, R>>);

#[derive(Debug)]
struct Queue<T, R> {
    requests: Vec<(T, oneshot::Sender<R>)>,
    /// A server is active and will take them.
    is_server_active: bool,
}

/// A queued request.
#[derive(Debug)]
pub struct Queued<R> {
    /// Receives the outcome; closed without one if the server was stopped or dropped the batch.
    pub outcome: oneshot::Receiver<R>,
    /// No server was active: the caller must serve.
    pub is_first: bool,
}

/// The active server, which takes batch after batch until the queue is empty.
#[derive(Debug)]
pub struct BatchServer<'a, T, R> {
    coalescer: &'a Coalescer<T, R>,
    is_over: bool,
}

/// One batch: the requests, and the channels for their outcomes.
#[derive(Debug)]
pub struct Batch<T, R> {
    pub requests: Vec<T>,
    senders: Vec<oneshot::Sender<R>>,
}

impl<T, R> Default for Coalescer<T, R> {
    fn default() -> Self {
        Self(Mutex::new(Queue { requests: Vec::new(), is_server_active: false }))
    }
}

impl<T, R> Coalescer<T, R> {
    /// Queues a request.
    pub fn enqueue(&self, request: T) -> Queued<R> {
        let (sender, outcome) = oneshot::channel();
        let mut queue = self.queue();
        queue.requests.push((request, sender));
        Queued { outcome, is_first: !std::mem::replace(&mut queue.is_server_active, true) }
    }

    /// Starts serving; for the caller whose request `is_first`.
    pub fn server(&self) -> BatchServer<'_, T, R> {
        BatchServer { coalescer: self, is_over: false }
    }

    fn queue(&self) -> MutexGuard<'_, Queue<T, R>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T, R> BatchServer<'_, T, R> {
    /// Takes everything queued, in FIFO order. `None` once the queue is empty: serving ends, and the next request
    /// `is_first`.
    pub fn next_batch(&mut self) -> Option<Batch<T, R>> {
        let mut queue = self.coalescer.queue();
        let (requests, senders): (Vec<_>, Vec<_>) = queue.requests.drain(..).unzip();
        self.is_over = requests.is_empty();
        queue.is_server_active = !self.is_over;
        (!self.is_over).then_some(Batch { requests, senders })
    }

    /// Whether requests are queued for the next batch.
    pub fn has_more(&self) -> bool {
        !self.coalescer.queue().requests.is_empty()
    }
}

impl<T, R> Drop for BatchServer<'_, T, R> {
    fn drop(&mut self) {
        if !self.is_over {
            // The server was stopped: no request may wait for it.
            let mut queue = self.coalescer.queue();
            queue.requests.clear();
            queue.is_server_active = false;
        }
    }
}

impl<T, R> Batch<T, R> {
    /// Sends the outcomes, in the order of the requests.
    pub fn send_outcomes(self, outcomes: impl IntoIterator<Item = R>) {
        for (sender, outcome) in self.senders.into_iter().zip(outcomes) {
            // The receiver may be gone.
            drop(sender.send(outcome));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn requests_queued_during_a_batch_are_the_next_one_in_order() {
        let coalescer = Coalescer::default();
        let first = coalescer.enqueue(1);
        assert!(first.is_first);
        let mut server = coalescer.server();
        let batch = server.next_batch().unwrap();
        assert_eq!(batch.requests, [1]);
        assert!(!server.has_more());
        let more: Vec<_> = (2..=4).map(|request| coalescer.enqueue(request)).collect();
        assert!(more.iter().all(|queued| !queued.is_first), "a server is active already");
        assert!(server.has_more());
        batch.send_outcomes(["one"]);
        assert_eq!(first.outcome.await, Ok("one"));
        let batch = server.next_batch().unwrap();
        assert_eq!(batch.requests, [2, 3, 4]);
        batch.send_outcomes(["two", "three", "four"]);
        let mut outcomes = Vec::new();
        for queued in more {
            outcomes.push(queued.outcome.await.unwrap());
        }
        assert_eq!(outcomes, ["two", "three", "four"]);
    }

    #[tokio::test]
    async fn a_request_after_the_server_ended_or_was_stopped_starts_another() {
        let coalescer = Coalescer::<_, ()>::default();
        let first = coalescer.enqueue(1);
        let mut server = coalescer.server();
        server.next_batch().unwrap().send_outcomes([()]);
        assert!(first.outcome.await.is_ok());
        assert!(server.next_batch().is_none());
        let second = coalescer.enqueue(2);
        assert!(second.is_first);
        drop(server);
        let mut server = coalescer.server();
        let batch = server.next_batch().unwrap();
        assert_eq!(batch.requests, [2], "a server that had ended takes nothing along");
        let third = coalescer.enqueue(3);
        drop((batch, server));
        assert!(second.outcome.await.is_err());
        assert!(third.outcome.await.is_err(), "no request waits for a server that was stopped");
        assert!(coalescer.enqueue(4).is_first);
    }
}
