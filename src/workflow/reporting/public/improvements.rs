//! What was changed because of complaints, with its effect: improvements of which the organisation says something in public.
//!
//! The rule: titles and reasons are internal words and are not printed; an effect that few answers or complaints tell is
//! hidden. Only what is compared with a rest is said to work or to harm.

use crate::domain::insight::visible::Visible;
use crate::domain::learning::effect::{EffectReport, Finding};
use crate::domain::learning::improvement::{End, Improvement, PublicSentence};
use crate::domain::reporting::document::{InBoth, Label, Part, Row};
use crate::domain::reporting::figure::Figure;
use crate::domain::time::calendar::day_of;
use crate::statistics::suppression::is_too_small;
use crate::storage::StorageError;
use crate::workflow::learning::improvements::{improvement_effect, improvements};
use crate::workflow::reporting::say::{say, sentences, table};
use crate::workflow::reporting::year::Year;

/// An improvement as the public report tells it.
#[derive(Clone, Debug)]
pub(super) struct ImprovementRow {
    pub sentence: InBoth,
    pub finding: Finding,
    pub row: Row,
}

/// The improvements that ran in a year and have a public sentence, the latest first.
pub(super) async fn improvement_rows(year: &Year<'_>) -> Result<Vec<ImprovementRow>, StorageError> {
    let mut rows = Vec::new();
    for improvement in improvements(year.app).await? {
        let Some(sentence) = in_both(&improvement.plan.public).filter(|_| ran(year, &improvement)) else {
            continue;
        };
        let report = improvement_effect(year.app, &improvement).await?;
        let since = Figure::Day { day: improvement.plan.starts_on };
        let effect = effect(&report, year.public_minimum());
        // What is hidden is not told by the number of those that work either.
        let finding = if effect == Figure::Hidden { Finding::CannotBeToldYet } else { report.finding() };
        let label = Label::Words { words: sentence.clone() };
        rows.push(ImprovementRow { sentence, finding, row: Row { label, figures: vec![since, effect] } });
    }
    Ok(rows)
}

/// Whether it was carried out on a day of the year, as far as is known.
fn ran(year: &Year<'_>, improvement: &Improvement) -> bool {
    let zone = year.app.config.organisation.zone;
    let last = year.range.to().min(year.day_of_report());
    let began = improvement.plan.starts_on <= last && improvement.registered_at <= year.as_of();
    began
        && match &improvement.end {
            Some(End::Withdrawn { .. }) => false,
            Some(End::Closed { at, .. }) => day_of(*at, zone) >= year.range.from(),
            None => true,
        }
}

/// The sentence in both languages; `None` if there is none. One language stands in for the other.
fn in_both(sentence: &PublicSentence) -> Option<InBoth> {
    let (nl, en) = (sentence.dutch.as_ref(), sentence.english.as_ref());
    Some(InBoth { nl: nl.or(en)?.clone(), en: en.or(nl)?.clone() })
}

fn effect(report: &EffectReport, minimum: u64) -> Figure {
    let rest = report.rest.iter().flat_map(|rest| [&rest.after, &rest.before]);
    let mut cells = [&report.after, &report.before].into_iter().chain(rest);
    let is_of_few = cells.any(|cell| cell.shown().is_some_and(|cell| is_too_small(cell.n, minimum)));
    match &report.effect {
        _ if is_of_few => Figure::Hidden,
        Visible::TooSmall => Figure::Hidden,
        // Nothing to tell it from: it cannot be told yet.
        Visible::Nothing => Figure::Verdict { verdict: report.finding().name().to_owned() },
        Visible::Shown(effect) => Figure::Effect {
            effect: effect.points,
            low: effect.interval.low,
            high: effect.interval.high,
            verdict: report.finding().name().to_owned(),
        },
    }
}

/// The table of the section.
pub(super) fn improvement_parts(improvements: &[ImprovementRow]) -> Vec<Part> {
    if improvements.is_empty() {
        return sentences(vec![say("no_improvements", [])]).into_iter().collect();
    }
    let rows = improvements.iter().map(|improvement| improvement.row.clone()).collect();
    vec![table("improvements", ["label", "since", "effect"], rows)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::learning::effect::Rest;
    use crate::domain::learning::effect::windows::Windows;
    use crate::domain::learning::improvement::EffectVerdict;
    use crate::statistics::effect::Effect;
    use crate::statistics::interval::Interval;

    fn found(verdict: EffectVerdict, rest: Option<Rest>) -> EffectReport {
        let (points, interval) = (5.0, Interval { low: 1.0, high: 9.0 });
        EffectReport {
            effect: Visible::Shown(Effect { points, interval }),
            verdict,
            is_judged: true,
            more_needed: None,
            expected_on: None,
            after: Visible::Nothing,
            before: Visible::Nothing,
            rest,
            overlaps: Vec::new(),
            overlaps_of_rest: Vec::new(),
            windows: Windows { before: Vec::new(), after: None },
        }
    }

    #[test]
    fn without_a_rest_to_compare_with_it_is_not_said_to_work() {
        let rest = Some(Rest { after: Visible::Nothing, before: Visible::Nothing });
        for (verdict, rest, expected) in [
            (EffectVerdict::Works, rest, "works"),
            (EffectVerdict::Harms, rest, "harms"),
            (EffectVerdict::Works, None, "better_alone"),
            (EffectVerdict::Harms, None, "worse_alone"),
            (EffectVerdict::CannotBeToldYet, None, "cannot_be_told_yet"),
        ] {
            let printed = effect(&found(verdict, rest), 10);
            assert!(matches!(&printed, Figure::Effect { verdict, .. } if verdict == expected), "{printed:?}");
        }
    }
}
