//! The name of a person, for the salutation and the address of a mail.
//!
//! The rule: a name has a letter. A full stop, a dash or a number in a name field means that there is no name, and some
//! mail servers reject a mail over it.

/// The name without direction marks; `None` if the text is not a name.
#[must_use]
pub fn person_name(text: &str) -> Option<String> {
    let name = without_direction_marks(text);
    let name = name.trim();
    let is_name = name.chars().any(char::is_alphabetic) && !name.chars().any(char::is_control);
    is_name.then(|| name.to_owned())
}

/// A text without the invisible direction marks that can reverse it and so make it look like another.
fn without_direction_marks(name: &str) -> String {
    let is_mark = |c: &char| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    name.chars().filter(|c| !is_mark(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_a_letter() {
        for name in ["Klant", "Zo\u{eb} \"Z\" de Vries, mr.", "\u{738b}\u{5c0f}\u{660e}", "4 You BV", "J."] {
            assert_eq!(person_name(name).as_deref(), Some(name));
        }
        for text in [
            "",
            " ",
            ".",
            "..",
            "-",
            "--",
            "?",
            "123",
            "\u{202e}",
            "...,",
            "\u{2028}",
            "a\r\nBcc: b@y.nl",
            "a\u{0}b",
            "\u{7f}a",
        ] {
            assert_eq!(person_name(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_name_does_not_run_backwards() {
        assert_eq!(person_name("\u{202e}gro.elpmaxe").as_deref(), Some("gro.elpmaxe"));
    }
}
