//! Use cases, read in the sources: each has a span, in which nothing that it is given stands; and no other span takes over
//! anything that is not listed here.

use std::path::{Path, PathBuf};

use crate::house::imports::{production, rust_files};

const SPAN: &str = "#[tracing::instrument(skip_all)]";

/// Of what runs in each request many times.
const SPAN_OF_DETAIL: &str = "#[tracing::instrument(level = \"debug\", skip_all)]";

/// The parts of `send_messages` and `send_staff_mails`, which have a span for all of them.
const PARTS: [&str; 4] = [
    "src/workflow/sending/send.rs",
    "src/workflow/sending/send/",
    "src/workflow/sending/messages/",
    "src/workflow/sending/staff_mails/",
];

fn is_part(name: &str) -> bool {
    PARTS.iter().any(|part| name.starts_with(part))
}

/// The spans that are made by hand, and what is recorded on one later: routes, methods and names from the program text, a number,
/// and the id of a request.
const BY_HAND: [(&str, &str); 5] = [
    ("src/storage.rs", "statement_span!()"),
    (
        "src/storage/engine/statement.rs",
        "debug_span!(\"statement\", of = $crate::storage::engine::statement::name_of(here))",
    ),
    (
        "src/web/shell/request/observe.rs",
        "info_span!( target: \"naklank::request\", \"request\", request_id = id.as_str(), method, route, status = Empty )",
    ),
    ("src/web/shell/request/observe.rs", ".record(\"status\", status)"),
    ("src/workflow/upkeep/tick.rs", "info_span!(\"duty\", duty)"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The files in a folder of the sources, each by its path from the root.
fn sources(folder: &str) -> Vec<(String, String)> {
    let files = rust_files(&root().join(folder)).into_iter();
    files
        .map(|file| {
            let name = file.strip_prefix(root()).unwrap().display().to_string();
            (name, std::fs::read_to_string(&file).unwrap())
        })
        .collect()
}

/// The text from a place to the end of the parentheses that open after it.
fn up_to_its_end(text: &str) -> &str {
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' if depth == 1 => return &text[..=at],
            ')' => depth -= 1,
            _ => {}
        }
    }
    text
}

/// Whether a line begins an asynchronous function that every layer above, or another step, may call. What is only for the module
/// above is a part of its use case.
fn begins(line: &str) -> bool {
    let line = line.trim_start();
    ["pub async fn ", "pub(crate) async fn ", "pub(in crate::workflow) async fn "]
        .iter()
        .any(|head| line.starts_with(head))
}

/// Those functions of a file that take the app and no transaction of another, each with the line before it.
fn use_cases(text: &str) -> Vec<(&str, &str)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| begins(line)) {
        let rest = lines[at..].join(" ");
        let arguments = up_to_its_end(rest.split_once(" fn ").unwrap().1);
        let is_given_the_app = ["&App", ": App,", ": App)"].iter().any(|app| arguments.contains(app));
        if is_given_the_app && !arguments.contains("Tx") {
            found.push((lines[at.saturating_sub(1)].trim(), line.trim()));
        }
    }
    found
}

/// The attributes of a file that make spans, but for those that take over nothing.
fn taking_over(text: &str) -> Vec<&str> {
    let attributes =
        text.lines().map(str::trim).filter(|line| line.starts_with("#[") || line.starts_with("#!["));
    attributes.filter(|line| line.contains("instrument") && ![SPAN, SPAN_OF_DETAIL].contains(line)).collect()
}

/// The spans of a file that are made by hand, and what is recorded on them, each in one line.
fn by_hand(text: &str) -> Vec<String> {
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let mut found = Vec::new();
    for (at, _) in text.match_indices("span!(") {
        let before = text[..at].rfind(|letter| !is_name(letter)).map_or(0, |end| end + 1);
        found.push(up_to_its_end(&text[before..]));
    }
    found.extend(text.match_indices(".record(").map(|(at, _)| up_to_its_end(&text[at..])));
    found.into_iter().map(|made| made.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn every_use_case_has_a_span_and_nothing_of_what_it_is_given_in_it() {
    let (mut spans, mut without) = (0, Vec::new());
    for (name, text) in sources("src/workflow").iter().filter(|(name, _)| !is_part(name)) {
        for (before, head) in use_cases(production(text)) {
            if before == SPAN {
                spans += 1;
            } else {
                without.push(format!("{name}: {head}"));
            }
        }
    }
    assert!(spans > 250, "the sources are read");
    assert!(without.is_empty(), "write {SPAN} above these: {without:#?}");
}

#[test]
fn no_span_takes_over_the_arguments_of_its_function() {
    let mut wrong = Vec::new();
    for (name, text) in sources("src") {
        wrong.extend(taking_over(production(&text)).into_iter().map(|line| format!("{name}: {line}")));
    }
    assert!(wrong.is_empty(), "write {SPAN} or {SPAN_OF_DETAIL} in place of these: {wrong:#?}");
}

#[test]
fn spans_that_are_made_by_hand_are_listed() {
    let mut made = Vec::new();
    for (name, text) in sources("src") {
        made.extend(by_hand(production(&text)).into_iter().map(|made| (name.clone(), made)));
    }
    let listed: Vec<(String, String)> =
        BY_HAND.iter().map(|(name, made)| ((*name).to_owned(), (*made).to_owned())).collect();
    made.sort();
    let mut expected = listed;
    expected.sort();
    assert_eq!(made, expected, "nothing of a person, and nothing that is typed, stands in a span");
}

#[test]
fn a_use_case_is_recognised_over_several_lines() {
    let text = "#[a]\npub async fn one(app: &App) {}\n\npub async fn two(\n    app: &App,\n    x: u8,\n) {}\n\
                pub async fn part(app: &App, tx: &mut Tx) {}\nasync fn own(app: &App) {}\n\
                pub(super) async fn also_a_part(app: &App) {}\n\
                pub(in crate::workflow) async fn three(x: (u8, u8), app: &App) {}\npub async fn four(app: App) {}\n";
    assert_eq!(
        use_cases(text),
        [
            ("#[a]", "pub async fn one(app: &App) {}"),
            ("", "pub async fn two("),
            (
                "pub(super) async fn also_a_part(app: &App) {}",
                "pub(in crate::workflow) async fn three(x: (u8, u8), app: &App) {}"
            ),
            (
                "pub(in crate::workflow) async fn three(x: (u8, u8), app: &App) {}",
                "pub async fn four(app: App) {}"
            ),
        ]
    );
}

#[test]
fn an_attribute_that_takes_over_something_is_recognised() {
    let wrong = [
        "#[tracing::instrument]",
        "#[instrument]",
        "#[tracing::instrument(skip_all, fields(email = %user.email))]",
        "#[tracing::instrument(skip(app))]",
        "#[tracing::instrument(",
        "#[cfg_attr(test, tracing::instrument)]",
    ];
    for line in wrong {
        assert_eq!(
            taking_over(&format!("{SPAN}\n    {line}\nasync fn x() {{}}\n{SPAN_OF_DETAIL}\n")),
            [line]
        );
    }
}

#[test]
fn a_span_that_is_made_by_hand_is_recognised_over_several_lines() {
    let text = "let a = tracing::info_span!(\n    \"a\",\n    b = f(c)\n);\nlet d = span!(Level::INFO, \"d\");\na.record(\"e\", g());\n";
    assert_eq!(
        by_hand(text),
        ["info_span!( \"a\", b = f(c) )", "span!(Level::INFO, \"d\")", ".record(\"e\", g())"]
    );
}
