//! Rights are checked where an action is performed, alike for pages, the API, the command line and tests.

use naklank::domain::access::action::Action;
use naklank::domain::access::roles::{Right, Role};
use naklank::domain::insight::theme::NewTheme;
use naklank::domain::people::email_address::EmailAddress;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::permission::{ActError, act};
use naklank::workflow::access::users::disable_user;
use naklank::workflow::insight::themes::{list_themes, make_theme};
use naklank::workflow::sending::steer::{pause_sending, sending_overview};

use crate::support::{TestApp, on_both_engines};

async fn actor(app: &TestApp, role: Role) -> Actor {
    let email = format!("{role}@example.org");
    app.add_user(&email, role).await;
    Actor::User(email)
}

async fn is_allowed(app: &TestApp, actor: &Actor, action: Action) -> bool {
    let mut tx = app.app.db.write().await.unwrap();
    match act(&app.app, &mut tx, actor, action, "").await {
        Ok(()) => true,
        Err(ActError::NotAllowed(_)) => false,
        Err(ActError::Storage(error)) => panic!("{error}"),
    }
}

/// What each role may do of some acts, written out here once more.
const ALLOWED: [(Action, &[Role]); 6] = [
    (Action::ReadVerbatims, &[Role::Analyst, Role::PolicyOwner, Role::Admin]),
    (Action::ProposeNorm, &[Role::Analyst, Role::PolicyOwner, Role::Admin]),
    (Action::AdoptNorm, &[Role::PolicyOwner, Role::Admin]),
    (Action::PauseSending, &[Role::PolicyOwner, Role::Admin]),
    (Action::ReadFollowUp, &[Role::Handler, Role::PolicyOwner, Role::Admin]),
    (Action::SignOut, &[Role::Analyst, Role::PolicyOwner, Role::Handler, Role::Admin]),
];

on_both_engines! {
    async fn each_role_may_do_what_is_written_for_it(app) {
        for role in Role::ALL {
            let actor = actor(&app, *role).await;
            for (action, roles) in ALLOWED {
                assert_eq!(is_allowed(&app, &actor, action).await, roles.contains(role), "{role}: {action}");
            }
        }
        for action in Action::ALL {
            assert!(is_allowed(&app, &Actor::Operator, *action).await, "the operator: {action}");
            let stranger = Actor::User("stranger@example.org".to_owned());
            assert_eq!(is_allowed(&app, &stranger, *action).await, action.right().is_none(), "{action}");
        }
    }

    async fn an_act_that_is_not_allowed_changes_nothing_and_leaves_no_trace(app) {
        let handler = actor(&app, Role::Handler).await;
        let count = "SELECT COUNT(*) FROM audit";
        let before = app.integers(count).await;
        let refused = pause_sending(&app.app, &handler).await.unwrap_err();
        assert!(matches!(refused, ActError::NotAllowed(Right::SteerSending)), "{refused}");
        assert_eq!(sending_overview(&app.app).await.unwrap().state.paused_at, None);
        let theme = NewTheme::parse("Post", "brief").unwrap();
        make_theme(&app.app, &handler, &theme).await.unwrap_err();
        assert!(list_themes(&app.app).await.unwrap().is_empty());
        assert_eq!(app.integers(count).await, before);
    }

    async fn who_was_disabled_meanwhile_may_do_nothing_more(app) {
        let owner = actor(&app, Role::PolicyOwner).await;
        pause_sending(&app.app, &owner).await.unwrap();
        let email: EmailAddress = owner.name().parse().unwrap();
        disable_user(&app.app, &email).await.unwrap();
        assert!(!is_allowed(&app, &owner, Action::ResumeSending).await);
    }
}
