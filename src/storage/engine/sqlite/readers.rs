//! SQLite's read connections: a few that see what is committed, beside the one writer.
//!
//! A pool for servers checks a connection each time that it is returned; a file cannot become unreachable, and on
//! SQLite each check costs as much as a query. The rule: one permit per connection, granted in FIFO order.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::storage::Result;

/// The read connections; clones share them.
#[derive(Clone)]
pub struct SqliteReaders {
    free: Arc<Mutex<Vec<SqliteConnection>>>,
    room: Arc<Semaphore>,
    count: u32,
    patience: Duration,
}

/// A leased read connection, returned when dropped.
pub struct Reader {
    /// `None` only while it is being returned.
    connection: Option<SqliteConnection>,
    free: Arc<Mutex<Vec<SqliteConnection>>>,
    _place: OwnedSemaphorePermit,
}

impl SqliteReaders {
    /// Opens `count` read-only connections. A call waits up to `patience` for a free one.
    pub async fn open(options: SqliteConnectOptions, count: u32, patience: Duration) -> Result<Self> {
        let options = options.pragma("query_only", "ON");
        let mut free = Vec::new();
        for _ in 0..count {
            free.push(options.connect().await?);
        }
        let room = Arc::new(Semaphore::new(free.len()));
        Ok(Self { free: Arc::new(Mutex::new(free)), room, count, patience })
    }

    /// Waits for a free connection.
    pub async fn acquire(&self) -> Result<Reader> {
        let waited = tokio::time::timeout(self.patience, Arc::clone(&self.room).acquire_owned()).await;
        let place = waited.map_err(|_| sqlx::Error::PoolTimedOut)?.map_err(|_| sqlx::Error::PoolClosed)?;
        let connection = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = connection.ok_or(sqlx::Error::PoolTimedOut)?;
        Ok(Reader { connection: Some(connection), free: Arc::clone(&self.free), _place: place })
    }

    /// How many connections there are, and how many of them are leased.
    pub fn count_and_leased(&self) -> (u64, u64) {
        let free = u32::try_from(self.room.available_permits()).unwrap_or(u32::MAX);
        (self.count.into(), self.count.saturating_sub(free).into())
    }

    /// Waits until every connection is returned, and closes them.
    pub async fn close(&self) {
        let _all = self.room.acquire_many(self.count).await;
        self.room.close();
        let free = std::mem::take(&mut *self.free.lock().unwrap_or_else(PoisonError::into_inner));
        for connection in free {
            let _ = sqlx::Connection::close(connection).await;
        }
    }
}

impl std::fmt::Debug for SqliteReaders {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "SqliteReaders({})", self.count)
    }
}

impl Reader {
    /// The connection.
    pub fn connection(&mut self) -> &mut SqliteConnection {
        match &mut self.connection {
            Some(connection) => connection,
            None => unreachable!("a reader has its connection until it is dropped"),
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            self.free.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        }
    }
}
