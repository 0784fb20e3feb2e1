//! What an act was about, in the reader's language.
//!
//! The rule: only words of ours are put into words; what is not understood stands as it is stored.

use crate::domain::access::action::Action;
use crate::domain::reporting::document::DocumentKind;
use crate::texts::Texts;
use crate::views::access::audit::words::{act, actor};

/// The subject of an act.
pub(super) fn subject(text: &Texts, action: &str, stored: &str) -> String {
    let told = match action.parse() {
        Ok(Action::ReadAudit | Action::ExportAudit) => selection(text, stored),
        Ok(Action::AssessPolicy) => sentence(text, stored),
        Ok(_) => document(text, stored),
        Err(_) => None,
    };
    told.unwrap_or_else(|| stored.to_owned())
}

/// Which entries were read: "2026-03-01 to the last, who: operator, what: sign in, on".
fn selection(text: &Texts, stored: &str) -> Option<String> {
    let mut parts = stored.split(", ");
    let (from, to) = parts.next()?.split_once(" to ")?;
    let from = if from == "the first" { text.audit_told_first() } else { from.to_owned() };
    let to = if to == "the last" { text.audit_told_last() } else { to.to_owned() };
    let further = parts.map(|part| match part.split_once(": ") {
        Some(("who", who)) => text.audit_told_who(actor(text, who)),
        Some(("what", what)) => {
            text.audit_told_what(what.parse().map_or_else(|_| what.to_owned(), |what| act(text, what)))
        }
        _ if part == "who" => text.audit_told_some_who(),
        _ if part == "on" => text.audit_told_on(),
        _ => part.to_owned(),
    });
    let mut told = text.audit_told_days(from, to);
    for part in further {
        told.push_str(", ");
        told.push_str(&part);
    }
    Some(told)
}

/// A sentence of the policy in a year: "2025 improvements".
fn sentence(text: &Texts, stored: &str) -> Option<String> {
    let (year, key) = stored.split_once(' ')?;
    Some(text.audit_told_sentence(year, key))
}

/// A report: "public 2026", with its edition and more behind it.
fn document(text: &Texts, stored: &str) -> Option<String> {
    let (kind, rest) = stored.split_once(' ')?;
    let name = match kind.parse().ok()? {
        DocumentKind::Public => text.reports_public(),
        DocumentKind::Internal => text.reports_internal(),
    };
    let year = rest.get(..4).filter(|year| year.chars().all(|digit| digit.is_ascii_digit()))?;
    let behind = rest.get(4..)?;
    let behind = match behind.strip_prefix(", edition ") {
        Some(edition) => format!(", {}", text.audit_told_edition(edition)),
        None => behind.to_owned(),
    };
    Some(format!("{name} {year}{behind}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::access::audit_query::AuditQuery;
    use crate::domain::people::language::Language;
    use crate::texts::texts;

    #[test]
    fn words_of_ours_are_told_in_the_language_of_the_reader() {
        let dutch = |action: Action, stored: &str| subject(texts(Language::Dutch), action.name(), stored);
        let all = AuditQuery::default().told();
        assert_eq!(dutch(Action::ReadAudit, &all), "de eerste tot en met de laatste dag");
        let some = dutch(Action::ExportAudit, "2026-03-01 to the last, who: operator, on");
        assert_eq!(
            some,
            "2026-03-01 tot en met de laatste dag, door de technisch beheerder, met een opdracht, over één onderwerp"
        );
        let report = dutch(Action::DiscardReport, "public 2026");
        assert!(report.ends_with(" 2026") && !report.contains("public"), "{report}");
        assert!(
            dutch(Action::DiscardReport, "internal 2025, edition 2, fout").ends_with(" 2025, editie 2, fout")
        );
        assert_eq!(dutch(Action::AssessPolicy, "2025 improvements"), "2025, beleidszin ‘improvements’");
        assert_eq!(dutch(Action::EditComplaint, "K-1"), "K-1");
    }
}
