//! The organisation's own texts: changed on a page, seen in mails and pages, never lost.

use axum::http::StatusCode;
use chrono::TimeDelta;
use form_urlencoded::Serializer;
use mail_parser::MessageParser;
use naklank::domain::access::roles::Role;
use naklank::domain::answering::own_texts::OwnTexts;
use naklank::domain::answering::own_texts::file::parse;
use naklank::domain::sending::delivery::Cause;
use naklank::mail::message::RawMail;
use naklank::mail::send_error::SendError;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::answering::own_texts::{SaveTextsError, newest_texts, save_texts, texts_in_force};
use serde_json::json;

use crate::support::{START, TestApp, closed_complaint, on_both_engines};

const TEXTS: &str = "/texts";
const PREVIEW: &str = "/texts/preview";

/// A form based on a version, with the tick set.
fn form(based_on: i64, fields: &[(&str, &str)]) -> String {
    let mut form = Serializer::new(String::new());
    form.append_pair("based_on", &based_on.to_string()).append_pair("kifid", "yes");
    form.extend_pairs(fields).finish()
}

const THANKS: &[(&str, &str)] = &[("thanks.nl", "Dank u wel."), ("thanks.en", "Many thanks.")];

fn texts(file: &str) -> OwnTexts {
    parse(file.as_bytes()).unwrap()
}

/// Saves texts at the command line.
async fn publish(app: &TestApp, file: &str) -> i64 {
    let based_on = newest_texts(&app.app).await.unwrap().number;
    save_texts(&app.app, &Actor::Operator, based_on, &texts(file)).await.unwrap()
}

struct Read {
    subject: String,
    text: String,
    html: String,
}

fn read(mail: &RawMail) -> Read {
    let message = MessageParser::default().parse(&mail.bytes).unwrap();
    Read {
        subject: message.subject().unwrap().to_owned(),
        text: message.body_text(0).unwrap().into_owned(),
        html: message.body_html(0).unwrap().into_owned(),
    }
}

const MAIL: &str = r#"
[mail_subject]
nl = "Hoe ging het bij {organisation}?"
en = "How did it go at {organisation}?"
[mail_greeting]
nl = "Dag {name},"
en = "Hello {name},"
[mail_opening]
nl = """
Op {closed_on} waren wij klaar.

Wij zijn benieuwd & luisteren."""
en = "On {closed_on} we were done."
[mail_closing]
nl = "Dit kan tot en met {expires_on}. Bel {contact}."
en = "Until {expires_on}."
[mail_signature]
nl = "Groeten,\n{organisation}"
en = "Regards,\n{organisation}"
[reminder_subject]
nl = "Nog even: hoe ging het?"
en = "Once more: how did it go?"
[reminder_opening]
nl = "Wij vroegen u naar {closed_on}."
en = "We asked about {closed_on}."
"#;

on_both_engines! {
    async fn a_saved_text_is_in_force_at_once_and_the_audit_says_who_saved_it(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=9").await;
        let admin = app.sign_in_as(Role::Admin).await;
        assert!(app.get(&link).await.body.contains("Bedankt. Met uw antwoord"));
        let saved = app.post_as(&admin, TEXTS, &form(0, THANKS)).await;
        assert_eq!((saved.status, saved.header("location")), (StatusCode::SEE_OTHER, "/texts?saved=1"));
        assert!(app.get(&link).await.body.contains("<p>Dank u wel.</p>"));
        assert!(app.get(&format!("{link}?lang=en")).await.body.contains("<p>Many thanks.</p>"));
        let page = app.get_as(&admin, "/texts?saved=1").await.body;
        assert!(page.contains("Version 1 is in force") && page.contains("admin@example.org"), "{page}");
        assert!(page.contains("value=\"1\"") && page.contains("Many thanks."), "{page}");
        assert_eq!(app.acts_of("user admin@example.org", "texts change").await, 1);
        let entries = app.audit().await;
        let entry = entries.iter().find(|entry| entry.action == "texts change").unwrap();
        assert_eq!(entry.subject, "version 1", "without the text");
    }

    async fn mails_and_reminders_speak_in_the_organisations_texts(app) {
        publish(&app, MAIL).await;
        let link = app.invite("K-1").await;
        let mail = read(&app.mails()[0]);
        assert_eq!(mail.subject, "Hoe ging het bij Voorbeeld?");
        let text = mail.text.replace("\r\n", "\n");
        assert!(text.starts_with("Dag Klant,\n\nOp 20 maart 2026 waren wij klaar.\n\nWij zijn benieuwd & luisteren.\n\n"), "{text}");
        assert!(text.contains("Bel klachten@example.org.\n\nGroeten,\nVoorbeeld\n\n"), "{text}");
        assert!(mail.html.contains("<p>Wij zijn benieuwd &amp; luisteren.</p>") && mail.html.contains("Groeten,<br>Voorbeeld"));
        for part in [&mail.text, &mail.html] {
            assert!(part.contains(&link) && part.contains(&link.replace("/s/", "/u/")), "the links are always there: {part}");
        }
        for score in 0..=10 {
            assert!(mail.html.contains(&format!("{link}?score={score}\"")), "score {score}");
        }
        app.advance(TimeDelta::days(9));
        app.tick().await;
        let reminder = read(&app.mails()[1]);
        assert_eq!(reminder.subject, "Nog even: hoe ging het?");
        assert!(reminder.text.contains("Wij vroegen u naar 20 maart 2026."));
        app.invite_with("K-2", json!({"contact": {"email": "b@example.org", "name": "{contact}", "language": "en"}})).await;
        let english = read(&app.mails()[2]);
        assert!(english.text.starts_with("Hello {contact},"), "a name is no placeholder: {}", english.text);
    }

    async fn a_mail_is_the_same_at_every_attempt_although_the_texts_change_in_between(app) {
        let due = async |reference: &str| {
            let mut complaint = closed_complaint(START);
            complaint["contact"]["email"] = json!(format!("{}@example.org", reference.to_lowercase()));
            app.put(reference, &complaint).await;
        };
        due("K-1").await;
        app.clock.set("2026-03-23T14:00:00Z");
        for (file, reference) in [(MAIL, "K-2"), ("kifid = false", "K-3")] {
            let before = app.mails().len();
            app.outbox().fail_next(SendError::new(Cause::UnknownFate, "hung up"));
            assert_eq!(app.tick().await.messages.retried, 1);
            publish(&app, file).await;
            app.advance(TimeDelta::minutes(2));
            assert_eq!(app.tick().await.messages.sent, 1);
            let mails = app.mails();
            assert_eq!(mails.len(), before + 2);
            assert_eq!(mails[before].bytes, mails[before + 1].bytes);
            due(reference).await;
            app.advance(TimeDelta::minutes(1));
        }
        let subjects: Vec<String> = app.mails().iter().map(|mail| read(mail).subject).collect();
        assert_ne!(subjects[0], "Hoe ging het bij Voorbeeld?", "composed before there were texts");
        assert_eq!(subjects[2], "Hoe ging het bij Voorbeeld?", "composed before they were taken away");
        assert_eq!(app.integers("SELECT texts_version FROM messages WHERE attempts > 0 ORDER BY texts_version").await, [0, 1]);
    }

    async fn two_people_who_change_the_same_texts_lose_nothing(app) {
        let (first, second) = (app.sign_in_as(Role::Admin).await, app.sign_in_again(Role::Admin).await);
        app.post_as(&first, TEXTS, &form(0, THANKS)).await;
        let theirs = [THANKS, &[("mail_subject.nl", "Van de een"), ("mail_subject.en", "First")],
            &[("privacy_more.nl", "Meer"), ("privacy_more.en", "More")]].concat();
        assert_eq!(app.post_as(&first, TEXTS, &form(1, &theirs)).await.status, StatusCode::SEE_OTHER);
        let mine = [&[("thanks.nl", "Dank!"), ("thanks.en", "Thanks!")][..],
            &[("mail_subject.nl", "Van de ander"), ("mail_subject.en", "Second")]].concat();
        let refused = app.post_as(&second, TEXTS, &form(1, &mine)).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        let page = &refused.body;
        assert!(page.contains("Someone else has saved version 2 meanwhile"), "{page}");
        for kept in ["Dank!", "Thanks!", "Van de ander", "Second", "<p>Van de een</p>", "<p>First</p>", "Meer", "More"] {
            assert!(page.contains(kept), "{kept}: {page}");
        }
        assert!(page.contains("name=\"based_on\" value=\"2\""), "{page}");
        for named in ["href=\"#mail_subject.nl\"", "href=\"#privacy_more.en\""] {
            assert!(page.contains(named), "{named}");
        }
        assert!(!page.contains("href=\"#thanks.nl\""), "what I changed alone is mine");
        assert_eq!(newest_texts(&app.app).await.unwrap().number, 2, "nothing was saved");
        let merged = [mine.as_slice(), &[("privacy_more.nl", "Meer"), ("privacy_more.en", "More")]].concat();
        assert_eq!(app.post_as(&second, TEXTS, &form(2, &merged)).await.status, StatusCode::SEE_OTHER);
        assert_eq!(app.post_as(&second, TEXTS, &form(2, &merged)).await.status, StatusCode::SEE_OTHER, "sent twice");
        assert_eq!(app.integers("SELECT version FROM own_texts ORDER BY version").await, [1, 2, 3]);
    }

    async fn what_is_wrong_is_told_and_what_was_typed_stands_there_again(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        let long = "x".repeat(1_001);
        for (fields, words) in [
            (&[("thanks.nl", "Dank {naam}"), ("thanks.en", "Thanks")][..], "{naam} cannot be filled in here. Use {organisation}, {contact}."),
            (&[("thanks.nl", "Dank u")][..], "Fill in this text in all languages, or in none."),
            (&[("thanks.nl", "<script>alert(1)</script>"), ("thanks.en", "Thanks")][..], "This holds what looks like HTML."),
            (&[("thanks.nl", long.as_str()), ("thanks.en", "Thanks")][..], "Use at most 1000 characters."),
            (&[("mail_subject.nl", "Uw klacht"), ("mail_subject.en", "Hello")][..], "Leave out ‘klacht’"),
            (&[("mail_closing.nl", "Dag"), ("mail_closing.en", "Until {expires_on}")][..], "Put {expires_on} in the text."),
        ] {
            for path in [TEXTS, PREVIEW] {
                let refused = app.post_as(&admin, path, &form(0, fields)).await;
                assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
                assert_eq!(refused.body.matches(words).count(), 2, "in the summary and at the field: {fields:?}");
                let typed = fields[0].1.replace('<', "&lt;").replace('>', "&gt;");
                assert!(refused.body.contains(&typed), "{fields:?}");
                assert!(!refused.body.contains("<script>alert"), "{fields:?}");
            }
        }
        for wrong in ["", "thanks.nl=a&thanks.en=b", "based_on=x"] {
            assert_eq!(app.post_as(&admin, TEXTS, wrong).await.status, StatusCode::BAD_REQUEST, "{wrong}");
        }
        let huge = "x".repeat(1024 * 1024);
        let refused = app.post_as(&admin, TEXTS, &form(0, &[("thanks.nl", huge.as_str())])).await;
        assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(newest_texts(&app.app).await.unwrap().number, 0, "nothing was saved");
    }

    async fn a_preview_shows_mails_and_pages_and_saves_nothing(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        let fields = [THANKS, &[("mail_subject.nl", "Een vraag"), ("mail_subject.en", "A question"),
            ("contact_question.nl", "Bel binnen {days} dagen."), ("contact_question.en", "Call within {days} days.")]].concat();
        let page = app.post_as(&admin, PREVIEW, &form(0, &fields)).await;
        assert_eq!(page.status, StatusCode::OK);
        for shown in ["Een vraag", "A question", "Beste S. de Vries,", "?score=10", "name=\"thanks.nl\" value=\"Dank u wel.\""] {
            assert!(page.body.contains(shown), "{shown}: {}", page.body);
        }
        assert!(!page.header("content-security-policy").contains("script-src"), "no script runs beside a mail");
        for (show, shown) in [
            ("form.nl", "Bel binnen 2 dagen."),
            ("form.en", "Call within 2 days."),
            ("thanks.nl", "<p>Dank u wel.</p>"),
            ("thanks.en", "<p>Many thanks.</p>"),
            ("privacy.nl", "Autoriteit Persoonsgegevens"),
            ("privacy.en", "data protection authority"),
        ] {
            let page = app.post_as(&admin, PREVIEW, &format!("{}&show={show}", form(0, &fields))).await;
            assert_eq!(page.status, StatusCode::OK, "{show}");
            assert!(page.body.contains(shown), "{show}: {}", page.body);
        }
        for wrong in ["form", "form.fr", "mail.nl", ""] {
            let page = app.post_as(&admin, PREVIEW, &format!("{}&show={wrong}", form(0, &fields))).await;
            assert_eq!(page.status, StatusCode::BAD_REQUEST, "{wrong}");
        }
        let again = app.post_as(&admin, TEXTS, &format!("{}&edit=yes", form(0, &fields))).await;
        assert!(again.status == StatusCode::OK && again.body.contains("Een vraag"), "{again:?}");
        assert!(app.integers("SELECT version FROM own_texts").await.is_empty());
    }

    async fn an_earlier_version_can_be_put_back(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        app.post_as(&admin, TEXTS, &form(0, THANKS)).await;
        app.post_as(&admin, TEXTS, "based_on=1").await;
        let history = app.get_as(&admin, "/texts/history").await.body;
        for shown in ["Version 2", "Version 1", "Dank u wel.", "the standard text", "Kifid is no longer named", "/texts?from=1"] {
            assert!(history.contains(shown), "{shown}: {history}");
        }
        assert!(app.get_as(&admin, "/texts/history?up_to=1").await.body.contains("Version 1"));
        let earlier = app.get_as(&admin, "/texts?from=1").await.body;
        assert!(earlier.contains("Dank u wel.") && earlier.contains("The fields hold version 1."), "{earlier}");
        assert!(earlier.contains("name=\"based_on\" value=\"2\""), "{earlier}");
        assert_eq!(app.post_as(&admin, TEXTS, &form(2, THANKS)).await.status, StatusCode::SEE_OTHER);
        assert_eq!(newest_texts(&app.app).await.unwrap().number, 3);
        assert!(app.get_as(&admin, "/texts?from=0").await.body.contains("The fields are empty"));
        for unknown in ["9", "-1"] {
            let answer = app.get_as(&admin, &format!("/texts?from={unknown}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{unknown}");
        }
    }

    async fn more_versions_than_a_page_holds_go_on_on_the_next(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        for number in 0..21 {
            let thanks = format!("Dank {number}");
            app.post_as(&admin, TEXTS, &form(number, &[("thanks.nl", thanks.as_str()), ("thanks.en", "Thanks")])).await;
        }
        let page = app.get_as(&admin, "/texts/history").await.body;
        assert!(page.contains("Version 21") && page.contains("Version 2<") && !page.contains("Version 1<"));
        assert!(page.contains("/texts/history?up_to=1\""), "{page}");
    }

    async fn kifid_is_named_only_where_the_organisation_says_so(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=9").await;
        assert!(app.get(&link).await.body.contains("Kifid"), "as before");
        publish(&app, "kifid = false").await;
        let page = app.get(&link).await.body;
        assert!(!page.contains("Kifid") && page.contains("U kunt ook naar de rechter."), "{page}");
    }

    async fn the_privacy_notice_says_who_why_how_long_and_where_to_complain(app) {
        let page = app.get("/privacy?lang=nl").await.body;
        for shown in ["Voorbeeld is verantwoordelijk", "gerechtvaardigd belang", "2 jaar", "bezwaar maken", "klachten@example.org"] {
            assert!(page.contains(shown), "{shown}: {page}");
        }
        assert!(page.contains("<a href=\"https://autoriteitpersoonsgegevens.nl\" rel=\"noopener noreferrer\">"), "{page}");
        assert!(!page.contains("Functionaris voor"), "there is no officer unless the organisation says so");
        let file = "[privacy_officer]\nnl = \"Bel 030 123 45 67 & vraag ernaar.\"\nen = \"Call 030 123 45 67.\"";
        publish(&app, file).await;
        let page = app.get("/privacy?lang=nl").await.body;
        assert!(page.contains("Functionaris voor") && page.contains("030 123 45 67 &amp; vraag ernaar."), "{page}");
    }

    async fn another_process_hears_of_new_texts_within_seconds(app) {
        let other = app.second_process().await;
        assert_eq!(texts_in_force(&other).await.number, 0);
        publish(&app, "kifid = false").await;
        assert_eq!(texts_in_force(&app.app).await.number, 1, "this one knows");
        app.advance(TimeDelta::seconds(6));
        assert_eq!(texts_in_force(&other).await.number, 1);
        app.advance(TimeDelta::seconds(-60));
        assert_eq!(texts_in_force(&other).await.number, 1, "a clock that is set back changes nothing");
    }

    async fn texts_that_were_seen_are_shown_while_the_database_cannot_be_asked(app) {
        publish(&app, "kifid = false").await;
        assert!(!texts_in_force(&app.app).await.texts.mentions_kifid);
        app.execute("ALTER TABLE own_texts RENAME TO away").await;
        app.advance(TimeDelta::minutes(1));
        let known = texts_in_force(&app.app).await;
        assert!(known.number == 1 && !known.texts.mentions_kifid);
    }

    async fn only_an_administrator_changes_texts(app) {
        for role in [Role::Analyst, Role::PolicyOwner, Role::Handler] {
            let cookie = app.sign_in_as(role).await;
            for page in [TEXTS, "/texts/history"] {
                assert_eq!(app.get_as(&cookie, page).await.status, StatusCode::FORBIDDEN, "{role}: {page}");
            }
            for path in [TEXTS, PREVIEW] {
                assert_eq!(app.post_as(&cookie, path, &form(0, THANKS)).await.status, StatusCode::FORBIDDEN, "{role}: {path}");
            }
            let actor = Actor::User(format!("{role}@example.org"));
            let refused = save_texts(&app.app, &actor, 0, &texts("kifid = false")).await.unwrap_err();
            assert!(matches!(refused, SaveTextsError::Act(_)), "{role}: {refused}");
        }
        assert!(app.integers("SELECT version FROM own_texts").await.is_empty());
    }

    async fn an_own_questionnaire_keeps_its_own_contact_question(app) {
        use naklank::views::answering::questionnaire::definition_of_built_in;
        use naklank::workflow::answering::questionnaires::publish_questionnaire;
        publish(&app, "[contact_question]\nnl = \"Bel binnen {days} dagen.\"\nen = \"Call within {days} days.\"").await;
        let built_in = app.invite("K-1").await;
        assert!(app.get(&built_in).await.body.contains("Bel binnen 2 dagen."));
        let file = definition_of_built_in().replace("complaint-handling-1", "complaint-handling-2");
        publish_questionnaire(&app.app, &Actor::Operator, &file).await.unwrap();
        let own = app.invite("K-2").await;
        assert!(app.get(&own).await.body.contains("Wij doen dat binnen 2 werkdagen."));
    }

    async fn a_form_that_is_cached_is_made_anew_for_new_texts(app) {
        let (first, second) = (app.invite("K-1").await, app.invite("K-2").await);
        assert!(app.get(&first).await.body.contains("binnen 2 werkdagen"));
        publish(&app, "[contact_question]\nnl = \"Bel binnen {days} dagen.\"\nen = \"Call within {days} days.\"").await;
        for link in [first, second] {
            assert!(app.get(&link).await.body.contains("Bel binnen 2 dagen."));
        }
    }
}
