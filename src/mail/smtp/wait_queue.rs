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
pub struct QueuedMail {
    pub mail: Arc<RawMail>,
    begins_before: Option<Instant>,
    sender: oneshot::Sender<Box<PipelinedConnection>>,
}

/// A connection with a mail already announced on it, whose replies are still unread, and its permit.
#[derive(Debug)]
pub struct PipelinedConnection {
    pub connection: Connection,
    pub permit: OwnedSemaphorePermit,
}

/// What a waiting mail got.
#[derive(Debug)]
pub enum Acquired {
    Permit(OwnedSemaphorePermit),
    Pipelined(Box<PipelinedConnection>),
    /// The deadline has passed.
    TooLate,
}

#[derive(Debug, Default)]
pub struct WaitQueue(Mutex<VecDeque<QueuedMail>>);

impl WaitQueue {
    /// Takes the first mail whose waiter is still there and whose deadline has not passed.
    pub fn next(&self) -> Option<QueuedMail> {
        let mut queue = self.lock();
        loop {
            let first = queue.pop_front()?;
            if !first.sender.is_closed() && !is_over(first.begins_before) {
                return Some(first);
            }
        }
    }

    /// Waits until there is a permit for a new connection, or another sender gives its connection.
    pub async fn wait(
        &self,
        mail: &Arc<RawMail>,
        begins_before: Option<Instant>,
        permits: &Arc<Semaphore>,
    ) -> Result<Acquired, AcquireError> {
        if let Ok(permit) = permits.clone().try_acquire_owned() {
            return Ok(Acquired::Permit(permit));
        }
        let mut is_first = false;
        while !is_over(begins_before) {
            let mut receiver = self.join(mail, begins_before, is_first);
            let permit = tokio::select! {
                biased;
                pipelined = &mut receiver => match pipelined {
                    Ok(pipelined) => return Ok(Acquired::Pipelined(pipelined)),
                    Err(_) => None,
                },
                permit = permits.clone().acquire_owned() => Some(permit?),
            };
            if let Some(permit) = permit {
                if self.leave(mail) {
                    return Ok(Acquired::Permit(permit));
                }
                // Another sender is announcing it at this moment.
                drop(permit);
                if let Ok(pipelined) = receiver.await {
                    return Ok(Acquired::Pipelined(pipelined));
                }
            }
            // The sender that took it has failed.
            is_first = true;
        }
        Ok(Acquired::TooLate)
    }

    /// Joins the queue at its end, or at its front if the mail had been first already.
    fn join(
        &self,
        mail: &Arc<RawMail>,
        begins_before: Option<Instant>,
        is_first: bool,
    ) -> oneshot::Receiver<Box<PipelinedConnection>> {
        let (sender, receiver) = oneshot::channel();
        let queued = QueuedMail { mail: mail.clone(), begins_before, sender };
        let mut queue = self.lock();
        if is_first {
            queue.push_front(queued);
        } else {
            queue.push_back(queued);
        }
        receiver
    }

    /// Leaves the queue; false for a mail that was taken out already.
    fn leave(&self, mail: &Arc<RawMail>) -> bool {
        let mut queue = self.lock();
        let before = queue.len();
        queue.retain(|queued| !Arc::ptr_eq(&queued.mail, mail));
        queue.len() < before
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<QueuedMail>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl QueuedMail {
    /// Gives the connection to the waiter; closes it if the waiter is gone.
    pub fn give(self, pipelined: PipelinedConnection) {
        drop(self.sender.send(Box::new(pipelined)));
    }
}

/// Whether the deadline has passed.
pub fn is_over(begins_before: Option<Instant>) -> bool {
    begins_before.is_some_and(|before| Instant::now() > before)
}
