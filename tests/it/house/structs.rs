//! The size of what must be held in one's head, read in the sources.
//!
//! The rule: no struct has more than twenty fields, and no loop of the sender more than forty lines. A struct that mirrors
//! a row of a table or a published answer has the fields of that, and is left out.

use std::path::Path;

use crate::house::imports::{production, rust_files};

const MOST_FIELDS: usize = 20;
const MOST_LINES: usize = 40;

/// The lines of each block whose first line is one of those, with that line; a block ends at the same indentation.
fn blocks<'a>(lines: &'a [&'a str], begins: impl Fn(&str) -> bool) -> Vec<(usize, &'a [&'a str])> {
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| begins(line.trim_start())) {
        let indent = &line[..line.len() - line.trim_start().len()];
        let end = format!("{indent}}}");
        let length = lines[at..].iter().position(|line| *line == end);
        found.extend(length.map(|length| (at, &lines[at..=at + length])));
    }
    found
}

fn without_visibility(line: &str) -> &str {
    let rest = line.strip_prefix("pub").unwrap_or(line);
    rest.strip_prefix('(').and_then(|rest| rest.split_once(')')).map_or(rest, |(_, rest)| rest).trim_start()
}

/// Whether the attributes above a line make the struct mirror something.
fn mirrors(lines: &[&str], at: usize) -> bool {
    let above = lines[..at].iter().rev().map(|line| line.trim_start());
    above.take_while(|line| line.starts_with(['#', '/', ')'])).any(|line| {
        line.starts_with("#[derive") && ["FromRow", "Serialize"].iter().any(|name| line.contains(name))
    })
}

/// The structs of a file, each with the number of its fields.
fn structs(text: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let is_struct = |line: &str| without_visibility(line).starts_with("struct ") && line.ends_with('{');
    let own = blocks(&lines, is_struct).into_iter().filter(|(at, _)| !mirrors(&lines, *at));
    own.map(|(_, block)| {
        let indent = block[0].len() - block[0].trim_start().len() + 4;
        let is_field = |line: &&&str| {
            let inner = line.trim_start();
            line.len() - inner.len() == indent
                && !inner.starts_with(['/', '#'])
                && without_visibility(inner).split_once(": ").is_some()
        };
        (without_visibility(block[0].trim_start()).to_owned(), block.iter().filter(is_field).count())
    })
    .collect()
}

#[test]
fn the_fields_of_a_struct_are_counted() {
    let text = "/// It: is.\npub(super) struct Two<'a> {\n    /// One: this.\n    pub one: &'a str,\n    two: u8,\n}\n\
                #[derive(Clone, FromRow)]\nstruct Row {\n    one: u8,\n}\n";
    assert_eq!(structs(text), [("struct Two<'a> {".to_owned(), 2)]);
}

#[test]
fn no_struct_has_more_than_twenty_fields() {
    let files = rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let mut counted = 0;
    let mut large = Vec::new();
    for file in files {
        for (name, fields) in structs(&std::fs::read_to_string(&file).unwrap()) {
            counted += 1;
            if fields > MOST_FIELDS {
                large.push(format!("{}: {name} {fields}", file.display()));
            }
        }
    }
    assert!(counted > 300, "the sources are read: {counted}");
    assert!(large.is_empty(), "more than {MOST_FIELDS} fields: {large:#?}");
}

#[test]
fn each_loop_of_the_sender_is_short() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/workflow/sending/send");
    let mut loops = Vec::new();
    for file in rust_files(&folder) {
        let text = std::fs::read_to_string(file).unwrap();
        let lines: Vec<&str> = production(&text).lines().collect();
        let is_loop = |line: &str| {
            let rest = without_visibility(line).strip_prefix("async fn ");
            rest.and_then(|rest| rest.split(['(', '<']).next()).is_some_and(|name| name.ends_with("_loop"))
        };
        for (_, block) in blocks(&lines, is_loop) {
            assert!(block.len() <= MOST_LINES, "{} lines: {}", block.len(), block[0]);
            loops.push(block[0].to_owned());
        }
    }
    assert_eq!(loops.len(), 4, "claim, send, note, book: {loops:?}");
}
