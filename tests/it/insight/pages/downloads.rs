//! What the pages with figures show, as files: rows for spreadsheets and programs, pictures, and single answers.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use naklank::domain::access::roles::Role;
use naklank::workflow::demo::history::fill_history;
use naklank::workflow::insight::import_responses::import_responses;

use crate::support::{Answer, TestApp, on_both_engines};

/// Every set of rows, with a view that has it.
const SETS: [(&str, &str); 11] = [
    ("trend", ""),
    ("rolling", ""),
    ("segments", ""),
    ("standing", ""),
    ("drivers", ""),
    ("composition", ""),
    ("scores", ""),
    ("timing", ""),
    ("funnel", ""),
    ("why", ""),
    ("why-themes", ""),
];
/// Every picture, with a view that has it.
const CHARTS: [(&str, &str); 6] = [
    ("trend", ""),
    ("parts", ""),
    ("composition", ""),
    ("histogram", ""),
    ("funnel", ""),
    ("why", "&cut=outcome"),
];

async fn get(app: &TestApp, cookie: &str, language: &str, path: &str) -> Answer {
    let request = Request::get(path).header("cookie", cookie).header("accept-language", language);
    app.send(request.body(Body::empty()).unwrap()).await
}

/// Answers of last month by team.
async fn import(app: &TestApp, teams: &[(&str, usize, usize)]) {
    let mut file = "closed_at,answered_at,team,score,verbatim\n".to_owned();
    for (team, promoters, detractors) in teams {
        let line = |score: u8| format!("2026-02-10,2026-02-12,{team},{score},\"=HYPERLINK(1) {score}\"\n");
        file.push_str(&line(10).repeat(*promoters));
        file.push_str(&line(2).repeat(*detractors));
    }
    import_responses(&app.app, file.as_bytes(), None).await.unwrap();
}

/// The cells of the row of a semicolon file that begins with a name.
fn row<'a>(file: &'a str, name: &str) -> Vec<&'a str> {
    let line = file.lines().find(|line| line.starts_with(name));
    line.unwrap_or_else(|| panic!("no {name} in {file}")).split(';').collect()
}

/// The cell of a row below a heading.
fn cell<'a>(file: &'a str, name: &str, heading: &str) -> &'a str {
    let headings: Vec<&str> =
        file.trim_start_matches('\u{feff}').lines().next().unwrap().split(';').collect();
    let place = headings.iter().position(|other| *other == heading);
    row(file, name)[place.unwrap_or_else(|| panic!("no {heading} in {headings:?}"))]
}

on_both_engines! {
    async fn a_spreadsheet_has_rounded_numbers_and_headings_in_the_language_of_its_reader(app) {
        import(&app, &[("Noord", 20, 11), ("Zuid", 15, 10)]).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let dutch = get(&app, &cookie, "nl", "/export?set=segments&for=spreadsheet").await;
        assert_eq!(dutch.header("content-type"), "text/csv; charset=utf-8");
        assert!(dutch.body.starts_with("\u{feff}Team;NPS;95 %-interval, ondergrens;"), "{}", dutch.body);
        assert_eq!(cell(&dutch.body, "Noord", "NPS"), "29");
        assert_eq!(cell(&dutch.body, "Noord", "Verschil met de rest"), "9");
        assert_eq!(cell(&dutch.body, "Noord", "Conclusie"), "geen verschil aangetoond");
        assert!(cell(&dutch.body, "Zuid", "95 %-interval, ondergrens").contains(','), "{}", dutch.body);
        let english = get(&app, &cookie, "en", "/export?set=segments&for=spreadsheet").await.body;
        assert!(english.starts_with("Team,NPS,\"95 % interval, lower limit\","), "{english}");
        let exact = get(&app, &cookie, "nl", "/export?set=segments&for=program&format=csv").await.body;
        assert!(exact.starts_with("group,from,to") && exact.contains("29.0322580645"), "{exact}");
        let chosen = get(&app, &cookie, "en", "/export?set=segments&for=spreadsheet&format=semicolon").await.body;
        assert!(chosen.starts_with("\u{feff}Team;NPS;"), "{chosen}");
    }

    async fn what_is_hidden_on_the_page_is_hidden_in_its_files(app) {
        import(&app, &[("Noord", 20, 11), ("Zuid", 5, 4), ("Oost", 2, 1)]).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let file = get(&app, &cookie, "nl", "/export?set=segments&for=spreadsheet").await.body;
        for team in ["Zuid", "Oost"] {
            let cells = row(&file, team);
            assert_eq!(cells.last(), Some(&"verborgen"), "{file}");
            assert!(cells[1..cells.len() - 1].iter().all(|cell| cell.is_empty()), "{file}");
        }
        let drawn = get(&app, &cookie, "nl", "/picture?chart=parts").await.body;
        assert!(drawn.contains("Noord: NPS") && !drawn.contains("Zuid: NPS"), "{drawn}");
        let small = get(&app, &cookie, "nl", "/export?set=scores&for=spreadsheet&team=Oost").await;
        assert_eq!(small.status, StatusCode::NOT_FOUND);
        let small = get(&app, &cookie, "nl", "/picture?chart=histogram&team=Oost").await;
        assert_eq!(small.status, StatusCode::NOT_FOUND);
    }

    async fn every_section_has_its_rows_rounded_and_exact(app) {
        fill_history(&app.app).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        for (set, view) in SETS {
            let path = |own: &str| format!("/export?set={set}{view}{own}");
            let rounded = get(&app, &cookie, "nl", &path("&for=spreadsheet")).await;
            assert_eq!(rounded.status, StatusCode::OK, "{set}");
            assert!(rounded.body.starts_with('\u{feff}') && rounded.body.contains(';'), "{set}");
            let exact = get(&app, &cookie, "nl", &path("&for=program")).await;
            assert!(exact.status == StatusCode::OK && !exact.body.starts_with('\u{feff}'), "{set}");
            let json = get(&app, &cookie, "nl", &path("&for=program&format=json")).await;
            assert!(json.json().is_array() || json.json()["groups"].is_array(), "{set}");
        }
        let drivers = get(&app, &cookie, "nl", "/export?set=drivers&for=program&format=json").await.json();
        assert!(drivers[0]["correlation"].is_number() && drivers[0]["suppressed"] == false, "{drivers}");
        let split = get(&app, &cookie, "nl", "/export?set=why&for=program&format=json").await.json();
        let outcomes = split.as_array().unwrap().iter().filter(|row| row["dimension"] == "outcome");
        assert!(outcomes.count() >= 2, "{split}");
        for wrong in ["set=all", "set=trend&for=nobody", "set=why&against=never", "set=trend&for=spreadsheet&format=pdf", "set=segments&for=spreadsheet&format=json"] {
            let answer = get(&app, &cookie, "nl", &format!("/export?{wrong}")).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
        }
    }

    async fn each_line_of_downloads_says_of_what(app) {
        fill_history(&app.app).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = get(&app, &cookie, "en", "/").await.body;
        for section in ["Over time", "Rolling", "Compare by team"] {
            assert_eq!(page.matches(&format!("Download ‘{section}’: ")).count(), 1, "{section}: {page}");
        }
    }

    async fn a_file_is_named_after_its_view(app) {
        fill_history(&app.app).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        let range = "from=2025-01-01&to=2025-06-30";
        for (path, name) in [
            (format!("/export?{range}&team=Zuid"), "filename=\"nps-2025-01-01-2025-06-30-team-Zuid.csv\""),
            (format!("/export?{range}&set=segments&cut=outcome&format=json"), "filename=\"nps-segments-outcome-2025-01-01-2025-06-30.json\""),
            (format!("/picture?{range}&chart=histogram"), "filename=\"nps-histogram-2025-01-01-2025-06-30.svg\""),
            (format!("/export?{range}&team=%C3%89%C3%A9n%22"), "team-Een.csv\"; filename*=UTF-8''nps%2D"),
        ] {
            let answer = get(&app, &cookie, "nl", &path).await;
            let given = answer.header("content-disposition");
            assert!(given.contains(name) && given.starts_with("attachment; "), "{path}: {given}");
        }
    }

    async fn a_picture_stands_alone_and_leads_nowhere(app) {
        fill_history(&app.app).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        for (chart, view) in CHARTS {
            let svg = get(&app, &cookie, "nl", &format!("/picture?chart={chart}{view}&format=svg")).await;
            assert_eq!((svg.status, svg.header("content-type")), (StatusCode::OK, "image/svg+xml"), "{chart}");
            assert!(svg.header("content-disposition").starts_with("attachment; "), "{chart}");
            assert_eq!(svg.header("x-content-type-options"), "nosniff", "{chart}");
            assert!(svg.body.starts_with("<?xml") && svg.body.contains("xmlns=\"http://www.w3.org/2000/svg\""), "{chart}");
            for elsewhere in ["var(", "href", "url(", "<script", "<a "] {
                assert!(!svg.body.contains(elsewhere), "{chart}: {elsewhere}");
            }
            for words in ["<title>", "<desc>", "Gemaakt"] {
                assert!(svg.body.contains(words), "{chart}: {words}");
            }
            let png = get(&app, &cookie, "nl", &format!("/picture?chart={chart}{view}&format=png")).await;
            assert_eq!((png.status, png.header("content-type")), (StatusCode::OK, "image/png"), "{chart}");
            assert_eq!(&png.bytes[..8], b"\x89PNG\r\n\x1a\n", "{chart}");
            let side = |at: usize| u32::from_be_bytes(png.bytes[at..at + 4].try_into().unwrap());
            assert!((1_300..=1_700).contains(&side(16)) && (300..=3_000).contains(&side(20)), "{chart}");
        }
        let filtered = get(&app, &cookie, "nl", "/picture?chart=trend&team=Noord").await.body;
        assert!(filtered.contains("Noord."), "the caption says what is filtered: {filtered}");
        for wrong in ["", "chart=pie", "chart=trend&format=pdf", "chart=trend&from=x"] {
            let answer = get(&app, &cookie, "nl", &format!("/picture?{wrong}")).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
        }
    }

    async fn a_picture_says_what_its_marks_mean_and_which_period_is_hidden(app) {
        let mut file = "answered_at,score\n".to_owned();
        for (month, times) in [("2025-05", 20), ("2025-08", 3), ("2025-11", 20), ("2026-02", 25)] {
            file.push_str(&format!("{month}-10,9\n").repeat(times));
        }
        import_responses(&app.app, file.as_bytes(), None).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = get(&app, &cookie, "nl", "/").await.body;
        let drawn = get(&app, &cookie, "nl", "/picture?chart=trend").await.body;
        for (name, shown) in [("page", &page), ("picture", &drawn)] {
            assert!(shown.contains("class=\"cross\"") && shown.contains("<title>K3 2025: verborgen</title>"), "{name}: {shown}");
            assert!(shown.contains("Een kruis onder in de grafiek: een verborgen periode."), "{name}: {shown}");
        }
        assert!(drawn.contains("Voorlopig: de periode"), "{drawn}");
        let parts = get(&app, &cookie, "nl", "/picture?chart=composition").await.body;
        assert!(parts.contains("Een promotor gaf een 9 of 10"), "{parts}");
    }

    async fn the_answers_of_a_selection_come_as_a_file_and_the_audit_says_so(app) {
        import(&app, &[("Noord", 20, 11), ("Oost", 2, 1)]).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = get(&app, &cookie, "nl", "/verbatims?team=Noord&scores=detractors").await.body;
        let link = "/verbatims/file?team=Noord&amp;scores=detractors&amp;for=spreadsheet";
        assert!(page.contains(link), "{page}");
        let file = get(&app, &cookie, "nl", &link.replace("&amp;", "&")).await;
        assert!(file.body.starts_with("\u{feff}Dag van het antwoord;Cijfer;Groep;Toelichting;Thema's;Team"), "{}", file.body);
        assert_eq!(file.body.lines().count(), 12, "eleven detractors of Noord");
        assert!(file.body.contains("2026-02-12;2;criticaster;'=HYPERLINK(1) 2;"), "{}", file.body);
        assert!(file.header("content-disposition").contains("filename=\"answers-"), "{file:?}");
        let exact = get(&app, &cookie, "nl", "/verbatims/file?team=Noord").await.body;
        assert!(exact.starts_with("answered_on,score,score_group,verbatim,themes,team"), "{exact}");
        let small = get(&app, &cookie, "nl", "/verbatims/file?team=Oost").await;
        assert_eq!((small.status, small.header("location")), (StatusCode::SEE_OTHER, "/verbatims?team=Oost"));
        let files = "SELECT COUNT(*) FROM audit WHERE action = 'verbatims' AND subject LIKE 'a file: team=%'";
        assert_eq!(app.integers(files).await, [3]);
    }

    async fn files_are_for_those_who_may_see_the_page(app) {
        fill_history(&app.app).await.unwrap();
        let handler = app.sign_in_as(Role::Handler).await;
        for path in ["/export?set=drivers&for=spreadsheet", "/picture?chart=trend", "/verbatims/file"] {
            assert_eq!(get(&app, &handler, "nl", path).await.status, StatusCode::FORBIDDEN, "{path}");
            assert_eq!(app.get(path).await.status, StatusCode::SEE_OTHER, "{path}");
        }
        let analyst = app.sign_in_as(Role::Analyst).await;
        let path = "/picture?chart=trend&interval=day&from=2026-01-01&to=2026-02-28";
        assert_eq!(get(&app, &analyst, "nl", path).await.status, StatusCode::OK);
        let days = "SELECT COUNT(*) FROM audit WHERE action = 'dashboard by day'";
        assert_eq!(app.integers(days).await, [1]);
    }
}
