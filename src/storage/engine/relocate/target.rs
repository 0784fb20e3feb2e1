//! The PostgreSQL that is copied to: whether it is fit and empty, its tables, and how rows get in and are read back.
//!
//! The rule: all rows come in by one transaction, one `COPY` for each table, so that PostgreSQL checks every reference and
//! nothing of a copy that breaks off remains.

use std::collections::BTreeMap;

use futures_util::TryStreamExt as _;
use sqlx::postgres::{PgConnection, PgRow};
use sqlx::{AssertSqlSafe, Row as _};

use crate::domain::upkeep::relocation::RowSum;
use crate::storage::engine::connection::Connection;
use crate::storage::engine::relocate::source::SourceRows;
use crate::storage::engine::relocate::table::Table;
use crate::storage::engine::relocate::value::Value;
use crate::storage::engine::relocate::{CopyError, new};
use crate::storage::{Db, Tx};

/// The oldest PostgreSQL that is copied to, as its `server_version_num`: the first that ends what a lost client began.
const OLDEST: i32 = 140_000;
/// The encoding that holds every text.
const ENCODING: &str = "UTF8";
/// The history of the migrations, and the facts about the installation.
const HISTORY: &str = "_sqlx_migrations";
const FACTS: &str = "installation";
/// How PostgreSQL's binary format for `COPY` begins (its mark, no flags, no extension) and ends.
const BEGIN: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
const END: [u8; 2] = (-1_i16).to_be_bytes();
/// Bytes that are collected before they are sent.
const AT_ONCE: usize = 64 * 1024;
/// Rows after which progress is told.
const TOLD_EVERY: usize = 1_000;

/// Whether a database can be copied to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetState {
    /// It holds nothing, or what a copy that broke off left.
    Free,
    /// A program has run on it.
    Installation,
    /// It holds tables of something else, such as this one.
    Foreign(String),
}

/// Refuses a server that is too old, and a database that cannot hold every text or has no schema in which tables may be made.
///
/// # Errors
/// See [`CopyError`].
pub async fn check_server(db: &Db) -> Result<(), CopyError> {
    let mut tx = db.read().await.map_err(new)?;
    let sql =
        "SELECT CAST(current_setting('server_version_num') AS INTEGER), current_setting('server_version'),
                   current_setting('server_encoding'), CAST(current_schema() AS TEXT),
                   has_schema_privilege(CAST(current_schema() AS TEXT), 'CREATE')";
    let (number, version, encoding, schema, may_create): (i32, String, String, Option<String>, Option<bool>) =
        sqlx::query_as(sql).fetch_one(server(&mut tx)?).await.map_err(new)?;
    tx.statement_done();
    if number < OLDEST {
        return Err(CopyError::TooOld(version));
    }
    if encoding != ENCODING {
        return Err(CopyError::Encoding(encoding));
    }
    let schema = schema.ok_or(CopyError::NoSchema)?;
    if may_create == Some(true) { Ok(()) } else { Err(CopyError::NoRights(schema)) }
}

/// What a database holds. `unfinished` is the fact that marks a copy that broke off.
///
/// # Errors
/// The database failed.
pub async fn state(db: &Db, unfinished: &str) -> Result<TargetState, CopyError> {
    let mut tx = db.read().await.map_err(new)?;
    let sql = "SELECT CAST(tablename AS TEXT) FROM pg_catalog.pg_tables
               WHERE schemaname = current_schema() ORDER BY tablename";
    let tables: Vec<String> = sqlx::query_scalar(sql).fetch_all(server(&mut tx)?).await.map_err(new)?;
    tx.statement_done();
    let is_there = |name: &str| tables.iter().any(|table| table == name);
    match tables.first() {
        Some(first) if !is_there(HISTORY) => Ok(TargetState::Foreign(first.clone())),
        // Migrations that broke off may not have come to the table of the facts.
        Some(_) if is_there(FACTS) => by_facts(&mut tx, unfinished).await,
        _ => Ok(TargetState::Free),
    }
}

/// Every program that runs on a database notes facts there first, so one without facts is empty.
async fn by_facts(tx: &mut Tx, unfinished: &str) -> Result<TargetState, CopyError> {
    let facts: Vec<String> =
        sqlx::query_scalar("SELECT name FROM installation").fetch_all(server(tx)?).await.map_err(new)?;
    tx.statement_done();
    let is_free = facts.is_empty() || facts.iter().any(|fact| fact == unfinished);
    Ok(if is_free { TargetState::Free } else { TargetState::Installation })
}

/// Waits for another copy into the same database, and makes sure that it left it free.
pub async fn claim(tx: &mut Tx, unfinished: &str) -> Result<(), CopyError> {
    run(tx, "LOCK TABLE installation IN SHARE ROW EXCLUSIVE MODE".to_owned()).await?;
    match by_facts(tx, unfinished).await? {
        TargetState::Free => Ok(()),
        _ => Err(CopyError::NotEmpty),
    }
}

/// The columns of every table, each with its type.
pub async fn columns(tx: &mut Tx) -> Result<BTreeMap<String, BTreeMap<String, String>>, CopyError> {
    let sql = "SELECT CAST(c.table_name AS TEXT), CAST(c.column_name AS TEXT), CAST(c.data_type AS TEXT)
               FROM information_schema.columns c JOIN information_schema.tables t
                   ON t.table_schema = c.table_schema AND t.table_name = c.table_name
               WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'";
    let rows: Vec<(String, String, String)> =
        sqlx::query_as(sql).fetch_all(server(tx)?).await.map_err(new)?;
    tx.statement_done();
    let mut columns: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for (table, column, kind) in rows {
        columns.entry(table).or_default().insert(column, kind);
    }
    Ok(columns)
}

/// Pairs of a table and one that its rows refer to.
pub async fn references(tx: &mut Tx) -> Result<Vec<(String, String)>, CopyError> {
    let sql = "SELECT CAST(child.relname AS TEXT), CAST(parent.relname AS TEXT)
               FROM pg_catalog.pg_constraint
                   JOIN pg_catalog.pg_class child ON child.oid = conrelid
                   JOIN pg_catalog.pg_class parent ON parent.oid = confrelid
                   JOIN pg_catalog.pg_namespace ON pg_namespace.oid = connamespace
               WHERE contype = 'f' AND nspname = current_schema()";
    let pairs = sqlx::query_as(sql).fetch_all(server(tx)?).await.map_err(new)?;
    tx.statement_done();
    Ok(pairs)
}

/// Removes what migrations and a copy that broke off left in a table.
pub async fn clear(tx: &mut Tx, table: &Table) -> Result<(), CopyError> {
    run(tx, format!("DELETE FROM {}", table.quoted())).await
}

/// Gives the planner what it needs to know of a table, which was empty a moment ago.
pub async fn analyze(tx: &mut Tx, table: &Table) -> Result<(), CopyError> {
    run(tx, format!("ANALYZE {}", table.quoted())).await
}

/// Copies rows into a table; returns how many PostgreSQL took. `told` is called with the rows done so far.
pub async fn write(
    tx: &mut Tx,
    table: &Table,
    rows: &mut SourceRows<'_>,
    told: impl Fn(usize) + Send,
) -> Result<u64, CopyError> {
    let sql = format!("COPY {} ({}) FROM STDIN (FORMAT binary)", table.quoted(), table.quoted_columns());
    let columns = i16::try_from(table.columns.len()).map_err(|_| CopyError::Layout(table.name.clone()))?;
    let mut writing = server(tx)?.copy_in_raw(&sql).await.map_err(new)?;
    let mut buffer = BEGIN.to_vec();
    let mut done: usize = 0;
    while let Some(values) = rows.next(table).await? {
        buffer.extend(columns.to_be_bytes());
        for (value, (name, _)) in values.iter().zip(&table.columns) {
            value.write_field(&mut buffer).map_err(|reason| table.unstorable(name, reason))?;
        }
        if buffer.len() >= AT_ONCE {
            writing.send(buffer.as_slice()).await.map_err(new)?;
            buffer.clear();
        }
        done += 1;
        if done.is_multiple_of(TOLD_EVERY) {
            told(done);
        }
    }
    buffer.extend(END);
    writing.send(buffer.as_slice()).await.map_err(new)?;
    let taken = writing.finish().await.map_err(new)?;
    tx.statement_done();
    Ok(taken)
}

/// Reads a table back; returns its count and checksum.
pub async fn sum(tx: &mut Tx, table: &Table, told: impl Fn(usize) + Send) -> Result<RowSum, CopyError> {
    let sql = format!("SELECT {} FROM {}", table.quoted_columns(), table.quoted());
    let mut sum = RowSum::default();
    let mut done: usize = 0;
    {
        let mut rows = sqlx::query(AssertSqlSafe(sql)).persistent(false).fetch(server(tx)?);
        while let Some(row) = rows.try_next().await.map_err(new)? {
            sum.add(&table.bytes_of(&values(&row, table)?));
            done += 1;
            if done.is_multiple_of(TOLD_EVERY) {
                told(done);
            }
        }
    }
    tx.statement_done();
    Ok(sum)
}

fn values(row: &PgRow, table: &Table) -> Result<Vec<Value>, CopyError> {
    let columns = table.columns.iter().enumerate();
    columns
        .map(|(at, (name, kind))| {
            decoded!(row, at, *kind).map_err(|error| new(table.unreadable(name, &error)))
        })
        .collect()
}

async fn run(tx: &mut Tx, sql: String) -> Result<(), CopyError> {
    sqlx::query(AssertSqlSafe(sql)).persistent(false).execute(server(tx)?).await.map_err(new)?;
    tx.statement_done();
    Ok(())
}

fn server(tx: &mut Tx) -> Result<&mut PgConnection, CopyError> {
    match tx.connection() {
        Connection::Postgres(connection) => Ok(connection),
        Connection::Sqlite(_) => Err(CopyError::NotPostgres),
    }
}
