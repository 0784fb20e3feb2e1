//! What a transaction runs its statements on: a connection of either engine, for reading or for writing.
//!
//! The rule: [`with_conn!`](crate::storage::with_conn) runs on it; whatever else differs by engine is asked of it.

use sqlx::postgres::PgConnection;
use sqlx::sqlite::SqliteConnection;

use crate::storage::engine::columns::{nameless_rows, numbered_rows};
use crate::storage::engine::postgres_connections::LentConnection;
use crate::storage::engine::sqlite::readers::Reader;
use crate::storage::engine::sqlite::writer::Piece;

/// The connection of a statement, for [`with_conn!`](crate::storage::with_conn).
pub enum Connection<'a> {
    Sqlite(&'a mut SqliteConnection),
    Postgres(&'a mut PgConnection),
}

impl Connection<'_> {
    /// The same connection, for one statement of several.
    pub fn connection(&mut self) -> Connection<'_> {
        match self {
            Self::Sqlite(connection) => Connection::Sqlite(connection),
            Self::Postgres(connection) => Connection::Postgres(connection),
        }
    }

    /// Does nothing: who holds the connection marks the last statement.
    pub fn statement_done(&mut self) {}

    /// As [`HeldConnection::placeholders`].
    pub fn placeholders(&self, rows: usize, columns: usize) -> String {
        placeholders(matches!(self, Self::Postgres(_)), rows, columns)
    }
}

/// A connection that is held, and what for.
pub enum HeldConnection {
    SqliteRead(Reader),
    SqliteWrite(Piece),
    /// Each statement commits by itself.
    PostgresPlain(LentConnection),
    PostgresWrite(LentConnection),
}

impl HeldConnection {
    /// The engine's connection.
    pub fn connection(&mut self) -> Connection<'_> {
        match self {
            Self::SqliteRead(reader) => Connection::Sqlite(reader.connection()),
            Self::SqliteWrite(piece) => Connection::Sqlite(piece.connection()),
            Self::PostgresPlain(lent) | Self::PostgresWrite(lent) => Connection::Postgres(lent.connection()),
        }
    }

    /// Marks the statement as completed and its reply as read in full.
    pub fn statement_done(&mut self) {
        match self {
            Self::SqliteRead(_) | Self::SqliteWrite(_) => {}
            Self::PostgresPlain(lent) | Self::PostgresWrite(lent) => lent.statement_done(),
        }
    }

    /// Whether it leads to PostgreSQL, where others write at the same time.
    pub fn is_postgres(&self) -> bool {
        matches!(self, Self::PostgresPlain(_) | Self::PostgresWrite(_))
    }

    /// The placeholders of `rows` rows of `columns` columns, for an `INSERT` that binds nothing else.
    ///
    /// Differs by engine: for SQLite, the driver finds a numbered placeholder by walking all names before it, which for
    /// many rows takes longer than storing them.
    pub fn placeholders(&self, rows: usize, columns: usize) -> String {
        placeholders(self.is_postgres(), rows, columns)
    }
}

fn placeholders(is_postgres: bool, rows: usize, columns: usize) -> String {
    if is_postgres { numbered_rows(rows, columns) } else { nameless_rows(rows, columns) }
}
