//! The same question on several pages: one conclusion at one confidence, one period, one wording.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use naklank::domain::access::roles::Role;
use naklank::workflow::insight::import_responses::import_responses;
use serde_json::json;

use crate::support::{TestApp, on_both_engines};

const PROPOSAL: &str = "kpi=nps&value=-60&effective_from=2026-04-01&rationale=Two+years+of+experience.";
/// More than a year after the norm took effect; the last twelve complete months are April 2026 to March 2027.
const LATER: &str = "2027-04-20T10:00:00Z";

/// Adopts a norm with a certainty of 95 %, whose verdict follows from the 90 % interval.
async fn adopt_norm(app: &TestApp) {
    let (analyst, owner) = (app.sign_in_as(Role::Analyst).await, app.sign_in_as(Role::PolicyOwner).await);
    assert_eq!(app.post_as(&analyst, "/norms", PROPOSAL).await.status, StatusCode::SEE_OTHER);
    let page = app.get_as(&owner, "/norms").await.body;
    let waiting = page.split("id=\"waiting\"").nth(1).unwrap();
    let norm = waiting[waiting.find("/norms/").unwrap()..].split('"').next().unwrap().to_owned();
    let adopted = app.post_as(&owner, &format!("{norm}/adopt"), "rationale=Discussed+in+the+board.").await;
    assert_eq!(adopted.status, StatusCode::SEE_OTHER, "{adopted:?}");
}

/// A fall of 26 points: the 90 % interval of the difference is -48.1 to -2.9, that of 95 % is -52.1 to 1.4.
async fn a_fall_between_the_levels(app: &TestApp) {
    let mut file = "answered_at,score\n".to_owned();
    for (day, score, times) in
        [("2026-01-10", 10, 50), ("2026-01-10", 0, 50), ("2026-08-10", 10, 37), ("2026-08-10", 0, 63)]
    {
        file.push_str(&format!("{day},{score}\n").repeat(times));
    }
    import_responses(&app.app, file.as_bytes(), None).await.unwrap();
}

on_both_engines! {
    async fn all_pages_conclude_at_the_level_that_decides(app) {
        adopt_norm(&app).await;
        app.clock.set(LATER);
        a_fall_between_the_levels(&app).await;
        let cookie = app.sign_in_again(Role::Analyst).await;
        let page = async |path: &str| app.get_as(&cookie, path).await.body;
        let dashboard = page("/").await;
        assert!(dashboard.contains("<strong>Lower</strong>: \u{2212}26.0 points"), "{dashboard}");
        assert!(dashboard.contains("The 90 % interval of the difference is \u{2212}48.1 to \u{2212}2.9."), "{dashboard}");
        let why = page("/why?range=12-months").await;
        assert!(why.contains("is 26.0 points lower than"), "{why}");
        assert!(why.contains("The 90 % interval of the difference is \u{2212}48.1 to \u{2212}2.9."), "{why}");
        let compared = page("/compare?range=12-months").await;
        assert!(compared.contains("The NPS of group A is lower than that of group B."), "{compared}");
        assert!(compared.contains("with 90 % confidence it lies between \u{2212}48.1 and \u{2212}2.9"), "{compared}");
        // The other way round it is the same comparison, although the norm was not yet in force in the period that is called A.
        let turned = page("/compare?a.from=2025-04-01&a.to=2026-03-31&b.from=2026-04-01&b.to=2027-03-31").await;
        assert!(turned.contains("The NPS of group A is higher than that of group B."), "{turned}");
        assert!(turned.contains("with 90 % confidence it lies between 2.9 and 48.1"), "{turned}");
        let asked = page("/why?range=12-months&confidence=0.95").await;
        assert!(asked.contains("No difference is shown between") && asked.contains("the 95 % interval"), "{asked}");
        let exact = page("/export?set=trend&for=program").await;
        let lines: Vec<&str> = exact.lines().collect();
        assert!(lines[0].ends_with(",confidence") && lines[1].ends_with(",0.9"), "{exact}");
    }

    async fn the_intervals_of_causes_are_those_of_the_level_that_decides(app) {
        adopt_norm(&app).await;
        app.clock.set(LATER);
        for number in 0..20 {
            let causes = if number < 10 { vec!["duur"] } else { Vec::new() };
            let told = json!({"status": "open", "received_at": "2026-08-10T09:00:00Z", "causes": causes});
            assert_eq!(app.put(&format!("K-{number}"), &told).await.status, StatusCode::CREATED);
        }
        let cookie = app.sign_in_again(Role::Analyst).await;
        for (path, level) in [
            ("/causes", "90 % interval"),
            ("/causes/one?name=duur", "90 % interval"),
            ("/causes/file?for=spreadsheet", "90 % interval"),
            ("/causes?confidence=0.95", "95 % interval"),
        ] {
            let page = app.get_as(&cookie, path).await.body;
            assert!(page.contains(level), "{path}: {page}");
        }
        let exact = app.get_as(&cookie, "/causes/file?for=program").await.body;
        let lines: Vec<&str> = exact.lines().collect();
        assert!(lines[0].ends_with(",confidence") && lines[1].ends_with(",0.9"), "{exact}");
        let api = app.api(Method::GET, "/api/v1/causes?from=2026-04-01&to=2027-03-31", Body::empty()).await.json();
        assert_eq!(api["confidence"], json!(0.95), "programs are told at the level they ask for");
    }

    async fn what_a_number_leads_to_has_as_many_rows_also_beside_newer_answers(app) {
        let mut file = "answered_at,score,team,verbatim\n".to_owned();
        file.push_str(&"2026-02-10,2,Noord,Te laat\n".repeat(8));
        file.push_str(&"2026-02-10,9,Zuid,Goed\n".repeat(7));
        file.push_str(&"2026-03-10,2,Noord,Na de laatste maand\n".repeat(6));
        import_responses(&app.app, file.as_bytes(), None).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        let count = async |path: &str| app.get_as(&cookie, path).await.body.matches("<blockquote").count();
        let links = async |path: &str| {
            let page = app.get_as(&cookie, path).await.body;
            let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
            links.map(|link| link.replace("&amp;", "&")).collect::<Vec<_>>()
        };
        for (page, link, rows) in [
            ("/", "/verbatims?range=12-months&team=Noord", 8),
            ("/themes", "/verbatims?range=12-months", 15),
            ("/themes", "/verbatims?range=12-months&theme=none&scores=detractors", 8),
            ("/background", "/verbatims?range=12-months&score=2", 8),
            ("/?range=last-month", "/verbatims?range=last-month&team=Noord", 8),
            ("/themes?from=2026-02-01&to=2026-02-28", "/verbatims?from=2026-02-01&to=2026-02-28", 15),
        ] {
            let found = links(page).await;
            assert!(found.contains(&link.to_owned()), "{page}: {link}: {found:?}");
            assert_eq!(count(link).await, rows, "{link}");
        }
        let newest = app.get_as(&cookie, "/verbatims").await.body;
        assert!(newest.contains("Complaints that closed from 1 March 2025 to 20 March 2026."), "{newest}");
        assert_eq!(count("/verbatims").await, 21, "by itself the page has the newest too, and says so");
    }

    async fn a_range_by_name_stays_one_in_the_menu_and_in_the_form(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = app.get_as(&cookie, "/why?range=last-month").await.body;
        for part in [
            "href=\"/background?range=last-month\"",
            "href=\"/why?range=last-quarter&amp;against=year_earlier\"",
            "<input type=\"hidden\" name=\"range\" value=\"last-month\">",
            "<input type=\"hidden\" name=\"query\" value=\"range=last-month&amp;against=before\">",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
        let sent = "/why?from=2026-02-01&to=2026-02-28&against=before&range=last-month";
        assert!(app.get_as(&cookie, sent).await.body.contains("href=\"/background?range=last-month\""));
        let chosen = "/why?from=2026-01-01&to=2026-02-28&against=before&range=last-month";
        assert!(app.get_as(&cookie, chosen).await.body.contains("href=\"/background?from=2026-01-01&amp;to=2026-02-28\""));
    }

    async fn this_year_is_compared_with_the_same_season_and_all_years_with_nothing(app) {
        let mut file = "answered_at,score,verbatim\n".to_owned();
        for (day, score) in [("2025-02-10", 10), ("2025-11-10", 0), ("2026-02-10", 0)] {
            file.push_str(&format!("{day},{score},Goed\n").repeat(40));
        }
        import_responses(&app.app, file.as_bytes(), None).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = async |path: &str| app.get_as(&cookie, path).await;
        let year = page("/?range=this-year").await.body;
        let words = "points against the same months of the year before, 1 January 2025 to 31 March 2025. The NPS was 100.0 then.";
        assert!(year.contains(words), "{year}");
        assert!(year.contains("rel=\"prev\" href=\"?from=2025-01-01&amp;to=2025-03-31\""), "{year}");
        assert!(page("/themes?range=this-year").await.body.contains("Compared with 1 January 2025 to 31 March 2025."));
        assert!(page("/why?range=this-year").await.body.contains("points lower than for Q1 2025."));
        let nothing = "These are all years, so there is no period before to compare with.";
        for (path, status) in [
            ("/?range=all", StatusCode::OK),
            ("/themes?range=all", StatusCode::OK),
            ("/why?range=all", StatusCode::UNPROCESSABLE_ENTITY),
        ] {
            let all = page(path).await;
            assert_eq!(all.status, status, "{path}");
            assert!(all.body.contains(nothing), "{path}: {}", all.body);
        }
    }

    async fn a_value_that_no_complaint_has_is_said_to_be_missing(app) {
        let file = format!("answered_at,score,team\n{}", "2026-02-10,9,Noord\n".repeat(9));
        import_responses(&app.app, file.as_bytes(), None).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        for path in [
            "/?team=Nord", "/background?team=Nord", "/why?team=Nord", "/themes?team=Nord", "/verbatims?team=Nord",
            "/compare?a.team=Nord&b.team=Noord",
        ] {
            let page = app.get_as(&cookie, path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert!(page.body.contains("Team Nord: no complaint has this value."), "{path}: {}", page.body);
            let known = app.get_as(&cookie, &path.replace("Nord", "Noord")).await.body;
            assert!(!known.contains("no complaint has this value"), "{path}");
        }
        let theme = "theme=00000000-0000-0000-0000-000000000000";
        for path in ["/themes", "/verbatims"] {
            let page = app.get_as(&cookie, &format!("{path}?{theme}")).await;
            assert!(page.status == StatusCode::OK && page.body.contains("This theme does not exist"), "{path}");
        }
    }

    async fn a_wrong_range_is_told_in_the_same_words_on_each_page(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        for page in ["/", "/background", "/why", "/themes", "/themes/words", "/verbatims"] {
            let wrong = app.get_as(&cookie, &format!("{page}?from=2026-02-30")).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
            for words in [
                "&quot;From&quot; has an invalid value, so you see the default view.",
                "Fill in a day that exists for From, with year, month and day, such as 2026-03-20.",
            ] {
                assert!(wrong.body.contains(words), "{page}: {words}: {}", wrong.body);
            }
        }
    }
}
