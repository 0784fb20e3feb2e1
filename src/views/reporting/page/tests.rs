//! A page shows its document and nothing else, whatever stands in it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::domain::reporting::document::{
    InBoth, Label, Part, Row, Section, Statement, Table, figure_id, read,
};
use crate::domain::reporting::figure::Figure;
use crate::domain::reporting::method::METHOD;

const PUBLIC_URL: &str = "https://nps.example.org";

/// Whole numbers that JSON holds exactly.
const MOST: u64 = 1 << 53;

fn text() -> impl Strategy<Value = String> {
    let awkward =
        ["</script><!--", "\u{e000}\u{e001}", "a\n\nb\r\n\u{0}\u{2028}", "</style>", "\" id=\"f-0-0-0-0\""];
    prop_oneof![3 => "\\PC{0,12}", 1 => prop::sample::select(awkward.to_vec()).prop_map(str::to_owned)]
}

fn in_both() -> impl Strategy<Value = InBoth> {
    (text(), text()).prop_map(|(nl, en)| InBoth { nl, en })
}

/// A number with as few digits as those of a document have.
fn number() -> impl Strategy<Value = f64> {
    (-1_000_000_i32..1_000_000).prop_map(|thousandths| f64::from(thousandths) / 1_000.0)
}

fn figure() -> impl Strategy<Value = Figure> {
    let count = || 0..MOST;
    let day = (1990..2100_i32, 1..13_u32, 1..29_u32).prop_map(|(year, month, day)| Figure::Day {
        day: NaiveDate::from_ymd_opt(year, month, day).unwrap(),
    });
    prop_oneof![
        count().prop_map(Figure::count),
        (count(), count(), 0..4_u8).prop_map(|(part, whole, decimals)| Figure::Share {
            part,
            whole,
            decimals
        }),
        (count(), count(), count(), 0..4_u8).prop_map(|(count, base, per, decimals)| Figure::Rate {
            count,
            base,
            per,
            decimals
        }),
        (0..500_u64, 0..500_u64, 0..500_u64, prop::sample::select(vec![90_u8, 95, 99, 50])).prop_map(
            |(promoters, passives, detractors, confidence)| Figure::Nps {
                promoters,
                passives,
                detractors,
                confidence
            }
        ),
        (count(), count(), count()).prop_map(|(points, maximum, reviews)| Figure::Points {
            points,
            maximum,
            reviews
        }),
        (number(), number(), number(), text()).prop_map(|(effect, low, high, verdict)| Figure::Effect {
            effect,
            low,
            high,
            verdict
        }),
        (number(), any::<bool>(), proptest::option::of(text()))
            .prop_map(|(value, is_share, limit)| Figure::Norm { value, is_share, limit }),
        text().prop_map(|verdict| Figure::Verdict { verdict }),
        (0..101_u64, count()).prop_map(|(percent, whole)| Figure::ShareAtLeast { percent, whole }),
        (0..101_u64, count()).prop_map(|(percent, whole)| Figure::ShareAtMost { percent, whole }),
        (number(), number(), number()).prop_map(|(nps, low, high)| Figure::Standardised {
            nps,
            low,
            high,
            confidence: 95
        }),
        count().prop_map(|number| Figure::Number { number }),
        number().prop_map(|percent| Figure::Percent { percent }),
        text().prop_map(|address| Figure::Link { address }),
        (count(), count()).prop_map(|(cents, amounts)| Figure::Money { cents, amounts }),
        day,
        text().prop_map(|text| Figure::Text { text }),
        prop::sample::select(vec![Figure::Hidden, Figure::Unknown, Figure::Nothing]),
    ]
}

fn label() -> impl Strategy<Value = Label> {
    prop_oneof![
        text().prop_map(|name| Label::Known { name }),
        text().prop_map(|value| Label::Own { value }),
        in_both().prop_map(|words| Label::Words { words }),
        prop::sample::select(vec![Label::Total, Label::NotTold, Label::Others]),
    ]
}

fn part() -> impl Strategy<Value = Part> {
    let row = (label(), vec(figure(), 0..4)).prop_map(|(label, figures)| Row { label, figures });
    let table = (text(), vec(text(), 0..4), vec(row, 0..4))
        .prop_map(|(key, columns, rows)| Part::Table(Table { key, columns, rows }));
    let statement =
        (text(), vec((text(), figure()), 0..3)).prop_map(|(key, figures)| Statement { key, figures });
    prop_oneof![
        table,
        vec(statement, 0..3).prop_map(|statements| Part::Statements { statements }),
        in_both().prop_map(|words| Part::Words { words }),
    ]
}

fn document() -> impl Strategy<Value = Document> {
    let section = (text(), in_both(), vec(part(), 0..3)).prop_map(|(key, heading, parts)| Section {
        key,
        heading,
        parts,
    });
    let kind = prop::sample::select(vec!["public", "internal", "of_a_later_version"]);
    (kind, 1990..2100_i32, text(), text(), 0..100_u64, vec(section, 0..4)).prop_map(
        |(kind, year, organisation, as_of, minimum, sections)| Document {
            method: METHOD.to_owned(),
            document: kind.to_owned(),
            year,
            organisation,
            as_of,
            minimum,
            sections,
        },
    )
}

fn head() -> impl Strategy<Value = EditionHead> {
    let on = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    prop_oneof![
        Just(EditionHead::Draft { on }),
        (1..100_u32, any::<[u8; 32]>()).prop_map(move |(number, sha256)| EditionHead::Approved {
            number,
            sha256,
            approved_on: on
        }),
    ]
}

/// The identifiers that the figures of a document should have.
fn expected_ids(document: &Document) -> Vec<String> {
    let mut ids = Vec::new();
    for (s, section) in document.sections.iter().enumerate() {
        for (p, part) in section.parts.iter().enumerate() {
            let rows: Vec<usize> = match part {
                Part::Table(table) => table.rows.iter().map(|row| row.figures.len()).collect(),
                Part::Statements { statements } => statements.iter().map(|one| one.figures.len()).collect(),
                Part::Words { .. } => Vec::new(),
            };
            for (r, figures) in rows.into_iter().enumerate() {
                ids.extend((0..figures).map(|column| figure_id(s, p, r, column)));
            }
        }
    }
    ids
}

fn ids(page: &str) -> Vec<String> {
    let of_element = |rest: &str| rest.split('"').next().map(|id| format!("f-{id}"));
    page.split(" id=\"f-").skip(1).filter_map(of_element).collect()
}

fn block(page: &str) -> &str {
    let after = page.split_once("<script type=\"application/json\" id=\"figures\">").unwrap().1;
    after.split_once("</script>").unwrap().0
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_document_is_shown_whole_and_read_back_as_it_was(document in document(), head in head()) {
        for &language in Language::ALL {
            let page = ReportPage { language, document: &document, head: &head, public_url: PUBLIC_URL }.render().into_string();
            let found = read(block(&page)).unwrap();
            prop_assert_eq!(&found, &document);
            prop_assert_eq!(canonical(&found).unwrap(), canonical(&document).unwrap());
            let (shown, expected) = (ids(&page), expected_ids(&document));
            prop_assert_eq!(shown.len(), expected.len());
            prop_assert_eq!(BTreeSet::from_iter(shown), BTreeSet::from_iter(expected));
            for (element, times) in [("<script", 1), ("</script", 1), ("<style", 1), ("</style", 1), ("<h1", 1)] {
                prop_assert_eq!(page.matches(element).count(), times, "{}", element);
            }
        }
    }
}

fn small() -> Document {
    let row =
        |name: &str, figures: Vec<Figure>| Row { label: Label::Known { name: name.to_owned() }, figures };
    let key = |key: &str| key.to_owned();
    let channel = Table {
        key: key("channel"),
        columns: vec![key("label"), key("complaints"), key("share")],
        rows: vec![
            row("channel:web", vec![Figure::count(1_150), Figure::share(1_150, 1_200)]),
            row("channel:letter", vec![Figure::Hidden, Figure::Hidden]),
            Row { label: Label::Total, figures: vec![Figure::count(1_200), Figure::share(1_200, 1_200)] },
        ],
    };
    let words = InBoth { nl: "Eerste.\n\nTweede & derde.".to_owned(), en: String::new() };
    let heading = |nl: &str, en: &str| InBoth { nl: nl.to_owned(), en: en.to_owned() };
    let section = |key: &str, heading, part| Section { key: key.to_owned(), heading, parts: vec![part] };
    Document {
        method: METHOD.to_owned(),
        document: key("public"),
        year: 2025,
        organisation: "Bij \"Jan\" & <Co>".to_owned(),
        as_of: "2026-03-01T09:30:00Z".to_owned(),
        minimum: 10,
        sections: vec![
            section("kinds", heading("Soorten", "Kinds"), Part::Table(channel)),
            section("board", heading("Van de directie", "From the board"), Part::Words { words }),
        ],
    }
}

fn rendered(language: Language, head: &EditionHead) -> String {
    ReportPage { language, document: &small(), head, public_url: PUBLIC_URL }.render().into_string()
}

#[test]
fn a_table_stands_with_its_heads_its_figures_and_its_rule() {
    let on = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    let page = rendered(Language::Dutch, &EditionHead::Draft { on });
    for part in [
        "<html lang=\"nl\">",
        "<title>Klachtverslag 2025 – Bij &quot;Jan&quot; &amp; &lt;Co&gt;</title>",
        "<h1>Klachtverslag 2025</h1>",
        "<p class=\"draft\">Concept, niet goedgekeurd</p>",
        "<h2 id=\"s-0\">Soorten</h2>",
        "<table class=\"short\" aria-describedby=\"r-0-0\"><caption id=\"t-0-0\">",
        "<th scope=\"col\">Kanaal</th><th class=\"number\" scope=\"col\">Klachten</th>",
        "<th scope=\"row\">Website</th><td class=\"number\" id=\"f-0-0-0-0\">1.150</td>",
        "</svg>96\u{a0}%</td>",
        "<td class=\"number\" id=\"f-0-0-1-0\">niet getoond</td>",
        "<tr class=\"total\"><th scope=\"row\">Totaal</th>",
        "<p>Eerste.</p><p>Tweede &amp; derde.</p>",
        "1 maart 2026 om 09:30 uur (UTC)",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
}

#[test]
fn the_moment_of_the_figures_is_told_by_the_clock_of_the_organisation() {
    let head = EditionHead::Draft { on: NaiveDate::from_ymd_opt(2026, 3, 2).unwrap() };
    let document = Document { as_of: "2026-07-01T00:30:00.000000+02:00".to_owned(), ..small() };
    let page = |language| {
        ReportPage { language, document: &document, head: &head, public_url: PUBLIC_URL }
            .render()
            .into_string()
    };
    let dutch = Language::Dutch;
    let english = Language::English;
    assert!(page(dutch).contains("bekend was op 1 juli 2026 om 00:30 uur.</p>"));
    assert!(page(english).contains("known on 1 July 2026 at 00:30.</p>"));
}

#[test]
fn words_in_the_other_language_say_so_and_an_approved_page_is_signed() {
    let approved_on = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    let head = EditionHead::Approved { number: 2, sha256: [0xab; 32], approved_on };
    let page = rendered(Language::English, &head);
    assert!(page.contains("<div class=\"words\" lang=\"nl\"><p>Eerste.</p>"), "{page}");
    assert!(page.contains(&format!("<code>{}</code>", "ab".repeat(32))));
    assert!(page.contains("Edition 2") && page.contains("2 March 2026"));
    assert!(page.contains("SHA-256 abababababababab"), "in the foot of each printed page");
    assert!(!page.contains("not approved") && !page.contains("noindex"));
}

#[test]
fn a_page_may_use_its_own_style_and_nothing_else() {
    let on = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    let page = rendered(Language::Dutch, &EditionHead::Draft { on });
    let style = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    let hash = BASE64.encode(&Sha256::digest(style.as_bytes()));
    let policy = policy(&page);
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    assert!(policy.contains(&format!("'sha256-{hash}'")) && !policy.contains("unsafe"));
    assert_ne!(super::policy("<p>no style</p>"), policy);
    for word in ["style=\"", "src=", "<link", "<img", "url(", "@import", "http:", "https:", "onclick"] {
        assert!(!page.contains(word), "{word}");
    }
}

#[test]
fn a_path_leads_to_the_program_and_a_whole_address_of_an_earlier_version_stays_words() {
    let on = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    let mut document = small();
    for (address, is_link) in [
        ("/verbatims?from=2025-01-01&theme=none", true),
        ("https://nps.example.org/verbatims", false),
        ("//other.example.org", false),
        ("javascript:alert(1)", false),
    ] {
        let Part::Table(table) = &mut document.sections[0].parts[0] else { panic!("a table") };
        table.rows[0].figures[0] = Figure::Link { address: address.to_owned() };
        let head = EditionHead::Draft { on };
        let page = ReportPage {
            language: Language::English,
            document: &document,
            head: &head,
            public_url: PUBLIC_URL,
        };
        let page = page.render().into_string();
        let link =
            "<a href=\"https://nps.example.org/verbatims?from=2025-01-01&amp;theme=none\">read more</a>";
        assert_eq!((page.contains(link), page.contains("<a href=\"#")), (is_link, true), "{address}");
        assert_eq!(
            page.matches("<a href=").count(),
            document.sections.len() + usize::from(is_link),
            "{address}"
        );
    }
}
