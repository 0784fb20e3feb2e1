//! The queue of mails to staff: one that fails holds up no other, and none is sent by two processes.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use mail_parser::MessageParser;
use naklank::domain::Timestamp;
use naklank::domain::access::roles::Role;
use naklank::domain::ids::LeaseId;
use naklank::storage::sending::staff_mails::claim;
use naklank::workflow::access::audit::publish_head::publish_audit_head;
use naklank::workflow::sending::staff_mails::send_staff_mails;

use crate::support::{Backend, TestApp, on_both_engines};

/// The moment at which the figures of views are mailed in April: Wednesday at seven.
const DUE: &str = "2026-04-01T05:00:00Z";

/// As many users who want the head of the audit, and their mails.
async fn queued_heads(app: &TestApp, count: usize) {
    for number in 0..count {
        app.add_user(&format!("head-{number}@example.org"), Role::PolicyOwner).await;
    }
    app.execute("UPDATE users SET wants_audit_heads = TRUE").await;
    publish_audit_head(&app.app).await.unwrap();
}

fn recipients(app: &TestApp) -> Vec<String> {
    app.mails().iter().map(|mail| mail.envelope.to()[0].to_string()).collect()
}

/// Makes one view such that reading it is an error.
async fn break_a_view(app: &TestApp) {
    match app.backend {
        Backend::Sqlite => {
            app.execute("PRAGMA ignore_check_constraints = ON; UPDATE saved_views SET page = 'nonsense' WHERE name = 'Kapot'")
                .await;
        }
        Backend::Postgres => {
            app.execute("ALTER TABLE saved_views DROP CONSTRAINT saved_views_page_check").await;
            app.execute("UPDATE saved_views SET page = 'nonsense' WHERE name = 'Kapot'").await;
        }
    }
}

on_both_engines! {
    async fn a_view_that_cannot_be_read_holds_up_no_other(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        for name in ["Een", "Kapot", "Zes"] {
            app.post_as(&cookie, "/views", &format!("name={name}&page=dashboard&query=")).await;
        }
        app.execute(
            "INSERT INTO saved_view_subscribers (view_id, user_id, subscribed_at)
             SELECT id, owner_id, created_at FROM saved_views",
        )
        .await;
        break_a_view(&app).await;
        app.clock.set(DUE);
        assert_eq!(app.tick().await.staff_mails, 2);
        let failed = "SELECT attempts FROM staff_mails WHERE sent_at IS NULL AND last_error LIKE '%page%'";
        assert_eq!(app.integers(failed).await, [1], "it says what is wrong");
        assert_eq!(app.tick().await.staff_mails, 0, "not before its time");
        app.execute("UPDATE saved_views SET page = 'dashboard'").await;
        app.advance(TimeDelta::minutes(11));
        assert_eq!(app.tick().await.staff_mails, 1);
    }

    async fn a_mail_about_something_unknown_holds_up_no_other(app) {
        queued_heads(&app, 3).await;
        app.execute(
            "UPDATE staff_mails SET about = 'the weather' WHERE user_id = (SELECT id FROM users WHERE email = 'head-1@example.org')",
        )
        .await;
        assert_eq!(send_staff_mails(&app.app).await.unwrap(), 2);
        let failed = "SELECT attempts FROM staff_mails WHERE sent_at IS NULL AND last_error LIKE '%the weather%'";
        assert_eq!(app.integers(failed).await, [1]);
    }

    async fn more_mails_than_one_claim_takes_go_out_once_each(app) {
        queued_heads(&app, 45).await;
        assert_eq!(send_staff_mails(&app.app).await.unwrap(), 45);
        assert_eq!(send_staff_mails(&app.app).await.unwrap(), 0);
        let distinct: BTreeSet<String> = recipients(&app).into_iter().collect();
        assert_eq!((recipients(&app).len(), distinct.len()), (45, 45));
    }

    async fn those_that_are_wanted_no_more_do_not_stop_the_queue(app) {
        queued_heads(&app, 45).await;
        app.execute("UPDATE users SET wants_audit_heads = FALSE WHERE email <> 'head-44@example.org'").await;
        assert_eq!(send_staff_mails(&app.app).await.unwrap(), 1);
        assert_eq!(recipients(&app), ["head-44@example.org"]);
    }

    async fn a_link_for_which_a_person_waits_goes_first(app) {
        queued_heads(&app, 25).await;
        app.advance(TimeDelta::minutes(1));
        app.post_form("/sign-in/forgotten", "email=head-7%40example.org").await;
        assert_eq!(send_staff_mails(&app.app).await.unwrap(), 26);
        let first = MessageParser::default().parse(&app.mails()[0].bytes).unwrap().subject().unwrap().to_owned();
        assert_eq!(first, "Kies een wachtwoord voor Naklank");
    }

    async fn a_lease_that_has_ended_sends_nothing_and_records_nothing(app) {
        queued_heads(&app, 3).await;
        let now = app.app.now();
        let [slow, quick] = [(); 2].map(|()| LeaseId(app.app.randomness.uuid(now)));
        let until = now + TimeDelta::minutes(5);
        let claimed = async |lease: LeaseId, at: Timestamp, most: u32| {
            let mut tx = app.app.db.write().await.unwrap();
            let claimed = claim::claim(&mut tx, lease, at, at + TimeDelta::minutes(5), most).await.unwrap();
            tx.commit().await.unwrap();
            claimed
        };
        let of_slow = claimed(slow, now, 2).await;
        assert_eq!((of_slow.taken, of_slow.mails.len()), (2, 2));
        assert_eq!(claimed(quick, now, 20).await.mails.len(), 1, "what another holds is left to it");
        assert_eq!(claimed(quick, until, 20).await.mails.len(), 3, "until its lease ends");
        let mail = &of_slow.mails[0];
        let mut tx = app.app.db.write().await.unwrap();
        assert!(!claim::renew(&mut tx, mail.id, slow, until + TimeDelta::minutes(5)).await.unwrap());
        claim::set_sent(&mut tx, mail.id, slow, until).await.unwrap();
        claim::put_off(&mut tx, mail.id, slow, until).await.unwrap();
        assert!(claim::renew(&mut tx, mail.id, quick, until + TimeDelta::minutes(5)).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(app.integers("SELECT COUNT(*) FROM staff_mails WHERE sent_at IS NULL AND lease_id IS NOT NULL").await, [3]);
    }
}
