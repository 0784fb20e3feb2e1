//! The page on which an administrator makes and revokes keys.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use naklank::domain::access::roles::{Role, Scope};

use crate::support::{TestApp, on_both_engines};

async fn ask(app: &TestApp, key: &str) -> StatusCode {
    app.api_as(key, Method::GET, "/api/v1/nps", Body::empty()).await.status
}

/// The key that a page shows.
fn key_in(page: &str) -> String {
    let rest = page.split("value=\"nk_").nth(1).unwrap_or_else(|| panic!("no key: {page}"));
    format!("nk_{}", rest.split('"').next().unwrap())
}

on_both_engines! {
    async fn a_key_is_shown_once_and_works(app) {
        let admin = app.sign_in_as(Role::Admin).await;
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
        let added = audit.iter().filter(|entry| entry.action == "keys add" && entry.subject == "crm");
        assert!(added.map(|entry| entry.actor.as_str()).eq(["user admin@example.org"]));
        let endless = app.post_as(&admin, "/keys", "name=bi&scope=insights%3Aread&expires=").await;
        assert_eq!(endless.status, StatusCode::OK);
        assert_eq!(app.integers("SELECT COUNT(*) FROM api_keys WHERE name = 'bi' AND expires_at IS NULL").await, [1]);
    }

    async fn a_form_with_a_mistake_comes_back_as_it_was_typed(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        app.add_user("behandelaar@example.org", Role::Handler).await;
        let keys = app.integers("SELECT COUNT(*) FROM api_keys").await;
        let scope = "scope=insights%3Aread";
        for (form, field, words) in [
            ("name=&scope=kpis%3Awrite".to_owned(), "name", "Use 1 to 100 characters"),
            (format!("name=a%40example.org&{scope}"), "name", "Use 1 to 100 characters"),
            (format!("name=test&{scope}"), "name", "This name was used already"),
            ("name=crm".to_owned(), "scope", "Choose at least one."),
            ("name=crm&scope=everything".to_owned(), "scope", "Choose at least one."),
            (format!("name=crm&{scope}&owner=behandelaar%40example.org"), "scope", "behandelaar@example.org may not do what insights:read allows."),
            (format!("name=crm&{scope}&owner=wie%40example.org"), "owner", "Choose an active user"),
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
    }

    async fn a_key_goes_with_its_owner_and_the_page_says_so(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        app.add_user("analist@example.org", Role::Analyst).await;
        let form = "name=own&scope=insights%3Aread&owner=analist%40example.org";
        let key = key_in(&app.post_as(&admin, "/keys", form).await.body);
        assert_eq!(ask(&app, &key).await, StatusCode::OK);
        app.execute("UPDATE users SET disabled_at = created_at WHERE email = 'analist@example.org'").await;
        assert_eq!(ask(&app, &key).await, StatusCode::UNAUTHORIZED);
        let page = app.get_as(&admin, "/keys").await.body;
        assert!(page.contains("its owner is disabled"), "{page}");
        assert!(!page.contains("<option value=\"analist@example.org\""), "who is disabled owns no new key");
    }
}
