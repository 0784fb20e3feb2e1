//! A database that hangs, is a standby or is full: a waiting client is told in time, and no input is lost.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use naklank::domain::access::roles::Role;
use secrecy::ExposeSecret as _;
use sqlx::{Connection as _, Executor as _};

use crate::support::{Answer, Backend, Log, START, TestApp, closed_complaint, cluster, on_both_engines};

/// A transaction that holds the locks that every request needs, until dropped.
enum Holder {
    Sqlite(sqlx::SqliteConnection),
    Postgres(sqlx::PgConnection),
}

impl Holder {
    async fn of(app: &TestApp) -> Self {
        let address = app.app.config.database.url.expose_secret();
        match app.backend {
            Backend::Sqlite => {
                let mut connection = sqlx::SqliteConnection::connect(address).await.unwrap();
                connection.execute("BEGIN IMMEDIATE").await.unwrap();
                Self::Sqlite(connection)
            }
            Backend::Postgres => {
                let mut connection = sqlx::PgConnection::connect(address).await.unwrap();
                let tables = "BEGIN; LOCK TABLE invitations, complaints, responses, sessions, users, sending IN ACCESS EXCLUSIVE MODE";
                connection.execute(tables).await.unwrap();
                Self::Postgres(connection)
            }
        }
    }

    async fn let_go(self) {
        match self {
            Self::Sqlite(connection) => connection.close().await.unwrap(),
            Self::Postgres(connection) => connection.close().await.unwrap(),
        }
    }
}

fn assert_told_to_try_again(answer: &Answer, typed: &[&str]) {
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{answer:?}");
    assert_eq!(answer.header("retry-after"), "60");
    for words in typed {
        assert!(answer.body.contains(words), "{words}: {}", answer.body);
    }
}

/// A person who reports it can tell the line of the log.
fn assert_tells_its_id(answer: &Answer) {
    let id = answer.header("x-request-id");
    assert!(!id.is_empty() && answer.body.contains(&format!(": {id}</p>")), "{id}: {}", answer.body);
}

on_both_engines! {
    /// A locked table.
    async fn a_statement_that_hangs_loses_nothing_that_was_typed(app) {
        let link = app.invite("K-1").await;
        let answered = app.invite("K-2").await;
        app.post_form(&answered, "score=9").await;
        let cookie = app.sign_in_as(Role::Admin).await;
        let app = app.impatient().await;
        let holder = Holder::of(&app).await;
        let typed = "score=4&speed=2&comment=Te+traag&contact_me=on";
        let survey = app.post_form(&link, typed).await;
        assert_told_to_try_again(&survey, &["Te traag", "value=\"4\" id=\"score-4\" checked", "name=\"speed\" value=\"2\" checked"]);
        let reason = app.post_form(&format!("{answered}/reason"), "reason=Netjes+gedaan&lang=nl").await;
        assert_told_to_try_again(&reason, &["Netjes gedaan"]);
        assert_tells_its_id(&survey);
        assert_tells_its_id(&reason);
        let knock = "email=admin%40example.org&password=geheime+zin&next=%2Fthemes&typed=name%3DTe+lang";
        let knocked = app.post_form("/sign-in", knock).await;
        assert_told_to_try_again(&knocked, &["admin@example.org", "value=\"/themes\"", "name=Te lang"]);
        assert!(!knocked.body.contains("geheime"), "a password never comes back");
        let paused = app.post_as(&cookie, "/sending/pause", "reason=Verkeerde+tekst").await;
        assert_told_to_try_again(&paused, &["action=\"/sending/pause\"", "Verkeerde tekst"]);
        assert_tells_its_id(&paused);
        let reported = app.put("K-3", &closed_complaint(START)).await;
        assert_told_to_try_again(&reported, &[]);
        assert_eq!(reported.header("content-type"), "application/problem+json");
        holder.let_go().await;
        assert_eq!(app.post_form(&link, typed).await.status, StatusCode::SEE_OTHER);
        assert_eq!(app.integers("SELECT score FROM responses WHERE comment = 'Te traag'").await, [4]);
    }

    /// A probe gives up before the database tells of an error.
    async fn a_probe_that_gives_up_says_so_in_the_log(app) {
        let log = Log::begin();
        let mut held = Vec::new();
        match app.backend {
            Backend::Sqlite => held.push(app.app.db.write().await.unwrap()),
            Backend::Postgres => {
                for _ in 0..app.app.db.connections().most {
                    held.push(app.app.db.read().await.unwrap());
                }
            }
        }
        let ready = app.get("/readyz").await;
        assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE, "{ready:?}");
        assert!(log.has("not ready", &[("error", "the database took too long")]), "{}", log.text());
        drop(held);
        assert_eq!(app.get("/readyz").await.status, StatusCode::OK);
    }

    /// Ready means that a write would succeed.
    async fn what_takes_no_writes_is_not_ready(app) {
        assert_eq!(app.get("/readyz").await.status, StatusCode::OK);
        let holder = Holder::of(&app).await;
        let ready = app.get("/readyz").await;
        match app.backend {
            Backend::Sqlite => assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE, "another program writes without end"),
            Backend::Postgres => assert_eq!(ready.status, StatusCode::OK, "a lock on some tables"),
        }
        holder.let_go().await;
        assert_eq!(app.get("/readyz").await.status, StatusCode::OK);
        app.execute("DROP TABLE installation").await;
        let ready = app.get("/readyz").await;
        assert_eq!((ready.status, ready.body.contains("takes no writes")), (StatusCode::SERVICE_UNAVAILABLE, true));
        assert_eq!(app.get("/healthz").await.status, StatusCode::OK);
    }
}

/// After a failover, or when an administrator makes the database read-only.
#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn connections_that_turned_read_only_are_replaced() {
    // A database of its own: what is altered here applies to all its clients.
    let cluster = cluster();
    let mut administrator = sqlx::PgConnection::connect(&cluster).await.unwrap();
    administrator.execute("DROP DATABASE IF EXISTS naklank_follower WITH (FORCE)").await.unwrap();
    administrator.execute("CREATE DATABASE naklank_follower").await.unwrap();
    let address = format!("{}/naklank_follower", cluster.rsplit_once('/').unwrap().0);
    let app = TestApp::start_with(Backend::Postgres, &[("database.url", &address)]).await;
    let link = app.invite("K-1").await;
    administrator
        .execute("ALTER DATABASE naklank_follower SET default_transaction_read_only = on")
        .await
        .unwrap();
    let ended =
        "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = 'naklank_follower'";
    administrator.execute(ended).await.unwrap();
    let ready = app.get("/readyz").await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE, "{ready:?}");
    let refused = app.post_form(&link, "score=4&comment=Te+traag").await;
    assert_told_to_try_again(&refused, &["Te traag"]);
    let reported =
        app.api(Method::PUT, "/api/v1/complaints/K-2", Body::from(closed_complaint(START).to_string())).await;
    assert_told_to_try_again(&reported, &[]);
    administrator
        .execute("ALTER DATABASE naklank_follower RESET default_transaction_read_only")
        .await
        .unwrap();
    // The program's connections do not notice: each begins its transactions as before.
    assert_eq!(app.get("/readyz").await.status, StatusCode::OK);
    assert_eq!(app.post_form(&link, "score=4&comment=Te+traag").await.status, StatusCode::SEE_OTHER);
    assert_eq!(app.put("K-2", &closed_complaint(START)).await.status, StatusCode::CREATED);
}
