//! The two engines behind one pair of types: [`Db`] hands out [`Tx`], and a `Tx` has a connection.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::ConnectOptions;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use uuid::Uuid;

use crate::domain::access::audit_chain::AuditEntry;
use crate::domain::upkeep::figures::Connections;
use crate::storage::engine::audit_chain;
use crate::storage::engine::columns::numbered;
use crate::storage::engine::connection::{Connection, HeldConnection};
use crate::storage::engine::postgres_connections::{self, PostgresConnections};
use crate::storage::engine::row_ids::RowIds;
use crate::storage::engine::sqlite::file::{self, Missing};
use crate::storage::engine::sqlite::readers::SqliteReaders;
use crate::storage::engine::sqlite::writer::SqliteWriter;
use crate::storage::{Result, StorageError};

/// How long a call waits for a free connection or a lock before it fails.
const PATIENCE: Duration = Duration::from_secs(5);
/// Read connections to SQLite, beside the one writer.
const SQLITE_READERS: u32 = 4;
/// Pages of 4 KiB after which SQLite checkpoints its write-ahead log, ten times its default: each checkpoint waits
/// twice more for the disk, and a log of 40 MB is small.
const LOG_PAGES: &str = "10000";
/// The writer's page cache, in KiB (which SQLite expects as a negative number): holds the inner pages of the indexes of
/// a few million rows.
const WRITER_CACHE: &str = "-16000";
/// Prepared statements cached per connection: many exist in several batch sizes.
const STATEMENTS: usize = 300;
/// Connections to PostgreSQL per process.
const POSTGRES_CONNECTIONS: u32 = 16;

/// A database of either engine; cheap to clone.
#[derive(Clone, Debug)]
pub enum Db {
    Sqlite { readers: SqliteReaders, writer: SqliteWriter, ids: RowIds },
    Postgres { connections: PostgresConnections, ids: RowIds },
}

/// Something to run statements in: a write transaction until [`Tx::commit`], or a connection that only reads.
pub struct Tx {
    held: HeldConnection,
    /// The entries of the audit that the commit appends; `None` where no commit covers all statements.
    entries: Option<Vec<AuditEntry>>,
    ids: RowIds,
}

impl Db {
    /// Opens the database at an address like `sqlite:data/naklank.db` or `postgres://user:pass@host/name`.
    ///
    /// # Errors
    /// An address of another kind, a folder that cannot be written, an engine that cannot be reached.
    pub async fn open(address: &str, missing: Missing) -> Result<Self> {
        if let Some(path) = address.strip_prefix("sqlite:") {
            let path = Path::new(path.strip_prefix("//").unwrap_or(path));
            file::prepare(path, missing)?;
            Self::open_sqlite(path).await
        } else if address.starts_with("postgres:") || address.starts_with("postgresql:") {
            Self::open_postgres(address).await
        } else {
            Err(StorageError::Address(address.split(':').next().unwrap_or_default().to_owned()))
        }
    }

    /// Checks that an SQLite address names a file that exists or can be created; neither opens nor creates anything.
    /// Any other address passes.
    ///
    /// # Errors
    /// As for [`Db::open`], as far as that is known before opening.
    pub fn check(address: &str) -> Result<()> {
        let Some(path) = address.strip_prefix("sqlite:") else { return Ok(()) };
        file::check(Path::new(path.strip_prefix("//").unwrap_or(path)))
    }

    async fn open_sqlite(path: &Path) -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .pragma("wal_autocheckpoint", LOG_PAGES)
            .busy_timeout(PATIENCE)
            .statement_cache_capacity(STATEMENTS)
            .disable_statement_logging();
        // The writer first: it creates the file and switches it to a write-ahead log.
        let writer = SqliteWriter::new(options.clone().pragma("cache_size", WRITER_CACHE).connect().await?);
        let readers = SqliteReaders::open(options, SQLITE_READERS, PATIENCE).await?;
        Ok(Self::Sqlite { readers, writer, ids: RowIds::default() })
    }

    async fn open_postgres(address: &str) -> Result<Self> {
        let options = PgConnectOptions::from_str(address)?
            .statement_cache_capacity(STATEMENTS)
            .disable_statement_logging();
        let pool = PgPoolOptions::new()
            .max_connections(POSTGRES_CONNECTIONS)
            .acquire_timeout(PATIENCE)
            .after_connect(|connection, _| Box::pin(postgres_connections::prepare(connection)))
            .test_before_acquire(false)
            .before_acquire(|connection, _| Box::pin(postgres_connections::is_writable_anew(connection)))
            .connect_with(options)
            .await?;
        Ok(Self::Postgres { connections: PostgresConnections::of(pool, PATIENCE), ids: RowIds::default() })
    }

    /// The same database with a source of identifiers, without which no change of a count can be stored.
    #[must_use]
    pub fn with_row_ids(self, ids: RowIds) -> Self {
        match self {
            Self::Sqlite { readers, writer, .. } => Self::Sqlite { readers, writer, ids },
            Self::Postgres { connections, .. } => Self::Postgres { connections, ids },
        }
    }

    fn ids(&self) -> RowIds {
        let (Self::Sqlite { ids, .. } | Self::Postgres { ids, .. }) = self;
        ids.clone()
    }

    /// A connection for reading; each statement sees what was committed before it.
    ///
    /// # Errors
    /// No connection came free, or the engine is unreachable.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn read(&self) -> Result<Tx> {
        let held = match self {
            Self::Sqlite { readers, .. } => HeldConnection::SqliteRead(readers.acquire().await?),
            Self::Postgres { connections, .. } => HeldConnection::PostgresPlain(connections.acquire().await?),
        };
        Ok(Tx::singly(held, self.ids()))
    }

    /// A write transaction, rolled back unless it is committed.
    ///
    /// # Errors
    /// No connection came free, the engine is unreachable, or another process holds the write lock.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn write(&self) -> Result<Tx> {
        let held = match self {
            Self::Sqlite { writer, .. } => HeldConnection::SqliteWrite(writer.begin().await?),
            Self::Postgres { connections, .. } => {
                let mut lent = connections.acquire().await?;
                lent.begin().await?;
                HeldConnection::PostgresWrite(lent)
            }
        };
        Ok(Tx::whole(held, self.ids()))
    }

    /// A connection for writing where each statement may commit by itself: on PostgreSQL that saves the round trips of
    /// `BEGIN` and `COMMIT`. The caller must still call [`Tx::commit`]; after a failure, earlier statements may stay
    /// written. It takes no entries of the audit, which belong in the transaction of their act.
    ///
    /// # Errors
    /// No connection came free, the engine is unreachable, or another process holds the write lock.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn write_singly(&self) -> Result<Tx> {
        let held = match self {
            Self::Sqlite { writer, .. } => HeldConnection::SqliteWrite(writer.begin().await?),
            Self::Postgres { connections, .. } => HeldConnection::PostgresPlain(connections.acquire().await?),
        };
        Ok(Tx::singly(held, self.ids()))
    }

    /// How many connections this process has, at this moment.
    #[must_use]
    pub fn connections(&self) -> Connections {
        match self {
            Self::Sqlite { readers, writer, .. } => {
                let (count, leased) = readers.count_and_leased();
                let busy = leased + u64::from(writer.is_busy());
                Connections { busy, idle: count + 1 - busy, most: count + 1 }
            }
            Self::Postgres { connections, .. } => {
                let (most, busy, idle) = connections.most_leased_and_idle();
                Connections { busy, idle, most }
            }
        }
    }

    /// Closes every connection once it is idle.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { readers, .. } => readers.close().await,
            Self::Postgres { connections, .. } => connections.close().await,
        }
    }
}

impl Tx {
    /// A transaction that is committed whole or not at all.
    fn whole(held: HeldConnection, ids: RowIds) -> Self {
        Self { held, entries: Some(Vec::new()), ids }
    }

    /// A connection that reads, or whose statements may commit one by one.
    fn singly(held: HeldConnection, ids: RowIds) -> Self {
        Self { held, entries: None, ids }
    }

    /// Appends an entry to the audit when this transaction is committed; a dropped one drops its entries.
    ///
    /// # Errors
    /// [`StorageError::NoTransaction`] where the entry could be stored without its act, or the act without its entry.
    pub fn append_to_audit(&mut self, entry: AuditEntry) -> Result<()> {
        self.entries.as_mut().ok_or(StorageError::NoTransaction)?.push(entry);
        Ok(())
    }

    /// Makes what was written durable, with its entries in the audit.
    ///
    /// # Errors
    /// The commit failed and nothing was written, or the connection was lost before the reply.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn commit(mut self) -> Result<()> {
        self.append_entries().await?;
        match self.held {
            HeldConnection::SqliteWrite(piece) => piece.commit().await,
            HeldConnection::PostgresWrite(mut lent) => lent.commit().await,
            HeldConnection::SqliteRead(_) | HeldConnection::PostgresPlain(_) => Ok(()),
        }
    }

    /// Makes what was written durable, and begins the next transaction in the same round trip if the engine can; else
    /// `None`.
    ///
    /// # Errors
    /// As for [`Tx::commit`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn commit_and_begin(mut self) -> Result<Option<Self>> {
        self.append_entries().await?;
        match self.held {
            HeldConnection::PostgresWrite(mut lent) if !lent.is_old() => {
                lent.commit_and_begin().await?;
                Ok(Some(Self::whole(HeldConnection::PostgresWrite(lent), self.ids)))
            }
            _ => self.commit().await.map(|()| None),
        }
    }

    async fn append_entries(&mut self) -> Result<()> {
        match self.entries.take() {
            Some(entries) if !entries.is_empty() => {
                audit_chain::append(self.held.connection(), &entries).await?;
                self.held.statement_done();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The engine's connection.
    pub fn connection(&mut self) -> Connection<'_> {
        self.held.connection()
    }

    /// Marks the statement as completed and its reply as read in full.
    pub(crate) fn statement_done(&mut self) {
        self.held.statement_done();
    }

    /// New identifiers for rows that nothing refers to.
    ///
    /// # Errors
    /// The database has no source of identifiers: [`Db::with_row_ids`].
    pub fn new_row_ids(&self, count: usize) -> Result<Vec<Uuid>> {
        self.ids.draw(count)
    }

    /// SQL that locks `count` rows of `turns` until the transaction ends, lowest first so that two transactions cannot
    /// deadlock, and returns those that it locked; `None` on SQLite, whose single writer serialises anyway.
    ///
    /// Rows, because every node of a cluster sees these: PostgreSQL's advisory locks are those of one node.
    pub fn turns(&self, count: usize) -> Option<String> {
        self.held.is_postgres().then(|| {
            format!("SELECT turn FROM turns WHERE turn IN ({}) ORDER BY turn FOR UPDATE", numbered(1, count))
        })
    }

    /// SQL that blocks writers of a table until this transaction ends; `None` on SQLite, whose single writer serialises
    /// anyway.
    ///
    /// PostgreSQL would let rows in between two statements of a transaction.
    pub fn block_writers(&self, table: &str) -> Option<String> {
        self.held.is_postgres().then(|| format!("LOCK TABLE {table} IN SHARE MODE"))
    }

    /// The placeholders of `rows` rows of `columns` columns, for an `INSERT` that binds nothing else.
    pub fn placeholders(&self, rows: usize, columns: usize) -> String {
        self.held.placeholders(rows, columns)
    }

    /// What a batch claim adds to its inner `SELECT`.
    ///
    /// Differs by engine: on PostgreSQL several processes claim concurrently and must skip each other's rows; SQLite
    /// has one writer and does not know the clause.
    pub fn skip_locked(&self) -> &'static str {
        if self.held.is_postgres() { "FOR UPDATE SKIP LOCKED" } else { "" }
    }

    /// What a `SELECT` adds to lock its rows until this transaction ends; nothing on SQLite, whose single writer serialises
    /// anyway.
    pub fn row_locks(&self) -> &'static str {
        if self.held.is_postgres() { "FOR UPDATE" } else { "" }
    }
}
