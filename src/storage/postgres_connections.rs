//! Connections to PostgreSQL that are used again at once.
//!
//! A pool tries a connection each time that it is given back, a way to the server and back for every request. The rule: whoever
//! saw each of its statements through leaves a connection that needs no trying, and the next may have it; everything else goes
//! back to the pool, which undoes, tries and replaces. So does a connection that nobody wanted for a while.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnection, PgPool};
use sqlx::{Executor as _, Postgres};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::storage::Result;

/// A connection that nobody used for so long goes back to the pool: the server may have gone.
const LONGEST_IDLE: Duration = Duration::from_secs(1);

/// The connections of this process, shared.
#[derive(Clone)]
pub struct PostgresConnections {
    pool: PgPool,
    /// Seen through and lent to nobody, the latest used last; none once all is closed.
    ready: Arc<Mutex<Option<Vec<Ready>>>>,
    /// As many as the pool has connections, so that whoever has a place gets one from here or from there.
    room: Arc<Semaphore>,
    patience: Duration,
}

struct Ready {
    connection: PoolConnection<Postgres>,
    since: Instant,
}

/// A connection that is lent, until it is dropped.
pub struct Lent {
    /// None only while it is being given back.
    connection: Option<PoolConnection<Postgres>>,
    home: PostgresConnections,
    place: Option<OwnedSemaphorePermit>,
    is_in_transaction: bool,
    /// A statement began and was not seen through.
    is_amid: bool,
}

impl PostgresConnections {
    /// The connections of a pool; a call waits for a free one as long as `patience`.
    pub fn of(pool: PgPool, patience: Duration) -> Self {
        let room = Arc::new(Semaphore::new(pool.options().get_max_connections() as usize));
        Self { pool, ready: Arc::new(Mutex::new(Some(Vec::new()))), room, patience }
    }

    /// The pool, for what needs one.
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Waits for a free connection.
    pub async fn acquire(&self) -> Result<Lent> {
        let waited = tokio::time::timeout(self.patience, Arc::clone(&self.room).acquire_owned()).await;
        let place = waited.map_err(|_| sqlx::Error::PoolTimedOut)?.map_err(|_| sqlx::Error::PoolClosed)?;
        let connection = match self.take_ready() {
            Some(connection) => connection,
            None => self.pool.acquire().await?,
        };
        Ok(Lent {
            connection: Some(connection),
            home: self.clone(),
            place: Some(place),
            is_in_transaction: false,
            is_amid: false,
        })
    }

    /// Closes every connection once it is given back.
    pub async fn close(&self) {
        drop(self.ready.lock().unwrap_or_else(PoisonError::into_inner).take());
        self.pool.close().await;
    }

    fn take_ready(&self) -> Option<PoolConnection<Postgres>> {
        self.with_ready(|ready| ready.pop().map(|ready| ready.connection))?
    }

    fn give_back(&self, connection: PoolConnection<Postgres>) {
        self.with_ready(|ready| ready.push(Ready { connection, since: Instant::now() }));
    }

    /// Does something with those that are ready, after the pool got back what was so for long; none once all is closed.
    fn with_ready<T>(&self, act: impl FnOnce(&mut Vec<Ready>) -> T) -> Option<T> {
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        let ready = ready.as_mut()?;
        ready.retain(|ready| ready.since.elapsed() < LONGEST_IDLE);
        Some(act(ready))
    }
}

impl std::fmt::Debug for PostgresConnections {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "PostgresConnections({})", self.pool.size())
    }
}

impl Lent {
    /// Begins a transaction, undone unless it is committed.
    pub async fn begin(&mut self) -> Result<()> {
        // Said before it is known: a call that is dropped meanwhile may have begun one.
        self.is_in_transaction = true;
        self.execute_whole("BEGIN").await
    }

    /// Commits the transaction.
    pub async fn commit(&mut self) -> Result<()> {
        self.execute_whole("COMMIT").await?;
        self.is_in_transaction = false;
        Ok(())
    }

    async fn execute_whole(&mut self, statement: &'static str) -> Result<()> {
        self.is_amid = true;
        self.deref_mut().execute(statement).await?;
        self.is_amid = false;
        Ok(())
    }

    /// The connection for a statement, of which [`Lent::seen_through`] tells the end.
    pub fn connection(&mut self) -> &mut PgConnection {
        self.is_amid = true;
        self
    }

    /// The statement has ended well, and everything that it answered was read.
    pub fn seen_through(&mut self) {
        self.is_amid = false;
    }
}

impl Deref for Lent {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        match &self.connection {
            Some(connection) => connection,
            None => unreachable!("what is lent has its connection until it is dropped"),
        }
    }
}

impl DerefMut for Lent {
    fn deref_mut(&mut self) -> &mut PgConnection {
        match &mut self.connection {
            Some(connection) => connection,
            None => unreachable!("what is lent has its connection until it is dropped"),
        }
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let Some(mut connection) = self.connection.take() else { return };
        if self.is_in_transaction {
            let (home, place, is_amid) = (self.home.clone(), self.place.take(), self.is_amid);
            tokio::spawn(async move {
                match connection.execute("ROLLBACK").await {
                    Ok(_) if !is_amid => home.give_back(connection),
                    Ok(_) => {}
                    Err(_) => connection.close_on_drop(),
                }
                drop(place);
            });
        } else if !self.is_amid {
            self.home.give_back(connection);
        }
    }
}
