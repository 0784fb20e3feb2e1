//! The public complaint report: a year that was counted by hand, the flow of complaints, and editions beside each other.

mod year;

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use chrono::{DateTime, TimeDelta, Utc};
use naklank::domain::access::roles::Role;
use naklank::domain::asking::invitation::State;
use naklank::domain::ids::{ChangePointId, EditionId};
use naklank::domain::insight::query::whole::WholeQuery;
use naklank::domain::insight::signal::change_point::{ChangeKind, ChangePoint, NewChangePoint};
use naklank::domain::reporting::document::{Document, DocumentKind, InBoth, Label, Part, Statement, Table};
use naklank::domain::reporting::edition::{Edition, Frozen, PageHashes};
use naklank::domain::reporting::figure::Figure;
use naklank::domain::time::period::{DateRange, Granularity};
use naklank::storage::StorageError;
use naklank::storage::insight::change_points;
use naklank::storage::reporting::editions;
use naklank::workflow::insight::funnel::funnel_at_once;
use naklank::workflow::reporting::method::method_statement;
use naklank::workflow::reporting::public::{has_data, public_report};
use naklank::workflow::reporting::publish::preview;
use serde_json::{Value, json};

use crate::reporting::public::year::{complaint, counted_by_hand};
use crate::support::{TestApp, on_both_engines};

const YEAR: i32 = 2026;

async fn report_at(app: &TestApp, year: i32, as_of: DateTime<Utc>) -> Result<Document, StorageError> {
    public_report(&app.app, year, as_of, &InBoth::default(), &InBoth::default()).await
}

async fn report(app: &TestApp, year: i32) -> Document {
    report_at(app, year, app.app.now()).await.unwrap()
}

fn parts(document: &Document) -> impl Iterator<Item = &Part> {
    document.sections.iter().flat_map(|section| &section.parts)
}

fn tables(document: &Document) -> impl Iterator<Item = &Table> {
    parts(document).filter_map(|part| match part {
        Part::Table(table) => Some(table),
        _ => None,
    })
}

fn table<'a>(document: &'a Document, key: &str) -> &'a Table {
    tables(document).find(|table| table.key == key).unwrap_or_else(|| panic!("no table {key}"))
}

fn said(document: &Document) -> impl Iterator<Item = &Statement> {
    let lists = parts(document).filter_map(|part| match part {
        Part::Statements { statements } => Some(statements),
        _ => None,
    });
    lists.flatten()
}

fn name(label: &Label) -> String {
    match label {
        Label::Known { name } => name.clone(),
        Label::Own { value } => value.clone(),
        Label::Words { words } => words.nl.clone(),
        Label::Total => "total".to_owned(),
        Label::NotTold => "not told".to_owned(),
        Label::Others => "others".to_owned(),
    }
}

/// The rows of a table with one of their figures.
fn rows(document: &Document, key: &str, figure: usize) -> Vec<(String, Figure)> {
    table(document, key).rows.iter().map(|row| (name(&row.label), row.figures[figure].clone())).collect()
}

/// The rows of a table whose first figure is a count.
fn counts(document: &Document, key: &str) -> Vec<(String, u64)> {
    let count = |figure: Figure| match figure {
        Figure::Count { count } => count,
        other => panic!("{other:?} is no count"),
    };
    rows(document, key, 0).into_iter().map(|(name, figure)| (name, count(figure))).collect()
}

fn named<T>(expected: &[(&str, T)]) -> Vec<(String, T)>
where
    T: Clone,
{
    expected.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}

fn share(part: u64, whole: u64, decimals: u8) -> Figure {
    Figure::Share { part, whole, decimals }
}

/// The four numbers of a year: brought forward, received, closed, carried forward.
fn flow(document: &Document) -> Vec<Figure> {
    table(document, "flow").rows[0].figures.clone()
}

fn keys(document: &Document) -> BTreeSet<String> {
    said(document).map(|statement| statement.key.clone()).collect()
}

/// Publishes a document as an edition of its year, now.
async fn publish(app: &TestApp, document: &Document, number: u32) {
    let now = app.app.now();
    let id = EditionId(app.app.randomness.uuid(now));
    let edition = Edition {
        id,
        year: document.year,
        kind: DocumentKind::Public,
        number,
        prepared_by: "a@example.org".to_owned(),
        approved_by: "b@example.org".to_owned(),
        approved_at: now,
        published: None,
        rejected_at: None,
        withdrawn: None,
        sha256: [7; 32],
        pages_sha256: PageHashes::default(),
    };
    let frozen = Frozen {
        content: serde_json::to_string(document).unwrap(),
        page_nl: String::new(),
        page_en: String::new(),
    };
    let mut tx = app.app.db.write().await.unwrap();
    assert!(editions::insert(&mut tx, &edition, &frozen).await.unwrap());
    assert!(editions::publish(&mut tx, id, "b@example.org", now).await.unwrap());
    tx.commit().await.unwrap();
}

on_both_engines! {
    async fn a_year_is_reported_as_it_was_counted_by_hand(app) {
        app.load_policy_values().await;
        counted_by_hand(&app).await;
        let document = report(&app, YEAR).await;
        let of_year = |brought_forward, received, closed, carried_forward| {
            [brought_forward, received, closed, carried_forward].map(Figure::count).to_vec()
        };
        assert_eq!(flow(&document), of_year(1, 51, 41, 11));
        assert_eq!(table(&document, "flow").rows[1].figures, of_year(0, 1, 0, 1), "the year before");
        for (key, expected) in [
            ("channel", named(&[("channel:web", 30), ("others", 21), ("total", 51)])),
            ("complainant", named(&[("complainant:customer", 51), ("total", 51)])),
            ("product", named(&[("Verkeer", 26), ("Wonen", 25), ("total", 51)])),
            ("outcome", named(&[("outcome:upheld", 26), ("outcome:rejected", 15), ("total", 41)])),
            (
                "remedy",
                named(&[("remedy:none", 10), ("remedy:apology", 17), ("remedy:payment", 14), ("total", 41)]),
            ),
            ("cause", named(&[("lead_time", 31), ("tone", 10), ("not told", 10), ("total", 51)])),
        ] {
            assert_eq!(counts(&document, key), expected, "{key}");
        }
        assert_eq!(rows(&document, "channel", 1)[0].1, share(30, 51, 0));
        assert_eq!(rows(&document, "remedy", 2)[2].1, Figure::Money { cents: 35_000, amounts: 14 });
        let kifid = said(&document).find(|one| one.key == "kifid_pointed").unwrap();
        assert_eq!(kifid.figures[1].1, share(15, 15, 0));
        let values = rows(&document, "kpis", 0);
        assert_eq!(values[0].1, share(40, 51, 1));
        assert_eq!(values[1].1, Figure::ShareAtLeast { percent: 82, whole: 51 }, "three were late");
        assert_eq!(values[2].1, share(39, 39, 1));
        assert_eq!((&values[3].1, &values[5].1), (&Figure::Nothing, &Figure::Unknown));
        let nps = Figure::Nps { promoters: 10, passives: 10, detractors: 10, confidence: 90 };
        assert_eq!(values[4].1, nps);
        let verdicts: Vec<Figure> = rows(&document, "kpis", 2).into_iter().map(|(_, figure)| figure).collect();
        let verdict = |name: &str| Figure::Verdict { verdict: name.to_owned() };
        assert_eq!(verdicts[..3], [verdict("not_met"), Figure::Hidden, verdict("met")], "two late of 51 would do");
        assert_eq!(verdicts[4], verdict("no_norm"));
        let called = &table(&document, "kpi_counts").rows[1].figures;
        assert_eq!(called[..2], [Figure::Hidden, Figure::count(51)]);
        assert_eq!(table(&document, "response").rows[0].figures, [Figure::count(41), Figure::count(30), share(30, 41, 1)]);
        assert_eq!(counts(&document, "non_response"), named(&[("place:expired", 11)]));
        let norm = Figure::Norm { value: 90.0, is_share: true, limit: Some("24 hours".to_owned()) };
        assert_eq!(rows(&document, "norms", 0)[0], ("kpi:acknowledgement".to_owned(), norm));
        let funnel = WholeQuery::over(
            DateRange::new("2026-01-01".parse().unwrap(), "2026-12-31".parse().unwrap()).unwrap(),
            Granularity::Total,
        );
        let funnel = funnel_at_once(&app.app, &funnel).await.unwrap();
        let places = funnel.places.shown().unwrap();
        assert_eq!((places.in_state(State::Expired), places.in_state(State::Answered)), (11, 30), "as staff see it");
        assert!(has_data(&app.app, YEAR).await.unwrap() && !has_data(&app.app, 2024).await.unwrap());
        assert!(report(&app, i32::MAX).await.sections.is_empty());
    }

    async fn nothing_small_is_printed_but_the_totals_of_the_year(app) {
        counted_by_hand(&app).await;
        let document = report(&app, YEAR).await;
        let in_tables = tables(&document).filter(|table| table.key != "flow");
        let in_tables = in_tables.flat_map(|table| &table.rows).flat_map(|row| &row.figures);
        let totals = ["flow_identity", "summary_received"];
        let in_sentences = said(&document).filter(|one| !totals.contains(&one.key.as_str()));
        let in_sentences = in_sentences.flat_map(|one| &one.figures).map(|(_, figure)| figure);
        let is_small = |count: u64| (1..10).contains(&count);
        for figure in in_tables.chain(in_sentences) {
            let found = match figure {
                Figure::Count { count } => is_small(*count),
                Figure::Share { part, whole, .. } => is_small(*part) || is_small(whole - part),
                _ => false,
            };
            assert!(!found, "{figure:?}");
        }
        let said = keys(&document);
        for key in ["summary_received", "summary_written_response_without_norm", "summary_recommend", "summary_no_improvements"] {
            assert!(said.contains(key), "{key}: {said:?}");
        }
        let text = serde_json::to_string(&document).unwrap();
        for internal in ["Noord", "klant-", "@example.org"] {
            assert!(!text.contains(internal), "{internal}");
        }
    }

    async fn what_came_in_is_what_went_out_or_stayed_in_any_history(app) {
        app.clock.set("2027-01-08T12:00:00Z");
        let moment = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let mut histories = vec![
            (moment("2025-12-31T23:00:00Z"), None),
            (moment("2025-12-31T22:59:59Z"), Some(moment("2025-12-31T23:00:00Z"))),
            (moment("2025-12-31T22:59:58Z"), Some(moment("2025-12-31T22:59:59Z"))),
            (moment("2025-12-31T22:59:57Z"), Some(moment("2025-12-31T23:00:00Z"))),
        ];
        let mut state = 20_260_711_u64;
        let mut draw = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        for _ in 0..40 {
            let received = moment("2024-06-01T08:00:00Z") + TimeDelta::hours(draw(20_000) as i64);
            let closed = received + TimeDelta::hours(draw(6_000) as i64);
            let is_closed = draw(4) > 0 && closed < app.app.now();
            histories.push((received, is_closed.then_some(closed)));
        }
        for (place, (received, closed)) in histories.iter().enumerate() {
            let status = if closed.is_some() { "closed" } else { "open" };
            let mut told = json!({"status": status, "received_at": received.to_rfc3339()});
            if let Some(closed) = closed {
                told["closed_at"] = json!(closed.to_rfc3339());
            }
            app.put(&format!("K-{place}"), &told).await;
        }
        // The first of them that was closed in 2026 is opened again: it counts as open, also in the year of its closure.
        let first_of = |year: i32| moment(&format!("{}-12-31T23:00:00Z", year - 1));
        let again = histories.iter().position(|(_, closed)| closed.is_some_and(|at| at >= first_of(2026))).unwrap();
        let (received, closed) = &mut histories[again];
        *closed = None;
        app.put(&format!("K-{again}"), &json!({"status": "open", "received_at": received.to_rfc3339()})).await;

        for as_of in [app.app.now(), moment("2026-05-04T10:00:00Z"), moment("2024-08-01T10:00:00Z")] {
            let mut carried = None;
            for year in 2024..=2027 {
                let end = first_of(year + 1).min(as_of + TimeDelta::microseconds(1));
                let begin = first_of(year).min(end);
                let open_at = |at: DateTime<Utc>| {
                    histories.iter().filter(|(received, closed)| *received < at && closed.is_none_or(|closed| closed >= at)).count()
                };
                let within = |at: &DateTime<Utc>| (begin..end).contains(at);
                let received = histories.iter().filter(|(received, _)| within(received)).count();
                let closed = histories.iter().filter(|(_, closed)| closed.as_ref().is_some_and(within)).count();
                let expected = [open_at(begin), received, closed, open_at(end)].map(|count| Figure::count(count as u64));
                let found = flow(&report_at(&app, year, as_of).await.unwrap());
                assert_eq!(found, expected, "{year} as of {as_of}");
                assert!(carried.is_none_or(|before| before == found[0]), "{year} goes on where the year before ended");
                carried = Some(found[3].clone());
            }
        }
    }

    async fn a_complaint_that_is_lost_is_found_out(app) {
        app.clock.set("2026-06-20T12:00:00Z");
        let told = json!({"status": "closed", "received_at": "2026-03-02T09:00:00Z", "closed_at": "2026-04-02T09:00:00Z"});
        app.put("K-1", &told).await;
        assert!(report_at(&app, YEAR, app.app.now()).await.is_ok());
        app.execute("UPDATE complaints SET closed_at = '2023-01-01T00:00:00+00:00'").await;
        let found = report_at(&app, YEAR, app.app.now()).await;
        assert!(matches!(found, Err(StorageError::Inconsistent { column: "complaints.closed_at", .. })), "{found:?}");
    }

    async fn a_later_edition_tells_of_no_few_complaints(app) {
        counted_by_hand(&app).await;
        let first = report(&app, YEAR).await;
        publish(&app, &first, 1).await;
        assert_eq!(report(&app, YEAR).await, first, "an edition is not held against itself");
        app.advance(TimeDelta::days(10));
        for place in 60..63 {
            let told = json!({"status": "open", "received_at": "2026-11-02T09:00:00Z", "channel": "web", "product": "Verkeer"});
            app.put(&format!("K-{place}"), &told).await;
        }
        let changed = InBoth { nl: "Drie klachten meer.".to_owned(), en: "Three more.".to_owned() };
        let now = app.app.now();
        let further = public_report(&app.app, YEAR, now, &InBoth::default(), &changed).await.unwrap();
        let replaced = Statement {
            key: "replaces_edition".to_owned(),
            figures: vec![("edition".to_owned(), Figure::Number { number: 1 })],
        };
        let keys: Vec<&str> = further.sections.iter().map(|section| section.key.as_str()).collect();
        assert_eq!(keys[..3], ["summary", "changed", "flow"], "in the place that the file with headings gives it");
        assert_eq!(further.sections[1].parts[0], Part::Statements { statements: vec![replaced] });
        let second = report(&app, YEAR).await;
        assert_eq!(flow(&second)[1], Figure::count(54));
        for key in ["channel", "product", "cause", "kpis"] {
            assert_eq!(table(&second, key), table(&first, key), "{key}");
        }
        let unchanged: Vec<&Statement> = said(&second).filter(|one| one.key == "unchanged_since_edition").collect();
        let edition = ("edition".to_owned(), Figure::Number { number: 1 });
        assert!(unchanged.len() >= 4 && unchanged.iter().all(|one| one.figures == [edition.clone()]), "{unchanged:?}");
        for place in 63..75 {
            let told = json!({"status": "open", "received_at": "2026-11-02T09:00:00Z", "channel": "web", "product": "Verkeer"});
            app.put(&format!("K-{place}"), &told).await;
        }
        let third = report(&app, YEAR).await;
        assert_eq!(counts(&third, "channel")[0], ("channel:web".to_owned(), 45), "fifteen more are enough");
        let as_it_was = report_at(&app, YEAR, first.as_of.parse().unwrap()).await.unwrap();
        assert_eq!(counts(&as_it_was, "channel")[0].1, 45, "the first edition, recomputed from today's data");
    }

    async fn a_preview_hides_what_the_report_hides(app) {
        counted_by_hand(&app).await;
        let shown = preview(&app.app, YEAR, DocumentKind::Public).await.unwrap().document;
        assert_eq!(shown, report(&app, YEAR).await, "one function is behind both");
        assert!(serde_json::to_string(&shown).unwrap().contains("{\"label\":\"others\"}"), "and it hides something here");
    }

    async fn a_year_that_begins_with_another_stock_than_was_published_says_so(app) {
        counted_by_hand(&app).await;
        publish(&app, &report(&app, YEAR).await, 1).await;
        app.advance(TimeDelta::days(1));
        let differs = async || {
            let next = report(&app, YEAR + 1).await;
            said(&next).find(|one| one.key == "opening_differs").cloned()
        };
        assert_eq!(differs().await, None);
        let late = json!({"status": "open", "received_at": "2026-12-02T09:00:00Z", "channel": "web"});
        app.put("K-70", &late).await;
        let told = differs().await.unwrap();
        let figures: Vec<&Figure> = told.figures.iter().map(|(_, figure)| figure).collect();
        assert_eq!(figures[2..], [&Figure::count(11), &Figure::count(12)], "published, and known now");
    }

    async fn the_method_follows_from_settings_and_facts(app) {
        counted_by_hand(&app).await;
        let now = app.app.now();
        let note = |day: &str| ChangePoint {
            id: ChangePointId(app.app.randomness.uuid(now)),
            change: NewChangePoint {
                day: day.parse().unwrap(),
                kind: ChangeKind::Process,
                note: "Team van Jan".to_owned(),
                restart_reason: None,
            },
            noted_at: now,
            noted_by: "a@example.org".to_owned(),
        };
        let mut tx = app.app.db.write().await.unwrap();
        for day in ["2026-05-04", "2025-05-04"] {
            change_points::insert(&mut tx, &note(day)).await.unwrap();
        }
        tx.commit().await.unwrap();
        let said = method_statement(&app.app, YEAR, now).await.unwrap();
        let keys: Vec<&str> = said.iter().map(|one| one.key.as_str()).collect();
        let expected = [
            "audience_customer", "mode_email", "asked_after_days", "window_weekly", "expires_after_days", "ask_within_days",
            "reminders_days", "cool_down_days", "no_holdout", "settings_of", "response", "response_rate_rr1", "no_weights",
            "interval", "questionnaire_built_in", "change_process", "minimum", "facts_until",
        ];
        assert_eq!(keys, expected);
        let figure = |key: &str, name: &str| -> Value {
            let found = said.iter().find(|one| one.key == key).unwrap();
            let (_, figure) = found.figures.iter().find(|(own, _)| own == name).unwrap();
            serde_json::to_value(figure).unwrap()
        };
        assert_eq!(figure("asked_after_days", "days")["number"], 3);
        assert_eq!(figure("change_process", "day")["day"], "2026-05-04");
        assert_eq!(figure("interval", "confidence")["percent"], 90.0);
        let section = report(&app, YEAR).await;
        let section = section.sections.iter().find(|section| section.key == "method").unwrap();
        assert_eq!(section.parts, [Part::Statements { statements: said.clone() }]);
        assert!(!serde_json::to_string(&said).unwrap().contains("Jan"), "notes are words of staff");
    }

    async fn an_improvement_is_told_in_its_public_sentence_alone(app) {
        app.add_user("owner@example.org", Role::Analyst).await;
        for (title, sentence) in [("Terugbellen", json!("Wij bellen terug.")), ("Intern", Value::Null)] {
            let plan = json!({
                "title": title, "reason": "Klanten wachten.", "structural_measure": "Meer mensen.",
                "owner": "owner@example.org", "starts_on": "2026-04-01", "target": "nps", "gap": 10, "public_nl": sentence,
            });
            let answer = app.api(Method::POST, "/api/v1/improvements", plan.to_string()).await;
            assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
        }
        app.clock.set("2027-01-08T12:00:00Z");
        app.put("K-1", &complaint(0)).await;
        let document = report(&app, YEAR).await;
        let improvements = &table(&document, "improvements").rows;
        let words = InBoth { nl: "Wij bellen terug.".to_owned(), en: "Wij bellen terug.".to_owned() };
        assert_eq!(improvements.len(), 1);
        assert_eq!(improvements[0].label, Label::Words { words });
        let told = Figure::Verdict { verdict: "cannot_be_told_yet".to_owned() };
        assert_eq!(improvements[0].figures, [Figure::Day { day: "2026-04-01".parse().unwrap() }, told]);
        assert!(!serde_json::to_string(&document).unwrap().contains("Klanten wachten"));
        assert!(keys(&report(&app, 2025).await).contains("no_improvements"));
    }
}
