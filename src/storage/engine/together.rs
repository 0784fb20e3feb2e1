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
pub enum DoneTogether {
    /// It is done, durably.
    Done,
    /// It cannot be done in a batch, or its batch failed: the caller must do it alone.
    Alone,
    /// The database failed, and would fail again for the request alone.
    Failed(Arc<StorageError>),
}

/// The result of a batched look-up; an error is shared by the whole batch.
pub type FoundTogether<T> = Result<T, Arc<StorageError>>;

/// A queue of requests, each with a channel for its outcome.
#[derive(Debug)]
pub struct Together<T, R>(Mutex<Waiting<T, R>>);

#[derive(Debug)]
struct Waiting<T, R> {
    pieces: Vec<(T, oneshot::Sender<R>)>,
    /// A server is active and will take them.
    is_served: bool,
}

/// A queued request.
#[derive(Debug)]
pub struct Brought<R> {
    /// Receives the outcome; closed without one if the server was stopped or dropped the batch.
    pub outcome: oneshot::Receiver<R>,
    /// No server was active: the caller must serve.
    pub is_first: bool,
}

/// The active server, which takes batch after batch until the queue is empty.
#[derive(Debug)]
pub struct Serving<'a, T, R> {
    together: &'a Together<T, R>,
    is_over: bool,
}

/// One batch: the requests, and the channels for their outcomes.
#[derive(Debug)]
pub struct Turn<T, R> {
    pub pieces: Vec<T>,
    told: Vec<oneshot::Sender<R>>,
}

impl<T, R> Default for Together<T, R> {
    fn default() -> Self {
        Self(Mutex::new(Waiting { pieces: Vec::new(), is_served: false }))
    }
}

impl<T, R> Together<T, R> {
    /// Queues a request.
    pub fn bring(&self, piece: T) -> Brought<R> {
        let (told, outcome) = oneshot::channel();
        let mut waiting = self.waiting();
        waiting.pieces.push((piece, told));
        Brought { outcome, is_first: !std::mem::replace(&mut waiting.is_served, true) }
    }

    /// Starts serving; for the caller whose request `is_first`.
    pub fn serve(&self) -> Serving<'_, T, R> {
        Serving { together: self, is_over: false }
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting<T, R>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T, R> Serving<'_, T, R> {
    /// Takes everything queued, in FIFO order. `None` once the queue is empty: serving ends, and the next request
    /// `is_first`.
    pub fn turn(&mut self) -> Option<Turn<T, R>> {
        let mut waiting = self.together.waiting();
        let (pieces, told): (Vec<_>, Vec<_>) = waiting.pieces.drain(..).unzip();
        self.is_over = pieces.is_empty();
        waiting.is_served = !self.is_over;
        (!self.is_over).then_some(Turn { pieces, told })
    }

    /// Whether requests are queued for the next batch.
    pub fn has_more(&self) -> bool {
        !self.together.waiting().pieces.is_empty()
    }
}

impl<T, R> Drop for Serving<'_, T, R> {
    fn drop(&mut self) {
        if !self.is_over {
            // The server was stopped: no request may wait for it.
            let mut waiting = self.together.waiting();
            waiting.pieces.clear();
            waiting.is_served = false;
        }
    }
}

impl<T, R> Turn<T, R> {
    /// Sends the outcomes, in the order of the requests.
    pub fn tell(self, outcomes: impl IntoIterator<Item = R>) {
        for (told, outcome) in self.told.into_iter().zip(outcomes) {
            // The receiver may be gone.
            drop(told.send(outcome));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_gathers_during_a_turn_is_done_in_the_next_one_first_come_first() {
        let together = Together::default();
        let first = together.bring(1);
        assert!(first.is_first);
        let mut serving = together.serve();
        let turn = serving.turn().unwrap();
        assert_eq!(turn.pieces, [1]);
        assert!(!serving.has_more());
        let more: Vec<_> = (2..=4).map(|piece| together.bring(piece)).collect();
        assert!(more.iter().all(|brought| !brought.is_first), "somebody is on the way already");
        assert!(serving.has_more());
        turn.tell(["one"]);
        assert_eq!(first.outcome.await, Ok("one"));
        let turn = serving.turn().unwrap();
        assert_eq!(turn.pieces, [2, 3, 4]);
        turn.tell(["two", "three", "four"]);
        let mut told = Vec::new();
        for brought in more {
            told.push(brought.outcome.await.unwrap());
        }
        assert_eq!(told, ["two", "three", "four"]);
    }

    #[tokio::test]
    async fn who_comes_after_all_is_done_or_whoever_did_it_was_stopped_is_the_first_again() {
        let together = Together::<_, ()>::default();
        let first = together.bring(1);
        let mut serving = together.serve();
        serving.turn().unwrap().tell([()]);
        assert!(first.outcome.await.is_ok());
        assert!(serving.turn().is_none());
        let second = together.bring(2);
        assert!(second.is_first);
        drop(serving);
        let mut serving = together.serve();
        let turn = serving.turn().unwrap();
        assert_eq!(turn.pieces, [2], "the one who had finished takes nothing along");
        let third = together.bring(3);
        drop((turn, serving));
        assert!(second.outcome.await.is_err());
        assert!(third.outcome.await.is_err(), "nobody waits for who was stopped");
        assert!(together.bring(4).is_first);
    }
}
