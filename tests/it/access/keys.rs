//! A key may never do more than its owner, and a key without an owner never counts as a second person.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use naklank::domain::access::action::Action;
use naklank::domain::access::audit_query::AuditQuery;
use naklank::domain::access::roles::{Role, Scope};
use naklank::domain::access::token::Token;
use naklank::storage::access::users;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::audit::export::count_audit;
use naklank::workflow::access::keys::{KeyError, NewKey, add_key};
use naklank::workflow::access::roles_and_team::set_roles;
use serde_json::{Value, json};

use crate::support::{Answer, TestApp, new_key, on_both_engines};

async fn make(app: &TestApp, key: NewKey) -> Result<Token, KeyError> {
    add_key(&app.app, &Actor::Operator, key).await
}

async fn key_of(app: &TestApp, name: &str, scopes: &[Scope], owner: Option<&str>) -> String {
    make(app, new_key(name, scopes, owner)).await.unwrap().reveal().to_owned()
}

async fn propose(app: &TestApp, key: &str, from: &str) -> Answer {
    let norm = json!({"kpi": "nps", "value": 5, "effective_from": from, "rationale": "Zoals vorig jaar."});
    app.api_as(key, Method::POST, "/api/v1/norms", norm.to_string()).await
}

async fn decide(app: &TestApp, key: &str, norm: &Value, what: &str) -> StatusCode {
    let path = format!("/api/v1/norms/{}/{what}", norm["id"].as_str().unwrap());
    app.api_as(key, Method::POST, &path, json!({"rationale": "Zo besloten."}).to_string()).await.status
}

const NORMS: &[Scope] = &[Scope::NormsWrite, Scope::InsightsRead];

on_both_engines! {
    /// The owner's role is checked on every request.
    async fn a_key_does_what_its_owner_may(app) {
        for (name, role) in [("analist", Role::Analyst), ("eigenaar", Role::PolicyOwner), ("behandelaar", Role::Handler)] {
            app.add_user(&format!("{name}@example.org"), role).await;
        }
        let analyst = key_of(&app, "a", NORMS, Some("analist@example.org")).await;
        let owner = key_of(&app, "e", NORMS, Some("eigenaar@example.org")).await;
        let proposed = propose(&app, &owner, "2027-01-01").await.json();
        for what in ["adopt", "reject", "withdraw"] {
            assert_eq!(decide(&app, &analyst, &proposed, what).await, StatusCode::FORBIDDEN, "as on the page: {what}");
        }
        assert_eq!(decide(&app, &owner, &proposed, "adopt").await, StatusCode::FORBIDDEN, "the own proposal");
        let own = propose(&app, &analyst, "2027-02-01").await.json();
        assert_eq!(decide(&app, &analyst, &own, "withdraw").await, StatusCode::OK, "whoever proposed may withdraw");
        let another = propose(&app, &analyst, "2027-03-01").await.json();
        assert_eq!(decide(&app, &owner, &another, "adopt").await, StatusCode::OK);
        for scope in [Scope::NormsWrite, Scope::InsightsRead, Scope::ResponsesRead, Scope::ComplaintsRead] {
            let made = make(&app, new_key("b", &[scope], Some("behandelaar@example.org"))).await;
            assert!(matches!(made, Err(KeyError::AboveOwner { .. })), "{scope}");
        }
        set_roles(&app.app, &Actor::Operator, &"eigenaar@example.org".parse().unwrap(), &Role::Handler.into()).await.unwrap();
        assert_eq!(app.api_as(&owner, Method::GET, "/api/v1/nps", Body::empty()).await.status, StatusCode::FORBIDDEN, "a role that was taken away acts at once");
        assert_eq!(propose(&app, &owner, "2027-04-01").await.status, StatusCode::FORBIDDEN);
    }

    /// Otherwise an administrator would be two persons, and read what the role does not allow.
    async fn an_administrator_makes_no_key_that_does_more_than_the_own_roles(app) {
        app.add_user("admin@example.org", Role::Admin).await;
        for owner in ["een@example.org", "twee@example.org"] {
            app.add_user(owner, Role::PolicyOwner).await;
        }
        let admin = Actor::User("admin@example.org".to_owned());
        let made = async |name: &str, scopes: &[Scope], owner: Option<&str>| {
            add_key(&app.app, &admin, new_key(name, scopes, owner)).await
        };
        for owner in ["een@example.org", "twee@example.org", "wie@example.org"] {
            let refused = made("other", NORMS, Some(owner)).await;
            assert!(matches!(refused, Err(KeyError::OwnedByAnother)), "{owner}: {refused:?}");
        }
        for scope in [Scope::NormsWrite, Scope::InsightsRead, Scope::ResponsesRead, Scope::ComplaintsRead] {
            let refused = made("above", &[Scope::KpisWrite, scope], None).await;
            assert!(matches!(refused, Err(KeyError::AboveMaker { scope: refused }) if refused == scope), "{refused:?}");
            let refused = made("own", &[scope], Some("admin@example.org")).await;
            assert!(matches!(refused, Err(KeyError::AboveOwner { .. })), "{refused:?}");
        }
        made("system", &[Scope::ComplaintsWrite, Scope::BouncesWrite, Scope::KpisWrite], None).await.unwrap();
        made("own", &[Scope::KpisWrite], Some("Admin@Example.org")).await.unwrap();
        set_roles(&app.app, &Actor::Operator, &"admin@example.org".parse().unwrap(), &"admin policy-owner".parse().unwrap()).await.unwrap();
        made("reader", &[Scope::InsightsRead], None).await.unwrap();
        made("decider", NORMS, Some("admin@example.org")).await.unwrap();
        assert!(matches!(made("other", NORMS, Some("een@example.org")).await, Err(KeyError::OwnedByAnother)));
    }

    /// One person and an unowned key do not satisfy the four-eyes rule.
    async fn a_person_and_a_key_that_is_nobodys_are_one_pair_of_eyes(app) {
        app.add_user("eigenaar@example.org", Role::PolicyOwner).await;
        let owner = key_of(&app, "e", NORMS, Some("eigenaar@example.org")).await;
        let nobodys = key_of(&app, "n", NORMS, None).await;
        let of_person = propose(&app, &owner, "2027-01-01").await.json();
        assert_eq!(decide(&app, &nobodys, &of_person, "adopt").await, StatusCode::FORBIDDEN);
        let of_key = propose(&app, &nobodys, "2027-02-01").await.json();
        assert_eq!(decide(&app, &owner, &of_key, "adopt").await, StatusCode::FORBIDDEN);
        assert_eq!(decide(&app, &nobodys, &of_key, "adopt").await, StatusCode::FORBIDDEN);
        for name in ["eigenaar@example.org", "operator", "policy", "", "a\nb"] {
            assert!(matches!(make(&app, new_key(name, NORMS, None)).await, Err(KeyError::BadName)), "{name:?}");
        }
    }

    async fn the_audit_says_for_whom_a_key_is_what_it_may_and_who_acts_by_it(app) {
        app.add_user("eigenaar@example.org", Role::PolicyOwner).await;
        let owned = key_of(&app, "e", NORMS, Some("eigenaar@example.org")).await;
        key_of(&app, "n", &[Scope::KpisWrite], None).await;
        assert!(propose(&app, &owned, "2027-01-01").await.status.is_success());
        let shown = app.audit().await;
        let added: Vec<&str> =
            shown.iter().filter(|entry| entry.action == "keys add").map(|entry| entry.subject.as_str()).collect();
        for subject in ["e: norms:write insights:read for eigenaar@example.org", "n: kpis:write"] {
            assert!(added.contains(&subject), "{added:?}");
        }
        assert_eq!(app.acts_of("user eigenaar@example.org by key e", "propose norm").await, 1, "{shown:?}");
        let stored = app.stored_audit().await;
        assert!(stored.iter().all(|entry| !format!("{entry:?}").contains("eigenaar@")), "no address is stored: {stored:?}");
        let id = users::id_of(&mut app.app.db.read().await.unwrap(), "eigenaar@example.org").await.unwrap().unwrap();
        for who in [format!("user {id}"), "key e".to_owned()] {
            let query = AuditQuery { who: Some(who.clone()), what: Some(Action::ProposeNorm), ..AuditQuery::default() };
            assert_eq!(count_audit(&app.app, &query).await.unwrap(), 1, "{who}");
        }
        let other = AuditQuery { who: Some("key n".to_owned()), ..AuditQuery::default() };
        assert_eq!(count_audit(&app.app, &other).await.unwrap(), 0);
    }

    /// An action without effect leaves no entry, and no entry has search words.
    async fn the_audit_has_what_happened_and_no_search_words(app) {
        let analyst = app.sign_in_as(Role::Analyst).await;
        let admin = app.sign_in_as(Role::Admin).await;
        let before = app.integers("SELECT COUNT(*) FROM audit").await;
        let id = "01900000-0000-7000-8000-000000000000";
        for (cookie, path, form) in [
            (&analyst, format!("/signals/changes/{id}/withdraw"), ""),
            (&analyst, format!("/signals/{id}/explain"), "explanation=Om+een+reden"),
            (&analyst, format!("/themes/{id}/remove"), ""),
            (&admin, "/sending/retry".to_owned(), ""),
            (&admin, "/sending/retry".to_owned(), "message=01900000-0000-7000-8000-000000000000"),
            (&admin, format!("/follow-ups/{id}/take-up"), ""),
        ] {
            app.post_as(cookie, &path, form).await;
            assert_eq!(app.integers("SELECT COUNT(*) FROM audit").await, before, "{path}");
        }
        app.get_as(&analyst, "/verbatims?q=mevrouw+Jansen&from=2026-01-01&team=Noord").await;
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE subject LIKE '%Jansen%'").await, [0]);
        let asked = "SELECT COUNT(*) FROM audit WHERE subject = 'q&from=2026-01-01&team=Noord'";
        assert_eq!(app.integers(asked).await, [1], "what was asked stands there");
    }
}
