//! First-come queue of mails that wait for a connection.
//!
//! A sender may announce the first waiting mail behind its own and then give it the connection. The rule: each
//! waiting mail also waits for a permit of its own, so that a sender that fails or hangs up cannot block another
//! mail.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore, oneshot};
use tokio::time::Instant;

use crate::mail::message::RawMail;
use crate::mail::smtp::connection::Connection;

/// A waiting mail, and the deadline by which it must begin.
#[derive(Debug)]
pub struct Waiting {
    pub mail: Arc<RawMail>,
    begins_before: Option<Instant>,
    pass: oneshot::Sender<Box<Passed>>,
}

/// A connection with a mail already announced on it, whose replies are still unread, and its permit.
#[derive(Debug)]
pub struct Passed {
    pub connection: Connection,
    pub place: OwnedSemaphorePermit,
}

/// What a waiting mail got.
#[derive(Debug)]
pub enum Came {
    Place(OwnedSemaphorePermit),
    Passed(Box<Passed>),
    /// The deadline has passed.
    TooLate,
}

#[derive(Debug, Default)]
pub struct Line(Mutex<VecDeque<Waiting>>);

impl Line {
    /// Takes the first mail whose waiter is still there and whose deadline has not passed.
    pub fn next(&self) -> Option<Waiting> {
        let mut line = self.lock();
        loop {
            let first = line.pop_front()?;
            if !first.pass.is_closed() && !is_over(first.begins_before) {
                return Some(first);
            }
        }
    }

    /// Waits until there is a permit for a new connection, or another sender gives its connection.
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
                // Another sender is announcing it at this moment.
                drop(place);
                if let Ok(passed) = passed.await {
                    return Ok(Came::Passed(passed));
                }
            }
            // The sender that took it has failed.
            is_first = true;
        }
        Ok(Came::TooLate)
    }

    /// Joins the queue at its end, or at its front if the mail had been first already.
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

    /// Leaves the queue; false for a mail that was taken out already.
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
    /// Gives the connection to the waiter; closes it if the waiter is gone.
    pub fn pass(self, passed: Passed) {
        drop(self.pass.send(Box::new(passed)));
    }
}

/// Whether the deadline has passed.
pub fn is_over(begins_before: Option<Instant>) -> bool {
    begins_before.is_some_and(|before| Instant::now() > before)
}
