//! A person who objects is never asked again; the data of one who asks for restriction are kept and not used.

use axum::body::Body;
use axum::http::Method;
use naklank::domain::access::roles::Role;
use naklank::domain::privacy::sought::SoughtAddress;
use naklank::domain::privacy::wish::Wish;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::privacy::wish::note_wish;

use crate::support::{START, TestApp, closed_complaint, on_both_engines};

const REASONS: &str = "SELECT COUNT(*) FROM suppressions WHERE reason = 'objection'";

async fn note(app: &TestApp, address: &str, wish: Wish) -> bool {
    let address: SoughtAddress = address.parse().unwrap();
    note_wish(&app.app, &Actor::Operator, &address, wish).await.unwrap()
}

on_both_engines! {
    async fn who_objects_is_never_asked_again_until_it_is_taken_back(app) {
        assert!(note(&app, "Klant@example.org", Wish::Object).await);
        assert!(!note(&app, "klant@example.org", Wish::Object).await, "it was so already");
        let withheld = app.put("K-1", &closed_complaint(START)).await;
        assert_eq!(withheld.json()["survey"]["reason"], "suppressed");
        assert!(note(&app, "klant@example.org", Wish::LiftObjection).await);
        assert_eq!(app.put("K-2", &closed_complaint(START)).await.json()["survey"]["state"], "planned");
    }

    async fn words_of_a_person_under_restriction_are_in_no_list_and_scores_still_count(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=9&comment=Zonderling").await;
        // Verbatims of a group below the minimum size are hidden.
        for other in ["K-2", "K-3", "K-4", "K-5"] {
            let link = app.invite(other).await;
            app.post_form(&link, "score=8").await;
        }
        let analyst = app.sign_in_as(Role::Analyst).await;
        let listed = async || {
            let page = app.get_as(&analyst, "/verbatims?range=this-year").await.body;
            let api = app.api(Method::GET, "/api/v1/responses", Body::empty()).await.body;
            [page.contains("Zonderling"), api.contains("Zonderling")]
        };
        assert_eq!(listed().await, [true, true]);
        let before = app.nps("from=2026-01-01&to=2026-12-31").await;
        assert!(note(&app, "k-1@example.org", Wish::Restrict).await);
        assert_eq!(listed().await, [false, false]);
        assert_eq!(app.nps("from=2026-01-01&to=2026-12-31").await, before);
        assert!(note(&app, "k-1@example.org", Wish::LiftRestriction).await);
        assert_eq!(listed().await, [true, true]);
        assert_eq!(app.integers("SELECT COUNT(*) FROM suppressions").await, [0]);
    }

    async fn a_wish_of_the_person_outlasts_a_restriction(app) {
        let link = app.invite("K-1").await;
        note(&app, "k-1@example.org", Wish::Restrict).await;
        app.post_form(&link.replace("/s/", "/u/"), "").await;
        note(&app, "k-1@example.org", Wish::LiftRestriction).await;
        assert_eq!(app.integers("SELECT COUNT(*) FROM suppressions WHERE reason = 'unsubscribed'").await, [1]);
    }

    async fn an_objection_that_is_taken_back_leaves_a_restriction(app) {
        note(&app, "klant@example.org", Wish::Restrict).await;
        assert!(note(&app, "klant@example.org", Wish::Object).await, "it replaces what may end");
        assert_eq!(app.integers(REASONS).await, [1]);
        assert!(note(&app, "klant@example.org", Wish::LiftObjection).await);
        assert_eq!(app.integers("SELECT COUNT(*) FROM suppressions WHERE reason = 'restricted'").await, [1]);
        assert!(!note(&app, "klant@example.org", Wish::LiftObjection).await, "there is none to take back");
    }
}
