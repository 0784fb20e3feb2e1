//! Causes of complaints: their Pareto, which every way out tells alike, and what stays hidden of it.

mod acts;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use naklank::domain::access::roles::{Role, Scope};
use naklank::workflow::learning::causes::offered_causes;
use serde_json::{Value, json};

use crate::support::{TestApp, on_both_engines};

/// All that the scenarios tell and answer.
const RANGE: &str = "from=2026-01-01&to=2026-12-31";

/// Open complaints: how many, received on which day, of which team, with which causes.
async fn tell(app: &TestApp, complaints: &[(usize, &str, &str, &[&str])]) {
    for (row, (times, day, team, causes)) in complaints.iter().enumerate() {
        for number in 0..*times {
            let complaint = json!({
                "status": "open", "received_at": format!("{day}T09:00:00Z"), "team": team, "causes": causes,
            });
            let reference = format!("K-{}-{day}-{team}-{row}-{number}", causes.len());
            assert_eq!(app.put(&reference, &complaint).await.status, StatusCode::CREATED, "{complaint}");
        }
    }
}

/// Six with the one cause, three with the other, two with both and one with none.
async fn twelve_complaints(app: &TestApp) {
    tell(
        app,
        &[
            (6, "2026-02-10", "Noord", &["duur"]),
            (3, "2026-03-03", "Zuid", &["toon"]),
            (2, "2026-03-04", "Noord", &["duur", "toon"]),
            (1, "2026-03-05", "Noord", &[]),
        ],
    )
    .await;
}

/// Closes a complaint and answers about it.
async fn answer(app: &TestApp, reference: &str, causes: &[&str], score: u8) {
    let link = app.invite_with(reference, json!({"causes": causes})).await;
    let answered = app.post_form(&link, &format!("score={score}")).await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{answered:?}");
}

async fn causes(app: &TestApp, query: &str) -> Value {
    let answer = app.api(Method::GET, &format!("/api/v1/causes?{query}"), Body::empty()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.json()
}

/// Name and number of complaints of each row.
async fn counted(app: &TestApp) -> Vec<(String, u64)> {
    let all = causes(app, RANGE).await["causes"].clone();
    let row = |row: &Value| (row["cause"].as_str().unwrap().to_owned(), row["complaints"].as_u64().unwrap());
    all.as_array().unwrap().iter().map(row).collect()
}

fn pairs(rows: &[(&str, u64)]) -> Vec<(String, u64)> {
    rows.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
}

/// The page, after the one step that leads to the clean address of a view, if there is one.
async fn page(app: &TestApp, cookie: &str, path: &str) -> String {
    let mut answer = app.get_as(cookie, path).await;
    if answer.status == StatusCode::SEE_OTHER {
        answer = app.get_as(cookie, answer.header("location")).await;
    }
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    answer.body
}

/// The texts of the cells of the row that a link with this name begins.
fn cells(page: &str, name: &str) -> Vec<String> {
    let row = page.split(&format!(">{name}</a>")).nth(1).unwrap_or_else(|| panic!("no row {name}: {page}"));
    let row = row.split("</tr>").next().unwrap();
    let plain = |cell: &str| {
        let inner = cell.split_once('>').unwrap().1;
        let text: String =
            inner.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text)).collect();
        text.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    row.split("<td").skip(1).map(plain).collect()
}

on_both_engines! {
    async fn a_complaint_counts_once_in_the_total_and_once_in_each_of_its_causes(app) {
        twelve_complaints(&app).await;
        let told = causes(&app, RANGE).await;
        assert_eq!((&told["complaints"], &told["not_told"]), (&json!(12), &json!(1)));
        let rows = told["causes"].as_array().unwrap();
        assert_eq!(rows.len(), 2);
        for (row, cause, complaints, main, cumulative) in
            [(&rows[0], "duur", 8, 8, 8.0 / 13.0), (&rows[1], "toon", 5, 3, 1.0)]
        {
            assert_eq!((&row["cause"], &row["complaints"], &row["main"]), (&json!(cause), &json!(complaints), &json!(main)));
            assert_eq!(row["share"], json!(f64::from(complaints) / 12.0));
            assert_eq!(row["cumulative"], json!(cumulative), "{cause}");
            assert_eq!((&row["nps"], &row["responses"]), (&Value::Null, &json!(0)));
        }
        let cookie = app.sign_in_as(Role::Analyst).await;
        let shown = page(&app, &cookie, &format!("/causes?{RANGE}")).await;
        assert!(shown.contains("12 complaints were received; for 1 of them no cause was given."), "{shown}");
        let bases = "is of all complaints received (12), and the cumulative share is of all times that a cause was named (13)";
        assert!(shown.split("<table").next().unwrap().contains(bases), "above the table: {shown}");
        assert_eq!(cells(&shown, "duur")[..4], ["8", "8", "66.7 %", "61.5 %"]);
        assert_eq!(cells(&shown, "toon")[..4], ["5", "3", "41.7 %", "100.0 %"]);
        assert!(!shown.contains("Hidden:"), "nothing is: {shown}");
        let drawing = shown.split("class=\"chart pareto\"").nth(1).unwrap().split("</svg>").next().unwrap();
        assert_eq!((drawing.matches("<rect").count(), drawing.matches("<circle").count()), (2, 2), "{drawing}");
        let february = causes(&app, "from=2026-02-01&to=2026-02-28").await;
        assert_eq!((&february["complaints"], &february["causes"][0]["complaints"]), (&json!(6), &json!(6)), "by receipt");
    }

    async fn one_is_singular(app) {
        tell(&app, &[(1, "2026-02-10", "Noord", &["duur"])]).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let all = page(&app, &cookie, &format!("/causes?{RANGE}")).await;
        assert!(all.contains("1 complaint was received; number without a cause: 0."), "{all}");
        assert!(all.contains("with 1 complaint (100.0\u{a0}%)"), "{all}");
        let one = page(&app, &cookie, &format!("/causes/one?name=duur&{RANGE}")).await;
        assert!(one.contains("1 complaint of the 1 received has this cause (100.0\u{a0}%)."), "{one}");
    }

    async fn a_small_main_part_and_the_few_without_a_cause_are_hidden_with_what_would_tell_them(app) {
        tell(
            &app,
            &[
                (9, "2026-02-10", "Noord", &["duur"]),
                (7, "2026-03-03", "Noord", &["toon"]),
                (2, "2026-03-04", "Noord", &[]),
                (6, "2026-03-05", "Zuid", &["duur", "toon"]),
            ],
        )
        .await;
        let noord = causes(&app, &format!("{RANGE}&team=Noord")).await;
        assert_eq!((&noord["complaints"], &noord["not_told"]), (&json!(18), &Value::Null));
        let main: Vec<&Value> = noord["causes"].as_array().unwrap().iter().map(|row| &row["main"]).collect();
        assert_eq!(main, [&json!(9), &Value::Null], "18 less 9 less 7 would be the two without a cause");
        let cookie = app.sign_in_as(Role::Analyst).await;
        let shown = page(&app, &cookie, &format!("/causes?{RANGE}&team=Noord")).await;
        assert_eq!(cells(&shown, "toon")[..2], ["7", "hidden"], "{shown}");
        assert!(shown.contains("Hidden: the number is too small"), "{shown}");
        assert!(shown.contains("18 complaints were received."), "{shown}");
        let file = app.get_as(&cookie, &format!("/causes/file?{RANGE}&team=Noord&for=program&format=csv")).await;
        assert!(file.body.contains("toon,false,7,,"), "{}", file.body);
        let whole = causes(&app, RANGE).await;
        assert_eq!((&whole["not_told"], &whole["causes"][1]["main"]), (&json!(2), &json!(7)), "the whole hides nothing");
    }

    async fn names_of_the_longest_lists_are_known_too(app) {
        // Longer than an index takes, with twenty names of two hundred characters of four bytes each.
        let long: Vec<String> = (0..20).map(|number| format!("{number:02}{}", "\u{1f4ee}".repeat(198))).collect();
        let names: Vec<&str> = long.iter().map(String::as_str).collect();
        tell(&app, &[(2, "2026-02-10", "Noord", names.as_slice()), (2, "2026-02-11", "Noord", &["duur", "toon"])]).await;
        tell(&app, &[(1, "2024-02-10", "Noord", &["oud"]), (1, "2026-02-12", "Noord", &["duur"])]).await;
        let mut all = names.clone();
        all.extend(["duur", "toon"]);
        assert_eq!(offered_causes(&app.app).await.unwrap(), all, "of the last twelve months, each once");
        let cookie = app.sign_in_as(Role::Analyst).await;
        assert!(page(&app, &cookie, "/causes/one?name=oud").await.contains("<h1 dir=\"auto\">oud</h1>"));
    }

    async fn the_day_of_receipt_is_that_of_the_organisation(app) {
        let complaint = json!({"status": "open", "received_at": "2026-02-28T23:30:00Z", "causes": ["duur"]});
        app.put("K-1", &complaint).await;
        assert_eq!(causes(&app, "from=2026-03-01&to=2026-03-31").await["complaints"], 1);
        assert_eq!(causes(&app, "from=2026-02-01&to=2026-02-28").await["complaints"], 0);
    }

    async fn the_nps_of_a_cause_is_shown_with_its_interval_or_hidden_with_what_would_tell_it(app) {
        for number in 0..6 {
            answer(&app, &format!("K-{number}"), &["duur"], if number < 3 { 9 } else { 2 }).await;
        }
        for number in 6..12 {
            answer(&app, &format!("K-{number}"), &["toon"], 10).await;
        }
        let told = causes(&app, RANGE).await["causes"].clone();
        assert_eq!((&told[0]["cause"], &told[0]["nps"], &told[0]["responses"]), (&json!("duur"), &json!(0.0), &json!(6)));
        assert!(told[0]["low"].as_f64().unwrap() < 0.0 && told[0]["high"].as_f64().unwrap() > 0.0);
        assert_eq!((&told[1]["nps"], &told[1]["suppressed"]), (&json!(100.0), &json!(false)));
        let cookie = app.sign_in_as(Role::Analyst).await;
        let shown = page(&app, &cookie, &format!("/causes?{RANGE}")).await;
        assert!(cells(&shown, "duur")[4].starts_with("0.0 (") && cells(&shown, "duur")[5] == "6", "{shown}");
        answer(&app, "K-20", &["brief"], 0).await;
        // While a month runs with one answer, nothing that holds it is told.
        app.clock.set("2026-06-02T10:00:00Z");
        let told = causes(&app, RANGE).await["causes"].clone();
        let hidden: Vec<&Value> = told.as_array().unwrap().iter().filter(|row| row["suppressed"] == true).collect();
        assert_eq!(hidden.len(), 2, "one alone would be 13 less 12: {told}");
        assert!(hidden.iter().all(|row| row["nps"].is_null() && row["responses"].is_null() && row["complaints"].is_u64()));
        // The first session has ended meanwhile.
        let cookie = app.sign_in_again(Role::Analyst).await;
        let shown = page(&app, &cookie, &format!("/causes?{RANGE}")).await;
        assert_eq!(cells(&shown, "brief")[4..], ["hidden", "–"]);
        let one = page(&app, &cookie, &format!("/causes/one?name=brief&{RANGE}")).await;
        assert!(one.contains("The NPS of this cause is hidden"), "{one}");
    }

    async fn few_answers_about_a_cause_cannot_be_had_by_subtraction_from_a_longer_range(app) {
        for (month, expensive) in [("2026-04", 5), ("2026-05", 5), ("2026-06", 2)] {
            app.clock.set(&format!("{month}-07T10:00:00Z"));
            for number in 0..expensive + 6 {
                let cause = if number < expensive { "duur" } else { "toon" };
                let closed = json!({"causes": [cause], "closed_at": format!("{month}-07T09:00:00Z")});
                let link = app.invite_with(&format!("K-{month}-{number}"), closed).await;
                assert_eq!(app.post_form(&link, "score=9").await.status, StatusCode::SEE_OTHER);
            }
        }
        app.clock.set("2026-07-08T10:00:00Z");
        let key = app.key_with("figures", &[Scope::InsightsRead]).await;
        let responses = async |days: &str, filter: &str| {
            let path = format!("/api/v1/causes?{days}{filter}");
            let told = app.api_as(&key, Method::GET, &path, Body::empty()).await;
            assert_eq!(told.status, StatusCode::OK, "{told:?}");
            let rows = told.json()["causes"].clone();
            let of = |cause: &str| {
                let row = rows.as_array().unwrap().iter().find(|row| row["cause"] == cause);
                row.and_then(|row| row["responses"].as_u64())
            };
            (of("duur"), of("toon"))
        };
        let (april, quarter) = ("from=2026-04-01&to=2026-04-30", "from=2026-04-01&to=2026-06-30");
        assert_eq!(responses(quarter, "").await, (Some(12), Some(18)));
        assert_eq!(responses(april, "").await, (Some(5), Some(6)));
        assert_eq!(responses("from=2026-05-01&to=2026-05-31", "").await, (None, None), "12 less 5 less 5 are two");
        assert_eq!(responses("from=2026-04-01&to=2026-05-31", "").await, (None, None), "12 less 10 are two");
        assert_eq!(responses(quarter, "&team=Noord").await, (Some(12), Some(18)), "all are of one team");
        assert_eq!(responses("from=2026-05-01&to=2026-05-31", "&team=Noord").await, (None, None));
        assert_eq!(responses(quarter, "&team=Noord&channel=web").await, (None, None), "three dimensions with the cause");
    }

    async fn small_counts_of_a_part_are_hidden_and_those_of_the_whole_are_not(app) {
        tell(
            &app,
            &[
                (20, "2026-02-10", "Noord", &["duur"]),
                (6, "2026-03-03", "Noord", &["toon"]),
                (2, "2026-03-04", "Noord", &["brief"]),
                (3, "2026-03-05", "Zuid", &["brief"]),
            ],
        )
        .await;
        assert_eq!(counted(&app).await, pairs(&[("duur", 20), ("toon", 6), ("brief", 5)]));
        let noord = causes(&app, &format!("{RANGE}&team=Noord")).await;
        let hidden: Vec<&str> = noord["causes"].as_array().unwrap().iter()
            .filter(|row| row["complaints_suppressed"] == true)
            .map(|row| row["cause"].as_str().unwrap())
            .collect();
        assert_eq!(hidden, ["brief", "toon"], "2 alone would be 28 less 26");
        let zuid = causes(&app, &format!("{RANGE}&team=Zuid")).await;
        assert_eq!((&zuid["complaints"], &zuid["causes"][0]["complaints"]), (&Value::Null, &Value::Null));
        let cookie = app.sign_in_as(Role::Analyst).await;
        let shown = page(&app, &cookie, &format!("/causes?{RANGE}&team=Noord")).await;
        assert_eq!(cells(&shown, "toon")[..4], ["hidden", "–", "–", "–"]);
        let one = page(&app, &cookie, &format!("/causes/one?name=toon&{RANGE}&team=Noord")).await;
        assert!(one.contains("So few complaints were received"), "not to be had on its own page: {one}");
        let small = page(&app, &cookie, &format!("/causes?{RANGE}&team=Zuid")).await;
        assert!(small.contains("So few complaints were received") && !small.contains("chart pareto"), "{small}");
    }

    async fn a_cause_has_its_share_of_each_month(app) {
        twelve_complaints(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let one = page(&app, &cookie, &format!("/causes/one?name=toon&{RANGE}")).await;
        assert!(one.contains("5 of the 12 complaints received have this cause (41.7\u{a0}%)."), "{one}");
        assert!(one.contains("It is the main cause of 3 of them."), "{one}");
        let march = one.split("March 2026").last().unwrap().split("</tr>").next().unwrap();
        assert!(march.contains(">6</td>") && march.contains(">5</td>") && march.contains("83.3\u{a0}%"), "{march}");
        let without = page(&app, &cookie, "/causes/one?name=toon&from=2026-02-01&to=2026-02-28").await;
        assert!(without.contains("No complaint of this selection has this cause."), "{without}");
        assert_eq!(app.get_as(&cookie, "/causes/one?name=onbekend").await.status, StatusCode::NOT_FOUND);
        assert_eq!(app.get_as(&cookie, "/causes/one").await.status, StatusCode::NOT_FOUND);
    }

    async fn a_view_has_one_address_and_what_a_complaint_has_not_is_no_filter(app) {
        twelve_complaints(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        for (asked, clean) in [
            ("/causes?team=&from=&to=", "/causes"),
            ("/causes?mode=email&team=Noord", "/causes?team=Noord"),
            ("/causes/one?name=duur&team=&questionnaire=x", "/causes/one?name=duur"),
        ] {
            let answer = app.get_as(&cookie, asked).await;
            assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, clean), "{asked}");
        }
        let wrong = app.get_as(&cookie, "/causes?from=never&colour=red").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("href=\"#from\"") && wrong.body.contains("class=\"errors\""), "{}", wrong.body);
        let kept = page(&app, &cookie, "/causes?range=last-quarter&team=Noord").await;
        assert!(kept.contains("href=\"/why?range=last-quarter&amp;team=Noord\""), "{kept}");
        let of_range = page(&app, &cookie, "/causes/one?name=duur&range=last-quarter&team=Noord").await;
        assert!(of_range.contains("href=\"/causes/one?name=duur&amp;range=last-month&amp;team=Noord\""), "{of_range}");
        let days = app.acts_of("user analyst@example.org", "dashboard by day").await;
        page(&app, &cookie, "/causes?from=2026-03-02&to=2026-03-04").await;
        assert_eq!(app.acts_of("user analyst@example.org", "dashboard by day").await, days + 1, "single days are noted");
        let handler = app.sign_in_as(Role::Handler).await;
        assert_eq!(app.get_as(&handler, "/causes").await.status, StatusCode::FORBIDDEN);
    }

    async fn file_and_api_hold_the_table_of_the_page(app) {
        twelve_complaints(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let exact = app.get_as(&cookie, &format!("/causes/file?{RANGE}&for=program&format=csv")).await;
        assert_eq!(exact.header("content-disposition"), "attachment; filename=\"causes-2026-01-01-2026-12-31.csv\"");
        assert!(exact.body.starts_with("cause,retired,complaints,main,share,cumulative,"), "{}", exact.body);
        let request = Request::get(format!("/api/v1/causes?{RANGE}")).header("accept", "text/csv");
        let request = request.header("authorization", format!("Bearer {}", app.key));
        let told = app.send(request.body(Body::empty()).unwrap()).await.body;
        let at_level = |(row, line): (usize, &str)| format!("{line},{}\r\n", if row == 0 { "confidence" } else { "0.95" });
        assert_eq!(told.lines().enumerate().map(at_level).collect::<String>(), exact.body);
        let sheet = app.get_as(&cookie, &format!("/causes/file?{RANGE}&for=spreadsheet&format=csv-semicolon")).await;
        assert!(sheet.body.contains("duur;8;8;66,7;61,5;"), "{}", sheet.body);
        let by_day = format!("/causes/file?from=2026-03-02&to=2026-03-04&for={}", "x");
        assert_eq!(app.get_as(&cookie, &by_day).await.status, StatusCode::BAD_REQUEST);
        let wrong = app.api(Method::GET, "/api/v1/causes?interval=month&mode=email&from=x", Body::empty()).await;
        assert_eq!(wrong.wrong_fields(), ["interval", "mode", "from"]);
        let key = app.key_with("figures", &[Scope::InsightsRead]).await;
        let days = app.api_as(&key, Method::GET, "/api/v1/causes?from=2026-03-02&to=2026-03-04", Body::empty()).await;
        assert_eq!(days.status, StatusCode::FORBIDDEN, "single days take another scope");
    }
}
