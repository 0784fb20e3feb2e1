//! Which parts of a report count the same things, so that all of them are new or none is.
//!
//! The rule: every key of a table and of a sentence is listed once; a test fails for one that has no group.

use crate::domain::reporting::document::{Label, Row, Statement, Table};

/// Parts that count the same things.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// The totals of a year, which are printed as they are.
    Totals,
    /// What counts neither complaints nor people.
    Words,
    /// Who was asked and what they answered.
    Asked,
    /// A KPI, by the name of its label.
    Kpi(String),
    /// A table with the sentences about it, by its key.
    Table(String),
}

/// The group of the rows of a table; `None` if each row has its own, or the key is not known ([`is_listed`]).
fn of_table(key: &str) -> Option<Group> {
    match key {
        "flow" => Some(Group::Totals),
        "channel" | "complainant" | "product" | "cause" | "outcome" | "remedy" => {
            Some(Group::Table(key.to_owned()))
        }
        "nps" | "response" | "non_response" => Some(Group::Asked),
        "norms" | "improvements" => Some(Group::Words),
        _ => None,
    }
}

/// The group of a row: a table is split by row where each row counts something else.
#[must_use]
pub fn of_row(table: &Table, row: &Row) -> Group {
    match &row.label {
        Label::Known { name } if is_split(&table.key) => match name.as_str() {
            "kpi:nps" => Group::Asked,
            kpi => Group::Kpi(kpi.to_owned()),
        },
        _ => of_table(&table.key).unwrap_or_else(|| Group::Table(table.key.clone())),
    }
}

/// Whether each row of a table has its own group.
#[must_use]
pub fn is_split(key: &str) -> bool {
    matches!(key, "kpis" | "kpi_counts")
}

/// Whether a key of a table has a group.
#[must_use]
pub fn is_listed(key: &str) -> bool {
    is_split(key) || of_table(key).is_some()
}

/// The group of a sentence; `None` if its key is not known.
#[must_use]
pub fn of_key(key: &str) -> Option<Group> {
    let kpi = |name: &str| Group::Kpi(format!("kpi:{name}"));
    Some(match key {
        "summary_received" | "flow_identity" | "opening_differs" => Group::Totals,
        "summary_recommend"
        | "summary_few_answers"
        | "summary_answers_not_shown"
        | "nps_hidden"
        | "nps_not_shown"
        | "nps_no_answers"
        | "nps_verdict_of_period"
        | "nps_norm_is_of_others"
        | "non_response_hidden"
        | "invitations_unknown"
        | "response"
        | "response_rate_rr1" => Group::Asked,
        "kifid_pointed" | "kifid_not_recorded" | "kifid_hidden" | "kifid_not_shown" => {
            Group::Table("outcome".to_owned())
        }
        "summary_improvements"
        | "summary_improvements_alone"
        | "summary_no_improvements"
        | "reopened_is_open"
        | "year_is_running"
        | "no_norms_in_force"
        | "no_improvements"
        | "unchanged_since_edition"
        | "replaces_edition"
        | "mode_email"
        | "asked_at_once"
        | "asked_within_an_hour"
        | "asked_after_days"
        | "asked_after_hours"
        | "window_always"
        | "window_weekly"
        | "expires_after_days"
        | "expires_after_hours"
        | "ask_within_days"
        | "ask_within_hours"
        | "no_reminders"
        | "reminders_days"
        | "reminders_hours"
        | "no_cool_down"
        | "cool_down_days"
        | "cool_down_hours"
        | "no_holdout"
        | "holdout"
        | "settings_of"
        | "no_weights"
        | "interval"
        | "minimum"
        | "facts_until" => Group::Words,
        other if other.starts_with("not_asked_") => Group::Asked,
        other if ["audience_", "questionnaire_", "change_"].iter().any(|begin| other.starts_with(begin)) => {
            Group::Words
        }
        other if other.starts_with("summary_acknowledgement") => kpi("acknowledgement"),
        other if other.starts_with("summary_phone_response") => kpi("phone_response"),
        other if other.starts_with("summary_written_response") => kpi("written_response"),
        _ => return None,
    })
}

/// The group of a sentence; one of its own if its key is not known.
#[must_use]
pub fn of_statement(statement: &Statement) -> Group {
    of_key(&statement.key).unwrap_or_else(|| Group::Table(statement.key.clone()))
}
