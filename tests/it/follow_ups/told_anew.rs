//! Who handles a follow-up from now on is told that the customer wants contact, also where a mail about it went before.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use mail_parser::MessageParser;
use naklank::domain::access::roles::Role;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::users::disable_user;
use serde_json::{Value, json};

use super::mails::{answered, mailed_at, staff_mails, user};
use super::{handler, row_of};
use crate::support::{START, TestApp, closed_complaint, on_both_engines};

/// Tuesday at 08:00 in Amsterdam, the morning after the answers.
const MORNING: &str = "2026-03-24T07:00:00Z";
const WANTS_CONTACT: &str = "score=9&contact_me=on";

/// The first parts of the addresses to which mails to staff went, in order.
fn recipients(app: &TestApp) -> Vec<String> {
    staff_mails(app).into_iter().map(|mail| mail.to.split('@').next().unwrap().to_owned()).collect()
}

/// No two mails are one to a mail program.
fn assert_distinct(app: &TestApp) {
    let id = |raw: &[u8]| MessageParser::default().parse(raw).unwrap().message_id().unwrap().to_owned();
    let ids: Vec<String> = app.mails().iter().map(|raw| id(&raw.bytes)).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
}

async fn path_of(app: &TestApp, reference: &str) -> String {
    format!("/follow-ups/{}", row_of(app, reference).await["id"].as_str().unwrap())
}

/// Reports the complaint that was answered once more, as that of a team.
async fn report(app: &TestApp, reference: &str, team: Value) {
    let mut complaint = closed_complaint(START);
    complaint["contact"]["email"] = json!(format!("{}@example.org", reference.to_lowercase()));
    complaint["team"] = team;
    let answer = app.put(reference, &complaint).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
}

on_both_engines! {
    async fn a_team_that_was_mailed_is_mailed_again_when_the_holder_leaves(app) {
        for name in ["een", "twee"] {
            user(&app, name, Role::Handler, Some("Zuid")).await;
        }
        answered(&app, "K-1", "Zuid", WANTS_CONTACT).await;
        assert_eq!(mailed_at(&app, MORNING).await, 2, "the whole team");
        app.execute(
            "UPDATE follow_ups SET taken_up_at = opened_at, taken_up_by = 'een@example.org',
                owner_id = (SELECT id FROM users WHERE email = 'een@example.org')",
        )
        .await;
        disable_user(&app.app, &Actor::Operator, &"een@example.org".parse().unwrap()).await.unwrap();
        assert_eq!(app.tick().await.staff_mails.sent, 1);
        assert_eq!(app.tick().await.staff_mails.sent, 0, "once");
        assert_eq!(recipients(&app)[2..], ["twee"]);
        assert_distinct(&app);
    }

    async fn a_team_to_which_it_comes_back_is_mailed_again(app) {
        answered(&app, "K-1", "Zuid", WANTS_CONTACT).await;
        app.clock.set(MORNING);
        let path = path_of(&app, "K-1").await;
        let zuid = handler(&app, "zuid@example.org", Some("Zuid")).await;
        let noord = handler(&app, "noord@example.org", Some("Noord")).await;
        assert_eq!(app.tick().await.staff_mails.sent, 1);
        for (cookie, team) in [(&zuid, "Noord"), (&noord, "Zuid")] {
            let handed = app.post_as(cookie, &format!("{path}/hand-over"), &format!("seen=&team={team}")).await;
            assert_eq!(handed.status, StatusCode::SEE_OTHER, "{handed:?}");
            assert_eq!(app.tick().await.staff_mails.sent, 1, "{team}");
        }
        assert_eq!(recipients(&app), ["zuid", "noord", "zuid"]);
        assert_distinct(&app);
    }

    async fn a_colleague_to_whom_it_is_given_is_mailed_and_who_takes_it_over_is_not(app) {
        answered(&app, "K-1", "Zuid", WANTS_CONTACT).await;
        app.clock.set(MORNING);
        let path = path_of(&app, "K-1").await;
        let een = handler(&app, "een@example.org", Some("Zuid")).await;
        handler(&app, "twee@example.org", Some("Zuid")).await;
        let [een_id, twee_id] =
            [super::user(&app, "een@example.org").await, super::user(&app, "twee@example.org").await];
        assert_eq!(app.tick().await.staff_mails.sent, 2, "the whole team");
        for (form, mails) in [
            (format!("seen=&colleague={twee_id}"), 1),
            (format!("seen={twee_id}&colleague={een_id}"), 0),
            (format!("seen={een_id}&colleague=none"), 2),
        ] {
            let given = app.post_as(&een, &format!("{path}/assign"), &form).await;
            assert_eq!(given.status, StatusCode::SEE_OTHER, "{form}: {given:?}");
            assert_eq!(app.tick().await.staff_mails.sent, mails, "{form}");
        }
        assert_eq!(recipients(&app)[2], "twee");
        assert_distinct(&app);
    }

    async fn a_complaint_that_goes_to_another_team_takes_its_follow_up_along(app) {
        answered(&app, "K-1", "Noord", WANTS_CONTACT).await;
        app.clock.set(MORNING);
        let path = path_of(&app, "K-1").await;
        let noord = handler(&app, "noord@example.org", Some("Noord")).await;
        let zuid = handler(&app, "zuid@example.org", Some("Zuid")).await;
        assert_eq!(app.tick().await.staff_mails.sent, 1);
        app.post_as(&noord, &format!("{path}/take-up"), "").await;
        report(&app, "K-1", json!("Noord")).await;
        assert_eq!(row_of(&app, "K-1").await["owner"], "noord@example.org", "nothing was changed");
        report(&app, "K-1", json!("Zuid")).await;
        let row = row_of(&app, "K-1").await;
        assert_eq!((&row["owner"], &row["team"]), (&Value::Null, &json!("Zuid")));
        assert_eq!(app.get_as(&noord, &path).await.status, StatusCode::NOT_FOUND);
        let page = app.get_as(&zuid, &path).await.body;
        assert!(page.contains("noord@example.org may not handle it any more"), "{page}");
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE action = 'follow-up assign'").await, [1]);
        assert_eq!(app.tick().await.staff_mails.sent, 1);
        report(&app, "K-1", json!("Noord")).await;
        assert_eq!(app.tick().await.staff_mails.sent, 1, "also of one that no one holds");
        assert_eq!(recipients(&app), ["noord", "zuid", "noord"]);
        assert_distinct(&app);
    }

    async fn a_holder_who_sees_the_new_team_keeps_it_and_so_does_the_team_to_which_it_was_handed_over(app) {
        for reference in ["K-1", "K-2"] {
            answered(&app, reference, "Noord", "score=2").await;
        }
        app.clock.set(MORNING);
        let paths = [path_of(&app, "K-1").await, path_of(&app, "K-2").await];
        let all = handler(&app, "alle@example.org", None).await;
        let west = handler(&app, "west@example.org", Some("West")).await;
        app.post_as(&all, &format!("{}/take-up", paths[0]), "").await;
        app.post_as(&all, &format!("{}/hand-over", paths[1]), "seen=&team=West").await;
        app.post_as(&west, &format!("{}/take-up", paths[1]), "").await;
        for (reference, holder) in [("K-1", "alle@example.org"), ("K-2", "west@example.org")] {
            report(&app, reference, json!("Zuid")).await;
            assert_eq!(row_of(&app, reference).await["owner"], holder, "{reference}");
        }
    }
}
