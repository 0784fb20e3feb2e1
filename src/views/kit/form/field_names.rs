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
        other => words::capitalised(&words::field(text, other).replace(['_', '.'], " ")),
    }
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
