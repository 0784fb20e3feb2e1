//! What the rows of the fixtures say is what the program says: counts, the audit, dossiers, links and NPS.

use axum::http::StatusCode;
use naklank::storage::norms;
use naklank::workflow::access::audit::verify::verify_audit;
use naklank::workflow::norms::verify_dossier::verify_dossier;
use naklank::workflow::upkeep::recount::check_tallies;
use serde_json::json;

use crate::support::TestApp;

/// Links of mails that were sent, by the version that sent them and by what the survey answers in March 2026.
const LINKS: [(i64, &str, StatusCode); 12] = [
    // Answered, and open.
    (1, "0p7MQ5S7a2tIMe7lazeW3gSYjWWiqIiV", StatusCode::OK),
    (1, "Yfs8VJdr-wHzqtEIDsrCuDx3JbsiOm6Z", StatusCode::OK),
    (1, OPEN, StatusCode::OK),
    // Expired, and withdrawn.
    (1, "vT_FRFjphDw2oIR6Gts-0HOWxKwIoOKF", StatusCode::GONE),
    (1, "tDP8lir4d0jAIXdnWdfAkpOcFNyNH9V3", StatusCode::GONE),
    // Its reminder.
    (2, "Z3B-ggsnQkGyMWGlmcHo4m6RqlA71pgy", StatusCode::OK),
    // Changed, and held back.
    (3, "B1Wf0pzjcawWWfYQ6Ig7HDx84Zeyzcyy", StatusCode::OK),
    (3, "KinS6xKtrGg6UjMo3J-_sc76kYrQtZ72", StatusCode::OK),
    (7, "oUu2FCSEP_ogVQpHMIaX7dnT_drdBKpC", StatusCode::OK),
    (9, "94ytJDD_7sscc6d96WDwTb3ae_aheHJk", StatusCode::OK),
    (23, "a1lgp1d0eOnW_vLJ1vllPI38VVDtVdtp", StatusCode::OK),
    // News.
    (28, "PO4zNttPb32EqQzKF6koF-vSilY7hsCd", StatusCode::OK),
];

/// The link of an invitation that was mailed by the first version and is not answered.
const OPEN: &str = "aO5qWLDK-3riZk0m-W385KapVnTckdp6";

/// Asserts that all evidence of a database from `version` on holds.
pub async fn assert_holds(app: &TestApp, version: i64) {
    assert_eq!(check_tallies(&app.app).await.unwrap(), [], "from version {version}");
    let audit = verify_audit(&app.app, None).await.unwrap();
    assert_eq!(audit.findings, [], "from version {version}");
    assert!(audit.entries >= 3, "what stood in the audit is in the chain");
    let ledger = norms::ledger(&mut app.app.db.read().await.unwrap()).await.unwrap();
    assert_eq!(ledger.0.is_empty(), version < 5);
    for norm in ledger.0 {
        let verified = verify_dossier(&app.app, norm.id).await.unwrap();
        assert_eq!(verified.faults, [], "from version {version}");
    }
    for (_, token, status) in LINKS.iter().filter(|(since, ..)| *since <= version) {
        let answer = app.get(&format!("/s/{token}")).await;
        assert_eq!(answer.status, *status, "{token} from version {version}");
        assert_eq!(app.get(&format!("/u/{token}")).await.status, StatusCode::OK, "{token}");
    }
    assert_nps_is_that_of_the_rows(app, version).await;
}

async fn assert_nps_is_that_of_the_rows(app: &TestApp, version: i64) {
    let promoters = "SELECT COUNT(*) FROM responses WHERE held_at IS NULL AND score >= 9";
    let passives = "SELECT COUNT(*) FROM responses WHERE held_at IS NULL AND score BETWEEN 7 AND 8";
    let detractors = "SELECT COUNT(*) FROM responses WHERE held_at IS NULL AND score <= 6";
    let answer = app.nps("from=2025-11-01&to=2026-03-31&interval=total").await;
    let point = &answer["groups"][0]["points"][0];
    let told = |name: &str| {
        point[name].as_i64().unwrap_or_else(|| panic!("no {name} from version {version}: {answer}"))
    };
    let counted = [
        app.integers(promoters).await[0],
        app.integers(passives).await[0],
        app.integers(detractors).await[0],
    ];
    assert_eq!(counted, ["promoters", "passives", "detractors"].map(told), "from version {version}");
    assert_eq!(point["responses"], json!(counted.iter().sum::<i64>()));
}

/// Answers a link that the first version mailed and lets the scheduler do what is due; asserts that counts and audit still hold.
pub async fn answer_and_tick(app: &TestApp, version: i64) {
    let answers = "SELECT COUNT(*) FROM responses";
    let before = app.integers(answers).await[0];
    let answer = app.post_form(&format!("/s/{OPEN}"), "score=9&comment=Na+de+overgang").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer:?}");
    assert_eq!(app.integers(answers).await, [before + 1]);
    app.tick().await;
    // The mail whose worker was lost is sent again, unless the mail server had accepted it.
    let state = "SELECT COUNT(*) FROM messages WHERE state = 'claimed'";
    assert_eq!(app.integers(state).await, [0], "from version {version}");
    assert_eq!(check_tallies(&app.app).await.unwrap(), [], "from version {version}");
    assert_eq!(verify_audit(&app.app, None).await.unwrap().findings, [], "from version {version}");
}
