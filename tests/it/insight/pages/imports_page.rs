//! The page on which a file of earlier results is looked through and imported, and an import is undone.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use naklank::domain::access::roles::Role;
use naklank::workflow::insight::import_responses::list::list_imports;
use naklank::workflow::privacy::forget::forget;

use secrecy::ExposeSecret as _;
use serde_json::Value;
use sqlx::{Connection as _, Executor as _};

use crate::support::{Answer, Backend, Log, TestApp, on_both_engines};

const RESPONSES: &str = "SELECT COUNT(*) FROM responses";
const KEPT: &str = "SELECT COUNT(*) FROM import_uploads";
const FILE: &str =
    "answered_at;score;team;verbatim\r\n25-11-2025 9:00;9;Zuid;Heel goed\r\n26-11-2025;3;Zuid;\r\n";

/// A form with a file, as a browser sends it.
fn with_file(content: &str, author: &str) -> String {
    format!(
        "--x1\r\nContent-Disposition: form-data; name=\"signed_in_as\"\r\n\r\n{author}\r\n--x1\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"r.csv\"\r\nContent-Type: text/csv\r\n\r\n{content}\r\n--x1--\r\n"
    )
}

async fn send_body(app: &TestApp, cookie: &str, language: &str, body: String) -> Answer {
    let request = Request::post("/imports")
        .header("cookie", cookie)
        .header("accept-language", language)
        .header("content-type", "multipart/form-data; boundary=x1");
    app.send(request.body(Body::from(body)).unwrap()).await
}

async fn send_file(app: &TestApp, cookie: &str, content: &str) -> Answer {
    send_body(app, cookie, "en", with_file(content, &email(Role::Admin))).await
}

/// The address of the user that `sign_in_as` makes.
fn email(role: Role) -> String {
    format!("{role}@example.org")
}

/// The form that confirms what a page found.
fn confirmation(page: &str) -> String {
    let id = page.split("name=\"upload\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    format!("upload={id}")
}

/// A transaction that has taken the table of answers away, for as long as it is not committed unseen by others.
enum Breaking {
    Sqlite(sqlx::SqliteConnection),
    Postgres(sqlx::PgConnection),
}

impl Breaking {
    async fn begin(app: &TestApp) -> Self {
        let address = app.app.config.database.url.expose_secret();
        match app.backend {
            Backend::Sqlite => {
                let mut connection = sqlx::SqliteConnection::connect(address).await.unwrap();
                connection.execute("BEGIN IMMEDIATE").await.unwrap();
                connection.execute("ALTER TABLE responses RENAME TO former_responses").await.unwrap();
                Self::Sqlite(connection)
            }
            Backend::Postgres => {
                let mut connection = sqlx::PgConnection::connect(address).await.unwrap();
                connection.execute("BEGIN").await.unwrap();
                connection.execute("ALTER TABLE responses RENAME TO former_responses").await.unwrap();
                Self::Postgres(connection)
            }
        }
    }

    async fn commit(self) {
        match self {
            Self::Sqlite(mut connection) => connection.execute("COMMIT").await.map(drop).unwrap(),
            Self::Postgres(mut connection) => connection.execute("COMMIT").await.map(drop).unwrap(),
        }
    }
}

/// Waits until the program waits for the database.
async fn until_it_waits(app: &TestApp) {
    let mut times = 0;
    while times < 10 {
        times = if app.app.db.connections().busy > 0 { times + 1 } else { 0 };
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

on_both_engines! {
    /// The client has left by then, or the time limit answered it.
    async fn an_import_that_fails_after_its_request_has_ended_is_logged(app) {
        let cookie = app.sign_in_as(Role::Admin).await;
        let form = confirmation(&send_file(&app, &cookie, FILE).await.body);
        let log = Log::begin();
        let errors = || log.entries().into_iter().filter(|entry| entry["level"] == "ERROR").collect::<Vec<Value>>();
        let breaking = Breaking::begin(&app).await;
        tokio::select! {
            answer = app.post_as(&cookie, "/imports/confirm", &form) => panic!("it waits: {answer:?}"),
            () = until_it_waits(&app) => {}
        }
        breaking.commit().await;
        for _ in 0..200 {
            if !errors().is_empty() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let errors = errors();
        assert_eq!(errors.len(), 1, "{}", log.text());
        assert_eq!(errors[0]["fields"]["message"], "what a request had begun failed after the request had ended");
        assert_eq!(errors[0]["spans"][0]["name"], "request", "{}", errors[0]);
    }

    async fn a_file_is_looked_through_imported_and_undone(app) {
        let cookie = app.sign_in_as(Role::Admin).await;
        let page = send_file(&app, &cookie, FILE).await;
        assert_eq!(page.status, StatusCode::OK, "{page:?}");
        assert!(page.body.contains("The file is valid") && page.body.contains("25 November 2025"), "{}", page.body);
        assert!(!page.body.contains("Heel goed"), "no word of the file is shown");
        assert_eq!(app.integers(RESPONSES).await, [0], "nothing is stored yet");
        let form = confirmation(&page.body);
        let done = app.post_as(&cookie, "/imports/confirm", &form).await;
        assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, "/imports?done=imported"), "{done:?}");
        assert_eq!((app.integers(RESPONSES).await, app.integers(KEPT).await), (vec![2], vec![0]));
        let again = app.post_as(&cookie, "/imports/confirm", &form).await;
        assert_eq!(again.header("location"), "/imports?gone=1", "{again:?}");
        let repeated = send_file(&app, &cookie, FILE).await;
        assert_eq!(repeated.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(repeated.body.contains("imported before"), "{}", repeated.body);
        let import = list_imports(&app.app).await.unwrap().remove(0);
        let undo = format!("/imports/{}/undo", import.id);
        let listed = app.get_as(&cookie, "/imports?done=imported").await;
        assert!(listed.body.contains(&undo) && listed.body.contains("has been imported"), "{}", listed.body);
        let asked = app.get_as(&cookie, &undo).await;
        assert!(asked.body.contains("Number of responses: 2"), "{}", asked.body);
        assert_eq!(app.integers(RESPONSES).await, [2], "asking undoes nothing");
        for _ in 0..2 {
            let undone = app.post_as(&cookie, &undo, "").await;
            assert_eq!(undone.header("location"), "/imports?done=undone", "{undone:?}");
        }
        assert_eq!(app.integers(RESPONSES).await, [0]);
        let unknown = app.get_as(&cookie, "/imports/00000000-0000-7000-8000-000000000000/undo").await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    }

    async fn faults_are_told_in_the_language_of_the_page_and_twenty_of_them(app) {
        let cookie = app.sign_in_as(Role::Admin).await;
        let rows: String = (0..30).map(|_| "11/25/2025,11\n").collect();
        let file = with_file(&format!("answered_at,score\n{rows}"), &email(Role::Admin));
        let page = send_body(&app, &cookie, "nl", file).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{page:?}");
        for words in ["regel 2", "moet een geheel getal van 0 tot en met 10 zijn", "de dag staat voor de maand", "Aantal andere fouten: 10"] {
            assert!(page.body.contains(words), "{words}: {}", page.body);
        }
        assert!(!page.body.contains("must be") && !page.body.contains("lang=\"en\""), "{}", page.body);
        assert_eq!(page.body.matches(">regel ").count(), 20, "{}", page.body);
        assert_eq!(app.integers(KEPT).await, [0]);
    }

    async fn what_is_no_file_is_refused_with_a_sentence(app) {
        let cookie = app.sign_in_as(Role::Admin).await;
        for body in [with_file("", &email(Role::Admin)), "--x1--\r\n".to_owned(), "broken".to_owned(), String::new()] {
            let page = send_body(&app, &cookie, "en", body.clone()).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
            assert!(page.body.contains("Choose a file."), "{body}: {}", page.body);
        }
        let large = "x".repeat(8 * 1024 * 1024 + 1);
        let page = send_file(&app, &cookie, &large).await;
        assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
        for form in ["", "upload=x"] {
            assert_eq!(app.post_as(&cookie, "/imports/confirm", form).await.status, StatusCode::BAD_REQUEST, "{form}");
        }
    }

    async fn a_file_is_read_only_of_one_who_is_signed_in_and_may_import(app) {
        let unknown = send_body(&app, "naklank=unknown", "en", with_file(FILE, "x@example.org")).await;
        assert_eq!(unknown.status, StatusCode::SEE_OTHER, "{unknown:?}");
        assert!(unknown.header("location").starts_with("/sign-in"), "{unknown:?}");
        let analyst = app.sign_in_as(Role::Analyst).await;
        let refused = send_body(&app, &analyst, "en", with_file(FILE, &email(Role::Analyst))).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{refused:?}");
        assert!(!refused.body.contains("Heel goed"), "{}", refused.body);
        let admin = app.sign_in_as(Role::Admin).await;
        let other = send_body(&app, &admin, "en", with_file(FILE, "another@example.org")).await;
        assert_eq!(other.status, StatusCode::CONFLICT, "the page was made for another: {other:?}");
        assert_eq!(app.integers(KEPT).await, [0]);
    }

    async fn a_file_is_kept_for_an_hour_and_for_the_person_who_sent_it(app) {
        let cookie = app.sign_in_as(Role::Admin).await;
        let form = confirmation(&send_file(&app, &cookie, FILE).await.body);
        let other = app.sign_in_as(Role::PolicyOwner).await;
        let refused = app.post_as(&other, "/imports/confirm", &form).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{refused:?}");
        send_file(&app, &cookie, "answered_at,score\n2025-11-25,9\n").await;
        assert_eq!(app.integers(KEPT).await, [1], "one for each person");
        assert_eq!(app.post_as(&cookie, "/imports/confirm", &form).await.header("location"), "/imports?gone=1");
        app.clock.set("2026-03-20T16:00:00Z");
        forget(&app.app).await.unwrap();
        assert_eq!(app.integers(KEPT).await, [0]);
        assert_eq!(app.integers(RESPONSES).await, [0]);
    }
}
