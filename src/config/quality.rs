//! How the quality of handling is reviewed.

use crate::config::settings::parsers::{text_of_file, whole_number};
use crate::config::settings::section::section;
use crate::config::settings::setting::{default, otherwise};
use crate::domain::input::fields::FieldError;
use crate::domain::policy::quality::checklist::Checklist;
use crate::domain::policy::quality::checklist_file::{BUILT_IN, LARGEST, parse};

section! {
    /// How the quality of handling is reviewed.
    "quality" => QualityConfig {
        /// The sub-topics of a quality review and their points: a TOML file (`src/domain/policy/quality/checklist.toml` is
        /// the built-in one, to copy).
        checklist_file: ChecklistFile = otherwise("built in", built_in, read_checklist).example("checklist.toml"),
        /// How many closures are drawn at random each month to review the quality of handling: 1 to 1000.
        sample: u32 = default("20", |text| whole_number(text, 1, 1_000)).number(),
    }
}

/// A checklist as it stands in a file.
#[derive(Clone, Debug)]
pub struct ChecklistFile {
    pub checklist: Checklist,
    /// What the file says, word for word.
    pub text: String,
}

impl QualityConfig {
    #[must_use]
    pub fn checklist(&self) -> &Checklist {
        &self.checklist_file.checklist
    }
}

fn built_in() -> Result<ChecklistFile, String> {
    of_text(BUILT_IN.to_owned())
}

fn read_checklist(path: &str) -> Result<ChecklistFile, String> {
    of_text(text_of_file(path, LARGEST)?)
}

fn of_text(text: String) -> Result<ChecklistFile, String> {
    let checklist = parse(&text).map_err(|faults| FieldError::in_one_line(&faults))?;
    Ok(ChecklistFile { checklist, text })
}
