//! What the loops of a round share of a bounded channel: several receivers, and batches.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::sync::mpsc::Receiver;
use tokio::time::Instant;

/// A receiver that several tasks share; each item goes to one of them, in order.
pub struct Shared<T>(Arc<Mutex<Receiver<T>>>);

impl<T> Shared<T> {
    pub fn new(receiver: Receiver<T>) -> Self {
        Self(Arc::new(Mutex::new(receiver)))
    }

    /// The next item; `None` once the channel is closed and empty.
    pub async fn next(&self) -> Option<T> {
        self.0.lock().await.recv().await
    }

    /// As [`gather`]; one task at a time.
    pub async fn gather(&self, most: usize, wait: Duration) -> Vec<T> {
        gather(&mut *self.0.lock().await, most, wait).await
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

/// Receives a batch: waits for a first item, and then for up to `wait` until there are `most`. A closed channel gives what is
/// left in it, and an empty batch at its end.
pub async fn gather<T>(receiver: &mut Receiver<T>, most: usize, wait: Duration) -> Vec<T> {
    let mut batch = Vec::with_capacity(most);
    if receiver.recv_many(&mut batch, most).await == 0 {
        return batch;
    }
    let deadline = Instant::now() + wait;
    while batch.len() < most {
        let room = most - batch.len();
        match tokio::time::timeout_at(deadline, receiver.recv_many(&mut batch, room)).await {
            Ok(0) | Err(_) => break,
            Ok(_) => {}
        }
    }
    batch
}

#[cfg(test)]
mod tests {
    use tokio::sync::mpsc::channel;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_batch_is_full_or_late_or_the_last() {
        let wait = Duration::from_millis(10);
        let (sender, mut receiver) = channel(8);
        for number in 0..5 {
            sender.send(number).await.unwrap();
        }
        let begun = Instant::now();
        assert_eq!(gather(&mut receiver, 3, wait).await, [0, 1, 2]);
        assert_eq!(begun.elapsed(), Duration::ZERO, "a full batch waits for nothing");
        assert_eq!(gather(&mut receiver, 3, wait).await, [3, 4]);
        assert!(begun.elapsed() >= wait, "another might have come");
        sender.send(5).await.unwrap();
        drop(sender);
        let begun = Instant::now();
        assert_eq!(gather(&mut receiver, 3, wait).await, [5]);
        assert_eq!(gather(&mut receiver, 3, wait).await, Vec::<i32>::new());
        assert_eq!(begun.elapsed(), Duration::ZERO, "nothing more can come");
    }
}
