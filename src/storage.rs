//! The only module that knows the database.
//!
//! Every statement is written once, in SQL that both SQLite and PostgreSQL accept, and [`with_conn!`] expands its body
//! for each driver, so that the compiler checks every bind and every decoded column against both. The rule: functions
//! here run statements and map rows to domain values; they open no transaction and decide nothing. A row that breaks an
//! invariant is an error that names its column.
//!
//! SQL that is built at run time consists of fixed fragments of this crate alone; values are always bound.

pub mod access;
pub mod answering;
pub mod asking;
pub mod complaints;
pub mod engine;
pub mod follow_ups;
pub mod insight;
pub mod learning;
pub mod norms;
pub mod policy;
pub mod privacy;
pub mod reporting;
pub mod sending;
pub mod upkeep;

pub use engine::coalesce::{BatchOutcome, BatchServer, BatchedLookup, Coalescer};
pub use engine::db::{Db, Tx};
pub use engine::row_ids::RowIds;
pub use engine::sqlite::file::Missing;

/// Expands the body once for each engine, with `$conn` bound to that engine's connection.
///
/// The body must leave by `?` when its statement fails: reaching its end marks the statement as completed and its reply
/// as read in full. The statement has a span of its own, which is not entered: it ends with the body, however that is left.
macro_rules! with_conn {
    ($tx:expr, |$conn:ident| $body:expr) => {{
        let statement = $crate::storage::engine::statement::statement_span!();
        let outcome = match $tx.connection() {
            $crate::storage::engine::connection::Connection::Sqlite($conn) => $body,
            $crate::storage::engine::connection::Connection::Postgres($conn) => $body,
        };
        $tx.statement_done();
        drop(statement);
        outcome
    }};
}
pub(crate) use with_conn;

/// Why the database could not do what was asked.
///
/// Every use case can fail with it, so their documentation names it only where something else follows from it. A caller
/// may retry when [`StorageError::is_passing`].
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    #[error("the database failed: {0}")]
    Database(sqlx::Error),
    #[error("the database cannot be reached ({0}): check database.url, and that the database is running")]
    Unreachable(sqlx::Error),
    #[error(
        "the certificate of the database server is refused ({0}): name its authority in database.url with sslrootcert=FILE, as in postgres://user@host/name?sslmode=verify-full&sslrootcert=root.crt, or give the server a certificate of an authority that this machine knows. The one that Citus makes for itself is refused with every sslmode but disable: replace it"
    )]
    Certificate(sqlx::Error),
    #[error("the database took too long")]
    TookTooLong,
    #[error("the program failed, which is a mistake in it: the log says where")]
    Panicked,
    #[error("the write was undone because the transaction it shared could not be committed: {0}")]
    Commit(std::sync::Arc<str>),
    #[error(transparent)]
    Shared(std::sync::Arc<StorageError>),
    #[error("the database holds a value that it must not hold, in {column}: {value}")]
    Inconsistent { column: &'static str, value: String },
    #[error("the database holds a value that it must not hold, in column {column}: {reason}")]
    Unreadable { column: String, reason: String },
    #[error("an entry of the audit needs a transaction that is committed together with what it records")]
    NoTransaction,
    #[error("the database could not be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    #[error(
        "the database is newer than this program (it knows migration {0}): install the version that made it, or restore a backup"
    )]
    Newer(i64),
    #[error("the database folder {folder} cannot be used: {error}. Create it, or let this user write there")]
    Folder { folder: String, error: std::io::Error },
    #[error("the folder {0} for the database does not exist: make it, or set database.url to the right one")]
    NoFolder(String),
    #[error(
        "there is no database at {0}: set database.url to the right one, or make one with `naklank migrate`"
    )]
    NoDatabase(String),
    #[error("`{0}` is no database address: it must begin with sqlite: or postgres:")]
    Address(String),
    #[error("the database was opened without a source of identifiers: a mistake in the program")]
    NoRowIds,
}

impl StorageError {
    /// Whether a later retry may succeed: the engine is busy, full, starting, unreachable or no longer the primary.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Database(error) => !matches!(
                error,
                sqlx::Error::RowNotFound | sqlx::Error::ColumnNotFound(_) | sqlx::Error::TypeNotFound { .. }
            ),
            Self::Commit(_) | Self::Unreachable(_) | Self::Certificate(_) | Self::TookTooLong => true,
            Self::Shared(error) => error.is_passing(),
            _ => false,
        }
    }
}

impl From<sqlx::Error> for StorageError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Io(ref cause) if is_about_a_certificate(cause) => Self::Certificate(error),
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => {
                Self::Unreachable(error)
            }
            sqlx::Error::ColumnDecode { index, source } => {
                Self::Unreadable { column: index.trim_matches('"').to_owned(), reason: source.to_string() }
            }
            error => Self::Database(error),
        }
    }
}

/// Whether a connection failed because the server's certificate could not be read or verified.
fn is_about_a_certificate(error: &std::io::Error) -> bool {
    let cause = error.get_ref().and_then(|cause| cause.downcast_ref::<tokio_rustls::rustls::Error>());
    matches!(cause, Some(tokio_rustls::rustls::Error::InvalidCertificate(_)))
}

/// What a storage function returns.
pub type Result<T> = std::result::Result<T, StorageError>;
