//! The dashboard at `/`.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use naklank::domain::access::roles::Role;
use naklank::workflow::demo::history::fill_history;
use naklank::workflow::insight::import_responses::import_responses;

use crate::support::on_both_engines;

/// The row of a period in the table of the trend.
fn row(page: &str, period: &str) -> String {
    let rows = page.split("<tr role=\"row\">").filter(|row| row.contains("class=\"period\""));
    let mut named = rows.filter(|row| row.contains(&format!(">{period}")));
    named.next().unwrap_or_else(|| panic!("no {period}: {page}")).split("</tr>").next().unwrap().to_owned()
}

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
        for words in ["no norm yet", "Responses", "Response rate", "In the last 12 complete months the NPS was", "<svg", "<table"] {
            assert!(page.body.contains(words), "{words}");
        }
        assert!(page.body.contains("class=\"band\""), "the interval is drawn");
        for interval in ["month", "year"] {
            assert_eq!(app.get_as(&cookie, &format!("/?interval={interval}")).await.status, StatusCode::OK);
        }
        let dutch = Request::get("/").header("cookie", &cookie).header("accept-language", "nl-NL");
        assert!(app.send(dutch.body(Body::empty()).unwrap()).await.body.contains("nog geen norm"));
    }

    async fn without_data_the_page_says_so(app) {
        let cookie = app.sign_in_as(Role::PolicyOwner).await;
        let page = app.get_as(&cookie, "/").await;
        assert!(page.body.contains("There are no responses in the last 12 complete months"));
        assert!(page.body.contains("no norm yet") && page.body.contains("id=\"first-steps\""));
        for empty in ["<figure>", "class=\"choices downloads\"", "id=\"save-view\"", "id=\"trend\""] {
            assert!(!page.body.contains(empty), "{empty}: {}", page.body);
        }
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
        let row = |month: &str| row(&page, month);
        assert!(row("September 2025").contains("hidden"));
        assert!(row("November 2025").contains("hidden"), "the next smallest goes with it");
        assert!(!row("January 2026").contains("hidden") && !row("June 2025").contains("hidden"));
    }

    async fn a_small_rest_of_the_year_cannot_be_had_by_subtraction_from_its_quarters(app) {
        // The twelve complete months begin in March 2025, the last month of a quarter.
        let mut file = "answered_at,score\n".to_owned();
        for (month, times) in [("2025-02", 20), ("2025-03", 3), ("2025-05", 20), ("2025-08", 9), ("2025-11", 12)] {
            file.push_str(&format!("{month}-10,9\n").repeat(times));
        }
        import_responses(&app.app, file.as_bytes(), None).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = app.get_as(&cookie, "/").await.body;
        assert!(page.contains("from 44 responses"), "{page}");
        let row = |quarter: &str| row(&page, quarter);
        assert!(row("Q3 2025").contains("hidden"), "the smallest goes with the small rest of the total");
        assert!(!row("Q2 2025").contains("hidden") && !row("Q4 2025").contains("hidden"));
    }

    async fn the_planted_team_difference_shows_in_the_sample_history(app) {
        fill_history(&app.app).await.unwrap();
        let groups = app.nps("from=2023-04-01&to=2026-03-31&interval=total&group_by=team").await["groups"].clone();
        let of = |index: usize, limit: &str| groups[index]["points"][0][limit].as_f64().unwrap();
        assert_eq!(groups[0]["group"]["team"], "Noord");
        assert!(of(0, "low") > of(1, "high"), "the intervals of the two teams do not touch: {groups}");
    }

    async fn the_state_of_the_page_is_its_address(app) {
        fill_history(&app.app).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = app.get_as(&cookie, "/?from=2025-01-01&to=2025-06-30&team=Noord&cut=outcome&rolling=3").await;
        assert_eq!(page.status, StatusCode::OK);
        for words in [
            "From 1 January 2025 to 30 June 2025 the NPS was",
            "team: Noord",
            "href=\"?from=2025-01-01&amp;to=2025-06-30&amp;rolling=3&amp;cut=outcome\"",
            "Compare by outcome",
            "value=\"2025-01-01\"",
            "/export?from=2025-01-01&amp;to=2025-06-30&amp;rolling=3&amp;cut=outcome&amp;team=Noord&amp;set=trend&amp;for=spreadsheet&amp;format=csv\"",
        ] {
            assert!(page.body.contains(words), "{words}");
        }
        assert_eq!(page.body.matches("class=\"period\"").count(), 6, "six months");
        let nobody = app.get_as(&cookie, "/?team=West").await;
        assert!(nobody.status == StatusCode::OK && nobody.body.contains("There are no responses in the last 12 complete months"));
    }

    async fn every_part_of_the_story_stands_on_one_of_the_two_pages(app) {
        fill_history(&app.app).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        for query in ["", "?interval=month", "?interval=year", "?interval=week", "?cut=product&confidence=0.9", "?basis=answered"] {
            let first = app.get_as(&cookie, &format!("/{query}")).await;
            assert_eq!(first.status, StatusCode::OK, "{query}");
            for words in ["Over time", "Compare by", "Response rate", "/background"] {
                assert!(first.body.contains(words), "{query}: {words}");
            }
            assert!(!first.body.contains("All scores"), "{query}");
            let path = format!("/background{query}");
            let page = app.get_as(&cookie, &path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            for words in [
                "Promoters, passives and detractors",
                "All scores",
                "Are the responses representative of all complaints?",
                "What is associated with the score",
                "Early and late responses",
                "From closed complaint to response",
            ] {
                assert!(page.body.contains(words), "{path}: {words}");
            }
        }
        let monthly = app.get_as(&cookie, "/?interval=month").await.body;
        assert!(monthly.contains("class=\"signal\"") && monthly.contains("class=\"limit\""), "the planted dip stands out");
        let teams = app.get_as(&cookie, "/").await.body;
        assert!(teams.contains("<strong>lower</strong>") && teams.contains("<strong>higher</strong>"), "the planted difference");
    }

    async fn a_wrong_address_says_so_and_shows_the_usual_view(app) {
        fill_history(&app.app).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        for path in [
            "/?from=2026-02-01&to=2026-01-01",
            "/?from=1700-01-01&to=2100-01-01",
            "/?confidence=2",
            "/?cut=colour",
            "/?colour=red",
            "/?rolling=100000",
        ] {
            let page = app.get_as(&cookie, path).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            assert!(page.body.contains("so you see the default view"), "{path}");
            assert!(page.body.contains("In the last 12 complete months the NPS was"), "{path}");
        }
        let typed = app.get_as(&cookie, "/?from=2026-02-01&to=2026-01-01").await.body;
        assert!(typed.contains("&quot;From&quot; has an invalid value, so you see the default view.") && typed.contains("<details class=\"filters\" open"), "{typed}");
        assert!(typed.contains("name=\"from\" value=\"2026-02-01\""), "what was typed stays");
    }

    async fn single_days_are_shown_and_written_down(app) {
        fill_history(&app.app).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        app.get_as(&cookie, "/?interval=month").await;
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE action = 'dashboard by day'").await, [0]);
        assert_eq!(app.get_as(&cookie, "/?interval=day").await.status, StatusCode::OK);
        assert_eq!(app.get_as(&cookie, "/export?from=2026-01-02&to=2026-01-03").await.status, StatusCode::OK);
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE action = 'dashboard by day'").await, [2]);
    }

    async fn a_view_can_be_downloaded(app) {
        fill_history(&app.app).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        let get = async |path: &str| app.get_as(&cookie, path).await;
        let plain = get("/export?team=Noord&interval=month&format=csv").await;
        assert_eq!(plain.header("content-disposition"), "attachment; filename=\"nps-2023-04-01-2026-03-20-team-Noord.csv\"");
        assert!(plain.body.starts_with("group,from,to") && plain.body.lines().count() == 37, "{}", plain.body);
        let dutch = get("/export?interval=month&format=csv-semicolon").await.body;
        assert!(dutch.starts_with("\u{feff}group;from;to") && dutch.contains(','), "decimal commas");
        let json = get("/export?format=json").await.json();
        assert_eq!(json["groups"][0]["points"].as_array().unwrap().len(), 12);
        let parts = get("/export?set=segments&cut=team").await.body;
        assert!(parts.contains("Noord") && parts.contains("Zuid"));
        for wrong in ["/export?format=pdf", "/export?set=all", "/export?from=x"] {
            assert_eq!(get(wrong).await.status, StatusCode::BAD_REQUEST, "{wrong}");
        }
        assert_eq!(app.get("/export").await.status, StatusCode::SEE_OTHER, "for those who are signed in");
    }

    async fn a_small_segment_takes_another_with_it_on_the_page(app) {
        let mut file = "answered_at,score,team\n".to_owned();
        for (team, times) in [("Noord", 20), ("Zuid", 9), ("Oost", 3)] {
            file.push_str(&format!("2026-01-10,9,{team}\n").repeat(times));
        }
        import_responses(&app.app, file.as_bytes(), None).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = app.get_as(&cookie, "/").await.body;
        let parts = page.split("id=\"parts\"").nth(1).unwrap().split("</section>").next().unwrap();
        let row = |team: &str| parts.rsplit(&format!(">{team}<")).next().unwrap().split("</tr>").next().unwrap();
        assert!(row("Oost").contains("hidden") && row("Zuid").contains("hidden") && !row("Noord").contains("hidden"));
        assert!(!parts.contains("chart\"><title>") && parts.matches("class=\"mark\"").count() <= 1, "the drawing hides them too");
    }

    async fn a_rolling_window_begins_no_earlier_than_the_answers(app) {
        fill_history(&app.app).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = app.get_as(&cookie, "/").await.body;
        let trend = page.split("class=\"trend stacked\">").nth(1).unwrap().split("</table>").next().unwrap();
        let rows = trend.split("<tbody role=\"rowgroup\">").nth(1).unwrap().split("<tr role=\"row\">").skip(1);
        let rolling: Vec<&str> = rows.filter_map(|row| row.rsplit("class=\"number\">").next()).collect();
        let is_filled: Vec<bool> = rolling.iter().rev().map(|cell| !cell.starts_with('–')).collect();
        // The history begins a quarter before the three years of the trend.
        assert!(is_filled.starts_with(&[false, false, true]) && is_filled[2..].iter().all(|filled| *filled), "{rolling:?}");
    }

    async fn rolling_windows_tell_nothing_of_a_small_month_before_the_range(app) {
        let mut file = "answered_at,score\n".to_owned();
        for (month, times) in [("2024-12", 3), ("2025-01", 20), ("2025-02", 20), ("2025-03", 20)] {
            file.push_str(&format!("{month}-10,9\n").repeat(times));
        }
        import_responses(&app.app, file.as_bytes(), None).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = app.get_as(&cookie, "/?from=2025-01-01&to=2025-03-31&rolling=2").await.body;
        let row = |month: &str| row(&page, month);
        assert!(row("January 2025").contains("data-label=\"Rolling\" class=\"number\">–<"), "{}", row("January 2025"));
        assert!(!row("February 2025").contains('–'), "{}", row("February 2025"));
        // The only window of the chart has a label; without a mark it would be the label of nothing.
        let one = app.get_as(&cookie, "/?from=2025-01-01&to=2025-02-28&rolling=2").await.body;
        assert!(one.contains("<path class=\"rolling\"") && !one.contains("<polyline class=\"rolling\""), "{one}");
    }

    async fn by_the_day_of_the_answer_nothing_is_said_of_all_closures(app) {
        fill_history(&app.app).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = app.get_as(&cookie, "/background?basis=answered").await.body;
        let standing = page.split("id=\"standing\"").nth(1).unwrap().split("</section>").next().unwrap();
        assert!(standing.contains("Choose the day of closure.") && !standing.contains("Weighted by outcome"));
        let of_outcome = standing.split(">rejected</th>").nth(1).unwrap().split("</tr>").next().unwrap();
        assert_eq!(of_outcome.matches('–').count(), 2, "no response rate, no share of closures: {of_outcome}");
    }

    async fn each_row_of_the_parts_has_a_cell_for_each_column(app) {
        let mut file = "answered_at,score,team\n".to_owned();
        for (team, times) in [("Noord", 20), ("Zuid", 15), ("Oost", 9), ("West", 2)] {
            file.push_str(&format!("2026-02-10,9,{team}\n").repeat(times));
        }
        import_responses(&app.app, file.as_bytes(), None).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        for path in ["/", "/?cut=outcome", "/?team=Noord&team=Zuid"] {
            let page = app.get_as(&cookie, path).await.body;
            let Some(table) = page.split("<table role=\"table\" class=\"dense stacked\">").nth(1) else { continue };
            let (head, body) = table.split("</table>").next().unwrap().split_once("</thead>").unwrap();
            let columns = head.matches("<th ").count();
            let rows: Vec<&str> = body.split("<tr role=\"row\">").skip(1).collect();
            assert!(rows.len() >= 2, "{path}: {page}");
            for row in rows {
                assert_eq!(row.matches("<th ").count() + row.matches("<td ").count(), columns, "{path}: {row}");
            }
        }
        assert!(app.get_as(&cookie, "/").await.body.contains("class=\"dense stacked\""));
    }
}
