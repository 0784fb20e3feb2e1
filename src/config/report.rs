//! What the reports are made with: their headings from a file, or the built-in ones.

use crate::domain::reporting::headings::{HeadingFault, Headings, LARGEST};

/// What the reports are made with.
#[derive(Clone, Debug)]
pub struct ReportConfig {
    /// The headings of their sections, and the order of these.
    pub headings: Headings,
}

/// Reads a file with headings.
///
/// # Errors
/// What is wrong with the file, in words.
pub fn read_headings(path: &str) -> Result<Headings, String> {
    let size = std::fs::metadata(path).map_err(|error| format!("cannot be read: {error}"))?.len();
    if size > LARGEST {
        return Err(format!("is larger than {LARGEST} bytes"));
    }
    let text = std::fs::read_to_string(path).map_err(|error| format!("cannot be read: {error}"))?;
    Headings::parse(&text).map_err(|faults| HeadingFault::in_one_line(&faults))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_or_its_faults_are_told() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let path = file.path().to_str().unwrap();
        std::fs::write(path, "[[sections]]\nkey = \"flow\"\nnl = \"Aantallen\"\nen = \"Numbers\"\n").unwrap();
        assert_eq!(read_headings(path).unwrap().heading("flow").nl, "Aantallen");
        std::fs::write(path, "[[sections]]\nkey = \"flow\"\nnl = \"Aantallen\"\n").unwrap();
        let told = read_headings(path).unwrap_err();
        assert_eq!(told, "line 1: the section `flow` has no heading in `en`");
        std::fs::write(path, " ".repeat(70_000)).unwrap();
        assert_eq!(read_headings(path).unwrap_err(), "is larger than 65536 bytes");
        assert!(read_headings("/nowhere/headings.toml").unwrap_err().starts_with("cannot be read: "));
    }
}
