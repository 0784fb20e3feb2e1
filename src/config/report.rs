//! What the reports are made with.

use crate::config::settings::parsers::text_of_file;
use crate::config::settings::section::section;
use crate::config::settings::setting::otherwise;
use crate::domain::reporting::headings::{HeadingFault, Headings, LARGEST};

section! {
    /// What the reports are made with.
    "report" => ReportConfig {
        /// The headings of the public report in each language, and the order of its sections: a TOML file
        /// (`src/domain/reporting/headings.toml` is the built-in one, to copy); a report keeps the headings that it was
        /// approved with.
        headings as headings_file: Headings = otherwise("built in", || Ok(Headings::built_in()), read_headings).example("headings.toml"),
    }
}

fn read_headings(path: &str) -> Result<Headings, String> {
    let text = text_of_file(path, LARGEST)?;
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
