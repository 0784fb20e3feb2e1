//! What staff see at `/`.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use naklank::domain::access::Role;
use naklank::workflow::demo_history::fill_history;
use naklank::workflow::import_responses::import_responses;

use crate::support::on_both_engines;

on_both_engines! {
    async fn nobody_sees_figures_without_signing_in(app) {
        let answer = app.get("/").await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/sign-in"));
    }

    async fn an_analyst_sees_nps_over_time_and_that_there_is_no_norm_yet(app) {
        fill_history(&app.app).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = app.get_as(&cookie, "/").await;
        assert_eq!(page.status, StatusCode::OK);
        for words in ["no norm yet", "Responses", "Response rate", "In the last 12 months the NPS was", "<svg", "<table"] {
            assert!(page.body.contains(words), "{words}");
        }
        assert!(page.body.contains("class=\"band\""), "the interval is drawn");
        for interval in ["month", "quarter", "year"] {
            assert_eq!(app.get_as(&cookie, &format!("/?interval={interval}")).await.status, StatusCode::OK);
        }
        let dutch = Request::get("/").header("cookie", &cookie).header("accept-language", "nl-NL");
        assert!(app.send(dutch.body(Body::empty()).unwrap()).await.body.contains("nog geen norm"));
    }

    async fn without_data_the_page_says_so(app) {
        let cookie = app.sign_in_as(Role::PolicyOwner).await;
        let page = app.get_as(&cookie, "/").await;
        assert!(page.body.contains("There are no responses in the last 12 months"));
        assert!(page.body.contains("no norm yet"));
    }

    async fn a_handler_sees_no_figures(app) {
        let cookie = app.sign_in_as(Role::Handler).await;
        let answer = app.get_as(&cookie, "/").await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/follow-ups"));
        assert_eq!(app.get_as(&cookie, "/sending").await.status, StatusCode::FORBIDDEN);
    }

    async fn a_small_month_cannot_be_had_by_subtraction_from_the_year(app) {
        let mut file = "answered_at,score\n".to_owned();
        for (month, times) in [("2025-06", 20), ("2025-09", 3), ("2025-11", 9), ("2026-01", 12)] {
            file.push_str(&format!("{month}-10,9\n").repeat(times));
        }
        import_responses(&app.app, file.as_bytes(), None).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = app.get_as(&cookie, "/?interval=month").await.body;
        let row = |month: &str| {
            let start = page.find(&format!("<th scope=\"row\">{month}")).unwrap_or_else(|| panic!("no {month}"));
            page[start..].split("</tr>").next().unwrap().to_owned()
        };
        assert!(row("September 2025").contains("hidden"));
        assert!(row("November 2025").contains("hidden"), "the next smallest goes with it");
        assert!(!row("January 2026").contains("hidden") && !row("June 2025").contains("hidden"));
    }

    async fn a_small_rest_of_the_year_cannot_be_had_by_subtraction_from_its_quarters(app) {
        // Today is in March 2026, so the twelve months begin in April 2025, a quarter's first month; move on to April.
        app.clock.set("2026-04-20T10:00:00Z");
        let mut file = "answered_at,score\n".to_owned();
        for (month, times) in [("2025-05", 3), ("2025-08", 20), ("2025-11", 9), ("2026-01", 12), ("2026-04", 8)] {
            file.push_str(&format!("{month}-10,9\n").repeat(times));
        }
        import_responses(&app.app, file.as_bytes(), None).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = app.get_as(&cookie, "/").await.body;
        let row = |quarter: &str| {
            let start = page.find(&format!("<th scope=\"row\">{quarter}")).unwrap_or_else(|| panic!("no {quarter}"));
            page[start..].split("</tr>").next().unwrap().to_owned()
        };
        assert!(row("Q2 2025").contains("hidden"), "three answers");
        assert!(row("Q2 2026").contains("hidden"), "the smallest goes with the small rest of the total");
        assert!(!row("Q3 2025").contains("hidden") && !row("Q1 2026").contains("hidden"));
    }

    async fn the_planted_team_difference_shows_in_the_sample_history(app) {
        fill_history(&app.app).await.unwrap();
        let groups = app.nps("from=2023-04-01&to=2026-03-31&interval=total&group_by=team").await["groups"].clone();
        let of = |index: usize, limit: &str| groups[index]["points"][0][limit].as_f64().unwrap();
        assert_eq!(groups[0]["group"]["team"], "Noord");
        assert!(of(0, "low") > of(1, "high"), "the intervals of the two teams do not touch: {groups}");
    }
}
