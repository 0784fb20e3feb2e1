//! Tables of staff pages, read in the sources.
//!
//! The rule: a table with a head stacks on a telephone, where it would else be scrolled sideways.

use std::path::Path;

use crate::house::imports::rust_files;

/// Where tables are not for a telephone's screen: mails, which have no style sheet, and the report, which has its own.
const ELSEWHERE: [&str; 4] = ["mail.rs", "mail_frame.rs", "invitation_mail", "reporting"];

/// The tags of tables with a head that do not ask to be stacked, each with its file.
fn unstacked(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).unwrap();
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let is_table = |line: &str| {
        let rest = line.strip_prefix("table");
        rest.is_some_and(|rest| rest.starts_with(['.', ' ']) && rest.ends_with('{'))
    };
    let tables = lines.windows(2).filter(|pair| is_table(pair[0]));
    let with_head = tables.filter(|pair| pair[1].starts_with("thead") || pair[1].starts_with("caption"));
    let wrong = with_head.filter(|pair| !pair[0].contains(".stacked"));
    wrong.map(|pair| format!("{}: {}", file.display(), pair[0])).collect()
}

#[test]
fn every_table_with_a_head_stacks_on_a_telephone() {
    let views = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/views");
    let is_elsewhere = |file: &Path| {
        let name = file.strip_prefix(&views).unwrap().display().to_string();
        ELSEWHERE.iter().any(|part| name.contains(part))
    };
    let files: Vec<_> = rust_files(&views).into_iter().filter(|file| !is_elsewhere(file)).collect();
    assert!(files.len() > 50, "the sources are read");
    let wrong: Vec<String> = files.iter().flat_map(|file| unstacked(file)).collect();
    assert!(wrong.is_empty(), "give these the class stacked: {wrong:#?}");
}
