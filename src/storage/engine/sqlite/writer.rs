//! SQLite's one writer, with group commit.
//!
//! A commit waits for the disk. With one commit per piece of work, a busy server would do nothing but wait, and some
//! clients would starve. So pieces share one transaction, each in its own savepoint: a piece that finishes keeps its
//! savepoint and releases the writer, so that pieces already queued for it join the same transaction; then the first
//! finished piece to get the writer back commits for all of them. The rule: no piece is reported as done before that
//! commit, and a piece that is dropped is rolled back before the next one starts.
//!
//! A request may be dropped at any await (its client hangs up, or it times out), but a statement that was handed to the
//! driver is executed all the same. So beginning and committing run as tasks of their own, which are never cancelled:
//! the writer's record of its connection's state always becomes true.

use std::sync::{Arc, OnceLock};

use sqlx::sqlite::SqliteConnection;
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::storage::{Result, StorageError};

/// The writing connection; clones share it. The mutex is fair (FIFO), so no caller starves.
#[derive(Clone)]
pub struct SqliteWriter(Arc<Mutex<Writer>>);

struct Writer {
    connection: SqliteConnection,
    /// The open transaction, if any.
    batch: Option<Arc<Batch>>,
    savepoint: Savepoint,
}

/// The savepoint of the latest piece.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Savepoint {
    None,
    /// Its piece is in progress. If the writer is unlocked in this state, the piece was dropped half-way.
    Open,
    /// Its piece is finished. It is released along with the next statement, which saves a statement per piece.
    Kept,
}

/// One transaction that pieces share, and how it ended.
#[derive(Default)]
struct Batch {
    outcome: OnceLock<std::result::Result<(), Arc<str>>>,
}

/// One piece of work in the shared transaction.
pub struct Piece {
    writer: SqliteWriter,
    guard: Option<OwnedMutexGuard<Writer>>,
    batch: Arc<Batch>,
}

impl SqliteWriter {
    pub fn new(connection: SqliteConnection) -> Self {
        Self(Arc::new(Mutex::new(Writer { connection, batch: None, savepoint: Savepoint::None })))
    }

    /// Whether a piece, or a commit, has the writer.
    pub fn is_busy(&self) -> bool {
        self.0.try_lock().is_err()
    }

    /// Waits for the writer and begins a piece.
    pub async fn begin(&self) -> Result<Piece> {
        let writer = self.clone();
        finished(tokio::spawn(async move { writer.begin_to_the_end().await }).await)
    }

    async fn begin_to_the_end(self) -> Result<Piece> {
        let mut guard = Arc::clone(&self.0).lock_owned().await;
        guard.undo_dropped_piece().await?;
        let batch = guard.open_batch().await?;
        // From here on dropping the piece ends the batch, whatever happens to the savepoint.
        let mut piece = Piece { writer: self, guard: None, batch };
        guard.set_savepoint().await?;
        piece.guard = Some(guard);
        Ok(piece)
    }

    /// Writes the database file anew, without what was deleted from it, and empties the write-ahead log. Other writers wait.
    pub async fn write_anew(&self) -> Result<()> {
        let writer = self.clone();
        finished(tokio::spawn(async move { writer.write_anew_to_the_end().await }).await)
    }

    async fn write_anew_to_the_end(self) -> Result<()> {
        let mut guard = Arc::clone(&self.0).lock_owned().await;
        // Neither statement runs within a transaction.
        if guard.batch.is_some() {
            guard.commit_batch().await;
        }
        guard.run("VACUUM").await?;
        guard.run("PRAGMA wal_checkpoint(TRUNCATE)").await
    }

    /// Commits the batch unless that was done already.
    async fn settle(&self, batch: &Arc<Batch>) {
        let mut guard = Arc::clone(&self.0).lock_owned().await;
        if guard.batch.as_ref().is_some_and(|open| Arc::ptr_eq(open, batch)) {
            guard.commit_batch().await;
        }
    }
}

impl std::fmt::Debug for SqliteWriter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SqliteWriter")
    }
}

impl Writer {
    async fn run(&mut self, sql: &'static str) -> Result<()> {
        sqlx::query(sql).execute(&mut self.connection).await?;
        Ok(())
    }

    async fn open_batch(&mut self) -> Result<Arc<Batch>> {
        if let Some(batch) = &self.batch {
            return Ok(Arc::clone(batch));
        }
        self.run("BEGIN IMMEDIATE").await?;
        let batch = Arc::new(Batch::default());
        self.batch = Some(Arc::clone(&batch));
        Ok(batch)
    }

    async fn set_savepoint(&mut self) -> Result<()> {
        let is_kept = self.savepoint == Savepoint::Kept;
        let sql = if is_kept { "RELEASE piece; SAVEPOINT piece" } else { "SAVEPOINT piece" };
        self.run_or_end(sql).await?;
        self.savepoint = Savepoint::Open;
        Ok(())
    }

    /// Rolls back a piece that was dropped half-way.
    async fn undo_dropped_piece(&mut self) -> Result<()> {
        if self.savepoint == Savepoint::Open {
            self.run_or_end("ROLLBACK TO piece; RELEASE piece").await?;
            self.savepoint = Savepoint::None;
        }
        Ok(())
    }

    /// Runs a statement whose failure leaves the content of the batch unknown: then the whole batch is rolled back and
    /// its members get the error.
    async fn run_or_end(&mut self, sql: &'static str) -> Result<()> {
        let outcome = self.run(sql).await;
        if let Err(error) = &outcome {
            self.end_batch(Err(error.to_string().into())).await;
        }
        outcome
    }

    async fn commit_batch(&mut self) {
        if self.undo_dropped_piece().await.is_err() {
            return;
        }
        let outcome = self.run("COMMIT").await.map_err(|error| Arc::from(error.to_string()));
        self.end_batch(outcome).await;
    }

    async fn end_batch(&mut self, outcome: std::result::Result<(), Arc<str>>) {
        let Some(batch) = self.batch.take() else { return };
        self.savepoint = Savepoint::None;
        if outcome.is_err() {
            // SQLite may have rolled back by itself (a full disk does that); then this one has nothing to do.
            let _ = self.run("ROLLBACK").await;
        }
        let _ = batch.outcome.set(outcome);
    }
}

impl Piece {
    /// The writing connection.
    pub fn connection(&mut self) -> &mut SqliteConnection {
        match &mut self.guard {
            Some(guard) => &mut guard.connection,
            None => unreachable!("a piece holds the writer until commit() consumes it"),
        }
    }

    /// Keeps the work and waits until it is durable.
    pub async fn commit(self) -> Result<()> {
        finished(tokio::spawn(self.commit_to_the_end()).await)
    }

    async fn commit_to_the_end(mut self) -> Result<()> {
        if let Some(mut guard) = self.guard.take() {
            guard.savepoint = Savepoint::Kept;
        }
        self.writer.settle(&self.batch).await;
        match self.batch.outcome.get() {
            Some(Ok(())) => Ok(()),
            Some(Err(error)) => Err(StorageError::Commit(Arc::clone(error))),
            None => Err(StorageError::Commit("the transaction was lost".into())),
        }
    }
}

/// The outcome of a task that is never cancelled. One that panicked is told without the words of that, which may quote a
/// person.
fn finished<T>(outcome: std::result::Result<Result<T>, tokio::task::JoinError>) -> Result<T> {
    let lost = |error| StorageError::Commit(std::io::Error::from(error).to_string().into());
    outcome.unwrap_or_else(|error| Err(lost(error)))
}

impl Drop for Piece {
    /// Makes sure that the batch ends even if all its members were dropped.
    fn drop(&mut self) {
        self.guard = None;
        if self.batch.outcome.get().is_some() {
            return;
        }
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let (writer, batch) = (self.writer.clone(), Arc::clone(&self.batch));
            runtime.spawn(async move { writer.settle(&batch).await });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_words_of_a_panic_are_no_part_of_the_error() {
        let lost = tokio::spawn(async { panic!("klant@example.org") }).await;
        let error = finished::<()>(lost).unwrap_err().to_string();
        assert!(error.contains("panicked") && !error.contains("klant"), "{error}");
    }
}
