//! The scoreboard: standings by period, verdicts, and that it says the same whichever way facts arrived.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use chrono::TimeDelta;
use naklank::domain::access::roles::Role;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::insight::import_responses::import_responses;
use naklank::workflow::upkeep::recount::{check_tallies, rebuild_tallies};
use serde_json::{Value, json};

use crate::support::{TestApp, on_both_engines};

async fn board(app: &TestApp, query: &str) -> Value {
    let answer = app.api(Method::GET, &format!("/api/v1/kpis?{query}"), Body::empty()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.json()
}

/// What a KPI says of the whole range.
async fn row(app: &TestApp, query: &str, kpi: &str) -> Value {
    let all = board(app, query).await["kpis"].clone();
    all.as_array().unwrap().iter().find(|row| row["kpi"] == kpi).unwrap().clone()
}

fn standings(row: &Value) -> [u64; 5] {
    let timely = row["numerator"].as_u64().unwrap();
    let count = |name: &str| row[name].as_u64().unwrap();
    [timely, count("late"), count("pending"), count("unknown"), count("not_applicable")]
}

fn complaint(received_at: &str, more: &Value) -> Value {
    let mut all = json!({"status": "open", "received_at": received_at});
    all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    all
}

/// Complaints over the hours of two days, with every kind of fact.
async fn some_complaints(app: &TestApp) {
    for (reference, received_at, more) in [
        ("K-1", "2026-03-02T09:00:00Z", json!({"acknowledged_at": "2026-03-03T09:00:00Z", "team": "Noord"})),
        ("K-2", "2026-03-02T09:00:00Z", json!({"acknowledged_at": "2026-03-03T09:00:01Z", "team": "Noord"})),
        ("K-3", "2026-03-02T09:00:00Z", json!({"acknowledged_at": "never", "team": "Zuid"})),
        ("K-4", "2026-03-18T09:00:00Z", json!({"team": "Zuid"})),
        ("K-5", "2026-03-19T15:00:00Z", json!({"phone_response_required": false})),
        ("K-6", "2026-03-19T09:00:00Z", json!({"status": "closed", "closed_at": "2026-03-19T10:00:00Z"})),
        ("K-7", "2026-03-19T16:00:00Z", json!({"status": "closed", "closed_at": "2026-03-19T17:00:00Z"})),
    ] {
        assert_eq!(app.put(reference, &complaint(received_at, &more)).await.status, StatusCode::CREATED);
    }
}

on_both_engines! {
    async fn complaints_stand_where_their_clocks_say_at_every_moment(app) {
        app.clock.set("2026-03-20T12:00:00Z");
        some_complaints(&app).await;
        // K-4 and K-6 have no time left, K-5 and K-7 have some, all within a day or two.
        assert_eq!(standings(&row(&app, "year=2026", "acknowledgement").await), [1, 3, 2, 1, 0]);
        app.tick().await;
        assert_eq!(standings(&row(&app, "year=2026", "acknowledgement").await), [1, 3, 2, 1, 0], "folded");
        app.advance(TimeDelta::hours(3));
        assert_eq!(standings(&row(&app, "year=2026", "acknowledgement").await), [1, 3, 2, 1, 0], "exactly 24 hours");
        app.advance(TimeDelta::seconds(1));
        assert_eq!(standings(&row(&app, "year=2026", "acknowledgement").await), [1, 4, 1, 1, 0]);
        app.advance(TimeDelta::days(40));
        let all = row(&app, "year=2026", "acknowledgement").await;
        assert_eq!(standings(&all), [1, 4, 0, 2, 0]);
        assert_eq!((&all["value"], &all["denominator"]), (&json!(0.2), &json!(5)));
        assert_eq!((&all["at_least"], &all["at_most"]), (&json!(1.0 / 7.0), &json!(3.0 / 7.0)));
        assert_eq!(standings(&row(&app, "year=2026", "phone_response").await), [0, 4, 0, 2, 1]);
        let of_team = row(&app, "year=2026&team=Noord&team=Zuid&team=", "acknowledgement").await;
        assert_eq!(standings(&of_team), [1, 4, 0, 2, 0], "seven of all teams");
        assert_eq!(standings(&row(&app, "year=2025", "acknowledgement").await), [0, 0, 0, 0, 0]);
        assert_eq!(check_tallies(&app.app).await.unwrap(), []);
    }

    async fn a_running_period_has_a_value_and_no_verdict(app) {
        app.load_policy_values().await;
        app.clock.set("2026-03-20T12:00:00Z");
        some_complaints(&app).await;
        let running = row(&app, "year=2026", "acknowledgement").await;
        assert_eq!((&running["provisional"], &running["verdict"]), (&json!(true), &Value::Null));
        assert_eq!(running["points"].as_array().unwrap().len(), 12);
        assert_eq!(running["norm"]["limit"], "24 hours");
        app.clock.set("2027-01-02T12:00:00Z");
        let over = row(&app, "year=2026", "acknowledgement").await;
        assert_eq!((&over["provisional"], &over["verdict"]), (&json!(false), &json!("not_met")));
        let empty = row(&app, "year=2025", "written_response").await;
        assert_eq!((&empty["value"], &empty["verdict"]), (&Value::Null, &json!("insufficient")));
        assert_eq!(row(&app, "year=2026", "nps").await["verdict"], "no_norm");
        let march = row(&app, "from=2026-03-01&to=2026-03-31&interval=total", "acknowledgement").await;
        assert_eq!(march["value"], march["points"][0]["value"]);
    }

    async fn the_same_facts_in_any_order_give_the_same_board(app) {
        let other = TestApp::start(app.backend).await;
        for one in [&app, &other] {
            one.clock.set("2026-03-20T12:00:00Z");
        }
        some_complaints(&app).await;
        let closed = json!({"status": "closed", "closed_at": "2026-03-18T10:00:00Z", "acknowledged_at": "2026-03-02T10:00:00Z"});
        for (reference, more) in [("K-3", json!({"team": "Oost"})), ("K-1", closed), ("K-3", json!({"acknowledged_at": "never", "team": "Zuid"})), ("K-1", json!({"acknowledged_at": "2026-03-03T09:00:00Z", "team": "Noord"}))] {
            other.put(reference, &complaint("2026-03-02T09:00:00Z", &more)).await;
            other.tick().await;
        }
        some_complaints_again(&other).await;
        for one in [&app, &other] {
            one.clock.set("2026-05-01T12:00:00Z");
            assert_eq!(check_tallies(&one.app).await.unwrap(), []);
        }
        for query in ["year=2026", "year=2026&team=Noord&team=Zuid", "from=2026-03-01&to=2026-03-31&interval=total"] {
            assert_eq!(board(&app, query).await["kpis"], board(&other, query).await["kpis"], "{query}");
        }
        app.execute("UPDATE count_totals SET amount = amount + 1 WHERE measure = 'acknowledgement'").await;
        assert!(check_tallies(&app.app).await.unwrap().iter().all(|one| one.table == "count_totals"));
        rebuild_tallies(&app.app, &Actor::Operator).await.unwrap();
        assert_eq!(board(&app, "year=2026").await["kpis"], board(&other, "year=2026").await["kpis"]);
    }

    async fn complaints_are_held_against_notifications(app) {
        app.load_policy_values().await;
        app.clock.set("2026-04-20T12:00:00Z");
        some_complaints(&app).await;
        let tell = async |month: &str, body: Value| {
            let path = format!("/api/v1/notifications/{month}");
            app.api(Method::PUT, &path, Body::from(body.to_string())).await
        };
        let march = "from=2026-03-01&to=2026-03-31&interval=month";
        assert_eq!(row(&app, march, "complaint_rate").await["value"], Value::Null, "unknown is not zero");
        assert_eq!(tell("2026-03", json!({"count": 500})).await.status, StatusCode::OK);
        let rate = row(&app, march, "complaint_rate").await;
        assert_eq!((&rate["numerator"], &rate["denominator"]), (&json!(7), &json!(500)));
        assert_eq!((&rate["value"], &rate["verdict"]), (&json!(0.014), &json!("not_met")), "1 % from 2021 on");
        assert_eq!(row(&app, "year=2026", "complaint_rate").await["value"], Value::Null, "other months are not known");
        for month in ["2026-01", "2026-02"] {
            tell(month, json!({"count": 250})).await;
        }
        let running = row(&app, "year=2026", "complaint_rate").await;
        assert_eq!((&running["value"], &running["verdict"]), (&json!(0.007), &Value::Null), "of the months that are over");
        assert_eq!(row(&app, &format!("{march}&product=Verkeer"), "complaint_rate").await["denominator"], Value::Null);
        tell("2026-03", json!({"count": 100, "product": "Verkeer"})).await;
        let of_two = format!("{march}&product=Verkeer&product=Wonen");
        assert_eq!(row(&app, &of_two, "complaint_rate").await["denominator"], Value::Null, "one of them was not told");
        let few = tell("2026-03", json!({"count": 3})).await.json();
        assert!(few["warning"].as_str().unwrap().contains("fewer"), "{few}");
        let known = app.api(Method::GET, "/api/v1/notifications/2026-03", Body::empty()).await.json();
        assert_eq!((&known["count"], &known["complaints"]), (&json!(3), &json!(7)));
        for (month, body) in [
            ("2026-05", json!({"count": 5})),
            ("2026-13", json!({"count": 5})),
            ("2026-03", json!({"count": -1})),
            ("2026-03", json!({"count": "many"})),
            ("2026-03", json!({"count": 5, "product": ""})),
            ("2026-03", json!({})),
        ] {
            assert_eq!(tell(month, body.clone()).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{month} {body}");
        }
    }

    async fn every_figure_leads_to_the_complaints_behind_it(app) {
        app.clock.set("2026-05-20T12:00:00Z");
        some_complaints(&app).await;
        let behind = async |query: &str| {
            let path = format!("/api/v1/kpis/{query}");
            app.api(Method::GET, &path, Body::empty()).await
        };
        let march = "from=2026-03-01&to=2026-03-31";
        let acknowledged = row(&app, &format!("{march}&interval=total"), "acknowledgement").await;
        for (standing, count) in ["timely", "late", "pending", "unknown", "not_applicable"].iter().zip(standings(&acknowledged)) {
            let found = behind(&format!("acknowledgement/complaints?standing={standing}&{march}")).await.json();
            assert_eq!(found["complaints"].as_array().unwrap().len() as u64, count, "{standing}");
        }
        let late = behind(&format!("acknowledgement/complaints?standing=late&{march}&team=Zuid")).await.json();
        let references: Vec<&str> =
            late["complaints"].as_array().unwrap().iter().map(|one| one["reference"].as_str().unwrap()).collect();
        assert_eq!((references, &late["next_cursor"]), (vec!["K-3", "K-4"], &Value::Null));
        assert_eq!(behind("speed/complaints?standing=late").await.status, StatusCode::NOT_FOUND);
        for wrong in ["nps/complaints?standing=late", "acknowledgement/complaints", "acknowledgement/complaints?standing=bad", "acknowledgement/complaints?standing=late&cursor=x"] {
            assert_eq!(behind(wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        }
    }

    async fn the_page_says_what_the_api_says(app) {
        app.clock.set("2026-05-20T12:00:00Z");
        some_complaints(&app).await;
        let cookie = app.sign_in_as(Role::PolicyOwner).await;
        let ask = async |path: &str| {
            let request = Request::get(path).header("cookie", &cookie).header("accept-language", "en");
            app.send(request.body(Body::empty()).unwrap()).await
        };
        let page = ask("/kpis?year=2026").await.body;
        let told = row(&app, "year=2026", "acknowledgement").await;
        let overview = page.split("<tbody role=\"rowgroup\">").nth(1).unwrap();
        assert!(overview.contains(&format!("{} / {}", told["numerator"], told["denominator"])), "{overview}");
        let link = page.split("href=\"").find(|rest| rest.starts_with("/kpis/acknowledgement?standing=late")).unwrap();
        let behind = ask(&link.split('"').next().unwrap().replace("&amp;", "&")).await;
        assert_eq!(behind.status, StatusCode::OK);
        assert!(behind.body.contains(">K-2<"), "{}", behind.body);
        assert_eq!(ask("/kpis?year=26").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(ask("/kpis/acknowledgement").await.status, StatusCode::BAD_REQUEST);
    }

    async fn a_small_month_cannot_be_had_from_the_year(app) {
        app.clock.set("2026-06-20T12:00:00Z");
        let mut file = "answered_at,score\n".to_owned();
        for (month, answers) in [("01", 9), ("02", 2), ("03", 6), ("04", 8)] {
            file.push_str(&format!("2026-{month}-10,9\n").repeat(answers));
        }
        import_responses(&app.app, file.as_bytes(), None).await.unwrap();
        let nps = row(&app, "from=2026-01-01&to=2026-04-30", "nps").await;
        let hidden: Vec<&Value> = nps["points"].as_array().unwrap().iter().map(|one| &one["suppressed"]).collect();
        assert_eq!(hidden, [false, true, true, false], "the next smallest month is hidden with it");
        assert_eq!((&nps["denominator"], &nps["suppressed"]), (&json!(25), &json!(false)));
    }

    async fn a_year_is_judged_once_when_all_is_known_and_stays_so(app) {
        app.clock.set("2026-11-20T12:00:00Z");
        app.load_policy_values().await;
        let told = |acknowledged_at: Value| complaint("2026-03-02T09:00:00Z", &json!({"acknowledged_at": acknowledged_at}));
        app.put("K-1", &told(json!("2026-03-02T10:00:00Z"))).await;
        app.put("K-2", &json!({"status": "closed", "received_at": "2026-03-02T09:00:00Z", "closed_at": "2026-03-03T09:00:00Z"})).await;
        app.put("K-0", &complaint("2025-03-02T09:00:00Z", &json!({"acknowledged_at": "2025-03-02T10:00:00Z"}))).await;
        assert_eq!(app.tick().await.verdicts, 0);
        app.clock.set("2027-01-05T12:00:00Z");
        assert_eq!(app.tick().await.verdicts, 0, "of K-2 it is not known, and it may still be told");
        let year = async || row(&app, "year=2026", "acknowledgement").await;
        assert_eq!((&year().await["verdict"], &year().await["judged_at"]), (&json!("undecided"), &Value::Null));
        app.put("K-2", &json!({"status": "closed", "received_at": "2026-03-02T09:00:00Z", "closed_at": "2026-03-03T09:00:00Z",
            "acknowledged_at": "2026-03-02T11:00:00Z"})).await;
        assert_eq!(app.tick().await.verdicts, 1, "the other KPIs have unknown ones");
        let judged = year().await;
        assert_eq!((&judged["verdict"], &judged["judged_at"]), (&json!("met"), &json!("2027-01-05T12:00:00Z")));
        app.put("K-1", &told(json!("2026-03-09T10:00:00Z"))).await;
        let later = year().await;
        assert_eq!((&later["value"], &later["verdict"]), (&json!(0.5), &json!("met")), "the verdict stays");
        assert_eq!(row(&app, "year=2025", "acknowledgement").await["judged_at"], Value::Null, "over before its norm was adopted");
        app.clock.set("2027-03-31T12:00:00Z");
        app.tick().await;
        assert_eq!(row(&app, "year=2026", "phone_response").await["verdict"], "not_met", "K-1 was never called; at the deadline");
        assert_eq!(row(&app, "year=2026", "complaint_rate").await["judged_at"], Value::Null, "without notifications there is nothing to judge");
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        let page = app.get_as(&owner, "/kpis?year=2026").await;
        assert!(page.body.contains("official since 5 January 2027"), "{}", page.body);
    }

    async fn the_board_of_a_moment_of_the_past_is_what_it_was_then(app) {
        app.clock.set("2026-03-20T12:00:00Z");
        app.load_policy_values().await;
        some_complaints(&app).await;
        let path = "/api/v1/kpis?year=2026";
        let then = app.api(Method::GET, path, Body::empty()).await.json();
        app.clock.set("2026-06-20T12:00:00Z");
        // What happened afterwards, and a complaint that came afterwards.
        app.put("K-4", &complaint("2026-03-18T09:00:00Z", &json!({"team": "Zuid", "acknowledged_at": "2026-03-25T09:00:00Z",
            "status": "closed", "closed_at": "2026-04-01T09:00:00Z"}))).await;
        app.put("K-8", &complaint("2026-05-01T09:00:00Z", &json!({"acknowledged_at": "2026-05-01T10:00:00Z"}))).await;
        let link = app.invite_with("K-9", json!({"received_at": "2026-05-02T09:00:00Z"})).await;
        app.post_form(&link, "score=9").await;
        assert_eq!(standings(&row(&app, "year=2026", "acknowledgement").await), [2, 4, 0, 3, 0], "K-4 late, K-8, and K-9 not told");
        let again = app.api(Method::GET, &format!("{path}&as_of=2026-03-20T12:00:00Z"), Body::empty()).await.json();
        assert_eq!(again, then);
        let of_team = format!("{path}&as_of=2026-03-20T12:00:00Z&team=Noord");
        let noord = app.api(Method::GET, &of_team, Body::empty()).await.json();
        assert_eq!(noord["kpis"][0]["suppressed"], true, "two complaints");
        let future = app.api(Method::GET, &format!("{path}&as_of=2027-01-01T00:00:00Z"), Body::empty()).await;
        assert_eq!(future.wrong_fields(), ["as_of"]);
        let analyst = app.sign_in_as(Role::Analyst).await;
        let page = app.get_as(&analyst, "/kpis?year=2026&as_of=2026-03-20T12:00:00Z").await;
        assert!(page.body.contains("As it stood on"), "{}", page.body);
    }

    async fn who_calls_in_the_last_tenth_of_the_time_is_counted_apart_and_in_time(app) {
        app.clock.set("2026-03-20T12:00:00Z");
        for (reference, called_at) in [
            ("K-1", "2026-03-04T04:12:00Z"), // 43:12, nine tenths of 48 hours
            ("K-2", "2026-03-04T04:12:01Z"),
            ("K-3", "2026-03-04T09:00:00Z"),
            ("K-4", "2026-03-04T09:00:01Z"), // late
        ] {
            app.put(reference, &complaint("2026-03-02T09:00:00Z", &json!({"phone_response_at": called_at}))).await;
        }
        let calls = row(&app, "year=2026", "phone_response").await;
        assert_eq!((standings(&calls), &calls["timely_at_last"]), ([3, 1, 0, 0, 0], &json!(2)));
        assert_eq!(check_tallies(&app.app).await.unwrap(), []);
    }

    async fn of_a_part_of_the_organisation_small_cells_are_hidden_and_what_would_tell_them(app) {
        app.clock.set("2026-06-20T12:00:00Z");
        // Of Noord six in March, two in April and seven in May; of Zuid three.
        for (month, team, number) in [(3, "Noord", 6), (4, "Noord", 2), (5, "Noord", 7), (5, "Zuid", 3)] {
            for place in 1..=number {
                let received_at = format!("2026-{month:02}-{place:02}T09:00:00Z");
                let more = json!({"team": team, "acknowledged_at": received_at, "acknowledged_by": "automatic"});
                app.put(&format!("K-{month}-{team}-{place}"), &complaint(&received_at, &more)).await;
            }
        }
        let whole = row(&app, "from=2026-03-01&to=2026-05-31", "acknowledgement").await;
        let shown = |row: &Value| -> Vec<Value> {
            row["points"].as_array().unwrap().iter().map(|point| point["numerator"].clone()).collect()
        };
        assert_eq!(shown(&whole), [6, 2, 10], "of the organisation as a whole nothing is hidden");
        let noord = row(&app, "from=2026-03-01&to=2026-05-31&team=Noord", "acknowledgement").await;
        assert_eq!(shown(&noord), [Value::Null, Value::Null, json!(7)], "April, and March since the three are shown together");
        assert_eq!(noord["numerator"], 15);
        let april = &noord["points"][1];
        assert_eq!((&april["suppressed"], &april["value"], &april["late"], &april["verdict"]), (&json!(true), &Value::Null, &Value::Null, &Value::Null));
        let zuid = row(&app, "from=2026-03-01&to=2026-05-31&team=Zuid", "complaint_rate").await;
        assert_eq!((&zuid["suppressed"], &zuid["numerator"]), (&json!(true), &Value::Null));
        let analyst = app.sign_in_as(Role::Analyst).await;
        let page = app.get_as(&analyst, "/kpis?from=2026-03-01&to=2026-05-31&team=Zuid").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.body.contains("standing=timely"), "{}", page.body);
        assert!(!page.body.contains("automatic message"), "{}", page.body);
        assert!(page.body.contains("counted by product only"), "{}", page.body);
    }

    async fn the_board_is_a_file_too(app) {
        app.clock.set("2026-04-20T12:00:00Z");
        some_complaints(&app).await;
        let told = row(&app, "year=2026", "acknowledgement").await;
        let asked = Request::builder()
            .uri("/api/v1/kpis?year=2026")
            .header("authorization", format!("Bearer {}", app.key))
            .header("accept", "text/csv");
        let file = app.send(asked.body(Body::empty()).unwrap()).await.body;
        let lines: Vec<&str> = file.lines().collect();
        assert_eq!(lines.len(), 1 + 6 * 12);
        assert!(lines[0].starts_with("kpi,unit,from,to,value,at_least"), "{}", lines[0]);
        let march = lines.iter().find(|line| line.starts_with("acknowledgement,share,2026-03-01")).unwrap();
        let value: f64 = march.split(',').nth(4).unwrap().parse().unwrap();
        assert_eq!(json!(value), told["points"][2]["value"]);
    }
}

/// The same complaints, whichever of them are known already.
async fn some_complaints_again(app: &TestApp) {
    for (reference, received_at, more) in [
        ("K-7", "2026-03-19T16:00:00Z", json!({"status": "closed", "closed_at": "2026-03-19T17:00:00Z"})),
        ("K-2", "2026-03-02T09:00:00Z", json!({"acknowledged_at": "2026-03-03T09:00:01Z", "team": "Noord"})),
        ("K-6", "2026-03-19T09:00:00Z", json!({"status": "closed", "closed_at": "2026-03-19T10:00:00Z"})),
        ("K-4", "2026-03-18T09:00:00Z", json!({"team": "Zuid"})),
        ("K-5", "2026-03-19T15:00:00Z", json!({"phone_response_required": false})),
    ] {
        app.put(reference, &complaint(received_at, &more)).await;
    }
}
