//! The figures behind an effect, each worked out by hand, and the days that count.

use naklank::domain::learning::improvement::Plan;
use naklank::statistics::normal::Confidence;
use naklank::statistics::proportion::{Part, difference_of_shares};
use naklank::workflow::access::audit::Actor;
use naklank::workflow::learning::causes::acts::{Named, merge_causes, rename_cause};
use serde_json::{Value, json};

use super::{answered, effect_of, register, with_answers_after, with_answers_before};
use crate::support::{Backend, TestApp, on_both_engines};

fn close_to(found: &Value, expected: f64) -> bool {
    found.as_f64().is_some_and(|found| (found - expected).abs() < 1e-7)
}

/// The effect is the difference of these shares in percentage points, and the cells hold them.
fn assert_is_difference(found: &Value, after: (u64, u64), before: (u64, u64)) {
    let part = |(some, all): (u64, u64)| Part { some, all };
    let expected = difference_of_shares(part(after), part(before), Confidence::P95).unwrap();
    for (name, share) in [("effect", expected.difference), ("low", expected.low), ("high", expected.high)] {
        assert!(close_to(&found[name], 100.0 * share), "{name}: {found}");
    }
    for (name, (some, all)) in [("after", after), ("before", before)] {
        assert_eq!(found[name]["n"], all, "{name}: {found}");
        assert!(close_to(&found[name]["value"], 100.0 * some as f64 / all as f64), "{name}: {found}");
    }
    assert_eq!((&found["rest_after"], &found["rest_before"]), (&Value::Null, &Value::Null));
}

/// Answers with a rating of how quick it was, given and closed on a day.
async fn rated(app: &TestApp, day: &str, ratings: &[(u32, usize)]) {
    let rows: Vec<String> =
        ratings.iter().map(|(rating, times)| format!("{day},8,{rating}\n").repeat(*times)).collect();
    let file = format!("answered_at,score,speed\n{}", rows.concat());
    naklank::workflow::insight::import_responses::import_responses(&app.app, file.as_bytes(), None)
        .await
        .unwrap();
}

/// Two causes, of which one was merged into the other.
async fn with_causes(app: &TestApp) {
    let [causes, names] = match app.backend {
        Backend::Sqlite => [
            "INSERT INTO causes (id, name, merged_into, made_at, made_by) VALUES
                (X'01890a5dac96774bbcceb302099a8057', 'Wachttijd', NULL, '2026-03-01T00:00:00.000000Z', 'test'),
                (X'01890a5dac96774bbcceb302099a8058', 'Traagheid', X'01890a5dac96774bbcceb302099a8057',
                    '2026-03-01T00:00:00.000000Z', 'test')",
            "INSERT INTO cause_names (name, cause_id, since)
                SELECT name, id, '2026-03-01T00:00:00.000000Z' FROM causes",
        ],
        Backend::Postgres => [
            "INSERT INTO causes (id, name, merged_into, made_at, made_by) VALUES
                ('01890a5d-ac96-774b-bcce-b302099a8057', 'Wachttijd', NULL, '2026-03-01T00:00:00Z', 'test'),
                ('01890a5d-ac96-774b-bcce-b302099a8058', 'Traagheid', '01890a5d-ac96-774b-bcce-b302099a8057',
                    '2026-03-01T00:00:00Z', 'test')",
            "INSERT INTO cause_names (name, cause_id, since)
                SELECT name, id, CAST('2026-03-01T00:00:00Z' AS TIMESTAMPTZ) FROM causes",
        ],
    };
    app.execute(causes).await;
    app.execute(names).await;
}

/// A complaint that was received on a day at nine, acknowledged within an hour or after three days, and closed.
async fn complained(app: &TestApp, reference: &str, day: &str, cause: Option<&str>, is_timely: bool) {
    let acknowledged =
        if is_timely { format!("{day}T10:00:00Z") } else { format!("{}13T10:00:00Z", &day[..8]) };
    let told = json!({
        "status": "closed", "received_at": format!("{day}T09:00:00Z"), "closed_at": format!("{}20T09:00:00Z", &day[..8]),
        "team": "Noord", "acknowledged_at": acknowledged, "causes": cause.map(|cause| [cause]),
    });
    let answer = app.put(reference, &told).await;
    assert!(answer.status.is_success(), "{answer:?}");
}

on_both_engines! {
    async fn the_effect_is_the_change_less_that_of_the_rest(app) {
        with_answers_before(&app).await;
        // The month that was the reason, which is left out, and the settling time, which does not count yet.
        answered(&app, "2026-02-10", "Noord", [0, 0, 30]).await;
        let id = register(&app, json!({"reason_months": ["2026-02"], "settling_days": 14})).await;
        app.clock.set("2026-06-15T10:00:00Z");
        answered(&app, "2026-04-20", "Noord", [0, 0, 20]).await;
        answered(&app, "2026-05-20", "Noord", [129, 46, 25]).await;
        answered(&app, "2026-05-20", "Zuid", [20, 13, 7]).await;
        // June is not complete.
        answered(&app, "2026-06-02", "Noord", [0, 0, 40]).await;
        let found = effect_of(&app, id).await;
        // The second case of the vectors.
        assert!(close_to(&found["effect"], 88.5), "{found}");
        assert!(close_to(&found["low"], 49.038_739_346_343_895) && close_to(&found["high"], 125.803_098_695_235_12), "{found}");
        for (cell, value, n) in [
            ("after", 52.0, 200),
            ("before", -40.0, 40),
            ("rest_after", 32.5, 40),
            ("rest_before", 29.0, 100),
        ] {
            assert!(close_to(&found[cell]["value"], value) && found[cell]["n"] == n, "{cell}: {found}");
        }
        assert_eq!((&found["verdict"], &found["suppressed"]), (&json!("works"), &json!(false)));
        assert_eq!(found["days_after"], json!({"from": "2026-05-01", "to": "2026-05-31"}));
        let months = found["months_before"].as_array().unwrap();
        assert_eq!((months.len(), &months[0]["from"], &months[10]["from"]), (11, &json!("2025-04-01"), &json!("2026-03-01")));
        assert_eq!((&found["more_needed"], &found["expected_on"], &found["judged"]), (&json!(0), &Value::Null, &json!(true)));
        assert_eq!((&found["overlaps"], &found["rest_overlaps"]), (&json!([]), &json!([])));
    }

    async fn two_that_start_a_day_apart_tell_no_day(app) {
        with_answers_before(&app).await;
        let first = register(&app, json!({"starts_on": "2026-04-10"})).await;
        let second = register(&app, json!({"starts_on": "2026-04-11"})).await;
        app.clock.set("2026-06-15T10:00:00Z");
        answered(&app, "2026-04-10", "Noord", [1, 0, 1]).await;
        answered(&app, "2026-05-20", "Noord", [129, 46, 25]).await;
        answered(&app, "2026-05-20", "Zuid", [20, 13, 7]).await;
        let found = effect_of(&app, first).await;
        assert_eq!(found["days_after"], json!({"from": "2026-05-01", "to": "2026-05-31"}));
        for field in ["after", "before", "rest_after", "rest_before", "days_after", "effect"] {
            assert_eq!(effect_of(&app, second).await[field], found[field], "{field}");
        }
    }

    async fn two_that_differ_by_a_small_month_tell_nothing_of_it(app) {
        with_answers_before(&app).await;
        answered(&app, "2026-02-10", "Noord", [0, 1, 2]).await;
        answered(&app, "2026-02-10", "Zuid", [5, 5, 5]).await;
        let with = register(&app, json!({})).await;
        let without = register(&app, json!({"reason_months": ["2026-02"]})).await;
        with_answers_after(&app).await;
        for id in [with, without] {
            let found = effect_of(&app, id).await;
            assert_eq!((&found["suppressed"], &found["verdict"]), (&json!(true), &json!("cannot_be_told_yet")));
            for hidden in ["effect", "low", "high", "before", "rest_before", "more_needed", "expected_on"] {
                assert_eq!(found[hidden], Value::Null, "{hidden}: {found}");
            }
            assert_eq!(found["after"]["n"], 200);
        }
    }

    async fn what_may_not_be_told_hides_what_it_could_be_computed_from(app) {
        with_answers_before(&app).await;
        let id = register(&app, json!({})).await;
        app.clock.set("2026-06-15T10:00:00Z");
        answered(&app, "2026-04-20", "Noord", [1, 1, 1]).await;
        answered(&app, "2026-04-20", "Zuid", [20, 13, 7]).await;
        let found = effect_of(&app, id).await;
        assert_eq!((&found["suppressed"], &found["verdict"]), (&json!(true), &json!("cannot_be_told_yet")));
        for hidden in ["effect", "low", "high", "after", "rest_after", "more_needed"] {
            assert_eq!(found[hidden], Value::Null, "{hidden}: {found}");
        }
        assert_eq!(found["before"]["n"], 40);
    }

    async fn an_item_is_judged_by_those_who_are_satisfied_with_it(app) {
        with_answers_before(&app).await;
        let id = register(&app, json!({"concerns": {}, "target": "item", "target_name": "speed"})).await;
        rated(&app, "2025-06-11", &[(4, 40), (5, 20), (3, 30), (1, 10)]).await;
        app.clock.set("2026-06-15T10:00:00Z");
        rated(&app, "2026-04-20", &[(5, 45), (2, 5)]).await;
        let found = effect_of(&app, id).await;
        assert_is_difference(&found, (45, 50), (60, 100));
        assert_eq!(found["verdict"], "works");
    }

    async fn a_cause_becomes_less_and_a_clock_runs_better(app) {
        with_answers_before(&app).await;
        with_causes(&app).await;
        let more = json!({"concerns": {}, "target": "cause", "target_name": "Wachttijd"});
        let cause = register(&app, more).await;
        let kpi = register(&app, json!({"concerns": {}, "target": "kpi:acknowledgement"})).await;
        for number in 0..20 {
            // Another name of the cause counts; small letters make another name.
            let cause = [Some("Wachttijd"), Some("Traagheid"), Some("wachttijd"), None][number / 5];
            complained(&app, &format!("B-{number}"), "2025-06-10", cause, number % 2 == 0).await;
        }
        app.clock.set("2026-06-15T10:00:00Z");
        for number in 0..20 {
            let cause = Some("Wachttijd").filter(|_| number < 2);
            complained(&app, &format!("A-{number}"), "2026-04-10", cause, number < 18).await;
        }
        // Of an open complaint the causes are not all known; its clock counts.
        let open = json!({
            "status": "open", "received_at": "2026-04-10T09:00:00Z", "acknowledged_at": "2026-04-10T10:00:00Z",
            "causes": ["Wachttijd"],
        });
        app.put("A-20", &open).await;
        let found = effect_of(&app, cause).await;
        assert_is_difference(&found, (2, 20), (10, 20));
        assert_eq!(found["verdict"], "works", "fewer is better");
        let found = effect_of(&app, kpi).await;
        assert_is_difference(&found, (19, 21), (10, 20));
        assert_eq!(found["verdict"], "works");
        app.tick().await;
        assert_is_difference(&effect_of(&app, kpi).await, (19, 21), (10, 20));
    }

    async fn the_causes_of_a_month_are_those_of_the_complaints_closed_in_it(app) {
        with_answers_before(&app).await;
        for number in 0..10 {
            complained(&app, &format!("B-{number}"), "2025-06-10", Some("Wachttijd").filter(|_| number < 5), true).await;
        }
        let id = register(&app, json!({"concerns": {}, "target": "cause:Wachttijd"})).await;
        app.clock.set("2026-06-15T10:00:00Z");
        // Those that took long have the cause; received before the start, they are closed after it.
        for (numbers, received, closed) in [(0..6, "2026-01-10", "2026-04-20"), (6..14, "2026-04-10", "2026-06-10")] {
            for number in numbers {
                let told = json!({
                    "status": "closed", "received_at": format!("{received}T09:00:00Z"), "closed_at": format!("{closed}T09:00:00Z"),
                    "causes": ["Wachttijd"],
                });
                app.put(&format!("L-{number}"), &told).await;
            }
        }
        for number in 0..6 {
            complained(&app, &format!("A-{number}"), "2026-05-10", None, true).await;
        }
        assert_is_difference(&effect_of(&app, id).await, (6, 12), (5, 10));
    }

    async fn a_merge_after_the_start_changes_nothing_and_a_new_name_of_the_cause_counts(app) {
        with_answers_before(&app).await;
        for number in 0..20 {
            let cause = if number < 10 { "Wachttijd" } else { "Traag" };
            complained(&app, &format!("B-{number}"), "2025-06-10", Some(cause), true).await;
        }
        let id = register(&app, json!({"concerns": {}, "target": "cause:Wachttijd"})).await;
        app.clock.set("2026-06-15T10:00:00Z");
        for number in 0..20 {
            let cause = if number < 5 { "Wachttijd" } else { "Traag" };
            complained(&app, &format!("A-{number}"), "2026-04-10", Some(cause), true).await;
        }
        assert_is_difference(&effect_of(&app, id).await, (5, 20), (10, 20));
        let operator = Actor::Operator;
        merge_causes(&app.app, &operator, Named::ByAny("Traag"), Named::ByAny("Wachttijd")).await.unwrap();
        assert_is_difference(&effect_of(&app, id).await, (5, 20), (10, 20));
        rename_cause(&app.app, &operator, Named::ByAny("Wachttijd"), "Lange duur").await.unwrap();
        for number in 20..25 {
            complained(&app, &format!("A-{number}"), "2026-04-10", Some("Lange duur"), true).await;
        }
        assert_is_difference(&effect_of(&app, id).await, (10, 25), (10, 20));
    }

    async fn a_part_of_the_complaints_is_held_against_the_rest(app) {
        with_answers_before(&app).await;
        for number in 0..10 {
            complained(&app, &format!("B-{number}"), "2025-06-10", Some("Wachttijd"), true).await;
        }
        // A name that complaints were told with is a cause, also where no one managed it.
        let more = json!({"target": "cause:Wachttijd", "reason_causes": ["Wachttijd"], "concerns": {"team": ["Noord"]}});
        let id = register(&app, more).await;
        app.clock.set("2026-06-15T10:00:00Z");
        for number in 0..10 {
            complained(&app, &format!("A-{number}"), "2026-04-10", None, true).await;
        }
        for (reference, day, cause) in [("BZ", "2025-06", "Wachttijd"), ("AZ", "2026-04", "Wachttijd")] {
            for number in 0..8 {
                let told = json!({
                    "status": "closed", "received_at": format!("{day}-10T09:00:00Z"), "closed_at": format!("{day}-20T09:00:00Z"),
                    "team": "Zuid", "causes": if number < 4 { Some([cause]) } else { None },
                });
                app.put(&format!("{reference}-{number}"), &told).await;
            }
        }
        let found = effect_of(&app, id).await;
        for (cell, value, n) in
            [("after", 0.0, 10), ("before", 100.0, 10), ("rest_after", 50.0, 8), ("rest_before", 50.0, 8)]
        {
            assert!(close_to(&found[cell]["value"], value) && found[cell]["n"] == n, "{cell}: {found}");
        }
        assert!(close_to(&found["effect"], -100.0), "{found}");
    }

    async fn days_whose_links_can_still_be_answered_do_not_count_yet(app) {
        with_answers_before(&app).await;
        let id = register(&app, json!({})).await;
        app.clock.set("2026-05-11T08:00:00Z");
        answered(&app, "2026-04-20", "Noord", [129, 46, 25]).await;
        app.invite("K-1").await;
        app.clock.set("2026-06-05T10:00:00Z");
        let found = effect_of(&app, id).await;
        assert_eq!(found["days_after"], json!({"from": "2026-04-01", "to": "2026-04-30"}), "11 May waits");
        app.clock.set("2026-06-20T10:00:00Z");
        app.tick().await;
        assert_eq!(effect_of(&app, id).await["days_after"]["to"], "2026-05-31", "the link has ended");
    }

    async fn a_month_before_whose_links_can_still_be_answered_holds_up_all_after_it(app) {
        with_answers_before(&app).await;
        let id = register(&app, json!({})).await;
        app.clock.set("2026-03-31T08:00:00Z");
        app.invite("K-1").await;
        with_answers_after(&app).await;
        assert_eq!(effect_of(&app, id).await["days_after"], Value::Null);
    }

    async fn others_for_the_same_people_at_the_same_time_are_named(app) {
        with_answers_before(&app).await;
        let noord = register(&app, json!({"title": "Noord"})).await;
        let all = register(&app, json!({"title": "Iedereen", "concerns": {}, "starts_on": "2026-06-01"})).await;
        let zuid = register(&app, json!({"title": "Zuid", "concerns": {"team": ["Zuid"]}})).await;
        let gone = register(&app, json!({"title": "Weg", "gap": 9})).await;
        naklank::workflow::learning::improvements::withdraw_improvement(&app.app, &super::owner(), gone).await.unwrap();
        let named = |found: &Value| {
            let mut titles: Vec<String> =
                found["overlaps"].as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap().to_owned()).collect();
            titles.sort();
            titles
        };
        assert_eq!(named(&effect_of(&app, noord).await), Vec::<String>::new(), "none began yet");
        app.clock.set("2026-06-02T08:00:00Z");
        assert_eq!(named(&effect_of(&app, noord).await), ["Iedereen"]);
        assert_eq!(named(&effect_of(&app, zuid).await), ["Iedereen"]);
        assert_eq!(named(&effect_of(&app, all).await), ["Noord", "Zuid"]);
        with_answers_after(&app).await;
        super::close_improvement(&app.app, &super::owner(), noord).await.unwrap();
        assert_eq!(named(&effect_of(&app, all).await), ["Noord", "Zuid"], "whatever its end");
        assert_eq!(named(&effect_of(&app, noord).await), Vec::<String>::new(), "judged by April alone");
    }

    async fn those_for_the_rest_and_those_of_the_year_before_are_named_too(app) {
        with_answers_before(&app).await;
        let noord = register(&app, json!({"title": "Noord"})).await;
        register(&app, json!({"title": "Zuid", "concerns": {"team": ["Zuid"]}})).await;
        let plan = super::known(&app, noord).await.plan;
        for (title, starts_on) in [("Vorig jaar", "2025-04-01"), ("Eerder", "2025-03-31")] {
            let plan = Plan { title: title.to_owned(), starts_on: starts_on.parse().unwrap(), ..plan.clone() };
            let at = "2025-03-01T10:00:00Z".parse().unwrap();
            super::register_earlier(&app.app, &Actor::Operator, &plan, at).await.unwrap();
        }
        app.clock.set("2026-04-02T08:00:00Z");
        let found = effect_of(&app, noord).await;
        let titles = |list: &str| {
            let all = found[list].as_array().unwrap().iter();
            all.map(|one| one["title"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(titles("overlaps"), ["Vorig jaar"], "the other was there before and after alike");
        assert_eq!(titles("rest_overlaps"), ["Zuid"]);
    }

    async fn what_is_not_there_is_not_found(app) {
        for id in ["01890a5d-ac96-774b-bcce-b302099a8057", "none"] {
            let path = format!("/api/v1/improvements/{id}/effect");
            let answer = app.api(axum::http::Method::GET, &path, axum::body::Body::empty()).await;
            assert_eq!(answer.status, axum::http::StatusCode::NOT_FOUND, "{answer:?}");
        }
    }
}
