//! Parts of the documentation that are made from the code.
//!
//! The rule: what stands between the markers is written by the tests (`INSTA_UPDATE=always` renews it) and never by hand.

use std::path::Path;

#[expect(clippy::disallowed_methods, reason = "the same switch renews snapshots")]
fn is_renewed() -> bool {
    std::env::var("INSTA_UPDATE").is_ok_and(|how| how == "always")
}

/// Holds what stands between the markers `name` of a page against `expected`, or writes it there.
pub fn holds(page: &str, name: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    let text = std::fs::read_to_string(&path).unwrap();
    let (begin, end) = (format!("<!-- begin {name} -->\n"), format!("<!-- end {name} -->"));
    let (before, rest) = text.split_once(&begin).unwrap();
    let (written, after) = rest.split_once(&end).unwrap();
    if written != expected && is_renewed() {
        std::fs::write(&path, format!("{before}{begin}{expected}{end}{after}")).unwrap();
        return;
    }
    assert_eq!(written, expected, "{page}: INSTA_UPDATE=always tests/run makes {name} anew");
}
