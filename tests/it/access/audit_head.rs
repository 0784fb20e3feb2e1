//! The head of the audit is published once a day, and mailed to those who asked for it.

use chrono::TimeDelta;
use mail_parser::MessageParser;
use naklank::domain::access::audit_chain::ChainHash;
use naklank::domain::access::roles::Role;
use naklank::storage::StorageError;
use naklank::storage::access::audit_heads;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::audit::publish_head::publish_audit_head;
use naklank::workflow::access::audit::verify::{audit_head, verify_audit};
use naklank::workflow::access::users::disable_user;
use naklank::workflow::upkeep::tick::{TickFailed, tick};
use tokio_util::sync::CancellationToken;

use crate::support::{TestApp, on_both_engines};

async fn published(app: &TestApp) -> Vec<i64> {
    app.integers("SELECT sequence FROM audit_published_heads ORDER BY day").await
}

on_both_engines! {
    async fn the_head_is_published_once_a_day_by_whichever_process_looks_first(app) {
        let other = app.second_process().await;
        let (ours, theirs) = tokio::join!(publish_audit_head(&app.app), publish_audit_head(&other));
        ours.unwrap();
        theirs.unwrap();
        assert_eq!(published(&app).await, [1], "the key of the test");
        app.add_user("een@example.org", Role::Analyst).await;
        app.tick().await;
        app.tick().await;
        assert_eq!(published(&app).await, [1], "one for the day");
        // Half past eleven in the evening of the same day, and an hour later.
        app.clock.set("2026-03-20T22:30:00Z");
        app.tick().await;
        assert_eq!(published(&app).await, [1], "days are those of the organisation");
        app.clock.set("2026-03-20T23:30:00Z");
        app.tick().await;
        assert_eq!(published(&app).await, [1, 2]);
        assert_eq!(verify_audit(&app.app, None).await.unwrap().findings, []);
    }

    async fn the_last_published_head_is_the_one_furthest_along_whatever_the_clock_said(app) {
        app.clock.set("2026-05-01T12:00:00Z");
        publish_audit_head(&app.app).await.unwrap();
        app.clock.set("2026-03-20T14:00:00Z");
        app.add_user("een@example.org", Role::Analyst).await;
        publish_audit_head(&app.app).await.unwrap();
        let newest = audit_heads::newest(&mut app.app.db.read().await.unwrap()).await.unwrap().unwrap();
        assert_eq!((newest.day, newest.head.sequence), (app.app.today(), 2));
    }

    async fn who_asked_for_it_gets_the_head_by_mail_once(app) {
        for email in ["een@example.org", "twee@example.org", "weg@example.org"] {
            app.add_user(email, Role::PolicyOwner).await;
        }
        app.execute("UPDATE users SET wants_audit_heads = TRUE WHERE email <> 'twee@example.org'").await;
        disable_user(&app.app, &Actor::Operator, &"weg@example.org".parse().unwrap()).await.unwrap();
        let head = audit_head(&app.app).await.unwrap().hash;
        assert_eq!(app.tick().await.staff_mails.sent, 1);
        assert_eq!(app.tick().await.staff_mails.sent, 0);
        let [mail] = &app.mails()[..] else { panic!("one mail: {:?}", app.mails()) };
        let mail = MessageParser::default().parse(&mail.bytes).unwrap();
        assert_eq!(mail.to().unwrap().first().unwrap().address(), Some("een@example.org"));
        let (text, html) = (mail.body_text(0).unwrap(), mail.body_html(0).unwrap());
        for body in [&text, &html] {
            assert!(body.contains(&format!("naklank audit verify --head {head}")), "{body}");
            assert!(body.contains("https://nps.example.org/audit"), "{body}");
        }
        let mailed: ChainHash = text.split("--head ").nth(1).unwrap().split_whitespace().next().unwrap().parse().unwrap();
        assert_eq!(verify_audit(&app.app, Some(mailed)).await.unwrap().findings, []);
        app.advance(TimeDelta::days(1));
        app.execute("UPDATE users SET wants_audit_heads = FALSE").await;
        assert_eq!(app.tick().await.staff_mails.sent, 0);
    }

    async fn a_duty_that_fails_holds_up_neither_the_head_nor_mails(app) {
        app.load_policy_values().await;
        for email in ["een@example.org", "twee@example.org"] {
            app.add_user(email, Role::PolicyOwner).await;
        }
        app.execute("UPDATE users SET wants_audit_heads = TRUE WHERE email = 'een@example.org'").await;
        app.execute("UPDATE norms SET kpi = 'nonsense'").await;
        app.execute("DELETE FROM staff_mails").await;
        let failed = tick(&app.app, &CancellationToken::new()).await;
        assert!(matches!(&failed, Err(TickFailed { error: StorageError::Unreadable { column, .. }, .. }) if column == "kpi"), "{failed:?}");
        assert_eq!(published(&app).await.len(), 1);
        let [mail] = &app.mails()[..] else { panic!("one mail: {:?}", app.mails()) };
        assert_eq!(mail.envelope.to()[0].to_string(), "een@example.org");
    }

    async fn who_changed_their_mind_gets_no_mail_that_still_waits(app) {
        app.add_user("een@example.org", Role::PolicyOwner).await;
        app.execute("UPDATE users SET wants_audit_heads = TRUE").await;
        publish_audit_head(&app.app).await.unwrap();
        assert_eq!(app.integers("SELECT COUNT(*) FROM staff_mails WHERE about = 'audit head'").await, [1]);
        app.execute("UPDATE users SET wants_audit_heads = FALSE").await;
        assert_eq!(app.tick().await.staff_mails.sent, 0);
    }
}
