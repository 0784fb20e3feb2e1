//! What the audit says about a query for figures or answers.
//!
//! The rule: nothing of the audit can be erased, so it takes no words that a person typed. A name is told if it is one of
//! ours; a value is told if it is a day, a name of ours, or a value of a dimension that looks like one.

use chrono::NaiveDate;

use crate::domain::complaints::segment::Dimension;
use crate::domain::ids::ThemeId;
use crate::domain::insight::query::Basis;
use crate::domain::insight::query::download::{Chart, PictureFormat, Purpose, RowFormat, RowSet};
use crate::domain::insight::query::presets::Preset;
use crate::domain::time::period::Granularity;

/// What the audit says about a search for what keywords would match.
pub const KEYWORDS_PREVIEW: &str = "a preview of keywords";
/// What the audit says before a query whose answers were taken into a file.
pub const FILE: &str = "a file: ";
/// What the audit says before a query for follow-ups, which say of each answer that it was low or asked for contact.
pub const FOLLOW_UPS: &str = "follow-ups: ";
/// What the audit says about reading the hits of a theme's check.
#[must_use]
pub fn theme_check(theme: ThemeId) -> String {
    format!("hits of theme {theme}")
}

/// The most bytes of what is told.
const LONGEST: usize = 500;
/// The most characters of a value of a dimension.
const LONGEST_VALUE: usize = 100;
/// Parameters that are told without their value, where [`says_what`] does not tell it: search words are private and often
/// a person's name.
const KNOWN: [&str; 33] = [
    "range",
    "from",
    "to",
    "interval",
    "basis",
    "group_by",
    "rolling",
    "confidence",
    "cut",
    "q",
    "theme",
    "scores",
    "score",
    "new",
    "cursor",
    "limit",
    "baseline",
    "measure",
    "year",
    "as_of",
    "kpi",
    "candidate",
    "certainty",
    "minimum",
    "assessment",
    "improvement",
    "gap",
    "against",
    "set",
    "for",
    "format",
    "chart",
    "status",
];

/// A query string for the audit: which period and which segments were read, and the names of what else was asked. What
/// would make it longer than 500 bytes is left out.
#[must_use]
pub fn audited(query: &str) -> String {
    let mut told = String::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let Some(pair) = pair(&name, &value) else { continue };
        let separator = if told.is_empty() { "" } else { "&" };
        if told.len() + separator.len() + pair.len() > LONGEST {
            break;
        }
        told.push_str(separator);
        told.push_str(&pair);
    }
    told
}

/// A parameter as it is told; `None` for one that no query has.
fn pair(name: &str, value: &str) -> Option<String> {
    // A comparison has each parameter twice.
    let asked = name.strip_prefix("a.").or_else(|| name.strip_prefix("b.")).unwrap_or(name);
    let mut pair = form_urlencoded::Serializer::new(String::new());
    if says_what(asked, value) {
        pair.append_pair(name, value);
    } else if KNOWN.contains(&asked) || asked.parse::<Dimension>().is_ok() {
        pair.append_key_only(name);
    } else {
        return None;
    }
    Some(pair.finish())
}

/// Whether the value says which period or segment was read and cannot be about a person.
fn says_what(name: &str, value: &str) -> bool {
    match name {
        "from" | "to" => is_day_or_month(value),
        "range" => value.parse::<Preset>().is_ok(),
        "interval" => value.parse::<Granularity>().is_ok(),
        "basis" => value.parse::<Basis>().is_ok(),
        "group_by" => value.parse::<Dimension>().is_ok(),
        "set" => value.parse::<RowSet>().is_ok(),
        "for" => value.parse::<Purpose>().is_ok(),
        "chart" => value.parse::<Chart>().is_ok(),
        "format" => RowFormat::parse(value).is_some() || value.parse::<PictureFormat>().is_ok(),
        _ => {
            let is_short = value.chars().count() <= LONGEST_VALUE;
            let is_plain = !value.chars().any(|character| character == '@' || character.is_control());
            name.parse::<Dimension>().is_ok() && is_short && is_plain
        }
    }
}

fn is_day_or_month(value: &str) -> bool {
    let is_day = |text: &str| text.len() <= 10 && text.parse::<NaiveDate>().is_ok();
    is_day(value) || is_day(&format!("{value}-01"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_audit_says_what_was_read_and_not_what_was_typed() {
        for (asked, told) in [
            (
                "q=mevrouw+Jansen&from=2026-01-01&a.team=Noord&team=jansen%40example.org&j%40x.nl=1",
                "q&from=2026-01-01&a.team=Noord&team",
            ),
            ("from=2026-01&to=0612345678&interval=day&basis=Jansen", "from=2026-01&to&interval=day&basis"),
            ("Jansen&jansen=1&c.team=Noord&group_by=team&group_by=Jansen", "group_by=team&group_by"),
            ("team=&team=a%0Ab&b.product=Verkeer", "team=&team&b.product=Verkeer"),
            ("theme=Jansen&cursor=Jansen&limit=Jansen&scores=Jansen", "theme&cursor&limit&scores"),
            ("range=last-month&range=Jansen", "range=last-month&range"),
            ("set=drivers&for=program&format=json&chart=png", "set=drivers&for=program&format=json&chart"),
            ("", ""),
        ] {
            assert_eq!(audited(asked), told, "{asked}");
        }
    }

    #[test]
    fn a_long_value_and_a_long_query_are_told_in_part() {
        let team = |length| format!("team={}", "x".repeat(length));
        assert_eq!(audited(&team(100)), team(100));
        assert_eq!(audited(&team(101)), "team");
        let told = audited(&vec![team(90); 100].join("&"));
        assert_eq!(told, vec![team(90); 5].join("&"), "whole parameters");
    }

    proptest! {
        #[test]
        fn what_is_told_is_short_and_stays_as_it_is(query in ".{0,600}") {
            let told = audited(&query);
            prop_assert!(told.len() <= 500 && !told.contains('@') && !told.contains("%40"), "{told}");
            prop_assert_eq!(audited(&told), told);
        }
    }
}
