//! The page that compares two groups.

use axum::http::{Request, StatusCode};
use naklank::domain::access::roles::Role;
use naklank::workflow::demo::history::fill_history;

use crate::support::on_both_engines;

on_both_engines! {
    async fn a_difference_is_said_in_a_sentence_with_its_interval(app) {
        fill_history(&app.app).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        let empty = app.get_as(&cookie, "/compare").await;
        assert!(empty.status == StatusCode::OK && !empty.body.contains("class=\"error\""));
        let teams = app.get_as(&cookie, "/compare?a.team=Noord&b.team=Zuid&a.from=&b.product=").await;
        assert_eq!(teams.status, StatusCode::OK);
        for words in [
            "The NPS of group A is higher than that of group B.",
            "with 95 % confidence it lies between",
            "In group B the NPS was",
            "value=\"Noord\" selected",
        ] {
            assert!(teams.body.contains(words), "{words}");
        }
        let years = "/compare?a.from=2023-04-01&a.to=2024-03-31&b.from=2025-10-01&b.to=2025-12-31";
        let dutch = Request::get(years).header("cookie", &cookie).header("accept-language", "nl");
        let dutch = app.send(dutch.body(axum::body::Body::empty()).unwrap()).await.body;
        assert!(dutch.contains("Het verschil is") || dutch.contains("geen verschil aangetoond"), "{dutch}");
        let nobody = app.get_as(&cookie, "/compare?a.team=West&b.team=Zuid").await.body;
        assert!(nobody.contains("There are too few responses to compare.") && nobody.contains("Group A has no responses."));
    }

    async fn groups_that_share_answers_are_refused_and_what_was_chosen_stays(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        for path in ["/compare?a.team=Noord&b.channel=web", "/compare?a.from=x&b.team=Zuid", "/compare?colour=red"] {
            let page = app.get_as(&cookie, path).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            assert!(page.body.contains("This comparison cannot be made"), "{path}");
        }
        let kept = app.get_as(&cookie, "/compare?a.team=Noord&b.channel=web").await.body;
        assert!(kept.contains("value=\"Noord\""), "{kept}");
        let handler = app.sign_in_as(Role::Handler).await;
        assert_eq!(app.get_as(&handler, "/compare").await.status, StatusCode::FORBIDDEN);
    }

    async fn a_range_that_cannot_be_has_the_words_that_all_pages_have(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        let range = "from=2026-03-02&to=2026-03-01";
        let order = "The period ends before it begins.";
        assert!(app.get_as(&cookie, &format!("/?{range}")).await.body.contains(order));
        let compared = "/compare?a.from=2026-03-02&a.to=2026-03-01&b.from=x&b.to=2026-02-01";
        let page = app.get_as(&cookie, compared).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains(&format!("<a href=\"#a.from\">Group A: {order}")), "{}", page.body);
        assert!(page.body.contains("Group B: Fill in a day that exists for From"), "{}", page.body);
        assert!(page.body.contains("value=\"2026-03-02\"") && !page.body.contains("both groups"), "{}", page.body);
    }

    async fn pressing_the_button_with_nothing_chosen_says_what_to_choose(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        assert!(!app.get_as(&cookie, "/compare").await.body.contains("role=\"alert\""));
        let page = app.get_as(&cookie, "/compare?a.from=&a.to=&a.team=&b.from=&b.to=&b.team=").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains("Choose something else for group B"), "{}", page.body);
    }

    async fn single_days_that_are_compared_are_written_down(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        app.get_as(&cookie, "/compare?a.from=2026-01-02&a.to=2026-01-03&b.from=2026-01-04&b.to=2026-01-05").await;
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE action = 'difference by day'").await, [1]);
    }
}
