//! The page about security leaves no requirement of the standard out, and what it says can be seen here.

use std::path::{Path, PathBuf};

use crate::house::imports::rust_files;

/// The sections of OWASP ASVS 5.0: how many requirements each has, and which of them are of level 3.
const SECTIONS: &[(&str, u32, &[u32])] = &[
    ("1.1", 2, &[]),
    ("1.2", 10, &[10]),
    ("1.3", 12, &[12]),
    ("1.4", 3, &[]),
    ("1.5", 3, &[3]),
    ("2.1", 3, &[]),
    ("2.2", 3, &[]),
    ("2.3", 5, &[5]),
    ("2.4", 2, &[2]),
    ("3.1", 1, &[1]),
    ("3.2", 3, &[3]),
    ("3.3", 5, &[5]),
    ("3.4", 8, &[7, 8]),
    ("3.5", 8, &[6, 7, 8]),
    ("3.6", 1, &[1]),
    ("3.7", 5, &[3, 4, 5]),
    ("4.1", 5, &[4, 5]),
    ("4.2", 5, &[2, 3, 4, 5]),
    ("4.3", 2, &[]),
    ("4.4", 4, &[]),
    ("5.1", 1, &[]),
    ("5.2", 6, &[4, 5, 6]),
    ("5.3", 3, &[3]),
    ("5.4", 3, &[]),
    ("6.1", 3, &[]),
    ("6.2", 12, &[]),
    ("6.3", 8, &[5, 6, 7, 8]),
    ("6.4", 6, &[5, 6]),
    ("6.5", 8, &[6, 7, 8]),
    ("6.6", 4, &[4]),
    ("6.7", 2, &[1, 2]),
    ("6.8", 4, &[]),
    ("7.1", 3, &[]),
    ("7.2", 4, &[]),
    ("7.3", 2, &[]),
    ("7.4", 5, &[]),
    ("7.5", 3, &[3]),
    ("7.6", 2, &[]),
    ("8.1", 4, &[3, 4]),
    ("8.2", 4, &[4]),
    ("8.3", 3, &[2, 3]),
    ("8.4", 2, &[2]),
    ("9.1", 3, &[]),
    ("9.2", 4, &[]),
    ("10.1", 2, &[]),
    ("10.2", 3, &[3]),
    ("10.3", 5, &[5]),
    ("10.4", 16, &[12, 13, 14, 15, 16]),
    ("10.5", 5, &[]),
    ("10.6", 2, &[]),
    ("10.7", 3, &[]),
    ("11.1", 4, &[3, 4]),
    ("11.2", 5, &[4, 5]),
    ("11.3", 5, &[4, 5]),
    ("11.4", 4, &[]),
    ("11.5", 2, &[2]),
    ("11.6", 2, &[2]),
    ("11.7", 2, &[1, 2]),
    ("12.1", 5, &[4, 5]),
    ("12.2", 2, &[]),
    ("12.3", 5, &[5]),
    ("13.1", 4, &[2, 3, 4]),
    ("13.2", 6, &[6]),
    ("13.3", 4, &[3, 4]),
    ("13.4", 7, &[6, 7]),
    ("14.1", 2, &[]),
    ("14.2", 8, &[5, 6, 7, 8]),
    ("14.3", 3, &[]),
    ("15.1", 5, &[4, 5]),
    ("15.2", 5, &[4, 5]),
    ("15.3", 7, &[]),
    ("15.4", 4, &[1, 2, 3, 4]),
    ("16.1", 1, &[]),
    ("16.2", 5, &[]),
    ("16.3", 4, &[]),
    ("16.4", 3, &[]),
    ("16.5", 4, &[4]),
    ("17.1", 2, &[2]),
    ("17.2", 8, &[5, 6, 7, 8]),
    ("17.3", 2, &[]),
];

/// Libraries of cryptography that a manifest may name.
const LIBRARIES: &[&str] = &[
    "aes-gcm",
    "argon2",
    "blake3",
    "chacha20poly1305",
    "ed25519-dalek",
    "hmac",
    "jsonwebtoken",
    "openidconnect",
    "ring",
    "rsa",
    "rustls",
    "sha1",
    "sha2",
    "tokio-rustls",
    "totp-rs",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &str) -> String {
    std::fs::read_to_string(root().join(file)).unwrap()
}

/// What the page says of the standard.
fn told() -> String {
    let page = read("src/docs/security.md");
    page.split("\n# OWASP ASVS 5.0\n").nth(1).unwrap().to_owned()
}

/// All numbers of requirements in a text.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_ascii_digit() && c != '.').map(|word| word.trim_matches('.'));
    words.filter(|word| word.split('.').filter(|part| !part.is_empty()).count() == 3)
}

/// The rows of the tables: the number with its mark, and the tests.
fn rows(text: &str) -> Vec<(String, Vec<String>)> {
    let cells = text.lines().filter(|line| line.starts_with("| ")).map(|line| line.split('|').map(str::trim));
    let cells = cells.map(Iterator::collect::<Vec<&str>>);
    cells
        .filter(|cells| numbers(cells[1]).next().is_some())
        .map(|cells| {
            assert_eq!(cells.len(), 6, "{cells:?}");
            let tests = cells[4].split('`').skip(1).step_by(2).map(str::to_owned);
            (cells[1].to_owned(), tests.collect())
        })
        .collect()
}

/// Whether a test exists: beside the code where its path says so, else in `tests/it`.
fn exists(test: &str) -> bool {
    let Some((module, name)) = test.rsplit_once("::") else { return false };
    let files = match module.strip_suffix("::tests") {
        Some(code) => {
            let path = code.replace("::", "/");
            vec![format!("src/{path}.rs"), format!("src/{path}/tests.rs")]
        }
        None => vec![format!("tests/it/{}.rs", module.replace("::", "/"))],
    };
    let declared = format!("fn {name}(");
    let files: Vec<PathBuf> = files.iter().map(|file| root().join(file)).collect();
    files.iter().any(|file| std::fs::read_to_string(file).is_ok_and(|text| text.contains(&declared)))
}

#[test]
fn every_requirement_stands_once() {
    let told = told();
    let named: Vec<&str> = numbers(&told).collect();
    let mut known = Vec::new();
    for (section, count, of_level_3) in SECTIONS {
        for place in 1..=*count {
            let number = format!("{section}.{place}");
            let times = named.iter().filter(|other| **other == number).count();
            let may_be_left_out = of_level_3.contains(&place);
            assert!(times == 1 || may_be_left_out && times == 0, "{number} stands {times} times");
            known.push(number);
        }
    }
    for number in named {
        assert!(known.iter().any(|other| other == number), "{number} is no requirement");
    }
}

#[test]
fn every_row_has_tests_that_exist() {
    let told = told();
    let rows = rows(&told);
    assert!(rows.len() > 100, "{}", rows.len());
    let mut missing = Vec::new();
    for (number, tests) in rows {
        assert!(!tests.is_empty(), "{number} names no test");
        missing
            .extend(tests.into_iter().filter(|test| !exists(test)).map(|test| format!("{number}: {test}")));
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn requirements_of_level_3_are_marked() {
    for (number, _) in rows(&told()) {
        let bare = number.trim_end_matches(" \u{2020}");
        let (section, place) = bare.rsplit_once('.').unwrap();
        let (_, _, of_level_3) = SECTIONS.iter().find(|(other, _, _)| *other == section).unwrap();
        assert_eq!(bare != number, of_level_3.contains(&place.parse().unwrap()), "{number}");
    }
}

#[test]
fn the_page_names_every_library_of_cryptography() {
    let (page, manifest) = (read("src/docs/security.md"), read("Cargo.toml"));
    let dependencies = manifest.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    let used: Vec<&str> =
        dependencies.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name).collect();
    let ours: Vec<&&str> = LIBRARIES.iter().filter(|library| used.contains(*library)).collect();
    assert!(ours.len() > 4, "{ours:?}");
    for library in ours {
        assert!(page.contains(&format!("`{library}`")), "{library}");
    }
}

#[test]
fn the_program_starts_only_the_tools_of_postgresql() {
    let tools = root().join("src/storage/engine/backup/tools.rs");
    // It runs when the program is built, and asks the compiler who it is.
    let build = root().join("src/texts/build.rs");
    for file in rust_files(&root().join("src")).into_iter().filter(|file| ![&tools, &build].contains(&file)) {
        let text = std::fs::read_to_string(&file).unwrap();
        for way in ["process::Command", "process::{Command", "tools::find("] {
            let may = way == "tools::find(" && file.ends_with("backup/postgres.rs");
            assert!(may || !text.contains(way), "{way} in {}", file.display());
        }
    }
    let text = std::fs::read_to_string(&tools).unwrap();
    assert!(!text.contains("\"sh\"") && !text.contains("\"-c\""), "no shell");
}

/// So a server that was named in the settings cannot send requests on to another one.
#[test]
fn no_client_of_ours_follows_redirects() {
    for file in rust_files(&root().join("src")) {
        let text = std::fs::read_to_string(&file).unwrap();
        let makes_a_client = ["Client::builder()", "Client::new()", "ClientBuilder::new()", "reqwest::get("];
        let is_client = text.contains("reqwest") && makes_a_client.iter().any(|call| text.contains(call));
        assert!(!is_client || text.contains("redirect(Policy::none())"), "{}", file.display());
    }
}

#[test]
fn the_compiler_takes_no_unsafe_code() {
    assert!(read("Cargo.toml").contains("\nunsafe_code = \"forbid\"\n"));
    for file in rust_files(&root().join("src")) {
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(!text.contains("allow(unsafe_code)"), "{}", file.display());
    }
}

#[test]
fn every_dependency_comes_from_one_registry_with_its_checksum() {
    let lock = read("Cargo.lock");
    let packages: Vec<&str> = lock.split("[[package]]").skip(1).collect();
    assert!(packages.len() > 100, "{}", packages.len());
    for package in packages.into_iter().filter(|package| !package.contains("name = \"naklank\"\n")) {
        let source = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
        assert!(package.contains(source) && package.contains("checksum = \""), "{package}");
    }
}
