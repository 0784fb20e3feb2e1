//! The improvements that ran in the year, with what can be told of their effect.
//!
//! The rule: of one that was closed the effect is what was told then, of one that runs it is computed now, as on its page.
//! Only what is compared with a rest is said to work or to harm.

use crate::domain::insight::visible::Visible;
use crate::domain::learning::effect::{EffectReport, Finding};
use crate::domain::learning::improvement::{End, Improvement};
use crate::domain::reporting::document::{Row, Section};
use crate::domain::reporting::figure::Figure;
use crate::domain::reporting::internal::InternalSection;
use crate::domain::time::calendar::day_of;
use crate::storage::StorageError;
use crate::workflow::learning::improvements::{improvement_effect, improvements};
use crate::workflow::reporting::internal::table::{own, section, table, text, verdict};
use crate::workflow::reporting::year::Year;

const COLUMNS: [&str; 5] = ["improvement", "measure", "since", "state", "effect"];

/// The improvements that had started by the end of the year, and had not ended before it; those that started first come
/// first.
pub(in crate::workflow::reporting) async fn ran_in(
    year: &Year<'_>,
) -> Result<Vec<(Improvement, EffectReport)>, StorageError> {
    let mut ran = Vec::new();
    for improvement in improvements(year.app).await?.into_iter().rev() {
        if ran_then(year, &improvement) {
            let effect = improvement_effect(year.app, &improvement).await?;
            ran.push((improvement, effect));
        }
    }
    Ok(ran)
}

fn ran_then(year: &Year<'_>, improvement: &Improvement) -> bool {
    let zone = year.app.config.organisation.zone;
    improvement.plan.starts_on <= year.range.to()
        && match &improvement.end {
            Some(End::Withdrawn { .. }) => false,
            Some(End::Closed { at, .. }) => day_of(*at, zone) >= year.range.from(),
            None => true,
        }
}

/// Whether it can be told if it works, for which there must be a rest to compare with.
pub(in crate::workflow::reporting) fn is_told(effect: &EffectReport) -> bool {
    matches!(effect.finding(), Finding::Works | Finding::Harms)
}

/// The section; a year in which no improvement ran says so.
pub(super) fn improved(year: &Year<'_>, ran: &[(Improvement, EffectReport)]) -> Section {
    let row = |(improvement, effect): &(Improvement, EffectReport)| {
        let plan = &improvement.plan;
        let measure = plan.structural_measure.as_deref().or(plan.immediate_measure.as_deref());
        Row {
            label: own(&plan.title),
            figures: vec![
                text(measure),
                Figure::Day { day: plan.starts_on },
                verdict(format!("improvement_{}", improvement.state(year.day_of_report()))),
                of_effect(effect),
            ],
        }
    };
    let rows = ran.iter().map(row).collect();
    section(InternalSection::Improvements, vec![table("improvements_followed", &COLUMNS, rows)])
}

fn of_effect(report: &EffectReport) -> Figure {
    match &report.effect {
        Visible::TooSmall => Figure::Hidden,
        Visible::Nothing => verdict(report.finding().name()),
        Visible::Shown(effect) => Figure::Effect {
            effect: effect.points,
            low: effect.interval.low,
            high: effect.interval.high,
            verdict: report.finding().name().to_owned(),
        },
    }
}
