//! The customer opens the link and answers.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use chrono::TimeDelta;
use naklank::workflow::upkeep::recount::check_tallies;
use secrecy::ExposeSecret as _;
use serde_json::json;
use sqlx::{Connection as _, PgConnection};
use tokio::task::JoinSet;

use crate::support::{Backend, START, TestApp, closed_complaint, on_both_engines};

async fn scores(app: &TestApp) -> Vec<i64> {
    // No page shows a single response below the threshold of 5, so this reads the table.
    app.integers("SELECT score FROM responses ORDER BY score").await
}

async fn invitations(app: &TestApp, count: usize) -> Vec<String> {
    let mut links = Vec::new();
    for number in 0..count {
        links.push(app.invite(&format!("K-{number}")).await);
    }
    links
}

/// Posts all these forms concurrently.
async fn post_at_once(
    app: TestApp,
    forms: impl Iterator<Item = (&String, &'static str)>,
) -> (Arc<TestApp>, Vec<StatusCode>) {
    let app = Arc::new(app);
    let mut posts = JoinSet::new();
    for (link, form) in forms {
        let (app, link) = (Arc::clone(&app), link.clone());
        posts.spawn(async move { app.post_form(&link, form).await.status });
    }
    (app, posts.join_all().await)
}

on_both_engines! {
    async fn the_form_asks_in_the_respondents_language(app) {
        let link = app.invite("K-1").await;
        let page = app.get(&link).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("Hoe waarschijnlijk is het dat u Voorbeeld aanraadt"));
        assert!(page.body.contains("<html lang=\"nl\">"));
        let english = app.get(&format!("{link}?lang=en")).await;
        assert!(english.body.contains("How likely are you to recommend Voorbeeld"));
        assert!(english.body.contains("<html lang=\"en\">"));
    }

    async fn a_score_in_the_link_only_preselects(app) {
        let link = app.invite("K-1").await;
        for score in 0..=10 {
            let page = app.get(&format!("{link}?score={score}")).await;
            assert!(page.body.contains(&format!("value=\"{score}\" id=\"score-{score}\" checked")), "{score}");
            app.send(Request::head(format!("{link}?score={score}")).body(Body::empty()).unwrap()).await;
        }
        assert!(!app.get(&format!("{link}?score=11")).await.body.contains(" checked"));
        assert_eq!(app.survey_of("K-1").await["state"], "sent", "a scanner that opens every link answers nothing");
        assert_eq!(app.post_form(&link, "score=4").await.status, StatusCode::SEE_OTHER);
        assert_eq!(scores(&app).await, [4]);
    }

    async fn without_a_hidden_field_the_answer_has_the_respondents_language(app) {
        let link = app.invite_with("K-1", json!({"contact": {"email": "a@example.org", "language": "en"}})).await;
        let answer = app.post_form(&link, "score=9").await;
        assert!(app.get(answer.header("location")).await.body.contains("Thank you."));
        assert_eq!(app.integers("SELECT COUNT(*) FROM responses WHERE language = 'en'").await, [1]);
    }

    async fn an_answer_is_thanked_for(app) {
        let link = app.invite("K-1").await;
        let form = "score=9&empathy=5&speed=2&comment=Goed%20geholpen&contact_me=on&lang=nl";
        let answer = app.post_form(&link, form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert!(answer.header("location").starts_with(&format!("{link}?done=1")));
        let thanks = app.get(answer.header("location")).await;
        assert_eq!(thanks.status, StatusCode::OK);
        assert!(thanks.body.contains("Bedankt. Met uw antwoord") && thanks.body.contains("Kifid"));
        assert!(thanks.body.contains("klachten@example.org"));
        assert_eq!(app.survey_of("K-1").await["state"], "answered");
        assert_eq!(app.get(&link).await.status, StatusCode::OK, "the link goes on thanking");
    }

    async fn a_wrong_score_is_422_and_keeps_what_was_typed(app) {
        let link = app.invite("K-1").await;
        for score in ["", "score=", "score=11", "score=-1", "score=7.5", "score=3&score=4"] {
            let typed = "Het duurde te lang \u{1f620} \u{5d0}\u{5d1}";
            let form = format!("{score}&speed=2&contact_me=on&comment={typed}");
            let answer = app.post_form(&link, &form).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{score:?}");
            assert!(answer.body.contains(typed), "the comment is kept");
            assert!(answer.body.contains("name=\"speed\" value=\"2\" checked"), "the rating is kept");
            assert!(answer.body.contains("name=\"contact_me\" value=\"on\" checked"), "the tick is kept");
            assert!(answer.body.contains("Kies een cijfer van 0 tot en met 10"));
            assert!(answer.body.contains("<title>Fout: "));
        }
        assert_eq!(app.survey_of("K-1").await["state"], "sent");
        assert!(scores(&app).await.is_empty());
    }

    async fn a_comment_of_20_000_characters_is_refused_and_not_lost(app) {
        let link = app.invite("K-1").await;
        let comment = "\u{1f642}".repeat(20_000);
        let encoded: String = form_urlencoded::byte_serialize(comment.as_bytes()).collect();
        let answer = app.post_form(&link, &format!("score=2&comment={encoded}")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains(&comment));
        let shorter = "\u{1f642}\u{5d0}".repeat(5_000);
        let encoded: String = form_urlencoded::byte_serialize(shorter.as_bytes()).collect();
        assert_eq!(app.post_form(&link, &format!("score=2&comment={encoded}")).await.status, StatusCode::SEE_OTHER);
    }

    async fn while_the_database_is_away_nothing_typed_is_lost(app) {
        let link = app.invite("K-1").await;
        app.execute("ALTER TABLE responses RENAME TO away").await;
        let form = "score=4&speed=2&comment=Het+duurde+te+lang&contact_me=on&lang=nl";
        let answer = app.post_form(&link, form).await;
        assert_eq!((answer.status, answer.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "60"));
        for kept in ["Het duurde te lang", "value=\"4\" id=\"score-4\" checked", "name=\"speed\" value=\"2\" checked"] {
            assert!(answer.body.contains(kept), "{kept}");
        }
        app.execute("ALTER TABLE away RENAME TO responses").await;
        assert_eq!(app.post_form(&link, form).await.status, StatusCode::SEE_OTHER);
        assert_eq!(scores(&app).await, [4]);
    }

    async fn html_in_a_comment_stays_text(app) {
        let link = app.invite("K-1").await;
        let answer = app.post_form(&link, "comment=</textarea><script>alert(1)</script>").await;
        assert!(!answer.body.contains("<script>"), "{}", answer.body);
        assert!(answer.body.contains("&lt;script&gt;"));
    }

    async fn a_body_that_is_too_large_is_413(app) {
        let link = app.invite("K-1").await;
        let answer = app.post_form(&link, &format!("score=2&comment={}", "x".repeat(2_000_000))).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(answer.body.contains("<h1>"));
    }

    async fn the_first_answer_counts_and_a_later_one_is_only_an_attempt(app) {
        let link = app.invite("K-1").await;
        for score in [9, 0, 5] {
            assert_eq!(app.post_form(&link, &format!("score={score}")).await.status, StatusCode::SEE_OTHER);
        }
        assert_eq!(scores(&app).await, [9]);
    }

    async fn a_hundred_answers_at_once_are_one_response(app) {
        let link = app.invite("K-1").await;
        let app = std::sync::Arc::new(app);
        let mut answers = tokio::task::JoinSet::new();
        for score in 0..100 {
            let (app, link) = (std::sync::Arc::clone(&app), link.clone());
            answers.spawn(async move { app.post_form(&link, &format!("score={}", 7 + score % 2)).await.status });
        }
        assert!(answers.join_all().await.iter().all(|status| *status == StatusCode::SEE_OTHER));
        assert_eq!(scores(&app).await.len(), 1);
        app.tick().await;
        let point = app.nps("interval=total").await["groups"][0]["points"][0].clone();
        assert_eq!((&point["closed"], &point["invited"], &point["suppressed"]), (&json!(1), &json!(1), &json!(true)));
    }

    async fn answers_that_come_together_are_each_stored_once(app) {
        let links = invitations(&app, 3).await;
        let (app, outcomes) = post_at_once(app, links.iter().chain(&links).map(|link| (link, "score=9&speed=4&contact_me=on"))).await;
        assert!(outcomes.iter().all(|status| *status == StatusCode::SEE_OTHER), "{outcomes:?}");
        assert_eq!(scores(&app).await, [9; 3]);
        assert_eq!(app.integers("SELECT COUNT(*) FROM attempts WHERE reason = 'later'").await, [3]);
        assert_eq!(app.integers("SELECT COUNT(DISTINCT response_id) FROM follow_ups").await, [3]);
        assert_eq!(app.integers("SELECT COUNT(DISTINCT response_id) FROM ratings WHERE rating = 4").await, [3]);
        assert_eq!(check_tallies(&app.app).await.unwrap(), []);
    }

    async fn an_answer_that_cannot_be_stored_takes_no_other_with_it(app) {
        let links = invitations(&app, 3).await;
        app.execute("CREATE UNIQUE INDEX refuses ON responses (score) WHERE score = 3").await;
        let forms = links.iter().zip(["score=3", "score=3", "score=10"]);
        let (app, outcomes) = post_at_once(app, forms).await;
        let refused = outcomes.iter().filter(|status| **status == StatusCode::SERVICE_UNAVAILABLE).count();
        assert_eq!((refused, outcomes.len()), (1, 3), "{outcomes:?}");
        assert_eq!(scores(&app).await, [3, 10]);
        assert_eq!(check_tallies(&app.app).await.unwrap(), []);
    }

    async fn answers_that_keep_coming_are_stored_one_turn_after_the_other_and_only_the_bad_ones_refused(app) {
        let links = app.invite_many(24).await;
        app.execute("CREATE UNIQUE INDEX refuses ON responses (score) WHERE score = 3").await;
        let app = Arc::new(app);
        let mut posts = JoinSet::new();
        for (place, link) in links.into_iter().enumerate() {
            let app = Arc::clone(&app);
            posts.spawn(async move {
                // Some arrive while others are being stored.
                for _ in 0..place * 15 {
                    tokio::task::yield_now().await;
                }
                app.post_form(&link, if place % 8 == 5 { "score=3" } else { "score=9" }).await.status
            });
        }
        let outcomes = posts.join_all().await;
        let refused = outcomes.iter().filter(|status| **status == StatusCode::SERVICE_UNAVAILABLE).count();
        let stored = outcomes.iter().filter(|status| **status == StatusCode::SEE_OTHER).count();
        assert_eq!((stored, refused), (22, 2));
        assert_eq!(app.integers("SELECT COUNT(*) FROM responses WHERE score = 9").await, [21]);
        assert_eq!(app.integers("SELECT COUNT(*) FROM responses WHERE score = 3").await, [1]);
        assert_eq!(app.integers("SELECT COUNT(*) FROM invitations WHERE state = 'answered'").await, [22]);
        assert_eq!(check_tallies(&app.app).await.unwrap(), []);
    }

    async fn an_unknown_link_is_a_kind_404(app) {
        for path in ["/s/unknown", "/s/%00", "/s/%F0%9F%99%82"] {
            assert_eq!(app.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let dutch = Request::get("/s/unknown").header("accept-language", "nl").body(Body::empty()).unwrap();
        assert!(app.send(dutch).await.body.contains("Deze link kennen wij niet"));
        assert_eq!(app.post_form("/s/unknown", "score=1").await.status, StatusCode::NOT_FOUND);
    }

    async fn an_expired_or_withdrawn_link_is_a_kind_410(app) {
        let expired = app.invite("K-1").await;
        app.advance(TimeDelta::days(30));
        let answer = app.get(&expired).await;
        assert_eq!(answer.status, StatusCode::GONE, "also before the scheduler noticed");
        assert!(answer.body.contains("Deze link werkt niet meer"));
        assert_eq!(app.post_form(&expired, "score=1").await.status, StatusCode::GONE);
        let withdrawn = app.invite("K-2").await;
        let mut reopened = closed_complaint(START);
        reopened["status"] = json!("open");
        app.put("K-2", &reopened).await;
        let answer = app.post_form(&withdrawn, "score=1").await;
        assert_eq!(answer.status, StatusCode::GONE);
        assert!(answer.body.contains("Wij hebben uw antwoord niet meer nodig"));
        assert!(scores(&app).await.is_empty());
    }

    async fn no_answer_is_cached_and_none_tells_where_it_came_from(app) {
        let link = app.invite("K-1").await;
        for path in [link.as_str(), "/s/unknown", "/nowhere", "/privacy", "/healthz", "/api/v1/nps"] {
            let answer = app.get(path).await;
            assert_eq!(answer.header("cache-control"), "no-store", "{path}");
            assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
            assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
            assert!(answer.header("strict-transport-security").contains("max-age"), "{path}");
        }
        let answer = app.send(Request::builder().method(Method::DELETE).uri(&link).body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    }
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn an_answer_that_waits_for_a_row_holds_up_no_other() {
    let app = TestApp::start(Backend::Postgres).await;
    let links = invitations(&app, 2).await;
    let url = app.app.config.database.url.expose_secret().to_owned();
    let mut other = PgConnection::connect(&url).await.unwrap();
    let mut held = other.begin().await.unwrap();
    sqlx::query("UPDATE invitations SET state = state WHERE complaint_id = (SELECT id FROM complaints WHERE reference = 'K-0')")
        .execute(&mut *held)
        .await
        .unwrap();
    let app = Arc::new(app);
    let post = |link: &String| {
        let (app, link) = (Arc::clone(&app), link.clone());
        tokio::spawn(async move { app.post_form(&link, "score=9").await.status })
    };
    let (waiting, free) = (post(&links[0]), post(&links[1]));
    let soon = std::time::Duration::from_secs(300);
    assert_eq!(tokio::time::timeout(soon, free).await.unwrap().unwrap(), StatusCode::SEE_OTHER);
    assert!(!waiting.is_finished(), "its row is held");
    held.rollback().await.unwrap();
    assert_eq!(tokio::time::timeout(soon, waiting).await.unwrap().unwrap(), StatusCode::SEE_OTHER);
    assert_eq!(scores(&app).await, [9, 9]);
}
