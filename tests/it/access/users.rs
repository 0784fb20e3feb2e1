//! Users are changed by administrators and the operator, at once, and no administrator changes the own account.

use std::time::Duration;

use axum::http::StatusCode;
use naklank::domain::access::action::Action;
use naklank::domain::access::rights::Right;
use naklank::domain::access::roles::{Role, Roles, Scope};
use naklank::domain::people::email_address::EmailAddress;
use naklank::storage::access::users;
use naklank::workflow::access::audit::{Actor, KeyHolder};
use naklank::workflow::access::permission::{ActError, demand};
use naklank::workflow::access::roles_and_team::{set_roles, set_team};
use naklank::workflow::access::users::{
    NewUser, UserError, add_user, disable_user, enable_user, list_users, new_link,
};

use crate::support::{TestApp, on_both_engines};

fn address(text: &str) -> EmailAddress {
    text.parse().unwrap()
}

fn user(text: &str) -> Actor {
    Actor::User(text.to_owned())
}

/// Roles and team of a user.
async fn rights_of(app: &TestApp, email: &str) -> (String, Option<String>) {
    let users = list_users(&app.app).await.unwrap();
    let found = users.into_iter().find(|user| user.email == email).unwrap();
    (found.roles.to_string(), found.team)
}

/// Every change of a user, by this actor.
async fn every_change(app: &TestApp, actor: &Actor, email: &EmailAddress) -> Vec<Result<(), UserError>> {
    let new =
        NewUser { email: address("x@example.org"), roles: Role::Admin.into(), team: None, password: None };
    vec![
        add_user(&app.app, actor, new).await.map(drop),
        new_link(&app.app, actor, email).await.map(drop),
        set_roles(&app.app, actor, email, &Role::Admin.into()).await,
        set_team(&app.app, actor, email, Some("Zuid")).await,
        disable_user(&app.app, actor, email).await,
        enable_user(&app.app, actor, email).await,
    ]
}

on_both_engines! {
    async fn two_administrators_do_not_disable_each_other_at_the_same_moment(app) {
        for email in ["een@example.org", "twee@example.org"] {
            app.add_user(email, Role::Admin).await;
        }
        let mut first = app.app.db.write().await.unwrap();
        demand(&mut first, &user("een@example.org"), Action::DisableUser).await.unwrap();
        let other = app.second_process().await;
        let second = tokio::spawn(async move {
            disable_user(&other, &user("twee@example.org"), &address("een@example.org")).await
        });
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert!(!second.is_finished(), "the second waits before its role is looked at");
        assert!(users::disable(&mut first, "twee@example.org", app.app.now()).await.unwrap());
        first.commit().await.unwrap();
        let second = second.await.unwrap();
        assert!(matches!(second, Err(UserError::Act(ActError::NotAllowed(Right::Administer)))), "{second:?}");
        assert_eq!(app.integers("SELECT COUNT(*) FROM users WHERE disabled_at IS NULL").await, [1]);
    }

    async fn of_many_who_change_each_other_at_once_none_waits_for_ever(app) {
        let emails: Vec<String> = (0..6).map(|number| format!("beheerder-{number}@example.org")).collect();
        for email in &emails {
            app.add_user(email, Role::Admin).await;
        }
        let other = app.second_process().await;
        let mut acts = tokio::task::JoinSet::new();
        for (number, email) in emails.iter().enumerate() {
            let app = if number % 2 == 0 { app.app.clone() } else { other.clone() };
            let (actor, next) = (user(email), address(&emails[(number + 1) % emails.len()]));
            acts.spawn(async move { set_roles(&app, &actor, &next, &Role::Analyst.into()).await });
        }
        let done = acts.join_all().await;
        assert!(done.iter().all(|act| matches!(act, Ok(()) | Err(UserError::Act(ActError::NotAllowed(_))))), "{done:?}");
        let left = app.integers("SELECT COUNT(*) FROM users WHERE roles = 'admin'").await;
        assert!(left[0] >= 1, "somebody can still administer: {done:?}");
    }

    async fn who_does_not_administer_changes_no_user(app) {
        app.add_user("iemand@example.org", Role::Analyst).await;
        for role in [Role::Analyst, Role::PolicyOwner, Role::Handler] {
            app.add_user(&format!("{role}@example.org"), role).await;
        }
        app.add_user("admin@example.org", Role::Admin).await;
        let counts = "SELECT COUNT(*) FROM users UNION ALL SELECT COUNT(*) FROM audit UNION ALL SELECT COUNT(*) FROM sign_in_links";
        let before = app.integers(counts).await;
        let iemand = address("iemand@example.org");
        for role in [Role::Analyst, Role::PolicyOwner, Role::Handler] {
            for outcome in every_change(&app, &user(&format!("{role}@example.org")), &iemand).await {
                assert!(matches!(outcome, Err(UserError::Act(ActError::NotAllowed(Right::Administer)))), "{role}: {outcome:?}");
            }
        }
        for outcome in every_change(&app, &user("wie@example.org"), &iemand).await {
            assert!(matches!(outcome, Err(UserError::Act(ActError::NotAllowed(_)))), "{outcome:?}");
        }
        let owner = Some("admin@example.org".to_owned());
        let key = Actor::Key(KeyHolder { name: "test".to_owned(), owner, scopes: Scope::ALL.to_vec() });
        for outcome in every_change(&app, &key, &iemand).await {
            assert!(matches!(outcome, Err(UserError::Act(ActError::NotForKeys))), "{outcome:?}");
        }
        assert_eq!(app.integers(counts).await, before, "nothing is changed, and nothing is noted");
        assert_eq!(rights_of(&app, "iemand@example.org").await, ("analyst".to_owned(), None));
    }

    async fn an_administrator_and_the_operator_change_the_roles_and_the_team_of_others(app) {
        app.add_user("admin@example.org", Role::Admin).await;
        app.add_user("iemand@example.org", Role::Analyst).await;
        let iemand = address("Iemand@Example.org");
        let roles: Roles = [Role::Admin, Role::Handler].into_iter().collect();
        for actor in [user("admin@example.org"), Actor::Operator] {
            set_roles(&app.app, &actor, &iemand, &roles).await.unwrap();
            set_team(&app.app, &actor, &iemand, Some("Zuid")).await.unwrap();
            let now = rights_of(&app, "iemand@example.org").await;
            assert_eq!(now, ("handler admin".to_owned(), Some("Zuid".to_owned())), "{actor}");
            set_roles(&app.app, &actor, &iemand, &Role::Analyst.into()).await.unwrap();
            set_team(&app.app, &actor, &iemand, None).await.unwrap();
            set_team(&app.app, &actor, &iemand, None).await.unwrap();
            assert_eq!(rights_of(&app, "iemand@example.org").await, ("analyst".to_owned(), None), "{actor}");
        }
        let audit = app.audit().await;
        let told = audit.iter().filter(|entry| entry.subject.ends_with("iemand@example.org: handler admin"));
        assert_eq!(told.map(|entry| entry.action.as_str()).collect::<Vec<_>>(), ["users role"; 2]);
        let told = "SELECT COUNT(*) FROM audit WHERE action = 'users team'";
        assert_eq!(app.integers(told).await, [4], "what changed nothing is not noted");
        let nobody = set_roles(&app.app, &Actor::Operator, &address("wie@example.org"), &roles).await;
        assert!(matches!(nobody, Err(UserError::NoSuchUser)), "{nobody:?}");
        let nobody = set_team(&app.app, &Actor::Operator, &address("wie@example.org"), None).await;
        assert!(matches!(nobody, Err(UserError::NoSuchUser)), "{nobody:?}");
    }

    async fn no_administrator_changes_or_disables_the_own_account(app) {
        app.add_user("admin@example.org", Role::Admin).await;
        let (own, actor) = (address("Admin@example.org"), user("admin@example.org"));
        let more: Roles = Role::ALL.iter().copied().collect();
        for outcome in [
            set_roles(&app.app, &actor, &own, &more).await,
            set_roles(&app.app, &actor, &own, &Role::Analyst.into()).await,
            set_team(&app.app, &actor, &own, Some("Zuid")).await,
            disable_user(&app.app, &actor, &own).await,
        ] {
            let Err(error @ UserError::OwnAccount) = outcome else { panic!("{outcome:?}") };
            assert!(error.to_string().contains("ask another administrator"), "{error}");
        }
        assert_eq!(rights_of(&app, "admin@example.org").await, ("admin".to_owned(), None));
        new_link(&app.app, &actor, &own).await.unwrap();
        app.add_user("tweede@example.org", Role::Admin).await;
        disable_user(&app.app, &user("tweede@example.org"), &own).await.unwrap();
        let refused = disable_user(&app.app, &actor, &address("tweede@example.org")).await;
        assert!(matches!(refused, Err(UserError::Act(ActError::NotAllowed(_)))), "who is disabled disables nobody: {refused:?}");
        set_roles(&app.app, &Actor::Operator, &address("tweede@example.org"), &more).await.unwrap();
    }

    /// Rights are read on every request, not when a session begins.
    async fn roles_hold_at_once_in_an_open_session(app) {
        let analyst = app.sign_in_as(Role::Analyst).await;
        let email = address("analyst@example.org");
        let sees = async |path: &str| app.get_as(&analyst, path).await.status == StatusCode::OK;
        assert!(sees("/verbatims").await && !sees("/follow-ups").await);
        set_roles(&app.app, &Actor::Operator, &email, &Role::Handler.into()).await.unwrap();
        assert!(!sees("/verbatims").await && sees("/follow-ups").await);
        let posted = app.post_as(&analyst, "/themes", "name=Lof&keywords=goed").await;
        assert_eq!(posted.status, StatusCode::FORBIDDEN);
        assert_eq!(app.integers("SELECT COUNT(*) FROM themes").await, [0]);
        let both: Roles = [Role::Handler, Role::Analyst].into_iter().collect();
        set_roles(&app.app, &Actor::Operator, &email, &both).await.unwrap();
        assert!(sees("/verbatims").await && sees("/follow-ups").await);
        assert_eq!(app.post_as(&analyst, "/themes", "name=Lof&keywords=goed").await.status, StatusCode::SEE_OTHER);
        set_roles(&app.app, &Actor::Operator, &email, &Roles::default()).await.unwrap();
        assert!(!sees("/verbatims").await && !sees("/follow-ups").await, "the session is left, and nothing else");
    }
}
