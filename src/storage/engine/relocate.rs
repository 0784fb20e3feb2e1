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
mod target;
mod value;

use std::collections::BTreeMap;

pub use self::source::Source;
pub use self::target::{TargetState, check_server, state};
use self::value::{Kind, Unstorable, Value};
use crate::domain::upkeep::relocation::{CopiedTable, RowSum, copy_order};
use crate::storage::engine::{installation, migrations};
use crate::storage::{Db, StorageError};

/// Tables whose rows each engine has of its own: the history of its migrations, and the rows that only PostgreSQL locks.
pub const OF_THE_ENGINE: [&str; 2] = ["_sqlx_migrations", "turns"];

/// Why a database was not copied.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    #[error("the old database: {0}")]
    Old(StorageError),
    #[error("the new database: {0}")]
    New(StorageError),
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

/// A table that is copied.
#[derive(Clone, Debug)]
pub struct Table {
    name: String,
    /// With their kinds, in the order in which they are read and written.
    columns: Vec<(String, Kind)>,
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
    for table in tables.iter().rev() {
        target::clear(&mut tx, table).await?;
    }
    let mut copied = Vec::with_capacity(tables.len());
    let mut done: usize = 0;
    for table in &tables {
        let mut rows = source.rows(table);
        let count = |of_table: usize| told(Stage::Copying, done + of_table, all);
        let taken = target::write(&mut tx, table, &mut rows, count).await?;
        let rows = rows.sum;
        table.require_same(rows, taken, true)?;
        done += as_size(rows.rows);
        told(Stage::Copying, done, all);
        copied.push(CopiedTable { name: table.name.clone(), rows });
    }
    done = 0;
    for (table, copied) in tables.iter().zip(&copied) {
        let count = |of_table: usize| told(Stage::Comparing, done + of_table, all);
        let found = target::sum(&mut tx, table, count).await?;
        table.require_same(copied.rows, found.rows, found == copied.rows)?;
        target::analyze(&mut tx, table).await?;
        done += as_size(found.rows);
        told(Stage::Comparing, done, all);
    }
    installation::set(&mut tx, unfinished, "true").await.map_err(new)?;
    tx.commit().await.map_err(new)?;
    Ok(copied)
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

/// The tables that both databases have, with the columns of both.
fn layout(
    ours: &BTreeMap<String, Vec<String>>,
    theirs: &BTreeMap<String, BTreeMap<String, String>>,
) -> Result<Vec<Table>, CopyError> {
    let is_copied = |name: &&String| !OF_THE_ENGINE.contains(&name.as_str());
    if let Some(other) = theirs.keys().filter(is_copied).find(|name| !ours.contains_key(*name)) {
        return Err(CopyError::Layout(format!("{other} is in the new one only")));
    }
    ours.keys().filter(is_copied).map(|name| table(name, ours, theirs)).collect()
}

fn table(
    name: &str,
    ours: &BTreeMap<String, Vec<String>>,
    theirs: &BTreeMap<String, BTreeMap<String, String>>,
) -> Result<Table, CopyError> {
    let (ours, types) = match (ours.get(name), theirs.get(name)) {
        (Some(ours), Some(types)) if ours.len() == types.len() => (ours, types),
        _ => return Err(CopyError::Layout(name.to_owned())),
    };
    let columns = ours.iter().map(|column| {
        let kind = types.get(column).and_then(|kind| Kind::of_type(kind));
        let known = kind.map(|kind| (column.clone(), kind));
        known.ok_or_else(|| CopyError::Layout(format!("{name}.{column}")))
    });
    Ok(Table { name: name.to_owned(), columns: columns.collect::<Result<_, CopyError>>()? })
}

fn in_order(tables: Vec<Table>, references: &[(String, String)]) -> Result<Vec<Table>, CopyError> {
    let names: Vec<String> = tables.iter().map(|table| table.name.clone()).collect();
    let circle = || CopyError::Layout("tables refer to each other in a circle".to_owned());
    let order = copy_order(&names, references).ok_or_else(circle)?;
    let mut by_name: BTreeMap<String, Table> =
        tables.into_iter().map(|table| (table.name.clone(), table)).collect();
    Ok(order.iter().filter_map(|name| by_name.remove(name)).collect())
}

impl Table {
    fn quoted(&self) -> String {
        quoted(&self.name)
    }

    fn quoted_columns(&self) -> String {
        self.columns.iter().map(|(name, _)| quoted(name)).collect::<Vec<_>>().join(", ")
    }

    /// The bytes of a row for its checksum.
    fn bytes_of(&self, values: &[Value]) -> Vec<u8> {
        let mut bytes = Vec::new();
        values.iter().for_each(|value| value.write_for_checksum(&mut bytes));
        bytes
    }

    fn unreadable(&self, column: &str, error: &sqlx::Error) -> StorageError {
        StorageError::Unreadable { column: format!("{}.{column}", self.name), reason: error.to_string() }
    }

    fn unstorable(&self, column: &str, reason: Unstorable) -> CopyError {
        CopyError::Unstorable { table: self.name.clone(), column: column.to_owned(), reason }
    }

    fn require_same(&self, read: RowSum, stored: u64, is_sum_same: bool) -> Result<(), CopyError> {
        if read.rows == stored && is_sum_same {
            return Ok(());
        }
        let sums = if is_sum_same { "equal" } else { "not equal" };
        Err(CopyError::Differs { table: self.name.clone(), read: read.rows, stored, sums })
    }
}

/// A name of a table or column in SQL of either engine.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn old(error: impl Into<StorageError>) -> CopyError {
    CopyError::Old(error.into())
}

fn new(error: impl Into<StorageError>) -> CopyError {
    CopyError::New(error.into())
}
