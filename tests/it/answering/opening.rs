//! Links that are opened concurrently are looked up in one batch, and each shows its own page.

use std::sync::Arc;

use axum::http::StatusCode;
use serde_json::json;
use tokio::task::JoinSet;

use crate::support::{Backend, TestApp, on_both_engines};

/// An invitation in a language.
async fn invite_in(app: &TestApp, reference: &str, language: &str) -> String {
    let address = format!("{}@example.org", reference.to_lowercase());
    app.invite_with(reference, json!({"contact": {"email": address, "name": "Klant", "language": language}}))
        .await
}

/// Opens all these links concurrently; the responses are in the order of the links.
async fn open_at_once(app: &Arc<TestApp>, links: &[String]) -> Vec<(StatusCode, String)> {
    let mut pages = JoinSet::new();
    for (place, link) in links.iter().cloned().enumerate() {
        let app = Arc::clone(app);
        pages.spawn(async move { (place, app.get(&link).await) });
    }
    let mut pages = pages.join_all().await;
    pages.sort_by_key(|(place, _)| *place);
    pages.into_iter().map(|(_, page)| (page.status, page.body)).collect()
}

/// Ends every connection of the program to PostgreSQL, as a restart of the server would.
async fn end_connections(app: &TestApp) {
    if app.backend == Backend::Postgres {
        app.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE application_name = current_setting('application_name') AND pid <> pg_backend_pid()",
        )
        .await;
    }
}

on_both_engines! {
    async fn each_shows_its_own_page_also_one_that_is_opened_twice(app) {
        let dutch = invite_in(&app, "K-1", "nl").await;
        let english = invite_in(&app, "K-2", "en").await;
        let answered = invite_in(&app, "K-3", "nl").await;
        app.post_form(&answered, "score=9").await;
        let app = Arc::new(app);
        let links = [dutch.clone(), english, "/s/unknown".to_owned(), answered, dutch];
        for _ in 0..4 {
            let pages = open_at_once(&app, &links).await;
            let says = ["Hoe waarschijnlijk", "How likely", "kennen wij niet", "Bedankt. Met uw antwoord", "Hoe waarschijnlijk"];
            for ((status, body), says) in pages.iter().zip(says) {
                assert!(body.contains(says), "{status}: {says} is missing");
            }
            let found: Vec<_> = pages.iter().map(|(status, _)| status.as_u16()).collect();
            assert_eq!(found, [200, 200, 404, 200, 200]);
        }
    }

    async fn more_than_one_question_takes_are_all_found(app) {
        let link = app.invite("K-1").await;
        let app = Arc::new(app);
        let unknown = (0..400).map(|number| format!("/s/unknown-{number}"));
        let links: Vec<_> = unknown.chain([link]).collect();
        let pages = open_at_once(&app, &links).await;
        let found = pages.iter().filter(|(status, _)| *status == StatusCode::OK).count();
        assert_eq!((found, pages.len()), (1, 401));
        assert_eq!(pages[400].0, StatusCode::OK);
    }

    async fn an_invitation_that_cannot_be_read_takes_no_other_with_it(app) {
        let (whole, broken) = (app.invite("K-1").await, app.invite("K-2").await);
        app.execute(
            "UPDATE invitations SET state = 'withheld', reason = 'nonsense'
             WHERE complaint_id = (SELECT id FROM complaints WHERE reference = 'K-2')",
        )
        .await;
        let app = Arc::new(app);
        let pages = open_at_once(&app, &[whole.clone(), broken, whole]).await;
        let found: Vec<_> = pages.iter().map(|(status, _)| status.as_u16()).collect();
        assert_eq!(found, [200, 500, 200]);
    }

    async fn nobody_notices_that_the_server_ended_its_connections(app) {
        let links = app.invite_many(8).await;
        let app = Arc::new(app);
        for _ in 0..3 {
            open_at_once(&app, &links).await;
            end_connections(&app).await;
            let pages = open_at_once(&app, &links).await;
            assert!(pages.iter().all(|(status, _)| *status == StatusCode::OK));
        }
        end_connections(&app).await;
        let mut answers = JoinSet::new();
        for link in links {
            let app = Arc::clone(&app);
            answers.spawn(async move { app.post_form(&link, "score=8").await.status });
        }
        assert_eq!(answers.join_all().await, vec![StatusCode::SEE_OTHER; 8]);
        assert_eq!(app.integers("SELECT COUNT(*) FROM responses").await, [8]);
    }
}
