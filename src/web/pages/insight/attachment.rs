//! Files that a browser saves, and their names (RFC 6266).
//!
//! The rule: a name is short and of plain letters, digits and dashes, whatever a filter's value is; the letters that it lacks
//! then come as the extended name, which every browser of today prefers.

use axum::http::{HeaderName, header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The most characters of a name, its ending left out.
const LONGEST: usize = 100;

/// The header that makes a browser save the answer under a name of these parts.
pub fn attachment(parts: &[String], ending: &str) -> (HeaderName, String) {
    let joined = |letters: fn(&str) -> String| {
        let words: Vec<String> =
            parts.iter().map(|part| letters(part)).filter(|part| !part.is_empty()).collect();
        words.join("-").chars().take(LONGEST).collect::<String>().trim_end_matches('-').to_owned()
    };
    let (plain, full) = (joined(plain), joined(dashed));
    let extended = if plain == full {
        String::new()
    } else {
        format!("; filename*=UTF-8''{}.{ending}", utf8_percent_encode(&full, NON_ALPHANUMERIC))
    };
    (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{plain}.{ending}\"{extended}"))
}

/// The letters and digits of a text, with a dash for whatever is between them.
fn dashed(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("-")
}

/// The same without accents and without letters that ASCII lacks.
fn plain(text: &str) -> String {
    let base: String = text.nfd().filter(|character| !is_combining_mark(*character)).collect();
    let ascii: String =
        base.chars().map(|character| if character.is_ascii() { character } else { '-' }).collect();
    dashed(&ascii)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn named(parts: &[&str]) -> String {
        attachment(&parts.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>(), "csv").1
    }

    #[test]
    fn a_name_is_plain_and_says_all_it_can() {
        assert_eq!(
            named(&["nps", "2026-01-01", "2026-06-30", "team", "Zuid"]),
            "attachment; filename=\"nps-2026-01-01-2026-06-30-team-Zuid.csv\""
        );
        assert_eq!(
            named(&["nps", "Café \"Één\"/.."]),
            "attachment; filename=\"nps-Cafe-Een.csv\"; filename*=UTF-8''nps%2DCaf%C3%A9%2D%C3%89%C3%A9n.csv"
        );
        assert_eq!(named(&["nps", &"x".repeat(500)]).len(), "attachment; filename=\".csv\"".len() + LONGEST);
    }

    proptest! {
        #[test]
        fn any_value_makes_one_header(value in ".{0,200}") {
            let header = named(&["nps", &value]);
            prop_assert!(header.is_ascii() && header.starts_with("attachment; filename=\"nps"), "{header}");
            prop_assert_eq!(header.matches('"').count(), 2);
            prop_assert!(!header.contains(['\r', '\n', '/', '\\']));
        }
    }
}
