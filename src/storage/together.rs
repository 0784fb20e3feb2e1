//! Work that many bring at the same time and one does for all.
//!
//! The rule: nobody waits for company, and everybody's work is fetched. Whoever brings the first piece sends somebody for a
//! turn; what gathers until that turn comes is done in it.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Semaphore, SemaphorePermit, oneshot};

use crate::storage::StorageError;

/// What became of a piece.
#[derive(Clone, Debug)]
pub enum Shared {
    /// It is done, durably.
    Done,
    /// It is not of the kind that can be done together, or its company failed: it has to be looked at alone.
    Alone,
    /// The database failed, and would fail again.
    Failed(Arc<StorageError>),
}

/// Pieces of work that wait for a turn.
#[derive(Debug)]
pub struct Together<T> {
    waiting: Mutex<Vec<(T, oneshot::Sender<Shared>)>>,
    /// One at a time: several would share what gathers between them, and each do less.
    turns: Semaphore,
}

/// A piece that waits.
#[derive(Debug)]
pub struct Brought {
    /// What became of it; never told if whoever did it was stopped.
    pub outcome: oneshot::Receiver<Shared>,
    /// Nobody is on the way yet to fetch it: somebody has to take a turn.
    pub is_first: bool,
}

/// What one does for all: the pieces, and whom to tell how each went.
#[derive(Debug)]
pub struct Turn<'a, T> {
    pub pieces: Vec<T>,
    told: Vec<oneshot::Sender<Shared>>,
    _turn: SemaphorePermit<'a>,
}

impl<T> Default for Together<T> {
    fn default() -> Self {
        Self { waiting: Mutex::default(), turns: Semaphore::new(1) }
    }
}

impl<T> Together<T> {
    /// Brings a piece.
    pub fn bring(&self, piece: T) -> Brought {
        let (told, outcome) = oneshot::channel();
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.push((piece, told));
        Brought { outcome, is_first: waiting.len() == 1 }
    }

    /// Waits for a turn and takes all that has gathered, first come first; none when the program ends.
    pub async fn turn(&self) -> Option<Turn<'_, T>> {
        let turn = self.turns.acquire().await.ok()?;
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let (pieces, told) = waiting.drain(..).unzip();
        Some(Turn { pieces, told, _turn: turn })
    }
}

impl<T> Turn<'_, T> {
    /// Tells everybody how their piece went, in the order of the pieces.
    pub fn tell(self, outcomes: impl IntoIterator<Item = Shared>) {
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
        let turn = together.turn().await.unwrap();
        let more: Vec<_> = (2..=4).map(|piece| together.bring(piece)).collect();
        let sent: Vec<_> = more.iter().map(|brought| brought.is_first).collect();
        assert_eq!(sent, [true, false, false], "one goes for all");
        assert_eq!(turn.pieces, [1]);
        turn.tell([Shared::Done]);
        assert!(matches!(first.outcome.await, Ok(Shared::Done)));
        let turn = together.turn().await.unwrap();
        assert_eq!(turn.pieces, [2, 3, 4]);
        turn.tell([Shared::Done, Shared::Alone, Shared::Done]);
        let mut told = Vec::new();
        for brought in more {
            told.push(matches!(brought.outcome.await, Ok(Shared::Done)));
        }
        assert_eq!(told, [true, false, true]);
        let last = together.bring(5);
        assert!(last.is_first);
        drop(together.turn().await);
        assert!(last.outcome.await.is_err(), "whoever did it was stopped");
    }
}
