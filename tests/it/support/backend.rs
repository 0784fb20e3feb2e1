//! A fresh database for each test.

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tempfile::TempDir;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

impl Backend {
    /// The URL of an empty database: a file in the folder, or a schema in the test run's cluster.
    pub async fn fresh_database(self, folder: &TempDir) -> String {
        match self {
            Self::Sqlite => format!("sqlite:{}", folder.path().join("naklank.db").display()),
            Self::Postgres => fresh_schema(folder).await,
        }
    }
}

async fn fresh_schema(folder: &TempDir) -> String {
    let cluster = cluster();
    let unique = folder.path().file_name().unwrap().to_str().unwrap();
    let schema: String = unique
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' })
        .collect();
    let schema = format!("t{}_{schema}", std::process::id());
    let mut connection = PgConnection::connect(&cluster).await.unwrap();
    sqlx::query(AssertSqlSafe(format!("CREATE SCHEMA {schema}"))).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    format!("{cluster}?application_name={schema}&options=-c%20search_path%3D{schema}")
}

#[expect(clippy::disallowed_methods, reason = "tests/run tells where its cluster listens")]
pub fn cluster() -> String {
    std::env::var("NAKLANK_TEST_POSTGRES").expect("NAKLANK_TEST_POSTGRES is set by tests/run")
}
