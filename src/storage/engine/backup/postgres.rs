//! A dump of a PostgreSQL schema, and a place to restore one into.
//!
//! The rule: the rows are counted in the very snapshot that is dumped; a restore is one transaction, into a schema without
//! tables. A schema that is not there is made right before that transaction, and goes again when it fails.

use std::path::Path;

use sqlx::AssertSqlSafe;

use crate::storage::engine::backup::CopyError;
use crate::storage::engine::backup::contents::{Contents, contents, tables};
use crate::storage::engine::backup::lone::{Lone, quoted};
use crate::storage::engine::backup::postgres_address::PostgresAddress;
use crate::storage::engine::backup::tools::{self, Tool};
use crate::storage::with_conn;

/// SQLSTATE of what a user may not do.
const NOT_ALLOWED: &str = "42501";

/// A schema without tables, to restore into.
pub struct Place {
    address: String,
    schema: String,
    /// Whether the schema is there.
    is_there: bool,
    restorer: Tool,
}

/// Dumps the schema of this address, whatever others write meanwhile.
///
/// # Errors
/// See [`CopyError`].
pub async fn copy(address: &str, to: &Path) -> Result<Contents, CopyError> {
    let mut lone = Lone::to_server(address).await?;
    let dumped = dump(&mut lone, address, to).await;
    lone.close().await;
    dumped
}

async fn dump(lone: &mut Lone, address: &str, to: &Path) -> Result<Contents, CopyError> {
    let tool = tools::find("pg_dump", server_version(lone).await?)?;
    lone.run("SET idle_in_transaction_session_timeout = 0".to_owned()).await?;
    lone.run("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY".to_owned()).await?;
    let snapshot = scalar(lone, "SELECT pg_export_snapshot()".to_owned()).await?;
    let found = contents(lone).await?;
    let schema = found.postgres_schema.clone().unwrap_or_default();
    let arguments = vec![
        "--format=custom".to_owned(),
        // The archive around it is compressed once.
        "--compress=0".to_owned(),
        "--no-owner".to_owned(),
        "--no-privileges".to_owned(),
        // A pattern, in which quotes keep everything as it is.
        format!("--schema={}", quoted(&schema)),
        format!("--snapshot={snapshot}"),
        format!("--file={}", to.display()),
    ];
    run(tool, address, arguments).await?;
    Ok(found)
}

/// Makes sure that the address leads to this schema and that it has no tables. One that is not there can be made, and is not made
/// yet: much can fail before it is needed.
///
/// # Errors
/// See [`CopyError`].
pub async fn place(address: &str, schema: &str) -> Result<Place, CopyError> {
    let mut lone = Lone::to_server(address).await?;
    let found = place_on(&mut lone, address, schema).await;
    lone.close().await;
    found
}

async fn place_on(lone: &mut Lone, address: &str, schema: &str) -> Result<Place, CopyError> {
    let restorer = tools::find("pg_restore", server_version(lone).await?)?;
    let ours = scalar(lone, "SELECT COALESCE(current_schema()::text, '')".to_owned()).await?;
    let is_there = ours == schema;
    if !is_there && !can_be_made(lone, schema).await? {
        let ours = if ours.is_empty() { "none".to_owned() } else { ours };
        return Err(CopyError::AnotherSchema { theirs: schema.to_owned(), ours });
    }
    let counting = "SELECT COUNT(*)::text FROM pg_catalog.pg_class
                  WHERE relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = current_schema()) AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f')";
    let tables = scalar(lone, counting.to_owned()).await?;
    if is_there && tables != "0" {
        return Err(CopyError::NotEmpty(format!(
            "the schema {schema} of this database has tables already ({tables}): restore into an empty database or schema"
        )));
    }
    Ok(Place { address: address.to_owned(), schema: schema.to_owned(), is_there, restorer })
}

/// Whether a schema can be made and is then the one that the address leads to; makes it and takes that back.
async fn can_be_made(lone: &mut Lone, schema: &str) -> Result<bool, CopyError> {
    lone.run("BEGIN".to_owned()).await?;
    let made = lone.run(format!("CREATE SCHEMA IF NOT EXISTS {}", quoted(schema))).await;
    let now = match made {
        Ok(_) => scalar(lone, "SELECT COALESCE(current_schema()::text, '')".to_owned()).await?,
        Err(_) => String::new(),
    };
    lone.run("ROLLBACK".to_owned()).await?;
    Ok(now == schema)
}

impl Place {
    /// Restores a dump, all of it or nothing; returns the schema that was made for it.
    ///
    /// # Errors
    /// See [`CopyError`].
    pub async fn restore(self, from: &Path) -> Result<Option<String>, CopyError> {
        let database = PostgresAddress::parse(&self.address)?.database();
        let arguments = vec![
            "--single-transaction".to_owned(),
            "--exit-on-error".to_owned(),
            "--no-owner".to_owned(),
            "--no-privileges".to_owned(),
            format!("--schema={}", self.schema),
            format!("--dbname={database}"),
            from.display().to_string(),
        ];
        if !self.is_there {
            make_schema(&self.address, &self.schema).await?;
        }
        let made = (!self.is_there).then_some(self.schema);
        let restored = run(self.restorer, &self.address, arguments).await;
        if restored.is_err() {
            // What the tool said tells more than why this failed.
            let _ = drop_schema(&self.address, made.as_deref()).await;
        }
        restored.map(|()| made)
    }
}

async fn make_schema(address: &str, schema: &str) -> Result<(), CopyError> {
    let mut lone = Lone::to_server(address).await?;
    let made = lone.run(format!("CREATE SCHEMA {}", quoted(schema))).await;
    lone.close().await;
    made?;
    Ok(())
}

/// Removes a schema that was made for a restore and that holds nothing.
async fn drop_schema(address: &str, made: Option<&str>) -> Result<(), CopyError> {
    let Some(schema) = made else { return Ok(()) };
    let mut lone = Lone::to_server(address).await?;
    let dropped = lone.run(format!("DROP SCHEMA {}", quoted(schema))).await;
    lone.close().await;
    dropped?;
    Ok(())
}

/// Removes all tables of the schema of this address, and what depends on them, and the schema itself if it was `made`. Only for a
/// schema that had no tables before a restore put them there: those that a migration added since are not in the backup's manifest.
///
/// # Errors
/// The database failed.
pub async fn remove_restored(address: &str, made: Option<&str>) -> Result<(), CopyError> {
    let mut lone = Lone::to_server(address).await?;
    let dropped = drop_tables(&mut lone).await;
    lone.close().await;
    dropped?;
    drop_schema(address, made).await
}

async fn drop_tables(lone: &mut Lone) -> Result<(), CopyError> {
    let names: Vec<String> = tables(lone).await?.iter().map(|table| quoted(table)).collect();
    if !names.is_empty() {
        lone.run(format!("DROP TABLE IF EXISTS {} CASCADE", names.join(", "))).await?;
    }
    Ok(())
}

/// Makes a database beside that of the address, and gives its address.
///
/// # Errors
/// [`CopyError::MayNotCreate`], or the database failed.
pub async fn make_database(address: &str, name: &str) -> Result<String, CopyError> {
    let mut lone = Lone::to_server(address).await?;
    let made = lone.run(format!("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", quoted(name))).await;
    lone.close().await;
    match made {
        Ok(_) => Ok(PostgresAddress::parse(address)?.with_database(name)),
        Err(error) => {
            let may_not = error
                .as_database_error()
                .is_some_and(|error| error.code().is_some_and(|code| code == NOT_ALLOWED));
            Err(if may_not { CopyError::MayNotCreate } else { error.into() })
        }
    }
}

/// Removes a database that [`make_database`] made.
///
/// # Errors
/// The database failed.
pub async fn drop_database(address: &str, name: &str) -> Result<(), CopyError> {
    let mut lone = Lone::to_server(address).await?;
    let dropped = lone.run(format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", quoted(name))).await;
    lone.close().await;
    dropped?;
    Ok(())
}

/// The databases on the server that belong to the user of the address.
///
/// # Errors
/// The database failed.
pub async fn own_databases(address: &str) -> Result<Vec<String>, CopyError> {
    let mut lone = Lone::to_server(address).await?;
    let found = names_of_databases(&mut lone).await;
    lone.close().await;
    found
}

async fn names_of_databases(lone: &mut Lone) -> Result<Vec<String>, CopyError> {
    let sql = "SELECT datname::text FROM pg_catalog.pg_database WHERE pg_catalog.pg_get_userbyid(datdba) = current_user";
    Ok(with_conn!(lone, |conn| sqlx::query_scalar(sql).persistent(false).fetch_all(conn).await?))
}

/// The major version of the server.
async fn server_version(lone: &mut Lone) -> Result<u32, CopyError> {
    let number = scalar(lone, "SELECT current_setting('server_version_num')".to_owned()).await?;
    Ok(number.parse::<u32>().unwrap_or_default() / 10_000)
}

async fn scalar(lone: &mut Lone, sql: String) -> Result<String, CopyError> {
    Ok(with_conn!(lone, |conn| {
        sqlx::query_scalar(AssertSqlSafe(sql)).persistent(false).fetch_one(conn).await?
    }))
}

/// Runs a tool on a thread that may block.
async fn run(tool: Tool, address: &str, arguments: Vec<String>) -> Result<(), CopyError> {
    let address = PostgresAddress::parse(address)?;
    let name = tool.name();
    let ran = tokio::task::spawn_blocking(move || tool.run(&address, &arguments)).await;
    let said = |panicked| std::io::Error::from(panicked).to_string();
    ran.unwrap_or_else(|panicked| Err(CopyError::Tool { tool: name, said: said(panicked) }))
}
