//! What is published in tests: a history, two policy owners, and the report that they publish.

use axum::http::StatusCode;
use naklank::domain::access::roles::Role;
use naklank::domain::insight::query::Filters;
use naklank::domain::learning::improvement::{Plan, PublicSentence, Target};
use naklank::domain::people::language::Language;
use naklank::domain::reporting::document::{Document, DocumentKind, InBoth, canonical, read};
use naklank::domain::reporting::edition::{Draft, Edition, Frozen};
use naklank::storage::access::users;
use naklank::views::reporting::page::{EditionHead, ReportPage};
use naklank::workflow::access::audit::Actor;
use naklank::workflow::demo::history::fill_history;
use naklank::workflow::demo::quality::review_sample_history;
use naklank::workflow::learning::improvements::register_earlier;
use naklank::workflow::reporting::publish::{approve, publish, published, save_draft};
use sha2::{Digest as _, Sha256};

use crate::support::{Backend, TestApp};

/// Where the program of the tests is reached.
pub const PUBLIC_URL: &str = "https://nps.example.org";
const PREPARES: &str = "opsteller@example.org";
const APPROVES: &str = "directie@example.org";

/// Three years of complaints and answers up to March 2026, with norms, reviews, an improvement, and two policy owners.
pub async fn with_history(backend: Backend) -> TestApp {
    let app = TestApp::start_demo(backend).await;
    fill_history(&app.app).await.unwrap();
    review_sample_history(&app.app).await.unwrap();
    app.load_policy_values().await;
    add_owners(&app).await;
    improve(&app).await;
    app
}

/// Adds those who prepare and approve reports.
pub async fn add_owners(app: &TestApp) {
    for email in [PREPARES, APPROVES] {
        app.add_user(email, Role::PolicyOwner).await;
    }
}

async fn improve(app: &TestApp) {
    let owner = users::id_of(&mut app.app.db.read().await.unwrap(), PREPARES).await.unwrap().unwrap();
    let plan = Plan {
        title: "Terugbellen binnen een dag".to_owned(),
        reason: "Klanten wachten.".to_owned(),
        reasons: Vec::new(),
        reason_months: Vec::new(),
        immediate_measure: None,
        structural_measure: Some("Meer mensen aan de telefoon.".to_owned()),
        other_processes: None,
        owner,
        starts_on: "2025-06-02".parse().unwrap(),
        settling_days: 0,
        concerns: Filters::new(),
        target: Target::Nps,
        gap: 5.0,
        public: PublicSentence {
            dutch: Some("Wij bellen u binnen een dag terug.".to_owned()),
            english: Some("We call you back within a day.".to_owned()),
        },
    };
    let registered_at = "2025-05-20T10:00:00Z".parse().unwrap();
    register_earlier(&app.app, &Actor::Operator, &plan, registered_at).await.unwrap();
}

/// Publishes the public report of a year from the facts of now; `changed` is what it corrects, empty in a first edition.
pub async fn publish_edition(app: &TestApp, year: i32, changed: &str) -> Edition {
    publish_document(app, DocumentKind::Public, year, changed).await
}

/// The same of either document.
pub async fn publish_document(app: &TestApp, kind: DocumentKind, year: i32, changed: &str) -> Edition {
    let [prepares, approves] = [PREPARES, APPROVES].map(|email| Actor::User(email.to_owned()));
    let in_both = |nl: &str, en: &str| InBoth { nl: nl.to_owned(), en: en.to_owned() };
    let draft = Draft {
        year,
        kind,
        words: in_both("Wij zijn er nog niet.\n\nMaar het gaat beter.", "We are not there yet."),
        changed: in_both(changed, changed),
        prepared_by: PREPARES.to_owned(),
        prepared_at: app.app.now(),
    };
    save_draft(&app.app, &prepares, draft, None).await.unwrap();
    let approved = approve(&app.app, &approves, year, kind, app.app.now()).await.unwrap();
    publish(&app.app, &approves, approved.seen()).await.unwrap()
}

/// What was frozen of a published edition.
pub async fn frozen(app: &TestApp, kind: DocumentKind, year: i32, number: u32) -> Frozen {
    let found = published(&app.app, year, kind, Some(number)).await.unwrap();
    found.unwrap().1
}

/// A published edition of the public report of a year.
pub async fn edition(app: &TestApp, year: i32, number: u32) -> Document {
    read(&frozen(app, DocumentKind::Public, year, number).await.content).unwrap()
}

/// The page of the latest edition of a year, as everyone gets it.
pub async fn served(app: &TestApp, year: i32, language: &str) -> String {
    let answer = app.get(&format!("/reports/{year}?lang={language}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    answer.body
}

/// The page of a document as if it had been approved.
pub fn page_of(document: &Document, language: &str) -> String {
    let sha256: [u8; 32] = Sha256::digest(canonical(document).unwrap().as_bytes()).into();
    let head = EditionHead::Approved { number: 1, sha256, approved_on: "2026-03-20".parse().unwrap() };
    let language: Language = language.parse().unwrap();
    ReportPage { language, document, head: &head, public_url: PUBLIC_URL }.render().into_string()
}
