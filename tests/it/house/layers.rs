//! The architecture, checked against the tables in `src/lib.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::house::imports::{Module, circle, production, rust_files, uses};

/// What each module may use, from the first table; `None` if it may use everything.
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
    rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
}

/// The second table: for each layer and step, the steps of the same layer that it may use.
fn steps_may_use() -> BTreeMap<String, BTreeMap<String, BTreeSet<String>>> {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let table = text.split("# The steps").nth(1).expect("src/lib.rs has a table of steps");
    let mut rows = table.lines().filter_map(|line| line.strip_prefix("//! | ")).map(cells);
    let layers = rows.next().unwrap();
    let mut allowed: BTreeMap<String, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for row in rows {
        for (layer, cell) in layers.iter().zip(&row).skip(1) {
            let steps = cell.split(", ").filter(|step| !step.is_empty()).map(str::to_owned).collect();
            allowed.entry(layer.clone()).or_default().insert(row[0].clone(), steps);
        }
    }
    allowed
}

fn cells(row: &str) -> Vec<String> {
    row.trim_end_matches('|').split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).collect()
}

/// The layer of a module; `None` if that layer has no steps.
fn layer_of(module: &Module) -> Option<String> {
    match module[0].as_str() {
        layer @ ("domain" | "storage" | "workflow" | "views" | "web") => Some(layer.to_owned()),
        _ => None,
    }
}

/// Modules beside the steps of a layer: every step may use them, and they use no step.
const BESIDE_THE_STEPS: [&str; 3] = ["named", "ids", "description"];

/// The step of a file; `None` for the head of a layer and the modules beside its steps.
fn step_of(module: &Module) -> Option<String> {
    let is_inside = module[0] == "web" && ["pages", "api"].contains(&module.get(1)?.as_str());
    let step = module.get(if is_inside { 2 } else { 1 })?;
    (!BESIDE_THE_STEPS.contains(&step.as_str())).then(|| step.clone())
}

fn module_of(file: &Path) -> String {
    let inside = file.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn every_module_uses_only_what_the_table_allows() {
    let may_use = may_use();
    let mut strays = Vec::new();
    for (module, used) in uses() {
        let Some(allowed) = may_use.get(&module[0]) else {
            panic!("{} is not in the table of src/lib.rs", module[0])
        };
        let Some(allowed) = allowed else { continue };
        for used in used.iter().filter(|used| used[0] != module[0] && !allowed.contains(&used[0])) {
            strays.push(format!("{} uses {}", module.join("::"), used.join("::")));
        }
    }
    assert!(strays.is_empty(), "{}", strays.join("\n"));
}

#[test]
fn a_step_uses_only_the_steps_that_its_layer_allows_and_the_table_allows_no_more() {
    let allowed = steps_may_use();
    let mut used: BTreeMap<String, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for (module, others) in uses() {
        let (Some(layer), Some(step)) = (layer_of(&module), step_of(&module)) else { continue };
        let steps = others.iter().filter(|other| other[0] == module[0]).filter_map(step_of);
        used.entry(layer).or_default().entry(step).or_default().extend(steps);
    }
    for (layer, steps) in &mut used {
        for (step, used) in steps.iter_mut() {
            used.remove(step);
            let none = BTreeSet::new();
            let allowed = allowed[layer].get(step).unwrap_or(&none);
            assert_eq!(used, allowed, "{layer}: what {step} uses, and what the table allows it");
        }
        assert_eq!(circle(steps), None, "steps of {layer} use each other in a circle");
    }
}

#[test]
fn what_every_step_uses_uses_none() {
    for (module, used) in uses() {
        if module.len() == 2 && BESIDE_THE_STEPS.contains(&module[1].as_str()) {
            let steps: Vec<String> = used.iter().filter_map(step_of).collect();
            assert!(steps.is_empty(), "{} uses {steps:?}", module.join("::"));
        }
    }
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    assert_eq!(circle(&uses()), None);
}

#[test]
fn no_folder_is_a_long_corridor() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let layers = ["src/domain", "src/workflow", "src/storage", "src/views", "src/web", "tests/it"];
    let mut flat: BTreeMap<PathBuf, usize> = BTreeMap::new();
    // The heads of the steps are the doors of a layer, and not files in its corridor.
    let is_door = |file: &Path| {
        layers.iter().any(|layer| file.parent() == Some(&root.join(layer)))
            && file.with_extension("").is_dir()
    };
    for file in layers.iter().flat_map(|layer| rust_files(&root.join(layer))).filter(|file| !is_door(file)) {
        *flat.entry(file.parent().unwrap().to_owned()).or_default() += 1;
    }
    let long: Vec<_> = flat.into_iter().filter(|(_, files)| *files > 16).collect();
    assert!(long.is_empty(), "more than 16 files flat: {long:?}");
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
