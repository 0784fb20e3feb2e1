//! Satisfaction, control chart, difference and single responses over the API; ETags and files.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use naklank::domain::access::roles::Scope;
use naklank::workflow::insight::import_responses::import_responses;
use serde_json::{Value, json};

use crate::support::{Answer, TestApp, on_both_engines};

/// Twenty-four months: each with ten promoters and ten detractors of team Noord and eight passives of Zuid; from the
/// twentieth month on Noord has only detractors. Noord rates empathy 5 and 1, Zuid speed 4.
async fn two_years(app: &TestApp) {
    let mut file = "answered_at,score,team,empathy,speed,verbatim\n".to_owned();
    for month in 0..24 {
        let day = format!("{}-{:02}", 2024 + month / 12, month % 12 + 1);
        let high = if month < 20 { 10 } else { 1 };
        for _ in 0..10 {
            file.push_str(&format!("{day}-03,{high},Noord,5,,\n{day}-17,2,Noord,1,,\n"));
        }
        file.push_str(&format!("{day}-28,7,Zuid,,4,\"Prima; maar\n=traag\"\n").repeat(8));
    }
    import_responses(&app.app, file.as_bytes(), None).await.unwrap();
}

const RANGE: &str = "from=2024-01-01&to=2025-12-31";

async fn get(app: &TestApp, path: &str) -> Value {
    let answer = app.api(Method::GET, &format!("/api/v1/{path}"), Body::empty()).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    answer.json()
}

async fn wrong_fields(app: &TestApp, path: &str) -> Vec<String> {
    app.api(Method::GET, &format!("/api/v1/{path}"), Body::empty()).await.wrong_fields()
}

async fn with_header(app: &TestApp, path: &str, name: &str, value: &str) -> Answer {
    let request = Request::get(format!("/api/v1/{path}"))
        .header("authorization", format!("Bearer {}", app.key))
        .header(name, value);
    app.send(request.body(Body::empty()).unwrap()).await
}

on_both_engines! {
    async fn satisfaction_counts_each_rating_of_each_item(app) {
        two_years(&app).await;
        let answer = get(&app, &format!("satisfaction?{RANGE}&interval=year&group_by=team")).await;
        let noord = &answer["groups"][0]["points"][0]["items"];
        assert_eq!((&noord[0]["item"], &noord[0]["counts"]), (&json!("empathy"), &json!([120, 0, 0, 0, 120])));
        assert_eq!((&noord[0]["satisfied"], &noord[0]["answered"]), (&json!(0.5), &json!(240)));
        assert!((noord[0]["low"].as_f64().unwrap() - 0.437_243).abs() < 1e-5, "{noord}");
        assert_eq!((&noord[1]["item"], &noord[1]["answered"]), (&json!("speed"), &json!(0)));
        assert_eq!(noord[1]["satisfied"], Value::Null);
        let months = get(&app, &format!("satisfaction?{RANGE}")).await;
        let points = months["groups"][0]["points"].as_array().unwrap().clone();
        let speed: u64 = points.iter().map(|point| point["items"][1]["answered"].as_u64().unwrap()).sum();
        assert_eq!((points.len(), speed), (24, 192), "months add up to the whole");
    }

    async fn an_item_that_few_answered_is_hidden_though_the_score_is_not(app) {
        let file = format!(
            "answered_at,score,empathy\n{}{}",
            "2025-01-05,9,\n".repeat(6),
            "2025-01-06,9,2\n".repeat(4)
        );
        import_responses(&app.app, file.as_bytes(), None).await.unwrap();
        let answer = get(&app, "satisfaction?from=2025-01-01&to=2025-01-31").await;
        let point = &answer["groups"][0]["points"][0];
        assert_eq!(point["suppressed"], false);
        assert_eq!(point["items"], json!([{"item": "empathy", "suppressed": true}]));
    }

    async fn a_month_that_stands_out_raises_a_signal(app) {
        two_years(&app).await;
        let chart = get(&app, &format!("control-chart?{RANGE}")).await;
        let points = chart["points"].as_array().unwrap();
        assert_eq!(points.len(), 24);
        assert_eq!((&chart["centre"], &chart["sigma"]), (&json!(0.0), &json!(1.0)));
        let signals: Vec<&str> = points.iter().map(|point| point["signal"].as_str().unwrap()).collect();
        assert!(signals[..20].iter().all(|signal| *signal == "none"), "{signals:?}");
        assert!(signals[20..].iter().all(|signal| *signal == "below"), "{signals:?}");
        assert_eq!(points[11]["ewma"], Value::Null);
        assert_eq!(points[12]["ewma_signal"], "none");
        assert_eq!(points[23]["ewma_signal"], "below");
        let trend = &chart["trend"];
        assert!(trend["slope_per_period"].as_f64().unwrap() < 0.0 && trend["p_adjusted"].as_f64().unwrap() < 0.05);
        let later = get(&app, &format!("control-chart?{RANGE}&baseline=22&team=Noord")).await;
        assert_ne!(later["centre"], 0.0);
    }

    async fn nothing_has_no_chart_and_no_trend(app) {
        let chart = get(&app, "control-chart").await;
        assert_eq!((&chart["centre"], &chart["trend"]), (&Value::Null, &Value::Null));
        assert_eq!(chart["points"].as_array().unwrap().len(), 12);
        assert_eq!(chart["points"][0]["responses"], 0);
        assert_eq!(get(&app, "satisfaction").await["groups"][0]["points"][0]["items"], json!([]));
        assert_eq!(get(&app, "responses").await, json!({"responses": [], "next_cursor": null}));
    }

    async fn two_teams_and_two_years_are_compared(app) {
        two_years(&app).await;
        let year = |side: &str| format!("{side}.from=2025-01-01&{side}.to=2025-12-31");
        let (a, b) = (year("a"), year("b"));
        let teams = get(&app, &format!("difference?a.team=Noord&b.team=Zuid&{a}&{b}")).await;
        assert_eq!((&teams["a"]["responses"], &teams["b"]["responses"]), (&json!(240), &json!(96)));
        assert_eq!((&teams["conclusion"], &teams["b"]["nps"]), (&json!("lower"), &json!(0.0)));
        assert!(teams["high"].as_f64().unwrap() < 0.0 && teams["p"].as_f64().unwrap() < 0.05);
        let years = get(&app, "difference?a.from=2024-01-01&a.to=2024-12-31&b.from=2025-01-01&b.to=2025-12-31").await;
        assert_eq!(years["conclusion"], "higher");
        let halves = get(&app, "difference?a.from=2024-01-01&a.to=2024-06-30&b.from=2024-07-01&b.to=2024-12-31").await;
        assert_eq!((&halves["conclusion"], &halves["p"]), (&json!("no_difference_shown"), &json!(1.0)));
        let nobody = get(&app, "difference?a.team=West&b.team=Zuid").await;
        assert_eq!((&nobody["conclusion"], &nobody["difference"]), (&json!("insufficient"), &Value::Null));
    }

    async fn a_small_side_of_a_comparison_stays_hidden(app) {
        let file = format!("answered_at,score,team\n{}{}", "2026-01-05,9,Noord\n".repeat(9), "2026-01-05,2,Zuid\n".repeat(4));
        import_responses(&app.app, file.as_bytes(), None).await.unwrap();
        let answer = get(&app, "difference?a.team=Noord&b.team=Zuid").await;
        assert_eq!(answer["b"], json!({"suppressed": true, "responses": null, "nps": null, "low": null, "high": null}));
        assert_eq!(answer["conclusion"], "insufficient");
    }

    async fn senseless_questions_name_their_fields(app) {
        assert_eq!(wrong_fields(&app, "difference?a.team=Noord&b.channel=web").await, ["b"]);
        assert_eq!(wrong_fields(&app, "control-chart?baseline=1&rolling=3").await, ["baseline", "rolling"]);
        assert_eq!(wrong_fields(&app, "responses?cursor=x&group_by=team").await, ["group_by", "cursor"]);
        for path in ["nps", "satisfaction", "funnel", "control-chart"] {
            assert_eq!(wrong_fields(&app, &format!("{path}?from=2026-02-01&to=2026-01-01")).await, ["from"]);
            assert_eq!(wrong_fields(&app, &format!("{path}?from=1800-01-01&to=2200-01-01")).await, ["from"]);
            assert_eq!(wrong_fields(&app, &format!("{path}?confidence=2&colour=red")).await, ["confidence", "colour"]);
        }
    }

    async fn responses_come_page_by_page_until_the_last(app) {
        two_years(&app).await;
        let (mut seen, mut cursor, mut pages) = (Vec::new(), String::new(), 0);
        loop {
            let page = get(&app, &format!("responses?{RANGE}&team=Zuid&limit=70{cursor}")).await;
            seen.extend(page["responses"].as_array().unwrap().clone());
            pages += 1;
            let Some(next) = page["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!((seen.len(), pages), (192, 3));
        let ids: std::collections::BTreeSet<&str> = seen.iter().map(|row| row["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), 192);
        let first = &seen[0];
        assert_eq!((&first["closed_on"], &first["score_group"]), (&json!("2024-01-28"), &json!("passive")));
        assert_eq!((&first["ratings"], &first["reference"]), (&json!({"speed": 4}), &Value::Null));
        assert_eq!((&first["team"], &first["outcome"]), (&json!("Zuid"), &Value::Null));
    }

    async fn a_response_to_an_invitation_names_its_complaint_and_no_person(app) {
        let link = app.invite("K-7").await;
        app.post_form(&link, "score=9&empathy=4&comment=Netjes").await;
        let page = get(&app, "responses").await;
        let row = &page["responses"][0];
        assert_eq!((&row["reference"], &row["closure"], &row["verbatim"]), (&json!("K-7"), &json!(1), &json!("Netjes")));
        assert!(!page.to_string().contains("example.org"), "{page}");
        let by_answer = get(&app, "responses?basis=answered").await;
        assert_eq!(by_answer["responses"].as_array().unwrap().len(), 1);
    }

    async fn single_responses_are_for_holders_of_the_right_and_audited(app) {
        let analyst = app.key_with("insights", &[Scope::InsightsRead]).await;
        let answer = app.api_as(&analyst, Method::GET, "/api/v1/responses", Body::empty()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        get(&app, "responses?team=Noord").await;
        let audited = app.integers("SELECT COUNT(*) FROM audit WHERE action = 'responses' AND subject = 'team=Noord'").await;
        assert_eq!(audited, [1]);
        for path in ["satisfaction", "control-chart", "funnel"] {
            let by_day = format!("/api/v1/{path}?interval=day&from=2026-01-01&to=2026-01-31");
            let answer = app.api_as(&analyst, Method::GET, &by_day, Body::empty()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        }
        let by_day = "/api/v1/difference?a.from=2026-01-02&a.to=2026-01-03&b.from=2026-01-04&b.to=2026-01-05";
        assert_eq!(app.api_as(&analyst, Method::GET, by_day, Body::empty()).await.status, StatusCode::FORBIDDEN);
    }

    async fn an_answer_that_the_client_has_is_not_sent_again(app) {
        two_years(&app).await;
        for path in ["nps", "satisfaction", "funnel", "control-chart", "responses", "difference?a.team=Noord&b.team=Zuid"] {
            let first = app.api(Method::GET, &format!("/api/v1/{path}"), Body::empty()).await;
            let tag = first.header("etag").to_owned();
            assert!(tag.starts_with('"') && tag.len() > 40, "{path}: {tag}");
            assert_eq!(first.header("cache-control"), "no-store");
            let again = with_header(&app, path, "if-none-match", &format!("\"x\", W/{tag}")).await;
            assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""), "{path}");
        }
        let before = app.api(Method::GET, "/api/v1/nps", Body::empty()).await.header("etag").to_owned();
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=9").await;
        let after = with_header(&app, "nps", "if-none-match", &before).await;
        assert_eq!(after.status, StatusCode::OK);
    }

    async fn every_answer_with_figures_comes_as_a_file_too(app) {
        two_years(&app).await;
        for (path, rows, first) in [
            (format!("nps?{RANGE}"), 24, "group,from,to"),
            (format!("satisfaction?{RANGE}"), 48, "group,from,to"),
            (format!("funnel?{RANGE}"), 24, "group,from,to"),
            (format!("control-chart?{RANGE}"), 24, "from,to"),
            ("difference?a.team=Noord&b.team=Zuid".to_owned(), 3, "side,responses"),
            (format!("responses?{RANGE}&limit=10"), 10, "id,reference"),
        ] {
            let answer = with_header(&app, &path, "accept", "text/csv, */*;q=0.1").await;
            assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8", "{path}");
            assert!(answer.body.starts_with(first), "{path}: {}", answer.body);
            let mut reader = csv::Reader::from_reader(answer.body.as_bytes());
            assert_eq!(reader.records().map(Result::unwrap).count(), rows, "{path}");
        }
        let page = with_header(&app, &format!("responses?{RANGE}&limit=10"), "accept", "text/csv").await;
        assert!(page.header("link").starts_with("</api/v1/responses?from=2024-01-01"), "{page:?}");
    }
}
