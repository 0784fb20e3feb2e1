//! Mails to staff as version 34 left them: each gets the state that follows from what that version noted.
//!
//! That version had no states: a mail was sent if it had `sent_at`, in flight if it had a lease, and was given up after ten attempts.

use naklank::storage::engine::migrations;

use super::database::{Database, filled};
use crate::support::Backend;

/// The last version without states.
const BEFORE: i64 = 34;

/// When these were queued, by which they are told from those of other versions.
const QUEUED: &str = "2026-03-18T07:00:00+00:00";
/// When each was to be looked at next.
const NEXT: &str = "2026-03-18T07:20:00+00:00";

/// A mail as version 34 left it, in SQL, and its state and its refusals after the migration.
struct Mail {
    attempts: i64,
    lease: &'static str,
    sent_at: &'static str,
    last_error: &'static str,
    state: &'static str,
    refusals: i64,
}

const LEASE: &str = "{id 990}";

const MAILS: [Mail; 9] = [
    // Never touched.
    Mail { attempts: 0, lease: "NULL", sent_at: "NULL", last_error: "NULL", state: "waiting", refusals: 0 },
    // In flight, for the first time and after a failure.
    Mail { attempts: 1, lease: LEASE, sent_at: "NULL", last_error: "NULL", state: "claimed", refusals: 0 },
    Mail {
        attempts: 3,
        lease: LEASE,
        sent_at: "NULL",
        last_error: "'451 later'",
        state: "claimed",
        refusals: 3,
    },
    // Waiting for another try.
    Mail {
        attempts: 3,
        lease: "NULL",
        sent_at: "NULL",
        last_error: "'451 later'",
        state: "waiting",
        refusals: 3,
    },
    // The last but one attempt, and given up, with the lease of the last attempt or without.
    Mail {
        attempts: 9,
        lease: "NULL",
        sent_at: "NULL",
        last_error: "'451 later'",
        state: "waiting",
        refusals: 9,
    },
    Mail {
        attempts: 10,
        lease: "NULL",
        sent_at: "NULL",
        last_error: "'550 no'",
        state: "failed",
        refusals: 10,
    },
    Mail {
        attempts: 10,
        lease: LEASE,
        sent_at: "NULL",
        last_error: "'550 no'",
        state: "failed",
        refusals: 10,
    },
    // Sent, at once and after a failure, with the lease that was left.
    Mail { attempts: 1, lease: "NULL", sent_at: SENT, last_error: "NULL", state: "sent", refusals: 0 },
    Mail { attempts: 4, lease: LEASE, sent_at: SENT, last_error: "'451 later'", state: "sent", refusals: 0 },
];

const SENT: &str = "'2026-03-18T07:05:00+00:00'";

impl Mail {
    fn values(&self, number: usize) -> String {
        let Self { attempts, lease, sent_at, last_error, .. } = self;
        format!(
            "({{id {}}}, {{id 102}}, '{QUEUED}', '{NEXT}', {attempts}, {lease}, {sent_at}, {last_error}, 'signals')",
            991 + number
        )
    }

    /// As it is asked for after the migration.
    fn expected(&self) -> String {
        let Self { attempts, state, refusals, .. } = self;
        format!("{state}, {attempts} attempts, {refusals} refusals, next as before, nothing else")
    }
}

/// What became of them, in their order.
async fn found(database: &Database) -> Vec<String> {
    let sql = format!(
        "SELECT state || ', ' || CAST(attempts AS TEXT) || ' attempts, ' || CAST(refusals AS TEXT) || ' refusals, '
            || CASE WHEN next_at = '{NEXT}' THEN 'next as before, ' ELSE 'next is another, ' END
            || CASE WHEN unknown_fates = 0 AND lost_claims = 0 AND cause IS NULL AND refused_at IS NULL
                THEN 'nothing else' ELSE 'and more' END
         FROM staff_mails WHERE raised_at = '{QUEUED}' ORDER BY staff_mails.id"
    );
    database.texts(&sql).await
}

async fn each_gets_the_state_that_follows(backend: Backend) {
    let database = Database::at(backend, BEFORE).await;
    let values: Vec<String> = MAILS.iter().enumerate().map(|(number, mail)| mail.values(number)).collect();
    let insert = format!(
        "INSERT INTO staff_mails (id, user_id, raised_at, next_at, attempts, lease_id, sent_at, last_error, about) VALUES {};",
        values.join(", ")
    );
    database.run(&filled(backend, &insert)).await;
    let db = database.open().await;
    migrations::migrate(&db).await.unwrap();
    db.close().await;
    let expected: Vec<String> = MAILS.iter().map(Mail::expected).collect();
    assert_eq!(found(&database).await, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn mails_to_staff_of_version_34_get_the_state_that_follows_in_sqlite() {
    each_gets_the_state_that_follows(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn mails_to_staff_of_version_34_get_the_state_that_follows_in_postgresql() {
    each_gets_the_state_that_follows(Backend::Postgres).await;
}
