//! Connections to PostgreSQL that are used again at once.
//!
//! A pool tries a connection each time that it is given back, a way to the server and back for every request. The rule: whoever
//! saw each of its statements through leaves a connection that needs no trying, and the next may have it; what is doubtful goes
//! back to the pool, which tries and replaces it, and those that wait are tried before they are used again. One that answers and
//! takes no writes is replaced like one that does not answer: it leads to a server that was the first one, and is not now.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnection, PgPool};
use sqlx::{Executor as _, Postgres};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::storage::{Result, StorageError};

/// A connection that nobody used for so long is tried before it is used: the server may have gone.
const TRY_AFTER: Duration = Duration::from_secs(1);
/// One that nobody used for so long is closed.
const LONGEST_IDLE: Duration = Duration::from_secs(600);
/// SQLSTATE of a setting that the server does not know.
const UNKNOWN_SETTING: &str = "42704";
/// One that is kept for so long goes back to the pool, which replaces what has become old.
const LONGEST_KEPT: Duration = Duration::from_secs(1_800);

/// Makes a new connection ready: a statement whose caller has gone, such as one that hangs on a lock, ends by itself.
///
/// # Errors
/// The connection broke.
pub async fn prepare(connection: &mut PgConnection) -> std::result::Result<(), sqlx::Error> {
    // Servers before PostgreSQL 14, and others that speak its protocol, do not know it and do without.
    match connection.execute("SET client_connection_check_interval = '2s'").await {
        Ok(_) | Err(sqlx::Error::Database(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Whether a connection answers and may write (else SQLSTATE 25006 would be all that it says).
///
/// # Errors
/// The connection broke.
pub async fn takes_writes(connection: &mut PgConnection) -> std::result::Result<bool, sqlx::Error> {
    match sqlx::query_scalar::<_, String>("SHOW transaction_read_only").fetch_one(connection).await {
        Ok(setting) => Ok(setting != "on"),
        // A server without the setting has no read-only state; any other error (57P01 among them) ends the connection.
        Err(sqlx::Error::Database(error)) => Ok(error.code().as_deref() == Some(UNKNOWN_SETTING)),
        Err(error) => Err(error),
    }
}

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
    kept: Kept,
    since: Instant,
    /// A statement failed on another one meanwhile: perhaps the server has gone.
    is_doubtful: bool,
}

/// A connection, and since when it has not been in the pool.
struct Kept {
    connection: PoolConnection<Postgres>,
    since: Instant,
}

/// A connection that is lent, until it is dropped.
pub struct Lent {
    /// None only while it is being given back.
    kept: Option<Kept>,
    home: PostgresConnections,
    place: Option<OwnedSemaphorePermit>,
    is_in_transaction: bool,
    /// A statement began and was not seen through yet.
    is_amid: bool,
    /// One never was: it failed, or its call was dropped.
    is_doubtful: bool,
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
        let kept = match self.take_ready().await {
            Some(kept) => kept,
            None => Kept { connection: self.pool.acquire().await?, since: Instant::now() },
        };
        Ok(Lent {
            kept: Some(kept),
            home: self.clone(),
            place: Some(place),
            is_in_transaction: false,
            is_amid: false,
            is_doubtful: false,
        })
    }

    /// Closes every connection once it is given back.
    pub async fn close(&self) {
        drop(self.ready.lock().unwrap_or_else(PoisonError::into_inner).take());
        self.pool.close().await;
    }

    /// The one that was used last, if it still answers.
    async fn take_ready(&self) -> Option<Kept> {
        let Ready { mut kept, since, is_doubtful } = self.with_ready(Vec::pop)??;
        if !is_doubtful && since.elapsed() < TRY_AFTER {
            return Some(kept);
        }
        let tried = tokio::time::timeout(self.patience, takes_writes(&mut kept.connection)).await;
        if matches!(tried, Ok(Ok(true))) {
            return Some(kept);
        }
        // Where one has gone the others have: nobody shall wait for each of them.
        kept.connection.close_on_drop();
        self.with_ready(|ready| ready.drain(..).for_each(Ready::close));
        None
    }

    fn give_back(&self, kept: Kept) {
        if !kept.is_old() {
            self.with_ready(|ready| ready.push(Ready { kept, since: Instant::now(), is_doubtful: false }));
        }
    }

    /// Lets those that are ready be tried before they are used.
    fn doubt_ready(&self) {
        self.with_ready(|ready| ready.iter_mut().for_each(|ready| ready.is_doubtful = true));
    }

    /// Does something with those that are ready, after those are closed that were so for long; none once all is closed.
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

impl Lent {
    /// Begins a transaction, undone unless it is committed.
    pub async fn begin(&mut self) -> Result<()> {
        // Said before it is known: a call that is dropped meanwhile may have begun one.
        self.is_in_transaction = true;
        let patience = self.home.patience;
        let begun = tokio::time::timeout(patience, self.execute_whole("BEGIN")).await;
        begun.map_err(|_| sqlx::Error::PoolTimedOut)?
    }

    /// Commits the transaction. One in which a statement failed is undone, of which PostgreSQL tells nothing.
    pub async fn commit(&mut self) -> Result<()> {
        self.commit_by("COMMIT").await?;
        self.is_in_transaction = false;
        Ok(())
    }

    /// Commits the transaction and begins the next one in one way to the server. Not `COMMIT AND CHAIN`, which not every
    /// engine knows that speaks the protocol.
    pub async fn commit_and_begin(&mut self) -> Result<()> {
        self.commit_by("COMMIT; BEGIN").await
    }

    /// Whether it has been kept for so long that it should go back to the pool.
    pub fn is_old(&self) -> bool {
        self.kept.as_ref().is_some_and(Kept::is_old)
    }

    async fn commit_by(&mut self, statement: &'static str) -> Result<()> {
        if self.is_amid || self.is_doubtful {
            return Err(StorageError::Commit("a statement of it had failed".into()));
        }
        self.execute_whole(statement).await
    }

    async fn execute_whole(&mut self, statement: &'static str) -> Result<()> {
        self.connection().execute(statement).await?;
        self.seen_through();
        Ok(())
    }

    /// The connection for a statement, of which [`Lent::seen_through`] tells the end.
    pub fn connection(&mut self) -> &mut PgConnection {
        self.is_doubtful |= self.is_amid;
        self.is_amid = true;
        match &mut self.kept {
            Some(kept) => &mut kept.connection,
            None => unreachable!("what is lent has its connection until it is dropped"),
        }
    }

    /// The statement has ended well, and everything that it answered was read.
    pub fn seen_through(&mut self) {
        self.is_amid = false;
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let Some(mut kept) = self.kept.take() else { return };
        let is_sound = !self.is_amid && !self.is_doubtful;
        if !is_sound {
            self.home.doubt_ready();
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
