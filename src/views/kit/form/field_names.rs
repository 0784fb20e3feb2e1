//! The names of fields, for a form that is shown away from its page.
//!
//! The rule: a field without a name here is shown by its parameter, which is better than not at all.

use crate::domain::access::roles::Role;
use crate::domain::policy::kpi::Kpi;
use crate::texts::Texts;
use crate::views::kit::words;

/// What a field is called.
#[must_use]
pub fn field_name(text: &Texts, field: &str) -> String {
    match field {
        "email" | "contact.email" | "add" | "find" | "remove" => text.suppressions_address(),
        "name" | "contact.name" => text.field_name(),
        "contact.phone" => text.hand_phone(),
        "role" => text.users_roles(),
        "scope" => text.keys_scopes(),
        "owner" => text.keys_owner(),
        "expires" => text.keys_last_day(),
        "reason" | "rationale" => text.field_reason(),
        "note" | "survey.note" => text.field_note(),
        "keywords" => text.field_keywords(),
        "theme" => text.verbatims_theme(),
        "cause" | "causes" => text.field_cause(),
        "definition" => text.questionnaires_definition(),
        "reference" => text.field_reference(),
        "received_at" => text.field_received(),
        "closed_at" => text.field_closed(),
        "effective_from" => text.field_effective(),
        "month" => text.field_month(),
        "kpi" => text.nav_kpis(),
        other => of_improvement(text, other)
            .unwrap_or_else(|| words::capitalised(&words::field(text, other).replace(['_', '.'], " "))),
    }
}

/// The same of the form of an improvement; `None` for a field of another.
fn of_improvement(text: &Texts, field: &str) -> Option<String> {
    Some(match field {
        "title" => text.improvement_field_title(),
        "reason_causes" => text.improvement_field_causes(),
        "reason_themes" => text.improvement_field_themes(),
        "reason_signals" => text.improvement_field_signals(),
        "reason_months" => text.improvement_field_months(),
        "immediate_measure" => text.improvement_field_immediate(),
        "structural_measure" => text.improvement_field_structural(),
        "other_processes" => text.improvement_field_processes(),
        "starts_on" => text.improvement_field_start(),
        "settling_days" => text.improvement_field_settling(),
        "target" => text.improvement_field_target(),
        "gap" => text.improvement_field_gap(),
        "public_nl" => text.improvement_field_public_nl(),
        "public_en" => text.improvement_field_public_en(),
        _ => return None,
    })
}

/// What a value of a field is called, where it is one of a list; `None` where it is typed.
#[must_use]
pub fn value_name(text: &Texts, field: &str, value: &str) -> Option<String> {
    match field {
        "role" => value.parse::<Role>().ok().map(|role| words::role(text, role)),
        "kpi" => value.parse::<Kpi>().ok().map(|kpi| words::kpi_name(text, kpi)),
        "channel" | "complainant" | "outcome" | "level" => {
            let dimension = field.parse().ok()?;
            Some(words::value(text, dimension, value))
        }
        _ => None,
    }
}
