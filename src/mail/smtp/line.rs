//! Mails that wait for a connection, first come first.
//!
//! Whoever hands a mail over may announce the first of them behind its own, and passes the connection on with that. The rule:
//! each waits for a connection of its own as well, so that nobody who fails or hangs up keeps another from going.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore, oneshot};
use tokio::time::Instant;

use crate::mail::message::RawMail;
use crate::mail::smtp::connection::Connection;

/// A mail that waits, and until when it may begin.
#[derive(Debug)]
pub struct Waiting {
    pub mail: Arc<RawMail>,
    begins_before: Option<Instant>,
    pass: oneshot::Sender<Box<Passed>>,
}

/// A connection over which a mail was announced whose replies are still to be read, and its place among those at once.
#[derive(Debug)]
pub struct Passed {
    pub connection: Connection,
    pub place: OwnedSemaphorePermit,
}

/// What a mail waited for.
#[derive(Debug)]
pub enum Came {
    Place(OwnedSemaphorePermit),
    Passed(Box<Passed>),
}

#[derive(Debug, Default)]
pub struct Line(Mutex<VecDeque<Waiting>>);

impl Line {
    /// Takes the first out that is still there and not too late.
    pub fn next(&self) -> Option<Waiting> {
        let mut line = self.lock();
        loop {
            let first = line.pop_front()?;
            if !first.pass.is_closed() && !is_over(first.begins_before) {
                return Some(first);
            }
        }
    }

    /// Waits until there is room for a connection of its own, or somebody passes one on.
    pub async fn wait(
        &self,
        mail: &Arc<RawMail>,
        begins_before: Option<Instant>,
        room: &Arc<Semaphore>,
    ) -> Result<Came, AcquireError> {
        let place = || room.clone().acquire_owned();
        if let Ok(place) = room.clone().try_acquire_owned() {
            return Ok(Came::Place(place));
        }
        let (pass, mut passed) = oneshot::channel();
        self.lock().push_back(Waiting { mail: mail.clone(), begins_before, pass });
        let own = tokio::select! {
            biased;
            passed = &mut passed => return match passed {
                Ok(passed) => Ok(Came::Passed(passed)),
                Err(_) => place().await.map(Came::Place),
            },
            own = place() => own?,
        };
        if self.leave(mail) {
            return Ok(Came::Place(own));
        }
        // Somebody announces it at this moment.
        drop(own);
        match passed.await {
            Ok(passed) => Ok(Came::Passed(passed)),
            Err(_) => place().await.map(Came::Place),
        }
    }

    /// Leaves the line; false for a mail that was taken out already.
    fn leave(&self, mail: &Arc<RawMail>) -> bool {
        let mut line = self.lock();
        let before = line.len();
        line.retain(|waiting| !Arc::ptr_eq(&waiting.mail, mail));
        line.len() < before
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Waiting>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    /// Passes a connection on; where nobody waits any more it is closed.
    pub fn pass(self, passed: Passed) {
        drop(self.pass.send(Box::new(passed)));
    }
}

/// Whether it is too late to begin.
pub fn is_over(begins_before: Option<Instant>) -> bool {
    begins_before.is_some_and(|before| Instant::now() > before)
}
