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
    /// It may not begin any more.
    TooLate,
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
        if let Ok(place) = room.clone().try_acquire_owned() {
            return Ok(Came::Place(place));
        }
        let mut is_first = false;
        while !is_over(begins_before) {
            let mut passed = self.join(mail, begins_before, is_first);
            let place = tokio::select! {
                biased;
                passed = &mut passed => match passed {
                    Ok(passed) => return Ok(Came::Passed(passed)),
                    Err(_) => None,
                },
                place = room.clone().acquire_owned() => Some(place?),
            };
            if let Some(place) = place {
                if self.leave(mail) {
                    return Ok(Came::Place(place));
                }
                // Somebody announces it at this moment.
                drop(place);
                if let Ok(passed) = passed.await {
                    return Ok(Came::Passed(passed));
                }
            }
            // Whoever took it along has failed.
            is_first = true;
        }
        Ok(Came::TooLate)
    }

    /// Joins the line, at its end or where its turn had come already.
    fn join(
        &self,
        mail: &Arc<RawMail>,
        begins_before: Option<Instant>,
        is_first: bool,
    ) -> oneshot::Receiver<Box<Passed>> {
        let (pass, passed) = oneshot::channel();
        let waiting = Waiting { mail: mail.clone(), begins_before, pass };
        let mut line = self.lock();
        if is_first {
            line.push_front(waiting);
        } else {
            line.push_back(waiting);
        }
        passed
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
