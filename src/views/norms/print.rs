//! The style sheet of a printed dossier: a running head and foot with whose it is, its date, its hash, and page n of m.
//!
//! The rule: what stands in it is text of ours or escaped, since an organisation's name may hold any character.

use chrono_tz::Tz;

use crate::domain::norms::norm::Norm;
use crate::domain::people::language::Language;
use crate::domain::time::calendar::day_of;
use crate::texts::texts;
use crate::views::kit::format::day;
use crate::views::kit::words::kpi_name;

/// The sheet of a norm's dossier.
#[must_use]
pub fn print_of(language: Language, organisation: &str, norm: &Norm, zone: Tz) -> String {
    let text = texts(language);
    let heading = text.norm_heading(kpi_name(text, norm.proposed.kpi));
    let proposed_on = day(language, day_of(norm.proposed.proposed_at, zone));
    print_style(
        &format!("{organisation} – {heading}"),
        &text.dossier_of_day(proposed_on),
        &format!("SHA-256 {}", norm.dossier_sha256),
    )
}

/// The sheet; `head` stands above each page at the left and `date` at the right, `fingerprint` below.
fn print_style(head: &str, date: &str, fingerprint: &str) -> String {
    let (head, date, fingerprint) = (quoted(head), quoted(date), quoted(fingerprint));
    format!(
        "@page {{ size: A4; margin: 22mm 18mm 20mm; font: 8pt sans-serif; color: #333;\n\
         @top-left {{ content: {head}; }}\n\
         @top-right {{ content: {date}; }}\n\
         @bottom-left {{ content: {fingerprint}; }}\n\
         @bottom-right {{ content: counter(page) \" / \" counter(pages); }} }}\n"
    )
}

/// A CSS string.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        if character.is_control() || matches!(character, '"' | '\\' | '<' | '>') {
            quoted.push_str(&format!("\\{:x} ", u32::from(character)));
        } else {
            quoted.push(character);
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn head_and_foot_stand_on_each_page_and_no_name_ends_the_string() {
        let style = print_style("Bij \"Jan\" \\ </style>", "24 november 2026", "ab12");
        assert!(
            style.contains("@bottom-right { content: counter(page) \" / \" counter(pages); }"),
            "{style}"
        );
        assert!(style.contains("content: \"Bij \\22 Jan\\22  \\5c  \\3c /style\\3e \""), "{style}");
        assert!(style.contains("\"24 november 2026\"") && style.contains("\"ab12\""));
    }
}
