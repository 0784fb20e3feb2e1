//! The two engines behind one pair of types: [`Db`] hands out [`Tx`], and a `Tx` has a connection.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::ConnectOptions;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};

use crate::storage::engine::columns::{nameless_rows, numbered, numbered_rows};
use crate::storage::engine::postgres_connections::{self, LentConnection, PostgresConnections};
use crate::storage::engine::sqlite_file::{self, Missing};
use crate::storage::engine::sqlite_readers::{Reader, SqliteReaders};
use crate::storage::engine::sqlite_writer::{Piece, SqliteWriter};
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
    Sqlite { readers: SqliteReaders, writer: SqliteWriter },
    Postgres(PostgresConnections),
}

/// Something to run statements in: a write transaction until [`Tx::commit`], or a connection that only reads.
pub struct Tx(Kind);

enum Kind {
    SqliteRead(Reader),
    SqliteWrite(Piece),
    PostgresPlain(LentConnection),
    PostgresWrite(LentConnection),
}

/// The connection of a [`Tx`], for [`with_conn!`](crate::storage::with_conn).
pub enum Connection<'a> {
    Sqlite(&'a mut SqliteConnection),
    Postgres(&'a mut PgConnection),
}

impl Db {
    /// Opens the database at an address like `sqlite:data/naklank.db` or `postgres://user:pass@host/name`.
    ///
    /// # Errors
    /// An address of another kind, a folder that cannot be written, an engine that cannot be reached.
    pub async fn open(address: &str, missing: Missing) -> Result<Self> {
        if let Some(path) = address.strip_prefix("sqlite:") {
            let path = Path::new(path.strip_prefix("//").unwrap_or(path));
            sqlite_file::prepare(path, missing)?;
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
        sqlite_file::check(Path::new(path.strip_prefix("//").unwrap_or(path)))
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
        Ok(Self::Sqlite { readers, writer })
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
            .before_acquire(|connection, _| Box::pin(postgres_connections::is_writable(connection)))
            .connect_with(options)
            .await?;
        Ok(Self::Postgres(PostgresConnections::of(pool, PATIENCE)))
    }

    /// A connection for reading; each statement sees what was committed before it.
    ///
    /// # Errors
    /// No connection came free, or the engine is unreachable.
    pub async fn read(&self) -> Result<Tx> {
        Ok(Tx(match self {
            Self::Sqlite { readers, .. } => Kind::SqliteRead(readers.acquire().await?),
            Self::Postgres(connections) => Kind::PostgresPlain(connections.acquire().await?),
        }))
    }

    /// A write transaction, rolled back unless it is committed.
    ///
    /// # Errors
    /// No connection came free, the engine is unreachable, or another process holds the write lock.
    pub async fn write(&self) -> Result<Tx> {
        Ok(Tx(match self {
            Self::Sqlite { writer, .. } => Kind::SqliteWrite(writer.begin().await?),
            Self::Postgres(connections) => {
                let mut lent = connections.acquire().await?;
                lent.begin().await?;
                Kind::PostgresWrite(lent)
            }
        }))
    }

    /// A connection for writing where each statement may commit by itself: on PostgreSQL that saves the round trips of
    /// `BEGIN` and `COMMIT`. The caller must still call [`Tx::commit`]; after a failure, earlier statements may stay
    /// written.
    ///
    /// # Errors
    /// No connection came free, the engine is unreachable, or another process holds the write lock.
    pub async fn write_singly(&self) -> Result<Tx> {
        Ok(Tx(match self {
            Self::Sqlite { writer, .. } => Kind::SqliteWrite(writer.begin().await?),
            Self::Postgres(connections) => Kind::PostgresPlain(connections.acquire().await?),
        }))
    }

    /// Closes every connection once it is idle.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { readers, .. } => readers.close().await,
            Self::Postgres(connections) => connections.close().await,
        }
    }
}

impl Tx {
    /// Makes what was written durable.
    ///
    /// # Errors
    /// The commit failed and nothing was written, or the connection was lost before the reply.
    pub async fn commit(self) -> Result<()> {
        match self.0 {
            Kind::SqliteWrite(piece) => piece.commit().await,
            Kind::PostgresWrite(mut lent) => lent.commit().await,
            Kind::SqliteRead(_) | Kind::PostgresPlain(_) => Ok(()),
        }
    }

    /// Makes what was written durable, and begins the next transaction in the same round trip if the engine can; else
    /// `None`.
    ///
    /// # Errors
    /// As for [`Tx::commit`].
    pub async fn commit_and_begin(self) -> Result<Option<Self>> {
        match self.0 {
            Kind::PostgresWrite(mut lent) if !lent.is_old() => {
                lent.commit_and_begin().await?;
                Ok(Some(Self(Kind::PostgresWrite(lent))))
            }
            _ => self.commit().await.map(|()| None),
        }
    }

    /// The engine's connection.
    pub fn connection(&mut self) -> Connection<'_> {
        match &mut self.0 {
            Kind::SqliteRead(reader) => Connection::Sqlite(reader.connection()),
            Kind::SqliteWrite(piece) => Connection::Sqlite(piece.connection()),
            Kind::PostgresPlain(lent) | Kind::PostgresWrite(lent) => Connection::Postgres(lent.connection()),
        }
    }

    /// Marks the statement as completed and its reply as read in full.
    pub(crate) fn statement_done(&mut self) {
        match &mut self.0 {
            Kind::SqliteRead(_) | Kind::SqliteWrite(_) => {}
            Kind::PostgresPlain(lent) | Kind::PostgresWrite(lent) => lent.statement_done(),
        }
    }

    /// SQL that takes one advisory lock per key; `None` on SQLite, whose single writer serialises anyway.
    ///
    /// PostgreSQL holds some thousands of advisory locks at a time.
    pub fn turns(&self, count: usize) -> Option<String> {
        match self.0 {
            Kind::SqliteRead(_) | Kind::SqliteWrite(_) => None,
            Kind::PostgresPlain(_) | Kind::PostgresWrite(_) => Some(format!(
                "SELECT COUNT(pg_advisory_xact_lock(turn)) FROM UNNEST(ARRAY[{}]::BIGINT[]) AS turns (turn)",
                numbered(1, count)
            )),
        }
    }

    /// SQL that blocks writers of a table until this transaction ends; `None` on SQLite, whose single writer serialises
    /// anyway.
    ///
    /// PostgreSQL would let rows in between two statements of a transaction.
    pub fn block_writers(&self, table: &str) -> Option<String> {
        match self.0 {
            Kind::SqliteRead(_) | Kind::SqliteWrite(_) => None,
            Kind::PostgresPlain(_) | Kind::PostgresWrite(_) => {
                Some(format!("LOCK TABLE {table} IN SHARE MODE"))
            }
        }
    }

    /// The placeholders of `rows` rows of `columns` columns, for an `INSERT` that binds nothing else.
    ///
    /// Differs by engine: for SQLite, the driver finds a numbered placeholder by walking all names before it, which for
    /// many rows takes longer than storing them.
    pub fn placeholders(&self, rows: usize, columns: usize) -> String {
        match self.0 {
            Kind::SqliteRead(_) | Kind::SqliteWrite(_) => nameless_rows(rows, columns),
            Kind::PostgresPlain(_) | Kind::PostgresWrite(_) => numbered_rows(rows, columns),
        }
    }

    /// What a batch claim adds to its inner `SELECT`.
    ///
    /// Differs by engine: on PostgreSQL several processes claim concurrently and must skip each other's rows; SQLite
    /// has one writer and does not know the clause.
    pub fn skip_locked(&self) -> &'static str {
        match self.0 {
            Kind::SqliteRead(_) | Kind::SqliteWrite(_) => "",
            Kind::PostgresPlain(_) | Kind::PostgresWrite(_) => "FOR UPDATE SKIP LOCKED",
        }
    }
}
