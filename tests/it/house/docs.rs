//! The documentation names what is there.

use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn pages() -> Vec<PathBuf> {
    let mut pages = vec![root().join("README.md"), root().join("CHANGELOG.md")];
    for folder in ["src/docs", ".github"] {
        let files = std::fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path());
        pages.extend(files.filter(|file| file.extension().is_some_and(|ending| ending == "md")));
    }
    pages
}

/// Words in backquotes that are a path from the root of the repository.
fn paths(text: &str) -> impl Iterator<Item = &str> {
    let folders = ["src/", "tests/", "migrations/", "docker/", ".github/", ".cargo/", ".ci/"];
    text.split('`').skip(1).step_by(2).filter(move |word| {
        let is_pattern = word.contains(|c: char| c.is_whitespace() || "*{}<>$".contains(c));
        folders.iter().any(|folder| word.starts_with(folder)) && !is_pattern
    })
}

#[test]
fn every_file_that_the_documentation_names_is_there() {
    let mut missing = Vec::new();
    for page in pages() {
        let text = std::fs::read_to_string(&page).unwrap();
        missing.extend(
            paths(&text)
                .filter(|path| !root().join(path.trim_end_matches('/')).exists())
                .map(|path| format!("{}: {path}", page.display())),
        );
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_page_of_the_documentation_is_in_rustdoc() {
    let included = std::fs::read_to_string(root().join("src/docs.rs")).unwrap();
    for page in pages().iter().filter(|page| page.starts_with(root().join("src/docs"))) {
        let name = page.file_name().unwrap().to_str().unwrap();
        assert!(included.contains(&format!("docs/{name}")), "{name} is not included in src/docs.rs");
    }
}
