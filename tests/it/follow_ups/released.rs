//! What a user holds who may not handle it any more is left to its team.

use naklank::domain::access::roles::Role;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::roles_and_team::{set_roles, set_team};
use naklank::workflow::access::users::disable_user;

use super::mails::{answered, mailed_at, staff_mails, user};
use crate::support::{TestApp, on_both_engines};

const HELD: &str = "SELECT COUNT(*) FROM follow_ups WHERE owner_id IS NOT NULL";

/// Two handlers of a team, the first of whom holds a follow-up of it, and one of it that is done.
async fn held_by_the_first(app: &TestApp) {
    for name in ["een", "twee"] {
        user(app, name, Role::Handler, Some("Zuid")).await;
    }
    for reference in ["K-1", "K-2"] {
        answered(app, reference, "Zuid", "score=2").await;
    }
    app.execute(
        "UPDATE follow_ups SET taken_up_at = opened_at, taken_up_by = 'een@example.org',
            owner_id = (SELECT id FROM users WHERE email = 'een@example.org')",
    )
    .await;
    app.execute(
        "UPDATE follow_ups SET done_at = opened_at, done_by = 'een@example.org' WHERE response_id IN (
            SELECT responses.id FROM responses JOIN invitations ON invitations.id = responses.invitation_id
            JOIN complaints ON complaints.id = invitations.complaint_id WHERE reference = 'K-2')",
    )
    .await;
}

on_both_engines! {
    async fn of_a_disabled_user_the_next_daily_mail_goes_to_the_team(app) {
        held_by_the_first(&app).await;
        assert_eq!(mailed_at(&app, "2026-03-25T07:00:00Z").await, 1);
        disable_user(&app.app, &Actor::Operator, &"een@example.org".parse().unwrap()).await.unwrap();
        assert_eq!(app.integers(HELD).await, [1], "what was done stays with who did it");
        assert_eq!(app.integers("SELECT COUNT(*) FROM follow_ups WHERE taken_up_at IS NOT NULL").await, [2]);
        assert_eq!(app.acts_of("operator", "follow-up assign").await, 1);
        assert_eq!(mailed_at(&app, "2026-03-26T07:00:00Z").await, 1);
        let to: Vec<String> = staff_mails(&app).into_iter().map(|mail| mail.to).collect();
        assert_eq!(to, ["een@example.org", "twee@example.org"]);
    }

    async fn a_customer_who_wants_contact_is_told_to_the_team_at_once(app) {
        for name in ["een", "twee"] {
            user(&app, name, Role::Handler, Some("Zuid")).await;
        }
        answered(&app, "K-1", "Zuid", "score=9&contact_me=on").await;
        app.execute("UPDATE follow_ups SET owner_id = (SELECT id FROM users WHERE email = 'een@example.org')").await;
        assert_eq!(mailed_at(&app, "2026-03-24T07:00:00Z").await, 1);
        disable_user(&app.app, &Actor::Operator, &"een@example.org".parse().unwrap()).await.unwrap();
        assert_eq!(app.tick().await.staff_mails.sent, 1);
        assert_eq!(app.tick().await.staff_mails.sent, 0);
        let to: Vec<String> = staff_mails(&app).into_iter().map(|mail| mail.to).collect();
        assert_eq!(to, ["een@example.org", "twee@example.org"]);
    }

    async fn who_loses_the_right_holds_none(app) {
        held_by_the_first(&app).await;
        let een = "een@example.org".parse().unwrap();
        set_roles(&app.app, &Actor::Operator, &een, &"handler analyst".parse().unwrap()).await.unwrap();
        assert_eq!(app.integers(HELD).await, [2], "the right is still there");
        set_roles(&app.app, &Actor::Operator, &een, &Role::Analyst.into()).await.unwrap();
        assert_eq!(app.integers(HELD).await, [1]);
    }

    async fn who_goes_to_another_team_leaves_those_of_the_old_one(app) {
        held_by_the_first(&app).await;
        let een = "een@example.org".parse().unwrap();
        set_team(&app.app, &Actor::Operator, &een, None).await.unwrap();
        assert_eq!(app.integers(HELD).await, [2], "without a team those of all are seen");
        app.execute("UPDATE follow_ups SET team = 'Noord'").await;
        set_team(&app.app, &Actor::Operator, &een, Some("Noord")).await.unwrap();
        assert_eq!(app.integers(HELD).await, [2], "it was handed over to that team");
        set_team(&app.app, &Actor::Operator, &een, Some("Zuid")).await.unwrap();
        assert_eq!(app.integers(HELD).await, [1]);
        assert_eq!(app.acts_of("operator", "follow-up assign").await, 1);
    }

    async fn a_policy_owner_who_becomes_a_mere_handler_of_a_team_leaves_those_of_others(app) {
        held_by_the_first(&app).await;
        let een = "een@example.org".parse().unwrap();
        set_roles(&app.app, &Actor::Operator, &een, &"policy-owner handler".parse().unwrap()).await.unwrap();
        app.execute("UPDATE follow_ups SET team = 'Noord'").await;
        set_roles(&app.app, &Actor::Operator, &een, &Role::PolicyOwner.into()).await.unwrap();
        assert_eq!(app.integers(HELD).await, [2]);
        set_roles(&app.app, &Actor::Operator, &een, &Role::Handler.into()).await.unwrap();
        assert_eq!(app.integers(HELD).await, [1]);
    }
}
