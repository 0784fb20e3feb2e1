//! Connections to PostgreSQL that are reused without a check.
//!
//! A pool checks a connection each time that it is returned, a round trip for every request. The rule: a connection
//! whose statements all completed needs no check and is reused directly; after a failure it goes back to the pool,
//! which checks and replaces it, and the idle connections are checked before their next use. A connection that replies
//! but is read-only is replaced like a dead one: it leads to a server that was the primary and no longer is. One that is
//! checked after a failure prepares its statements anew: a process of a later version may have added a column, and
//! PostgreSQL then refuses every prepared statement that selects all columns, each time that it is tried.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnection, PgPool};
use sqlx::{Connection as _, Executor as _, Postgres};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::storage::{Result, StorageError};

/// A connection that was idle for this long is checked before use: the server may be gone.
const TRY_AFTER: Duration = Duration::from_secs(1);
/// A connection that was idle for this long is closed.
const LONGEST_IDLE: Duration = Duration::from_secs(600);
/// SQLSTATE of a setting that the server does not know.
const UNKNOWN_SETTING: &str = "42704";
/// A connection that was out of the pool for this long is returned to it, and the pool replaces old connections.
const LONGEST_KEPT: Duration = Duration::from_secs(1_800);

/// What the server does about a client that is gone: it ends a statement of it, such as one that waits for a lock, and
/// a transaction in which it says nothing for a minute, whose locks others wait for. No use case is silent for as long.
const WHEN_GONE: [&str; 2] =
    ["SET client_connection_check_interval = '2s'", "SET idle_in_transaction_session_timeout = '60s'"];

/// Sets up a new connection.
///
/// # Errors
/// The connection broke.
pub async fn prepare(connection: &mut PgConnection) -> std::result::Result<(), sqlx::Error> {
    for setting in WHEN_GONE {
        // Servers before PostgreSQL 14, and others that speak its protocol, lack some of them; they go without.
        match connection.execute(setting).await {
            Ok(_) | Err(sqlx::Error::Database(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Whether a connection replies and is writable (a read-only one would fail every write with SQLSTATE 25006).
///
/// # Errors
/// The connection broke.
pub async fn is_writable(connection: &mut PgConnection) -> std::result::Result<bool, sqlx::Error> {
    match sqlx::query_scalar::<_, String>("SHOW transaction_read_only").fetch_one(connection).await {
        Ok(setting) => Ok(setting != "on"),
        // A server without the setting has no read-only state; any other error (57P01 among them) ends the connection.
        Err(sqlx::Error::Database(error)) => Ok(error.code().as_deref() == Some(UNKNOWN_SETTING)),
        Err(error) => Err(error),
    }
}

/// The same for a connection on which a statement may have failed; it also forgets which statements it has prepared.
///
/// # Errors
/// The connection broke.
pub async fn is_writable_anew(connection: &mut PgConnection) -> std::result::Result<bool, sqlx::Error> {
    connection.clear_cached_statements().await?;
    is_writable(connection).await
}

/// The connections of this process; clones share them.
#[derive(Clone)]
pub struct PostgresConnections {
    pool: PgPool,
    /// Idle connections whose statements all completed, the most recently used last; `None` once closed.
    ready: Arc<Mutex<Option<Vec<Ready>>>>,
    /// As many permits as the pool has connections, so that a permit guarantees a connection, from `ready` or from the
    /// pool.
    room: Arc<Semaphore>,
    patience: Duration,
}

struct Ready {
    kept: Kept,
    since: Instant,
    /// A statement failed on another connection meanwhile: the server may be gone.
    is_suspect: bool,
}

/// A connection, and since when it has been out of the pool.
struct Kept {
    connection: PoolConnection<Postgres>,
    since: Instant,
}

/// A leased connection, returned when dropped.
pub struct LentConnection {
    /// `None` only while it is being returned.
    kept: Option<Kept>,
    home: PostgresConnections,
    place: Option<OwnedSemaphorePermit>,
    is_in_transaction: bool,
    /// A statement began and has not completed.
    is_statement_open: bool,
    /// A statement failed, or its future was dropped before it completed.
    is_suspect: bool,
}

impl PostgresConnections {
    /// Wraps a pool; a call waits up to `patience` for a free connection.
    pub fn of(pool: PgPool, patience: Duration) -> Self {
        let room = Arc::new(Semaphore::new(pool.options().get_max_connections() as usize));
        Self { pool, ready: Arc::new(Mutex::new(Some(Vec::new()))), room, patience }
    }

    /// Waits for a free connection.
    pub async fn acquire(&self) -> Result<LentConnection> {
        let waited = tokio::time::timeout(self.patience, Arc::clone(&self.room).acquire_owned()).await;
        let place = waited.map_err(|_| sqlx::Error::PoolTimedOut)?.map_err(|_| sqlx::Error::PoolClosed)?;
        let kept = match self.take_ready().await {
            Some(kept) => kept,
            None => Kept { connection: self.pool.acquire().await?, since: Instant::now() },
        };
        Ok(LentConnection {
            kept: Some(kept),
            home: self.clone(),
            place: Some(place),
            is_in_transaction: false,
            is_statement_open: false,
            is_suspect: false,
        })
    }

    /// How many connections there can be, how many are leased, and how many are open and wait.
    pub fn most_leased_and_idle(&self) -> (u64, u64, u64) {
        let most = u64::from(self.pool.options().get_max_connections());
        let free = self.room.available_permits() as u64;
        let ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = ready.as_ref().map_or(0, Vec::len) + self.pool.num_idle();
        (most, most.saturating_sub(free), idle as u64)
    }

    /// Closes every connection once it is returned.
    pub async fn close(&self) {
        drop(self.ready.lock().unwrap_or_else(PoisonError::into_inner).take());
        self.pool.close().await;
    }

    /// The most recently used idle connection, if it still replies.
    async fn take_ready(&self) -> Option<Kept> {
        let Ready { mut kept, since, is_suspect } = self.with_ready(Vec::pop)??;
        if !is_suspect && since.elapsed() < TRY_AFTER {
            return Some(kept);
        }
        let connection = &mut kept.connection;
        let trial = async {
            if is_suspect { is_writable_anew(connection).await } else { is_writable(connection).await }
        };
        let tried = tokio::time::timeout(self.patience, trial).await;
        if matches!(tried, Ok(Ok(true))) {
            return Some(kept);
        }
        // If one is dead, the others are as well: close them all, so that no caller waits for each in turn.
        kept.connection.close_on_drop();
        self.with_ready(|ready| ready.drain(..).for_each(Ready::close));
        None
    }

    fn give_back(&self, kept: Kept) {
        if !kept.is_old() {
            self.with_ready(|ready| ready.push(Ready { kept, since: Instant::now(), is_suspect: false }));
        }
    }

    /// Marks all idle connections to be checked before use.
    fn mark_idle_suspect(&self) {
        self.with_ready(|ready| ready.iter_mut().for_each(|ready| ready.is_suspect = true));
    }

    /// Calls `act` with the idle connections, after closing those that were idle for too long; `None` once closed.
    fn with_ready<T>(&self, act: impl FnOnce(&mut Vec<Ready>) -> T) -> Option<T> {
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        let ready = ready.as_mut()?;
        let old = ready.iter().take_while(|ready| ready.since.elapsed() > LONGEST_IDLE).count();
        ready.drain(..old).for_each(Ready::close);
        Some(act(ready))
    }
}

impl Kept {
    fn is_old(&self) -> bool {
        self.since.elapsed() >= LONGEST_KEPT
    }
}

impl Ready {
    fn close(mut self) {
        self.kept.connection.close_on_drop();
    }
}

impl std::fmt::Debug for PostgresConnections {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "PostgresConnections({})", self.pool.size())
    }
}

impl LentConnection {
    /// Begins a transaction, rolled back unless it is committed.
    pub async fn begin(&mut self) -> Result<()> {
        // Set before the reply: a call that is dropped meanwhile may have begun one.
        self.is_in_transaction = true;
        let patience = self.home.patience;
        let begun = tokio::time::timeout(patience, self.execute_whole("BEGIN")).await;
        begun.map_err(|_| sqlx::Error::PoolTimedOut)?
    }

    /// Commits the transaction. Fails if a statement of it failed, since PostgreSQL then rolls back without reporting
    /// it.
    pub async fn commit(&mut self) -> Result<()> {
        self.commit_by("COMMIT").await?;
        self.is_in_transaction = false;
        Ok(())
    }

    /// Commits the transaction and begins the next one in one round trip. Not `COMMIT AND CHAIN`, which not every
    /// engine that speaks the protocol knows.
    pub async fn commit_and_begin(&mut self) -> Result<()> {
        self.commit_by("COMMIT; BEGIN").await
    }

    /// Whether it has been out of the pool for so long that it should be returned.
    pub fn is_old(&self) -> bool {
        self.kept.as_ref().is_some_and(Kept::is_old)
    }

    async fn commit_by(&mut self, statement: &'static str) -> Result<()> {
        if self.is_statement_open || self.is_suspect {
            return Err(StorageError::Commit("a statement of it had failed".into()));
        }
        self.execute_whole(statement).await
    }

    async fn execute_whole(&mut self, statement: &'static str) -> Result<()> {
        self.connection().execute(statement).await?;
        self.statement_done();
        Ok(())
    }

    /// The connection for a statement, whose completion [`LentConnection::statement_done`] reports.
    pub fn connection(&mut self) -> &mut PgConnection {
        self.is_suspect |= self.is_statement_open;
        self.is_statement_open = true;
        match &mut self.kept {
            Some(kept) => &mut kept.connection,
            None => unreachable!("what is lent has its connection until it is dropped"),
        }
    }

    /// Marks the statement as completed and its reply as read in full.
    pub fn statement_done(&mut self) {
        self.is_statement_open = false;
    }
}

impl Drop for LentConnection {
    fn drop(&mut self) {
        let Some(mut kept) = self.kept.take() else { return };
        let is_sound = !self.is_statement_open && !self.is_suspect;
        if !is_sound {
            self.home.mark_idle_suspect();
        }
        if !self.is_in_transaction {
            if is_sound {
                self.home.give_back(kept);
            }
            return;
        }
        let (home, place) = (self.home.clone(), self.place.take());
        tokio::spawn(async move {
            let undone = tokio::time::timeout(home.patience, kept.connection.execute("ROLLBACK")).await;
            match undone {
                Ok(Ok(_)) if is_sound => home.give_back(kept),
                Ok(Ok(_)) => {}
                Ok(Err(_)) | Err(_) => kept.connection.close_on_drop(),
            }
            drop(place);
        });
    }
}
