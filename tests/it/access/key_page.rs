//! The page on which an administrator makes and revokes keys.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use naklank::domain::access::roles::{Role, Scope};
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::roles_and_team::set_roles;

use crate::support::{TestApp, on_both_engines};

async fn ask(app: &TestApp, key: &str) -> StatusCode {
    app.api_as(key, Method::GET, "/api/v1/nps", Body::empty()).await.status
}

/// Signs in an administrator who may also see figures.
async fn sign_in_as_both(app: &TestApp) -> String {
    let admin = app.sign_in_as(Role::Admin).await;
    let email = "admin@example.org".parse().unwrap();
    set_roles(&app.app, &Actor::Operator, &email, &"admin analyst".parse().unwrap()).await.unwrap();
    admin
}

/// The key that a page shows.
fn key_in(page: &str) -> String {
    let rest = page.split("value=\"nk_").nth(1).unwrap_or_else(|| panic!("no key: {page}"));
    format!("nk_{}", rest.split('"').next().unwrap())
}

on_both_engines! {
    async fn a_key_is_shown_once_and_works(app) {
        let admin = sign_in_as_both(&app).await;
        let blank = app.get_as(&admin, "/keys").await.body;
        assert!(blank.contains("name=\"expires\" value=\"2027-03-20\""), "a year unless chosen otherwise: {blank}");
        let form = "name=crm&scope=insights%3Aread&scope=complaints%3Awrite&owner=&expires=2027-03-20";
        let made = app.post_as(&admin, "/keys", form).await;
        assert_eq!((made.status, made.header("location")), (StatusCode::OK, ""), "{made:?}");
        let key = key_in(&made.body);
        assert_eq!(made.body.matches(&key).count(), 1, "in one field, and not in the example");
        assert!(made.body.contains("curl -H &quot;Authorization: Bearer $KEY&quot;"), "{}", made.body);
        assert_eq!(ask(&app, &key).await, StatusCode::OK);
        let page = app.get_as(&admin, "/keys").await.body;
        assert!(!page.contains(&key), "never again");
        for told in [&key[..11], "complaints:write", "20 March 2027", "20 March 2026 at 15:00"] {
            assert!(page.contains(told), "{told}: {page}");
        }
        let audit = app.audit().await;
        let added = audit.iter().filter(|entry| entry.action == "keys add" && entry.subject == "crm: insights:read complaints:write");
        assert!(added.map(|entry| entry.actor.as_str()).eq(["user admin@example.org"]));
        let endless = app.post_as(&admin, "/keys", "name=bi&scope=insights%3Aread&expires=").await;
        assert_eq!(endless.status, StatusCode::OK);
        assert_eq!(app.integers("SELECT COUNT(*) FROM api_keys WHERE name = 'bi' AND expires_at IS NULL").await, [1]);
    }

    async fn a_form_with_a_mistake_comes_back_as_it_was_typed(app) {
        let admin = sign_in_as_both(&app).await;
        app.add_user("eigenaar@example.org", Role::PolicyOwner).await;
        let keys = app.integers("SELECT COUNT(*) FROM api_keys").await;
        let scope = "scope=insights%3Aread";
        for (form, field, words) in [
            ("name=&scope=kpis%3Awrite".to_owned(), "name", "Use 1 to 100 characters"),
            (format!("name=a%40example.org&{scope}"), "name", "Use 1 to 100 characters"),
            (format!("name=test&{scope}"), "name", "This name was used already"),
            ("name=crm".to_owned(), "scope", "Choose at least one."),
            ("name=crm&scope=everything".to_owned(), "scope", "Choose at least one."),
            (format!("name=crm&{scope}&owner=eigenaar%40example.org"), "owner", "Choose yourself, or no owner."),
            (format!("name=crm&{scope}&owner=wie%40example.org"), "owner", "Choose yourself, or no owner."),
            (format!("name=crm&{scope}&expires=2026-03-19"), "expires", "Choose today or a later day"),
            (format!("name=crm&{scope}&expires=2027-02-30"), "expires", "Choose today or a later day"),
        ] {
            let refused = app.post_as(&admin, "/keys", &form).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
            assert_eq!(refused.body.matches(words).count(), 2, "in the summary and at the field: {form}: {}", refused.body);
            assert!(refused.body.contains(&format!("href=\"#{field}\"")), "{form}");
            assert!(refused.body.contains(&format!("id=\"{field}\"")), "the summary leads to it: {form}");
            if form.contains("insights") {
                assert!(refused.body.contains("value=\"insights:read\" checked"), "{form}: {}", refused.body);
            }
        }
        assert_eq!(app.integers("SELECT COUNT(*) FROM api_keys").await, keys);
        let today = app.post_as(&admin, "/keys", &format!("name=crm&{scope}&expires=2026-03-20")).await;
        assert_eq!(today.status, StatusCode::OK, "{today:?}");
    }

    async fn all_that_is_wrong_is_told_at_once(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        let form = "name=test&scope=insights%3Aread&expires=2026-03-19";
        let refused = app.post_as(&admin, "/keys", form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in ["This name was used already", "You may not do what insights:read allows.", "Choose today or a later day"] {
            assert_eq!(refused.body.matches(words).count(), 2, "in the summary and at the field: {words}: {}", refused.body);
        }
    }

    async fn a_key_is_revoked_behind_a_question(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        let key = app.key_with("crm", &[Scope::InsightsRead]).await;
        let page = app.get_as(&admin, "/keys").await.body;
        assert!(page.contains("<details>") && page.contains("Revoke crm now"), "{page}");
        let revoked = app.post_as(&admin, "/keys/revoke", "name=crm").await;
        assert_eq!((revoked.status, revoked.header("location")), (StatusCode::SEE_OTHER, "/keys?done=1"));
        assert_eq!(ask(&app, &key).await, StatusCode::UNAUTHORIZED);
        let page = app.get_as(&admin, "/keys?done=1").await.body;
        assert!(page.contains("revoked on 20 March 2026") && !page.contains("Revoke crm now"), "{page}");
        let again = app.post_as(&admin, "/keys/revoke", "name=crm").await;
        assert_eq!(again.status, StatusCode::NOT_FOUND);
        assert!(again.body.contains("There is no key with this name"), "{}", again.body);
        assert_eq!(app.post_as(&admin, "/keys/revoke", "").await.status, StatusCode::BAD_REQUEST);
        for name in ["%00", "crm%00", "c%0Arm"] {
            let unknown = app.post_as(&admin, "/keys/revoke", &format!("name={name}")).await;
            assert_eq!(unknown.status, StatusCode::NOT_FOUND, "{name}: {unknown:?}");
        }
    }

    async fn a_key_goes_with_its_owner_and_the_page_says_so(app) {
        let maker = sign_in_as_both(&app).await;
        let form = "name=own&scope=insights%3Aread&owner=Admin%40example.org";
        let key = key_in(&app.post_as(&maker, "/keys", form).await.body);
        assert_eq!(ask(&app, &key).await, StatusCode::OK);
        let other = app.sign_in_again(Role::Admin).await;
        app.execute("UPDATE users SET disabled_at = created_at WHERE email = 'admin@example.org'").await;
        assert_eq!(ask(&app, &key).await, StatusCode::UNAUTHORIZED);
        let page = app.get_as(&other, "/keys").await.body;
        assert!(page.contains("its owner is disabled"), "{page}");
        let audit = app.audit().await;
        let subject = "own: insights:read for admin@example.org";
        assert!(audit.iter().any(|entry| entry.action == "keys add" && entry.subject == subject), "{audit:?}");
    }

    async fn the_page_offers_what_its_administrator_may_give_and_takes_no_more(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        app.add_user("eigenaar@example.org", Role::PolicyOwner).await;
        let page = app.get_as(&admin, "/keys").await.body;
        let is_offered = |value: &str| page.contains(&format!("value=\"{value}\""));
        for (scope, expected) in Scope::ALL.iter().map(|scope| (scope, scope.name().ends_with(":write") && *scope != Scope::NormsWrite)) {
            assert_eq!(is_offered(scope.name()), expected, "{scope}: {page}");
            let made = app.post_as(&admin, "/keys", &format!("name={scope}&scope={scope}").replace(':', "%3A")).await;
            let status = if expected { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            assert_eq!(made.status, status, "{scope}: {made:?}");
            let words = format!("You may not do what {scope} allows.");
            assert_eq!(made.body.matches(&words).count(), if expected { 0 } else { 2 }, "{scope}: {}", made.body);
        }
        let is_owner = |email: &str| page.contains(&format!("<option value=\"{email}\""));
        assert!(is_owner("admin@example.org") && !is_owner("eigenaar@example.org"), "{page}");
        assert!(page.contains("Other keys are made by the operator, with"), "{page}");
    }
}
