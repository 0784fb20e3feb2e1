//! The queue of mails to staff: one that fails holds up no other, and none is sent by two processes.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use mail_parser::MessageParser;
use naklank::domain::Timestamp;
use naklank::domain::access::roles::Role;
use naklank::domain::ids::LeaseId;
use naklank::domain::sending::delivery::Cause;
use naklank::mail::send_error::SendError;
use naklank::storage::sending::acceptances;
use naklank::storage::sending::outbox::{self, Claim, Queue};
use naklank::storage::sending::staff_mails::claim;
use naklank::workflow::access::audit::publish_head::publish_audit_head;
use naklank::workflow::sending::staff_mails::send_staff_mails;
use tokio_util::sync::CancellationToken;

use crate::support::{Backend, START, TestApp, closed_complaint, on_both_engines};

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

/// Sends what is due; returns how many mails were accepted.
async fn sent(app: &TestApp) -> u64 {
    send_staff_mails(&app.app, &CancellationToken::new()).await.unwrap().sent
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
        assert_eq!(app.tick().await.staff_mails.sent, 2);
        let failed = "SELECT attempts FROM staff_mails WHERE sent_at IS NULL AND last_error LIKE '%page%'";
        assert_eq!(app.integers(failed).await, [1], "it says what is wrong");
        assert_eq!(app.tick().await.staff_mails.sent, 0, "not before its time");
        app.execute("UPDATE saved_views SET page = 'dashboard'").await;
        app.advance(TimeDelta::minutes(11));
        assert_eq!(app.tick().await.staff_mails.sent, 1);
    }

    async fn a_mail_about_something_unknown_holds_up_no_other(app) {
        queued_heads(&app, 3).await;
        app.execute(
            "UPDATE staff_mails SET about = 'the weather' WHERE user_id = (SELECT id FROM users WHERE email = 'head-1@example.org')",
        )
        .await;
        assert_eq!(sent(&app).await, 2);
        let failed = "SELECT attempts FROM staff_mails WHERE sent_at IS NULL AND last_error LIKE '%the weather%'";
        assert_eq!(app.integers(failed).await, [1]);
    }

    async fn more_mails_than_one_claim_takes_go_out_once_each(app) {
        queued_heads(&app, 45).await;
        assert_eq!(sent(&app).await, 45);
        assert_eq!(sent(&app).await, 0);
        let distinct: BTreeSet<String> = recipients(&app).into_iter().collect();
        assert_eq!((recipients(&app).len(), distinct.len()), (45, 45));
    }

    async fn those_that_are_wanted_no_more_do_not_stop_the_queue(app) {
        queued_heads(&app, 45).await;
        app.execute("UPDATE users SET wants_audit_heads = FALSE WHERE email <> 'head-44@example.org'").await;
        assert_eq!(sent(&app).await, 1);
        assert_eq!(recipients(&app), ["head-44@example.org"]);
    }

    async fn a_link_for_which_a_person_waits_goes_first(app) {
        queued_heads(&app, 25).await;
        app.advance(TimeDelta::minutes(1));
        app.post_form("/sign-in/forgotten", "email=head-7%40example.org").await;
        assert_eq!(sent(&app).await, 26);
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
        assert_eq!(of_slow.mails.len(), 2);
        assert_eq!(claimed(quick, now, 20).await.mails.len(), 1, "what another holds is left to it");
        assert_eq!(claimed(quick, until, 20).await.mails.len(), 3, "until its lease ends");
        let mail = &of_slow.mails[0];
        let mut tx = app.app.db.write().await.unwrap();
        let later = until + TimeDelta::minutes(5);
        assert_eq!(outbox::renew(&mut tx, Queue::StaffMails, slow, &[mail.id], later).await.unwrap(), []);
        assert_eq!(outbox::mark_sent(&mut tx, Queue::StaffMails, slow, &[mail.id], until).await.unwrap(), []);
        claim::put_off(&mut tx, Claim::new(mail.id, slow, &mail.tried), until).await.unwrap();
        assert_eq!(outbox::renew(&mut tx, Queue::StaffMails, quick, &[mail.id], later).await.unwrap().len(), 1);
        tx.commit().await.unwrap();
        assert_eq!(app.integers("SELECT COUNT(*) FROM staff_mails WHERE sent_at IS NULL AND lease_id IS NOT NULL").await, [3]);
    }

    async fn a_mail_server_in_trouble_gets_no_more_mails_and_the_others_are_given_back(app) {
        queued_heads(&app, 30).await;
        app.outbox().fail_next(SendError::new(Cause::MailServer, "421 4.3.2 too busy"));
        let beside = sent(&app).await;
        assert!(beside < 8, "those that a connection was free for went out beside it: {beside}");
        let waiting = i64::try_from(30 - beside).unwrap();
        assert_eq!(app.integers("SELECT COUNT(*) FROM staff_mails WHERE state = 'waiting'").await, [waiting]);
        assert_eq!(app.integers("SELECT CAST(SUM(refusals) AS BIGINT) FROM staff_mails").await, [0], "it is about none of them");
        assert_eq!(app.integers("SELECT rests FROM rests WHERE queue = 'staff_mails'").await, [1]);
        assert_eq!(sent(&app).await, 0, "it rests");
        app.advance(TimeDelta::seconds(16));
        assert_eq!(sent(&app).await, 30 - beside);
        assert_eq!(app.integers("SELECT rests FROM rests WHERE queue = 'staff_mails'").await, [0], "it accepts mails again");
    }

    async fn a_mail_that_is_refused_for_good_is_not_tried_again(app) {
        queued_heads(&app, 2).await;
        app.outbox().fail_next(SendError::new(Cause::NoSuchAddress, "550 5.1.1 unknown"));
        assert_eq!(sent(&app).await, 1);
        app.advance(TimeDelta::hours(1));
        assert_eq!(sent(&app).await, 0);
        let failed = "SELECT attempts FROM staff_mails WHERE state = 'failed' AND cause = 'no_such_address'";
        assert_eq!(app.integers(failed).await, [1]);
    }

    async fn a_mail_of_a_worker_that_was_lost_is_sent_once_its_lease_ends(app) {
        queued_heads(&app, 1).await;
        let now = app.app.now();
        let lease = LeaseId(app.app.randomness.uuid(now));
        let mut tx = app.app.db.write().await.unwrap();
        claim::claim(&mut tx, lease, now, now + TimeDelta::seconds(30), 1).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(sent(&app).await, 0);
        app.advance(TimeDelta::seconds(30));
        assert_eq!(sent(&app).await, 1);
        assert_eq!(app.integers("SELECT lost_claims FROM staff_mails WHERE state = 'sent'").await, [1]);
    }

    async fn what_a_process_of_the_version_before_has_sent_is_not_sent_again(app) {
        queued_heads(&app, 2).await;
        // It claims and records by the columns that it knows.
        app.execute("UPDATE staff_mails SET lease_id = NULL, sent_at = raised_at WHERE user_id = (SELECT id FROM users WHERE email = 'head-0@example.org')").await;
        assert_eq!(sent(&app).await, 1);
        assert_eq!(recipients(&app), ["head-1@example.org"]);
    }

    async fn one_mailbox_that_refuses_us_does_not_hold_up_the_others_and_is_given_up_one_day(app) {
        queued_heads(&app, 6).await;
        app.outbox().refuse_recipients(&["head-3"], "550 5.7.1 restricted group");
        for _ in 0..4 {
            sent(&app).await;
            app.advance(TimeDelta::minutes(1));
        }
        assert_eq!(recipients(&app).len(), 5);
        assert_eq!(app.integers("SELECT rests FROM rests WHERE queue = 'staff_mails'").await, [0]);
        for _ in 0..40 {
            app.advance(TimeDelta::hours(9));
            // Another mail is accepted now and then, so that the refusal is known to be about the mailbox.
            app.execute("UPDATE staff_mails SET state = 'waiting', sent_at = NULL WHERE id = (SELECT id FROM staff_mails WHERE state = 'sent' ORDER BY id LIMIT 1)").await;
            sent(&app).await;
        }
        assert_eq!(app.integers("SELECT COUNT(*) FROM staff_mails WHERE state = 'failed'").await, [1]);
    }

    async fn a_mail_server_that_refuses_us_in_whatever_words_costs_no_mail(app) {
        queued_heads(&app, 40).await;
        let all: Vec<String> = (0..40).map(|number| format!("head-{number}")).collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        app.outbox().refuse_recipients(&all, "550 administrative prohibition");
        for _ in 0..3 {
            assert_eq!(sent(&app).await, 0);
            app.advance(TimeDelta::minutes(10));
        }
        assert_eq!(app.integers("SELECT COUNT(*) FROM staff_mails WHERE state = 'waiting'").await, [40]);
        app.outbox().clear_failures();
        assert_eq!(sent(&app).await, 40);
    }

    async fn a_mail_server_that_takes_mail_for_its_own_people_rests_for_customers_only(app) {
        app.put("K-1", &closed_complaint(START)).await;
        queued_heads(&app, 2).await;
        app.outbox().refuse_recipients(&["klant"], "550 5.7.1 relaying denied");
        app.clock.set("2026-03-23T14:00:00Z");
        let rests = "SELECT rests FROM rests ORDER BY queue";
        let done = app.tick().await;
        assert_eq!(done.messages.retried, 1);
        assert!(done.staff_mails.sent >= 2, "{done}");
        assert_eq!(app.integers(rests).await, [1, 0], "customers wait, and staff mail did not end that");
    }

    async fn a_stop_ends_the_round_and_gives_back_what_it_claimed(app) {
        queued_heads(&app, 5).await;
        let stop = CancellationToken::new();
        stop.cancel();
        assert_eq!(send_staff_mails(&app.app, &stop).await.unwrap().sent, 0);
        assert_eq!(app.integers("SELECT COUNT(*) FROM staff_mails WHERE state = 'waiting'").await, [5]);
        assert_eq!(sent(&app).await, 5);
    }

    async fn a_mail_that_was_noted_as_accepted_is_booked_and_not_sent_again(app) {
        queued_heads(&app, 1).await;
        let now = app.app.now();
        let lease = LeaseId(app.app.randomness.uuid(now));
        let mut tx = app.app.db.write().await.unwrap();
        let taken = claim::claim(&mut tx, lease, now, now + TimeDelta::seconds(30), 1).await.unwrap();
        acceptances::insert(&mut tx, &[taken.mails[0].id], now).await.unwrap();
        tx.commit().await.unwrap();
        app.advance(TimeDelta::seconds(30));
        assert_eq!((sent(&app).await, app.mails().len()), (1, 0));
        assert_eq!(app.integers("SELECT COUNT(*) FROM staff_mails WHERE state = 'sent'").await, [1]);
        assert_eq!(app.integers("SELECT COUNT(*) FROM acceptances").await, [0]);
    }

    async fn a_refusal_keeps_the_name_of_the_recipient_out_of_the_queue(app) {
        queued_heads(&app, 1).await;
        app.outbox().refuse_recipients(&["head-0"], "450 4.2.1 Head-0: mailbox <head-0@example.org> is busy");
        assert_eq!(sent(&app).await, 0);
        let named = "SELECT COUNT(*) FROM staff_mails WHERE LOWER(last_error) LIKE '%head-0%'";
        assert_eq!(app.integers(named).await, [0]);
        let told = "SELECT COUNT(*) FROM staff_mails WHERE last_error LIKE '450 4.2.1%busy'";
        assert_eq!(app.integers(told).await, [1]);
    }

    async fn a_mailbox_that_is_gone_is_no_refusal_of_us_however_many_mails_it_is_sent(app) {
        queued_heads(&app, 1).await;
        for _ in 0..3 {
            app.advance(TimeDelta::days(1));
            publish_audit_head(&app.app).await.unwrap();
        }
        app.outbox().refuse_recipients(&["head-0"], "550 5.1.1 user unknown");
        sent(&app).await;
        assert_eq!(app.integers("SELECT COUNT(*) FROM staff_mails WHERE state = 'failed'").await, [4]);
        assert_eq!(app.integers("SELECT rests FROM rests WHERE queue = 'staff_mails'").await, [0]);
    }

    async fn a_user_whose_role_cannot_be_read_holds_up_no_other(app) {
        queued_heads(&app, 3).await;
        app.execute("UPDATE users SET roles = 'wizard' WHERE email = 'head-1@example.org'").await;
        assert_eq!(sent(&app).await, 2);
        let failed = "SELECT COUNT(*) FROM staff_mails WHERE state = 'waiting' AND last_error LIKE '%wizard%'";
        assert_eq!(app.integers(failed).await, [1]);
    }
}
