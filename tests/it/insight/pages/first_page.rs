//! The first page: one number with its change, its range and filters, and where everything on it leads to.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use naklank::domain::access::roles::Role;
use naklank::workflow::demo::history::fill_history;
use naklank::workflow::insight::import_responses::import_responses;

use crate::support::{TestApp, on_both_engines};

/// Imports `times` answers with a score on the tenth of a month.
async fn answers(app: &TestApp, months: &[(&str, u32, usize)]) {
    let mut file = "answered_at,score\n".to_owned();
    for (month, score, times) in months {
        file.push_str(&format!("{month}-10,{score}\n").repeat(*times));
    }
    import_responses(&app.app, file.as_bytes(), None).await.unwrap();
}

/// The addresses on a page.
fn links(page: &str) -> Vec<String> {
    let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links.map(|link| link.replace("&amp;", "&")).collect()
}

on_both_engines! {
    async fn the_change_has_a_word_and_an_interval_and_says_against_what(app) {
        answers(&app, &[("2024-06", 10, 60), ("2025-06", 2, 60)]).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = app.get_as(&cookie, "/").await.body;
        for words in [
            "<p class=\"score\">NPS <strong>\u{2212}100.0</strong>",
            "<strong>Lower</strong>: \u{2212}200.0 points against the period before, 1 March 2024 to 28 February 2025.",
            "The NPS was 100.0 then. The 95 % interval of the difference is ",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let back = app.get_as(&cookie, "/?from=2024-03-01&to=2025-02-28").await.body;
        assert!(back.contains("there are too few responses to compare with"), "{back}");
    }

    async fn a_small_change_is_not_called_one(app) {
        answers(&app, &[("2024-06", 10, 10), ("2024-06", 2, 10), ("2025-06", 10, 11), ("2025-06", 2, 9)]).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = app.get_as(&cookie, "/").await.body;
        assert!(page.contains("<strong>No difference shown</strong>: +10.0 points"), "{page}");
    }

    async fn the_dashboard_and_the_norm_say_the_same_number(app) {
        fill_history(&app.app).await.unwrap();
        let cookie = app.sign_in_as(Role::PolicyOwner).await;
        let number = |page: &str, before: &str| page.split(before).nth(1).unwrap().split(" responses").next().unwrap().to_owned();
        let dashboard = number(&app.get_as(&cookie, "/").await.body, "In the last 12 complete months the NPS was ");
        let norm = number(&app.get_as(&cookie, "/norms").await.body, ") the NPS is ");
        assert_eq!(dashboard, norm);
    }

    async fn a_form_leads_to_the_clean_address_of_what_it_asks(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        let usual = "from=2025-03-01&to=2026-02-28&interval=quarter&basis=closed&rolling=";
        for (given, clean) in [
            (format!("/?{usual}"), "/"),
            (format!("/?{usual}&team=&channel="), "/"),
            (format!("/?channel=web&team=Noord&team=Zuid&{usual}"), "/?team=Noord&team=Zuid&channel=web"),
            (format!("/background?{usual}&team=Noord"), "/background?team=Noord"),
            ("/?from=2026-01-01&to=2026-01-31&range=last-quarter".to_owned(), "/?from=2026-01-01&to=2026-01-31"),
        ] {
            let answer = app.get_as(&cookie, &given).await;
            assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, clean), "{given}");
            assert_eq!(app.get_as(&cookie, clean).await.status, StatusCode::OK, "{clean}");
            let head = Request::builder().method(Method::HEAD).uri(&given).header("cookie", &cookie);
            assert_eq!(app.send(head.body(Body::empty()).unwrap()).await.status, StatusCode::OK, "{given}");
        }
        let wrong = app.get_as(&cookie, "/?team=&from=never").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "a mistake is told where it was made");
    }

    async fn a_form_with_empty_fields_leads_to_the_address_without_them(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        for (sent, clean) in [
            ("/why?from=&to=&against=before&team=", "/why?against=before"),
            ("/themes?from=&to=&team=Zuid&channel=", "/themes?team=Zuid"),
            ("/verbatims?q=&theme=&scores=detractors&from=", "/verbatims?scores=detractors"),
            ("/verbatims?q=te+laat&new=", "/verbatims?q=te+laat"),
            ("/themes?team=", "/themes"),
        ] {
            let answer = app.get_as(&cookie, sent).await;
            assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, clean), "{sent}");
            assert_eq!(app.get_as(&cookie, clean).await.status, StatusCode::OK, "{clean}");
        }
    }

    async fn a_form_that_is_sent_unchanged_changes_nothing(app) {
        fill_history(&app.app).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        for view in ["/", "/?range=last-quarter&team=Noord", "/?from=2025-01-01&to=2025-06-30&interval=quarter"] {
            let page = app.get_as(&cookie, view).await.body;
            let form = page.split("<form class=\"boxed\"").nth(1).unwrap().split("</form>").next().unwrap();
            let mut sent = form_urlencoded::Serializer::new(String::new());
            for input in form.split("<input ").skip(1).map(|rest| rest.split('>').next().unwrap()) {
                let value = |name: &str| input.split(&format!(" {name}=\"")).nth(1).map(|rest| rest.split('"').next().unwrap());
                if !input.contains("type=\"checkbox\"") || input.contains(" checked") {
                    let input = format!(" {input}");
                    let name = input.split(" name=\"").nth(1).unwrap().split('"').next().unwrap();
                    sent.append_pair(name, value("value").unwrap_or_default());
                }
            }
            for select in form.split("<select ").skip(1) {
                let name = select.split("name=\"").nth(1).unwrap().split('"').next().unwrap();
                let options = select.split("</select>").next().unwrap().split("<option").skip(1);
                let chosen = options.into_iter().find(|option| option.contains(" selected")).unwrap_or_default();
                let text = chosen.split('>').nth(1).unwrap_or_default().split('<').next().unwrap();
                sent.append_pair(name, chosen.split("value=\"").nth(1).map_or(text, |rest| rest.split('"').next().unwrap()));
            }
            let answer = app.get_as(&cookie, &format!("/?{}", sent.finish())).await;
            assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, view));
        }
    }

    async fn a_range_is_chosen_by_its_name_or_by_a_step(app) {
        fill_history(&app.app).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = app.get_as(&cookie, "/?team=Noord").await.body;
        for link in [
            "?range=this-year&team=Noord",
            "?range=last-quarter&team=Noord",
            "?range=quarter-last-year&team=Noord",
            "?range=last-month&team=Noord",
            "?range=all&team=Noord",
            "?from=2024-03-01&to=2025-02-28&team=Noord",
        ] {
            assert!(links(&page).contains(&link.to_owned()), "{link}: {:?}", links(&page));
            assert_eq!(app.get_as(&cookie, &format!("/{link}")).await.status, StatusCode::OK, "{link}");
        }
        let quarter = app.get_as(&cookie, "/?range=last-quarter").await.body;
        assert!(quarter.contains("From 1 October 2025 to 31 December 2025 the NPS was"), "{quarter}");
        assert!(quarter.contains("name=\"from\" value=\"2025-10-01\"") && quarter.contains("name=\"to\" value=\"2025-12-31\""));
        assert!(quarter.contains("<title>NPS over complaint handling, 1 October 2025 to 31 December 2025 – Voorbeeld</title>"));
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE action = 'dashboard by day'").await, [0], "whole months");
    }

    async fn a_filter_takes_several_values(app) {
        fill_history(&app.app).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = app.get_as(&cookie, "/?team=Noord&team=Zuid&channel=web").await.body;
        for words in [
            "name=\"team\" value=\"Noord\" checked",
            "name=\"team\" value=\"Zuid\" checked",
            "name=\"channel\" value=\"web\" checked",
            "name=\"channel\" value=\"letter\">",
            "team: Zuid",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert!(links(&page).contains(&"?team=Noord&channel=web".to_owned()), "one of them is taken off");
        let both = app.nps("from=2025-03-01&to=2026-02-28&interval=total&team=Noord&team=Zuid&channel=web").await;
        let responses = both["groups"][0]["points"][0]["responses"].to_string();
        assert!(page.contains(&format!("from {responses} responses")), "{responses}");
    }

    async fn what_is_wrong_is_named_at_its_field(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        let many: Vec<String> = (0..1_000).map(|number| format!("team=T{number}")).collect();
        for (query, words) in [
            ("from=2026-02-01&to=2026-01-01", "The period ends before it begins."),
            ("from=2027-01-01", "The period begins after today."),
            ("from=1920-01-01&to=2026-01-01", "Choose at most 30 years"),
            ("to=soon", "Fill in a day that exists for To"),
            (many.join("&").as_str(), "For team, choose at most 100 values"),
            ("colour=red", "&quot;colour&quot; does not belong in the address of this page."),
        ] {
            let page = app.get_as(&cookie, &format!("/?{query}")).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            assert!(page.body.contains(words), "{words}: {}", page.body);
        }
        let two = app.get_as(&cookie, "/?from=x&interval=hour").await.body;
        assert!(two.contains("&quot;From&quot; and &quot;By&quot; have invalid values, so you see the default view."), "{two}");
        assert!(two.contains("href=\"#from\"") && two.contains("id=\"from-error\"") && two.contains("aria-describedby=\"interval-error\""));
        let dutch = Request::get("/?from=x&interval=hour").header("cookie", &cookie).header("accept-language", "nl");
        let dutch = app.send(dutch.body(Body::empty()).unwrap()).await.body;
        assert!(dutch.contains("'Van' en 'Per' hebben een waarde die niet kan. U ziet daarom de gewone weergave."), "{dutch}");
    }

    async fn days_that_are_mostly_hidden_become_a_rolling_line(app) {
        // Three answers on each of many days: each day alone is hidden.
        let mut file = "answered_at,score\n".to_owned();
        for month in ["2025-09", "2025-10", "2025-11", "2025-12", "2026-01"] {
            for day in 1..20 {
                file.push_str(&format!("{month}-{day:02},9\n").repeat(3));
            }
        }
        import_responses(&app.app, file.as_bytes(), None).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = app.get_as(&cookie, "/?interval=day").await.body;
        let words = "Most days have too few responses to show. So you see months, with a rolling line over 3 months.";
        assert!(page.contains(words) && page.contains("class=\"rolling\""), "{page}");
        assert!(page.contains("<option value=\"day\" selected>"), "the form shows what was asked");
        assert!(!app.get_as(&cookie, "/?interval=month").await.body.contains("rolling line over 3 months"));
    }

    async fn every_period_and_every_page_about_the_view_keep_range_and_filters(app) {
        fill_history(&app.app).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = app.get_as(&cookie, "/?range=last-quarter&team=Noord").await.body;
        for link in [
            "/?range=last-quarter&team=Noord",
            "/background?range=last-quarter&team=Noord",
            "/compare?range=last-quarter&team=Noord",
            "/verbatims?range=last-quarter&team=Noord",
            "/signals?range=last-quarter&team=Noord",
        ] {
            assert!(links(&page).contains(&link.to_owned()), "{link}: {:?}", links(&page));
            let next = app.get_as(&cookie, link).await;
            assert_eq!(next.status, StatusCode::OK, "{link}: {}", next.body);
            let goes_on = links(&next.body).into_iter().find(|link| link.starts_with("/background?")).unwrap();
            assert!(goes_on.contains("team=Noord"), "{link}: {goes_on}");
        }
        let chart = page.split("<g class=\"links\"").nth(1).unwrap().split("</g>").next().unwrap();
        assert_eq!(links(chart)[0], "?from=2025-10-01&to=2025-10-31&team=Noord", "by month, since a quarter is one point");
        assert!(chart.contains("<title>October 2025: NPS "), "{chart}");
        let background = app.get_as(&cookie, "/background?team=Noord").await.body;
        let scores: Vec<String> = links(&background).into_iter().filter(|link| link.contains("score=")).collect();
        assert!(scores.contains(&"/verbatims?range=12-months&team=Noord&score=10".to_owned()), "{scores:?}");
        assert_eq!(app.get_as(&cookie, &scores[0]).await.status, StatusCode::OK);
    }

    async fn a_view_is_compared_with_the_range_before_it(app) {
        fill_history(&app.app).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = app.get_as(&cookie, "/compare?range=last-quarter&team=Noord").await;
        assert_eq!(page.status, StatusCode::OK);
        for words in ["name=\"a.from\" value=\"2025-10-01\"", "name=\"b.to\" value=\"2025-09-30\"", "In group B the NPS was"] {
            assert!(page.body.contains(words), "{words}: {}", page.body);
        }
    }

    async fn the_first_stop_of_the_keyboard_leads_past_the_menu(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = app.get_as(&cookie, "/").await.body;
        let body = page.split_once("<body>").unwrap().1;
        assert!(body.starts_with("<a href=\"#main\">Skip to content</a>"), "{body}");
        assert!(body.contains("<main class=\"wide\" id=\"main\">"), "{body}");
        assert!(!app.get("/privacy").await.body.contains("#main"), "respondents have no menu");
    }

    async fn the_first_page_is_light_with_many_teams(app) {
        fill_history(&app.app).await.unwrap();
        let mut file = "answered_at,score,team\n".to_owned();
        for team in 0..60 {
            file.push_str(&format!("2025-10-10,9,Team {team}\n2025-11-10,3,Team {team}\n").repeat(4));
        }
        import_responses(&app.app, file.as_bytes(), None).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        for language in ["nl", "en"] {
            let request = Request::get("/").header("cookie", &cookie).header("accept-language", language);
            let page = app.send(request.body(Body::empty()).unwrap()).await.body;
            assert!(page.len() < 30_000, "{} bytes in {language}", page.len());
        }
    }
}
