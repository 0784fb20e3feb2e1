//! The page of addresses that are never mailed.

use axum::http::StatusCode;
use naklank::domain::access::roles::Role;
use naklank::domain::sending::delivery::SuppressionReason;
use naklank::domain::sending::suppression::ListPlace;
use naklank::storage::sending::suppressions;
use naklank::workflow::sending::suppressions::{find_suppression, suppressions_page};

use crate::support::{TestApp, on_both_engines};

const CUSTOMER: &str = "jansen%40example.net";

async fn is_listed(app: &TestApp, address: &str) -> bool {
    find_suppression(&app.app, &address.parse().unwrap()).await.unwrap().is_some()
}

/// Puts this many addresses on the list, the first of them first.
async fn fill(app: &TestApp, count: u8) {
    fill_from(app, 0, count).await;
}

async fn fill_from(app: &TestApp, first: u8, end: u8) {
    let mut tx = app.app.db.write().await.unwrap();
    for number in first..end {
        let at = app.app.now() + chrono::TimeDelta::seconds(i64::from(number / 2));
        suppressions::insert(&mut tx, &[number; 32], SuppressionReason::HardBounce, at).await.unwrap();
    }
    tx.commit().await.unwrap();
}

on_both_engines! {
    async fn an_administrator_adds_finds_and_removes_an_address_and_who_did_it_is_found(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        let find = format!("find={CUSTOMER}");
        let before = app.post_as(&admin, "/suppressions/find", &find).await;
        assert!(before.body.contains("jansen@example.net is not on the list"), "{}", before.body);
        let added = app.post_as(&admin, "/suppressions", &format!("add={CUSTOMER}")).await;
        assert_eq!((added.status, added.header("location")), (StatusCode::SEE_OTHER, "/suppressions?done=added"));
        assert!(is_listed(&app, "Jansen@example.net").await);
        let again = app.post_as(&admin, "/suppressions", &format!("add={CUSTOMER}")).await;
        assert_eq!(again.header("location"), "/suppressions?done=kept");
        let found = app.post_as(&admin, "/suppressions/find", &find).await.body;
        assert!(found.contains("is on the list: added by hand, since 20 March 2026"), "{found}");
        let page = app.get_as(&admin, "/suppressions").await.body;
        assert!(!page.contains("jansen"), "the list keeps no address: {page}");
        let form = format!("remove={CUSTOMER}&reason=asked+by+telephone");
        let removed = app.post_as(&admin, "/suppressions/remove", &form).await;
        assert_eq!(removed.header("location"), "/suppressions?done=removed", "{removed:?}");
        assert!(!is_listed(&app, "jansen@example.net").await);
        let audit = app.audit().await;
        for action in ["suppressions add", "suppressions remove"] {
            let of_action: Vec<_> = audit.iter().filter(|entry| entry.action == action).collect();
            assert_eq!(of_action.len(), 1, "once: {action}");
            assert_eq!(of_action[0].actor, "user admin@example.org");
        }
        assert!(audit.iter().any(|entry| entry.subject.ends_with(": asked by telephone")), "{audit:?}");
    }

    async fn the_summary_says_how_many_addresses_are_on_the_list(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        let page = async || app.get_as(&admin, "/suppressions").await.body;
        let none = page().await;
        assert!(none.contains("No address is on the list.") && !none.contains("<table"), "{none}");
        fill(&app, 1).await;
        let one = page().await;
        assert!(one.contains("1 address is on the list.") && one.contains("aria-labelledby=\"entries\""), "{one}");
        app.post_as(&admin, "/suppressions", &format!("add={CUSTOMER}")).await;
        let two = page().await;
        assert!(two.contains("2 addresses are on the list, newest first."), "{two}");
        assert_eq!(two.matches("<th role=\"rowheader\" scope=\"row\">").count(), 2, "as a list on a telephone: {two}");
        app.post_as(&admin, "/suppressions/remove", &format!("remove={CUSTOMER}&reason=asked")).await;
        assert!(page().await.contains("1 address is on the list."));
        fill_from(&app, 1, 230).await;
        let many = page().await;
        assert!(many.contains("230 addresses are on the list") && many.contains("rel=\"next\""), "{many}");
    }

    async fn a_mistake_is_named_and_what_was_typed_stays(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        for (path, form, field, words) in [
            ("/suppressions", "add=jansen%40", "add", "Type a complete e-mail address"),
            ("/suppressions/find", "find=jansen%40", "find", "Type a complete e-mail address"),
            ("/suppressions/remove", "remove=jansen%40&reason=asked", "remove", "Type a complete e-mail address"),
            ("/suppressions/remove", "remove=jansen%40example.net&reason=", "reason", "Give a reason of at most 200"),
            ("/suppressions/remove", "remove=jansen%40example.net&reason=asked", "remove", "This address is not on the list."),
        ] {
            let refused = app.post_as(&admin, path, form).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
            assert_eq!(refused.body.matches(words).count(), 2, "in the summary and at the field: {form}: {}", refused.body);
            assert!(refused.body.contains(&format!("href=\"#{field}\"")), "{form}");
            assert!(refused.body.contains("value=\"jansen@"), "what was typed stays: {form}: {}", refused.body);
            let is_search = path.ends_with("/find");
            assert_eq!(refused.body.contains("Nothing was looked up."), is_search, "{form}");
            assert_eq!(refused.body.contains("Nothing has been saved yet."), !is_search, "{form}");
        }
        assert_eq!(app.integers("SELECT COUNT(*) FROM suppressions").await, [0]);
    }

    async fn the_list_is_read_in_pages_without_a_gap(app) {
        fill(&app, 230).await;
        let mut marks = Vec::new();
        let mut before: Option<ListPlace> = None;
        loop {
            let page = suppressions_page(&app.app, before.as_ref()).await.unwrap();
            assert_eq!(page.count, 230);
            assert!(page.entries.len() <= 100);
            marks.extend(page.entries.into_iter().map(|entry| entry.mark));
            let Some(next) = page.next else { break };
            before = ListPlace::parse(&next.written());
            assert!(before.is_some(), "a place is read as it was written");
        }
        assert_eq!((marks.first().unwrap().as_str(), marks.len()), ("e5e5e5e5e5e5", 230), "newest first");
        marks.dedup();
        assert_eq!(marks.len(), 230, "each once");
        let admin = app.sign_in_as(Role::Admin).await;
        let first = app.get_as(&admin, "/suppressions").await.body;
        assert!(!first.contains(">Newest<"), "{first}");
        let next = first.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap();
        let second = app.get_as(&admin, next).await;
        assert_eq!(second.status, StatusCode::OK, "{next}");
        assert!(second.body.contains("href=\"/suppressions\">Newest<"), "{}", second.body);
        assert_eq!(app.get_as(&admin, "/suppressions?before=x").await.status, StatusCode::BAD_REQUEST);
    }
}
