//! How the figures of a year were made: sentences that follow from facts and settings.
//!
//! The rule: a sentence that could be told otherwise by another year or another setting has a key of its own, so that nothing
//! is said that is not so. Settings are those of the moment at which the report is made.
//!
//! The keys of the sentences, with the names of their figures. Where a time is told, the key ends in `days` or `hours` and so
//! does the name of its figure:
//!
//! - who is asked: `audience_` with the name of each complainant (customer, lawyer, intermediary, opposing_party, other);
//!   mode_email;
//! - when: asked_at_once or asked_within_an_hour, or asked_after_days (days) or asked_after_hours (hours); window_always, or
//!   window_weekly (days, opens, closes), days of a week; expires_after_days (days), expires_after_hours (hours);
//!   ask_within_days (days), ask_within_hours (hours);
//! - reminders: no_reminders, or reminders_days (reminders, days) or reminders_hours (reminders, hours);
//! - cool-down and holdout: no_cool_down, cool_down_days (days), cool_down_hours (hours); no_holdout, holdout (share);
//! - settings_of (day);
//! - who was not asked: `not_asked_` with each of opted_out, not_in_audience, no_address, invalid_address, too_late, suppressed,
//!   cool_down, holdout (complaints); not_asked_hidden, not_asked_not_shown;
//! - response (responses, invited, rate), response_rate_rr1, no_weights, interval (confidence);
//! - questionnaires: questionnaire_built_in (name), questionnaire_in_force (name, since);
//! - changes: change_text, change_process, change_law, change_other (day);
//! - minimum (minimum), facts_until (day).

mod changes;
mod settings;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::norms::norm::Ledger;
use crate::domain::reporting::document::Statement;
use crate::domain::reporting::figure::Figure;
use crate::storage::StorageError;
use crate::workflow::reporting::asked::{Asked, asked};
use crate::workflow::reporting::counted::flow_of;
use crate::workflow::reporting::ledger::{deciding_confidence, known_ledger, nps_rule};
use crate::workflow::reporting::method::changes::{change_points, questionnaires};
use crate::workflow::reporting::method::settings::settings;
use crate::workflow::reporting::say::{number, say};
use crate::workflow::reporting::year::Year;

/// The method statement of a year as it is known at a moment; empty for a year on which cannot be reported.
#[tracing::instrument(skip_all)]
pub async fn method_statement(
    app: &App,
    year: i32,
    as_of: Timestamp,
) -> Result<Vec<Statement>, StorageError> {
    let Some(year) = Year::of(app, year, as_of) else { return Ok(Vec::new()) };
    let asked = asked(&year, flow_of(&year).await?.closed).await?;
    statements(&year, &asked, &known_ledger(&year).await?).await
}

/// The same, from what is known already.
pub(super) async fn statements(
    year: &Year<'_>,
    asked: &Asked,
    ledger: &Ledger,
) -> Result<Vec<Statement>, StorageError> {
    let as_of = Figure::Day { day: year.day_of_report() };
    let mut all = settings(&year.app.config.survey);
    all.push(say("settings_of", [("day", as_of.clone())]));
    all.extend(not_asked(asked));
    all.extend(response(asked));
    let confidence = Figure::Percent { percent: deciding_confidence(&nps_rule(ledger, year)).into() };
    all.push(say("interval", [("confidence", confidence)]));
    all.extend(questionnaires(year).await?);
    all.extend(change_points(year).await?);
    all.push(say("minimum", [("minimum", number(year.public_minimum()))]));
    all.push(say("facts_until", [("day", as_of)]));
    Ok(all)
}

/// Who was not asked, by reason, as far as it may be told.
fn not_asked(asked: &Asked) -> Vec<Statement> {
    let told = asked.unanswered.iter().filter(|(place, _)| place.is_not_asked());
    let told = told.map(|(place, closures)| {
        say(&format!("not_asked_{place}"), [("complaints", Figure::count(*closures))])
    });
    let others = if asked.are_not_asked_few { "not_asked_hidden" } else { "not_asked_not_shown" };
    told.chain(asked.has_others_not_asked.then(|| say(others, []))).collect()
}

fn response(asked: &Asked) -> Vec<Statement> {
    let rate = asked.rate();
    let is_told = matches!(rate, Figure::Share { .. });
    let figures = [("responses", asked.responses()), ("invited", asked.mails()), ("rate", rate)];
    let by_aapor = is_told.then(|| say("response_rate_rr1", []));
    [say("response", figures)].into_iter().chain(by_aapor).chain([say("no_weights", [])]).collect()
}
