//! `GET /api/v1/nps`: every parameter, and what it never reveals.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use naklank::domain::access::roles::Scope;
use naklank::domain::complaints::segment::Dimension;
use naklank::workflow::insight::import_responses::import_responses;
use serde_json::{Value, json};

use crate::support::{TestApp, on_both_engines};

/// Twelve months of 2025: in month m of team Noord m promoters and 6 detractors, of team Zuid 8 passives; and four
/// answers of a third team.
async fn a_year_of_answers(app: &TestApp) {
    let mut file = "answered_at,score,team,channel\n".to_owned();
    for month in 1..=12 {
        let mut add = |day: u32, score: u32, team: &str, channel: &str, times: u32| {
            for _ in 0..times {
                file.push_str(&format!("2025-{month:02}-{day:02},{score},{team},{channel}\n"));
            }
        };
        add(3, 10, "Noord", "web", month);
        add(17, 2, "Noord", "phone", 6);
        add(28, 7, "Zuid", "web", 8);
    }
    for _ in 0..4 {
        file.push_str("2025-06-10,9,Oost,letter\n");
    }
    import_responses(&app.app, file.as_bytes(), None).await.unwrap();
}

fn responses(points: &Value) -> Vec<Value> {
    points.as_array().unwrap().iter().map(|point| point["responses"].clone()).collect()
}

const YEAR: &str = "from=2025-01-01&to=2025-12-31";

on_both_engines! {
    async fn a_point_has_all_that_the_contract_names(app) {
        a_year_of_answers(&app).await;
        let answer = app.nps("from=2025-05-01&to=2025-05-31").await;
        assert_eq!(
            (&answer["interval"], &answer["basis"], &answer["time_zone"], &answer["confidence"], &answer["method"]),
            (&json!("month"), &json!("closed"), &json!("Europe/Amsterdam"), &json!(0.95), &json!("score"))
        );
        let point = &answer["groups"][0]["points"][0];
        assert_eq!((&point["from"], &point["to"]), (&json!("2025-05-01"), &json!("2025-05-31")));
        assert_eq!((&point["promoters"], &point["passives"], &point["detractors"]), (&json!(5), &json!(8), &json!(6)));
        assert!((point["nps"].as_f64().unwrap() - -100.0 / 19.0).abs() < 1e-9);
        assert!(point["low"].as_f64().unwrap() < -30.0 && point["high"].as_f64().unwrap() > 20.0);
        assert_eq!((&point["norm"], &point["verdict"]), (&Value::Null, &Value::Null));
        assert_eq!(answer["groups"][0]["group"], Value::Null);
    }

    async fn months_add_up_to_quarters_and_years(app) {
        a_year_of_answers(&app).await;
        for interval in ["day", "week", "month", "quarter", "year", "total"] {
            let answer = app.nps(&format!("{YEAR}&interval={interval}")).await;
            let points = &answer["groups"][0]["points"];
            let total: u64 = responses(points).iter().filter_map(Value::as_u64).sum();
            // Days and weeks below the threshold are hidden: one to four promoters in January to April, and the third
            // team's four in June.
            let visible = if matches!(interval, "day" | "week") { 236 } else { 250 };
            assert_eq!(total, visible, "{interval}");
        }
        let quarters = app.nps(&format!("{YEAR}&interval=quarter")).await;
        assert_eq!(responses(&quarters["groups"][0]["points"]), [48, 61, 66, 75].map(|n| json!(n)).to_vec());
        assert_eq!(quarters["groups"][0]["points"][0]["verdict"], "no_norm");
    }

    async fn groups_and_filters_add_up_with_the_whole(app) {
        a_year_of_answers(&app).await;
        let by_team = app.nps(&format!("{YEAR}&interval=total&group_by=team")).await;
        let groups = by_team["groups"].as_array().unwrap();
        let names: Vec<&Value> = groups.iter().map(|group| &group["group"]["team"]).collect();
        assert_eq!(names, ["Noord", "Oost", "Zuid"]);
        let [noord, oost, zuid] = [0, 1, 2].map(|i| &groups[i]["points"][0]);
        assert_eq!((&noord["responses"], &zuid["responses"]), (&json!(150), &json!(96)));
        assert_eq!(oost["suppressed"], true);
        let keys: Vec<&String> = oost.as_object().unwrap().keys().collect();
        assert_eq!(keys.len(), 6, "a suppressed point carries nothing else: {oost}");
        let two = app.nps(&format!("{YEAR}&interval=total&team=Noord&team=Zuid")).await;
        assert_eq!(two["groups"][0]["points"][0]["responses"], 246);
        let crossed = app.nps(&format!("{YEAR}&interval=total&team=Noord&channel=web")).await;
        assert_eq!(crossed["groups"][0]["points"][0]["responses"], 78);
        let grouped = app.nps(&format!("{YEAR}&interval=total&team=Noord&group_by=channel")).await;
        assert_eq!(grouped["groups"].as_array().unwrap().len(), 2);
        let nothing = app.nps(&format!("{YEAR}&interval=total&team=West")).await;
        assert_eq!(nothing["groups"][0]["points"][0]["nps"], Value::Null);
        let unknown = app.nps(&format!("{YEAR}&interval=total&group_by=product")).await;
        assert_eq!(unknown["groups"][0]["group"], json!({"product": null}));
    }

    async fn every_dimension_can_be_grouped_and_filtered(app) {
        a_year_of_answers(&app).await;
        for dimension in Dimension::NAMES {
            let grouped = app.nps(&format!("{YEAR}&interval=total&group_by={dimension}")).await;
            assert!(!grouped["groups"].as_array().unwrap().is_empty(), "{dimension}");
            let nothing = app.nps(&format!("{YEAR}&interval=total&{dimension}=%27;--")).await;
            assert_eq!(nothing["groups"][0]["points"][0]["responses"], 0, "{dimension}");
        }
    }

    async fn rolling_windows_reach_back_before_the_range(app) {
        a_year_of_answers(&app).await;
        let answer = app.nps("from=2025-12-01&to=2025-12-31&rolling=12").await;
        let points = &answer["groups"][0]["points"];
        assert_eq!(responses(points), [json!(250)]);
        assert_eq!((&points[0]["from"], &points[0]["verdict"]), (&json!("2025-01-01"), &json!("no_norm")));
    }

    async fn more_confidence_is_a_wider_interval(app) {
        a_year_of_answers(&app).await;
        let mut widths = Vec::new();
        for confidence in ["0.9", "0.95", "0.99"] {
            let answer = app.nps(&format!("{YEAR}&interval=total&confidence={confidence}")).await;
            let point = &answer["groups"][0]["points"][0];
            widths.push(point["high"].as_f64().unwrap() - point["low"].as_f64().unwrap());
        }
        assert!(widths[0] < widths[1] && widths[1] < widths[2]);
    }

    async fn what_is_not_folded_yet_counts_as_well(app) {
        for number in 0..6 {
            let link = app.invite(&format!("K-{number}")).await;
            app.post_form(&link, "score=10").await;
        }
        let unfolded = app.integers("SELECT COUNT(*) FROM tally_changes").await;
        assert!(unfolded[0] > 0);
        let query = "interval=total&group_by=team";
        let before = app.nps(query).await;
        assert_eq!(before["groups"][0]["points"][0]["responses"], 6);
        assert_eq!(before["groups"][0]["points"][0]["response_rate"], 1.0);
        app.tick().await;
        assert_eq!(app.integers("SELECT COUNT(*) FROM tally_changes").await, [0]);
        assert_eq!(app.nps(query).await, before);
        let filtered = app.nps("interval=total&team=Noord&outcome=partly_upheld&basis=answered").await;
        assert_eq!(filtered["groups"][0]["points"][0]["responses"], 6);
        assert_eq!(filtered["groups"][0]["points"][0]["response_rate"], Value::Null);
    }

    async fn a_period_is_provisional_while_an_answer_may_come(app) {
        let march = "from=2026-03-01&to=2026-03-31";
        app.invite("K-1").await;
        app.clock.set("2026-04-10T10:00:00Z");
        assert_eq!(app.nps(march).await["groups"][0]["points"][0]["provisional"], true);
        app.clock.set("2026-05-10T10:00:00Z");
        app.tick().await;
        assert_eq!(app.nps(march).await["groups"][0]["points"][0]["provisional"], false);
    }

    async fn days_need_a_key_that_may_read_responses_and_are_audited(app) {
        let narrow = app.key_with("narrow", &[Scope::InsightsRead]).await;
        for (query, status) in [
            ("from=2026-01-01&to=2026-01-31", StatusCode::OK),
            ("", StatusCode::OK),
            ("from=2026-01-01&to=2026-01-31&interval=day", StatusCode::FORBIDDEN),
            ("from=2026-01-01&to=2026-01-31&interval=week", StatusCode::FORBIDDEN),
            ("team=Noord&channel=web", StatusCode::OK),
            ("team=Noord&channel=web&group_by=product", StatusCode::FORBIDDEN),
            ("from=2026-01-01&to=2026-01-30", StatusCode::FORBIDDEN),
        ] {
            let answer = app.api_as(&narrow, Method::GET, &format!("/api/v1/nps?{query}"), Body::empty()).await;
            assert_eq!(answer.status, status, "{query}");
        }
        app.nps("from=2026-01-01&to=2026-01-31&interval=day").await;
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE action = 'nps by day'").await, [1]);
    }

    async fn bad_parameters_are_422(app) {
        let wrong = async |query: &str| {
            app.api(Method::GET, &format!("/api/v1/nps?{query}"), Body::empty()).await.wrong_fields()
        };
        assert_eq!(wrong("from=2026-03-01&to=2026-02-01").await, ["from"]);
        assert_eq!(wrong("from=1626-01-01&to=2026-01-01").await, ["from"]);
        assert_eq!(wrong("group_by=colour&confidence=2&basis=received").await, ["basis", "group_by", "confidence"]);
    }

    async fn the_same_figures_come_as_csv_with_formulas_made_harmless(app) {
        let file = format!("answered_at,score,team\n{}", "2025-01-05,9,=1+1\n".repeat(5));
        import_responses(&app.app, file.as_bytes(), None).await.unwrap();
        let path = "/api/v1/nps?from=2025-01-01&to=2025-01-31&group_by=team";
        let request = Request::get(path)
            .header("authorization", format!("Bearer {}", app.key))
            .header("accept", "text/csv");
        let answer = app.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
        let mut lines = answer.body.lines();
        assert!(lines.next().unwrap().starts_with("group,from,to,closed,invited,provisional,suppressed,responses"));
        let row = lines.next().unwrap();
        assert!(row.starts_with("'=1+1,2025-01-01,2025-01-31,0,0,false,false,5,5,0,0,100,"), "{row}");
    }
}
