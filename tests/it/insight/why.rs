//! Why NPS changed, and parts at equal outcomes: with counts that can be checked by hand.

use axum::http::StatusCode;
use naklank::domain::access::roles::Role;
use naklank::workflow::demo::history::fill_history;
use naklank::workflow::insight::import_responses::import_responses;

use crate::support::{TestApp, on_both_engines};

/// Two dimensions of the answers, the month, and how many promoters and detractors there were.
type Row<'a> = (&'a str, &'a str, &'a str, usize, usize);

/// Imports answers of teams with outcomes.
async fn import(app: &TestApp, rows: &[Row<'_>]) {
    let mut file = "closed_at,answered_at,team,outcome,score\n".to_owned();
    for (month, team, outcome, promoters, detractors) in rows {
        let line = |score: u8| format!("{month}-10,{month}-12,{team},{outcome},{score}\n");
        file.push_str(&line(10).repeat(*promoters));
        file.push_str(&line(0).repeat(*detractors));
    }
    import_responses(&app.app, file.as_bytes(), None).await.unwrap();
}

/// In the third quarter 80 of 200 are rejected, at -50, and 120 upheld, at +50: together 10. In the fourth 120 are
/// rejected, at -60, and 80 upheld, at +50: together -16.
const MORE_REJECTED: [Row<'static>; 4] = [
    ("2025-08", "Noord", "rejected", 20, 60),
    ("2025-08", "Noord", "upheld", 90, 30),
    ("2025-11", "Noord", "rejected", 24, 96),
    ("2025-11", "Noord", "upheld", 60, 20),
];

/// The piece of a page from a text on, up to another.
fn between<'a>(page: &'a str, start: &str, end: &str) -> &'a str {
    let at = page.find(start).unwrap_or_else(|| panic!("no {start} in {page}"));
    page[at..].split(end).next().unwrap()
}

on_both_engines! {
    async fn the_last_quarter_is_explained_without_a_day_being_typed(app) {
        import(&app, &MORE_REJECTED).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = app.get_as(&cookie, "/why").await;
        assert_eq!(page.status, StatusCode::OK);
        for words in [
            "The NPS for Q4 2025 is 26.0 points lower than for Q3 2025.",
            "where the difference lies, not what caused it",
            "Of the \u{2212}26.0 points, \u{2212}21.0 come from the mix of groups and \u{2212}5.0 from other scores within groups.",
            "(60.0\u{a0}% → 40.0\u{a0}% of the responses): \u{2212}10.6 points",
            "(NPS \u{2212}50.0 → \u{2212}60.0): \u{2212}5.0 points",
            "id=\"split-outcome\"",
            "aria-current=\"true\">last quarter with the one before</a>",
        ] {
            assert!(page.body.contains(words), "{words}: {}", page.body);
        }
        assert!(!page.body.contains("id=\"split-team\""), "one team is no split");
        let rejected = between(&page.body, "outcome=rejected&amp;against=before", "</tr>");
        for figure in ["40.0\u{a0}%", "60.0\u{a0}%", "\u{2212}50.0", "\u{2212}60.0", "\u{2212}10.4", "\u{2212}5.0", "\u{2212}15.4"] {
            assert!(rejected.contains(figure), "{figure}: {rejected}");
        }
        assert!(rejected.contains("/verbatims?range=last-quarter&amp;outcome=rejected"), "{rejected}");
    }

    async fn the_key_of_the_bars_shows_their_fill_and_names_no_lightness(app) {
        import(&app, &MORE_REJECTED).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = app.get_as(&cookie, "/why").await.body;
        let key = between(&page, "<figcaption>", "</figcaption>");
        let order = ["class=\"key\"", "class=\"band\"", "Upper bar: by mix.", "class=\"mark\"", "Lower bar: within groups."];
        let places: Vec<_> = order.iter().map(|words| key.find(words).unwrap_or_else(|| panic!("{words}: {key}"))).collect();
        assert!(places.is_sorted(), "{key}");
        assert!(!key.contains("ight bar") && !key.contains("ark bar"), "dark mode turns light and dark round: {key}");
    }

    async fn what_is_shown_of_each_dimension_adds_up_to_the_difference(app) {
        fill_history(&app.app).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = app.get_as(&cookie, "/why").await.body;
        let number = |text: &str| text.replace('\u{2212}', "-").replace('+', "").parse::<f64>().unwrap();
        let mut sentences = 0;
        for sentence in page.split("<p>Of the ").skip(1) {
            let words: Vec<&str> = sentence.split(' ').collect();
            let (whole, mix, within) = (number(words[0]), number(words[2]), number(words[10]));
            assert!((mix + within - whole).abs() < 0.16, "{sentence}");
            sentences += 1;
        }
        assert!(sentences >= 3, "outcome, product and team are split: {page}");
        let first = page.find("id=\"split-outcome\"").unwrap();
        assert!(first < page.find("id=\"split-product\"").unwrap(), "outcomes come first");
    }

    async fn a_group_that_is_small_in_one_period_is_told_with_others(app) {
        import(&app, &[
            ("2025-08", "A", "", 20, 10), ("2025-08", "B", "", 2, 1), ("2025-08", "C", "", 6, 6), ("2025-08", "D", "", 9, 9),
            ("2025-11", "A", "", 20, 10), ("2025-11", "B", "", 20, 0), ("2025-11", "C", "", 7, 7), ("2025-11", "D", "", 9, 10),
        ]).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = app.get_as(&cookie, "/why").await.body;
        let table = between(&page, "id=\"split-team\"", "</section>");
        for shown in ["team=A&amp;", "team=D&amp;", "others together"] {
            assert!(table.contains(shown), "{shown}: {table}");
        }
        assert!(!table.contains("team=B&amp;") && !table.contains("team=C&amp;"), "three answers, and the next smallest");
        let hidden = app.get_as(&cookie, "/why?team=B").await;
        assert_eq!(hidden.status, StatusCode::OK);
        assert!(hidden.body.contains("One of the two periods has fewer than 5 responses"));
        assert!(hidden.body.contains("<dd>hidden</dd>") && !hidden.body.contains("id=\"split\""), "{}", hidden.body);
    }

    async fn a_period_without_answers_is_named(app) {
        let cookie = app.sign_in_as(Role::PolicyOwner).await;
        let page = app.get_as(&cookie, "/why").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("There are no responses for Q4 2025.") && !page.body.contains("id=\"split\""));
        import(&app, &MORE_REJECTED[2..]).await;
        let page = app.get_as(&cookie, "/why").await.body;
        assert!(page.contains("There are no responses for Q3 2025.") && !page.contains("id=\"split\""), "{page}");
    }

    async fn only_days_are_written_down_and_only_some_may_look(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        for whole in ["/why", "/why?from=2025-10-01&to=2025-10-31&against=year_earlier", "/why?range=12-months"] {
            assert_eq!(app.get_as(&cookie, whole).await.status, StatusCode::OK);
        }
        let by_day = "SELECT COUNT(*) FROM audit WHERE action = 'dashboard by day'";
        assert_eq!(app.integers(by_day).await, [0]);
        app.get_as(&cookie, "/why?from=2025-10-02&to=2025-10-31").await;
        assert_eq!(app.integers(by_day).await, [1]);
        let handler = app.sign_in_as(Role::Handler).await;
        assert_eq!(app.get_as(&handler, "/why").await.status, StatusCode::FORBIDDEN);
    }

    async fn a_comparison_that_cannot_be_made_says_so_and_shows_the_usual_one(app) {
        import(&app, &MORE_REJECTED).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        for (path, words) in [
            ("/why?from=2024-01-01&to=2025-12-31&against=year_earlier", "A period longer than a year overlaps"),
            ("/why?colour=red&team=Noord", "colour"),
        ] {
            let page = app.get_as(&cookie, path).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            assert!(page.body.contains(words) && page.body.contains("is 26.0 points lower"), "{path}: {}", page.body);
        }
    }

    /// Noord has 40 rejected at -50 and 10 upheld at +60, so -28; Zuid 10 rejected at -60 and 140 upheld at +50, so 42.7.
    /// At the outcomes of all, a quarter rejected, it is 32.5 and 22.5: the order turns round.
    async fn raw_teams_stand_beside_teams_at_equal_outcomes(app) {
        import(&app, &[
            ("2025-11", "Noord", "rejected", 10, 30), ("2025-11", "Noord", "upheld", 8, 2),
            ("2025-11", "Zuid", "rejected", 2, 8), ("2025-11", "Zuid", "upheld", 105, 35),
            ("2025-11", "Oost", "upheld", 4, 2), ("2025-11", "West", "rejected", 1, 1),
        ]).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = app.get_as(&cookie, "/").await.body;
        let row = |team: &str| between(&page, &format!("aria-label=\"Only {team}\""), "</tr>").to_owned();
        let (noord, zuid) = (row("Noord"), row("Zuid"));
        assert!(noord.contains("<strong>\u{2212}28.0</strong>") && zuid.contains("<strong>42.7</strong>"), "{noord} {zuid}");
        // West and Oost are in the whole, so the quarter is 52 of 208.
        assert!(noord.contains("32.5") && zuid.contains("22.5"), "{noord} {zuid}");
        assert!(page.contains("Noord, at equal outcomes: 32.5"), "the picture says it too");
        assert!(!page.contains("Only West") && !page.contains("Only Oost"), "hidden parts have no figure of any kind");
        assert!(noord.contains("/themes?team=Noord") && noord.contains("/verbatims?range=12-months&amp;team=Noord"), "{noord}");
        let by_outcome = app.get_as(&cookie, "/?cut=outcome").await.body;
        assert!(!by_outcome.contains("At equal outcomes"));
    }

    async fn another_page_leads_to_a_comparison_with_the_period_before(app) {
        import(&app, &MORE_REJECTED).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = app.get_as(&cookie, "/compare?from=2025-10-01&to=2025-12-31&team=Noord").await;
        assert_eq!(page.status, StatusCode::OK);
        for words in [
            "The NPS of group A is lower than that of group B.",
            "name=\"b.from\" value=\"2025-07-01\"",
            "a.from=2026-02-01&amp;a.to=2026-02-28&amp;a.team=Noord&amp;b.from=2026-01-01&amp;b.to=2026-01-31&amp;b.team=Noord",
        ] {
            assert!(page.body.contains(words), "{words}: {}", page.body);
        }
        let kept = app.get_as(&cookie, "/compare?a.team=Noord&a.team=Oost&b.team=Zuid&a.basis=answered&b.basis=answered").await.body;
        for words in ["type=\"hidden\" name=\"a.team\" value=\"Oost\"", "type=\"hidden\" name=\"b.basis\" value=\"answered\""] {
            assert!(kept.contains(words), "{words}: {kept}");
        }
    }
}
