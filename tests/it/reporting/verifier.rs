//! A program in another language recomputes a published page, and finds any digit that was changed.
//!
//! The program is `recompute_report.py`. It shares no code with the one that makes pages.

mod markup;

use std::path::Path;
use std::process::{Command, Output};

use chrono::TimeDelta;
use naklank::domain::reporting::document::{Document, DocumentKind, read};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::reporting::publishing::{
    frozen, page_of, publish_document, publish_edition, served, with_history,
};
use crate::support::process::python;
use crate::support::{Backend, TestApp};

const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/reporting/recompute_report.py");
const BLOCK: &str = "<script type=\"application/json\" id=\"figures\">";
/// How many printed digits of a page are changed, each in its turn.
const PRINTED_CHANGED: usize = 200;
/// How many letters.
const SEEN_CHANGED: usize = 400;

fn run(page: &Path, further: &[&str]) -> Output {
    // Without -B it would leave its compiled form in the repository.
    Command::new(python()).args(["-B", PROGRAM]).arg(page).args(further).output().unwrap()
}

/// What the program says of a page; nothing of a right one.
pub fn faults(page: &str) -> String {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("report.html");
    std::fs::write(&file, page).unwrap();
    let output = run(&file, &[]);
    let told = String::from_utf8(output.stdout).unwrap().trim().to_owned();
    assert_eq!(output.status.success(), told.is_empty(), "{told}{}", String::from_utf8_lossy(&output.stderr));
    told
}

async fn published_pages_are_recomputed(backend: Backend) {
    let app = with_history(backend).await;
    publish_edition(&app, 2025, "").await;
    for language in ["nl", "en"] {
        let found = faults(&served(&app, 2025, language).await);
        assert_eq!(found, "", "{language}");
    }
    let evaluation = publish_document(&app, DocumentKind::Internal, 2025, "").await;
    let evaluation = frozen(&app, DocumentKind::Internal, 2025, evaluation.number).await;
    for page in [evaluation.page_nl, evaluation.page_en] {
        assert_eq!(faults(&page), "", "the evaluation");
    }
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Python: run tests/run")]
async fn every_figure_of_a_published_page_is_recomputed_on_sqlite() {
    published_pages_are_recomputed(Backend::Sqlite).await;
}

#[tokio::test]
#[cfg_attr(
    not(all(feature = "tool-tests", feature = "postgres-tests")),
    ignore = "needs Python and PostgreSQL: run tests/run"
)]
async fn every_figure_of_a_published_page_is_recomputed_on_postgres() {
    published_pages_are_recomputed(Backend::Postgres).await;
}

/// The positions of the digits in the elements of figures, without those in what an element holds, such as a bar.
fn printed_digits(page: &str) -> Vec<usize> {
    let mut digits = Vec::new();
    for (place, _) in page.match_indices(" id=\"f-") {
        let opens = page[..place].rfind('<').unwrap() + 1;
        let tag = page[opens..place].split(' ').next().unwrap();
        let begins = place + page[place..].find('>').unwrap() + 1;
        let ends = begins + page[begins..].find(&format!("</{tag}>")).unwrap();
        let mut is_inside_tag = false;
        for (offset, byte) in page[begins..ends].bytes().enumerate() {
            match byte {
                b'<' => is_inside_tag = true,
                b'>' => is_inside_tag = false,
                b'0'..=b'9' if !is_inside_tag => digits.push(begins + offset),
                _ => {}
            }
        }
    }
    digits
}

/// The position of the last digit of each number in the block, those in its texts included.
fn block_digits(page: &str) -> Vec<usize> {
    let begins = page.find(BLOCK).unwrap() + BLOCK.len();
    let ends = begins + page[begins..].find("</script>").unwrap();
    let bytes = page.as_bytes();
    let is_last = |at: &usize| bytes[*at].is_ascii_digit() && !bytes[at + 1].is_ascii_digit();
    (begins..ends).filter(is_last).collect()
}

/// What the program says of each page that has one digit or letter changed.
fn faults_of_variants(page: &str, changed: &[usize]) -> Vec<Vec<String>> {
    let folder = TempDir::new().unwrap();
    let [file, variants] = ["report.html", "variants.jsonl"].map(|name| folder.path().join(name));
    std::fs::write(&file, page).unwrap();
    let variant = |(turn, at): (usize, &usize)| {
        let to = match page.as_bytes()[*at] {
            digit @ b'0'..=b'9' => ((usize::from(digit - b'0') + 1 + turn % 9) % 10).to_string(),
            letter => if letter == b'x' { "y" } else { "x" }.to_owned(),
        };
        format!("{}\n", json!({"at": at, "to": to}))
    };
    std::fs::write(&variants, changed.iter().enumerate().map(variant).collect::<String>()).unwrap();
    let output = run(&file, &["--variants", variants.to_str().unwrap()]);
    let told = String::from_utf8(output.stdout).unwrap();
    let found: Vec<Vec<String>> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(found.len(), changed.len(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.success(), found.iter().all(|faults| !faults.is_empty()));
    found
}

/// What stands around a position.
fn around(page: &str, at: usize) -> String {
    let bytes = page.as_bytes();
    String::from_utf8_lossy(&bytes[at.saturating_sub(80)..bytes.len().min(at + 20)]).into_owned()
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Python: run tests/run")]
async fn any_single_digit_that_is_changed_is_found() {
    let app = with_history(Backend::Sqlite).await;
    publish_edition(&app, 2025, "").await;
    let page = served(&app, 2025, "nl").await;
    let all = printed_digits(&page);
    let printed: Vec<usize> = all.iter().copied().step_by(all.len().div_ceil(PRINTED_CHANGED)).collect();
    assert!(printed.len() > PRINTED_CHANGED / 2, "{} printed digits", all.len());
    for (at, faults) in printed.iter().zip(faults_of_variants(&page, &printed)) {
        let is_named = faults.iter().any(|fault| fault.starts_with("f-"));
        assert!(is_named, "{}: {faults:?}", around(&page, *at));
    }
    let counted = block_digits(&page);
    assert!(counted.len() > PRINTED_CHANGED, "{} numbers", counted.len());
    for (at, faults) in counted.iter().zip(faults_of_variants(&page, &counted)) {
        assert!(!faults.is_empty(), "{}", around(&page, *at));
        let before = page[..*at].trim_end_matches(|character: char| character.is_ascii_digit());
        let is_count = before.ends_with("{\"count\":");
        let is_named = faults.iter().any(|fault| fault.starts_with("f-"));
        assert!(
            is_named || !is_count,
            "a count is found by its figure too: {}: {faults:?}",
            around(&page, *at)
        );
    }
}

/// The positions of the digits and letters of a page that a reader sees, with the widths of its bars.
fn seen(page: &str) -> Vec<usize> {
    let begins = page.find("<title>").unwrap();
    let style = page.find("<style>").unwrap()..page.find("@page").unwrap();
    let ends = page.find(BLOCK).unwrap();
    let mut is_inside_tag = false;
    let mut found = Vec::new();
    for (at, byte) in page.bytes().enumerate().take(ends).skip(begins) {
        match byte {
            b'<' => is_inside_tag = true,
            b'>' => is_inside_tag = false,
            _ if !is_inside_tag && !style.contains(&at) && byte.is_ascii_alphanumeric() => found.push(at),
            _ => {}
        }
    }
    for (place, width) in page.match_indices("class=\"part\" width=\"") {
        let digits = page[place + width.len()..].bytes().enumerate().take_while(|(_, byte)| *byte != b'"');
        let digits = digits.filter(|(_, byte)| byte.is_ascii_digit());
        found.extend(digits.map(|(offset, _)| place + width.len() + offset));
    }
    found
}

/// Those of the rules for a sheet of paper that are no words of the report.
fn is_of_sheet(page: &str, at: usize) -> bool {
    let line = page[..at].rfind('\n').map_or(0, |before| before + 1);
    let begins = |name: &str| page[line..].starts_with(name);
    let is_text = page[line..at].matches('"').count() % 2 == 1;
    begins("@page") || (begins("@") && !is_text)
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Python: run tests/run")]
async fn any_single_digit_or_letter_that_a_reader_sees_is_found_when_it_changes() {
    let app = with_history(Backend::Sqlite).await;
    publish_edition(&app, 2025, "").await;
    publish_edition_again(&app).await;
    for language in ["nl", "en"] {
        let page = served(&app, 2025, language).await;
        let all: Vec<usize> = seen(&page).into_iter().filter(|at| !is_of_sheet(&page, *at)).collect();
        let is_digit = |at: &usize| page.as_bytes()[*at].is_ascii_digit();
        let (digits, letters): (Vec<usize>, Vec<usize>) = all.into_iter().partition(is_digit);
        let some: Vec<usize> =
            letters.iter().copied().step_by(letters.len().div_ceil(SEEN_CHANGED)).collect();
        assert!(digits.len() > 200 && some.len() > SEEN_CHANGED / 2, "{} digits", digits.len());
        for changed in [digits, some] {
            for (at, faults) in changed.iter().zip(faults_of_variants(&page, &changed)) {
                assert!(!faults.is_empty(), "{language}: {}", around(&page, *at));
            }
        }
    }
}

/// A correction, so that the page also says what it replaces.
async fn publish_edition_again(app: &TestApp) {
    app.advance(TimeDelta::days(1));
    publish_edition(app, 2025, "Een tikfout in editie 1.").await;
}

/// A document with every kind of figure, a flow and a table that add up.
fn every_kind() -> Value {
    let count = |count: u64| json!({"figure": "count", "count": count});
    let share = |part: u64| json!({"figure": "share", "part": part, "whole": 1_250, "decimals": 0});
    let row =
        |label: Value, count_of: u64| json!({"label": label, "figures": [count(count_of), share(count_of)]});
    let known = |name: &str| json!({"label": "known", "name": name});
    let figures = [
        json!({"figure": "share", "part": 23, "whole": 80, "decimals": 1}),
        json!({"figure": "share", "part": 0, "whole": 0, "decimals": 0}),
        json!({"figure": "share_at_least", "percent": 95, "whole": 200}),
        json!({"figure": "share_at_most", "percent": 5, "whole": 200}),
        json!({"figure": "rate", "count": 3, "base": 150, "per": 100, "decimals": 2}),
        json!({"figure": "rate", "count": 1_234, "base": 15, "per": 1_000, "decimals": 0}),
        json!({"figure": "nps", "promoters": 60, "passives": 20, "detractors": 20, "confidence": 90}),
        json!({"figure": "nps", "promoters": 10, "passives": 0, "detractors": 0, "confidence": 80}),
        json!({"figure": "nps", "promoters": 0, "passives": 0, "detractors": 12, "confidence": 99}),
        json!({"figure": "nps", "promoters": 17, "passives": 31, "detractors": 17, "confidence": 95}),
        json!({"figure": "standardised", "nps": 12.4, "low": -3.5, "high": 27.5, "confidence": 95}),
        json!({"figure": "points", "points": 7, "maximum": 8, "reviews": 12}),
        json!({"figure": "effect", "effect": 3.25, "low": -0.5, "high": 7.0, "verdict": "works"}),
        json!({"figure": "effect", "effect": -0.04, "low": -12.35, "high": -0.01, "verdict": "harms"}),
        json!({"figure": "effect", "effect": 0.1, "low": 1e-7, "high": 2.5, "verdict": "cannot_be_told_yet"}),
        json!({"figure": "norm", "value": 90.0, "is_share": true, "limit": "24 hours"}),
        json!({"figure": "norm", "value": 97.5, "is_share": true, "limit": "1 working day"}),
        json!({"figure": "norm", "value": -15.0, "is_share": false, "limit": null}),
        json!({"figure": "verdict", "verdict": "met"}),
        json!({"figure": "verdict", "verdict": "not_met"}),
        json!({"figure": "verdict", "verdict": "undecided"}),
        json!({"figure": "verdict", "verdict": "insufficient"}),
        json!({"figure": "verdict", "verdict": "no_norm"}),
        json!({"figure": "verdict", "verdict": "partly"}),
        json!({"figure": "verdict", "verdict": "signal_trend_below"}),
        json!({"figure": "money", "cents": 12_345_605, "amounts": 12}),
        json!({"figure": "number", "number": 1_004}),
        json!({"figure": "percent", "percent": 2.5}),
        json!({"figure": "day", "day": "2026-03-01"}),
        json!({"figure": "text", "text": "</script> \" & \u{e000} é \u{1f642} 7"}),
        json!({"figure": "link", "address": "/verbatims"}),
        json!({"figure": "hidden"}),
        json!({"figure": "unknown"}),
        json!({"figure": "nothing"}),
    ];
    let named: Vec<Value> =
        (1..).zip(figures).map(|(number, figure)| json!([format!("figure {number}"), figure])).collect();
    let heading = |text: &str| json!({"nl": text, "en": text});
    json!({
        "method": "report, version 1", "document": "public", "year": 2025, "organisation": "Jan & <Co>",
        "as_of": "2026-03-20T14:00:00.000000Z", "minimum": 10,
        "sections": [
            {"key": "flow", "heading": heading("Hoeveel"), "parts": [{
                "part": "table", "key": "flow",
                "columns": ["label", "brought_forward", "received", "closed", "carried_forward"],
                "rows": [{
                    "label": {"label": "own", "value": "2025"},
                    "figures": [count(40), count(1_250), count(1_240), count(50)],
                }],
            }]},
            {"key": "kinds", "heading": heading("Wat"), "parts": [{
                "part": "table", "key": "channel", "columns": ["label", "complaints", "share"],
                "rows": [
                    row(known("channel:web"), 1_000),
                    row(known("channel:phone"), 200),
                    row(json!({"label": "others"}), 50),
                    row(json!({"label": "total"}), 1_250),
                ],
            }]},
            {"key": "method", "heading": heading("Hoe"), "parts": [
                {"part": "statements", "statements": [{"key": "of_every_kind", "figures": named}]},
                {"part": "words", "words": heading("Eigen woorden.")},
            ]},
            {"key": "kpis", "heading": heading("Hoe goed"), "parts": crossed()},
        ],
    })
}

/// Parts whose figures stand in several places.
fn crossed() -> Value {
    let count = |count: u64| json!({"figure": "count", "count": count});
    let share =
        |part: u64, whole: u64| json!({"figure": "share", "part": part, "whole": whole, "decimals": 1});
    let table = |key: &str, columns: &[&str], label: Value, figures: Vec<Value>| json!({"part": "table", "key": key, "columns": columns, "rows": [{"label": label, "figures": figures}]});
    let kpi = json!({"label": "known", "name": "kpi:acknowledgement"});
    let year = json!({"label": "own", "value": "2025"});
    let nothing = json!({"figure": "nothing"});
    let nps = json!({"figure": "nps", "promoters": 50, "passives": 20, "detractors": 30, "confidence": 90});
    let counts = vec![
        count(900),
        count(1_000),
        share(900, 1_200),
        share(1_100, 1_200),
        count(30),
        count(200),
        count(20),
    ];
    let minimum = json!({"figure": "number", "number": 10});
    json!([
        table("kpis", &["label", "value", "norm", "verdict"], kpi.clone(), vec![share(900, 1_000), nothing.clone(), nothing]),
        {"part": "statements", "statements": [
            {"key": "summary_received", "figures": [["received", count(1_250)], ["closed", count(1_240)], ["open", count(50)]]},
            {"key": "summary_acknowledgement_known_without_norm", "figures": [["share", share(900, 1_000)]]},
            {"key": "minimum", "figures": [["minimum", minimum]]},
        ]},
        table(
            "kpi_counts",
            &["label", "numerator", "denominator", "at_least", "at_most", "pending", "unknown", "not_applicable"],
            kpi,
            counts,
        ),
        table("nps", &["label", "value", "responses"], year.clone(), vec![nps, count(100)]),
        table("response", &["label", "invited", "responses", "rate"], year, vec![count(400), count(100), share(100, 400)]),
    ])
}

fn document(json: &Value) -> Document {
    read(&json.to_string()).unwrap()
}

#[test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Python: run tests/run")]
fn every_kind_of_figure_is_recomputed() {
    for language in ["nl", "en"] {
        assert_eq!(faults(&page_of(&document(&every_kind()), language)), "", "{language}");
    }
}

/// Who changes a count also writes another hash: then it does not add up.
#[test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Python: run tests/run")]
fn a_page_that_agrees_with_its_block_and_does_not_add_up_is_found() {
    for (place, other, fault) in [
        ("/sections/0/parts/0/rows/0/figures/0/count", 41, "41 + 1250 is not 1240 + 50"),
        ("/sections/1/parts/0/rows/1/figures/0/count", 201, "are 1251 together, the total is 1250"),
        ("/sections/1/parts/0/rows/3/figures/0/count", 1_249, "are 1250 together, the total is 1249"),
        ("/sections/1/parts/0/rows/0/figures/1/part", 1_001, "its share 1001 of 1250"),
        ("/sections/1/parts/0/rows/0/figures/1/part", 1_251, "f-1-0-0-1: 1251 of 1250"),
        (
            "/sections/0/parts/0/rows/0/figures/1/count",
            1_251,
            "the total of channel and the complaints received: 1250 is not 1251",
        ),
        ("/sections/1/parts/0/rows/2/figures/0/count", 9, "tells a number under 10"),
        (
            "/sections/3/parts/1/statements/0/figures/0/1/count",
            1_251,
            "summary_received (received): 1251 is not 1250",
        ),
        (
            "/sections/3/parts/0/rows/0/figures/0/part",
            899,
            "value of kpi:acknowledgement (part): 899 is not 900",
        ),
        (
            "/sections/3/parts/2/rows/0/figures/1/count",
            901,
            "value of kpi:acknowledgement (whole): 1000 is not 901",
        ),
        (
            "/sections/3/parts/2/rows/0/figures/4/count",
            31,
            "the complaints of kpi:acknowledgement and those received: 1251 is not 1250",
        ),
        ("/sections/3/parts/3/rows/0/figures/1/count", 101, "the answers behind the NPS: 100 is not 101"),
        ("/sections/3/parts/4/rows/0/figures/2/part", 99, "response: (99, 400) is not (100, 400)"),
        ("/minimum", 11, "the minimum: 10 is not 11"),
    ] {
        let mut forged = every_kind();
        *forged.pointer_mut(place).unwrap() = json!(other);
        let found = faults(&page_of(&document(&forged), "nl"));
        assert!(found.contains(fault), "{place}: {found}");
    }
}

#[test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Python: run tests/run")]
fn a_figure_that_is_missing_or_too_many_is_found() {
    let page = page_of(&document(&every_kind()), "nl");
    for (from, to, fault) in [
        (" id=\"f-0-0-0-1\"", "", "f-0-0-0-1 is in the block and not on the page"),
        (" id=\"f-0-0-0-1\"", " id=\"f-0-0-0-9\"", "f-0-0-0-9 is on the page and not in the block"),
        (" id=\"f-0-0-0-1\"", " id=\"f-0-0-0-0\"", "f-0-0-0-0 is on the page twice"),
        ("id=\"figures\"", "id=\"none\"", "there are 0 blocks of figures"),
        ("{\"as_of\":", "{ \"as_of\":", "is not written as RFC 8785 asks"),
        ("\"minimum\":10", "\"minimum\":11", "the SHA-256 is"),
        ("\"organisation\":\"Jan", "\"organisation\":\"Jaap", "the SHA-256 is"),
        ("<h1>Klachtverslag 2025", "<h1>Klachtverslag 2024", "<h1> says 'Klachtverslag 2024'"),
        (">Hoeveel</h2>", ">Hoe veel</h2>", "<h2> says 'Hoe veel'"),
        (">Website</th>", ">Telefoon</th>", "<th> says 'Telefoon'"),
        ("Eigen woorden.", "Andere woorden.", "<p> says 'Andere woorden.'"),
        ("op 20 maart 2026 om 14:00 uur", "op 20 maart 2026 om 15:00 uur", "om 15:00 uur"),
        ("width=\"80.0\"", "width=\"81.0\"", "f-1-0-0-1 has the bars"),
        (
            "<p class=\"edition\">",
            "Los. <p class=\"edition\">",
            "'Los.' stands on the page outside its parts",
        ),
        ("SHA-256 ", "SHA-1 ", "stands where"),
        ("lang=\"nl\"", "lang=\"en\"", "by its counts"),
        ("lang=\"nl\"", "lang=\"fy\"", "the language 'fy' is not known here"),
    ] {
        assert!(page.contains(from), "{from}");
        let found = faults(&page.replacen(from, to, 1));
        assert!(found.contains(fault), "{from} -> {to}: {found}");
    }
}
