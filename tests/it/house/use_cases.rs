//! Use cases, read in the sources: each has a span, in which nothing that it is given stands.

use std::path::Path;

use crate::house::imports::{production, rust_files};

const SPAN: &str = "#[tracing::instrument(skip_all)]";

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

/// The public asynchronous functions of a file that take the app and no transaction of another, each with the line before it.
fn use_cases(text: &str) -> Vec<(&str, &str)> {
    let lines: Vec<&str> = text.lines().collect();
    let begins = |line: &str| line.trim_start().starts_with("pub async fn ");
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| begins(line)) {
        let rest = lines[at..].join(" ");
        let arguments = rest.split_once('(').unwrap().1.split(')').next().unwrap();
        if arguments.contains("&App") && !arguments.contains("Tx") {
            found.push((lines[at.saturating_sub(1)].trim(), line.trim()));
        }
    }
    found
}

#[test]
fn every_use_case_has_a_span_and_nothing_of_what_it_is_given_in_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut spans, mut without) = (0, Vec::new());
    for file in rust_files(&root.join("src/workflow")) {
        let name = file.strip_prefix(root).unwrap().display().to_string();
        let text = std::fs::read_to_string(&file).unwrap();
        for (before, head) in use_cases(production(&text)).into_iter().filter(|_| !is_part(&name)) {
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
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in rust_files(&root) {
        let text = std::fs::read_to_string(&file).unwrap();
        let spans =
            text.lines().filter(|line| line.contains("instrument(") && line.trim_start().starts_with("#["));
        for line in spans {
            assert!(line.contains("skip_all"), "{}: {line}", file.display());
        }
    }
}

#[test]
fn a_use_case_is_recognised_over_several_lines() {
    let text = "#[a]\npub async fn one(app: &App) {}\n\npub async fn two(\n    app: &App,\n    x: u8,\n) {}\n\
                pub async fn part(app: &App, tx: &mut Tx) {}\nasync fn own(app: &App) {}\n";
    assert_eq!(use_cases(text), [("#[a]", "pub async fn one(app: &App) {}"), ("", "pub async fn two(")]);
}
