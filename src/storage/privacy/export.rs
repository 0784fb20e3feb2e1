//! Reads the rows of a person for an export, as the map says.
//!
//! The rule: a column that the map shows is read, whatever it is; one that cannot be read is an error and not left out.

use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, ColumnIndex, Decode, Type};
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::privacy::held::{Part, Record, Value};
use crate::domain::privacy::map::{Kind, Link, Table, of_customers};
use crate::storage::engine::columns::{lookups, numbered};
use crate::storage::privacy::person::PersonRows;
use crate::storage::{Result, Tx, with_conn};

/// A column that is shown, and how it is read.
type Shown = (&'static str, Kind);

/// Everything that is held of a person; tables without a row are left out.
pub async fn held(tx: &mut Tx, person: &PersonRows) -> Result<Vec<Part>> {
    let mut parts = Vec::new();
    for table in of_customers() {
        let shown = shown(table);
        if shown.is_empty() {
            continue;
        }
        let records = match table.link {
            Link::Address(column) => by_address(tx, table, column, &shown, &person.address_hashes).await?,
            link => match person.keys(link) {
                Some((column, keys)) => by_key(tx, table, column, &shown, keys).await?,
                None => Vec::new(),
            },
        };
        if !records.is_empty() {
            parts.push(Part { name: table.name, records });
        }
    }
    Ok(parts)
}

fn shown(table: &Table) -> Vec<Shown> {
    let columns = table.columns.iter().filter_map(|columns| columns.shown.map(|kind| (columns, kind)));
    columns.flat_map(|(columns, kind)| columns.each().map(move |name| (name, kind))).collect()
}

fn select(table: &Table, shown: &[Shown]) -> String {
    let names: Vec<&str> = shown.iter().map(|(name, _)| *name).collect();
    format!("SELECT {} FROM {}", names.join(", "), table.name)
}

async fn by_key(
    tx: &mut Tx,
    table: &Table,
    column: &str,
    shown: &[Shown],
    keys: &[Uuid],
) -> Result<Vec<Record>> {
    let mut records = Vec::new();
    for chunk in lookups(keys) {
        let sql = format!("{} WHERE {column} IN ({})", select(table, shown), numbered(1, chunk.len()));
        let read: Vec<Record> = with_conn!(tx, |conn| {
            let query = sqlx::query(AssertSqlSafe(sql));
            let bound = chunk.iter().fold(query, |query, id| query.bind(*id));
            let rows = bound.fetch_all(conn).await?;
            rows.iter().map(|row| record(row, shown)).collect::<sqlx::Result<Vec<Record>>>()?
        });
        records.extend(read);
    }
    Ok(records)
}

async fn by_address(
    tx: &mut Tx,
    table: &Table,
    column: &str,
    shown: &[Shown],
    address_hashes: &[Vec<u8>],
) -> Result<Vec<Record>> {
    let mut records = Vec::new();
    for chunk in lookups(address_hashes) {
        let sql = format!("{} WHERE {column} IN ({})", select(table, shown), numbered(1, chunk.len()));
        let read: Vec<Record> = with_conn!(tx, |conn| {
            let query = sqlx::query(AssertSqlSafe(sql));
            let bound = chunk.iter().fold(query, |query, hash| query.bind(hash.clone()));
            let rows = bound.fetch_all(conn).await?;
            rows.iter().map(|row| record(row, shown)).collect::<sqlx::Result<Vec<Record>>>()?
        });
        records.extend(read);
    }
    Ok(records)
}

fn record<R: sqlx::Row>(row: &R, shown: &[Shown]) -> sqlx::Result<Record>
where
    &'static str: ColumnIndex<R>,
    for<'r> Option<String>: Decode<'r, R::Database> + Type<R::Database>,
    for<'r> Option<i64>: Decode<'r, R::Database> + Type<R::Database>,
    for<'r> Option<bool>: Decode<'r, R::Database> + Type<R::Database>,
    for<'r> Option<Timestamp>: Decode<'r, R::Database> + Type<R::Database>,
    for<'r> Option<NaiveDate>: Decode<'r, R::Database> + Type<R::Database>,
    for<'r> Option<Uuid>: Decode<'r, R::Database> + Type<R::Database>,
{
    let value = |name: &'static str, kind: Kind| -> sqlx::Result<Value> {
        let read = match kind {
            Kind::Text => row.try_get::<Option<String>, _>(name)?.map(Value::Text),
            Kind::Number => row.try_get::<Option<i64>, _>(name)?.map(Value::Number),
            Kind::Flag => row.try_get::<Option<bool>, _>(name)?.map(Value::Flag),
            Kind::Moment => row.try_get::<Option<Timestamp>, _>(name)?.map(Value::Moment),
            Kind::Day => row.try_get::<Option<NaiveDate>, _>(name)?.map(Value::Day),
            Kind::Id => row.try_get::<Option<Uuid>, _>(name)?.map(Value::Id),
        };
        Ok(read.unwrap_or(Value::Empty))
    };
    shown.iter().map(|(name, kind)| Ok((*name, value(name, *kind)?))).collect()
}
