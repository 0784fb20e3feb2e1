//! A page that version 1 of the document was published with stays what it is, whatever later programs do.
//!
//! The pages in `published` are of the demonstration, as a program of that version froze them. They are never renewed.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use data_encoding::HEXLOWER;
use naklank::domain::ids::EditionId;
use naklank::domain::reporting::changes::Cause;
use naklank::domain::reporting::difference::Difference;
use naklank::domain::reporting::document::{DocumentKind, read};
use naklank::domain::reporting::edition::{Edition, Frozen, PageHashes};
use naklank::domain::reporting::method::METHOD;
use naklank::storage::reporting::editions;
use naklank::workflow::reporting::verify::verify_report;
use sha2::{Digest as _, Sha256};

use crate::reporting::verifier::faults;
use crate::support::{TestApp, on_both_engines};

const DUTCH: &str = include_str!("published/version-1-nl.html");
const ENGLISH: &str = include_str!("published/version-1-en.html");
/// What the foot of both pages says.
const HASH: &str = "e3b14289359a12a19cca49f7fcac9077469a6335489cfa06150ecbe6d0ba0c3c";

/// The document in a page, as its hash is of.
fn content() -> String {
    let (_, block) = DUTCH.split_once("<script type=\"application/json\" id=\"figures\">").unwrap();
    block.split_once("</script>").unwrap().0.replace("\\u003c", "<")
}

/// Stores the edition as that program did.
async fn store(app: &TestApp) {
    app.clock.set("2026-05-04T08:00:00Z");
    let content = content();
    let approved_at = "2026-04-20T08:00:00Z".parse().unwrap();
    let id = EditionId(app.app.randomness.uuid(approved_at));
    let edition = Edition {
        id,
        year: 2025,
        kind: DocumentKind::Public,
        number: 2,
        prepared_by: "a@example.org".to_owned(),
        approved_by: "b@example.org".to_owned(),
        approved_at,
        published: None,
        rejected_at: None,
        withdrawn: None,
        sha256: Sha256::digest(content.as_bytes()).into(),
        pages_sha256: PageHashes::of(DUTCH, ENGLISH),
    };
    let frozen = Frozen { content, page_nl: DUTCH.to_owned(), page_en: ENGLISH.to_owned() };
    let mut tx = app.app.db.write().await.unwrap();
    assert!(editions::insert(&mut tx, &edition, &frozen).await.unwrap());
    assert!(editions::publish(&mut tx, id, "b@example.org", approved_at).await.unwrap());
    tx.commit().await.unwrap();
}

on_both_engines! {
    async fn a_page_of_version_1_is_served_as_it_was_and_holds(app) {
        store(&app).await;
        for (language, page) in [("nl", DUTCH), ("en", ENGLISH)] {
            let answer = app.get(&format!("/reports/2025?lang={language}")).await;
            assert_eq!(answer.status, StatusCode::OK);
            assert!(answer.body == page, "{language}");
            assert!(page.contains(HASH), "{language}");
        }
        let told = app.api(Method::GET, "/api/v1/reports/2025", Body::empty()).await.json();
        assert_eq!((&told["sha256"], &told["document"]["method"]), (&serde_json::json!(HASH), &serde_json::json!("report, version 1")));
        let found = verify_report(&app.app, 2025, DocumentKind::Public).await.unwrap();
        assert_eq!((found.edition.number, &found.faults[..]), (2, &[][..]), "it is what was frozen");
        assert_eq!(HEXLOWER.encode(&found.edition.sha256), HASH);
        assert!(!found.differences.is_empty(), "this database has none of its complaints");
    }

    async fn an_edition_of_version_1_is_told_to_be_of_an_earlier_method_and_not_of_another_fact(app) {
        store(&app).await;
        let found = verify_report(&app.app, 2025, DocumentKind::Public).await.unwrap();
        let told: Vec<String> = found.differences.iter().map(ToString::to_string).collect();
        assert_eq!(told[0], format!("method: report, version 1 then, {METHOD} now (made by an earlier method)"));
        for explained in &found.differences {
            let is_setting = matches!(explained.difference, Difference::Setting { .. });
            assert!(is_setting || explained.causes.contains(&Cause::EarlierMethod), "{explained}");
            assert!(!explained.causes.contains(&Cause::Another), "{explained}");
        }
        assert_eq!(found.faults, []);
    }
}

#[test]
fn its_document_is_read_by_this_program() {
    let document = read(&content()).unwrap();
    assert_eq!((document.year, document.method.as_str()), (2025, "report, version 1"));
    assert!(METHOD.starts_with("report, version ") && METHOD != document.method, "{METHOD}");
}

#[test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Python: run tests/run")]
fn its_figures_are_recomputed() {
    for page in [DUTCH, ENGLISH] {
        assert_eq!(faults(page), "");
    }
}
