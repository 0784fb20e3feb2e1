//! The documents as pages: each of their keys has words, and a small one looks as it did.

use chrono::NaiveDate;
use insta::assert_snapshot;
use naklank::domain::people::language::Language;
use naklank::domain::reporting::document::{
    Document, InBoth, Label, Part, Row, Section, Statement, Table, canonical,
};
use naklank::domain::reporting::figure::Figure;
use naklank::domain::reporting::method::METHOD;
use naklank::views::reporting::page::{EditionHead, ReportPage};
use naklank::views::reporting::words::without_words;
use naklank::workflow::demo::history::fill_history;
use naklank::workflow::demo::norm::adopt_policy_values;
use naklank::workflow::reporting::evaluation::internal_report;
use naklank::workflow::reporting::public::public_report;

use crate::reporting::publishing::PUBLIC_URL;
use crate::support::{Backend, TestApp};

fn in_both(nl: &str, en: &str) -> InBoth {
    InBoth { nl: nl.to_owned(), en: en.to_owned() }
}

#[tokio::test]
async fn everything_in_the_documents_of_the_demonstration_has_words_in_each_language() {
    let app = TestApp::start_demo(Backend::Sqlite).await;
    fill_history(&app.app).await.unwrap();
    adopt_policy_values(&app.app).await.unwrap();
    let (now, own) = (app.app.now(), in_both("Eigen woorden.", "Own words."));
    for year in [2024, 2025, 2026] {
        let public = public_report(&app.app, year, now, &own, &own).await.unwrap();
        let internal = internal_report(&app.app, year, now, &own, &own).await.unwrap();
        for document in [public, internal] {
            let name = format!("{} {year}", document.document);
            assert!(document.sections.len() > 3, "{name}");
            assert_eq!(without_words(&document), Vec::<String>::new(), "{name}");
            for section in &document.sections {
                let Section { key, heading, .. } = section;
                assert!(
                    !heading.nl.is_empty() && !heading.en.is_empty() && heading.nl != *key,
                    "{name}: {key}"
                );
            }
        }
    }
}

fn small() -> Document {
    let known =
        |name: &str, figures: Vec<Figure>| Row { label: Label::Known { name: name.to_owned() }, figures };
    let table = |key: &str, columns: &[&str], rows: Vec<Row>| {
        let columns = columns.iter().map(|column| (*column).to_owned()).collect();
        Part::Table(Table { key: key.to_owned(), columns, rows })
    };
    let statements = |told: &[(&str, &[(&str, Figure)])]| {
        let figures = |all: &[(&str, Figure)]| {
            all.iter().map(|(name, figure)| ((*name).to_owned(), figure.clone())).collect()
        };
        let one = |(key, all): &(&str, &[(&str, Figure)])| Statement {
            key: (*key).to_owned(),
            figures: figures(all),
        };
        Part::Statements { statements: told.iter().map(one).collect() }
    };
    let section =
        |key: &str, heading: InBoth, parts: Vec<Part>| Section { key: key.to_owned(), heading, parts };
    let received =
        [("received", Figure::count(1_200)), ("closed", Figure::count(1_150)), ("open", Figure::count(64))];
    let norm = Figure::Norm { value: 90.0, is_share: true, limit: Some("24 hours".to_owned()) };
    let in_time =
        [("share", Figure::Share { part: 1_130, whole: 1_190, decimals: 1 }), ("norm", norm.clone())];
    let verdict = Figure::Verdict { verdict: "met".to_owned() };
    let nps = Figure::Nps { promoters: 60, passives: 20, detractors: 20, confidence: 90 };
    Document {
        method: METHOD.to_owned(),
        document: "public".to_owned(),
        year: 2025,
        organisation: "Bij \"Jan\" & <Co>".to_owned(),
        as_of: "2026-03-01T09:30:00Z".to_owned(),
        minimum: 10,
        sections: vec![
            section(
                "summary",
                in_both("Het jaar in het kort", "The year in brief"),
                vec![statements(&[
                    ("summary_received", &received[..]),
                    ("summary_acknowledgement", &in_time[..]),
                ])],
            ),
            section(
                "kinds",
                in_both("Soorten", "Kinds"),
                vec![table(
                    "channel",
                    &["label", "complaints", "share"],
                    vec![
                        known("channel:web", vec![Figure::count(1_150), Figure::share(1_150, 1_200)]),
                        known("channel:letter", vec![Figure::Hidden, Figure::Hidden]),
                        Row {
                            label: Label::Total,
                            figures: vec![Figure::count(1_200), Figure::share(1_200, 1_200)],
                        },
                    ],
                )],
            ),
            section(
                "kpis",
                in_both("Hoe goed", "How well"),
                vec![table(
                    "kpis",
                    &["label", "value", "norm", "verdict"],
                    vec![
                        known("kpi:acknowledgement", vec![in_time[0].1.clone(), norm, verdict]),
                        known("kpi:nps", vec![nps, Figure::Nothing, Figure::Nothing]),
                    ],
                )],
            ),
            section(
                "board",
                in_both("Van de directie", "From the board"),
                vec![Part::Words { words: in_both("Eerste alinea.\n\nTweede <alinea>.", "") }],
            ),
        ],
    }
}

/// The body of a page with one tag per line; the block of figures is shown whole elsewhere.
fn body(page: &str) -> String {
    let (before, _) = page.split_once("<script").unwrap();
    let (_, body) = before.split_once("<body>").unwrap();
    body.replace('<', "\n<").lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_small_document_in_each_language() {
    let document = small();
    let on = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    let draft = EditionHead::Draft { on };
    let approved = EditionHead::Approved { number: 2, sha256: [0xab; 32], approved_on: on };
    for (language, head) in [(Language::Dutch, &draft), (Language::English, &approved)] {
        let page =
            ReportPage { language, document: &document, head, public_url: PUBLIC_URL }.render().into_string();
        assert_snapshot!(format!("small_{language}"), body(&page));
    }
    assert_snapshot!("small_block", canonical(&document).unwrap());
}
