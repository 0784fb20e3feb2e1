//! A database as an earlier version left it: its schema, and rows as that version and those before wrote them.
//!
//! The rule: the rows of a version are in a file named as its migration, in SQL that both engines take but for what stands in
//! braces, and are never edited once a later migration is landed. Identifiers, hashes and tokens in them are literal, so that
//! another way to compute them is found.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use naklank::storage::engine::migrations;
use naklank::storage::{Db, Missing};
use sqlx::migrate::{Migration, Migrator};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};
use tempfile::TempDir;
use uuid::Uuid;

use crate::support::Backend;

pub struct Database {
    pub backend: Backend,
    pub url: String,
    pub folder: TempDir,
}

impl Database {
    pub async fn fresh(backend: Backend) -> Self {
        let folder = TempDir::new().unwrap();
        let url = backend.fresh_database(&folder).await;
        Self { backend, url, folder }
    }

    /// A fresh one with all migrations and no rows.
    pub async fn newest(backend: Backend) -> Self {
        let database = Self::fresh(backend).await;
        let db = database.open().await;
        migrations::migrate(&db).await.unwrap();
        db.close().await;
        database
    }

    /// One that each version up to `version` wrote its rows to.
    pub async fn at(backend: Backend, version: i64) -> Self {
        let database = Self::fresh(backend).await;
        let known = known(backend).await;
        let db = database.open().await;
        for (index, migration) in known.iter().enumerate().filter(|(_, known)| known.version <= version) {
            migrations::apply(&db, &known[..=index]).await.unwrap();
            database.run(&rows(backend, migration.version)).await;
        }
        db.close().await;
        database
    }

    pub async fn open(&self) -> Db {
        Db::open(&self.url, Missing::Made).await.unwrap()
    }

    /// What a query returns as text, on a connection of its own.
    pub async fn texts(&self, sql: &str) -> Vec<String> {
        let sql = AssertSqlSafe(sql.to_owned());
        match self.backend {
            Backend::Sqlite => {
                let mut connection = SqliteConnection::connect(&self.url).await.unwrap();
                sqlx::query_scalar(sql).fetch_all(&mut connection).await.unwrap()
            }
            Backend::Postgres => {
                let mut connection = PgConnection::connect(&self.url).await.unwrap();
                sqlx::query_scalar(sql).fetch_all(&mut connection).await.unwrap()
            }
        }
    }

    /// Runs statements on a connection of its own; none if the text holds only comments.
    pub async fn run(&self, statements: &str) {
        if !statements.lines().any(|line| !line.is_empty() && !line.starts_with("--")) {
            return;
        }
        let sql = AssertSqlSafe(statements.to_owned());
        match self.backend {
            Backend::Sqlite => {
                let mut connection = SqliteConnection::connect(&self.url).await.unwrap();
                sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
            }
            Backend::Postgres => {
                let mut connection = PgConnection::connect(&self.url).await.unwrap();
                sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
            }
        }
    }
}

/// The migrations as they are published, in their order.
pub async fn known(backend: Backend) -> Vec<Migration> {
    let migrator = Migrator::new(migrations_of(backend)).await.unwrap();
    let mut known: Vec<Migration> = migrator.iter().cloned().collect();
    known.sort_by_key(|migration| migration.version);
    known
}

pub async fn newest_version() -> i64 {
    known(Backend::Sqlite).await.last().unwrap().version
}

pub fn migrations_of(backend: Backend) -> PathBuf {
    let engine = if backend == Backend::Sqlite { "sqlite" } else { "postgres" };
    Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(engine)
}

fn rows_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/upkeep/upgrade/rows")
}

pub fn names_in(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// What a version wrote, in the SQL of an engine.
fn rows(backend: Backend, version: i64) -> String {
    let names = names_in(&rows_folder());
    let name = names.iter().find(|name| name.starts_with(&format!("{version:04}_")));
    let name = name.unwrap_or_else(|| panic!("no rows of version {version}"));
    filled(backend, &std::fs::read_to_string(rows_folder().join(name)).unwrap())
}

/// The text with `{id 7}`, `{uuid 834a709b-...}` and `{bytes 07ff}` as literals of the engine; other braces stay.
pub fn filled(backend: Backend, text: &str) -> String {
    let (mut filled, mut rest) = (String::new(), text);
    while let Some((before, from)) = rest.find('{').map(|at| rest.split_at(at)) {
        filled.push_str(before);
        let (literal, length) = literal(backend, from).unwrap_or_else(|| ("{".to_owned(), 1));
        filled.push_str(&literal);
        rest = &from[length..];
    }
    filled + rest
}

/// The literal for what stands in the braces at the start of a text, and its length there.
fn literal(backend: Backend, text: &str) -> Option<(String, usize)> {
    let (inside, _) = text.strip_prefix('{')?.split_once('}')?;
    let (kind, value) = inside.split_once(' ')?;
    let literal = match kind {
        "id" => uuid(backend, Uuid::from_u128(value.parse().ok()?)),
        "uuid" => uuid(backend, value.parse().ok()?),
        "bytes" if backend == Backend::Sqlite => format!("x'{value}'"),
        "bytes" => format!("'\\x{value}'::bytea"),
        _ => return None,
    };
    Some((literal, inside.len() + 2))
}

fn uuid(backend: Backend, id: Uuid) -> String {
    match backend {
        Backend::Sqlite => format!("x'{}'", id.simple()),
        Backend::Postgres => format!("'{id}'::uuid"),
    }
}

#[test]
fn every_migration_has_the_rows_that_its_version_wrote() {
    assert_eq!(
        names_in(&rows_folder()),
        names_in(&migrations_of(Backend::Sqlite)),
        "put the rows that the new version writes into tests/it/upkeep/upgrade/rows/, in a file named as the migration; \
         a version that changed no table has a comment that says so"
    );
}

#[test]
fn what_stands_in_braces_is_a_literal_of_the_engine() {
    let text = "VALUES ({id 255}, {bytes 07ff}, '{\"a\": {\"b\": 1}}');";
    let sqlite = "VALUES (x'000000000000000000000000000000ff', x'07ff', '{\"a\": {\"b\": 1}}');";
    let postgres =
        "VALUES ('00000000-0000-0000-0000-0000000000ff'::uuid, '\\x07ff'::bytea, '{\"a\": {\"b\": 1}}');";
    assert_eq!(filled(Backend::Sqlite, text), sqlite);
    assert_eq!(filled(Backend::Postgres, text), postgres);
}
