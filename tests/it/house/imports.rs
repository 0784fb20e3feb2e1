//! Which file of `src` uses which, parsed from the source text.
//!
//! The rule: a file uses another if it names a path into it, in a `use` or elsewhere. Uses between a head file and the
//! files under it are not counted, since a head composes them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A module by the parts of its path: `["storage", "norms", "verdicts"]`.
pub type Module = Vec<String>;

/// Every module except the roots of the two crates, with its file.
pub fn modules() -> BTreeMap<Module, PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut modules = BTreeMap::new();
    for file in rust_files(&root) {
        let inside = file.strip_prefix(&root).unwrap().with_extension("");
        let parts: Module = inside.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
        if parts != ["lib"] && parts != ["main"] {
            modules.insert(parts, file);
        }
    }
    modules
}

/// Every Rust file under a folder, sorted.
pub fn rust_files(root: &Path) -> Vec<PathBuf> {
    let mut folders = vec![root.to_owned()];
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

/// The part of a file before its tests.
pub fn production(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap()
}

/// Which module uses which.
pub fn uses() -> BTreeMap<Module, BTreeSet<Module>> {
    let modules = modules();
    let used_by = |module: &Module, file: &PathBuf| -> BTreeSet<Module> {
        let text = std::fs::read_to_string(file).unwrap();
        let code: Vec<&str> =
            production(&text).lines().map(|line| line.split("//").next().unwrap()).collect();
        let paths = paths(&code.join(" "));
        let named = paths.iter().filter_map(|path| resolve(&modules, module, path));
        named.filter(|used| !module.starts_with(used) && !used.starts_with(module)).collect()
    };
    modules.iter().map(|(module, file)| (module.clone(), used_by(module, file))).collect()
}

/// Every path that begins with `crate` or `super`, with brace groups expanded.
fn paths(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for root in ["crate::", "super::"] {
        for (at, _) in code.match_indices(root) {
            let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
            if !code[..at].chars().next_back().is_some_and(is_word) {
                expand("", &code[at..], &mut found);
            }
        }
    }
    found
}

/// Expands one path: `a::{b, c::{d, e}}` gives three.
fn expand(before: &str, text: &str, found: &mut Vec<String>) {
    let text = text.trim_start();
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).unwrap_or(text.len());
    let path = format!("{before}{}", &text[..end]);
    if !(path.ends_with("::") && text[end..].starts_with('{')) {
        found.push(path);
        return;
    }
    let (mut depth, mut from) = (0, end + 1);
    for (at, character) in text.char_indices().skip_while(|(at, _)| *at < end) {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if (character == ',' && depth == 1) || depth == 0 {
            expand(&path, &text[from..at], found);
            from = at + 1;
        }
        if depth == 0 {
            break;
        }
    }
}

/// The module that a path leads into; `None` outside this crate.
fn resolve(modules: &BTreeMap<Module, PathBuf>, from: &Module, path: &str) -> Option<Module> {
    let mut base: Module = Vec::new();
    let mut parts = path.split("::").filter(|part| !part.is_empty()).peekable();
    if parts.peek() == Some(&"super") {
        base.clone_from(from);
    }
    for part in parts {
        match part {
            "crate" => {}
            "super" => drop(base.pop()),
            name => base.push(name.to_owned()),
        }
    }
    while !base.is_empty() && !modules.contains_key(&base) {
        base.pop();
    }
    (!base.is_empty()).then_some(base)
}

/// A cycle in a usage graph, if there is one.
pub fn circle<T: Ord + Clone>(uses: &BTreeMap<T, BTreeSet<T>>) -> Option<Vec<T>> {
    let mut done = BTreeSet::new();
    uses.keys().find_map(|start| circle_from(uses, start, &mut Vec::new(), &mut done))
}

fn circle_from<T: Ord + Clone>(
    uses: &BTreeMap<T, BTreeSet<T>>,
    at: &T,
    way: &mut Vec<T>,
    done: &mut BTreeSet<T>,
) -> Option<Vec<T>> {
    if let Some(first) = way.iter().position(|visited| visited == at) {
        return Some(way[first..].to_vec());
    }
    if done.contains(at) {
        return None;
    }
    way.push(at.clone());
    let found = uses.get(at).into_iter().flatten().find_map(|next| circle_from(uses, next, way, done));
    way.pop();
    done.insert(at.clone());
    found
}

#[test]
fn paths_are_read_as_the_compiler_reads_them() {
    let code = "use crate::a::{self, b::{c, d}, e as f}; let x = super::g(1); $crate::h::i!(); scrate::no";
    let mut found = paths(code);
    found.sort();
    assert_eq!(
        found,
        ["crate::a::b::c", "crate::a::b::d", "crate::a::e", "crate::a::self", "crate::h::i", "super::g"]
    );
}

#[test]
fn a_circle_is_found_wherever_it_begins() {
    let uses = |pairs: &[(u8, u8)]| {
        let mut uses: BTreeMap<u8, BTreeSet<u8>> = BTreeMap::new();
        for (from, to) in pairs {
            uses.entry(*from).or_default().insert(*to);
        }
        uses
    };
    assert_eq!(circle(&uses(&[(1, 2), (1, 3), (2, 3), (3, 4)])), None);
    assert_eq!(circle(&uses(&[(1, 2), (2, 3), (3, 4), (4, 2)])), Some(vec![2, 3, 4]));
    assert_eq!(circle(&uses(&[(1, 1)])), Some(vec![1]));
}
