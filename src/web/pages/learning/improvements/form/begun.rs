//! The form of a new improvement as it is filled in so far.
//!
//! The rule: what another page asked for stands in it, and nothing that was not asked for or is not usual.

use crate::domain::insight::signal::event::SignalEvent;
use crate::domain::learning::improvement::TargetKind;
use crate::domain::learning::improvement::fields::{
    OWNER, REASON_CAUSES, REASON_SIGNALS, REASON_THEMES, SETTLING_DAYS, TARGET,
};
use crate::domain::learning::plan_form::written_months;
use crate::workflow::learning::improvements::named::PlanNames;

/// The parameters by which other pages lead to a form that is filled in so far.
const CAUSE: &str = "cause";
const THEME: &str = "theme";
const SIGNAL: &str = "signal";

/// The fields of a new form: what another page asked for, and what is usual.
pub(super) fn begun(asked: &[(String, String)], names: &PlanNames, own: &str) -> Vec<(String, String)> {
    let mut values = vec![
        (SETTLING_DAYS.to_owned(), "0".to_owned()),
        (TARGET.to_owned(), TargetKind::Nps.name().to_owned()),
    ];
    if names.known.owners.iter().any(|(email, _)| email == own) {
        values.push((OWNER.to_owned(), own.to_owned()));
    }
    for (name, value) in asked.iter().filter(|(_, value)| !value.is_empty()) {
        match name.as_str() {
            CAUSE => values.push((REASON_CAUSES.to_owned(), value.clone())),
            THEME => values.push((REASON_THEMES.to_owned(), value.clone())),
            SIGNAL => values.extend(of_signal(value, names)),
            _ => {}
        }
    }
    values
}

/// The event of a signal, and if it was bad, its months: they were chosen because they were bad.
fn of_signal(id: &str, names: &PlanNames) -> Vec<(String, String)> {
    let is_of = |event: &&SignalEvent| event.signals().any(|raised| raised.id.to_string() == id);
    let Some(event) = names.events.iter().find(is_of) else { return Vec::new() };
    let signal = (REASON_SIGNALS.to_owned(), event.first().id.to_string());
    std::iter::once(signal).chain(written_months(&event.bad_months())).collect()
}
