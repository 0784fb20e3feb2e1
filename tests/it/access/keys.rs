//! A key may never do more than its owner, and a key without an owner never counts as a second person.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use naklank::domain::access::roles::{Role, Scope};
use naklank::domain::access::token::Token;
use naklank::workflow::access::audit::Actor;
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
