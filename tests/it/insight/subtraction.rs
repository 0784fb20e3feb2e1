//! The attack of subtraction through the real interface: what a key for figures alone is told about small data.
//!
//! `domain::insight::canonical::attack` solves for every small sum over thousands of questions; here the same answers come
//! from the database of each engine, over every door.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use naklank::domain::access::roles::Scope;
use naklank::workflow::insight::import_responses::import_responses;
use serde_json::Value;

use crate::support::{TestApp, on_both_engines};

const TEAMS: [&str; 4] = ["Noord", "Oost", "West", "Zuid"];
const MINIMUM: u64 = 5;

/// Answers by team and month of 2025: a large team, one that is small in spring, one with a few a month, and one that is
/// small in all.
fn answers(team: usize, month: usize) -> u64 {
    let by_month = match team {
        0 => [20, 18, 25, 17, 22, 19, 24, 21, 16, 23, 20, 18],
        1 => [9, 11, 3, 8, 0, 2, 12, 10, 9, 7, 14, 8],
        2 => [2, 3, 1, 4, 2, 3, 0, 2, 4, 3, 1, 2],
        _ => [0, 0, 0, 1, 0, 2, 0, 0, 0, 0, 0, 1],
    };
    by_month[month - 1]
}

async fn a_small_year(app: &TestApp) {
    let mut file = "answered_at,score,team\n".to_owned();
    for (place, team) in TEAMS.iter().enumerate() {
        for month in 1..=12 {
            for number in 0..answers(place, month) {
                file.push_str(&format!("2025-{month:02}-10,{},{team}\n", number % 11));
            }
        }
    }
    import_responses(&app.app, file.as_bytes(), None).await.unwrap();
}

/// Numbers of responses that were told, each with the cells that it is the sum of.
type Told = BTreeMap<Vec<bool>, u64>;

fn cells(teams: &[&str], from: usize, to: usize) -> Vec<bool> {
    let is_asked = |team: &str| teams.is_empty() || teams.contains(&team);
    let of_team = |team: &&str| {
        (1..=12).map(|month| is_asked(team) && from <= month && month <= to).collect::<Vec<_>>()
    };
    TEAMS.iter().flat_map(of_team).collect()
}

fn sum(cells: &[bool]) -> u64 {
    let number = |(place, _): (usize, &bool)| answers(place / 12, place % 12 + 1);
    cells.iter().enumerate().filter(|(_, asked)| **asked).map(number).sum()
}

/// Asks with the key, and keeps what is told of each point and group.
async fn ask(app: &TestApp, key: &str, query: &str, teams: &[&str], told: &mut Told) {
    let answer = app.api_as(key, Method::GET, &format!("/api/v1/nps?{query}"), Body::empty()).await;
    assert_eq!(answer.status, StatusCode::OK, "{query}: {answer:?}");
    for group in answer.json()["groups"].as_array().unwrap() {
        let own: Vec<&str> = group["group"]["team"].as_str().into_iter().collect();
        for point in group["points"].as_array().unwrap() {
            let month = |name: &str| point[name].as_str().unwrap()[5..7].parse::<usize>().unwrap();
            let cells =
                cells(if own.is_empty() { teams } else { own.as_slice() }, month("from"), month("to"));
            if point["suppressed"] == false {
                let responses = point["responses"].as_u64().unwrap();
                assert_eq!(responses, sum(&cells), "{query}: {point}");
                told.insert(cells, responses);
            }
        }
    }
}

/// Whether the cells of one are among those of the other.
fn is_within(less: &[bool], more: &[bool]) -> bool {
    less.iter().zip(more).all(|(less, more)| *more || !*less)
}

on_both_engines! {
    async fn no_two_answers_for_a_key_for_figures_differ_by_few(app) {
        a_small_year(&app).await;
        let key = app.key_with("figures", &[Scope::InsightsRead]).await;
        let mut told = Told::new();
        for mask in 0..16_u32 {
            let teams: Vec<&str> = TEAMS.iter().enumerate().filter(|(place, _)| mask >> place & 1 == 1).map(|(_, team)| *team).collect();
            let filters: String = teams.iter().map(|team| format!("&team={team}")).collect();
            for interval in ["month", "quarter", "year"] {
                let query = format!("from=2025-01-01&to=2025-12-31&interval={interval}{filters}");
                ask(&app, &key, &query, &teams, &mut told).await;
            }
            for (from, to) in [("01-01", "05-31"), ("02-01", "12-31"), ("04-01", "09-30"), ("06-01", "07-31")] {
                ask(&app, &key, &format!("from=2025-{from}&to=2025-{to}&interval=total{filters}"), &teams, &mut told).await;
            }
            ask(&app, &key, &format!("from=2025-03-01&to=2025-12-31&rolling=3{filters}"), &teams, &mut told).await;
        }
        for interval in ["month", "quarter", "year"] {
            ask(&app, &key, &format!("from=2025-01-01&to=2025-12-31&interval={interval}&group_by=team"), &[], &mut told).await;
        }
        assert!(told.len() > 60, "much is told: {}", told.len());
        assert!(told.values().any(|responses| *responses == sum(&cells(&["Oost"], 1, 12))), "a year of a small team is told");
        for (more, of_more) in &told {
            for (less, of_less) in told.iter().filter(|(less, _)| is_within(less, more)) {
                let left = of_more - of_less;
                assert!(left == 0 || left >= MINIMUM, "{of_more} of {more:?} less {of_less} of {less:?}");
            }
        }
    }

    async fn every_door_hides_the_same_periods(app) {
        a_small_year(&app).await;
        let range = "from=2025-01-01&to=2025-12-31&team=Oost";
        let get = async |path: &str| {
            let answer = app.api(Method::GET, &format!("/api/v1/{path}"), Body::empty()).await;
            assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
            answer.json()
        };
        let hidden = |points: &Value| -> Vec<bool> {
            points.as_array().unwrap().iter().map(|point| point["suppressed"] == true).collect()
        };
        let nps = hidden(&get(&format!("nps?{range}")).await["groups"][0]["points"]);
        assert!(nps.contains(&true) && nps.contains(&false), "{nps:?}");
        for door in ["satisfaction", "funnel"] {
            let of_door = hidden(&get(&format!("{door}?{range}")).await["groups"][0]["points"]);
            assert_eq!(of_door, nps, "{door}");
        }
        assert_eq!(hidden(&get(&format!("control-chart?{range}")).await["points"]), nps);
        let kpis = get(&format!("kpis?{range}&interval=month")).await;
        let row = kpis["kpis"].as_array().unwrap().iter().find(|row| row["kpi"] == "nps").unwrap().clone();
        assert_eq!(hidden(&row["points"]), nps);
        for (month, is_hidden) in (1..=12).zip(&nps) {
            let month = format!("a.from=2025-{month:02}-01&a.to=2025-{month:02}-28");
            let month = if month.contains("-02-") { month } else { month.replace("-28", last_day(&month)) };
            let asked = format!("difference?{month}&a.team=Oost&b.from=2024-01-01&b.to=2024-12-31&b.team=Oost");
            assert_eq!(get(&asked).await["a"]["suppressed"], *is_hidden, "{asked}");
        }
    }
}

/// The last day of the month of a range, as `-30` or `-31`.
fn last_day(range: &str) -> &'static str {
    let is_short = ["-04-", "-06-", "-09-", "-11-"].iter().any(|month| range.contains(month));
    if is_short { "-30" } else { "-31" }
}
