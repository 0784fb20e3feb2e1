//! Other improvements that may have a part in the effect of one.
//!
//! The rule: they began within the days that are compared, whatever became of them and whatever they should change; without a verdict yet,
//! by today. One that began earlier was there before and after alike, and one that is still to begin has no part yet.

use chrono::NaiveDate;

use crate::domain::learning::effect::{EffectReport, Overlap};
use crate::domain::learning::improvement::{End, Improvement};
use crate::domain::learning::improvement::{MONTHS_BEFORE, concerns::may_share};
use crate::domain::time::calendar::first_of_month_before;

/// The others for some of the same people, and those for some of the rest alone, those that start last first.
pub(super) fn overlaps(
    improvement: &Improvement,
    found: &EffectReport,
    others: &[Improvement],
    today: NaiveDate,
) -> (Vec<Overlap>, Vec<Overlap>) {
    let first = first_of_month_before(improvement.plan.starts_on, MONTHS_BEFORE);
    let judged = found.windows.after.filter(|_| found.is_judged);
    let last = judged.map_or(today, |after| after.to());
    let did_begin = |other: &&Improvement| {
        other.id != improvement.id
            && !matches!(other.end, Some(End::Withdrawn { .. }))
            && (first..=last).contains(&other.plan.starts_on)
    };
    let shares = |other: &&Improvement| may_share(&improvement.plan.concerns, &other.plan.concerns);
    let (of_same, of_rest): (Vec<&Improvement>, Vec<&Improvement>) =
        others.iter().filter(did_begin).partition(shares);
    (named(&of_same), named(&of_rest))
}

fn named(others: &[&Improvement]) -> Vec<Overlap> {
    others.iter().map(|other| Overlap { id: other.id, title: other.plan.title.clone() }).collect()
}
