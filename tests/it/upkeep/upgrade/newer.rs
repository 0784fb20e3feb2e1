//! A database that a newer version brought up to date: every command refuses it with a sentence, and changes nothing.

use super::database::Database;
use super::kept::rows;
use super::schema::schema;
use crate::support::{Backend, process};

/// One command of each kind that opens the database.
const COMMANDS: [&str; 22] = [
    "serve",
    "migrate",
    "tick",
    "complaints import x.csv",
    "notifications import x.csv",
    "responses imports",
    "tallies check",
    "norms load-policy",
    "reports show 2025",
    "quality list 2026-01",
    "causes list",
    "improvements list",
    "questionnaires list",
    "texts show",
    "suppressions list",
    "audit head",
    "keys list",
    "users list",
    "privacy export a@example.org",
    "drill restore x.csv",
    "move --to postgres://naklank@localhost/other",
    "secret status",
];

/// Groups of commands that open no database of an installation, that take it as it is, or that end with another code.
const OTHERS: [&str; 6] = ["backup", "bounce", "config", "demo", "help", "restore"];

async fn every_command_refuses_a_newer_database(backend: Backend) {
    let database = Database::newest(backend).await;
    let future = "INSERT INTO _sqlx_migrations (version, description, installed_on, success, checksum, execution_time)
                  SELECT 9999, 'from the future', installed_on, success, checksum, 0 FROM _sqlx_migrations LIMIT 1";
    database.run(future).await;
    let before = (schema(&database).await, rows(&database).await);
    std::fs::write(database.folder.path().join("x.csv"), "reference,status\n").unwrap();
    let told = |command: &str, code: i32| {
        let arguments: Vec<&str> = command.split(' ').collect();
        let mut tried = process::command_on(&database.url, database.folder.path(), "file:outbox", &arguments);
        let output = tried.output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{command}: {output:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    for command in COMMANDS.iter() {
        let said = told(command, 1);
        let says_why = said.contains("the database is newer than this program (it knows migration 9999)");
        assert!(
            says_why && said.contains("install the version that made it, or restore a backup"),
            "{command}: {said}"
        );
    }
    // A mail server tries again later, when the right version is back.
    assert!(told("bounce", 75).contains("newer than this program"));
    assert_eq!((schema(&database).await, rows(&database).await), before, "nothing was changed");
}

#[tokio::test]
async fn every_command_refuses_a_newer_sqlite_database() {
    every_command_refuses_a_newer_database(Backend::Sqlite).await;
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn every_command_refuses_a_newer_postgresql_database() {
    every_command_refuses_a_newer_database(Backend::Postgres).await;
}

#[test]
fn a_command_of_each_group_is_tried() {
    let folder = tempfile::TempDir::new().unwrap();
    let help =
        process::command_on("sqlite:none.db", folder.path(), "file:outbox", &["--help"]).output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let listed = help.split("Commands:").nth(1).unwrap().split("Options:").next().unwrap();
    let groups = listed.lines().filter_map(|line| line.split_whitespace().next());
    let tried = |group: &str| COMMANDS.iter().any(|command| command.split(' ').next() == Some(group));
    let missing: Vec<&str> = groups.filter(|group| !tried(group) && !OTHERS.contains(group)).collect();
    assert_eq!(missing, [""; 0], "put one command of each group into COMMANDS");
}
