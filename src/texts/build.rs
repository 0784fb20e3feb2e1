//! Generates one Rust function for each text of the catalogues, so that a missing one fails the build, and tells the program what
//! it was built with and from.

use std::path::Path;
use std::process::{Command, ExitCode};

use fluent_typed::{BuildOptions, FtlOutputOptions, LintLevel, build_from_locales_folder};

fn main() -> ExitCode {
    // sqlx embeds the migrations but cannot tell Cargo to watch them.
    println!("cargo::rerun-if-changed=migrations");
    tell_what_is_built();
    let Some(out) = std::env::var_os("OUT_DIR") else { return ExitCode::FAILURE };
    let path = |name: &str| Path::new(&out).join(name).display().to_string();
    build_from_locales_folder(
        BuildOptions::default()
            .with_locales_folder("src/texts/locales")
            .with_output_file_path(&path("texts.rs"))
            .with_ftl_output(FtlOutputOptions::single_file(&path("texts.ftl")))
            .with_default_language("en")
            .with_prefix("")
            .with_lint_level(LintLevel::Strict)
            .without_bidi_isolation()
            .without_format(),
    )
}

/// The commit is told by who builds: looking for it here would build the whole program anew after each.
fn tell_what_is_built() {
    println!("cargo::rerun-if-env-changed=NAKLANK_BUILD_COMMIT");
    let commit = std::env::var_os("NAKLANK_BUILD_COMMIT").and_then(|commit| commit.into_string().ok());
    let commit = commit.filter(|commit| !commit.is_empty());
    // Not with the prefix of settings: Cargo hands these to the programs of tests, which refuse a setting that they do not know.
    println!("cargo::rustc-env=BUILT_FROM_COMMIT={}", commit.as_deref().unwrap_or("unknown"));
    println!("cargo::rustc-env=BUILT_WITH_RUST={}", rust_version().as_deref().unwrap_or("unknown"));
}

/// The version of the compiler, such as 1.95.0.
fn rust_version() -> Option<String> {
    let told = Command::new(std::env::var_os("RUSTC")?).arg("--version").output().ok()?;
    String::from_utf8(told.stdout).ok()?.split_whitespace().nth(1).map(str::to_owned)
}
