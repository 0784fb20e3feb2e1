//! Complaints that were discussed: marked one by one and many at once, and the share that was discussed in time.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use chrono::NaiveDate;
use naklank::domain::access::follow_ups_of::FollowUpsOf;
use naklank::domain::access::roles::Role;
use naklank::domain::complaints::complaint::Reference;
use naklank::domain::learning::discussed::DiscussedWith;
use naklank::domain::learning::discussed::days::ClosingDays;
use naklank::domain::learning::discussed::marking::{Earlier, Marked, MarkingRefusal};
use naklank::domain::learning::discussed::query::DiscussedQuery;
use naklank::domain::learning::discussed::share::{Closings, DiscussedFigures, DiscussedShare, Standing};
use naklank::domain::time::period::DateRange;
use naklank::statistics::census::Census;
use naklank::storage::learning::discussed::closings;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::users::{NewUser, add_user};
use naklank::workflow::learning::discussed::{MarkDiscussedError, discussed, mark_discussed};
use naklank::workflow::upkeep::recount::check_tallies;
use serde_json::{Value, json};

use crate::support::{TestApp, on_both_engines};

const PAGE: &str = "/discussed";
const AUDITED: &str = "SELECT COUNT(*) FROM audit WHERE action = 'complaints discussed'";
const TEAM_DAYS: &str = "SELECT COUNT(*) FROM complaints WHERE team_discussed_on IS NOT NULL";
const EMPLOYEE_DAYS: &str = "SELECT COUNT(*) FROM complaints WHERE employee_discussed_on IS NOT NULL";

/// Reports a complaint that was received on 2 January 2026 and closed at a moment, with further fields.
async fn closed(app: &TestApp, reference: &str, team: &str, closed_at: &str, fields: Value) {
    let mut complaint = json!({
        "status": "closed", "received_at": "2026-01-02T09:00:00Z", "closed_at": closed_at, "team": team,
        "handler": "h-017",
    });
    for (name, value) in fields.as_object().unwrap() {
        complaint[name] = value.clone();
    }
    assert_eq!(app.put(reference, &complaint).await.status, StatusCode::CREATED, "{reference}");
}

/// Signs in a new handler of a team; gives the cookie.
async fn handler_of(app: &TestApp, team: &str) -> String {
    let new = NewUser {
        email: format!("{}@example.org", team.to_lowercase()).parse().unwrap(),
        roles: Role::Handler.into(),
        team: Some(team.to_owned()),
        password: None,
    };
    let link = add_user(&app.app, &Actor::Operator, new).await.unwrap().unwrap();
    let answer = app.post_form(&format!("/sign-in/{}", link.reveal()), "password=een+lang+wachtwoord").await;
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

async fn complaint(app: &TestApp, reference: &str) -> Value {
    app.api(Method::GET, &format!("/api/v1/complaints/{reference}"), Body::empty()).await.json()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn share(timely: u64, late: u64, unknown: u64, pending: u64) -> DiscussedShare {
    DiscussedShare { census: Census { timely, late, unknown }, pending }
}

/// The form for these complaints.
fn form(references: &[String], rest: &str) -> String {
    let ticked: String = references.iter().map(|reference| format!("reference={reference}&")).collect();
    format!("{ticked}{rest}")
}

on_both_engines! {
    async fn several_complaints_are_marked_at_once_and_a_day_that_is_there_stays(app) {
        for reference in ["K-1", "K-2", "K-3"] {
            closed(&app, reference, "Noord", "2026-03-05T10:00:00Z", json!({"causes": ["lead_time"]})).await;
        }
        let handler = handler_of(&app, "Noord").await;
        let page = app.get_as(&handler, PAGE).await;
        assert_eq!(page.status, StatusCode::OK, "{page:?}");
        assert_eq!(page.body.matches(r#"name="reference""#).count(), 3, "{}", page.body);
        assert!(page.body.contains("h-017") && page.body.contains("/complaints/K%2D1/facts"), "{}", page.body);
        assert!(page.body.contains(r#"<input type="date" id="on" name="on" max="2026-03-20" value="2026-03-20""#), "{}", page.body);
        assert!(!page.body.contains("checked"), "nothing is ticked: {}", page.body);
        let all = app.get_as(&handler, "/discussed?ticked=all").await.body;
        assert_eq!(all.matches(" checked").count(), 3, "{all}");

        let answer = app.post_as(&handler, PAGE, "reference=K-1&reference=K-2&with=team&on=2026-03-10").await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/discussed?done=2"), "{answer:?}");
        assert!(app.get_as(&handler, answer.header("location")).await.body.contains(r#"role="status""#));
        let told = complaint(&app, "K-1").await;
        assert_eq!((&told["team_discussed_on"], &told["employee_discussed_on"]), (&json!("2026-03-10"), &Value::Null));
        assert_eq!(told["causes"], json!(["lead_time"]), "the other facts stay");
        assert_eq!(complaint(&app, "K-3").await["team_discussed_on"], Value::Null);

        let later = "reference=K-1&reference=K-3&with=team&on=2026-03-12";
        let answer = app.post_as(&handler, "/discussed?show=not_in_team", later).await;
        assert_eq!(answer.header("location"), "/discussed?show=not_in_team&done=1&kept=1");
        assert_eq!(complaint(&app, "K-1").await["team_discussed_on"], "2026-03-10");
        let asked = app.post_as(&handler, "/discussed?show=not_in_team", &format!("{later}&replace=true")).await;
        assert_eq!(asked.status, StatusCode::OK, "{asked:?}");
        for words in [
            "Replace 1 earlier day?",
            "1 complaint already has another day. 12 March 2026 takes its place.",
            r#"type="hidden" name="reference" value="K-1""#,
            r#"type="hidden" name="reference" value="K-3""#,
            r#"type="hidden" name="with" value="team""#,
            r#"name="confirmed" value="1""#,
            r#"action="/discussed?show=not_in_team""#,
        ] {
            assert!(asked.body.contains(words), "{words}: {}", asked.body);
        }
        assert!(!asked.body.contains("no day yet"), "K-3 has the day already: {}", asked.body);
        let back = app.post_as(&handler, PAGE, &format!("{later}&replace=true&back=true")).await;
        assert_eq!(back.status, StatusCode::OK, "{back:?}");
        for kept in [r#"value="K-1" checked"#, r#"value="2026-03-12""#, r#"name="replace" value="true" checked"#] {
            assert!(back.body.contains(kept), "{kept}: {}", back.body);
        }
        assert!(!back.body.contains(r#"role="alert""#), "{}", back.body);
        assert_eq!(complaint(&app, "K-1").await["team_discussed_on"], "2026-03-10", "nothing is replaced yet");
        let answer = app.post_as(&handler, PAGE, &format!("{later}&replace=true&confirmed=1")).await;
        assert_eq!(answer.header("location"), "/discussed?done=1&kept=1", "K-3 has the day already");
        let more = "reference=K-1&reference=K-2&with=team&on=2026-03-11&replace=true&confirmed=1";
        let asked = app.post_as(&handler, PAGE, more).await;
        assert!(asked.body.contains("Replace 2 earlier days?"), "more than were confirmed: {}", asked.body);
        assert_eq!(complaint(&app, "K-2").await["team_discussed_on"], "2026-03-10");
        let page = app.get_as(&handler, answer.header("location")).await.body;
        assert!(page.contains("Recorded for 1 complaint. 1 complaint kept the day it had."), "{page}");
        assert_eq!(complaint(&app, "K-1").await["team_discussed_on"], "2026-03-12");

        assert_eq!(app.integers(AUDITED).await, [4], "one entry for each that changed");
        for subject in ["K-1: team 2026-03-10", "K-1: team 2026-03-12, was 2026-03-10"] {
            let one = format!("{AUDITED} AND subject = '{subject}'");
            assert_eq!(app.integers(one.leak()).await, [1], "{subject}");
        }
        assert_eq!(check_tallies(&app.app).await.unwrap(), []);
    }

    async fn the_list_is_of_a_period_and_of_what_is_still_to_be_discussed(app) {
        // The organisation's 1 March begins at 23:00 in UTC.
        closed(&app, "K-1", "Noord", "2026-02-28T23:00:00Z", json!({"employee_discussed_on": "2026-03-02"})).await;
        closed(&app, "K-2", "Noord", "2026-02-28T22:59:59Z", json!({})).await;
        closed(&app, "K-3", "Zuid", "2026-03-10T10:00:00Z", json!({"team_discussed_on": "2026-03-11"})).await;
        closed(&app, "K-4", "Noord", "2026-01-19T10:00:00Z", json!({})).await;
        app.put("K-5", &json!({"status": "open", "received_at": "2026-03-02T09:00:00Z", "team": "Noord"})).await;
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        let listed = async |query: &str| {
            let page = app.get_as(&owner, &format!("{PAGE}?{query}")).await;
            assert_eq!(page.status, StatusCode::OK, "{query}: {}", page.body);
            let boxes = page.body.split(r#"name="reference" value=""#).skip(1);
            boxes.map(|rest| rest.split('"').next().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(listed("").await, ["K-3", "K-1", "K-2"], "sixty days, and none that is open");
        assert_eq!(listed("from=2026-03-01").await, ["K-3", "K-1"]);
        assert_eq!(listed("from=2026-01-01&to=2026-02-28").await, ["K-2", "K-4"]);
        assert_eq!(listed("show=not_with_employee&team=").await, ["K-3", "K-2"]);
        assert_eq!(listed("show=not_in_team").await, ["K-1", "K-2"]);
        assert_eq!(listed("team=Zuid").await, ["K-3"]);
        assert_eq!(listed("team=%28unknown%29").await, [""; 0]);
        for wrong in ["from=2026-03-21", "from=soon", "show=some", "reference=K-1", "team=a&team=b"] {
            let answer = app.get_as(&owner, &format!("{PAGE}?{wrong}")).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        }
    }

    /// Worked by hand, on 20 March 2026; the time of a complaint ends on the thirtieth day after its closing.
    async fn the_share_within_thirty_days_is_counted_by_month_and_team(app) {
        // Until 4 February: the employee on the last day, the team not told.
        closed(&app, "A", "Noord", "2026-01-05T10:00:00Z", json!({"employee_discussed_on": "2026-02-04"})).await;
        // Until 9 February: the employee a day late, the team in time.
        let late = json!({"employee_discussed_on": "2026-02-10", "team_discussed_on": "2026-01-20"});
        closed(&app, "B", "Noord", "2026-01-10T10:00:00Z", late).await;
        // In Amsterdam on 1 February, so until 3 March: nothing told.
        closed(&app, "C", "Noord", "2026-01-31T23:30:00Z", json!({})).await;
        // Until today: nothing told yet.
        closed(&app, "D", "Zuid", "2026-02-18T10:00:00Z", json!({})).await;
        // Until 9 April: the employee before the closing, the team not yet.
        closed(&app, "E", "Zuid", "2026-03-10T10:00:00Z", json!({"employee_discussed_on": "2026-03-09"})).await;
        let today = app.app.today();
        let query = DiscussedQuery::parse(&[], today).unwrap();
        let table = discussed(&app.app, &FollowUpsOf::All, &query).await.unwrap().table;
        let january = DiscussedFigures { closed: 2, employee: share(1, 1, 0, 0), team: share(1, 0, 1, 0), both: share(0, 1, 1, 0) };
        let february = DiscussedFigures { closed: 2, employee: share(0, 0, 1, 1), team: share(0, 0, 1, 1), both: share(0, 0, 1, 1) };
        let march = DiscussedFigures { closed: 1, employee: share(1, 0, 0, 0), team: share(0, 0, 0, 1), both: share(0, 0, 0, 1) };
        let months: Vec<(NaiveDate, DiscussedFigures)> = table.months.into_iter().collect();
        assert_eq!(months, [(day("2026-01-01"), january), (day("2026-02-01"), february), (day("2026-03-01"), march)]);
        let together = DiscussedFigures { closed: 5, employee: share(2, 1, 1, 1), team: share(1, 0, 2, 2), both: share(0, 1, 2, 2) };
        assert_eq!(table.together, together);
        let noord = DiscussedFigures { closed: 3, employee: share(1, 1, 1, 0), team: share(1, 0, 2, 0), both: share(0, 1, 2, 0) };
        assert_eq!(table.teams["Noord"], noord);
        assert_eq!((table.teams["Zuid"].closed, table.teams["Zuid"].team), (2, share(0, 0, 0, 2)));

        let owner = app.sign_in_as(Role::PolicyOwner).await;
        let page = app.get_as(&owner, PAGE).await.body;
        // Of the four whose time is over or who were discussed, two were in time, and one more if what was not told was.
        assert!(page.contains("50.0\u{a0}% to 75.0\u{a0}%") && page.contains("2 of 4"), "{page}");
        assert!(page.contains(r#"id="teams""#), "{page}");
        let zuid = app.get_as(&owner, "/discussed?team=Zuid").await.body;
        assert!(zuid.contains("100.0\u{a0}%") && zuid.contains("1 of 1") && !zuid.contains("2 of 4"), "{zuid}");
        let handler = handler_of(&app, "Zuid").await;
        let own = app.get_as(&handler, "/discussed?team=Noord").await.body;
        assert!(own.contains("1 of 1") && !own.contains(r#"id="teams""#) && !own.contains("Noord</"), "{own}");
    }

    /// What is read to show the share: counts by month and team, however many complaints and days there are.
    async fn the_share_is_counted_where_the_complaints_are(app) {
        for number in 0..12 {
            let facts = json!({"employee_discussed_on": format!("2026-02-{:02}", number + 1)});
            closed(&app, &format!("K-{number}"), "Noord", &format!("2026-01-{:02}T10:00:00Z", number + 10), facts).await;
        }
        let range = DateRange::new(day("2025-12-15"), day("2026-01-31")).unwrap();
        let days = ClosingDays::of(range, chrono_tz::Europe::Amsterdam);
        let mut tx = app.app.db.read().await.unwrap();
        let alike = |with_employee, with_team, complaints| Closings {
            team: "Noord".to_owned(), month: day("2026-01-01"), with_employee, with_team, complaints,
        };
        let found = closings(&mut tx, &days, day("2026-03-20"), Some("Noord")).await.unwrap();
        assert_eq!(found, [alike(Standing::Timely, Standing::Unknown, 12)]);
        assert_eq!(closings(&mut tx, &days, day("2026-03-20"), Some("Zuid")).await.unwrap(), []);
        // On an earlier day: what is told of a later one was not known, and a discussion of the eleventh still had time.
        let mut found = closings(&mut tx, &days, day("2026-02-10"), None).await.unwrap();
        found.sort_by_key(|alike| (alike.with_employee, alike.with_team));
        assert_eq!(found.iter().map(|alike| alike.complaints).sum::<u64>(), 12);
        let of = |standing| found.iter().filter(|alike| alike.with_employee == standing).map(|alike| alike.complaints).sum::<u64>();
        assert_eq!((of(Standing::Timely), of(Standing::Pending), of(Standing::Unknown), of(Standing::Late)), (10, 2, 0, 0));
    }

    async fn a_complaint_that_was_reopened_counts_with_its_last_closing(app) {
        closed(&app, "K-1", "Noord", "2026-01-10T10:00:00Z", json!({"team_discussed_on": "2026-02-20"})).await;
        let mut complaint = json!({
            "status": "open", "received_at": "2026-01-02T09:00:00Z", "team": "Noord", "team_discussed_on": "2026-02-20",
        });
        let query = DiscussedQuery::parse(&[], app.app.today()).unwrap();
        let table = async || discussed(&app.app, &FollowUpsOf::All, &query).await.unwrap().table;
        assert_eq!(table().await.together.team, share(0, 1, 0, 0));
        app.put("K-1", &complaint).await;
        assert_eq!(table().await.together.closed, 0, "it is open");
        complaint["status"] = json!("closed");
        complaint["closed_at"] = json!("2026-03-01T10:00:00Z");
        app.put("K-1", &complaint).await;
        assert_eq!(table().await.together.team, share(1, 0, 0, 0), "though before that closing");
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        let page = app.get_as(&owner, PAGE).await.body;
        assert!(page.contains("also one from before the complaint was reopened"), "{page}");
    }

    async fn what_cannot_be_is_refused_as_a_whole_and_nothing_of_the_form_is_lost(app) {
        closed(&app, "N-1", "Noord", "2026-03-05T10:00:00Z", json!({})).await;
        closed(&app, "Z-1", "Zuid", "2026-03-05T10:00:00Z", json!({})).await;
        let noord = handler_of(&app, "Noord").await;
        let page = app.get_as(&noord, PAGE).await.body;
        assert!(page.contains("N-1") && !page.contains("Z-1"), "{page}");
        for (sent, place) in [
            ("reference=N-1&reference=Z-1&with=team&on=2026-03-10", "list"),
            ("reference=N-1&reference=K-404&with=team&on=2026-03-10", "list"),
            ("reference=N-1&reference=%01&with=team&on=2026-03-10", "list"),
            ("with=team&on=2026-03-10", "list"),
            ("reference=N-1&with=team&on=2026-03-21", "on"),
            ("reference=N-1&with=team&on=2026-01-01", "on"),
            ("reference=N-1&with=team&on=2026-02-30", "on"),
            ("reference=N-1&with=team&on=", "on"),
            ("reference=N-1&with=board&on=2026-03-10", "with-employee"),
            ("reference=N-1&on=2026-03-10", "with-employee"),
        ] {
            let answer = app.post_as(&noord, PAGE, sent).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{sent}: {}", answer.body);
            assert!(answer.body.contains(&format!(r##"href="#{place}""##)), "{sent}: {}", answer.body);
            assert!(answer.body.contains(&format!(r#"id="{place}""#)), "{sent}: {}", answer.body);
            let is_ticked = answer.body.contains(r#"value="N-1" checked"#);
            assert_eq!(is_ticked, sent.contains("N-1"), "{sent}: {}", answer.body);
        }
        let foreign = "reference=N-1&reference=Z-1&with=employee&on=2026-03-11&replace=true";
        let answer = app.post_as(&noord, "/discussed?show=not_with_employee", foreign).await.body;
        for kept in [
            r#"value="Z-1" checked"#,
            r#"id="with-employee" name="with" value="employee" checked"#,
            r#"value="2026-03-11""#,
            r#"name="replace" value="true" checked"#,
            "/discussed?show=not_with_employee",
        ] {
            assert!(answer.contains(kept), "{kept}: {answer}");
        }
        for query in [TEAM_DAYS, EMPLOYEE_DAYS, AUDITED] {
            assert_eq!(app.integers(query).await, [0], "{query}");
        }
        let analyst = app.sign_in_as(Role::Analyst).await;
        assert_eq!(app.get_as(&analyst, PAGE).await.status, StatusCode::FORBIDDEN);
        let refused = app.post_as(&analyst, PAGE, "reference=N-1&with=team&on=2026-03-10").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        app.get_as(&noord, "/discussed?reference=N-1&with=team&on=2026-03-10").await;
        assert_eq!(app.integers(TEAM_DAYS).await, [0], "an address changes nothing");
    }

    async fn two_hundred_are_marked_at_once_and_a_thousand_are_not(app) {
        let references: Vec<String> = (0..200).map(|number| format!("K-{number}")).collect();
        for reference in &references {
            closed(&app, reference, "Noord", "2026-03-05T10:00:00Z", json!({})).await;
        }
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        let boxes = |page: &str| -> Vec<String> {
            let boxes = page.split(r#"name="reference" value=""#).skip(1);
            boxes.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
        };
        let first = app.get_as(&owner, "/discussed?team=Noord&ticked=all").await.body;
        assert_eq!((boxes(&first).len(), first.matches(" checked").count()), (25, 25), "{first}");
        assert!(first.contains(r#"rel="next" href="/discussed?team=Noord&amp;page=2""#), "{first}");
        assert!(!first.contains(r#"rel="prev""#), "{first}");
        assert_eq!(first.matches("Record</button>").count(), 2, "above the list and below it: {first}");
        assert!(first.contains("href=\"#share\"") && first.contains("id=\"share\""), "the figures are below: {first}");
        let second = app.get_as(&owner, "/discussed?team=Noord&page=2").await.body;
        assert!(second.contains(r#"rel="prev" href="/discussed?team=Noord""#), "{second}");
        let last = app.get_as(&owner, "/discussed?team=Noord&page=8").await.body;
        assert!(!last.contains(r#"rel="next""#), "{last}");
        let mut all: std::collections::BTreeSet<String> = boxes(&first).into_iter().chain(boxes(&second)).collect();
        for page in 3..=8 {
            all.extend(boxes(&app.get_as(&owner, &format!("/discussed?team=Noord&page={page}")).await.body));
        }
        assert_eq!(all.len(), 200, "each on one page");
        assert!(second.contains(r#"action="/discussed?team=Noord&amp;page=2""#), "the form leads back to it: {second}");
        assert_eq!(boxes(&app.get_as(&owner, "/discussed?page=9").await.body), [""; 0]);
        assert_eq!(app.get_as(&owner, "/discussed?page=0").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let answer = app.post_as(&owner, PAGE, &form(&references, "with=team&on=2026-03-10")).await;
        assert_eq!(answer.header("location"), "/discussed?done=200", "{answer:?}");
        assert_eq!((app.integers(TEAM_DAYS).await, app.integers(AUDITED).await), (vec![200], vec![200]));
        assert_eq!(check_tallies(&app.app).await.unwrap(), []);
        let thousand: Vec<String> = (0..1_000).map(|number| format!("K-{number}")).collect();
        let answer = app.post_as(&owner, PAGE, &form(&thousand, "with=employee&on=2026-03-10")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.body.matches(" checked").count(), 1_001, "all stay ticked, and with whom");
        assert_eq!(app.integers(EMPLOYEE_DAYS).await, [0]);
        let one_unknown = form(&references, "reference=K-404&with=employee&on=2026-03-10");
        assert_eq!(app.post_as(&owner, PAGE, &one_unknown).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(app.integers(EMPLOYEE_DAYS).await, [0]);
    }

    async fn two_people_mark_the_same_complaints_at_once(app) {
        for reference in ["K-1", "K-2", "K-3"] {
            closed(&app, reference, "Noord", "2026-03-05T10:00:00Z", json!({})).await;
        }
        let (first, second) = (app.sign_in_again(Role::Handler).await, app.sign_in_again(Role::Handler).await);
        let one = app.post_as(&first, PAGE, "reference=K-1&reference=K-2&reference=K-3&with=team&on=2026-03-10");
        let other = app.post_as(&second, PAGE, "reference=K-3&reference=K-2&reference=K-1&with=team&on=2026-03-11");
        let (one, other) = tokio::join!(one, other);
        assert_eq!((one.status, other.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER), "{one:?} {other:?}");
        let days = "SELECT COUNT(DISTINCT team_discussed_on) FROM complaints";
        assert_eq!(app.integers(days).await, [1], "the second finds the days of the first");
        assert_eq!(app.integers(AUDITED).await, [3]);
        assert_eq!(check_tallies(&app.app).await.unwrap(), []);
    }

    async fn the_use_case_itself_refuses_what_the_page_refuses(app) {
        closed(&app, "K-1", "Noord", "2026-03-05T10:00:00Z", json!({})).await;
        // An open complaint may have been discussed as well.
        app.put("K-2", &json!({"status": "open", "received_at": "2026-03-02T09:00:00Z", "team": "Noord"})).await;
        let mark = async |whose: FollowUpsOf, references: &[&str], on: &str| {
            let references: Vec<Reference> = references.iter().map(|text| text.parse().unwrap()).collect();
            mark_discussed(&app.app, &Actor::Operator, &whose, &references, DiscussedWith::Employee, day(on), Earlier::Stays).await
        };
        let refusal = |result: Result<Marked, MarkDiscussedError>| match result.unwrap_err() {
            MarkDiscussedError::Refused(refusal) => refusal,
            other => panic!("{other}"),
        };
        let all = FollowUpsOf::All;
        assert_eq!(refusal(mark(all.clone(), &[], "2026-03-10").await), MarkingRefusal::NothingChosen);
        assert_eq!(refusal(mark(all.clone(), &["K-1"], "2026-03-21").await), MarkingRefusal::Ahead);
        let before = MarkingRefusal::BeforeReceipt(vec!["K-2".to_owned()]);
        assert_eq!(refusal(mark(all.clone(), &["K-1", "K-2"], "2026-03-01").await), before);
        let zuid = FollowUpsOf::Team("Zuid".to_owned());
        let unknown = MarkingRefusal::Unknown(vec!["K-1".to_owned(), "K-3".to_owned()]);
        assert_eq!(refusal(mark(zuid, &["K-3", "K-1"], "2026-03-10").await), unknown);
        let marked = mark(all, &["K-1", "K-2", "K-1"], "2026-03-02").await.unwrap();
        assert_eq!(marked, Marked { marked: 2, kept: 0 });
    }
}
