//! The checklist by which the quality of handling is reviewed: a file, or the built-in one.

use crate::config::QualityConfig;
use crate::domain::input::fields::FieldError;
use crate::domain::policy::quality::checklist::Checklist;
use crate::domain::policy::quality::checklist_file::{BUILT_IN, LARGEST, parse};

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

/// Reads a checklist file.
///
/// # Errors
/// What is wrong with the file, in words.
pub fn read_checklist(path: &str) -> Result<ChecklistFile, String> {
    let size = std::fs::metadata(path).map_err(|error| format!("cannot be read: {error}"))?.len();
    if size > LARGEST {
        return Err(format!("is larger than {LARGEST} bytes"));
    }
    let text = std::fs::read_to_string(path).map_err(|error| format!("cannot be read: {error}"))?;
    let checklist = parse(&text).map_err(|faults| FieldError::in_one_line(&faults))?;
    Ok(ChecklistFile { checklist, text })
}

/// The configuration, with the built-in checklist unless a file was read.
pub fn config(file: Option<ChecklistFile>, sample: u32) -> Option<QualityConfig> {
    let built_in = || Some(ChecklistFile { checklist: parse(BUILT_IN).ok()?, text: BUILT_IN.to_owned() });
    Some(QualityConfig { checklist_file: file.or_else(built_in)?, sample })
}
