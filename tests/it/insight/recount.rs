//! All figures are sums of the same counts: groups, months and funnel add up, and the tallies equal a recount.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::Method;
use chrono::{NaiveDate, TimeDelta};
use naklank::domain::complaints::segment::Dimension;
use naklank::domain::insight::query::{Basis, Filters, NpsQuery, Reader};
use naklank::domain::time::period::{DateRange, Granularity};
use naklank::statistics::normal::Confidence;
use naklank::storage::asking::invitations;
use naklank::storage::complaints;
use naklank::storage::insight::tallies;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::demo::history::fill_history;
use naklank::workflow::insight::import_responses::import_responses;
use naklank::workflow::upkeep::recount::{check_tallies, rebuild_tallies};
use serde_json::{Value, json};

use crate::support::{TestApp, closed_complaint, on_both_engines};

async fn get(app: &TestApp, path: &str) -> Value {
    app.api(Method::GET, &format!("/api/v1/{path}"), Body::empty()).await.json()
}

/// The sum of a field over all points of all groups.
fn sum(answer: &Value, field: &str) -> u64 {
    let groups = answer["groups"].as_array().unwrap().iter();
    let points = groups.flat_map(|group| group["points"].as_array().unwrap());
    points.map(|point| point[field].as_u64().unwrap_or(0)).sum()
}

/// A query that takes some months as one period.
fn whole(from: &str, to: &str) -> NpsQuery {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    NpsQuery {
        reader: Reader::default(),
        range: DateRange::new(day(from), day(to)).unwrap(),
        interval: Granularity::Total,
        basis: Basis::Closed,
        group_by: None,
        filters: Filters::new(),
        rolling: 1,
        confidence: Confidence::default(),
    }
}

/// Takes closures through every event that can happen to them.
async fn live_through_everything(app: &TestApp) {
    let team = |team: &str| json!({"team": team, "channel": "web"});
    let plain = app.invite_with("K-0", team("Noord")).await;
    app.post_form(&plain, "score=9&empathy=5").await;
    let followed_up = app.invite_with("K-1", team("Zuid")).await;
    app.post_form(&followed_up, "score=2&contact_me=on").await;
    let pressed = app.invite_with("K-2", team("Noord")).await;
    for score in ["3", "5", "8"] {
        app.post_form(&pressed, &format!("score={score}&speed=4")).await;
    }
    let changed = app.invite_with("K-3", team("Zuid")).await;
    app.post_form(&changed, "score=7&empathy=2&speed=3").await;
    let page = app.get(&format!("{changed}?edit=1")).await.body;
    let revises =
        page.split("name=\"revises\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    app.post_form(&changed, &format!("score=10&empathy=4&revises={revises}")).await;
    app.invite_with("K-4", team("Noord")).await;
    app.put("K-4", &json!({"status": "open", "received_at": "2026-03-02T09:15:00Z"})).await;
    let withheld = json!({"status": "closed", "received_at": "2026-03-02T09:15:00Z", "closed_at": "2026-03-20T14:00:00Z"});
    app.put("K-20", &withheld).await;
    app.put("K-21", &closed_complaint("2026-03-21T10:00:00Z")).await;
    import_responses(
        &app.app,
        b"answered_at,score,team,empathy\n2026-03-05,4,Noord,1\n2026-03-06,9,,\n",
        None,
    )
    .await
    .unwrap();
}

/// Advances the clock until nothing more can happen to a closure.
async fn wait_for_the_end(app: &TestApp) {
    app.advance(TimeDelta::days(40));
    app.tick().await;
}

on_both_engines! {
    async fn the_tallies_equal_a_recount_after_all_that_can_happen(app) {
        live_through_everything(&app).await;
        wait_for_the_end(&app).await;
        assert_eq!(check_tallies(&app.app).await.unwrap(), []);
        let before = get(&app, "nps?interval=total&from=2026-03-01&to=2026-05-31&group_by=team").await;
        app.execute("UPDATE tally_totals SET s9 = s9 + 1 WHERE basis = 'closed'").await;
        let found = check_tallies(&app.app).await.unwrap();
        app.execute("UPDATE tally_marginals SET value = 'West' WHERE dimension = 'team' AND value = 'Zuid'").await;
        let moved = check_tallies(&app.app).await.unwrap();
        assert!(moved.iter().any(|one| one.key == "team=West"), "a response under another team: {moved:?}");
        assert!(!found.is_empty() && found.iter().all(|one| one.table == "tally_totals"), "{found:?}");
        rebuild_tallies(&app.app, &Actor::Operator).await.unwrap();
        assert_eq!(check_tallies(&app.app).await.unwrap(), []);
        app.execute("UPDATE count_cells SET amount = amount + 1 WHERE measure = 'ended'").await;
        let found = check_tallies(&app.app).await.unwrap();
        assert!(!found.is_empty() && found.iter().all(|one| one.table == "count_cells"), "{found:?}");
        rebuild_tallies(&app.app, &Actor::Operator).await.unwrap();
        assert_eq!(check_tallies(&app.app).await.unwrap(), []);
        assert_eq!(get(&app, "nps?interval=total&from=2026-03-01&to=2026-05-31&group_by=team").await, before);
    }

    async fn months_are_summed_anew_after_a_fold_that_did_not_keep_them(app) {
        live_through_everything(&app).await;
        wait_for_the_end(&app).await;
        let question = "nps?interval=total&from=2026-03-01&to=2026-05-31&group_by=team";
        let before = get(&app, question).await;
        app.execute("UPDATE tally_totals_by_month SET s9 = s9 + 1 WHERE basis = 'closed'").await;
        let found = check_tallies(&app.app).await.unwrap();
        assert!(!found.is_empty() && found.iter().all(|one| one.table == "tally_totals_by_month"), "{found:?}");
        app.execute("DELETE FROM tally_totals_by_month").await;
        app.execute("DELETE FROM tally_marginals_by_month").await;
        app.execute("DELETE FROM tally_cells_by_month").await;
        assert_ne!(get(&app, question).await, before, "whole months are read from these tables");
        app.execute("UPDATE installation SET value = '' WHERE name = 'tally_fold'").await;
        app.tick().await;
        assert_eq!(check_tallies(&app.app).await.unwrap(), []);
        assert_eq!(get(&app, question).await, before);
    }

    async fn ratings_and_reminders_count_before_and_after_they_are_folded(app) {
        live_through_everything(&app).await;
        wait_for_the_end(&app).await;
        wait_for_the_end(&app).await;
        let reminded = app.invite_with("K-30", json!({"team": "Noord", "channel": "web"})).await;
        app.execute("UPDATE invitations SET reminders = 1 WHERE state = 'sent'").await;
        app.post_form(&reminded, "score=6&empathy=3").await;
        let questions = [
            "satisfaction?interval=total",
            "satisfaction?interval=total&basis=answered",
            "satisfaction?interval=month&team=Noord",
            "satisfaction?interval=total&group_by=team",
            "satisfaction?interval=total&group_by=team&channel=web",
        ];
        let query = whole("2026-03-01", "2026-12-31");
        let mut answers = Vec::new();
        for is_folded in [false, true] {
            if is_folded {
                app.tick().await;
            }
            let mut tx = app.app.db.read().await.unwrap();
            assert_eq!(tallies::has_unfolded(&mut tx).await.unwrap(), !is_folded);
            let rated = tallies::scores_by_rating(&mut tx, &query).await.unwrap();
            let reminders = tallies::scores_by_reminders(&mut tx, &query).await.unwrap();
            drop(tx);
            let mut told = Vec::new();
            for question in questions {
                told.push(get(&app, &format!("{question}&from=2026-03-01&to=2026-12-31")).await);
            }
            answers.push((rated, reminders, told));
        }
        let (rated, reminders, _) = &answers[0];
        let mut rated: Vec<(&str, u8, u8, u64)> = rated
            .iter()
            .map(|one| (one.item.name(), one.rating.value(), one.score.value(), one.times))
            .collect();
        rated.sort_unstable();
        assert_eq!(
            rated,
            [("empathy", 1, 4, 1), ("empathy", 3, 6, 1), ("empathy", 4, 10, 1), ("empathy", 5, 9, 1)],
            "neither what was held back nor what was changed counts",
        );
        let by_reminders: Vec<(u64, u64)> =
            reminders.iter().map(|(times, tally)| (*times, tally.responses())).collect();
        assert_eq!(by_reminders, [(0, 3), (1, 1)], "imported answers had none");
        assert_eq!(answers[0], answers[1]);
        assert_eq!(check_tallies(&app.app).await.unwrap(), []);
    }

    async fn endings_that_are_taken_back_leave_the_funnel(app) {
        let mut links = Vec::new();
        for reference in ["K-1", "K-2", "K-3"] {
            links.push(app.invite_with(reference, json!({"team": "Noord", "channel": "web"})).await);
        }
        let mut tx = app.app.db.write().await.unwrap();
        let mut ids = Vec::new();
        for reference in ["K-1", "K-2", "K-3"] {
            let complaint = complaints::find(&mut tx, &reference.parse().unwrap()).await.unwrap().unwrap();
            let id = invitations::find_latest(&mut tx, complaint.id).await.unwrap().unwrap().id;
            assert!(invitations::mark_undeliverable(&mut tx, id).await.unwrap());
            ids.push(id);
        }
        tx.commit().await.unwrap();
        let mut withheld = closed_complaint("2026-03-20T14:00:00Z");
        let contact = withheld.as_object_mut().unwrap().remove("contact").unwrap();
        app.put("K-20", &withheld).await;
        app.tick().await;
        let where_they_are = async || {
            let mut tx = app.app.db.read().await.unwrap();
            let mut sums = BTreeMap::new();
            for place in tallies::places(&mut tx, &whole("2026-03-01", "2026-03-31")).await.unwrap() {
                let sum: &mut (u64, u64) = sums.entry(place.state.name()).or_default();
                *sum = (sum.0 + place.closures, sum.1 + place.reminded);
            }
            sums
        };
        assert_eq!(where_they_are().await, BTreeMap::from([("undeliverable", (3, 0)), ("withheld", (1, 0))]));

        let mut tx = app.app.db.write().await.unwrap();
        assert!(invitations::restore_sent(&mut tx, ids[0], None).await.unwrap());
        invitations::count_reminders(&mut tx, &ids[2..]).await.unwrap();
        tx.commit().await.unwrap();
        app.post_form(&links[1], "score=9").await;
        withheld["contact"] = contact;
        withheld["closed_at"] = json!("2026-03-19T14:00:00Z");
        app.put("K-20", &withheld).await;
        for _ in ["before it is folded", "after"] {
            assert_eq!(
                where_they_are().await,
                BTreeMap::from([("answered", (1, 0)), ("planned", (1, 0)), ("sent", (1, 0)), ("undeliverable", (1, 1))])
            );
            assert_eq!(check_tallies(&app.app).await.unwrap(), []);
        }
    }

    async fn the_sample_history_equals_a_recount(app) {
        fill_history(&app.app).await.unwrap();
        assert_eq!(check_tallies(&app.app).await.unwrap(), []);
    }

    async fn groups_months_and_rows_add_up_to_the_whole(app) {
        fill_history(&app.app).await.unwrap();
        let range = "from=2023-04-01&to=2026-03-31";
        let whole = get(&app, &format!("nps?{range}&interval=total")).await;
        for interval in ["month", "quarter", "year"] {
            let cut = get(&app, &format!("nps?{range}&interval={interval}")).await;
            for field in ["closed", "invited", "responses", "promoters", "detractors"] {
                assert_eq!(sum(&cut, field), sum(&whole, field), "{interval} {field}");
            }
        }
        for dimension in Dimension::NAMES {
            let cut = get(&app, &format!("nps?{range}&interval=total&group_by={dimension}")).await;
            for field in ["closed", "invited", "responses", "passives"] {
                assert_eq!(sum(&cut, field), sum(&whole, field), "{dimension} {field}");
            }
        }
        let funnel = get(&app, &format!("funnel?{range}&interval=total")).await;
        let place = |name: &str| funnel["groups"][0]["points"][0][name].as_u64().unwrap();
        let states = ["withdrawn", "planned", "sent", "answered", "expired", "undeliverable"];
        let withheld: u64 = funnel["groups"][0]["points"][0]["withheld"].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum();
        assert_eq!(place("closed"), withheld + states.map(place).iter().sum::<u64>());
        assert_eq!((place("closed"), place("answered")), (sum(&whole, "closed"), sum(&whole, "responses")));
        let (mut rows, mut cursor) = (0, String::new());
        while let Some(page) = Some(get(&app, &format!("responses?{range}&limit=1000{cursor}")).await) {
            rows += page["responses"].as_array().unwrap().len() as u64;
            let Some(next) = page["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(rows, sum(&whole, "responses"), "a recount over the rows");
    }

    async fn ten_years_by_day_are_answered(app) {
        import_responses(&app.app, b"answered_at,score\n2016-02-29,9\n2016-02-29,9\n2016-02-29,9\n2016-02-29,2\n2016-02-29,2\n", None).await.unwrap();
        for path in ["nps", "satisfaction", "funnel", "control-chart"] {
            let answer = get(&app, &format!("{path}?from=2016-01-01&to=2025-12-31&interval=day")).await;
            let points = if path == "control-chart" { &answer["points"] } else { &answer["groups"][0]["points"] };
            assert_eq!(points.as_array().unwrap().len(), 3_653, "{path}");
        }
        use naklank::domain::access::roles::Role;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = app.get_as(&cookie, "/?from=2016-01-01&to=2025-12-31&interval=day").await;
        assert_eq!(page.status, axum::http::StatusCode::OK);
        assert!(page.body.len() < 600_000, "{} bytes", page.body.len());
    }

    async fn ten_thousand_teams_are_answered_or_refused_in_words(app) {
        let mut file = "answered_at,score,team\n".to_owned();
        for team in 0..10_000 {
            file.push_str(&format!("2026-01-10,9,Team {team}\n"));
        }
        import_responses(&app.app, file.as_bytes(), None).await.unwrap();
        let total = get(&app, "nps?interval=total&group_by=team").await;
        assert_eq!(total["groups"].as_array().unwrap().len(), 10_000);
        let wide = app.api(Method::GET, "/api/v1/nps?interval=day&from=2025-04-01&to=2026-03-20&group_by=team", Body::empty()).await;
        assert_eq!(wide.wrong_fields(), ["group_by"]);
        use naklank::domain::access::roles::Role;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = app.get_as(&cookie, "/").await.body;
        assert!(page.contains("<input type=\"text\" name=\"team\""), "too many for a list");
        assert!(page.len() < 200_000, "{} bytes", page.len());
    }
}
