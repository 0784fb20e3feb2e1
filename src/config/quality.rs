//! The checklist by which the quality of handling is reviewed: a file, or the built-in one.

use crate::config::QualityConfig;
use crate::domain::input::fields::FieldError;
use crate::domain::policy::quality::checklist::Checklist;
use crate::domain::policy::quality::checklist_file::{BUILT_IN, LARGEST, parse};

/// Reads a checklist file: what it says, and its text.
///
/// # Errors
/// What is wrong with the file, in words.
pub fn read_checklist(path: &str) -> Result<(Checklist, String), String> {
    let size = std::fs::metadata(path).map_err(|error| format!("cannot be read: {error}"))?.len();
    if size > LARGEST {
        return Err(format!("is larger than {LARGEST} bytes"));
    }
    let text = std::fs::read_to_string(path).map_err(|error| format!("cannot be read: {error}"))?;
    let checklist = parse(&text).map_err(|faults| FieldError::in_one_line(&faults))?;
    Ok((checklist, text))
}

/// The configuration, with the built-in checklist unless a file was read.
pub fn config(file: Option<(Checklist, String)>, sample: u32) -> Option<QualityConfig> {
    let built_in = || Some((parse(BUILT_IN).ok()?, BUILT_IN.to_owned()));
    let (checklist, checklist_text) = file.or_else(built_in)?;
    Some(QualityConfig { checklist, checklist_text, sample })
}
