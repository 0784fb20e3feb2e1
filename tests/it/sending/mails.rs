//! Sending mail: claim, send, record.

use chrono::TimeDelta;
use mail_parser::MessageParser;
use naklank::domain::sending::delivery::Cause;
use naklank::mail::send_error::SendError;
use serde_json::json;

use naklank::mail::message::RawMail;

use crate::support::{Backend, START, TestApp, closed_complaint, link_in, on_both_engines};

/// Subject, text and HTML of a mail.
fn parts(mail: &RawMail) -> (String, String, String) {
    let message = MessageParser::default().parse(&mail.bytes).unwrap();
    let body = |part: Option<std::borrow::Cow<'_, str>>| part.unwrap().into_owned();
    (message.subject().unwrap().to_owned(), body(message.body_text(0)), body(message.body_html(0)))
}

/// The HTML of an invitation and of its reminder, with the link without its host.
async fn asked_twice(app: &TestApp) -> Vec<String> {
    app.invite("K-1").await;
    app.advance(TimeDelta::days(8));
    app.tick().await;
    let mails: Vec<String> = app.mails().iter().map(|mail| parts(mail).2).collect();
    assert_eq!(mails.len(), 2, "an invitation and a reminder");
    mails
}

async fn due(app: &TestApp) {
    app.put("K-1", &closed_complaint(START)).await;
    app.clock.set("2026-03-23T14:00:00Z");
}

on_both_engines! {
    async fn a_due_invitation_is_mailed_once(app) {
        app.put("K-1", &closed_complaint(START)).await;
        assert_eq!(app.tick().await.messages.sent, 0, "not before it is due");
        app.clock.set("2026-03-23T14:00:00Z");
        assert_eq!(app.tick().await.messages.sent, 1);
        assert_eq!(app.tick().await.messages.sent, 0);
        assert_eq!(app.survey_of("K-1").await["state"], "sent");
        let total = app.nps("interval=total").await;
        assert_eq!(total["groups"][0]["points"][0]["invited"], 1);
    }

    async fn the_mail_is_what_the_contract_says(app) {
        let link = app.invite("K-1").await;
        let raw = app.mails().remove(0);
        let message = MessageParser::default().parse(&raw.bytes).unwrap();
        let (text, html) = (message.body_text(0).unwrap(), message.body_html(0).unwrap());
        for score in 0..=10 {
            assert!(html.contains(&format!("{link}?score={score}\"")), "score {score}");
        }
        assert!(text.contains(&link) && text.contains("Beste Klant,") && text.contains("20 maart 2026"));
        assert!(text.contains("21 april 2026"), "the last whole day of the link");
        assert_eq!(message.subject(), Some("Hoe vond u het contact met ons?"));
        assert_eq!(message.header_raw("Auto-Submitted").unwrap().trim(), "auto-generated");
        let unsubscribe = format!("<https://nps.example.org{}>", link.replace("/s/", "/u/"));
        assert_eq!(message.header_raw("List-Unsubscribe").unwrap().trim(), unsubscribe);
        assert_eq!(message.header_raw("List-Unsubscribe-Post").unwrap().trim(), "List-Unsubscribe=One-Click");
        let bytes = String::from_utf8(raw.bytes.clone()).unwrap();
        assert!(!bytes.contains("K-1"), "no reference in clear");
        assert!(!html.contains("<img"), "nothing to load");
    }

    async fn a_mail_has_eleven_scores_of_one_width_and_says_each_aloud(app) {
        for html in asked_twice(&app).await {
            let cells: Vec<&str> = html.split("<td class=\"cell\"").skip(1).collect();
            assert_eq!(cells.len(), 11);
            for (score, cell) in cells.iter().enumerate() {
                let cell = cell.split("</td>").next().unwrap();
                assert!(cell.contains("width=\"9%\"") && cell.contains("mso-padding-alt:12px 0"), "{cell}");
                assert!(cell.contains(&format!("?score={score}\"")), "{cell}");
                assert!(cell.contains(&format!("aria-label=\"Cijfer {score}, van 0 tot en met 10\"")), "{cell}");
                assert!(cell.contains(&format!(">{score}</a>")), "{cell}");
            }
            assert!(html.contains("table-layout:fixed"), "equal widths whatever is in them");
        }
    }

    async fn a_mail_loads_nothing_and_is_whole_without_its_style(app) {
        for html in asked_twice(&app).await {
            for loading in ["<img", "<link", "<script", "src=", "url(", "@import", "background=\"", "<svg"] {
                assert!(!html.contains(loading), "{loading}");
            }
            for address in html.split("http").skip(1) {
                assert!(address.starts_with("s://nps.example.org/"), "{}", address.get(..60).unwrap_or(address));
            }
            let (before, rest) = html.split_once("<style>").unwrap();
            let (style, after) = rest.split_once("</style>").unwrap();
            assert!(style.contains("prefers-color-scheme:dark") && style.contains("#8cc2f2"), "{style}");
            assert!(before.contains("<meta name=\"color-scheme\" content=\"light dark\">"), "{before}");
            assert!(before.contains("<meta name=\"supported-color-schemes\" content=\"light dark\">"), "{before}");
            for class in ["ink", "quiet"] {
                assert!(after.contains(&format!("class=\"{class}\"")), "the style names what is there: {class}");
            }
            assert!(after.contains("bgcolor=\"#ffffff\"") && after.contains("color:#1a1a1a"), "colours stand inline");
            let outlook = "<!--[if mso]><table role=\"presentation\" width=\"600\"";
            assert!(after.contains(outlook) && after.contains("max-width:600px"), "at most 600 pixels wide");
            let tables = after.matches("<table").count();
            assert_eq!(after.matches("role=\"presentation\"").count(), tables, "no table is read out as one");
        }
    }

    async fn what_a_shared_mailbox_shows_does_not_name_the_topic(app) {
        for language in ["nl", "en"] {
            let contact = json!({"contact": {"email": format!("{language}@example.org"), "language": language}});
            app.invite_with(&format!("K-{language}"), contact).await;
        }
        for mail in app.mails() {
            let (subject, _, html) = parts(&mail);
            let preheader = html.split_once("<div hidden").unwrap().1.split_once("</div>").unwrap().0.to_lowercase();
            assert!(preheader.contains("max-height:0") && preheader.matches('\u{200c}').count() > 50, "{preheader}");
            assert!(!preheader.contains(&subject.to_lowercase()), "it says something else than the subject");
            for word in ["klacht", "complaint"] {
                assert!(!preheader.contains(word) && !subject.to_lowercase().contains(word), "{subject}: {preheader}");
            }
        }
    }

    async fn a_mail_says_how_to_reach_the_organisation_and_what_is_kept(app) {
        app.invite("K-1").await;
        let (_, text, html) = parts(&app.mails()[0]);
        let privacy = "https://nps.example.org/privacy?lang=nl";
        let contact = &app.app.config.organisation.contact;
        for part in [&text, &html] {
            assert!(part.contains(privacy) && part.contains(contact.as_str()), "{part}");
            assert!(part.contains(&app.app.config.organisation.name), "{part}");
        }
        assert_eq!(app.get("/privacy?lang=nl").await.status, 200);
    }

    async fn an_english_respondent_gets_english(app) {
        app.invite_with("K-1", json!({"contact": {"email": "a@example.org", "language": "en-GB"}})).await;
        let raw = app.mails().remove(0);
        let message = MessageParser::default().parse(&raw.bytes).unwrap();
        assert_eq!(message.subject(), Some("How did you find your contact with us?"));
        assert!(message.body_text(0).unwrap().contains("Dear Sir or Madam,"));
    }

    async fn outside_the_sending_hours_nothing_goes_out(app) {
        app.put("K-1", &closed_complaint(START)).await;
        app.clock.set("2026-03-23T21:30:00Z");
        assert_eq!(app.tick().await.messages.sent, 0);
        app.clock.set("2026-03-24T08:00:00Z");
        assert_eq!(app.tick().await.messages.sent, 1);
    }

    async fn a_passing_failure_is_tried_again(app) {
        due(&app).await;
        app.outbox().fail_next(SendError::new(Cause::Deferred, "451 later"));
        assert_eq!(app.tick().await.messages.retried, 1);
        assert_eq!(app.survey_of("K-1").await["state"], "planned");
        app.advance(TimeDelta::seconds(60));
        assert_eq!(app.tick().await.messages.sent, 1);
        assert_eq!(app.survey_of("K-1").await["state"], "sent");
    }

    async fn a_mail_of_unknown_fate_is_sent_again_to_the_byte(app) {
        due(&app).await;
        app.outbox().fail_next(SendError::new(Cause::UnknownFate, "hung up"));
        assert_eq!(app.tick().await.messages.retried, 1);
        app.advance(TimeDelta::seconds(60));
        assert_eq!(app.tick().await.messages.sent, 1);
        let mails = app.mails();
        assert_eq!(mails.len(), 2);
        assert_eq!(mails[0].bytes, mails[1].bytes);
    }

    async fn a_mail_of_unknown_fate_can_be_answered(app) {
        due(&app).await;
        app.outbox().fail_next(SendError::new(Cause::UnknownFate, "hung up"));
        app.tick().await;
        let link = link_in(&app.mails()[0]);
        app.post_form(&link, "score=8").await;
        assert_eq!(app.survey_of("K-1").await["state"], "answered");
        app.advance(TimeDelta::minutes(5));
        let report = app.tick().await;
        assert_eq!((report.messages.sent, report.messages.cancelled), (0, 1), "no second mail after the answer");
        let point = app.nps("interval=total").await["groups"][0]["points"][0].clone();
        assert_eq!((&point["invited"], &point["suppressed"]), (&json!(1), &json!(true)));
    }

    async fn a_refusal_for_good_makes_it_undeliverable(app) {
        due(&app).await;
        app.outbox().fail_next(SendError::new(Cause::Refused, "550 no such user"));
        assert_eq!(app.tick().await.messages.failed, 1);
        assert_eq!(app.survey_of("K-1").await["state"], "undeliverable");
        app.advance(TimeDelta::days(2));
        assert_eq!(app.tick().await.messages.sent, 0);
    }

    async fn a_failure_that_does_not_pass_is_given_up_after_three_days(app) {
        due(&app).await;
        let mut failed = 0;
        for _ in 0..60 {
            app.outbox().fail_next(SendError::new(Cause::Deferred, "451 later"));
            failed += app.tick().await.messages.failed;
            app.advance(TimeDelta::hours(6));
        }
        assert_eq!(failed, 1);
        assert_eq!(app.survey_of("K-1").await["state"], "undeliverable");
    }

    async fn many_due_messages_all_go_out(app) {
        for number in 0..30 {
            let mut complaint = closed_complaint(START);
            complaint["contact"]["email"] = json!(format!("klant{number}@example.org"));
            app.put(&format!("K-{number}"), &complaint).await;
        }
        app.clock.set("2026-03-23T14:00:00Z");
        assert_eq!(app.tick().await.messages.sent, 30);
    }

    async fn two_ticks_at_once_send_each_mail_once(app) {
        for number in 0..20 {
            let mut complaint = closed_complaint(START);
            complaint["contact"]["email"] = json!(format!("klant{number}@example.org"));
            app.put(&format!("K-{number}"), &complaint).await;
        }
        app.clock.set("2026-03-23T14:00:00Z");
        let (one, other) = tokio::join!(app.tick(), app.tick());
        assert_eq!(one.messages.sent + other.messages.sent, 20);
        assert_eq!(app.mails().len(), 20);
    }

    async fn an_invitation_expires_when_its_time_is_over(app) {
        let link = app.invite("K-1").await;
        app.advance(TimeDelta::days(30));
        assert_eq!(app.tick().await.expired, 1);
        assert_eq!(app.survey_of("K-1").await["state"], "expired");
        assert_eq!(app.get(&link).await.status, 410);
    }
}

async fn a_reference_is_shown_where_it_is_allowed(backend: Backend) {
    let app = TestApp::start_with(backend, &[("survey.show_reference", "yes")]).await;
    due(&app).await;
    app.outbox().fail_next(SendError::new(Cause::UnknownFate, "hung up"));
    app.tick().await;
    app.advance(TimeDelta::seconds(60));
    app.tick().await;
    app.advance(TimeDelta::days(8));
    app.tick().await;
    let mails = app.mails();
    assert_eq!(mails.len(), 3, "the invitation twice, and a reminder");
    assert_eq!(mails[0].bytes, mails[1].bytes, "the same at every attempt");
    for mail in &mails {
        let (subject, text, html) = parts(mail);
        assert!(text.contains("Ons kenmerk: K-1") && html.contains("<p>Ons kenmerk: K-1</p>"), "{text}");
        assert!(!subject.contains("K-1"), "{subject}");
    }
}

#[tokio::test]
async fn a_reference_is_shown_where_it_is_allowed_on_sqlite() {
    a_reference_is_shown_where_it_is_allowed(Backend::Sqlite).await;
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn a_reference_is_shown_where_it_is_allowed_on_postgres() {
    a_reference_is_shown_where_it_is_allowed(Backend::Postgres).await;
}

#[tokio::test]
async fn a_mail_has_the_organisations_colour_on_light_and_on_dark() {
    let app = TestApp::start_with(Backend::Sqlite, &[("organisation.accent_colour", "#7a0019")]).await;
    let dark = app.app.config.organisation.accent.unwrap().dark.to_string();
    for html in asked_twice(&app).await {
        let (style, body) = html.split_once("</style>").unwrap();
        assert!(style.contains(&format!(".link{{color:{dark} !important}}")), "{style}");
        assert_eq!(body.matches("color:#7a0019").count(), 13, "the name, the link and each score");
        assert!(!body.contains("#0b4f8a"), "nothing has the built-in colour");
    }
}
