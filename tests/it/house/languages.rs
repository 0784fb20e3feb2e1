//! Adding a language takes one folder of texts and one line; checked with a made-up one.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use fluent_typed::{BuildOptions, FtlOutputOptions, LintLevel, build_from_locales_folder};
use tempfile::TempDir;

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The existing catalogues, plus one that marks each text of the English one.
fn with_a_made_up_language() -> TempDir {
    let folder = TempDir::new().unwrap();
    for language in ["nl", "en", "eo"] {
        let own = source().join("texts/locales").join(if language == "eo" { "en" } else { language });
        std::fs::create_dir(folder.path().join(language)).unwrap();
        for entry in std::fs::read_dir(own).unwrap() {
            let entry = entry.unwrap();
            let text = std::fs::read_to_string(entry.path()).unwrap();
            let text = if language == "eo" { text.replace(" = ", " = ~") } else { text };
            std::fs::write(folder.path().join(language).join(entry.file_name()), text).unwrap();
        }
    }
    folder
}

/// Whether the build accepts the catalogues, and its output.
fn build(locales: &TempDir) -> (bool, String) {
    let out = TempDir::new().unwrap();
    let path = |name: &str| out.path().join(name).display().to_string();
    let built = build_from_locales_folder(
        BuildOptions::default()
            .with_locales_folder(&locales.path().display().to_string())
            .with_output_file_path(&path("texts.rs"))
            .with_ftl_output(FtlOutputOptions::single_file(&path("texts.ftl")))
            .with_default_language("en")
            .with_prefix("")
            .with_lint_level(LintLevel::Strict)
            .without_bidi_isolation()
            .without_format(),
    );
    let code = std::fs::read_to_string(path("texts.rs")).unwrap_or_default();
    (built == ExitCode::SUCCESS, code)
}

#[test]
fn a_complete_catalogue_is_all_that_a_language_takes() {
    let (is_built, code) = build(&with_a_made_up_language());
    assert!(is_built && code.contains("Eo"), "the third language is there");
}

#[test]
fn a_text_that_is_missing_in_one_language_fails_the_build() {
    let locales = with_a_made_up_language();
    let catalogue = locales.path().join("eo/answering.ftl");
    let text = std::fs::read_to_string(&catalogue).unwrap();
    let without: String = text
        .lines()
        .filter(|line| !line.starts_with("survey-send ="))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_ne!(text, without);
    std::fs::write(catalogue, without).unwrap();
    assert!(build(&with_a_made_up_language()).1.contains("fn survey_send("));
    let (_, code) = build(&locales);
    assert!(
        !code.contains("fn survey_send("),
        "the function is gone, and the code that calls it does not compile"
    );
}

#[test]
fn no_code_beside_the_one_line_asks_which_language_it_is() {
    let mut folders = vec![source()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs")
                && !path.ends_with("domain/people/language.rs")
            {
                let text = std::fs::read_to_string(&path).unwrap();
                for arm in
                    ["Language::Dutch =>", "Language::English =>", "Language::Dutch)", "Language::English)"]
                {
                    let code = text.split("#[cfg(test)]").next().unwrap();
                    let code = code.replace("unwrap_or(Language::English)", "");
                    assert!(!code.contains(arm), "{}: {arm}", path.display());
                }
            }
        }
    }
}

#[test]
fn a_percent_sign_stands_apart_from_its_number_as_numbers_are_written() {
    for language in ["nl", "en"] {
        for entry in std::fs::read_dir(source().join("texts/locales").join(language)).unwrap() {
            let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                let before = line.match_indices('%').filter_map(|(at, _)| line[..at].chars().last());
                assert!(!before.into_iter().any(|sign| sign == '}' || sign.is_ascii_digit()), "{line}");
            }
        }
    }
}

#[test]
fn who_runs_the_server_has_one_name_in_each_language() {
    let others =
        ["beheerder van de server", "server beheert", "operator of the server", "operator of this server"];
    for language in ["nl", "en"] {
        for entry in std::fs::read_dir(source().join("texts/locales").join(language)).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            let found = others.iter().find(|name| text.contains(**name));
            assert_eq!(found, None, "{}", path.display());
        }
    }
}

/// The names that follow a dollar sign, each once, in the order in which they come.
fn variables(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for part in text.split('$').skip(1) {
        let end = part.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-' && letter != '_');
        let name = &part[..end.unwrap_or(part.len())];
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The order in the English text is that of the parameters, and the comments are what their documentation lists: two texts in the
/// wrong order are no error to the compiler.
#[test]
fn the_comments_of_a_text_name_its_variables_in_its_order() {
    let mut texts: Vec<(String, String)> = Vec::new();
    for entry in std::fs::read_dir(source().join("texts/locales/en")).unwrap() {
        let mut comments = String::new();
        for line in std::fs::read_to_string(entry.unwrap().path()).unwrap().lines() {
            match (line.strip_prefix("# $"), line.chars().next()) {
                (Some(comment), _) => comments.push_str(&format!("${comment}\n")),
                (None, Some(' ' | '}')) => texts.last_mut().unwrap().1.push_str(line),
                (None, Some('#')) => {}
                (None, None) => comments.clear(),
                (None, Some(_)) => texts.push((std::mem::take(&mut comments), line.to_owned())),
            }
        }
    }
    texts.retain(|(comments, _)| !comments.is_empty());
    assert!(texts.len() > 200, "the catalogue is read");
    for (comments, text) in &texts {
        assert_eq!(variables(comments), variables(text), "{text}");
    }
}
