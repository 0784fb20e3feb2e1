//! What gave the reason for an improvement: causes by name, themes and signals by identifier, and months.
//!
//! The rule: the months of a downward signal were chosen because they were bad, so a signal that is a reason brings them along.

use chrono::NaiveDate;

use crate::domain::ids::{SignalId, ThemeId};
use crate::domain::input::fields::Fields;
use crate::domain::learning::improvement::Reason;
use crate::domain::learning::improvement::fields::{
    MOST_REASON_MONTHS, MOST_REASONS, REASON_CAUSES, REASON_MONTHS, REASON_SIGNALS, REASON_THEMES,
};
use crate::domain::learning::improvement::known::Known;
use crate::domain::policy::notifications::Month;

pub(super) fn take_reasons(fields: &mut Fields, known: &Known) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for name in fields.take_all(REASON_CAUSES, MOST_REASONS) {
        match known.cause(name.trim()) {
            Some(id) => reasons.push(Reason::Cause(id)),
            None => fields.refuse(REASON_CAUSES, format!("must name causes; `{name}` is none")),
        }
    }
    for text in fields.take_all(REASON_THEMES, MOST_REASONS) {
        match text.parse::<ThemeId>().ok().filter(|id| known.themes.iter().any(|(_, other)| other == id)) {
            Some(id) => reasons.push(Reason::Theme(id)),
            None => fields.refuse(REASON_THEMES, "must be identifiers of themes"),
        }
    }
    for text in fields.take_all(REASON_SIGNALS, MOST_REASONS) {
        match text.parse::<SignalId>().ok().filter(|id| known.signals.contains_key(id)) {
            Some(id) => reasons.push(Reason::Signal(id)),
            None => fields.refuse(REASON_SIGNALS, "must be identifiers of signals"),
        }
    }
    reasons.sort();
    reasons.dedup();
    reasons
}

/// The months that are given, and those of the signals among the reasons.
pub(super) fn take_months(fields: &mut Fields, reasons: &[Reason], known: &Known) -> Vec<NaiveDate> {
    let of_signal = |reason: &Reason| match reason {
        Reason::Signal(id) => known.signals.get(id).cloned().unwrap_or_default(),
        Reason::Cause(_) | Reason::Theme(_) => Vec::new(),
    };
    let given = fields.take_all(REASON_MONTHS, MOST_REASON_MONTHS).join(" ");
    let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | ';');
    let mut months: Vec<NaiveDate> = reasons.iter().flat_map(of_signal).collect();
    for text in given.split(is_between).filter(|text| !text.is_empty()) {
        match text.parse::<Month>() {
            Ok(month) => months.push(month.first()),
            Err(_) => fields.refuse(REASON_MONTHS, "must be months like 2026-03"),
        }
    }
    months.sort();
    months.dedup();
    months
}
