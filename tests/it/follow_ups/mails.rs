//! Staff are mailed when a customer wants contact, and each working day what is due: within working hours, once, and to no one else.

use axum::http::StatusCode;
use chrono::TimeDelta;
use mail_parser::MessageParser;
use naklank::domain::access::roles::Role;
use naklank::domain::sending::delivery::Cause;
use naklank::mail::send_error::SendError;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::users::{NewUser, add_user};
use naklank::workflow::follow_ups::mails::{announce_wanted_contacts, queue_due_follow_ups};
use naklank::workflow::upkeep::tick::tick;
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::support::{TestApp, on_both_engines};

/// Monday at 22:00 in Amsterdam.
const NIGHT: &str = "2026-03-23T21:00:00Z";
/// Tuesday at 08:00.
const MORNING: &str = "2026-03-24T07:00:00Z";
/// Wednesday at 08:00, the day by which what was answered on Monday is due.
const DUE: &str = "2026-03-25T07:00:00Z";

/// A mail to staff.
#[derive(Debug)]
pub struct StaffMail {
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// The mails to staff; those to customers go to addresses that begin with `k-`.
pub fn staff_mails(app: &TestApp) -> Vec<StaffMail> {
    let mails = app.mails().into_iter().map(|raw| {
        let mail = MessageParser::default().parse(&raw.bytes).unwrap();
        StaffMail {
            to: raw.envelope.to()[0].to_string(),
            subject: mail.subject().unwrap().to_owned(),
            text: mail.body_text(0).unwrap().into_owned(),
            html: mail.body_html(0).unwrap().into_owned(),
        }
    });
    mails.filter(|mail| !mail.to.starts_with("k-")).collect()
}

/// To whom mails went since the first `before` of them, sorted.
fn recipients_since(app: &TestApp, before: usize) -> Vec<String> {
    let mut recipients: Vec<String> = staff_mails(app).into_iter().skip(before).map(|mail| mail.to).collect();
    recipients.sort();
    recipients
}

/// A user with the address `name@example.org`.
pub async fn user(app: &TestApp, name: &str, role: Role, team: Option<&str>) {
    let email = format!("{name}@example.org").parse().unwrap();
    let new = NewUser { email, roles: role.into(), team: team.map(str::to_owned), password: None };
    add_user(&app.app, &Actor::Operator, new).await.unwrap().unwrap();
}

/// A complaint of a team that is answered on Monday at night.
pub async fn answered(app: &TestApp, reference: &str, team: &str, form: &str) -> String {
    app.clock.set(crate::support::START);
    let link = app.invite_with(reference, json!({"team": team})).await;
    app.clock.set(NIGHT);
    assert_eq!(app.post_form(&link, form).await.status, StatusCode::SEE_OTHER);
    link
}

/// How many mails to staff go out at a moment.
pub async fn mailed_at(app: &TestApp, moment: &str) -> u64 {
    app.clock.set(moment);
    app.tick().await.staff_mails.sent
}

on_both_engines! {
    async fn who_asks_for_contact_at_night_is_mailed_about_the_next_working_morning(app) {
        user(&app, "noord", Role::Handler, Some("Noord")).await;
        user(&app, "zuid", Role::Handler, Some("Zuid")).await;
        answered(&app, "K-2", "Zuid", "score=2&comment=Slecht").await;
        answered(&app, "K-1", "Zuid", "score=2&comment=Te+laat&contact_me=on").await;
        assert_eq!(mailed_at(&app, NIGHT).await, 0);
        assert_eq!(mailed_at(&app, "2026-03-24T06:59:59Z").await, 0);
        assert_eq!(mailed_at(&app, MORNING).await, 1, "not about the one who wants no contact");
        let [mail] = &staff_mails(&app)[..] else { panic!("one mail") };
        assert_eq!((mail.to.as_str(), mail.subject.as_str()), ("zuid@example.org", "Opvolging K-1: de klant wil contact"));
        for body in [&mail.text, &mail.html] {
            for part in ["klacht K-1", "woensdag 25 maart 2026", "https://nps.example.org/follow-ups/"] {
                assert!(body.contains(part), "{part}: {body}");
            }
            for secret in ["Te laat", "k-1@example.org", "score"] {
                assert!(!body.contains(secret), "{secret}: {body}");
            }
        }
        let other = app.second_process().await;
        assert_eq!(app.tick().await.staff_mails.sent, 0, "once");
        assert_eq!(tick(&other, &CancellationToken::new()).await.unwrap().staff_mails.sent, 0, "whichever process does it");
    }

    async fn over_a_holiday_the_mail_waits_for_the_working_day_after_it(app) {
        user(&app, "zuid", Role::Handler, Some("Zuid")).await;
        app.clock.set("2026-03-26T08:00:00Z");
        let link = app.invite_with("K-1", json!({"team": "Zuid"})).await;
        // Maundy Thursday at 20:00, before Good Friday and Easter.
        app.clock.set("2026-04-02T18:00:00Z");
        app.post_form(&link, "score=9&contact_me=on").await;
        for moment in ["2026-04-02T18:00:00Z", "2026-04-03T10:00:00Z", "2026-04-04T10:00:00Z", "2026-04-06T10:00:00Z"] {
            assert_eq!(mailed_at(&app, moment).await, 0, "{moment}");
        }
        assert_eq!(mailed_at(&app, "2026-04-07T06:00:00Z").await, 1);
    }

    async fn the_owner_alone_is_mailed_if_there_is_one(app) {
        for name in ["een", "twee"] {
            user(&app, name, Role::Handler, Some("Zuid")).await;
        }
        answered(&app, "K-1", "Zuid", "score=9&contact_me=on").await;
        app.execute("UPDATE follow_ups SET owner_id = (SELECT id FROM users WHERE email = 'twee@example.org')").await;
        assert_eq!(mailed_at(&app, MORNING).await, 1);
        assert_eq!(recipients_since(&app, 0), ["twee@example.org"]);
    }

    async fn the_team_is_that_of_the_hand_over_and_without_handlers_those_who_see_all_are_mailed(app) {
        user(&app, "zuid", Role::Handler, Some("Zuid")).await;
        user(&app, "noord", Role::Handler, Some("Noord")).await;
        user(&app, "allen", Role::Handler, None).await;
        user(&app, "beleid", Role::PolicyOwner, None).await;
        user(&app, "analist", Role::Analyst, None).await;
        answered(&app, "K-1", "Zuid", "score=9&contact_me=on").await;
        app.execute("UPDATE follow_ups SET team = 'Noord'").await;
        assert_eq!(mailed_at(&app, MORNING).await, 1);
        assert_eq!(recipients_since(&app, 0), ["noord@example.org"]);
        answered(&app, "K-2", "West", "score=9&contact_me=on").await;
        assert_eq!(mailed_at(&app, "2026-03-24T07:01:00Z").await, 2);
        assert_eq!(recipients_since(&app, 1), ["allen@example.org", "beleid@example.org"]);
    }

    async fn what_no_user_sees_is_mailed_about_once_one_does(app) {
        answered(&app, "K-1", "Zuid", "score=9&contact_me=on").await;
        assert_eq!(mailed_at(&app, MORNING).await, 0);
        user(&app, "zuid", Role::Handler, Some("Zuid")).await;
        assert_eq!(app.tick().await.staff_mails.sent, 1);
    }

    async fn a_mail_that_waits_is_dropped_for_all_but_who_took_it_up_and_for_all_when_it_ends(app) {
        for name in ["een", "twee"] {
            user(&app, name, Role::Handler, Some("Zuid")).await;
        }
        answered(&app, "K-1", "Zuid", "score=9&contact_me=on").await;
        for _ in 0..2 {
            app.outbox().fail_next(SendError::new(Cause::Deferred, "451 later"));
        }
        assert_eq!(mailed_at(&app, MORNING).await, 0);
        app.execute("UPDATE follow_ups SET owner_id = (SELECT id FROM users WHERE email = 'twee@example.org')").await;
        app.outbox().fail_next(SendError::new(Cause::Deferred, "451 later"));
        app.advance(TimeDelta::minutes(11));
        assert_eq!(app.tick().await.staff_mails.sent, 0);
        let waiting = "SELECT COUNT(*) FROM staff_mails WHERE sent_at IS NULL";
        assert_eq!(app.integers(waiting).await, [1], "that of the owner");
        app.execute("UPDATE follow_ups SET done_at = opened_at, done_by = 'twee@example.org'").await;
        app.advance(TimeDelta::minutes(21));
        assert_eq!(app.tick().await.staff_mails.sent, 0);
        assert_eq!(app.integers(waiting).await, [0]);
        assert!(staff_mails(&app).is_empty());
    }

    async fn what_cannot_be_sent_before_the_evening_goes_out_the_next_morning(app) {
        user(&app, "zuid", Role::Handler, Some("Zuid")).await;
        answered(&app, "K-1", "Zuid", "score=9&contact_me=on").await;
        app.outbox().fail_next(SendError::new(Cause::Deferred, "451 later"));
        assert_eq!(mailed_at(&app, "2026-03-24T16:55:00Z").await, 0);
        assert_eq!(mailed_at(&app, "2026-03-24T17:06:00Z").await, 0, "after six");
        assert_eq!(app.integers("SELECT attempts FROM staff_mails").await, [1], "that it waited is no attempt");
        mailed_at(&app, DUE).await;
        let subjects: Vec<String> = staff_mails(&app).into_iter().map(|mail| mail.subject).collect();
        assert!(subjects.contains(&"Opvolging K-1: de klant wil contact".to_owned()), "{subjects:?}");
    }

    async fn an_answer_that_is_changed_takes_its_mail_with_it(app) {
        user(&app, "zuid", Role::Handler, Some("Zuid")).await;
        let link = answered(&app, "K-1", "Zuid", "score=9&contact_me=on").await;
        app.outbox().fail_next(SendError::new(Cause::Deferred, "451 later"));
        assert_eq!(mailed_at(&app, MORNING).await, 0);
        let page = app.get(&format!("{link}?edit=1")).await.body;
        let code = page.split("name=\"revises\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let changed = app.post_form(&link, &format!("score=9&revises={code}")).await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "{changed:?}");
        assert_eq!(app.integers("SELECT COUNT(*) FROM staff_mails").await, [0]);
        app.advance(TimeDelta::minutes(11));
        assert_eq!(app.tick().await.staff_mails.sent, 0);
    }

    async fn two_processes_queue_each_mail_once(app) {
        user(&app, "zuid", Role::Handler, Some("Zuid")).await;
        answered(&app, "K-1", "Zuid", "score=9&contact_me=on").await;
        let other = app.second_process().await;
        app.clock.set(DUE);
        let (ours, theirs) = tokio::join!(announce_wanted_contacts(&app.app), announce_wanted_contacts(&other));
        ours.unwrap();
        theirs.unwrap();
        let (ours, theirs) = tokio::join!(queue_due_follow_ups(&app.app), queue_due_follow_ups(&other));
        ours.unwrap();
        theirs.unwrap();
        assert_eq!(app.integers("SELECT COUNT(*) FROM staff_mails GROUP BY about").await, [1, 1]);
    }

    async fn what_is_due_is_mailed_each_working_morning_until_it_is_done(app) {
        user(&app, "noord", Role::Handler, Some("Noord")).await;
        user(&app, "zuid", Role::Handler, Some("Zuid")).await;
        app.execute("UPDATE users SET language = 'en' WHERE email = 'zuid@example.org'").await;
        answered(&app, "K-1", "Zuid", "score=2&comment=Te+laat").await;
        assert_eq!(mailed_at(&app, MORNING).await, 0, "nothing is due");
        assert_eq!(mailed_at(&app, "2026-03-25T06:59:59Z").await, 0);
        let other = app.second_process().await;
        assert_eq!(mailed_at(&app, DUE).await, 1);
        assert_eq!(app.tick().await.staff_mails.sent, 0, "once a day");
        assert_eq!(tick(&other, &CancellationToken::new()).await.unwrap().staff_mails.sent, 0);
        assert_eq!(mailed_at(&app, "2026-03-25T16:00:00Z").await, 0);
        assert_eq!(mailed_at(&app, "2026-03-26T07:00:00Z").await, 1, "overdue, on Thursday");
        assert_eq!(mailed_at(&app, "2026-03-27T07:00:00Z").await, 1);
        assert_eq!(mailed_at(&app, "2026-03-28T10:00:00Z").await, 0, "Saturday");
        app.execute("UPDATE follow_ups SET done_at = opened_at, done_by = 'zuid@example.org'").await;
        assert_eq!(mailed_at(&app, "2026-03-30T06:00:00Z").await, 0, "nothing is due");
        let mails = staff_mails(&app);
        assert!(mails.iter().all(|mail| mail.to == "zuid@example.org" && mail.subject == "1 follow-up is due"), "{mails:?}");
        for (mail, line) in mails.iter().zip(["K-1: due today", "K-1: late, was due by 25 March 2026"]) {
            for body in [&mail.text, &mail.html] {
                assert!(body.contains(line) && body.contains("https://nps.example.org/follow-ups/"), "{line}: {body}");
                assert!(!body.contains("Te laat") && body.contains("https://nps.example.org/account"), "{body}");
            }
        }
    }

    async fn what_comes_to_be_due_after_the_mail_of_a_day_waits_for_the_next(app) {
        user(&app, "zuid", Role::Handler, Some("Zuid")).await;
        user(&app, "noord", Role::Handler, Some("Noord")).await;
        answered(&app, "K-1", "Zuid", "score=2").await;
        assert_eq!(mailed_at(&app, DUE).await, 1);
        app.execute("UPDATE follow_ups SET team = 'Noord'").await;
        assert_eq!(mailed_at(&app, "2026-03-25T12:00:00Z").await, 0);
        assert_eq!(mailed_at(&app, "2026-03-26T07:00:00Z").await, 1);
        assert_eq!(recipients_since(&app, 1), ["noord@example.org"]);
        assert_eq!(app.integers("SELECT COUNT(*) FROM follow_up_mails").await, [2], "of the last day alone");
    }

    async fn a_daily_mail_that_is_late_is_not_sent_on_another_day(app) {
        user(&app, "zuid", Role::Handler, Some("Zuid")).await;
        answered(&app, "K-1", "Zuid", "score=2").await;
        app.outbox().fail_next(SendError::new(Cause::Deferred, "451 later"));
        assert_eq!(mailed_at(&app, "2026-03-25T16:55:00Z").await, 0);
        assert_eq!(mailed_at(&app, "2026-03-25T17:06:00Z").await, 0);
        assert_eq!(app.integers("SELECT COUNT(*) FROM staff_mails").await, [0]);
        assert_eq!(mailed_at(&app, "2026-03-26T07:00:00Z").await, 1, "that of the day");
    }

    async fn who_does_not_want_the_daily_mail_gets_none_and_hears_of_contact_still(app) {
        answered(&app, "K-1", "Zuid", "score=9&contact_me=on").await;
        app.clock.set(MORNING);
        let cookie = app.sign_in_as(Role::Handler).await;
        let account = app.get_as(&cookie, "/account").await.body;
        assert!(account.contains("name=\"due_follow_ups\" value=\"on\" checked"), "{account}");
        let saved = app.post_as(&cookie, "/account/mails", "").await;
        assert_eq!(saved.header("location"), "/account?done=settings");
        assert_eq!(app.tick().await.staff_mails.sent, 1, "about the customer who wants contact");
        assert_eq!(mailed_at(&app, DUE).await, 0);
        user(&app, "tweede", Role::Handler, None).await;
        assert_eq!(app.tick().await.staff_mails.sent, 1);
        assert_eq!(recipients_since(&app, 1), ["tweede@example.org"]);
        app.execute("UPDATE users SET wants_due_follow_ups = TRUE").await;
        assert_eq!(mailed_at(&app, "2026-03-26T07:00:00Z").await, 2);
    }

    async fn only_who_handles_follow_ups_is_offered_the_daily_mail(app) {
        let analyst = app.sign_in_as(Role::Analyst).await;
        assert!(!app.get_as(&analyst, "/account").await.body.contains("due_follow_ups"));
        app.post_as(&analyst, "/account/mails", "signals=on").await;
        let wanted = "SELECT COUNT(*) FROM users WHERE wants_due_follow_ups";
        assert_eq!(app.integers(wanted).await, [1], "what is not offered stays as it was");
    }

    async fn what_was_mailed_about_follow_ups_is_kept_for_a_week(app) {
        user(&app, "zuid", Role::Handler, Some("Zuid")).await;
        answered(&app, "K-1", "Zuid", "score=2&contact_me=on").await;
        assert_eq!(mailed_at(&app, MORNING).await, 1);
        assert_eq!(mailed_at(&app, DUE).await, 1);
        app.execute("UPDATE follow_ups SET done_at = opened_at, done_by = 'zuid@example.org'").await;
        let kept = "SELECT COUNT(*) FROM staff_mails";
        for (moment, left) in [("2026-03-31T06:00:00Z", 2), ("2026-03-31T07:00:00Z", 1), ("2026-04-01T07:00:00Z", 0)] {
            assert_eq!(mailed_at(&app, moment).await, 0, "{moment}");
            assert_eq!(app.integers(kept).await, [left], "{moment}");
        }
    }
}
