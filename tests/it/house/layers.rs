//! The architecture, held against the table in `src/lib.rs`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What each module may use, from the table; nothing for one that may use all.
fn may_use() -> BTreeMap<String, Option<Vec<String>>> {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let rows = text.lines().filter_map(|line| line.strip_prefix("//! | [")).map(|row| format!("[{row}"));
    let mut allowed = BTreeMap::new();
    for row in rows {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let used: Vec<String> = match cells[2] {
            "nothing" => Vec::new(),
            names => names.split(", ").map(str::to_owned).collect(),
        };
        for module in cells[0].split(", ").map(|name| name.trim_matches(|c| "[`]".contains(c)).to_owned()) {
            allowed.insert(module, (cells[2] != "everything").then(|| used.clone()));
        }
    }
    allowed
}

fn source_files() -> Vec<PathBuf> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

fn module_of(file: &Path) -> String {
    let inside = file.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

/// Production lines: those before the tests of the same file.
fn production(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap()
}

#[test]
fn every_module_uses_only_what_the_table_allows() {
    let may_use = may_use();
    let mut strays = Vec::new();
    for file in source_files() {
        let module = module_of(&file);
        if ["lib", "main"].contains(&module.as_str()) {
            continue;
        }
        let Some(allowed) = may_use.get(&module) else {
            panic!("{module} is not in the table of src/lib.rs")
        };
        let Some(allowed) = allowed else { continue };
        let text = std::fs::read_to_string(&file).unwrap();
        let code = production(&text).lines().filter(|line| !line.trim_start().starts_with("//"));
        for line in code {
            for used in line.split("crate::").skip(1) {
                let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if used != module && !allowed.contains(&used) {
                    strays.push(format!("{}: {}", file.display(), line.trim()));
                }
            }
        }
    }
    assert!(strays.is_empty(), "{}", strays.join("\n"));
}

#[test]
fn only_storage_and_its_migrations_know_the_database_driver() {
    for file in source_files().iter().filter(|file| module_of(file) != "storage") {
        assert!(!std::fs::read_to_string(file).unwrap().contains("sqlx::"), "{}", file.display());
    }
}

#[test]
fn every_module_says_what_it_is_for() {
    for file in source_files() {
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.starts_with("//!"), "{} has no head", file.display());
    }
}

#[test]
fn files_stay_small() {
    let mut sizes: Vec<(usize, PathBuf)> = source_files()
        .into_iter()
        .map(|file| (production(&std::fs::read_to_string(&file).unwrap()).lines().count(), file))
        .collect();
    sizes.sort();
    let (largest, file) = sizes.last().unwrap();
    assert!(*largest <= 400, "{} has {largest} production lines", file.display());
    assert!(
        sizes[sizes.len() / 2].0 < 100,
        "the median file has {} production lines",
        sizes[sizes.len() / 2].0
    );
}

#[test]
fn the_readme_names_every_setting_that_is_acted_on() {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    for key in naklank::config::keys::KEYS.iter().filter(|key| key.is_acted_on) {
        assert!(readme.contains(&format!("`{}`", key.name)), "README.md does not name {}", key.name);
    }
}
