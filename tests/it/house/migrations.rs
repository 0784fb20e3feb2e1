//! The two folders of migrations give the same schema.

use std::collections::BTreeSet;
use std::path::Path;

use naklank::domain::asking::invitation::State;
use naklank::domain::complaints::fields::StatusName;
use naklank::domain::follow_ups::entry::EntryKind;
use naklank::domain::follow_ups::outcome::FollowUpOutcome;
use naklank::domain::insight::theme::check::Judgement;
use naklank::domain::norms::norm::DecisionKind;
use naklank::domain::reporting::assessment;
use naklank::domain::reporting::edition::WithdrawalReason;
use naklank::domain::sending::message::{MessageKind, MessageState};
use naklank::statistics::verdict::Verdict;
use naklank::storage::access::audit_chain;
use naklank::storage::answering::responses;
use naklank::storage::asking::invitations;
use naklank::storage::engine::migrations;
use naklank::storage::insight::{counts, tallies};
use naklank::storage::sending::outbox::Queue;
use naklank::storage::sending::{self, messages, suppressions};
use naklank::storage::{Db, Missing, StorageError, complaints};
use secrecy::ExposeSecret as _;
use sqlx::{Connection as _, PgConnection, SqliteConnection};

use crate::support::{Backend, TestApp, on_both_engines};

/// Table, column, and whether it is nullable.
type Columns = BTreeSet<(String, String, bool)>;

async fn sqlite_columns(url: &str) -> Columns {
    let query = "SELECT m.name, c.name, c.\"notnull\" = 0 FROM sqlite_schema m, pragma_table_info(m.name) c
                 WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE '_sqlx%'";
    let mut connection = SqliteConnection::connect(url).await.unwrap();
    sqlx::query_as(query).fetch_all(&mut connection).await.unwrap().into_iter().collect()
}

async fn postgres_columns(url: &str) -> Columns {
    let query =
        "SELECT table_name::text, column_name::text, is_nullable = 'YES' FROM information_schema.columns
                 WHERE table_schema = current_schema() AND table_name NOT LIKE '\\_sqlx%'";
    let mut connection = PgConnection::connect(url).await.unwrap();
    sqlx::query_as(query).fetch_all(&mut connection).await.unwrap().into_iter().collect()
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn both_engines_have_the_same_tables_columns_and_nullability() {
    let sqlite = TestApp::start(Backend::Sqlite).await;
    let postgres = TestApp::start(Backend::Postgres).await;
    let ours = sqlite_columns(sqlite.app.config.database.url.expose_secret()).await;
    let theirs = postgres_columns(postgres.app.config.database.url.expose_secret()).await;
    assert!(ours.len() > 100, "the tables are there");
    assert_eq!(ours, theirs);
}

#[test]
fn both_folders_hold_the_same_migrations_in_sequence() {
    let names = |engine: &str| -> Vec<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(engine);
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names("sqlite"), names("postgres"));
    for (index, name) in names("sqlite").iter().enumerate() {
        assert!(name.starts_with(&format!("{:04}_", index + 1)), "{name} is out of sequence");
    }
}

/// Every column of a state, with its states.
fn states() -> [(&'static str, &'static str, Vec<&'static str>); 13] {
    [
        ("complaints", "status", StatusName::NAMES.to_vec()),
        ("invitations", "state", State::NAMES.to_vec()),
        ("messages", "kind", MessageKind::NAMES.to_vec()),
        ("messages", "state", MessageState::NAMES.to_vec()),
        ("staff_mails", "state", MessageState::NAMES.to_vec()),
        ("norm_decisions", "kind", DecisionKind::NAMES.to_vec()),
        ("kpi_verdicts", "verdict", Verdict::ALL.map(Verdict::name).to_vec()),
        ("norm_verdicts", "verdict", Verdict::ALL.map(Verdict::name).to_vec()),
        ("follow_ups", "outcome", FollowUpOutcome::NAMES.to_vec()),
        ("follow_up_notes", "kind", EntryKind::NAMES.to_vec()),
        ("theme_check_hits", "judgement", Judgement::NAMES.to_vec()),
        ("policy_assessments", "judgement", assessment::Judgement::NAMES.to_vec()),
        ("report_editions", "withdrawn_for", WithdrawalReason::NAMES.to_vec()),
    ]
}

/// The definition of a table's constraints, as its engine tells it.
async fn constraints(app: &TestApp, table: &str) -> String {
    let url = app.app.config.database.url.expose_secret();
    match app.backend {
        Backend::Sqlite => {
            let mut connection = SqliteConnection::connect(url).await.unwrap();
            let sql = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = $1";
            sqlx::query_scalar(sql).bind(table).fetch_one(&mut connection).await.unwrap()
        }
        Backend::Postgres => {
            let mut connection = PgConnection::connect(url).await.unwrap();
            let sql = "SELECT string_agg(pg_get_constraintdef(oid), '; ') FROM pg_constraint
                       WHERE conrelid = $1::regclass AND contype = 'c'";
            sqlx::query_scalar(sql).bind(table).fetch_one(&mut connection).await.unwrap()
        }
    }
}

/// The names that a query on the engine's own tables returns.
async fn names(app: &TestApp, sqlite: &'static str, postgres: &'static str) -> Vec<String> {
    let url = app.app.config.database.url.expose_secret();
    match app.backend {
        Backend::Sqlite => {
            let mut connection = SqliteConnection::connect(url).await.unwrap();
            sqlx::query_scalar(sqlite).fetch_all(&mut connection).await.unwrap()
        }
        Backend::Postgres => {
            let mut connection = PgConnection::connect(url).await.unwrap();
            sqlx::query_scalar(postgres).fetch_all(&mut connection).await.unwrap()
        }
    }
}

on_both_engines! {
    async fn the_database_knows_every_state_and_takes_no_other(app) {
        app.invite("K-1").await;
        for (table, column, names) in states() {
            let told = constraints(&app, table).await;
            let check = told.split("CHECK").find(|check| check.trim_start_matches([' ', '(']).starts_with(column));
            let check = check.unwrap_or_else(|| panic!("{table}.{column} has no check: {told}"));
            let known: BTreeSet<&str> = check.split('\'').skip(1).step_by(2).collect();
            assert_eq!(known, names.into_iter().collect(), "{table}.{column}");
        }
        for wrong in [
            "UPDATE complaints SET status = 'half_open'",
            "UPDATE invitations SET state = 'Sent'",
            "UPDATE messages SET state = ''",
            "UPDATE messages SET kind = 'postcard'",
        ] {
            assert!(app.try_execute(wrong).await.is_err(), "{wrong}");
        }
    }

    // Without one, a schema cannot be moved to another node by logical replication.
    async fn every_table_has_a_primary_key(app) {
        let without = names(
            &app,
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
                AND NOT EXISTS (SELECT 1 FROM pragma_table_info(sqlite_schema.name) WHERE pk > 0)",
            "SELECT relname::text FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
             WHERE nspname = current_schema() AND relkind = 'r'
                AND NOT EXISTS (SELECT 1 FROM pg_index WHERE indrelid = pg_class.oid AND indisprimary)",
        ).await;
        assert_eq!(without, [""; 0], "give each of these tables a PRIMARY KEY");
    }

    // A sequence does not move with its table, and a table with an identity column cannot be distributed back.
    async fn no_column_is_numbered_by_the_database(app) {
        let numbered = names(
            &app,
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'",
            "SELECT table_name || '.' || column_name FROM information_schema.columns
             WHERE table_schema = current_schema() AND (is_identity = 'YES' OR column_default LIKE 'nextval%')",
        ).await;
        assert_eq!(numbered, [""; 0], "give these columns a UUID of the program");
    }
}

#[tokio::test]
async fn sqlite_finds_nothing_wrong_with_a_database_whose_schema_was_changed() {
    let app = TestApp::start(Backend::Sqlite).await;
    app.invite("K-1").await;
    let mut connection =
        SqliteConnection::connect(app.app.config.database.url.expose_secret()).await.unwrap();
    let found: Vec<String> =
        sqlx::query_scalar("PRAGMA integrity_check").fetch_all(&mut connection).await.unwrap();
    assert_eq!(found, ["ok"]);
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn postgresql_has_as_many_turns_as_the_program_takes() {
    let app = TestApp::start(Backend::Postgres).await;
    assert_eq!(app.integers("SELECT MAX(turn) FROM turns").await, [1023]);
    let mut tx = app.app.db.write().await.unwrap();
    // More addresses than turns, so that each turn is taken.
    let hashes: Vec<Vec<u8>> = (0..2_048_u16).map(|number| number.to_be_bytes().to_vec()).collect();
    invitations::take_turns(&mut tx, &hashes).await.unwrap();
    drop(tx);
    app.execute("DELETE FROM turns WHERE turn = 700").await;
    let mut tx = app.app.db.write().await.unwrap();
    let missing = invitations::take_turns(&mut tx, &hashes).await.unwrap_err();
    assert!(matches!(missing, StorageError::Inconsistent { column: "turns.turn", .. }), "{missing}");
}

#[test]
fn every_sqlite_table_is_strict() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/sqlite");
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let strict = text.matches(") STRICT;").count() + text.matches(") STRICT, WITHOUT ROWID;").count();
        assert_eq!(text.matches("CREATE TABLE").count(), strict);
    }
}

/// A database of the first version, with one row in each table that a later migration changes.
fn rows_of_the_first_version(backend: Backend) -> String {
    let (id, other, bytes, other_bytes, no) = match backend {
        Backend::Sqlite => {
            let (id, other) = ("x'00000000000000000000000000000007'", "x'00000000000000000000000000000008'");
            (id, other, "x'0707'", "x'0808'", "0")
        }
        Backend::Postgres => {
            let id = "'00000000-0000-0000-0000-000000000007'::uuid";
            let other = "'00000000-0000-0000-0000-000000000008'::uuid";
            (id, other, "'\\x0707'::bytea", "'\\x0808'::bytea", "FALSE")
        }
    };
    let at = "'2026-03-20T14:00:00+00:00'";
    format!(
        "INSERT INTO segments VALUES ({id}, '', '', '', 'customer', '', '', 'nl', 'email', 'complaint-handling-1');
         INSERT INTO complaints (id, reference, status, received_at, closed_at, closures, complainant, updated_at)
            VALUES ({id}, 'K-1', 'closed', {at}, {at}, 1, 'customer', {at});
         INSERT INTO invitations (id, complaint_id, closure, state, reported_at, closed_at, closed_on, language, mode,
            questionnaire, segment_id)
            VALUES ({id}, {id}, 1, 'sent', {at}, {at}, '2026-03-20', 'nl', 'email', 'complaint-handling-1', {id});
         INSERT INTO messages (id, invitation_id, kind, state, nonce, token_hash, next_at, attempts)
            VALUES ({id}, {id}, 'invitation', 'sent', {bytes}, {bytes}, {at}, 1),
                ({other}, {id}, 'reminder', 'waiting', {other_bytes}, {other_bytes}, '2026-03-27T14:00:00+00:00', 0);
         INSERT INTO suppressions VALUES ({bytes}, 'unsubscribed', {at});
         INSERT INTO audit VALUES ({id}, {at}, 'operator', 'keys add', 'crm');
         INSERT INTO users (id, email, role, failed_sign_ins, created_at) VALUES ({id}, 'a@example.org', 'analyst', 0, {at});
         INSERT INTO responses (id, invitation_id, score, comment, contact_me, language, segment_id, closed_at, closed_on,
            answered_at, answered_on)
            VALUES ({id}, {id}, 9, 'Goed.', {no}, 'nl', {id}, {at}, '2026-03-20', {at}, '2026-03-20');
         INSERT INTO ratings VALUES ({id}, 'speed', 4);
         INSERT INTO tally_changes (what, closed_on, answered_on, segment_id, score, imported, amount)
            VALUES ('closed', '2026-03-20', NULL, {id}, NULL, {no}, 1), ('invited', '2026-03-20', NULL, {id}, NULL, {no}, 1),
                ('response', '2026-03-20', '2026-03-20', {id}, 9, {no}, 1);"
    )
}

/// The address of a database brought up to the migration `last`, with these rows.
async fn database_at(backend: Backend, folder: &tempfile::TempDir, last: &str, rows: String) -> String {
    let engine = if backend == Backend::Sqlite { "sqlite" } else { "postgres" };
    let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(engine);
    let earlier = folder.path().join("earlier");
    std::fs::create_dir(&earlier).unwrap();
    for entry in std::fs::read_dir(migrations).unwrap() {
        let entry = entry.unwrap();
        if entry.file_name().to_str().unwrap() <= last {
            std::fs::copy(entry.path(), earlier.join(entry.file_name())).unwrap();
        }
    }
    let migrator = sqlx::migrate::Migrator::new(earlier).await.unwrap();
    let url = backend.fresh_database(folder).await;
    let rows = sqlx::AssertSqlSafe(rows);
    match backend {
        Backend::Sqlite => {
            let mut connection = SqliteConnection::connect(&format!("{url}?mode=rwc")).await.unwrap();
            migrator.run(&mut connection).await.unwrap();
            sqlx::raw_sql(rows).execute(&mut connection).await.unwrap();
        }
        Backend::Postgres => {
            let mut connection = PgConnection::connect(&url).await.unwrap();
            migrator.run(&mut connection).await.unwrap();
            sqlx::raw_sql(rows).execute(&mut connection).await.unwrap();
        }
    }
    url
}

/// Whether a database with the rows of the first version takes a mail of a kind.
async fn takes_mail(backend: Backend, url: &str, kind: &str) -> bool {
    let (id, invitation, bytes) = match backend {
        Backend::Sqlite => {
            ("x'00000000000000000000000000000009'", "x'00000000000000000000000000000007'", "x'0909'")
        }
        Backend::Postgres => {
            let invitation = "'00000000-0000-0000-0000-000000000007'::uuid";
            ("'00000000-0000-0000-0000-000000000009'::uuid", invitation, "'\\x0909'::bytea")
        }
    };
    let sql = sqlx::AssertSqlSafe(format!(
        "INSERT INTO messages (id, invitation_id, kind, state, nonce, token_hash, next_at, attempts)
         VALUES ({id}, {invitation}, '{kind}', 'waiting', {bytes}, {bytes}, '2026-03-27T14:00:00+00:00', 0)"
    ));
    match backend {
        Backend::Sqlite => {
            let mut connection = SqliteConnection::connect(url).await.unwrap();
            sqlx::raw_sql(sql).execute(&mut connection).await.is_ok()
        }
        Backend::Postgres => {
            let mut connection = PgConnection::connect(url).await.unwrap();
            sqlx::raw_sql(sql).execute(&mut connection).await.is_ok()
        }
    }
}

async fn a_database_of_the_first_version_is_brought_up_to_date_with_its_rows(backend: Backend) {
    let folder = tempfile::TempDir::new().unwrap();
    let url = database_at(backend, &folder, "0001_loop.sql", rows_of_the_first_version(backend)).await;
    let db = Db::open(&url, Missing::Made).await.unwrap();
    assert!(!migrations::is_up_to_date(&db).await.unwrap());
    migrations::migrate(&db).await.unwrap();
    assert!(migrations::is_up_to_date(&db).await.unwrap());
    let mut tx = db.read().await.unwrap();
    let complaint = complaints::find(&mut tx, &"K-1".parse().unwrap()).await.unwrap().unwrap();
    let invitation = invitations::find_latest(&mut tx, complaint.id).await.unwrap().unwrap();
    assert_eq!((invitation.is_holdout, invitation.reminders), (false, 0));
    let due_at = "2026-03-27T14:00:00Z".parse().unwrap();
    assert_eq!(invitation.reminder_due_at, Some(due_at), "the waiting reminder waits at its invitation");
    let [message] = &messages::list(&mut tx, invitation.id).await.unwrap()[..] else {
        panic!("one message is left")
    };
    assert_eq!((message.attempts, message.cause), (1, None));
    assert_eq!(suppressions::list(&mut tx).await.unwrap().len(), 1);
    assert_eq!(sending::find(&mut tx, Queue::Messages).await.unwrap().rests, 0);
    assert_eq!(audit_chain::count_outside(&mut tx).await.unwrap(), 1, "the program chains it when it starts");
    assert_eq!(audit_chain::head(&mut tx).await.unwrap().map(|head| head.sequence), Some(0));
    assert!(responses::has_pending_themes(&mut tx).await.unwrap());
    drop(tx);
    assert!(!takes_mail(backend, &url, "postcard").await);
    assert!(takes_mail(backend, &url, "news").await, "a kind of mail that a later version added");
    let mut tx = db.write().await.unwrap();
    assert_eq!(tallies::mismatches(&mut tx).await.unwrap(), [], "ratings and reminders count from now on");
}

#[tokio::test]
async fn a_sqlite_database_of_the_first_version_is_brought_up_to_date_with_its_rows() {
    a_database_of_the_first_version_is_brought_up_to_date_with_its_rows(Backend::Sqlite).await;
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn a_postgresql_database_of_the_first_version_is_brought_up_to_date_with_its_rows() {
    a_database_of_the_first_version_is_brought_up_to_date_with_its_rows(Backend::Postgres).await;
}

/// The dimensions of version 12; a later one gets its marginals from its own migration.
const DIMENSIONS_OF_VERSION_12: [&str; 9] =
    ["team", "product", "channel", "complainant", "outcome", "level", "language", "mode", "questionnaire"];

/// Closures that ended, in the tallies of version 12: one folded, one not, and one that was undone again.
fn endings_of_version_12(backend: Backend) -> String {
    let id = |number: u32| match backend {
        Backend::Sqlite => format!("x'{number:032x}'"),
        Backend::Postgres => format!("'{:08x}-0000-0000-0000-{number:012x}'::uuid", 0),
    };
    let no = if backend == Backend::Sqlite { "0" } else { "FALSE" };
    let (segment, at, day) = (id(1), "'2026-03-20T14:00:00+00:00'", "'2026-03-20'");
    let closure = |number: u32, state: &str, reason: &str, reminders: u32| {
        format!(
            "INSERT INTO invitations (id, complaint_id, closure, state, reason, reported_at, closed_at, closed_on, language,
                mode, questionnaire, segment_id, reminders)
             VALUES ({}, {segment}, {number}, '{state}', {reason}, {at}, {at}, {day}, 'nl', 'email', 'x', {segment}, {reminders});",
            id(number)
        )
    };
    let folded = |table: &str, columns: &str, values: &str| {
        let rows = ["closed", "answered"].map(|basis| {
            let zeros = "0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0";
            let counted = "s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, invited, imported";
            let ended = format!("('{basis}', {day}, 'ended', 'expired', 1, 1, {zeros}{values})");
            let closed = format!("('{basis}', {day}, '', '', 0, 2, {zeros}{values})");
            format!(
                "INSERT INTO {table} (basis, day, aspect, item, number, closed, {counted}{columns}) VALUES {ended}, {closed};"
            )
        });
        rows.concat()
    };
    let marginals: String = ["closed", "answered"]
        .iter()
        .flat_map(|basis| {
            DIMENSIONS_OF_VERSION_12.map(|dimension| {
                let value = if dimension == "mode" { "email" } else { "" };
                format!(
                    "INSERT INTO tally_marginals VALUES ('{basis}', '{dimension}', '{value}', {day}, 2, 0, 0, {});",
                    "0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0"
                )
            })
        })
        .collect();
    let change = |item: &str, amount: i32| {
        format!(
            "INSERT INTO tally_changes (what, closed_on, segment_id, imported, aspect, item, number, amount)
             VALUES ('ended', {day}, {segment}, {no}, 'ended', '{item}', 0, {amount});"
        )
    };
    [
        format!("INSERT INTO segments VALUES ({segment}, '', '', '', '', '', '', '', 'email', '');"),
        format!(
            "INSERT INTO complaints (id, reference, status, received_at, closed_at, closures, complainant, updated_at)
             VALUES ({segment}, 'K-1', 'closed', {at}, {at}, 2, 'customer', {at});"
        ),
        closure(1, "expired", "NULL", 1),
        closure(2, "withheld", "'no_address'", 0),
        folded("tally_totals", "", ""),
        folded("tally_cells", ", segment_id", &format!(", {segment}")),
        marginals,
        change("no_address", 1),
        change("undeliverable", 1),
        change("undeliverable", -1),
    ]
    .concat()
}

async fn closures_that_ended_are_counts_from_version_13_on(backend: Backend) {
    let folder = tempfile::TempDir::new().unwrap();
    let url = database_at(backend, &folder, "0012_faults.sql", endings_of_version_12(backend)).await;
    let db = Db::open(&url, Missing::Made).await.unwrap();
    migrations::migrate(&db).await.unwrap();
    let mut tx = db.write().await.unwrap();
    assert!(counts::has_unfolded(&mut tx).await.unwrap(), "what was not folded is not folded yet");
    assert_eq!(tallies::mismatches(&mut tx).await.unwrap(), []);
    assert_eq!(counts::mismatches(&mut tx, &[]).await.unwrap(), []);
}

#[tokio::test]
async fn closures_that_ended_are_counts_from_version_13_on_in_sqlite() {
    closures_that_ended_are_counts_from_version_13_on(Backend::Sqlite).await;
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn closures_that_ended_are_counts_from_version_13_on_in_postgresql() {
    closures_that_ended_are_counts_from_version_13_on(Backend::Postgres).await;
}

async fn a_newer_database_is_refused(backend: Backend) {
    let app = TestApp::start(backend).await;
    let sql = "INSERT INTO _sqlx_migrations (version, description, installed_on, success, checksum, execution_time)
               SELECT 9999, 'from the future', installed_on, success, checksum, 0 FROM _sqlx_migrations LIMIT 1";
    let url = app.app.config.database.url.expose_secret();
    match backend {
        Backend::Sqlite => {
            let mut connection = SqliteConnection::connect(url).await.unwrap();
            sqlx::query(sql).execute(&mut connection).await.unwrap();
        }
        Backend::Postgres => {
            let mut connection = PgConnection::connect(url).await.unwrap();
            sqlx::query(sql).execute(&mut connection).await.unwrap();
        }
    }
    let db = Db::open(url, Missing::Made).await.unwrap();
    let error = migrations::migrate(&db).await.unwrap_err();
    assert!(matches!(error, StorageError::Newer(9999)), "{error}");
}

#[tokio::test]
async fn a_newer_sqlite_database_is_refused() {
    a_newer_database_is_refused(Backend::Sqlite).await;
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn a_newer_postgresql_database_is_refused() {
    a_newer_database_is_refused(Backend::Postgres).await;
}
