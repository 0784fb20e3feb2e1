//! A year of complaints that was worked by hand: each with what was told, where it stands for KPI 1 to 3, and why.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use chrono::{NaiveDateTime, TimeZone as _, Utc};
use chrono_tz::Europe::Amsterdam;
use naklank::workflow::upkeep::recount::check_tallies;
use serde_json::{Value, json};

use crate::support::{TestApp, on_both_engines};

/// Received, acknowledged, called, answered (times in Amsterdam; "" is not told, "-" not needed), open or closed; then the
/// standings for KPI 1 to 3: in time (T), late (L), pending (P), unknown (U), not applicable (N); then why.
type Worked =
    (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

/// The moment at which they are looked at is Tuesday 6 January 2026 at 10:00.
const NOW: &str = "2026-01-06T09:00:00Z";

#[rustfmt::skip]
const COMPLAINTS: [Worked; 51] = [
    ("2025-01-01 00:00", "2025-01-02 00:01", "2025-01-03 00:00", "2025-01-10 00:00", "closed", "LTL", "New Year's Day: 2, 3, 6, 7, 8, 9 January"),
    ("2025-01-02 09:00", "2025-01-03 09:00", "2025-01-04 09:00", "2025-01-10 23:59", "closed", "TTT", "exactly 24 and 48 hours; 3, 6, 7, 8, 9, 10 January"),
    ("2025-01-03 23:59", "2025-01-04 23:59", "2025-01-05 23:59", "2025-01-13 23:59", "closed", "TTT", "hours run on in a weekend; 6 to 10 and 13 January"),
    ("2025-01-04 12:00", "2025-01-05 12:00", "2025-01-06 12:01", "2025-01-14 00:00", "closed", "TLL", "a Saturday: 6 to 10 and 13 January"),
    ("2025-02-27 10:00", "",                 "never",            "2025-03-07 18:00", "closed", "ULT", "no leap day: 28 February, 3 to 7 March"),
    ("2025-03-29 12:00", "2025-03-30 13:00", "2025-03-31 13:01", "2025-04-07 23:59", "closed", "TLT", "24 hours are a clock's 25 in spring; 31 March, 1 to 4 and 7 April"),
    ("2025-03-29 12:00", "2025-03-30 13:01", "2025-03-31 13:00", "2025-04-08 00:00", "closed", "LTL", "one minute after each of those"),
    ("2025-03-30 01:30", "2025-03-31 02:30", "2025-04-01 02:30", "-",                "closed", "TTN", "before the hour that was skipped"),
    ("2025-03-30 03:00", "2025-03-31 03:00", "2025-04-01 03:01", "2025-04-07 12:00", "closed", "TLT", "after the hour that was skipped"),
    ("2025-04-10 15:00", "2025-04-11 15:00", "2025-04-12 15:00", "2025-04-22 23:59", "closed", "TTT", "11, 14, 15, 16, 17 April; not Good Friday and Easter Monday; 22 April"),
    ("2025-04-10 15:00", "2025-04-11 15:01", "2025-04-12 15:01", "2025-04-23 00:00", "closed", "LLL", "one minute after each of those"),
    ("2025-04-17 16:00", "2025-04-18 16:00", "2025-04-19 16:01", "2025-04-29 23:59", "closed", "TLT", "acknowledged on Good Friday; 22, 23, 24, 25, 28, 29 April"),
    ("2025-04-18 10:00", "2025-04-19 10:00", "2025-04-20 10:00", "2025-04-30 00:00", "closed", "TTL", "received on Good Friday: the same six days"),
    ("2025-04-20 10:00", "2025-04-21 10:01", "2025-04-22 10:00", "2025-04-29 09:00", "closed", "LTT", "received at Easter: the same six days"),
    ("2025-04-24 09:00", "2025-04-25 09:00", "2025-04-26 09:00", "2025-05-02 23:59", "closed", "TTT", "King's Day on Saturday 26 takes no day: 25, 28, 29, 30 April, 1, 2 May"),
    ("2025-04-24 09:00", "",                 "-",                "2025-05-03 00:00", "open",   "LNL", "open and its time over is late"),
    ("2025-04-25 17:00", "2025-04-26 17:00", "2025-04-27 17:01", "2025-05-06 23:59", "closed", "TLT", "28, 29, 30 April, 1, 2 May; not 5 May; 6 May"),
    ("2025-04-25 17:00", "2025-04-26 17:01", "2025-04-27 17:00", "2025-05-07 00:00", "closed", "LTL", "one minute after"),
    ("2025-05-02 12:00", "2025-05-03 12:00", "2025-05-04 12:00", "2025-05-13 23:59", "closed", "TTT", "6, 7, 8, 9, 12, 13 May"),
    ("2025-05-05 08:00", "2025-05-06 08:00", "2025-05-07 08:01", "2025-05-14 00:00", "closed", "TLL", "Liberation Day: the same six days"),
    ("2025-05-27 11:00", "2025-05-28 10:59", "2025-05-29 11:00", "2025-06-05 23:59", "closed", "TTT", "28 May, not Ascension Day, 30 May, 2, 3, 4, 5 June"),
    ("2025-05-29 14:00", "never",            "",                 "2025-06-07 00:00", "closed", "LUL", "Ascension Day: 30 May, 2 to 6 June"),
    ("2025-06-06 09:30", "2025-06-07 09:30", "2025-06-08 09:31", "2025-06-17 23:59", "closed", "TLT", "not Whit Monday: 10, 11, 12, 13, 16, 17 June"),
    ("2025-06-09 20:00", "2025-06-10 20:00", "2025-06-11 20:00", "2025-06-18 00:00", "closed", "TTL", "Whit Monday: the same six days"),
    ("2025-07-13 23:59", "2025-07-14 23:59", "2025-07-15 23:59", "2025-07-21 23:59", "closed", "TTT", "the last minute of a Sunday: 14 to 18 and 21 July"),
    ("2025-07-13 23:59", "2025-07-15 00:00", "2025-07-16 00:00", "2025-07-22 00:00", "closed", "LLL", "one minute after each of those"),
    ("2025-07-14 00:00", "2025-07-15 00:00", "2025-07-16 00:00", "2025-07-22 23:59", "closed", "TTT", "the first of a Monday, which does not count: 15 to 18, 21 and 22 July"),
    ("2025-08-01 13:00", "",                 "",                 "",                 "open",   "LLL", "nothing told of an open complaint"),
    ("2025-08-01 13:00", "",                 "",                 "",                 "closed", "UUU", "nothing told of a closed one"),
    ("2025-08-01 13:00", "never",            "never",            "never",            "closed", "LLL", "told that it never happened"),
    ("2025-08-04 09:00", "2025-08-04 09:00", "-",                "-",                "closed", "TNN", "neither a call nor a letter was needed"),
    ("2025-09-15 10:00", "2025-09-15 10:00", "2025-09-15 10:00", "2025-09-15 10:00", "closed", "TTT", "everything at the moment of receipt"),
    ("2025-10-23 10:00", "2025-10-24 10:00", "2025-10-25 10:00", "2025-10-31 23:59", "closed", "TTT", "24, 27, 28, 29, 30, 31 October"),
    ("2025-10-24 12:00", "2025-10-25 12:00", "2025-10-26 11:00", "2025-11-03 10:00", "closed", "TTT", "48 hours are a clock's 47 in autumn; 27 to 31 October, 3 November"),
    ("2025-10-25 12:00", "2025-10-26 11:00", "2025-10-27 11:01", "2025-11-03 23:59", "closed", "TLT", "received the day before the clock changes"),
    ("2025-10-25 12:00", "2025-10-26 11:01", "2025-10-27 11:00", "2025-11-04 00:00", "closed", "LTL", "one minute after"),
    ("2025-12-18 09:00", "2025-12-19 08:00", "2025-12-20 09:00", "2025-12-30 23:59", "closed", "TTT", "19, 22, 23, 24 December, not Christmas, 29, 30 December"),
    ("2025-12-18 09:00", "2025-12-19 09:01", "2025-12-20 09:01", "2025-12-31 00:00", "closed", "LLL", "one minute after each of those"),
    ("2025-12-24 16:00", "2025-12-25 16:00", "2025-12-26 16:00", "2026-01-05 09:00", "closed", "TTT", "29, 30, 31 December, 2, 5, 6 January"),
    ("2025-12-24 16:00", "2025-12-25 16:00", "2025-12-26 16:01", "",                 "open",   "TLP", "the sixth day is today"),
    ("2025-12-24 16:00", "",                 "never",            "",                 "closed", "ULP", "closed, and there is time left"),
    ("2025-12-25 10:00", "2025-12-26 10:00", "2025-12-27 10:00", "never",            "closed", "TTP", "never, and there is time left"),
    ("2025-12-30 12:00", "",                 "",                 "",                 "open",   "LLP", "31 December, 2, 5, 6, 7, 8 January"),
    ("2025-12-31 23:59", "2026-01-01 23:59", "2026-01-02 23:59", "",                 "open",   "TTP", "the last minute of the year: 2, 5, 6, 7, 8, 9 January"),
    // Of other years, which the year does not count.
    ("2023-04-25 09:00", "2023-04-26 09:00", "2023-04-27 09:00", "2023-05-04 23:59", "closed", "TTT", "26 April, not King's Day on Thursday 27, 28 April, 1 to 4 May"),
    ("2023-04-26 09:00", "2023-04-27 09:01", "2023-04-28 09:00", "2023-05-09 00:00", "closed", "LTL", "28 April, 1 to 4 May, not Friday 5 May, 8 May"),
    ("2024-02-22 10:00", "2024-02-23 10:00", "2024-02-24 10:00", "2024-03-01 23:59", "closed", "TTT", "23, 26, 27, 28 February, the leap day, 1 March"),
    ("2024-02-28 10:00", "2024-02-29 10:00", "2024-03-01 10:00", "2024-03-08 00:00", "closed", "TTL", "48 hours over the leap day; 29 February, 1, 4, 5, 6, 7 March"),
    ("2024-04-25 12:00", "2024-04-26 12:00", "2024-04-27 12:01", "2024-05-03 23:59", "closed", "TLT", "26 April is a working day if King's Day is the 27th"),
    ("2024-12-31 23:59", "2025-01-01 23:59", "2025-01-02 23:59", "2025-01-09 23:59", "closed", "TTT", "received a minute before the year"),
    ("2026-01-01 00:00", "2026-01-02 00:00", "2026-01-03 00:01", "",                 "open",   "TLP", "received in the first minute after it"),
];

const KPIS: [&str; 3] = ["acknowledgement", "phone_response", "written_response"];

fn utc(local: &str) -> String {
    let local = NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M").unwrap();
    Amsterdam.from_local_datetime(&local).single().unwrap().with_timezone(&Utc).to_rfc3339()
}

fn told(worked: &Worked) -> Value {
    let (received, acknowledged, called, answered, status, ..) = *worked;
    let mut told = json!({"status": status, "received_at": utc(received)});
    if status == "closed" {
        told["closed_at"] = json!("2026-01-06T08:30:00Z");
    }
    for (name, fact) in ["acknowledged", "phone_response", "written_response"].into_iter().zip([
        acknowledged,
        called,
        answered,
    ]) {
        match fact {
            "" => {}
            "-" => told[format!("{name}_required")] = json!(false),
            "never" => told[format!("{name}_at")] = json!("never"),
            moment => told[format!("{name}_at")] = json!(utc(moment)),
        }
    }
    told
}

/// How many complaints of 2025 stand so for a KPI.
fn counted(number: usize, letter: char) -> usize {
    let of_the_year = COMPLAINTS.iter().filter(|(received, ..)| received.starts_with("2025"));
    of_the_year.filter(|(.., standings, _)| standings.chars().nth(number) == Some(letter)).count()
}

async fn answer(app: &TestApp, path: &str) -> Value {
    let answer = app.api(Method::GET, path, Body::empty()).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    answer.json()
}

on_both_engines! {
    async fn a_year_stands_as_it_was_worked_by_hand(app) {
        app.clock.set(NOW);
        for (number, worked) in COMPLAINTS.iter().enumerate() {
            let reference = format!("K-{number}");
            let put = app.put(&reference, &told(worked)).await;
            assert_eq!(put.status, StatusCode::CREATED, "{worked:?}: {}", put.body);
            let clocks = answer(&app, &format!("/api/v1/complaints/{reference}/clock")).await;
            let stands: String = clocks["clocks"].as_array().unwrap().iter().map(letter_of).collect();
            assert_eq!(stands, worked.5, "{worked:?}");
        }
        let board = answer(&app, "/api/v1/kpis?year=2025").await;
        for (number, kpi) in KPIS.into_iter().enumerate() {
            let row = board["kpis"].as_array().unwrap().iter().find(|row| row["kpi"] == kpi).unwrap();
            for (name, letter) in
                [("numerator", 'T'), ("late", 'L'), ("pending", 'P'), ("unknown", 'U'), ("not_applicable", 'N')]
            {
                assert_eq!(row[name], json!(counted(number, letter)), "{kpi}, {name}");
            }
        }
        assert_eq!(check_tallies(&app.app).await.unwrap(), []);
    }
}

fn letter_of(clock: &Value) -> char {
    match clock["standing"].as_str().unwrap() {
        "timely" => 'T',
        "late" => 'L',
        "pending" => 'P',
        "unknown" => 'U',
        "not_applicable" => 'N',
        other => panic!("{other}"),
    }
}
