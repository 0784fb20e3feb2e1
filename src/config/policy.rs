//! How the complaints policy counts, and what it says.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::config::settings::parsers::text_of_file;
use crate::config::settings::section::section;
use crate::config::settings::setting::otherwise;
use crate::config::settings::shown::part_shown;
use crate::domain::input::fields::FieldError;
use crate::domain::reporting::assessment::Sentences;
use crate::domain::reporting::assessment::sentences_file::{BUILT_IN, LARGEST, parse};
use crate::domain::time::calendar::parse_day;
use crate::domain::time::working_days::WorkingDays;

section! {
    /// The complaints policy.
    "policy" => PolicyConfig {
        /// Days that are no working days besides weekends and public holidays, such as 2026-12-24.
        working_days as free_days: WorkingDays = otherwise("none", no_free_days, working_days).list(),
        /// The sentences of your policy in each language, and what of the data each rests on, for its yearly evaluation: a
        /// TOML file (`src/domain/reporting/self_assessment.toml` is the built-in one, to copy); judgements are kept by the
        /// key of a sentence.
        self_assessment as self_assessment_file: Sentences = otherwise("built in", built_in, read_sentences).example("self_assessment.toml"),
    }
}

fn no_free_days() -> Result<WorkingDays, String> {
    Ok(WorkingDays::with_free_days(BTreeSet::new()))
}

/// Monday to Friday without public holidays and these days.
fn working_days(text: &str) -> Result<WorkingDays, String> {
    let day = |part: &str| {
        let part = part.trim();
        let wrong =
            || format!("{} is no day that exists; write days like 2026-12-24", part_shown(part, text));
        parse_day(part).ok_or_else(wrong)
    };
    let days: Result<BTreeSet<NaiveDate>, String> = text.split(',').map(day).collect();
    days.map(WorkingDays::with_free_days)
}

fn built_in() -> Result<Sentences, String> {
    sentences(BUILT_IN)
}

fn read_sentences(path: &str) -> Result<Sentences, String> {
    sentences(&text_of_file(path, LARGEST)?)
}

fn sentences(text: &str) -> Result<Sentences, String> {
    parse(text).map_err(|faults| FieldError::in_one_line(&faults))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_or_its_faults_are_told_with_their_lines() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let path = file.path().to_str().unwrap();
        let row = "[[sentences]]\nkey = \"own\"\nnl = \"Ja.\"\nen = \"Yes.\"\n";
        std::fs::write(path, format!("{row}evidence = \"none\"\n")).unwrap();
        assert_eq!(read_sentences(path).unwrap().find("own").unwrap().words.en, "Yes.");
        std::fs::write(path, format!("{row}evidence = \"some\"\n")).unwrap();
        assert!(read_sentences(path).unwrap_err().starts_with("line 5: the evidence must be one of "));
        std::fs::write(path, " ".repeat(70_000)).unwrap();
        assert_eq!(read_sentences(path).unwrap_err(), "is larger than 65536 bytes");
        assert!(read_sentences("/nowhere/sentences.toml").unwrap_err().starts_with("cannot be read: "));
        assert!(built_in().is_ok());
    }
}
