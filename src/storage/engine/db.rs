//! The two engines behind one pair of types: [`Db`] hands out [`Tx`], and a `Tx` has a connection.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::ConnectOptions;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};

use crate::storage::engine::columns::{nameless_rows, numbered, numbered_rows};
use crate::storage::engine::postgres_connections::{self, Lent, PostgresConnections};
use crate::storage::engine::sqlite_file::{self, Missing};
use crate::storage::engine::sqlite_readers::{Reader, SqliteReaders};
use crate::storage::engine::sqlite_writer::{Piece, SqliteWriter};
use crate::storage::{Result, StorageError};

/// How long a call waits for a free connection or a lock before it fails.
const PATIENCE: Duration = Duration::from_secs(5);
/// Connections to SQLite that read beside the one that writes.
const SQLITE_READERS: u32 = 4;
/// Pages of 4 KiB after which SQLite moves its write-ahead log into the database file, ten times SQLite's own measure: that
/// takes two more waits for the disk each time, and 40 MB of log are little.
const LOG_PAGES: &str = "10000";
/// The writer's cache in KiB, negative as SQLite has it: room for the inner pages of the indexes of some million rows.
const WRITER_CACHE: &str = "-16000";
/// Prepared statements that a connection keeps: each has some sizes, by how many rows it is about.
const STATEMENTS: usize = 300;
/// Connections to PostgreSQL of one process.
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
    PostgresPlain(Lent),
    PostgresWrite(Lent),
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

    /// Looks whether an address is one, and a file or the folder for it there; opens and makes nothing.
    ///
    /// # Errors
    /// As for [`Db::open`], as far as that can be told.
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
        // The writer first: it makes the file and switches it to a write-ahead log.
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
            .before_acquire(|connection, _| Box::pin(postgres_connections::takes_writes(connection)))
            .connect_with(options)
            .await?;
        Ok(Self::Postgres(PostgresConnections::of(pool, PATIENCE)))
    }

    /// A connection that reads; each statement sees what was committed before it.
    ///
    /// # Errors
    /// No connection came free, or the engine is away.
    pub async fn read(&self) -> Result<Tx> {
        Ok(Tx(match self {
            Self::Sqlite { readers, .. } => Kind::SqliteRead(readers.acquire().await?),
            Self::Postgres(connections) => Kind::PostgresPlain(connections.acquire().await?),
        }))
    }

    /// A write transaction, undone unless it is committed.
    ///
    /// # Errors
    /// No connection came free, the engine is away, or another process holds the write lock.
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

    /// A way to write where each statement is durable for itself: on PostgreSQL that saves the ways to the engine and back
    /// that a transaction begins and ends with. Ends with a commit like any other; what comes before a failure may stay.
    ///
    /// # Errors
    /// No connection came free, the engine is away, or another process holds the write lock.
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
    /// The commit failed, and nothing of it was written; or the engine went away before it told.
    pub async fn commit(self) -> Result<()> {
        match self.0 {
            Kind::SqliteWrite(piece) => piece.commit().await,
            Kind::PostgresWrite(mut lent) => lent.commit().await,
            Kind::SqliteRead(_) | Kind::PostgresPlain(_) => Ok(()),
        }
    }

    /// Makes what was written durable, and begins another transaction at once if that saves a way to the engine.
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

    /// A statement has ended well, and everything that it answered was read.
    pub(crate) fn seen_through(&mut self) {
        match &mut self.0 {
            Kind::SqliteRead(_) | Kind::SqliteWrite(_) => {}
            Kind::PostgresPlain(lent) | Kind::PostgresWrite(lent) => lent.seen_through(),
        }
    }

    /// How a transaction waits for its turn on each of so many numbers; none where they wait already.
    ///
    /// Differs by engine: SQLite has one writer; PostgreSQL has advisory locks, of which some thousands at once fit.
    pub fn turns(&self, count: usize) -> Option<String> {
        match self.0 {
            Kind::SqliteRead(_) | Kind::SqliteWrite(_) => None,
            Kind::PostgresPlain(_) | Kind::PostgresWrite(_) => Some(format!(
                "SELECT COUNT(pg_advisory_xact_lock(turn)) FROM UNNEST(ARRAY[{}]::BIGINT[]) AS turns (turn)",
                numbered(1, count)
            )),
        }
    }

    /// What makes writers of a table wait until this transaction ends; none where they wait already.
    ///
    /// Differs by engine: SQLite has one writer; PostgreSQL would let rows in between two statements of ours.
    pub fn writers_wait(&self, table: &str) -> Option<String> {
        match self.0 {
            Kind::SqliteRead(_) | Kind::SqliteWrite(_) => None,
            Kind::PostgresPlain(_) | Kind::PostgresWrite(_) => {
                Some(format!("LOCK TABLE {table} IN SHARE MODE"))
            }
        }
    }

    /// The places of the values in so many rows, for an `INSERT` that has no others.
    ///
    /// One statement in two notations: the driver finds the place of a named value in SQLite by walking all names before
    /// it, which for many rows takes longer than to store them.
    pub fn placeholders(&self, rows: usize, columns: usize) -> String {
        match self.0 {
            Kind::SqliteRead(_) | Kind::SqliteWrite(_) => nameless_rows(rows, columns),
            Kind::PostgresPlain(_) | Kind::PostgresWrite(_) => numbered_rows(rows, columns),
        }
    }

    /// What a batch claim adds to its inner `SELECT`.
    ///
    /// Differs by engine: on PostgreSQL several processes claim at once and must pass each other by; SQLite has one
    /// writer and does not know the clause.
    pub fn skip_locked(&self) -> &'static str {
        match self.0 {
            Kind::SqliteRead(_) | Kind::SqliteWrite(_) => "",
            Kind::PostgresPlain(_) | Kind::PostgresWrite(_) => "FOR UPDATE SKIP LOCKED",
        }
    }
}
