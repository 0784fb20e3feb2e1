//! Links and addresses in transit: in mail programs, in texts, in headers.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use naklank::domain::access::roles::Role;
use naklank::domain::ids::InvitationId;
use naklank::domain::sending::message::MessageKind;
use naklank::workflow::asking::close::new_message;
use serde_json::json;

use crate::support::{Backend, START, TestApp, closed_complaint, on_both_engines};

/// What mail programs and people leave attached to a link.
const BEHIND: &[&str] =
    &[".", ",", ")", "%3E", "]", "%22", "'", "/", "%20", "%0A", "%0D%0A", ").", "%E2%80%9D"];

fn mail_of(app: &TestApp) -> String {
    String::from_utf8(app.mails().last().unwrap().bytes.clone()).unwrap()
}

on_both_engines! {
    async fn a_link_opens_whatever_stands_behind_it_in_a_text(app) {
        let link = app.invite("K-1").await;
        for behind in BEHIND {
            let page = app.get(&format!("{link}{behind}")).await;
            assert_eq!(page.status, StatusCode::OK, "{behind}");
            assert!(page.body.contains(&format!("action=\"{link}\"")), "the form is sent to the link itself: {behind}");
            let unsubscribe = link.replace("/s/", "/u/");
            assert_eq!(app.get(&format!("{unsubscribe}{behind}")).await.status, StatusCode::OK, "{behind}");
        }
        assert_eq!(app.get(&format!("{link}.x")).await.status, StatusCode::NOT_FOUND);
        let answer = app.post_form(&format!("{link}."), "score=9").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(app.integers("SELECT score FROM responses").await, [9]);
        let invited = app.add_user("new@example.org", Role::Analyst).await;
        assert_eq!(app.get(&format!("{invited}.")).await.status, StatusCode::OK);
    }

    async fn a_name_without_a_letter_is_no_name(app) {
        for (number, name) in [".", "..", "-", "?", "12"].iter().enumerate() {
            app.clock.set(START);
            app.invite_with(&format!("K-{number}"), json!({"contact": {"email": format!("k{number}@example.org"), "name": name, "language": "nl"}})).await;
            let mail = mail_of(&app);
            let head = mail.split("\r\n\r\n").next().unwrap();
            assert!(head.contains(&format!("To: k{number}@example.org\r\n")), "{head}");
            assert!(mail.contains("Beste heer of mevrouw") || mail.contains("Beste mevrouw of heer"), "{mail}");
        }
    }

    async fn a_forbidden_character_never_reaches_a_header(app) {
        for name in ["x\r\nBcc: b@example.org", "x\u{0}y", "x\u{7f}", "x\u{85}y", "x\ny"] {
            let mut complaint = closed_complaint(START);
            complaint["contact"]["name"] = json!(name);
            let answer = app.api(Method::PUT, "/api/v1/complaints/K-1", complaint.to_string()).await;
            assert_eq!(answer.wrong_fields(), ["contact.name"], "{name:?}");
        }
    }

    async fn no_token_begins_or_ends_in_a_mark(app) {
        let due = "2026-03-23T14:00:00Z".parse().unwrap();
        for _ in 0..2_000 {
            let message = new_message(&app.app, InvitationId(uuid::Uuid::nil()), MessageKind::Invitation, due);
            let token = app.app.secret.link_token(&message.nonce);
            assert!(token.stays_whole_in_text(), "{}", token.reveal());
            assert_eq!(token.hash(), message.token_hash);
        }
    }
}

#[tokio::test]
async fn every_address_field_of_a_mail_is_in_a_labels() {
    let settings = [
        ("mail.from", "Klachten <klachten@bücher.example>"),
        ("mail.reply_to", "antwoord@bücher.example"),
        ("mail.bounce_address", "bounces@bücher.example"),
    ];
    let app = TestApp::start_with(Backend::Sqlite, &settings).await;
    app.invite_with(
        "K-1",
        json!({"contact": {"email": "klant@bücher.example", "name": "Klant", "language": "nl"}}),
    )
    .await;
    let mail = mail_of(&app);
    let head = mail.split("\r\n\r\n").next().unwrap();
    assert!(head.is_ascii(), "{head}");
    for header in ["From", "Reply-To", "To", "Message-ID"] {
        let line = head
            .split("\r\n")
            .find(|line| line.to_lowercase().starts_with(&format!("{}:", header.to_lowercase())));
        assert!(line.unwrap().contains("@xn--bcher-kva.example"), "{header}: {head}");
    }
    let sender = app.mails().last().unwrap().envelope.from().unwrap().to_string();
    assert!(sender.starts_with("bounces+") && sender.ends_with("@xn--bcher-kva.example"), "{sender}");
}

#[tokio::test]
async fn a_link_that_names_nothing_is_not_found_whatever_stands_behind_it() {
    let app = TestApp::start(Backend::Sqlite).await;
    for path in ["/s/abc.", "/s/%20", "/s/.", "/u/abc)", "/sign-in/abc."] {
        let answer = app.send(Request::get(path).body(Body::empty()).unwrap()).await;
        assert!(matches!(answer.status, StatusCode::NOT_FOUND | StatusCode::GONE), "{path}: {answer:?}");
    }
}
