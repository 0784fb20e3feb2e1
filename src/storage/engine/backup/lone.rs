//! One connection outside the pools, for as long as a copy takes.
//!
//! The rule: no request waits for it, and none of the limits for requests holds for it.

use std::path::Path;
use std::str::FromStr as _;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};

use crate::storage::engine::connection::Connection;
use crate::storage::{Result, with_conn};

/// How long it waits for a lock.
const PATIENCE: Duration = Duration::from_secs(30);

/// The connection; [`with_conn!`] runs on it.
pub enum Lone {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Lone {
    /// To an SQLite file that exists.
    pub async fn to_file(path: &Path, read_only: bool) -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(false)
            .read_only(read_only)
            .busy_timeout(PATIENCE)
            .disable_statement_logging();
        Ok(Self::Sqlite(options.connect().await?))
    }

    /// To a PostgreSQL server.
    pub async fn to_server(address: &str) -> Result<Self> {
        let options = PgConnectOptions::from_str(address)?.disable_statement_logging();
        Ok(Self::Postgres(options.connect().await?))
    }

    /// The engine's connection.
    pub fn connection(&mut self) -> Connection<'_> {
        match self {
            Self::Sqlite(connection) => Connection::Sqlite(connection),
            Self::Postgres(connection) => Connection::Postgres(connection),
        }
    }

    /// Does nothing: the connection belongs to no pool.
    pub fn statement_done(&mut self) {}

    /// Runs a statement that binds nothing; how many rows it changed.
    pub async fn run(&mut self, sql: String) -> std::result::Result<u64, sqlx::Error> {
        Ok(with_conn!(self, |conn| {
            sqlx::query(AssertSqlSafe(sql)).persistent(false).execute(conn).await?.rows_affected()
        }))
    }

    /// Ends the connection, and waits until its files are closed.
    pub async fn close(self) {
        let _ = match self {
            Self::Sqlite(connection) => connection.close().await,
            Self::Postgres(connection) => connection.close().await,
        };
    }
}

/// A name as it stands in SQL.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
