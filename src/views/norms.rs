//! The norm pages: readiness, the ledger, the workbench, and one norm with its dossier.
//!
//! A verdict is shown by words and shapes, never by red or green: undecided is no failure, and "not met" no alarm.

mod dossier;
mod evaluation;
mod ledger;
pub mod mail;
mod official;
pub mod one;
pub mod overview;
mod plain;
pub mod print;
mod readiness;
pub mod verdict;
pub mod workbench;

use maud::{Markup, html};

use crate::domain::complaints::complaint::Complainant;
use crate::domain::complaints::segment::Dimension;
use crate::domain::input::fields::FieldError;
use crate::domain::insight::query::Basis;
use crate::domain::norms::norm::{Certainty, Norm, NormInterval, POLICY, Proposed, Rule};
use crate::domain::people::language::Language;
use crate::domain::policy::kpi::{Direction, Kpi, Unit};
use crate::domain::policy::limit::Limit;
use crate::statistics::rounding::rounded;
use crate::texts::{Texts, texts};
use crate::views::kit::format::{day, per_cent};
use crate::views::kit::words;

/// Why a submitted form was refused.
#[derive(Clone, Copy)]
pub enum NormRefusal<'a> {
    Fields(&'a [FieldError]),
    EmptyWindow,
    DayIsTaken,
    OwnProposal,
    Decided,
    TooLate,
    NotDue,
}

impl NormRefusal<'_> {
    pub(super) fn words(self, text: &Texts) -> String {
        match self {
            Self::Fields(errors) => {
                let fields: Vec<String> = errors.iter().map(|error| hint(text, &error.field)).collect();
                text.norms_wrong(fields.join("; "))
            }
            Self::EmptyWindow => text.norms_empty_window(),
            Self::DayIsTaken => text.norms_day_taken(),
            Self::OwnProposal => text.norms_own(),
            Self::Decided => text.norms_decided(),
            Self::TooLate => text.norms_too_late(),
            Self::NotDue => text.norms_not_due(),
        }
    }
}

/// A field's label and the values that it accepts.
fn hint(text: &Texts, field: &str) -> String {
    let name = field_name(text, field);
    let takes = match field {
        "value" => text.takes_value(),
        "effective_from" => text.takes_day(),
        "rationale" => text.takes_rationale(),
        "from" | "to" => text.takes_months(),
        "rule.minimum" => text.takes_minimum(),
        _ => return name,
    };
    format!("{name} ({takes})")
}

/// A field's label.
fn field_name(text: &Texts, field: &str) -> String {
    match field {
        "value" => text.norm_value(),
        "kpi" => text.propose_kpi(),
        "effective_from" => text.propose_from(),
        "rationale" => text.norm_rationale(),
        "limit" => text.propose_limit(),
        "from" => text.workbench_from(),
        "to" => text.workbench_to(),
        "rule.minimum" | "minimum" => text.workbench_minimum(),
        "rule.certainty" | "certainty" => text.workbench_certainty(),
        "rule.interval" | "assessment" => text.workbench_assessment(),
        "candidate" => text.workbench_candidate(),
        "improvement" => text.workbench_improvement(),
        "gap" => text.workbench_gap(),
        other => other.to_owned(),
    }
}

/// The column headers of a table of back-tests.
fn backtest_columns(text: &Texts) -> Markup {
    html! {
        thead { tr {
            th scope="col" { (text.workbench_kind()) }
            th.number scope="col" { (text.workbench_met()) }
            th.number scope="col" { (text.workbench_undecided()) }
            th.number scope="col" { (text.workbench_not_met()) }
            th.number scope="col" { (text.workbench_insufficient()) }
            th.number scope="col" { (text.workbench_naive_says_met()) }
        } }
    }
}

/// A norm's value in points or per cent, unrounded, so that the adopted number is the printed one: "−15", "1,25 %".
#[must_use]
pub fn value(language: Language, kpi: Kpi, value: f64) -> String {
    match kpi.definition().unit {
        Unit::Points => plain(language, value),
        Unit::Share => format!("{}\u{a0}%", plain(language, value * 100.0)),
    }
}

/// A number with as many decimals as it has, at most six.
fn plain(language: Language, value: f64) -> String {
    let rounded = rounded(value, 6);
    let digits = rounded.abs().to_string().replace('.', &texts(language).format_decimal_separator());
    if rounded < 0.0 { format!("\u{2212}{digits}") } else { digits }
}

/// The norm as a bound with the time that it allows: "at least 90 % within 24 hours".
pub(super) fn bound_within(language: Language, proposed: &Proposed) -> String {
    bound_of(language, proposed.kpi, proposed.value, proposed.limit())
}

/// The same of a value and a limit.
pub fn bound_of(language: Language, kpi: Kpi, value: f64, limit: Option<Limit>) -> String {
    let bound = bound(language, kpi, value);
    match limit {
        None => bound,
        Some(limit) => texts(language).ledger_within(bound, limit_text(language, limit)),
    }
}

/// "24 hours", "6 working days".
fn limit_text(language: Language, limit: Limit) -> String {
    match limit {
        Limit::Hours(hours) => texts(language).limit_hours(hours),
        Limit::WorkingDays(days) => texts(language).limit_working_days(days),
    }
}

/// The norm as a bound: "at least 90 %".
pub(super) fn bound(language: Language, kpi: Kpi, norm: f64) -> String {
    let (text, value) = (texts(language), value(language, kpi, norm));
    match kpi.definition().direction {
        Direction::AtMost => text.ledger_at_most(value),
        Direction::AtLeast => text.ledger_at_least(value),
    }
}

/// Why a proposal was closed: another norm was adopted for its KPI from its day.
#[must_use]
pub fn closed_by(language: Language, adopted: &Norm) -> String {
    let proposed = &adopted.proposed;
    texts(language).norm_closed_by(
        bound_within(language, proposed),
        day(language, proposed.effective_from),
        adopted.id.to_string(),
    )
}

fn person(text: &Texts, who: &str) -> String {
    if who == POLICY { text.ledger_policy() } else { who.to_owned() }
}

fn interval_name(text: &Texts, interval: NormInterval) -> String {
    match interval {
        NormInterval::Quarter => text.interval_quarter(),
        NormInterval::Year => text.interval_year(),
    }
}

fn certainty_name(certainty: Certainty) -> String {
    format!("{}\u{a0}%", per_cent(certainty.share()))
}

/// The rule in one sentence.
fn rule_text(text: &Texts, rule: &Rule) -> String {
    let named = |one: &Complainant| words::value(text, Dimension::Complainant, one.name());
    let population: Vec<String> = rule.population.iter().map(named).collect();
    let basis = match rule.basis {
        Basis::Closed => text.basis_closed(),
        Basis::Answered => text.basis_answered(),
    };
    text.norm_rule_text(
        interval_name(text, rule.interval),
        population.join(", "),
        basis,
        per_cent(rule.certainty.share()),
        per_cent(rule.certainty.deciding().share()),
        rule.minimum.to_string(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_norm_is_printed_in_full_and_without_a_decimal_that_says_nothing() {
        assert_eq!(value(Language::Dutch, Kpi::Nps, -16.04), "\u{2212}16,04");
        assert_eq!(value(Language::Dutch, Kpi::ComplaintRate, 0.0125), "1,25\u{a0}%");
        assert_eq!(value(Language::English, Kpi::PhoneResponse, 0.07), "7\u{a0}%");
        assert_eq!(value(Language::English, Kpi::Nps, -0.0), "0");
        assert_eq!(value(Language::Dutch, Kpi::Nps, -15.0), "\u{2212}15");
        assert_eq!(value(Language::Dutch, Kpi::Nps, 7.5), "7,5");
        assert_eq!(value(Language::English, Kpi::ComplaintRate, 0.015), "1.5\u{a0}%");
        assert_eq!(bound(Language::Dutch, Kpi::ComplaintRate, 0.01), "ten hoogste 1\u{a0}%");
        assert_eq!(bound(Language::English, Kpi::Acknowledgement, 0.9), "at least 90\u{a0}%");
    }
}
