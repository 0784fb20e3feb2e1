//! A forgotten password: a link comes by mail, and nothing tells who has an account.

use axum::http::StatusCode;
use chrono::TimeDelta;
use naklank::domain::access::roles::Role;
use naklank::domain::sending::delivery::Cause;
use naklank::mail::message::RawMail;
use naklank::mail::send_error::SendError;
use naklank::storage::access::users::find_by_email;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::sign_in_link_mail::mail_sign_in_link;
use naklank::workflow::access::users::disable_user;

use crate::support::{Answer, TestApp, on_both_engines};

/// The answer but for the id of the request, which is another each time.
async fn ask(app: &TestApp, email: &str) -> Answer {
    let form = format!("email={}", email.replace('@', "%40"));
    let mut answer = app.post_form("/sign-in/forgotten", &form).await;
    answer.headers.remove("x-request-id").expect("every answer has an id");
    answer
}

fn text_of(mail: &RawMail) -> String {
    let message = mail_parser::MessageParser::default().parse(&mail.bytes).unwrap();
    message.body_text(0).unwrap().into_owned()
}

/// The path of the sign-in link in a mail.
fn link_of(mail: &RawMail) -> String {
    let text = text_of(mail);
    let start = text.find("https://nps.example.org/sign-in/").unwrap() + "https://nps.example.org".len();
    text[start..].split_whitespace().next().unwrap().to_owned()
}

on_both_engines! {
    async fn a_mail_brings_a_link_that_works_once(app) {
        let before = app.sign_in_as(Role::Analyst).await;
        assert!(app.get("/sign-in").await.body.contains("href=\"/sign-in/forgotten\""));
        assert!(app.get("/sign-in/forgotten").await.body.contains("action=\"/sign-in/forgotten\""));
        let asked = ask(&app, "  Analyst@Example.org ").await;
        assert_eq!((asked.status, asked.header("location")), (StatusCode::SEE_OTHER, "/sign-in/forgotten?asked=1"));
        let page = app.get(asked.header("location")).await.body;
        assert!(page.contains("If we can send a link to this address, you get an e-mail."), "{page}");
        assert_eq!(app.tick().await.staff_mails.sent, 1);
        let mails = app.mails();
        assert_eq!((mails.len(), mails[0].envelope.to()[0].to_string().as_str()), (1, "analyst@example.org"));
        let raw = String::from_utf8(mails[0].bytes.clone()).unwrap();
        assert!(raw.contains("Auto-Submitted: auto-generated") && !raw.contains("List-Unsubscribe"), "{raw}");
        assert!(text_of(&mails[0]).contains("tot 20 maart 2026 om 16:00 uur"), "{}", text_of(&mails[0]));
        let link = link_of(&mails[0]);
        assert_eq!(app.get(&link).await.status, StatusCode::OK);
        assert_eq!(app.get_as(&before, "/account").await.status, StatusCode::OK, "asking changes nothing");
        assert_eq!(app.post_form(&link, "password=een+nieuw+wachtwoord").await.status, StatusCode::SEE_OTHER);
        assert_eq!(app.post_form(&link, "password=een+ander+wachtwoord").await.status, StatusCode::GONE);
        assert_eq!(app.get_as(&before, "/account").await.status, StatusCode::SEE_OTHER, "sessions of before end");
        let form = "email=analyst%40example.org&password=een+nieuw+wachtwoord";
        assert_eq!(app.post_form("/sign-in", form).await.status, StatusCode::SEE_OTHER);
        app.advance(TimeDelta::days(1));
        assert_eq!(app.tick().await.staff_mails.sent, 0, "the mail is sent once");
    }

    async fn an_address_without_an_account_gets_the_same_answer_and_no_mail(app) {
        app.sign_in_as(Role::Analyst).await;
        app.sign_in_as(Role::Admin).await;
        app.sign_in_as(Role::Handler).await;
        disable_user(&app.app, &Actor::Operator, &"admin@example.org".parse().unwrap()).await.unwrap();
        app.execute("UPDATE users SET password_hash = NULL, issuer = 'https://id.example.org', subject = '1' WHERE email = 'handler@example.org'").await;
        let known = ask(&app, "analyst@example.org").await;
        for other in ["nobody@example.org", "admin@example.org", "handler@example.org", "", "no address", "my+secret+password"] {
            let answer = ask(&app, other).await;
            assert_eq!((answer.status, &answer.headers, &answer.body), (known.status, &known.headers, &known.body), "{other}");
        }
        assert_eq!(app.tick().await.staff_mails.sent, 1);
        assert_eq!(app.mails()[0].envelope.to()[0].to_string(), "analyst@example.org");
        assert_eq!(app.integers("SELECT COUNT(*) FROM staff_mails").await, [1], "and none waits");
        assert_eq!(app.integers("SELECT COUNT(*) FROM sign_in_links WHERE used_at IS NULL").await, [1]);
        let count = async |query: &'static str| app.integers(query).await[0];
        assert_eq!(count("SELECT COUNT(*) FROM audit WHERE action = 'password forgotten' AND subject = ''").await, 7);
        assert_eq!(count("SELECT COUNT(*) FROM audit WHERE action = 'password forgotten' AND actor = 'unknown'").await, 4);
        assert_eq!(count("SELECT COUNT(*) FROM audit WHERE actor LIKE '%secret%' OR subject LIKE '%secret%'").await, 0);
    }

    async fn the_sixth_request_in_an_hour_sends_nothing_and_is_answered_alike(app) {
        app.sign_in_as(Role::Analyst).await;
        let mut answers = Vec::new();
        for _ in 0..6 {
            answers.push(ask(&app, "analyst@example.org").await);
            app.tick().await;
        }
        let first = &answers[0];
        for answer in &answers {
            assert_eq!((answer.status, &answer.headers, &answer.body), (first.status, &first.headers, &first.body));
        }
        assert_eq!(app.mails().len(), 5);
        assert_eq!(app.get(&link_of(&app.mails()[4])).await.status, StatusCode::OK, "the last link works on");
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE action = 'password forgotten'").await, [5]);
        app.advance(TimeDelta::hours(1));
        ask(&app, "analyst@example.org").await;
        app.tick().await;
        assert_eq!(app.mails().len(), 6);
    }

    /// Anybody may ask, so asking voids nothing.
    async fn asking_leaves_earlier_links_and_using_one_ends_them_all(app) {
        let handed = app.add_user("analyst@example.org", Role::Analyst).await;
        ask(&app, "analyst@example.org").await;
        ask(&app, "analyst@example.org").await;
        assert_eq!(app.tick().await.staff_mails.sent, 2);
        let links = [handed, link_of(&app.mails()[0]), link_of(&app.mails()[1])];
        for link in &links {
            assert_eq!(app.get(link).await.status, StatusCode::OK);
        }
        ask(&app, "analyst@example.org").await;
        assert_eq!(app.post_form(&links[1], "password=een+nieuw+wachtwoord").await.status, StatusCode::SEE_OTHER);
        for link in &links {
            assert_eq!(app.post_form(link, "password=een+ander+wachtwoord").await.status, StatusCode::GONE);
        }
        assert_eq!(app.tick().await.staff_mails.sent, 0, "a link that has ended is not mailed");
        ask(&app, "analyst@example.org").await;
        app.tick().await;
        let link = link_of(&app.mails()[2]);
        app.advance(TimeDelta::minutes(59));
        assert_eq!(app.get(&link).await.status, StatusCode::OK);
        app.advance(TimeDelta::minutes(1));
        assert_eq!(app.get(&link).await.status, StatusCode::GONE, "it works for an hour");
    }

    async fn a_mail_with_a_link_is_deleted_after_a_week(app) {
        app.sign_in_as(Role::Analyst).await;
        ask(&app, "analyst@example.org").await;
        assert_eq!(app.tick().await.staff_mails.sent, 1);
        for (days, left) in [(6, 1), (1, 0)] {
            app.advance(TimeDelta::days(days));
            app.tick().await;
            assert_eq!(app.integers("SELECT COUNT(*) FROM staff_mails").await, [left]);
        }
    }

    async fn a_mail_is_tried_again_as_the_same_mail_while_its_link_works(app) {
        app.sign_in_as(Role::Analyst).await;
        ask(&app, "analyst@example.org").await;
        app.outbox().fail_next(SendError::new(Cause::UnknownFate, "the line went dead"));
        assert_eq!(app.tick().await.staff_mails.sent, 0);
        app.advance(TimeDelta::minutes(11));
        assert_eq!(app.tick().await.staff_mails.sent, 1);
        assert_eq!(app.mails()[0].bytes, app.mails()[1].bytes);
        ask(&app, "analyst@example.org").await;
        app.outbox().fail_next(SendError::new(Cause::Deferred, "451 4.7.1 greylisted"));
        app.tick().await;
        app.advance(TimeDelta::minutes(61));
        assert_eq!(app.tick().await.staff_mails.sent, 0, "its hour is over");
        assert_eq!(app.integers("SELECT COUNT(*) FROM staff_mails WHERE sent_at IS NULL").await, [0]);
    }

    async fn the_mail_speaks_the_language_of_its_reader(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        app.post_as(&cookie, "/account/language", "language=en").await;
        ask(&app, "analyst@example.org").await;
        app.tick().await;
        let text = text_of(&app.mails()[0]);
        assert!(text.contains("until 20 March 2026 at 16:00") && text.contains("you need not do anything"), "{text}");
    }

    async fn while_no_mail_goes_out_the_page_says_whom_to_ask(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        app.post_as(&admin, "/sending/pause", "").await;
        for path in ["/sign-in/forgotten", "/sign-in/forgotten?asked=1"] {
            let page = app.get(path).await.body;
            assert!(page.contains("No e-mail goes out at the moment.") && !page.contains("<form"), "{page}");
        }
        ask(&app, "admin@example.org").await;
        app.post_as(&admin, "/sending/resume", "").await;
        assert_eq!(app.tick().await.staff_mails.sent, 0, "what could not be sent is not sent later");
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE action = 'password forgotten'").await, [0]);
    }

    async fn a_user_who_was_disabled_meanwhile_gets_no_mail(app) {
        app.sign_in_as(Role::Analyst).await;
        ask(&app, "analyst@example.org").await;
        disable_user(&app.app, &Actor::Operator, &"analyst@example.org".parse().unwrap()).await.unwrap();
        app.tick().await;
        assert!(app.mails().is_empty());
    }

    async fn the_link_of_an_administrator_comes_by_mail_too(app) {
        app.sign_in_as(Role::Analyst).await;
        let mut tx = app.app.db.write().await.unwrap();
        let user = find_by_email(&mut tx, "analyst@example.org").await.unwrap().unwrap();
        let token = mail_sign_in_link(&app.app, &mut tx, &user, TimeDelta::hours(24)).await.unwrap();
        tx.commit().await.unwrap();
        app.tick().await;
        assert_eq!(link_of(&app.mails()[0]), format!("/sign-in/{}", token.reveal()));
        app.advance(TimeDelta::hours(23));
        assert_eq!(app.get(&link_of(&app.mails()[0])).await.status, StatusCode::OK);
        disable_user(&app.app, &Actor::Operator, &"analyst@example.org".parse().unwrap()).await.unwrap();
        let mut tx = app.app.db.write().await.unwrap();
        let token = mail_sign_in_link(&app.app, &mut tx, &user, TimeDelta::hours(24)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(app.get(&format!("/sign-in/{}", token.reveal())).await.status, StatusCode::GONE);
        assert_eq!(app.integers("SELECT COUNT(*) FROM sign_in_links").await, [0], "and nothing is kept");
    }
}
