//! The key of the secret file is replaced: nothing that an earlier key made is lost, and it can be done without in time.

mod addresses;
mod commands;
mod doing_without;
mod processes;

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use naklank::domain::access::roles::Role;
use naklank::domain::access::token::SecretKey;
use naklank::domain::sending::delivery::Cause;
use naklank::mail::message::RawMail;
use naklank::mail::send_error::SendError;
use naklank::storage::access::secret_keys;
use serde_json::{Value, json};

use crate::support::keys::{new_key_of_file, old_key, rotated};
use crate::support::{Backend, TestApp, closed_complaint, link_in};

async fn start(backend: Backend) -> TestApp {
    TestApp::start_with(backend, &[("mail.bounce_address", "bounces@example.org")]).await
}

macro_rules! on_both_engines_with_bounces {
    ($(async fn $name:ident($app:ident) $body:block)*) => {
        $(async fn $name($app: crate::support::TestApp) $body)*

        mod sqlite {
            $(#[tokio::test]
            async fn $name() {
                let app = crate::upkeep::rotation::start(crate::support::Backend::Sqlite).await;
                super::$name(app).await;
            })*
        }

        mod postgres {
            $(#[tokio::test]
            #[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
            async fn $name() {
                let app = crate::upkeep::rotation::start(crate::support::Backend::Postgres).await;
                super::$name(app).await;
            })*
        }
    };
}
pub(crate) use on_both_engines_with_bounces;

/// A closed complaint of the person with this address.
fn complaint_of(email: &str, closed_at: &str) -> Value {
    let mut complaint = closed_complaint(closed_at);
    complaint["contact"]["email"] = json!(email);
    complaint
}

/// Closes a complaint now; returns its survey.
async fn close(app: &TestApp, reference: &str, email: &str) -> Value {
    let answer = app.put(reference, &complaint_of(email, &app.app.now().to_rfc3339())).await;
    assert!(answer.status.is_success(), "{answer:?}");
    answer.json()["survey"].clone()
}

/// Waits until a planned mail is due, and sends what is.
async fn send_at(app: &TestApp, survey: &Value) -> u64 {
    app.clock.set(survey["due_at"].as_str().unwrap());
    app.tick().await.messages.sent
}

fn sender(mail: &RawMail) -> String {
    mail.envelope.from().unwrap().to_string()
}

/// What a mail server reports of a mail that it could not deliver.
async fn bounce(app: &TestApp, to: &str) -> String {
    let text = format!(
        "From: MAILER-DAEMON@mx.example.org\r\nTo: {to}\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n\
         --x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n\
         Final-Recipient: rfc822; klant@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n\
         Diagnostic-Code: smtp; 550 5.1.1 <klant@example.org>: unknown\r\n\r\n--x--\r\n"
    );
    let answer = app.api(Method::POST, "/api/v1/bounces", text).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    answer.json()["outcome"].as_str().unwrap().to_owned()
}

/// Of how many links in mails each key is the maker: the old one, the new one.
async fn makers(app: &TestApp) -> (usize, usize) {
    let now = app.app.now();
    let mut tx = app.app.db.read().await.unwrap();
    let links = secret_keys::links(&mut tx, now - TimeDelta::days(30), now).await.unwrap();
    let made = |key: SecretKey| {
        links.iter().filter(|link| key.link_token(&link.nonce).hash() == link.token_hash).count()
    };
    (made(old_key()), made(new_key_of_file()))
}

on_both_engines_with_bounces! {
    async fn links_from_before_go_on_working_and_new_ones_are_made_with_the_new_key(app) {
        let before = app.invite("K-1").await;
        let app = app.restarted_with(rotated()).await;
        assert_eq!(app.get(&before).await.status, StatusCode::OK);
        assert_eq!(app.post_form(&before, "score=9").await.status, StatusCode::SEE_OTHER);
        assert_eq!(app.integers("SELECT score FROM responses").await, [9]);
        assert_eq!(makers(&app).await, (1, 0));
        let after = app.invite("K-2").await;
        assert_eq!(makers(&app).await, (1, 1));
        assert_eq!(app.get(&after).await.status, StatusCode::OK);
        let acts = app.audit().await;
        let used: Vec<&str> = acts.iter().filter(|act| act.action == "secret use").map(|act| act.subject.as_str()).collect();
        assert_eq!(used, [new_key_of_file().mark().to_string()], "once, by name");
    }

    async fn a_form_that_was_open_while_the_key_was_replaced_still_changes_the_answer(app) {
        let link = app.invite("K-1").await;
        assert_eq!(app.post_form(&link, "score=9").await.status, StatusCode::SEE_OTHER);
        let page = app.get(&format!("{link}?edit=1")).await.body;
        let code = page.split("name=\"revises\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let app = app.restarted_with(rotated()).await;
        let mistaken = app.post_form(&link, &format!("revises={code}")).await;
        assert_eq!(mistaken.status, StatusCode::UNPROCESSABLE_ENTITY, "the form comes back for a score");
        assert_eq!(app.post_form(&link, &format!("score=3&revises={code}")).await.status, StatusCode::SEE_OTHER);
        assert_eq!(app.integers("SELECT score FROM responses").await, [3]);
        let guessed = app.post_form(&link, "score=10&revises=AAAAAAAAAAAAAAAA").await;
        assert_eq!(guessed.status, StatusCode::SEE_OTHER);
        assert_eq!(app.integers("SELECT score FROM responses").await, [3]);
    }

    async fn a_mail_whose_fate_is_unknown_is_sent_again_with_the_same_bytes(app) {
        let survey = close(&app, "K-1", "k-1@example.org").await;
        app.outbox().fail_next(SendError::new(Cause::UnknownFate, "silence"));
        assert_eq!(send_at(&app, &survey).await, 0);
        let first = app.mails().pop().unwrap();
        let app = app.restarted_with(rotated()).await;
        app.advance(TimeDelta::minutes(5));
        assert_eq!(app.tick().await.messages.sent, 1);
        let second = app.mails().pop().unwrap();
        assert_eq!(second.bytes, first.bytes);
        assert_eq!(sender(&second), sender(&first));
        assert_eq!(app.get(&link_in(&second)).await.status, StatusCode::OK);
    }

    async fn a_mail_that_waited_gets_the_link_that_the_database_knows(app) {
        let survey = close(&app, "K-1", "k-1@example.org").await;
        let app = app.restarted_with(rotated()).await;
        assert_eq!(send_at(&app, &survey).await, 1);
        let mail = app.mails().pop().unwrap();
        assert_eq!(app.get(&link_in(&mail)).await.status, StatusCode::OK);
        assert_eq!(bounce(&app, &sender(&mail)).await, "hard", "its return path is of the same key");
    }

    async fn bounces_come_back_to_return_paths_of_both_keys(app) {
        app.invite("K-1").await;
        let before = sender(app.mails().last().unwrap());
        let app = app.restarted_with(rotated()).await;
        app.invite("K-2").await;
        let after = sender(app.mails().last().unwrap());
        assert_eq!(bounce(&app, &before).await, "hard");
        assert_eq!(bounce(&app, &after).await, "hard");
        for reference in ["K-1", "K-2"] {
            assert_eq!(app.survey_of(reference).await["state"], "undeliverable");
        }
    }

    async fn a_link_to_sign_in_that_waits_is_mailed_as_it_was_made(app) {
        app.sign_in_as(Role::Analyst).await;
        app.post_form("/sign-in/forgotten", "email=analyst%40example.org").await;
        let app = app.restarted_with(rotated()).await;
        assert_eq!(app.tick().await.staff_mails.sent, 1);
        let mail = app.mails().pop().unwrap();
        let message = mail_parser::MessageParser::default().parse(&mail.bytes).unwrap();
        let text = message.body_text(0).unwrap().into_owned();
        let path = text.split("https://nps.example.org").nth(1).unwrap().split_whitespace().next().unwrap();
        assert!(path.starts_with("/sign-in/"), "{text}");
        assert_eq!(app.get(path).await.status, StatusCode::OK);
    }
}
