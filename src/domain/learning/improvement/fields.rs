//! Parses raw fields into the plan of an improvement.
//!
//! The rule: everything by which it is judged is fixed before it starts, so a start lies today or later, and after the months
//! that were its reason.

mod reasons;
mod target;

use chrono::{Months, NaiveDate};

use crate::domain::complaints::segment::Dimension;
use crate::domain::ids::UserId;
use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::insight::query::dashboard::with_unknown;
use crate::domain::insight::query::{Filters, take_filters};
use crate::domain::learning::improvement::fields::reasons::{take_months, take_reasons};
use crate::domain::learning::improvement::fields::target::{take_gap, take_target};
use crate::domain::learning::improvement::known::Known;
use crate::domain::learning::improvement::{
    LONGEST_TEXT, LONGEST_TITLE, MOST_SETTLING_DAYS, Plan, PublicSentence, Target, month_not_over,
    months_before,
};

pub const TITLE: &str = "title";
pub const REASON: &str = "reason";
/// Names of causes.
pub const REASON_CAUSES: &str = "reason_causes";
/// Identifiers of themes, and of signals.
pub const REASON_THEMES: &str = "reason_themes";
pub const REASON_SIGNALS: &str = "reason_signals";
/// Months, as 2026-03. Those of a signal that is a reason need not be given.
pub const REASON_MONTHS: &str = "reason_months";
pub const IMMEDIATE_MEASURE: &str = "immediate_measure";
pub const STRUCTURAL_MEASURE: &str = "structural_measure";
pub const OTHER_PROCESSES: &str = "other_processes";
/// The address of an enabled user who may see improvements.
pub const OWNER: &str = "owner";
pub const STARTS_ON: &str = "starts_on";
pub const SETTLING_DAYS: &str = "settling_days";
/// The group of the filters: `concerns.team` in a form, an object in JSON.
pub const CONCERNS: &str = "concerns";
/// A kind alone, or `item:speed`.
pub const TARGET: &str = "target";
pub const TARGET_NAME: &str = "target_name";
pub const GAP: &str = "gap";
pub const PUBLIC_NL: &str = "public_nl";
pub const PUBLIC_EN: &str = "public_en";

/// Fields that hold nested fields.
pub const GROUPS: &[&str] = &[CONCERNS];
/// The most reasons of a kind.
pub const MOST_REASONS: usize = 20;
/// The most months that are given as the reason.
pub const MOST_REASON_MONTHS: usize = 36;
/// What is said of a start before today.
pub const STARTS_IN_THE_PAST: &str =
    "must be today or later: what it is judged by is fixed before it starts, not chosen afterwards";
/// The most dimensions by which those whom it concerns are chosen.
pub const MOST_DIMENSIONS: usize = 2;
/// How far ahead a start may lie, in months.
const MOST_MONTHS_AHEAD: u32 = 24;
/// The largest gap in points of NPS, and in percentage points.
pub const LARGEST_GAP_POINTS: f64 = 200.0;
pub const LARGEST_GAP_SHARE: f64 = 100.0;

/// The fields of a form: empty ones are absent, others may be repeated.
#[must_use]
pub fn of_form(pairs: &[(String, String)]) -> Fields {
    let filled = pairs.iter().filter(|(_, value)| !value.trim().is_empty()).cloned();
    Fields::of_query(&with_unknown(&filled.collect::<Vec<_>>()))
}

/// Takes whom it concerns; empty for everyone.
pub fn take_concerns(fields: &mut Fields) -> Filters {
    fields.within("concerns.", take_filters)
}

/// Reads the other fields of `POST /api/v1/improvements`, or of the form with the same names.
///
/// # Errors
/// Every field that is missing, wrong or unknown.
pub fn parse(mut fields: Fields, concerns: Filters, known: &Known) -> Result<Plan, Vec<FieldError>> {
    let title = take_title(&mut fields);
    let reason = fields.take_verbatim(REASON, LONGEST_TEXT);
    let reason = fields.require(REASON, reason);
    let reasons = take_reasons(&mut fields, known);
    let reason_months = take_months(&mut fields, &reasons, known);
    let [immediate_measure, structural_measure, other_processes] =
        [IMMEDIATE_MEASURE, STRUCTURAL_MEASURE, OTHER_PROCESSES]
            .map(|field| fields.take_verbatim(field, LONGEST_TEXT));
    if immediate_measure.is_none() && structural_measure.is_none() {
        fields.require_as(IMMEDIATE_MEASURE, None::<()>, "is required, or structural_measure");
    }
    let owner = take_owner(&mut fields, known);
    let starts_on = take_start(&mut fields, known.today);
    let settling_days = fields.take_count(SETTLING_DAYS).unwrap_or_default();
    if settling_days > MOST_SETTLING_DAYS {
        fields.refuse(SETTLING_DAYS, format!("must be at most {MOST_SETTLING_DAYS} days"));
    }
    let target = take_target(&mut fields, known);
    let gap = take_gap(&mut fields, target.as_ref());
    let public = take_public(&mut fields);
    if let Some(starts_on) = starts_on {
        check_months(&mut fields, &reason_months, starts_on);
    }
    check_concerns(&mut fields, &concerns, target.as_ref());
    let plan = (|| {
        Some(Plan {
            title: title?,
            reason: reason?,
            reasons,
            reason_months,
            immediate_measure,
            structural_measure,
            other_processes,
            owner: owner?,
            starts_on: starts_on?,
            settling_days,
            concerns,
            target: target?,
            gap: gap?,
            public,
        })
    })();
    fields.result(plan)
}

/// Reads the public sentence alone.
///
/// # Errors
/// Every field that is wrong or unknown.
pub fn parse_public(mut fields: Fields) -> Result<PublicSentence, Vec<FieldError>> {
    let public = take_public(&mut fields);
    fields.result(Some(public))
}

/// A start after the months that were the reason, with one of the twelve before it left to compare with.
fn check_months(fields: &mut Fields, months: &[NaiveDate], starts_on: NaiveDate) {
    if let Some(month) = month_not_over(months, starts_on) {
        let message = format!("must lie after its reason: {} is not over then", month.format("%Y-%m"));
        fields.refuse(STARTS_ON, message);
    }
    if months_before(starts_on).all(|month| months.contains(&month)) {
        fields.refuse(REASON_MONTHS, "must leave one of the twelve months before the start to compare with");
    }
}

/// Few dimensions, so that few people are not singled out. Complaints have no mode and no questionnaire.
fn check_concerns(fields: &mut Fields, concerns: &Filters, target: Option<&Target>) {
    if concerns.len() > MOST_DIMENSIONS {
        fields.refuse(
            CONCERNS,
            format!("must be of at most {MOST_DIMENSIONS} dimensions: of more it would be few people"),
        );
    }
    if matches!(target, None | Some(Target::Nps | Target::Item(_))) {
        return;
    }
    for dimension in [Dimension::Mode, Dimension::Questionnaire] {
        if concerns.contains_key(&dimension) {
            fields.refuse(&format!("concerns.{dimension}"), "has no place here: a complaint has none");
        }
    }
}

fn take_title(fields: &mut Fields) -> Option<String> {
    let title = fields.take_text(TITLE);
    if title.as_ref().is_some_and(|title| title.chars().count() > LONGEST_TITLE) {
        fields.refuse(TITLE, format!("must be at most {LONGEST_TITLE} characters"));
    }
    fields.require(TITLE, title)
}

fn take_owner(fields: &mut Fields, known: &Known) -> Option<UserId> {
    let email = fields.take_text(OWNER);
    let email = fields.require(OWNER, email)?.to_lowercase();
    let found = known.owners.iter().find(|(other, _)| *other == email).map(|(_, id)| *id);
    fields.require_as(
        OWNER,
        found,
        "must be the address of an enabled user who may see improvements: an analyst or a policy owner",
    )
}

fn take_start(fields: &mut Fields, today: NaiveDate) -> Option<NaiveDate> {
    let day = fields.take_day(STARTS_ON);
    let day = fields.require(STARTS_ON, day)?;
    if day < today {
        fields.refuse(STARTS_ON, STARTS_IN_THE_PAST);
    }
    if today.checked_add_months(Months::new(MOST_MONTHS_AHEAD)).is_some_and(|last| day > last) {
        fields.refuse(STARTS_ON, "must lie two years ahead at most");
    }
    Some(day)
}

fn take_public(fields: &mut Fields) -> PublicSentence {
    PublicSentence {
        dutch: fields.take_verbatim(PUBLIC_NL, LONGEST_TEXT),
        english: fields.take_verbatim(PUBLIC_EN, LONGEST_TEXT),
    }
}

#[cfg(test)]
mod tests;
