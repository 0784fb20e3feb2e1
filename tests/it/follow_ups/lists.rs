//! A handler finds what is most urgent first, and what is theirs.

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::json;

use super::{answered, handler};
use crate::support::{TestApp, on_both_engines};

/// The references in a list, in order; what ended is not part of it.
async fn listed(app: &TestApp, cookie: &str, query: &str) -> Vec<String> {
    let answer = app.get_as(cookie, &format!("/follow-ups{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    let open = answer.body.split("id=\"done\"").next().unwrap().to_owned();
    let links = open.split("<th role=\"rowheader\" scope=\"row\"><a href=\"").skip(1);
    links.map(|rest| rest.split('>').nth(1).unwrap().split('<').next().unwrap().to_owned()).collect()
}

/// The same by name: those that are equally urgent came at the same moment.
async fn named(app: &TestApp, cookie: &str, query: &str) -> Vec<String> {
    let mut references = listed(app, cookie, query).await;
    references.sort();
    references
}

on_both_engines! {
    async fn what_asks_for_contact_and_is_overdue_comes_first_and_then_the_day(app) {
        answered(&app, "K-low", json!({}), "score=2").await;
        answered(&app, "K-contact", json!({}), "score=9&contact_me=on").await;
        app.advance(TimeDelta::days(7));
        // Closed a week later, so due later and not overdue.
        for (reference, form) in [("K-late-low", "score=1"), ("K-late-contact", "score=1&contact_me=on")] {
            let link = app.invite(reference).await;
            app.post_form(&link, form).await;
        }
        let cookie = handler(&app, "anna@example.org", None).await;
        assert_eq!(listed(&app, &cookie, "").await, ["K-contact", "K-low", "K-late-contact", "K-late-low"]);
        assert_eq!(listed(&app, &cookie, "?list=overdue").await, ["K-contact", "K-low"]);
    }

    async fn each_list_holds_what_its_name_says(app) {
        let mine = answered(&app, "K-1", json!({"team": "Noord"}), "score=2").await;
        let theirs = answered(&app, "K-2", json!({"team": "Noord"}), "score=2").await;
        answered(&app, "K-3", json!({"team": "Noord"}), "score=2").await;
        answered(&app, "K-4", json!({"team": "Zuid"}), "score=2").await;
        let noord = handler(&app, "noord@example.org", Some("Noord")).await;
        let all = handler(&app, "alle@example.org", None).await;
        assert_eq!(named(&app, &noord, "").await, ["K-1", "K-2", "K-3"], "nothing is theirs, so the team's");
        assert_eq!(named(&app, &all, "").await.len(), 4, "without a team, all");
        app.post_as(&noord, &format!("{mine}/take-up"), "").await;
        app.post_as(&all, &format!("{theirs}/take-up"), "").await;
        assert_eq!(named(&app, &noord, "").await, ["K-1"], "what is theirs");
        assert_eq!(named(&app, &noord, "?list=mine").await, ["K-1"]);
        assert_eq!(named(&app, &noord, "?list=team").await, ["K-1", "K-2", "K-3"]);
        assert_eq!(named(&app, &noord, "?list=unassigned").await, ["K-3"]);
        assert_eq!(named(&app, &noord, "?list=overdue").await, [""; 0]);
        assert_eq!(named(&app, &all, "?list=unassigned").await, ["K-3", "K-4"]);
        let page = app.get_as(&noord, "/follow-ups").await.body;
        for tab in ["Mine (1)", "My team (3)", "Late (0)", "Held by no one (1)"] {
            assert!(page.contains(tab), "{tab}: {page}");
        }
        assert!(!page.contains("list=all"), "all is the same as the team's: {page}");
        assert!(!app.get_as(&all, "/follow-ups").await.body.contains("list=team"), "no team, no such list");
        for wrong in ["?list=theirs", "?page=0", "?page=x", "?page=99999"] {
            let answer = app.get_as(&all, &format!("/follow-ups{wrong}")).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
        }
    }

    async fn a_long_list_goes_on_on_the_next_page(app) {
        for link in app.invite_many(52).await {
            app.post_form(&link, "score=2").await;
        }
        let cookie = handler(&app, "anna@example.org", None).await;
        let first = listed(&app, &cookie, "").await;
        assert!(app.get_as(&cookie, "/follow-ups").await.body.contains("/follow-ups?list=all&amp;page=2"));
        let second = listed(&app, &cookie, "?list=all&page=2").await;
        assert_eq!((first.len(), second.len()), (50, 2));
        assert!(second.iter().all(|reference| !first.contains(reference)), "none twice");
        assert_eq!(listed(&app, &cookie, "?list=all&page=3").await, [""; 0]);
    }
}
