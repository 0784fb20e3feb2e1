//! Work that many bring at the same time and one does for all.
//!
//! The rule: nobody waits for company, and everybody's work is fetched. Whoever brings a piece that nobody is on the way to
//! fetch sends somebody, who does at once what is there, then what gathered meanwhile, until nothing waits.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use crate::storage::StorageError;

/// What became of a piece.
#[derive(Clone, Debug)]
pub enum DoneTogether {
    /// It is done, durably.
    Done,
    /// It is not of the kind that can be done together, or its company failed: it has to be looked at alone.
    Alone,
    /// The database failed, and would fail again.
    Failed(Arc<StorageError>),
}

/// What was found for many at once; the error is everybody's.
pub type FoundTogether<T> = Result<T, Arc<StorageError>>;

/// Pieces of work that wait to be fetched, and what becomes of each.
#[derive(Debug)]
pub struct Together<T, R>(Mutex<Waiting<T, R>>);

#[derive(Debug)]
struct Waiting<T, R> {
    pieces: Vec<(T, oneshot::Sender<R>)>,
    /// Somebody is on the way to fetch them.
    is_served: bool,
}

/// A piece that waits.
#[derive(Debug)]
pub struct Brought<R> {
    /// What became of it; never told if whoever did it was stopped, or let its turn go untold.
    pub outcome: oneshot::Receiver<R>,
    /// Nobody is on the way yet to fetch it: somebody has to serve.
    pub is_first: bool,
}

/// Whoever fetches what gathers, turn after turn until nothing waits.
#[derive(Debug)]
pub struct Serving<'a, T, R> {
    together: &'a Together<T, R>,
    is_over: bool,
}

/// What is done at once for all: the pieces, and whom to tell how each went.
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
    /// Brings a piece.
    pub fn bring(&self, piece: T) -> Brought<R> {
        let (told, outcome) = oneshot::channel();
        let mut waiting = self.waiting();
        waiting.pieces.push((piece, told));
        Brought { outcome, is_first: !std::mem::replace(&mut waiting.is_served, true) }
    }

    /// Serves, for whoever brought the first piece.
    pub fn serve(&self) -> Serving<'_, T, R> {
        Serving { together: self, is_over: false }
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting<T, R>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T, R> Serving<'_, T, R> {
    /// All that has gathered, first come first; none once nothing waits, and then whoever comes next is the first.
    pub fn turn(&mut self) -> Option<Turn<T, R>> {
        let mut waiting = self.together.waiting();
        let (pieces, told): (Vec<_>, Vec<_>) = waiting.pieces.drain(..).unzip();
        self.is_over = pieces.is_empty();
        waiting.is_served = !self.is_over;
        (!self.is_over).then_some(Turn { pieces, told })
    }

    /// Whether something waits for the next turn.
    pub fn has_more(&self) -> bool {
        !self.together.waiting().pieces.is_empty()
    }
}

impl<T, R> Drop for Serving<'_, T, R> {
    fn drop(&mut self) {
        if !self.is_over {
            // It was stopped: nobody shall wait for it.
            let mut waiting = self.together.waiting();
            waiting.pieces.clear();
            waiting.is_served = false;
        }
    }
}

impl<T, R> Turn<T, R> {
    /// Tells everybody how their piece went, in the order of the pieces.
    pub fn tell(self, outcomes: impl IntoIterator<Item = R>) {
        for (told, outcome) in self.told.into_iter().zip(outcomes) {
            // Who hung up meanwhile hears nothing.
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
