//! The page of a report as a file: opened without a server, read with a screen reader, and printed on A4 by Chromium.

use std::path::Path;
use std::process::Command;

use data_encoding::HEXLOWER;
use naklank::domain::reporting::document::read;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::reporting::publishing::{page_of, publish_edition, served, with_history};
use crate::support::browser::{Browser, Setup};
use crate::support::process::python;
use crate::support::{Backend, TestApp};

/// Tells what stands on the pages of a PDF file.
const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/reporting/read_pdf.py");
/// A4 in points.
const A4: [f64; 2] = [595.28, 841.89];
/// The rule of the style that keeps rows and items whole, as far as this test takes it away.
const WHOLE: &str = "break-inside: avoid";

/// What stands on each page of a file when it is printed.
async fn on_paper(browser: &Browser, file: &Path) -> Value {
    browser.open_file(file).await;
    let pdf = file.with_extension("pdf");
    std::fs::write(&pdf, browser.printed().await).unwrap();
    let output = Command::new(python()).args(["-B", PROGRAM]).arg(&pdf).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn list<'a>(told: &'a Value, name: &str) -> &'a [Value] {
    told[name].as_array().unwrap()
}

/// The rows and items of lists that stand on more than one page, or on none.
fn cut(told: &Value) -> Vec<&Value> {
    list(told, "whole").iter().filter(|one| list(one, "pages").len() != 1).collect()
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Chromium: run tests/run")]
async fn each_printed_page_is_a4_with_whose_it_is_its_hash_and_its_number() {
    let app = with_history(Backend::Sqlite).await;
    let edition = publish_edition(&app, 2025, "").await;
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("rapport.html");
    std::fs::write(&file, served(&app, 2025, "nl").await).unwrap();
    let browser = Browser::open(&app, Setup::default()).await;
    let told = on_paper(&browser, &file).await;
    browser.close().await;
    let pages = list(&told, "pages");
    assert!(pages.len() > 2, "{} pages", pages.len());
    let hash = &HEXLOWER.encode(&edition.sha256)[..16];
    for (number, page) in (1..).zip(pages) {
        let sides: Vec<f64> = list(page, "box").iter().map(|side| side.as_f64().unwrap()).collect();
        assert!(sides[..2] == [0.0, 0.0] && (sides[2] - A4[0]).abs() < 1.0 && (sides[3] - A4[1]).abs() < 1.0);
        let around: Vec<&str> = list(page, "around").iter().map(|line| line.as_str().unwrap()).collect();
        let (head, foot) = (around.first().unwrap(), around.last().unwrap());
        assert!(head.starts_with("Voorbeeld") && head.ends_with("Klachtverslag 2025"), "{head}");
        assert!(foot.starts_with(&format!("Editie 1 · SHA-256 {hash}")), "{foot}");
        assert!(foot.ends_with(&format!("Pagina {number} van {}", pages.len())), "{foot}");
    }
    let nothing: [&Value; 0] = [];
    assert_eq!(cut(&told), nothing);
    // What a screen reader goes by.
    let number_of = |kind: &str| told["kinds"][kind].as_u64().unwrap_or_default();
    assert_eq!((told["language"].as_str(), number_of("H1")), (Some("nl"), 1));
    for kind in ["H2", "Table", "Caption", "TH", "TD", "LI"] {
        assert!(number_of(kind) > 5, "{kind}: {}", told["kinds"]);
    }
}

/// A page whose rows and sentences are so long that the end of a page comes in the middle of some.
fn long_page() -> String {
    let words = |number: usize| format!("Nummer {number}: {}", "een regel die niet ophoudt ".repeat(number));
    let heading = |text: &str| json!({"nl": text, "en": text});
    let row = |number: usize| {
        json!({
            "label": {"label": "own", "value": words(number)},
            "figures": [{"figure": "count", "count": 10}, {"figure": "text", "text": words(number)}],
        })
    };
    let said = |number: usize| json!({"key": "long", "figures": [["words", {"figure": "text", "text": words(4 * number)}]]});
    let rows: Vec<Value> = (1..30).map(row).collect();
    let statements: Vec<Value> = (1..30).map(said).collect();
    let document = json!({
        "method": "report, version 1", "document": "public", "year": 2025, "organisation": "Voorbeeld",
        "as_of": "2026-03-20T14:00:00.000000Z", "minimum": 10,
        "sections": [{"key": "method", "heading": heading("Lang"), "parts": [
            {"part": "table", "key": "long", "columns": ["label", "complaints", "words"], "rows": rows},
            {"part": "statements", "statements": statements},
        ]}],
    });
    page_of(&read(&document.to_string()).unwrap(), "nl")
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Chromium: run tests/run")]
async fn no_row_and_no_sentence_is_cut_by_the_end_of_a_page() {
    let app = TestApp::start(Backend::Sqlite).await;
    let folder = TempDir::new().unwrap();
    let [file, without] = ["long.html", "cut.html"].map(|name| folder.path().join(name));
    let page = long_page();
    assert!(page.contains(WHOLE));
    std::fs::write(&file, &page).unwrap();
    std::fs::write(&without, page.replace(WHOLE, "break-inside: auto")).unwrap();
    let browser = Browser::open(&app, Setup::default()).await;
    let (whole, torn) = (on_paper(&browser, &file).await, on_paper(&browser, &without).await);
    browser.close().await;
    let nothing: [&Value; 0] = [];
    assert_eq!(cut(&whole), nothing);
    for kind in ["TR", "LI"] {
        assert!(cut(&torn).iter().any(|one| one["kind"] == kind), "without the rule a {kind} is cut: {torn}");
    }
}

/// Opens a published page in both languages as a file, and looks at it.
async fn opened_as_a_file(setup: Setup, is_on_paper: bool) {
    let app = with_history(Backend::Sqlite).await;
    publish_edition(&app, 2025, "").await;
    let folder = TempDir::new().unwrap();
    let browser = Browser::open(&app, setup).await;
    if is_on_paper {
        browser.emulate_paper().await;
    }
    for language in ["nl", "en"] {
        let file = folder.path().join(format!("report-{language}.html"));
        std::fs::write(&file, served(&app, 2025, language).await).unwrap();
        browser.open_file(&file).await;
        let asked_for =
            browser.run("return performance.getEntriesByType('resource').map(entry => entry.name)").await;
        assert_eq!(asked_for, json!([]), "it asks for nothing");
        let leads_out =
            "return [...document.querySelectorAll('[href], [src], [action]')].map(e => e.outerHTML)
            .filter(e => !e.includes('href=\"#'))";
        assert_eq!(browser.run(leads_out).await, json!([]));
        let violations = browser.accessibility_violations().await;
        assert!(violations.is_empty(), "{language}: {violations:#?}");
        let overflow = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
        assert_eq!(browser.run(overflow).await, 0, "{language}");
    }
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Chromium: run tests/run")]
async fn a_published_page_opens_without_a_server_and_is_accessible() {
    opened_as_a_file(Setup::default(), false).await;
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Chromium: run tests/run")]
async fn a_published_page_is_accessible_on_a_telephone() {
    opened_as_a_file(Setup { width: 320, ..Setup::default() }, false).await;
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Chromium: run tests/run")]
async fn a_published_page_is_accessible_as_it_is_on_paper() {
    opened_as_a_file(Setup::default(), true).await;
}
