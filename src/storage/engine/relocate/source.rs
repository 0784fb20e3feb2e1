//! The SQLite database that is copied from, held by this process alone.
//!
//! The rule: from the first statement to the last no other process has it open, so what is read is one state, and nothing is
//! written that the copy lacks. The lock is the operating system's: it ends with the process, however that ends.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use futures_util::TryStreamExt as _;
use futures_util::stream::BoxStream;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteLockingMode, SqliteRow, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Row as _};

use crate::domain::access::audit_chain::AuditEntry;
use crate::domain::upkeep::relocation::RowSum;
use crate::storage::engine::audit_chain;
use crate::storage::engine::connection::Connection;
use crate::storage::engine::relocate::table::Table;
use crate::storage::engine::relocate::value::{Kind, Value};
use crate::storage::engine::relocate::{CopyError, old};
use crate::storage::engine::sqlite::file::{self, Missing};

/// How long other processes have to let the database go.
const PATIENCE: Duration = Duration::from_secs(5);
/// Result codes of SQLite: another connection has a lock; their extended codes have more bits.
const BUSY: [i32; 2] = [5, 6];

/// The database, from [`Source::open`] on to the end of the process or to [`Source::close`].
pub struct Source {
    connection: SqliteConnection,
}

impl Source {
    /// Opens the database at an address like `sqlite:data/naklank.db` for this process alone.
    ///
    /// # Errors
    /// [`CopyError::InUse`] if another process has it open, and [`CopyError::NotSqlite`] for another address.
    pub async fn open(address: &str) -> Result<Self, CopyError> {
        let path = address.strip_prefix("sqlite:").ok_or(CopyError::NotSqlite)?;
        let path = Path::new(path.strip_prefix("//").unwrap_or(path));
        file::prepare(path, Missing::Refused).map_err(old)?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .locking_mode(SqliteLockingMode::Exclusive)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            .disable_statement_logging();
        let in_use =
            |error| if is_busy(&error) { CopyError::InUse(path.display().to_string()) } else { old(error) };
        let mut connection = options.connect().await.map_err(in_use)?;
        sqlx::query("BEGIN EXCLUSIVE").execute(&mut connection).await.map_err(in_use)?;
        Ok(Self { connection })
    }

    /// The columns of every table.
    pub async fn columns(&mut self) -> Result<BTreeMap<String, Vec<String>>, CopyError> {
        let sql = "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c
                   WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.cid";
        let rows: Vec<(String, String)> =
            sqlx::query_as(sql).fetch_all(&mut self.connection).await.map_err(old)?;
        let mut columns: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (table, column) in rows {
            columns.entry(table).or_default().push(column);
        }
        Ok(columns)
    }

    /// How many rows a table has.
    pub async fn count(&mut self, table: &Table) -> Result<usize, CopyError> {
        let sql = format!("SELECT COUNT(*) FROM {}", table.quoted());
        let count: i64 =
            sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut self.connection).await.map_err(old)?;
        Ok(usize::try_from(count).unwrap_or_default())
    }

    /// Reads a table row by row.
    pub fn rows(&mut self, table: &Table) -> SourceRows<'_> {
        let sql = format!("SELECT {} FROM {}", table.quoted_columns(), table.quoted());
        let query = sqlx::query(AssertSqlSafe(sql)).persistent(false);
        SourceRows { rows: query.fetch(&mut self.connection), sum: RowSum::default() }
    }

    /// The value of a fact about the installation.
    pub async fn fact(&mut self, name: &str) -> Result<Option<String>, CopyError> {
        sqlx::query_scalar("SELECT value FROM installation WHERE name = $1")
            .bind(name)
            .fetch_optional(&mut self.connection)
            .await
            .map_err(old)
    }

    /// Sets a fact about the installation, or removes it, writes down in the audit who did that, and makes both durable. Other
    /// processes stay locked out until [`Source::close`].
    pub async fn end_with_fact(
        &mut self,
        name: &str,
        value: Option<&str>,
        entry: AuditEntry,
    ) -> Result<(), CopyError> {
        sqlx::query("DELETE FROM installation WHERE name = $1")
            .bind(name)
            .execute(&mut self.connection)
            .await
            .map_err(old)?;
        if let Some(value) = value {
            sqlx::query("INSERT INTO installation (name, value) VALUES ($1, $2)")
                .bind(name)
                .bind(value)
                .execute(&mut self.connection)
                .await
                .map_err(old)?;
        }
        let connection = Connection::Sqlite(&mut self.connection);
        audit_chain::append(connection, &[entry]).await.map_err(CopyError::Old)?;
        sqlx::query("COMMIT").execute(&mut self.connection).await.map_err(old)?;
        Ok(())
    }

    /// Lets other processes open it again.
    pub async fn close(self) -> Result<(), CopyError> {
        self.connection.close().await.map_err(old)
    }
}

/// The rows of a table, one at a time, so that memory does not grow with the table.
pub struct SourceRows<'a> {
    rows: BoxStream<'a, sqlx::Result<SqliteRow>>,
    /// Over the rows that were read so far.
    pub sum: RowSum,
}

impl SourceRows<'_> {
    /// The values of the next row, in the order of the table's columns; `None` behind the last.
    pub async fn next(&mut self, table: &Table) -> Result<Option<Vec<Value>>, CopyError> {
        let Some(row) = self.rows.try_next().await.map_err(old)? else { return Ok(None) };
        let values = values(&row, table)?;
        self.sum.add(&table.bytes_of(&values));
        Ok(Some(values))
    }
}

fn values(row: &SqliteRow, table: &Table) -> Result<Vec<Value>, CopyError> {
    let mut values = Vec::with_capacity(table.columns.len());
    for (at, (name, kind)) in table.columns.iter().enumerate() {
        let is_boolean = *kind == Kind::Boolean;
        let read = decoded!(row, at, if is_boolean { Kind::Integer } else { *kind });
        let value = read.map_err(|error| old(table.unreadable(name, &error)))?;
        values.push(match value {
            Value::Integer(number) if is_boolean => {
                Value::boolean(number).map_err(|reason| table.unstorable(name, reason))?
            }
            value => value,
        });
    }
    Ok(values)
}

fn is_busy(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|error| error.code()?.parse::<i32>().ok());
    code.is_some_and(|code| BUSY.contains(&(code & 0xff)))
}
