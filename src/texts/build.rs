//! Generates one Rust function for each text of the catalogues, so that a missing one fails the build.

use std::path::Path;
use std::process::ExitCode;

use fluent_typed::{BuildOptions, FtlOutputOptions, LintLevel, build_from_locales_folder};

fn main() -> ExitCode {
    // sqlx embeds the migrations but cannot tell Cargo to watch them.
    println!("cargo::rerun-if-changed=migrations");
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
