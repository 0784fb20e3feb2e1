//! The sentences of the policy, for its yearly evaluation: a file, or the built-in ones.

use crate::domain::input::fields::FieldError;
use crate::domain::reporting::assessment::Sentences;
use crate::domain::reporting::assessment::sentences_file::{BUILT_IN, LARGEST, parse};

/// Reads a file with sentences.
///
/// # Errors
/// What is wrong with the file, in words.
pub fn read_sentences(path: &str) -> Result<Sentences, String> {
    let size = std::fs::metadata(path).map_err(|error| format!("cannot be read: {error}"))?.len();
    if size > LARGEST {
        return Err(format!("is larger than {LARGEST} bytes"));
    }
    let text = std::fs::read_to_string(path).map_err(|error| format!("cannot be read: {error}"))?;
    parse(&text).map_err(|faults| FieldError::in_one_line(&faults))
}

/// The sentences of a file that was read, or the built-in ones.
pub fn or_built_in(file: Option<Sentences>) -> Option<Sentences> {
    file.or_else(|| parse(BUILT_IN).ok())
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
        let sentences = or_built_in(Some(read_sentences(path).unwrap())).unwrap();
        assert_eq!(sentences.find("own").unwrap().words.en, "Yes.");
        std::fs::write(path, format!("{row}evidence = \"some\"\n")).unwrap();
        assert!(read_sentences(path).unwrap_err().starts_with("line 5: the evidence must be one of "));
        std::fs::write(path, " ".repeat(70_000)).unwrap();
        assert_eq!(read_sentences(path).unwrap_err(), "is larger than 65536 bytes");
        assert!(read_sentences("/nowhere/sentences.toml").unwrap_err().starts_with("cannot be read: "));
        assert!(or_built_in(None).is_some());
    }
}
