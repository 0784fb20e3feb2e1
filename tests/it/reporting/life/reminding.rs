//! Policy owners are reminded of the report of the year before, on the days for it and until it is published.

use mail_parser::MessageParser;
use naklank::domain::access::roles::Role;
use naklank::domain::reporting::document::DocumentKind;
use naklank::domain::sending::delivery::Cause;
use naklank::mail::send_error::SendError;
use naklank::workflow::reporting::reminders::remind_of_report;
use naklank::workflow::sending::staff_mails::send_staff_mails;
use tokio_util::sync::CancellationToken;

use crate::reporting::life::{OWNER, approve_next, complaints, publish_next, two_persons};
use crate::support::{TestApp, on_both_engines};

/// How many mails to staff go out at a moment.
async fn mailed_at(app: &TestApp, moment: &str) -> u64 {
    app.clock.set(moment);
    app.tick().await.staff_mails.sent
}

/// To whom the last mail went, its subject and its text.
fn last_mail(app: &TestApp) -> (String, String, String) {
    let raw = app.mails().pop().unwrap();
    let mail = MessageParser::default().parse(&raw.bytes).unwrap();
    let to = raw.envelope.to()[0].to_string();
    (to, mail.subject().unwrap().to_owned(), mail.body_text(0).unwrap().into_owned())
}

async fn in_january(app: &TestApp) {
    app.clock.set("2026-01-05T10:00:00Z");
    complaints(app, 2025, 12).await;
    two_persons(app).await;
}

on_both_engines! {
    async fn owners_are_reminded_once_in_february_and_weekly_from_the_middle_of_march(app) {
        in_january(&app).await;
        for (moment, mails) in [
            ("2026-01-30T10:00:00Z", 0),
            // A Sunday; before eight on Monday; eight o'clock.
            ("2026-02-01T10:00:00Z", 0),
            ("2026-02-02T06:59:59Z", 0),
            ("2026-02-02T07:00:00Z", 1),
            ("2026-02-02T09:00:00Z", 0),
            ("2026-02-20T09:00:00Z", 0),
            ("2026-03-13T09:00:00Z", 0),
            ("2026-03-15T09:00:00Z", 0),
            ("2026-03-16T09:00:00Z", 1),
            ("2026-03-20T09:00:00Z", 0),
            ("2026-03-23T09:00:00Z", 1),
            ("2026-03-30T09:00:00Z", 1),
            // Easter Monday.
            ("2026-04-06T09:00:00Z", 0),
            ("2026-04-07T09:00:00Z", 1),
        ] {
            assert_eq!(mailed_at(&app, moment).await, mails, "{moment}");
        }
        let (to, subject, text) = last_mail(&app);
        assert_eq!((to.as_str(), subject.as_str()), (OWNER, "Klachtverslag 2025: had al gepubliceerd moeten zijn"));
        assert!(text.contains("https://nps.example.org/reports") && text.contains("Er is nog geen concept"), "{text}");
        publish_next(&app, DocumentKind::Public, "").await;
        for moment in ["2026-04-13T09:00:00Z", "2026-04-20T09:00:00Z"] {
            assert_eq!(mailed_at(&app, moment).await, 0, "{moment}");
        }
    }

    async fn the_oldest_year_that_waits_comes_first_until_it_is_published(app) {
        app.clock.set("2025-01-06T10:00:00Z");
        complaints(&app, 2023, 12).await;
        complaints(&app, 2024, 12).await;
        two_persons(&app).await;
        for moment in ["2025-02-03T09:00:00Z", "2025-03-17T09:00:00Z"] {
            app.clock.set(moment);
            remind_of_report(&app.app).await.unwrap();
        }
        app.clock.set("2026-01-05T10:00:00Z");
        complaints(&app, 2025, 12).await;
        app.clock.set("2026-02-02T09:00:00Z");
        remind_of_report(&app.app).await.unwrap();
        let years = "SELECT year FROM report_reminders ORDER BY day";
        assert_eq!(app.integers(years).await, [2024, 2024, 2024], "2023 is from before there were reminders");
    }

    async fn a_reminder_is_queued_once_whichever_process_does_it(app) {
        in_january(&app).await;
        app.clock.set("2026-02-02T09:00:00Z");
        let other = app.second_process().await;
        let (ours, theirs) = tokio::join!(remind_of_report(&app.app), remind_of_report(&other));
        ours.unwrap();
        theirs.unwrap();
        assert_eq!(app.integers("SELECT COUNT(*) FROM staff_mails WHERE about = 'report' AND report_year = 2025").await, [1]);
        assert_eq!(app.tick().await.staff_mails.sent, 1);
        assert_eq!(send_staff_mails(&other, &CancellationToken::new()).await.unwrap().sent, 0);
    }

    async fn it_is_in_the_language_of_its_reader_and_says_what_is_left_to_do(app) {
        in_january(&app).await;
        app.execute("UPDATE users SET language = 'en'").await;
        assert_eq!(mailed_at(&app, "2026-02-02T09:00:00Z").await, 1);
        let (_, subject, text) = last_mail(&app);
        assert_eq!(subject, "Complaint report 2025: publish it before 1 April 2026");
        assert!(text.contains("There is no draft yet: prepare one."), "{text}");
        app.clock.set("2026-03-13T09:00:00Z");
        approve_next(&app, DocumentKind::Public, "").await;
        assert_eq!(mailed_at(&app, "2026-03-16T09:00:00Z").await, 1);
        assert!(last_mail(&app).2.contains("It is approved, and only has to be published."));
    }

    async fn a_reminder_that_waits_is_dropped_once_the_report_is_published(app) {
        in_january(&app).await;
        app.outbox().fail_next(SendError::new(Cause::Deferred, "451 later"));
        assert_eq!(mailed_at(&app, "2026-02-02T09:00:00Z").await, 0);
        publish_next(&app, DocumentKind::Public, "").await;
        assert_eq!(mailed_at(&app, "2026-02-02T10:00:00Z").await, 0);
        assert_eq!(app.integers("SELECT COUNT(*) FROM staff_mails").await, [0]);
    }

    async fn what_cannot_be_sent_before_the_evening_waits_for_the_morning(app) {
        in_january(&app).await;
        app.outbox().fail_next(SendError::new(Cause::Deferred, "451 later"));
        assert_eq!(mailed_at(&app, "2026-02-02T16:55:00Z").await, 0);
        assert_eq!(mailed_at(&app, "2026-02-02T17:06:00Z").await, 0, "after six");
        assert_eq!(mailed_at(&app, "2026-02-03T07:00:00Z").await, 1);
    }

    async fn without_a_complaint_or_a_policy_owner_there_is_no_reminder(app) {
        two_persons(&app).await;
        assert_eq!(mailed_at(&app, "2026-03-23T09:00:00Z").await, 0, "nothing to report on");
        app.clock.set("2026-03-24T09:00:00Z");
        complaints(&app, 2025, 12).await;
        app.execute("UPDATE users SET roles = 'analyst'").await;
        assert_eq!(mailed_at(&app, "2026-03-30T09:00:00Z").await, 0);
        app.add_user("new@example.org", Role::PolicyOwner).await;
        assert_eq!(mailed_at(&app, "2026-03-31T09:00:00Z").await, 1, "the one of Monday");
        assert_eq!(last_mail(&app).0, "new@example.org");
        assert_eq!(mailed_at(&app, "2026-04-07T09:00:00Z").await, 1);
    }
}
