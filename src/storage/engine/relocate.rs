//! Copies every table of a SQLite database into an empty PostgreSQL, and compares what arrived.
//!
//! The rule: no table and no column that is copied is named here. The databases tell which they have; where they do not tell
//! the same, nothing is copied.

/// The value of a column by its kind, decoded by the driver of the row's engine.
macro_rules! decoded {
    ($row:expr, $at:expr, $kind:expr) => {{
        use $crate::storage::engine::relocate::value::{Kind, Value};
        let value = match $kind {
            Kind::Text => $row.try_get::<Option<String>, _>($at).map(|value| value.map(Value::Text)),
            Kind::Bytes => $row.try_get::<Option<Vec<u8>>, _>($at).map(|value| value.map(Value::Bytes)),
            Kind::Integer => $row.try_get::<Option<i64>, _>($at).map(|value| value.map(Value::Integer)),
            Kind::Real => $row.try_get::<Option<f64>, _>($at).map(|value| value.map(Value::Real)),
            Kind::Boolean => $row.try_get::<Option<bool>, _>($at).map(|value| value.map(Value::Boolean)),
            Kind::Day => $row.try_get::<Option<chrono::NaiveDate>, _>($at).map(|value| value.map(Value::Day)),
            Kind::Moment => $row
                .try_get::<Option<$crate::domain::Timestamp>, _>($at)
                .map(|value| value.map(Value::moment)),
            Kind::Id => $row.try_get::<Option<uuid::Uuid>, _>($at).map(|value| value.map(Value::Id)),
        };
        value.map(|value| value.unwrap_or(Value::Null))
    }};
}

mod source;
mod table;
mod target;
mod value;

pub use self::source::Source;
use self::table::{Table, in_order, layout};
pub use self::target::{TargetState, check_server, state};
use self::value::Unstorable;
use crate::domain::upkeep::relocation::CopiedTable;
use crate::storage::engine::{installation, migrations};
use crate::storage::{Db, StorageError, Tx};

/// Tables whose rows each engine has of its own: the history of its migrations, and the rows that only PostgreSQL locks.
pub const OF_THE_ENGINE: [&str; 2] = ["_sqlx_migrations", "turns"];

/// Why a database was not copied.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    #[error("the old database: {0}")]
    Old(StorageError),
    #[error(
        "the new database: {0}. Nothing was moved, and the old database is as it was and the one in use: once that is mended, type the same command again"
    )]
    New(StorageError),
    #[error(
        "the disk of the new database is full. Nothing was moved, and the old database is as it was and the one in use: make room there, for more than the old database takes, and type the same command again"
    )]
    NoSpace,
    #[error("only a SQLite database can be moved")]
    NotSqlite,
    #[error("a database can be moved to PostgreSQL only")]
    NotPostgres,
    #[error(
        "another process has the database {0} open: stop the program first, so that nothing is written to it during the move"
    )]
    InUse(String),
    #[error(
        "the new database is PostgreSQL {0}, and 14 is the oldest that can be moved to: name a newer server"
    )]
    TooOld(String),
    #[error(
        "the new database has the encoding {0}, which cannot hold every text: make one with ENCODING 'UTF8'"
    )]
    Encoding(String),
    #[error(
        "the new database has no schema to make tables in: make the one that search_path names, or leave search_path out"
    )]
    NoSchema,
    #[error(
        "the user of the new database may not make tables in the schema {0}: GRANT CREATE ON SCHEMA {0} to it"
    )]
    NoRights(String),
    #[error(
        "the new database already holds an installation: name an empty database, or an empty schema of its own"
    )]
    NotEmpty,
    #[error(
        "the two databases do not have the same tables and columns ({0}): name an empty database, or an empty schema of its own"
    )]
    Layout(String),
    #[error(
        "{table}.{column} of the old database holds {reason}: PostgreSQL cannot hold it; change it there and try again"
    )]
    Unstorable { table: String, column: String, reason: Unstorable },
    #[error(
        "of {table} {read} rows were read and {stored} stored, and their checksums are {sums}: nothing was moved"
    )]
    Differs { table: String, read: u64, stored: u64, sums: &'static str },
}

/// How far a copy is: what is done with the rows, how many are done, and of how many.
pub type CopyTold<'a> = &'a (dyn Fn(Stage, usize, usize) + Send + Sync);

/// What is done with the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Copying,
    Comparing,
}

/// Copies everything into a database that [`state`] finds free, and compares it there, in one transaction. From before it on
/// the new database holds the fact `unfinished`, which the caller removes once nothing is left to check.
///
/// # Errors
/// See [`CopyError`]; then the new database holds no rows but that fact and those of its engine.
pub async fn copy(
    source: &mut Source,
    target: &Db,
    unfinished: &str,
    told: CopyTold<'_>,
) -> Result<Vec<CopiedTable>, CopyError> {
    migrations::migrate(target).await.map_err(new)?;
    reserve(target, unfinished).await?;
    let mut tx = target.write().await.map_err(new)?;
    target::claim(&mut tx, unfinished).await?;
    let tables = layout(&source.columns().await?, &target::columns(&mut tx).await?)?;
    let tables = in_order(tables, &target::references(&mut tx).await?)?;
    let mut all: usize = 0;
    for table in &tables {
        all += source.count(table).await?;
    }
    let copied = write_all(source, &mut tx, &tables, &|done| told(Stage::Copying, done, all)).await?;
    compare_all(&mut tx, &tables, &copied, &|done| told(Stage::Comparing, done, all)).await?;
    installation::set(&mut tx, unfinished, "true").await.map_err(new)?;
    tx.commit().await.map_err(new)?;
    Ok(copied)
}

/// Replaces what is in the tables of the new database, which stand behind those that they refer to; returns what was read.
async fn write_all(
    source: &mut Source,
    tx: &mut Tx,
    tables: &[Table],
    told: &(dyn Fn(usize) + Send + Sync),
) -> Result<Vec<CopiedTable>, CopyError> {
    for table in tables.iter().rev() {
        target::clear(tx, table).await?;
    }
    let mut copied = Vec::with_capacity(tables.len());
    let mut done: usize = 0;
    for table in tables {
        let mut rows = source.rows(table);
        let taken = target::write(tx, table, &mut rows, |of_table| told(done + of_table)).await?;
        let rows = rows.sum;
        table.require_same(rows, taken, true)?;
        done += as_size(rows.rows);
        told(done);
        copied.push(CopiedTable { name: table.name.clone(), rows });
    }
    Ok(copied)
}

/// Reads everything back, and lets PostgreSQL count what its planner needs to know.
async fn compare_all(
    tx: &mut Tx,
    tables: &[Table],
    copied: &[CopiedTable],
    told: &(dyn Fn(usize) + Send + Sync),
) -> Result<(), CopyError> {
    let mut done: usize = 0;
    for (table, copied) in tables.iter().zip(copied) {
        let found = target::sum(tx, table, |of_table| told(done + of_table)).await?;
        table.require_same(copied.rows, found.rows, found == copied.rows)?;
        target::analyze(tx, table).await?;
        done += as_size(found.rows);
        told(done);
    }
    Ok(())
}

/// Marks the new database before anything is in it, so that no program starts on it as a new installation meanwhile.
async fn reserve(target: &Db, unfinished: &str) -> Result<(), CopyError> {
    let mut tx = target.write().await.map_err(new)?;
    target::claim(&mut tx, unfinished).await?;
    installation::set(&mut tx, unfinished, "true").await.map_err(new)?;
    tx.commit().await.map_err(new)
}

fn as_size(rows: u64) -> usize {
    usize::try_from(rows).unwrap_or(usize::MAX)
}

fn old(error: impl Into<StorageError>) -> CopyError {
    CopyError::Old(error.into())
}

fn new(error: impl Into<StorageError>) -> CopyError {
    let error = error.into();
    if is_full(&error) { CopyError::NoSpace } else { CopyError::New(error) }
}

/// Whether PostgreSQL had no room left on its disk.
fn is_full(error: &StorageError) -> bool {
    /// SQLSTATE `disk_full`.
    const DISK_FULL: &str = "53100";
    let (StorageError::Database(cause) | StorageError::Unreachable(cause)) = error else { return false };
    cause.as_database_error().is_some_and(|error| error.code().is_some_and(|code| code == DISK_FULL))
}
