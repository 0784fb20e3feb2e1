//! A mail server that misbehaves in every way: no mail is lost, and only a mail whose outcome is unknown can arrive
//! twice.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::TimeDelta;
use serde_json::json;

use crate::support::{Backend, Manner, START, SmtpServer, TestApp, closed_complaint};

const MAILS: usize = 24;

async fn everything_arrives_in_spite_of(backend: Backend) {
    let script = [
        Manner::Greeting("421 4.3.2 too busy"),
        Manner::Greeting("554 no service"),
        Manner::HangsUpAtOnce,
        Manner::SlowBanner(Duration::from_millis(300)),
        Manner::Recipient("451 4.7.1 greylisted"),
        Manner::Recipient("451 4.7.1 greylisted"),
        Manner::HangsUpAtTheEnd,
        Manner::Kind,
        Manner::HangsUpAtData,
        Manner::Sender("451 4.3.0 not now"),
        Manner::Recipient("421 4.3.2 going down"),
        Manner::HangsUpAtTheEnd,
        Manner::Mail("451 4.3.0 try later"),
        Manner::Recipient("550 5.1.1 no such user"),
        Manner::Recipient("554 5.7.1 relay access denied"),
        Manner::HangsUpAtTheEnd,
    ];
    let server = SmtpServer::start(&script).await;
    let url = format!("smtp://127.0.0.1:{}?tls=none", server.port);
    let app = TestApp::start_mailing(backend, &url, &[("survey.reminders", "0")]).await;
    for number in 0..MAILS {
        let mut complaint = closed_complaint(START);
        complaint["contact"]["email"] = json!(format!("klant{number}@example.org"));
        app.put(&format!("K-{number}"), &complaint).await;
    }
    app.clock.set("2026-03-23T14:00:00Z");
    for _ in 0..60 {
        app.tick().await;
        app.advance(TimeDelta::minutes(1));
    }
    let states = app.integers("SELECT COUNT(*) FROM invitations GROUP BY state ORDER BY state").await;
    assert_eq!(states, [23, 1], "one address does not exist, all others got their mail");
    let mut by_id: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for told in server.told() {
        by_id.entry(told.header("Message-ID")).or_default().push(told.data);
    }
    assert_eq!(by_id.len(), MAILS - 1, "{:?}", by_id.keys());
    let repeated: usize = by_id.values().map(|copies| copies.len() - 1).sum();
    // Three connections were closed at the end of a mail, and one mail was refused only after it had been received in
    // full.
    assert_eq!(repeated, 4);
    assert!(
        by_id.values().all(|copies| copies.windows(2).all(|pair| pair[0] == pair[1])),
        "the same to the byte"
    );
}

#[tokio::test]
async fn everything_arrives_in_spite_of_a_hostile_server_on_sqlite() {
    everything_arrives_in_spite_of(Backend::Sqlite).await;
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn everything_arrives_in_spite_of_a_hostile_server_on_postgresql() {
    everything_arrives_in_spite_of(Backend::Postgres).await;
}

async fn with_mails_due(server: &SmtpServer, mails: usize) -> TestApp {
    with_mails_due_on(Backend::Sqlite, server, mails, &[]).await
}

async fn with_mails_due_on(
    backend: Backend,
    server: &SmtpServer,
    mails: usize,
    settings: &[(&'static str, &str)],
) -> TestApp {
    let url = format!("smtp://127.0.0.1:{}?tls=none", server.port);
    let app = TestApp::start_mailing(backend, &url, settings).await;
    for number in 0..mails {
        let mut complaint = closed_complaint(START);
        complaint["contact"]["email"] = json!(format!("klant{number}@example.org"));
        app.put(&format!("K-{number}"), &complaint).await;
    }
    app.clock.set("2026-03-23T14:00:00Z");
    app
}

#[tokio::test]
async fn a_server_that_is_slow_gets_all_that_is_due_in_one_round() {
    let server = SmtpServer::start_with(&[], None, Duration::from_millis(40)).await;
    let app = with_mails_due(&server, 400).await;
    assert_eq!(app.tick().await.messages.sent, 400);
    assert!(server.connections() <= 16, "eight connections carry a hundred mails each");
}

#[tokio::test]
async fn a_server_in_trouble_gets_nothing_more_of_what_was_claimed_before() {
    let kind = std::iter::repeat_n(Manner::Kind, 60);
    let script: Vec<Manner> =
        kind.chain(std::iter::repeat_n(Manner::Recipient("554 5.7.1 relay access denied"), 400)).collect();
    let server = SmtpServer::start(&script).await;
    let app = with_mails_due(&server, 300).await;
    let report = app.tick().await;
    assert_eq!(report.messages.sent, 60);
    // Up to two mails in flight per connection; an acceptance that arrives meanwhile may end the back-off twice, and
    // then others begin.
    assert!((1..=48).contains(&report.messages.retried), "{report}");
    assert_eq!(app.integers("SELECT COUNT(*) FROM messages WHERE state = 'claimed'").await, [0]);
}

#[tokio::test]
async fn a_mail_whose_turn_has_not_come_when_told_to_stop_is_given_back_at_once() {
    let server = SmtpServer::start(&[]).await;
    let url = format!("smtp://127.0.0.1:{}?tls=none", server.port);
    let app = TestApp::start_mailing(Backend::Sqlite, &url, &[("mail.rate", "1")]).await;
    for number in 0..10 {
        let mut complaint = closed_complaint(START);
        complaint["contact"]["email"] = json!(format!("klant{number}@example.org"));
        app.put(&format!("K-{number}"), &complaint).await;
    }
    app.clock.set("2026-03-23T14:00:00Z");
    let stop = tokio_util::sync::CancellationToken::new();
    let (ticking, own_stop) = (app.app.clone(), stop.clone());
    let tick = tokio::spawn(async move { naklank::workflow::upkeep::tick::tick(&ticking, &own_stop).await });
    while server.told().is_empty() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    stop.cancel();
    let report = tick.await.unwrap().unwrap();
    assert!(report.messages.sent < 5, "{report}");
    assert_eq!(app.integers("SELECT COUNT(*) FROM messages WHERE state = 'claimed'").await, [0]);
    assert_eq!(app.integers("SELECT MAX(refusals) FROM messages").await, [0], "nothing of it was refused");
}

/// A claim is fresh for ten seconds, and a connection of a busy server may take longer.
#[tokio::test]
async fn a_server_that_greets_us_late_gets_its_mail() {
    let server = SmtpServer::start(&[Manner::SlowBanner(Duration::from_millis(10_500))]).await;
    let app = with_mails_due(&server, 1).await;
    let sending = tokio::time::timeout(Duration::from_secs(120), app.tick());
    let report = sending.await.expect("the round ends");
    assert_eq!((report.messages.sent, server.connections()), (1, 1));
    assert_eq!(app.integers("SELECT attempts FROM messages").await, [1]);
}

#[tokio::test]
async fn a_silent_server_holds_up_only_the_mail_that_it_is_silent_about() {
    let server = SmtpServer::start(&[Manner::SilentAtTheEnd]).await;
    let app = with_mails_due(&server, 6).await;
    let ticking = app.app.clone();
    let stop = tokio_util::sync::CancellationToken::new();
    let own_stop = stop.clone();
    let tick = tokio::spawn(async move { naklank::workflow::upkeep::tick::tick(&ticking, &own_stop).await });
    let begun = tokio::time::Instant::now();
    while app.integers("SELECT COUNT(*) FROM messages WHERE state = 'sent'").await != [5] {
        assert!(begun.elapsed() < Duration::from_secs(120), "the others go out meanwhile");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let begun = tokio::time::Instant::now();
    stop.cancel();
    let report = tick.await.unwrap().unwrap();
    assert!(
        begun.elapsed() < Duration::from_secs(60),
        "a stop waits ten seconds, and not until the server speaks"
    );
    assert_eq!(report.messages.sent, 5);
    assert_eq!(
        app.integers("SELECT COUNT(*) FROM messages WHERE state = 'claimed'").await,
        [1],
        "its lease runs out by itself"
    );
}

/// Acceptances cannot be recorded while another transaction holds the lock on their table.
#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn while_the_database_stalls_two_mails_for_each_connection_go_out_and_no_more() {
    use secrecy::ExposeSecret as _;
    use sqlx::{Connection as _, Executor as _};
    let server = SmtpServer::start_pipelining(&[]).await;
    let app = with_mails_due_on(Backend::Postgres, &server, 30, &[("mail.concurrency", "2")]).await;
    let mut holder = sqlx::PgConnection::connect(app.app.config.database.url.expose_secret()).await.unwrap();
    holder.execute("BEGIN; LOCK TABLE acceptances IN SHARE MODE").await.unwrap();
    let ticking = app.app.clone();
    let stop = tokio_util::sync::CancellationToken::new();
    let tick = tokio::spawn(async move { naklank::workflow::upkeep::tick::tick(&ticking, &stop).await });
    while server.told().len() < 4 {
        assert!(!tick.is_finished(), "the round ended before four mails were out");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(server.told().len(), 4);
    tokio::time::sleep(Duration::from_secs(8)).await;
    holder.execute("COMMIT").await.unwrap();
    assert_eq!(tick.await.unwrap().unwrap().messages.sent, 30);
    let recipients: std::collections::BTreeSet<_> =
        server.told().into_iter().map(|told| told.recipient).collect();
    assert_eq!((recipients.len(), server.told().len()), (30, 30), "each of them once");
}
