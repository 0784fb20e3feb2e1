//! Which account a person gets, and which roles.

use axum::http::StatusCode;
use naklank::domain::access::roles::Role;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::provider::unlink::unlink_from_provider;
use naklank::workflow::access::users::{UserError, disable_user, list_users};
use serde_json::json;

use super::World;
use crate::support::{Backend, START, TestApp};

async fn a_first_sign_in_makes_the_account_and_each_sets_its_roles(backend: Backend) {
    let world = World::start(backend).await;
    let session = world.session_of("anna").await;
    assert_eq!(world.app.get_as(&session, "/").await.status, StatusCode::OK);
    let analyst = "SELECT COUNT(*) FROM users WHERE email = 'anna@example.org' AND roles = 'analyst' AND team = 'Zuid' \
                   AND subject = '2482' AND password_hash IS NULL";
    assert_eq!(world.app.integers(analyst).await, [1]);
    let moved = json!({"sub": "2482", "email": "anna@elsewhere.example", "email_verified": true, "groups": ["nk-heads"]});
    world.provider.set_account("anna", &moved).await;
    let next = world.session_of("anna").await;
    let heads = "SELECT COUNT(*) FROM users WHERE email = 'anna@example.org' AND roles = 'policy-owner handler' AND team = 'Zuid'";
    assert_eq!(
        world.app.integers(heads).await,
        [1],
        "the same account, whatever its address there, and the team of before"
    );
    for session in [&session, &next] {
        assert_eq!(
            world.app.get_as(session, "/follow-ups").await.status,
            StatusCode::OK,
            "at once, in every session"
        );
    }
    world.provider.set_account("anna", &json!({"sub": "2482", "groups": ["staff"]})).await;
    let answer = world.sign_in("anna").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "in, without a role: {answer:?}");
    assert_eq!(world.app.get_as(&next, "/signals").await.status, StatusCode::FORBIDDEN);
    for (action, times) in [
        ("SELECT COUNT(*) FROM audit WHERE action = 'users add'", 1),
        ("SELECT COUNT(*) FROM audit WHERE action = 'users link to provider'", 1),
        ("SELECT COUNT(*) FROM audit WHERE action = 'users role'", 3),
        ("SELECT COUNT(*) FROM audit WHERE action = 'users team'", 1),
        ("SELECT COUNT(*) FROM audit WHERE action = 'sign in'", 3),
        ("SELECT COUNT(DISTINCT actor) FROM audit WHERE action LIKE 'users %' OR action = 'sign in'", 1),
    ] {
        assert_eq!(world.app.integers(action).await, [times], "{action}");
    }
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn roles_follow_the_claims_on_sqlite() {
    a_first_sign_in_makes_the_account_and_each_sets_its_roles(Backend::Sqlite).await;
}

#[tokio::test]
#[cfg_attr(
    not(all(feature = "tool-tests", feature = "postgres-tests")),
    ignore = "needs oidc-provider: run tests/run"
)]
async fn roles_follow_the_claims_on_postgres() {
    a_first_sign_in_makes_the_account_and_each_sets_its_roles(Backend::Postgres).await;
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn an_address_that_the_provider_did_not_verify_takes_over_no_account() {
    let world = World::start(Backend::Sqlite).await;
    world.app.add_user("boss@example.org", Role::Admin).await;
    world.app.add_user("beheer@example.org", Role::Admin).await;
    for claims in [
        json!({"sub": "7", "email": "boss@example.org", "email_verified": false}),
        json!({"sub": "7", "email": "boss@example.org"}),
        json!({"sub": "7", "email": "BOSS@example.org"}),
        json!({"sub": "7", "email": "new@example.org", "email_verified": false}),
        json!({"sub": "7", "email_verified": true}),
        json!({"sub": "7", "email": "boss@localhost", "email_verified": true}),
    ] {
        world.provider.set_account("mallory", &claims).await;
        let refused = world.sign_in("mallory").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{claims}");
        assert!(refused.body.contains("or your account may not enter here"), "{refused:?}");
    }
    assert_eq!(world.sessions().await, 0);
    assert_eq!(world.app.integers("SELECT COUNT(*) FROM users WHERE subject IS NOT NULL").await, [0]);
    let verified =
        json!({"sub": "70", "email": "boss@example.org", "email_verified": true, "groups": ["nk-heads"]});
    world.provider.set_account("boss", &verified).await;
    world.session_of("boss").await;
    let linked = "SELECT COUNT(*) FROM users WHERE email = 'boss@example.org' AND subject = '70' AND roles = 'policy-owner'";
    assert_eq!(world.app.integers(linked).await, [1]);
    let another = json!({"sub": "8", "email": "boss@example.org", "email_verified": true});
    world.provider.set_account("second", &another).await;
    assert_eq!(world.sign_in("second").await.status, StatusCode::FORBIDDEN, "an account is one person's");
    assert_eq!(world.sessions().await, 1);
    assert_eq!(
        world.app.acts_of("user boss@example.org", "sign in refused").await,
        1,
        "once for all of them"
    );
    assert_eq!(world.app.acts_of("unknown", "sign in refused").await, 1);
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn a_handler_without_a_usable_team_does_not_see_all_teams() {
    let world = World::start(Backend::Sqlite).await;
    let roles = "SELECT COUNT(*) FROM users WHERE email = 'dirk@example.org' AND roles = '' AND team IS NULL";
    let long = "x".repeat(201);
    for team in [json!(null), json!(""), json!(7), json!("a\u{7}"), json!(long), json!([])] {
        let claims =
            json!({"sub": "11", "email": "dirk@example.org", "groups": ["nk-handlers"], "team": team});
        world.provider.set_account("dirk", &claims).await;
        world.session_of("dirk").await;
        assert_eq!(world.app.integers(roles).await, [1], "neither at the first sign-in nor later: {team}");
    }
    let team = |team: &str| json!({"sub": "11", "email": "dirk@example.org", "groups": ["nk-handlers"], "team": team});
    world.provider.set_account("dirk", &team(&"x".repeat(200))).await;
    world.session_of("dirk").await;
    let handler = "SELECT COUNT(*) FROM users WHERE roles = 'handler' AND length(team) = 200";
    assert_eq!(world.app.integers(handler).await, [1]);
    world.provider.set_account("dirk", &team("")).await;
    world.session_of("dirk").await;
    assert_eq!(world.app.integers(handler).await, [1], "the team of before stays");
    world.app.execute("UPDATE users SET team = NULL WHERE subject = '11'").await;
    world.session_of("dirk").await;
    let all = "SELECT COUNT(*) FROM users WHERE roles = 'handler' AND team IS NULL";
    assert_eq!(world.app.integers(all).await, [1], "all teams, by decision of an administrator");
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn a_claim_of_another_team_leaves_the_follow_ups_of_the_old_one_to_it() {
    let world = World::start(Backend::Sqlite).await;
    let link = world.app.invite_with("K-1", json!({"team": "Zuid"})).await;
    world.app.post_form(&link, "score=2").await;
    world.app.clock.set(START);
    let team = |team: &str| json!({"sub": "11", "email": "dirk@example.org", "groups": ["nk-handlers"], "team": team});
    let held = "SELECT COUNT(*) FROM follow_ups WHERE owner_id IS NOT NULL";
    world.provider.set_account("dirk", &team("Zuid")).await;
    world.session_of("dirk").await;
    world.app.execute("UPDATE follow_ups SET owner_id = (SELECT id FROM users WHERE subject = '11')").await;
    world.session_of("dirk").await;
    assert_eq!(world.app.integers(held).await, [1], "nothing has changed");
    world.provider.set_account("dirk", &team("Noord")).await;
    world.session_of("dirk").await;
    assert_eq!(world.app.integers(held).await, [0]);
}

async fn no_claim_takes_the_last_administrator_away(backend: Backend) {
    let world = World::start(backend).await;
    world.app.add_user("beheer@example.org", Role::Admin).await;
    let account = |claims: serde_json::Value| {
        let mut account = json!({"sub": "12", "email": "beheer@example.org", "email_verified": true});
        account.as_object_mut().unwrap().extend(claims.as_object().unwrap().clone());
        account
    };
    let administrators =
        "SELECT COUNT(*) FROM users WHERE email = 'beheer@example.org' AND roles LIKE '%admin%'";
    let kept =
        "SELECT COUNT(*) FROM audit WHERE action = 'users role' AND subject LIKE '%the last administrator'";
    let analyst = json!({"groups": ["nk-analysts"]});
    for (claims, noted) in [(json!({}), 0), (analyst.clone(), 1), (json!({"groups": []}), 2)] {
        world.provider.set_account("beheer", &account(claims.clone())).await;
        let session = world.session_of("beheer").await;
        assert_eq!(world.app.get_as(&session, "/users").await.status, StatusCode::OK, "{claims}");
        assert_eq!(world.app.integers(kept).await, [noted], "{claims}");
    }
    world.app.add_user("tweede@example.org", Role::Admin).await;
    disable_user(&world.app.app, &Actor::Operator, &"tweede@example.org".parse().unwrap()).await.unwrap();
    world.session_of("beheer").await;
    assert_eq!(world.app.integers(administrators).await, [1], "one who is disabled does not count");
    world.app.add_user("derde@example.org", Role::Admin).await;
    world.provider.set_account("beheer", &account(json!({}))).await;
    world.session_of("beheer").await;
    assert_eq!(world.app.integers(administrators).await, [1], "a claim that is not there says nothing");
    world.provider.set_account("beheer", &account(analyst)).await;
    world.session_of("beheer").await;
    assert_eq!(world.app.integers(administrators).await, [0]);
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn the_last_administrator_stays_on_sqlite() {
    no_claim_takes_the_last_administrator_away(Backend::Sqlite).await;
}

#[tokio::test]
#[cfg_attr(
    not(all(feature = "tool-tests", feature = "postgres-tests")),
    ignore = "needs oidc-provider: run tests/run"
)]
async fn the_last_administrator_stays_on_postgres() {
    no_claim_takes_the_last_administrator_away(Backend::Postgres).await;
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn a_new_account_needs_no_word_on_its_address() {
    let world = World::start(Backend::Sqlite).await;
    world
        .provider
        .set_account("cas", &json!({"sub": "9", "email": "cas@example.org", "groups": ["nk-analysts"]}))
        .await;
    let session = world.session_of("cas").await;
    assert_eq!(world.app.get_as(&session, "/").await.status, StatusCode::OK);
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn a_disabled_account_stays_out() {
    let world = World::start(Backend::Sqlite).await;
    let session = world.session_of("anna").await;
    disable_user(&world.app.app, &Actor::Operator, &"anna@example.org".parse().unwrap()).await.unwrap();
    assert_eq!(world.app.get_as(&session, "/").await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.sign_in("anna").await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.sessions().await, 0);
    world.sign_in("anna").await;
    assert_eq!(world.app.acts_of("user anna@example.org", "sign in refused").await, 1, "in the audit, once");
    world.app.add_user("weg@example.org", Role::Analyst).await;
    disable_user(&world.app.app, &Actor::Operator, &"weg@example.org".parse().unwrap()).await.unwrap();
    world
        .provider
        .set_account("weg", &json!({"sub": "10", "email": "weg@example.org", "email_verified": true}))
        .await;
    assert_eq!(world.sign_in("weg").await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        world.app.integers("SELECT COUNT(*) FROM users WHERE subject = '10'").await,
        [0],
        "nothing is linked"
    );
}

async fn an_unlinked_account_is_linked_anew(backend: Backend) {
    let world = World::start(backend).await;
    let old = world.session_of("anna").await;
    let admin = world.app.sign_in_as(Role::Admin).await;
    let anew = json!({"sub": "3000", "email": "anna@example.org", "email_verified": true, "groups": ["nk-analysts"]});
    world.provider.set_account("anna", &anew).await;
    assert_eq!(world.sign_in("anna").await.status, StatusCode::FORBIDDEN);
    let anna = find_user(&world.app, "anna@example.org").await;
    let page = world.app.get_as(&admin, &anna).await.body;
    assert!(page.contains(&format!("action=\"{anna}/unlink\"")), "{page}");
    assert!(page.contains("that account sets the roles again"), "{page}");
    let analyst = world.app.sign_in_as(Role::Analyst).await;
    let unlink = format!("{anna}/unlink");
    assert_eq!(world.app.post_as(&analyst, &unlink, "").await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.app.get_as(&old, "/").await.status, StatusCode::OK);
    let done = world.app.post_as(&admin, &unlink, "").await;
    assert_eq!(done.header("location"), format!("{anna}?done=1"), "{done:?}");
    assert_eq!(
        world.app.get_as(&old, "/").await.status,
        StatusCode::SEE_OTHER,
        "the session of the old account"
    );
    assert_eq!(
        world.app.post_as(&admin, &unlink, "").await.header("location"),
        anna,
        "there is nothing to unlink"
    );
    assert!(!world.app.get_as(&admin, &anna).await.body.contains(&unlink));
    world.session_of("anna").await;
    assert_eq!(world.app.integers("SELECT COUNT(*) FROM users WHERE subject = '3000'").await, [1]);
    assert_eq!(world.app.acts_of("user admin@example.org", "users unlink from provider").await, 1);
    let none =
        unlink_from_provider(&world.app.app, &Actor::Operator, &"admin@example.org".parse().unwrap()).await;
    assert!(matches!(none, Err(UserError::NotAtProvider)), "{none:?}");
    let own = Actor::User("admin@example.org".to_owned());
    let own = unlink_from_provider(&world.app.app, &own, &"admin@example.org".parse().unwrap()).await;
    assert!(matches!(own, Err(UserError::OwnAccount)), "{own:?}");
}

/// The path of a user's page.
async fn find_user(app: &TestApp, email: &str) -> String {
    let users = list_users(&app.app).await.unwrap();
    format!("/users/{}", users.into_iter().find(|user| user.email == email).unwrap().id)
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn an_account_is_unlinked_on_sqlite() {
    an_unlinked_account_is_linked_anew(Backend::Sqlite).await;
}

#[tokio::test]
#[cfg_attr(
    not(all(feature = "tool-tests", feature = "postgres-tests")),
    ignore = "needs oidc-provider: run tests/run"
)]
async fn an_account_is_unlinked_on_postgres() {
    an_unlinked_account_is_linked_anew(Backend::Postgres).await;
}
