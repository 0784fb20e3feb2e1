//! After the move the installation does what it would have done without.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use naklank::clock::Clock as _;
use naklank::domain::access::roles::Role;
use naklank::mail::message::RawMail;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::audit::verify::verify_audit;
use naklank::workflow::sending::suppressions::{add_suppression, list_suppressions};
use naklank::workflow::upkeep::recount::check_tallies;

use crate::reporting::publishing::{publish_edition, served, with_history};
use crate::support::{Backend, TestApp, closed_complaint};
use crate::upkeep::relocate::{empty_postgres, move_to};

/// The answer of the API to a key that may do everything.
async fn told(app: &TestApp, path: &str) -> String {
    let answer = app.api(Method::GET, path, Body::empty()).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {answer:?}");
    answer.body
}

/// Stops a program on SQLite, and starts it on PostgreSQL and on a copy of its own database.
async fn moved_and_twin(app: TestApp) -> (TestApp, TestApp) {
    let stopped = app.stop().await;
    let twin = stopped.twin().await;
    let (url, _folder) = empty_postgres().await;
    let moved = move_to(&stopped, &url).await.unwrap();
    assert_eq!((moved.findings.audit.len(), moved.findings.tallies.len()), (0, 0));
    let twin_url = twin.url();
    (stopped.start(Backend::Postgres, url).await, twin.start(Backend::Sqlite, twin_url).await)
}

/// The mails to an address that a program sent.
fn mails_to(app: &TestApp, address: &str) -> Vec<Vec<u8>> {
    let is_to = |mail: &RawMail| mail.envelope.to().iter().any(|to| to.to_string() == address);
    app.mails().into_iter().filter(is_to).map(|mail| mail.bytes).collect()
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn links_sessions_keys_and_the_queue_go_on_in_postgresql() {
    let app = TestApp::start(Backend::Sqlite).await;
    app.load_policy_values().await;
    let open = app.invite("K-1").await;
    let answered = app.invite("K-2").await;
    let answer = app.post_form(&answered, "score=4&speed=2&comment=Traag&contact_me=on").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let cookie = app.sign_in_as(Role::PolicyOwner).await;
    add_suppression(&app.app, &Actor::Operator, &"nooit@example.org".parse().unwrap()).await.unwrap();
    let planned = app.put("K-3", &closed_complaint(&app.clock.now().to_rfc3339())).await;
    let due_at = planned.json()["survey"]["due_at"].as_str().unwrap().to_owned();
    let suppressed = list_suppressions(&app.app, None).await.unwrap().len();

    let (moved, twin) = moved_and_twin(app).await;
    assert_eq!(moved.get_as(&cookie, "/norms").await.status, StatusCode::OK, "the session still holds");
    assert!(
        moved.get(&format!("{answered}?edit=1")).await.body.contains("name=\"revises\""),
        "it may be changed"
    );
    assert_eq!(list_suppressions(&moved.app, None).await.unwrap().len(), suppressed);
    for path in
        ["/api/v1/complaints/K-2", "/api/v1/follow-ups", "/api/v1/norms", "/api/v1/responses?from=2026-01-01"]
    {
        assert_eq!(told(&moved, path).await, told(&twin, path).await, "{path}");
    }

    // What was queued before leaves with the bytes that it would have had.
    moved.clock.set(&due_at);
    assert_eq!(moved.tick().await.messages, twin.tick().await.messages);
    let mails = mails_to(&moved, "klant@example.org");
    assert_eq!(mails.len(), 1);
    assert_eq!(mails, mails_to(&twin, "klant@example.org"));

    assert_eq!(
        moved.get(&open).await.status,
        StatusCode::OK,
        "a link in a mail still leads to its questions"
    );
    assert_eq!(moved.post_form(&open, "score=9").await.status, StatusCode::SEE_OTHER);
    assert_eq!(moved.integers("SELECT score FROM responses ORDER BY score").await, [4, 9]);
    let found = verify_audit(&moved.app, None).await.unwrap();
    assert!(found.entries > 0 && found.findings.is_empty(), "{found:?}");
    assert_eq!(check_tallies(&moved.app).await.unwrap(), []);
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn figures_norms_and_published_reports_are_the_same_in_postgresql() {
    let app = with_history(Backend::Sqlite).await;
    publish_edition(&app, 2025, "").await;
    let (moved, twin) = moved_and_twin(app).await;
    for path in [
        "/api/v1/nps?interval=month&from=2024-01-01&to=2026-02-28",
        "/api/v1/nps?interval=year&from=2024-01-01&to=2025-12-31&group_by=team",
        "/api/v1/control-chart?from=2024-07-01&to=2026-02-28",
        "/api/v1/kpis?year=2025",
        "/api/v1/norms",
    ] {
        assert_eq!(told(&moved, path).await, told(&twin, path).await, "{path}");
    }
    assert_eq!(served(&moved, 2025, "nl").await, served(&twin, 2025, "nl").await);
}
