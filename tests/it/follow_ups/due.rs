//! What the mails name: what is due for whom, however much it is, and in words that are true when they are read.

use axum::body::Body;
use axum::http::Method;
use naklank::domain::access::roles::Role;
use naklank::domain::follow_ups::mailed::MOST_NAMED;
use naklank::domain::ids::{FollowUpId, UserId};
use naklank::domain::sending::delivery::Cause;
use naklank::mail::send_error::SendError;
use naklank::storage::follow_ups::due::of_user;
use naklank::storage::follow_ups::{SeenHold, hand_over, mails, set_owner};
use naklank::workflow::follow_ups::mails::announce_wanted_contacts;

use super::mails::{answered, mailed_at, staff_mails, user};
use super::{handler, row_of};
use crate::support::{Backend, Log, TestApp, on_both_engines};

/// Wednesday at 08:00 in Amsterdam, the day by which what was answered on Monday is due.
const DUE: &str = "2026-03-25T07:00:00Z";

/// As many answers of 2; returns their follow-ups.
async fn follow_ups(app: &TestApp, count: usize) -> Vec<FollowUpId> {
    for link in app.invite_many(count).await {
        app.post_form(&link, "score=2").await;
    }
    let listed = app.api(Method::GET, "/api/v1/follow-ups", Body::empty()).await.json();
    let rows = listed["follow_ups"].as_array().unwrap().clone();
    rows.iter().map(|row| row["id"].as_str().unwrap().parse().unwrap()).collect()
}

async fn id_of(app: &TestApp, name: &str) -> UserId {
    super::user(app, &format!("{name}@example.org")).await
}

/// Makes recording that mails were queued about a follow-up of the team `Kapot` an error.
async fn break_announcing(app: &TestApp) {
    app.execute(match app.backend {
        Backend::Sqlite => {
            "CREATE TRIGGER broken BEFORE UPDATE ON follow_ups WHEN NEW.team = 'Kapot' AND NEW.announced_at IS NOT NULL
             BEGIN SELECT RAISE(ABORT, 'broken'); END"
        }
        Backend::Postgres => {
            "ALTER TABLE follow_ups ADD CONSTRAINT broken CHECK (team <> 'Kapot' OR announced_at IS NULL)"
        }
    })
    .await;
}

on_both_engines! {
    async fn each_mail_names_what_the_rule_gives_its_reader(app) {
        let users = [
            ("noord", Role::Handler, Some("Noord")),
            ("zuid", Role::Handler, Some("Zuid")),
            ("zuid2", Role::Handler, Some("Zuid")),
            ("allen", Role::Handler, None),
            ("beleid", Role::PolicyOwner, None),
            ("baas", Role::PolicyOwner, Some("Noord")),
            ("analist", Role::Analyst, Some("Zuid")),
        ];
        for (name, role, team) in users {
            user(&app, name, role, team).await;
        }
        let ids = follow_ups(&app, 20).await;
        let teams = [None, Some("Noord"), Some("Zuid"), Some("West")];
        let mut owners = vec![None];
        for name in ["noord", "zuid", "allen", "analist"] {
            owners.push(Some(id_of(&app, name).await));
        }
        let mut tx = app.app.db.write().await.unwrap();
        for (place, id) in ids.iter().enumerate() {
            let (team, owner) = (teams[place % teams.len()], owners[place / teams.len()]);
            let unheld = SeenHold { owner: None, team: None };
            if let Some(team) = team {
                assert!(hand_over(&mut tx, *id, unheld, team).await.unwrap());
            }
            assert!(set_owner(&mut tx, *id, SeenHold { team, ..unheld }, owner).await.unwrap());
        }
        tx.commit().await.unwrap();
        app.execute("UPDATE complaints SET team = NULL").await;
        app.clock.set(DUE);
        let mut tx = app.app.db.read().await.unwrap();
        let handlers = mails::handlers(&mut tx).await.unwrap();
        let mut named = 0;
        for (name, _, _) in users {
            let reader = id_of(&app, name).await;
            let mut expected = Vec::new();
            for id in &ids {
                let one = mails::find_open(&mut tx, *id).await.unwrap().unwrap();
                expected.extend(one.recipients(&handlers).contains(&reader).then_some(*id));
            }
            let due = of_user(&mut tx, &handlers, reader, app.app.today()).await.unwrap();
            let mut found: Vec<FollowUpId> = due.first.iter().map(|one| one.id).collect();
            expected.sort();
            found.sort();
            assert_eq!(found, expected, "{name}");
            assert_eq!(due.count, u64::try_from(expected.len()).unwrap(), "{name}");
            named += expected.len();
            let before = of_user(&mut tx, &handlers, reader, app.app.today().pred_opt().unwrap()).await.unwrap();
            assert_eq!(before.count, 0, "{name}: nothing is due the day before");
        }
        assert!(named >= ids.len(), "each goes to someone");
    }

    async fn a_mail_reads_no_more_than_it_names(app) {
        user(&app, "allen", Role::Handler, None).await;
        let ids = follow_ups(&app, 51).await;
        assert_eq!(ids.len(), 51);
        app.clock.set(DUE);
        let mut tx = app.app.db.read().await.unwrap();
        let handlers = mails::handlers(&mut tx).await.unwrap();
        let due = of_user(&mut tx, &handlers, id_of(&app, "allen").await, app.app.today()).await.unwrap();
        assert_eq!((due.first.len(), due.count), (usize::try_from(MOST_NAMED).unwrap(), 51));
        drop(tx);
        assert_eq!(app.tick().await.staff_mails.sent, 1);
        let [mail] = &staff_mails(&app)[..] else { panic!("one mail") };
        assert_eq!(mail.subject, "51 opvolgingen zijn aan de beurt");
        assert!(mail.text.contains("Er staat nog 1 op de pagina."), "{}", mail.text);
    }

    async fn what_was_opened_again_is_not_called_overdue(app) {
        user(&app, "zuid", Role::Handler, Some("Zuid")).await;
        app.execute("UPDATE users SET language = 'en'").await;
        answered(&app, "K-1", "Zuid", "score=2").await;
        app.execute("UPDATE follow_ups SET first_done_at = opened_at").await;
        for moment in [DUE, "2026-03-26T07:00:00Z"] {
            assert_eq!(mailed_at(&app, moment).await, 1, "{moment}");
        }
        for mail in staff_mails(&app) {
            assert!(mail.text.contains("K-1: opened again"), "{}", mail.text);
            assert!(!mail.text.contains("was due by") && !mail.text.contains("K-1: due today"), "{}", mail.text);
        }
    }

    async fn contact_that_is_overdue_is_said_to_be_on_the_page_and_in_a_mail_that_is_late(app) {
        user(&app, "zuid", Role::Handler, Some("Zuid")).await;
        answered(&app, "K-1", "Zuid", "score=9&contact_me=on").await;
        for _ in 0..2 {
            app.outbox().fail_next(SendError::new(Cause::Deferred, "451 later"));
        }
        assert_eq!(mailed_at(&app, "2026-03-25T16:55:00Z").await, 0);
        mailed_at(&app, "2026-03-26T07:00:00Z").await;
        let late = staff_mails(&app).into_iter().find(|mail| mail.subject.contains("wil contact")).unwrap();
        assert!(late.text.contains("Dat had uiterlijk woensdag 25 maart 2026 gemoeten."), "{}", late.text);
        let path = format!("/follow-ups/{}", row_of(&app, "K-1").await["id"].as_str().unwrap());
        let cookie = handler(&app, "anna@example.org", None).await;
        app.post_as(&cookie, &format!("{path}/take-up"), "").await;
        let page = app.get_as(&cookie, &path).await.body;
        assert!(page.contains("It should have been done by 25 March 2026"), "{page}");
        assert!(!page.contains("Do so by"), "{page}");
        app.post_as(&cookie, &format!("{path}/end"), "outcome=explained").await;
        app.post_as(&cookie, &format!("{path}/reopen"), "").await;
        let page = app.get_as(&cookie, &path).await.body;
        assert!(page.contains("The follow-up was opened again, so do it as soon as you can."), "{page}");
    }

    async fn one_that_fails_holds_up_no_other(app) {
        for reference in ["K-1", "K-2", "K-3"] {
            answered(&app, reference, "Zuid", "score=9&contact_me=on").await;
        }
        user(&app, "kapot", Role::Handler, Some("Kapot")).await;
        user(&app, "zuid", Role::Handler, Some("Zuid")).await;
        // Those that are due first are tried first.
        app.execute(
            "UPDATE follow_ups SET team = 'Kapot', due_on = '2026-03-24' WHERE response_id IN (
                SELECT responses.id FROM responses JOIN invitations ON invitations.id = responses.invitation_id
                JOIN complaints ON complaints.id = invitations.complaint_id WHERE reference IN ('K-1', 'K-3'))",
        )
        .await;
        break_announcing(&app).await;
        app.clock.set("2026-03-24T07:00:00Z");
        let log = Log::begin();
        announce_wanted_contacts(&app.app).await.expect_err("the first failed");
        let errors = log.entries().into_iter().filter(|entry| entry["level"] == "ERROR");
        let named = errors.filter(|entry| entry["fields"]["follow_up_id"].is_string()).count();
        assert_eq!(named, 1, "the first is logged by the caller, to whom it is returned: {}", log.text());
        let queued = "SELECT COUNT(*) FROM staff_mails JOIN users ON users.id = user_id WHERE email = 'zuid@example.org'";
        assert_eq!(app.integers(queued).await, [1]);
        assert_eq!(app.integers("SELECT COUNT(*) FROM staff_mails").await, [1], "and what failed is whole undone");
    }
}
