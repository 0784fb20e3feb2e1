//! From counts to what can be told of an improvement.
//!
//! The rule: a figure over few answers is hidden, and with it the one from which it could be computed; the month in which
//! the improvement began counts from its start only if neither part of it is small.

use chrono::NaiveDate;

use crate::domain::insight::visible::Visible;
use crate::domain::learning::effect::amounts::{Both, Counted, cell};
use crate::domain::learning::effect::expected::{Known, expected_on};
use crate::domain::learning::effect::windows::Windows;
use crate::domain::learning::effect::{EffectReport, Rest, verdict};
use crate::domain::learning::improvement::{EffectVerdict, Plan};
use crate::statistics::effect::{Cell, Change, Effect, POWER, effect, more_needed};
use crate::statistics::suppression::is_too_small;
use crate::statistics::tally::Counts;

/// The report on a plan, without other improvements. `counted` holds the ranges of `windows`; everything is known up to
/// `complete_until`.
#[must_use]
pub fn report(
    plan: &Plan,
    windows: Windows,
    counted: &Counted,
    complete_until: NaiveDate,
    today: NaiveDate,
    minimum_group: u64,
) -> EffectReport {
    let windows = from_a_month_where_small(windows, counted, minimum_group);
    let cells = Cells::of(plan, &windows, counted, minimum_group);
    let effect = cells.effect();
    let verdict = verdict(effect.shown(), plan.target.is_less_better());
    let more_needed = cells
        .changes()
        .and_then(|(concerned, rest)| more_needed(&told_apart(concerned), rest.as_ref(), plan.gap, POWER));
    let known = Known { complete_until, today };
    let is_told = verdict != EffectVerdict::CannotBeToldYet;
    let expected_on = if is_told { None } else { cells.expected_on(plan, &windows, known) };
    let Cells { after, before, rest } = cells;
    EffectReport {
        effect,
        verdict,
        more_needed,
        expected_on,
        after,
        before,
        rest,
        overlaps: Vec::new(),
        windows,
    }
}

/// A month that counts in part tells the figure of its other days, beside that of the whole month on the dashboard.
fn from_a_month_where_small(windows: Windows, counted: &Counted, minimum_group: u64) -> Windows {
    let Some(first) = windows.first_month() else { return windows };
    let is_small = |both: Both| both.sizes().any(|n| is_too_small(n, minimum_group));
    let tells = is_small(counted.over(&[first.lead])) || is_small(counted.over(&[first.counted]));
    if tells { Windows { after: Some(first.rest), ..windows } } else { windows }
}

/// Answers that are all alike tell nothing of how answers differ; those before do.
fn told_apart(change: Change) -> Change {
    let after = &change.after;
    let variance = if after.variance > 0.0 { after.variance } else { change.before.variance };
    Change { after: Cell { variance, ..*after }, ..change }
}

/// The figures that may be shown.
struct Cells {
    after: Visible<Cell>,
    before: Visible<Cell>,
    rest: Option<Rest>,
}

impl Cells {
    fn of(plan: &Plan, windows: &Windows, counted: &Counted, minimum_group: u64) -> Self {
        let (after, before) = (counted.over(windows.after.as_slice()), counted.over(&windows.before));
        let visible = |both: &Both, counts: &Counts| {
            let is_hidden = both.sizes().any(|n| is_too_small(n, minimum_group));
            Visible::unless(is_hidden, cell(&plan.target, counts))
        };
        // Filters that everyone answers to leave no rest.
        let rest = after.rest.zip(before.rest).filter(|(a, b)| a.responses() + b.responses() > 0);
        Self {
            after: visible(&after, &after.concerned),
            before: visible(&before, &before.concerned),
            rest: rest.map(|(of_after, of_before)| Rest {
                after: visible(&after, &of_after),
                before: visible(&before, &of_before),
            }),
        }
    }

    fn changes(&self) -> Option<(Change, Option<Change>)> {
        let change = |after: &Visible<Cell>, before: &Visible<Cell>| {
            Some(Change { after: *after.shown()?, before: *before.shown()? })
        };
        let concerned = change(&self.after, &self.before)?;
        let rest = match &self.rest {
            Some(rest) => Some(change(&rest.after, &rest.before)?),
            None => None,
        };
        Some((concerned, rest))
    }

    fn effect(&self) -> Visible<Effect> {
        let rest = self.rest.iter().flat_map(|rest| [&rest.after, &rest.before]);
        let is_hidden = [&self.after, &self.before].into_iter().chain(rest).any(Visible::is_too_small);
        let found = self.changes().map(|(concerned, rest)| effect(&concerned, rest.as_ref()));
        Visible::unless(is_hidden, found)
    }

    fn expected_on(&self, plan: &Plan, windows: &Windows, known: Known) -> Option<NaiveDate> {
        let before = self.before.shown()?;
        let rest = match &self.rest {
            Some(rest) => Some((rest.before.shown()?, rest.after.shown())),
            None => None,
        };
        expected_on(plan, windows, (before, self.after.shown()), rest, known)
    }
}
