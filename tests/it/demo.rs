//! The demonstration: a visitor may go through the loop more than once.

use std::time::Duration;

use axum::http::StatusCode;
use naklank::domain::norms::norm::Norm;
use naklank::domain::policy::kpi::Kpi;
use naklank::domain::reporting::document::DocumentKind;
use naklank::workflow::access::permission::DEMO_VISITOR;
use naklank::workflow::demo::fill::fill_demo;
use naklank::workflow::norms::ledger::ledger;
use naklank::workflow::norms::verify_dossier::verify_dossier;
use naklank::workflow::reporting::publish::published;
use naklank::workflow::reporting::verify::verify_report;

use crate::support::{Backend, TestApp};

#[tokio::test]
async fn two_complaints_in_a_row_are_both_asked_about() {
    let app = TestApp::start_demo(Backend::Sqlite).await;
    for _ in 0..2 {
        let closed = app.post_form("/demo", "name=S.+de+Vries&team=Noord&language=nl").await;
        assert_eq!(closed.status, StatusCode::SEE_OTHER);
        app.advance(chrono::TimeDelta::from_std(Duration::from_secs(5)).unwrap());
        assert_eq!(app.tick().await.messages.sent, 1);
    }
}

#[tokio::test]
async fn a_visitor_goes_on_as_a_handler_of_one_team_and_no_one_else() {
    let app = TestApp::start_demo(Backend::Sqlite).await;
    naklank::workflow::demo::accounts::open_accounts(&app.app).await.unwrap();
    let start = app.get("/demo").await.body;
    assert!(start.contains("id=\"as\"") && start.contains("value=\"noord@example.org\""), "{start}");
    let went = app.post_form("/demo/as", "account=noord%40example.org").await;
    assert_eq!(went.status, StatusCode::SEE_OTHER, "{went:?}");
    let cookie = went.header("set-cookie").split(';').next().unwrap().to_owned();
    assert_eq!(app.get_as(&cookie, "/follow-ups").await.status, StatusCode::OK);
    assert_eq!(app.get_as(&cookie, "/norms").await.status, StatusCode::FORBIDDEN, "a handler sees no norms");
    assert_eq!(app.post_form("/demo/as", "account=jan%40example.org").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_visitor_goes_on_as_the_administrator_whose_pages_open() {
    let app = TestApp::start_demo(Backend::Sqlite).await;
    naklank::workflow::demo::accounts::open_accounts(&app.app).await.unwrap();
    let went = app.post_form("/demo/as", "account=beheerder%40example.org").await;
    let cookie = went.header("set-cookie").split(';').next().unwrap().to_owned();
    let start = app.get_as(&cookie, went.header("location")).await;
    assert!(matches!(start.status, StatusCode::OK | StatusCode::SEE_OTHER), "{start:?}");
    for page in ["/users", "/keys", "/suppressions", "/texts", "/imports", "/audit", "/installation"] {
        assert_eq!(app.get_as(&cookie, page).await.status, StatusCode::OK, "{page}");
    }
}

#[tokio::test]
async fn the_sample_data_shows_a_norm_with_every_verdict_and_its_dossiers_hold() {
    let app = TestApp::start_demo(Backend::Sqlite).await;
    assert!(fill_demo(&app.app).await.unwrap() > 1000);
    assert_eq!(fill_demo(&app.app).await.unwrap(), 0, "once");
    let verdicts = async |verdict: &str| {
        let count = format!("SELECT COUNT(*) FROM norm_verdicts WHERE verdict = '{verdict}'");
        app.integers(count.leak()).await[0]
    };
    for verdict in ["met", "undecided", "not_met"] {
        assert!(verdicts(verdict).await > 0, "{verdict}");
    }
    assert_eq!(app.integers("SELECT COUNT(*) FROM norm_evaluations").await, [1]);
    let norms: Vec<Norm> = ledger(&app.app).await.unwrap().of(Kpi::Nps).cloned().collect();
    assert_eq!(norms.len(), 2);
    for norm in &norms {
        let found = verify_dossier(&app.app, norm.id).await.unwrap();
        assert_eq!((found.faults.len(), found.changed.len()), (0, 0), "{found:?}");
    }
    let waiting = norms.iter().find(|norm| norm.decision.is_none()).unwrap();
    assert_ne!(waiting.proposed.proposed_by, DEMO_VISITOR, "the visitor may adopt it");
    let adopted = app.post_form(&format!("/norms/{}/adopt", waiting.id), "rationale=Akkoord.").await;
    assert_eq!(adopted.status, StatusCode::SEE_OTHER, "{adopted:?}");
    let page = app.get("/norms").await.body;
    assert!(page.contains("Official verdicts") || page.contains("Officiële oordelen"), "{page}");
}

#[tokio::test]
async fn the_sample_data_shows_what_was_learnt_and_a_corrected_report() {
    let app = TestApp::start_demo(Backend::Sqlite).await;
    fill_demo(&app.app).await.unwrap();
    let count = async |what: &str| app.integers(format!("SELECT COUNT(*) FROM {what}").leak()).await[0];
    for (what, least) in [
        ("improvements WHERE verdict = 'works'", 1),
        ("improvements WHERE closed_at IS NULL", 3),
        ("causes WHERE merged_into IS NOT NULL", 1),
        ("complaints WHERE team_discussed_on IS NOT NULL", 1_000),
        ("complaints WHERE causes LIKE '%' || CHAR(10) || '%'", 100),
        ("follow_ups WHERE owner_id IS NOT NULL", 3),
        ("report_editions WHERE published_at IS NOT NULL", 2),
        ("report_drafts", 2),
        ("policy_assessments", 4),
        ("complaints WHERE level = 'board' AND answered_by = 'board'", 50),
        ("complaints WHERE kifid_pointed = 1", 500),
        ("complaints WHERE kifid_pointed = 0", 20),
    ] {
        assert!(count(what).await >= least, "{what}");
    }
    let year = app.integers("SELECT MAX(year) FROM report_editions").await[0];
    let verified = verify_report(&app.app, year.try_into().unwrap(), DocumentKind::Public).await.unwrap();
    assert_eq!((verified.edition.number, &verified.faults[..]), (2, &[][..]));
    for (edition, words) in [(1, "elke maand over de stand"), (2, "elke week over de stand")] {
        let page = app.get(&format!("/reports/{year}/editions/{edition}?lang=nl")).await;
        assert!(page.status == StatusCode::OK && page.body.contains(words), "{edition}: {}", page.status);
    }
    let report = app.get(&format!("/reports/{year}?lang=nl")).await.body;
    let read = report.split("<script").next().unwrap();
    let times = read.matches("Wij bellen u de ochtend nadat wij uw klacht kregen.").count();
    assert!(times >= 1, "in the table, and on the first page where it is known to work: {read}");
    let ledger = ledger(&app.app).await.unwrap();
    for number in [1, 2] {
        let of = (year.try_into().unwrap(), DocumentKind::Public);
        let (edition, frozen) = published(&app.app, of.0, of.1, Some(number)).await.unwrap().unwrap();
        assert!(!frozen.content.contains("_without_norm"), "the norms of the policy were known by then");
        for norm in Kpi::ALL.iter().filter(|kpi| **kpi != Kpi::Nps).flat_map(|kpi| ledger.of(*kpi)) {
            let decision = norm.decision.as_ref().unwrap();
            assert!(decision.at < edition.approved_at, "{:?} of edition {number}", norm.proposed.kpi);
        }
    }
    let evaluation = app.get(&format!("/reports/{year}/internal/draft")).await;
    assert!(
        evaluation.body.contains(&format!("action=\"/reports/{year}/internal/draft/approve\"")),
        "the visitor may approve it"
    );
}

#[tokio::test]
async fn the_sample_data_shows_follow_ups_in_every_state_and_a_cause() {
    let app = TestApp::start_demo(Backend::Sqlite).await;
    fill_demo(&app.app).await.unwrap();
    let count = async |what: &str| app.integers(format!("SELECT COUNT(*) FROM {what}").leak()).await[0];
    let today = app.app.today();
    for what in [
        "follow_ups WHERE done_at IS NOT NULL".to_owned(),
        "follow_ups WHERE taken_up_at IS NOT NULL AND done_at IS NULL".to_owned(),
        format!("follow_ups WHERE taken_up_at IS NULL AND due_on < '{today}'"),
        "signals WHERE explanation IS NOT NULL".to_owned(),
        "complaints WHERE contact_phone IS NOT NULL".to_owned(),
    ] {
        assert!(count(&what).await > 0, "{what}");
    }
    assert!(app.get("/follow-ups").await.status.is_success());
    assert!(app.get("/signals").await.status.is_success());
}
