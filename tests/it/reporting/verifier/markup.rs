//! A page says nothing but what its document calls for: whatever hides, turns, adds or moves a word by markup is found.

use serde_json::json;

use crate::reporting::publishing::page_of;
use crate::reporting::verifier::{document, every_kind, faults};

/// A number in its cell, and the cell before it.
const CELL: &str = "<td class=\"number\" id=\"f-0-0-0-1\">1.250</td>";
const BEFORE: &str = "<td class=\"number\" id=\"f-0-0-0-0\">40</td>";

/// What is done, what stood on the page, and what stands there instead.
const TRICKS: [(&str, &str, &str); 47] = [
    // What is shown by the style.
    ("words by the style", "</style>", "td::after { content: \"0\"; }</style>"),
    (
        "words by the style, among its rules",
        "@media print {",
        "td::before { content: \"1\"; }\n@media print {",
    ),
    (
        "words by the style, on paper only",
        "  table { font-size: 9pt; }",
        "  table::after { content: \"9\"; }",
    ),
    (
        "further words around each printed page",
        "@top-right {",
        "@top-center { content: \"Concept\"; }\n@top-right {",
    ),
    ("a rule that hides", ".hash { overflow-wrap: anywhere; }", ".hash { display: none; }"),
    ("a colour that is not seen", "--ink: #1a1d21", "--ink: #ffffff"),
    ("a second style", "</head>", "<style>.note { display: none; }</style></head>"),
    (
        "a style from elsewhere",
        "</head>",
        "<link rel=\"stylesheet\" href=\"https://example.org/x.css\"></head>",
    ),
    ("a style for paper only", "<style>", "<style media=\"print\">"),
    (
        "a style of one element",
        CELL,
        "<td class=\"number\" style=\"display:none\" id=\"f-0-0-0-1\">1.250</td>",
    ),
    // What is hidden, or said to some readers only.
    ("a hidden cell", CELL, "<td class=\"number\" id=\"f-0-0-0-1\" hidden>1.250</td>"),
    ("a hidden element around words", "<h1>", "<h1 hidden>"),
    ("words that are not read out", "<main>", "<main aria-hidden=\"true\">"),
    ("other words for those who listen", "<h1>", "<h1 aria-label=\"Alles ging goed\">"),
    ("another name of the contents", "aria-label=\"Inhoud\"", "aria-label=\"Alles ging goed\""),
    ("words that are shown on pointing", "<h1>", "<h1 title=\"Alles ging goed\">"),
    ("words in place of a picture", "</h1>", "</h1><img src=\"data:,\" alt=\"Alles ging goed\">"),
    ("a label of a table that is another one", "aria-labelledby=\"t-0-0\"", "aria-labelledby=\"t-1-0\""),
    ("words that unfold", "</h1>", "</h1><details><summary></summary></details>"),
    ("a comment", "</h1>", "</h1><!-- 1.251 -->"),
    ("a comment around a cell", CELL, "<!--<td class=\"number\" id=\"f-0-0-0-1\">1.250</td>-->"),
    ("an instruction to a program", "<!DOCTYPE html>", "<?xml-stylesheet href=\"x.css\"?><!DOCTYPE html>"),
    ("a page without its kind", "<!DOCTYPE html>", ""),
    // What is turned, struck out or moved.
    (
        "words that are turned",
        CELL,
        "<td class=\"number\" id=\"f-0-0-0-1\"><bdo dir=\"rtl\">1.250</bdo></td>",
    ),
    ("a page that is turned", "<html lang=\"nl\">", "<html lang=\"nl\" dir=\"rtl\">"),
    ("a sign that turns", CELL, "<td class=\"number\" id=\"f-0-0-0-1\">\u{202e}1.250</td>"),
    ("a sign that is not seen", CELL, "<td class=\"number\" id=\"f-0-0-0-1\">1\u{200b}.250</td>"),
    ("the same by its number", CELL, "<td class=\"number\" id=\"f-0-0-0-1\">1&#8203;.250</td>"),
    ("a sign that is not seen, outside the words", "<tbody>", "\u{feff}<tbody>"),
    ("a number that is struck out", CELL, "<td class=\"number\" id=\"f-0-0-0-1\"><s>1.250</s></td>"),
    ("a cell over two columns", CELL, "<td class=\"number\" colspan=\"2\" id=\"f-0-0-0-1\">1.250</td>"),
    ("a cell of another look", CELL, "<td class=\"draft\" id=\"f-0-0-0-1\">1.250</td>"),
    ("a cell that is left open", CELL, "<td class=\"number\" id=\"f-0-0-0-1\">1.250"),
    ("a cell in a row of its own", CELL, "</tr><tr><td class=\"number\" id=\"f-0-0-0-1\">1.250</td>"),
    ("a bar that begins elsewhere", "<rect class=\"part\" ", "<rect class=\"part\" x=\"50\" "),
    ("words in a bar", "<rect class=\"part\" ", "<text>99</text><rect class=\"part\" "),
    ("a way to another section", "href=\"#s-1\"", "href=\"#s-0\""),
    ("words in another language than they are", "<div class=\"words\">", "<div class=\"words\" lang=\"ar\">"),
    // What stands twice, or beside.
    ("an identifier that stands twice", "<main>", "<main id=\"s-0\">"),
    ("the identifier of the block", "<main>", "<main id=\"figures\">"),
    (
        "a second block, of another kind",
        "</footer>",
        "</footer><script type=\"application/ld+json\">{}</script>",
    ),
    (
        "a second block, written otherwise",
        "</footer>",
        "</footer><script id=\"figures\" type=\"application/json\">{}</script>",
    ),
    ("a program", "</footer>", "</footer><script>document.title = \"Klachtverslag 2024\"</script>"),
    ("a program at an element", "<h1>", "<h1 onclick=\"this.remove()\">"),
    ("a page that leads elsewhere", "<title>", "<meta http-equiv=\"refresh\" content=\"0;url=/x\"><title>"),
    ("another set of signs", "<meta charset=\"utf-8\">", "<meta charset=\"utf-7\">"),
    ("words behind the end", "</html>", "</html><p>Toch niet.</p>"),
];

fn page() -> String {
    page_of(&document(&every_kind()), "nl")
}

#[test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Python: run tests/run")]
fn markup_that_its_document_does_not_call_for_is_found() {
    let page = page();
    for (trick, from, to) in TRICKS {
        assert!(page.contains(from), "{trick}: {from}");
        assert_ne!(faults(&page.replacen(from, to, 1)), "", "{trick}");
    }
    let two = format!("{BEFORE}{CELL}");
    assert!(page.contains(&two), "two cells beside each other");
    assert_ne!(faults(&page.replace(&two, &format!("{CELL}{BEFORE}"))), "", "cells that changed places");
}

#[test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Python: run tests/run")]
fn a_block_in_another_place_is_found() {
    let page = page();
    let begins = page.find("<script").unwrap();
    let ends = page.find("</body>").unwrap();
    let block = &page[begins..ends];
    for to in [format!("<!--{block}-->"), format!("<template>{block}</template>"), format!("{block} ")] {
        assert_ne!(faults(&page.replace(block, &to)), "", "{}", &to[..20]);
    }
    let first = page.replace(block, "").replace("<main>", &format!("{block}<main>"));
    assert!(faults(&first).contains("the block does not stand at the end of the page"));
}

/// A page and its block that agree, with a hash of their own.
#[test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Python: run tests/run")]
fn a_sign_that_turns_the_words_of_people_is_found() {
    let mut forged = every_kind();
    *forged.pointer_mut("/sections/2/parts/1/words/nl").unwrap() = json!("Van \u{202e}21 werden er 12 boos.");
    let found = faults(&page_of(&document(&forged), "nl"));
    assert!(found.contains("U+202E is not seen, or turns what is beside it"), "{found}");
}
