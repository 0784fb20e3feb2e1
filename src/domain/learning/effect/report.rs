//! From counts to what can be told of an improvement.
//!
//! The rule: a figure over few answers is hidden, also one of which a single month holds few, since another improvement may
//! leave that month out; before the start there are no figures. A verdict is given on the days of the one moment, and never
//! before it.

use chrono::NaiveDate;

use crate::domain::insight::visible::Visible;
use crate::domain::learning::effect::amounts::{Both, Counted, cell, rests};
use crate::domain::learning::effect::expected::{Known, expected_on};
use crate::domain::learning::effect::moment::{judged_days, more_needed_as_planned};
use crate::domain::learning::effect::windows::{Windows, ranges_before};
use crate::domain::learning::effect::{EffectReport, Rest, verdict};
use crate::domain::learning::improvement::Plan;
use crate::statistics::effect::{Cell, Change, Effect, effect};
use crate::statistics::tally::Counts;

/// The report on a plan, without other improvements. `counted` holds each month of `windows`, and those before that were left
/// out; everything is known up to `complete_until`.
#[must_use]
pub fn report(
    plan: &Plan,
    windows: Windows,
    counted: &Counted,
    complete_until: NaiveDate,
    today: NaiveDate,
    minimum_group: u64,
) -> EffectReport {
    let judged = judged_days(plan, &windows, counted);
    let windows = Windows { after: judged.or(windows.after), ..windows };
    let found = Found {
        before: counted.over(&windows.before),
        after: counted.over(windows.after.as_slice()),
        hides_before: counted.is_small_in_any(&ranges_before(plan), minimum_group),
        hides_after: counted.is_small_in_any(&windows.months_after(), minimum_group),
    };
    let known = Known { complete_until, today };
    let expected_on = if judged.is_some() { None } else { found.expected_on(plan, &windows, known) };
    let cells = if plan.starts_on > today { Cells::none() } else { Cells::of(plan, &found) };
    let effect = cells.effect();
    let told = effect.shown().filter(|_| judged.is_some());
    EffectReport {
        verdict: verdict(told, plan.target.is_less_better()),
        is_judged: judged.is_some(),
        more_needed: effect.shown().and_then(|_| more_needed_as_planned(plan, &found.before, &found.after)),
        effect,
        expected_on,
        after: cells.after,
        before: cells.before,
        rest: cells.rest,
        overlaps: Vec::new(),
        overlaps_of_rest: Vec::new(),
        windows,
    }
}

/// What was counted over the windows, and whether it may be shown.
struct Found {
    before: Both,
    after: Both,
    hides_before: bool,
    hides_after: bool,
}

impl Found {
    /// `None` also where the effect will stay hidden.
    fn expected_on(&self, plan: &Plan, windows: &Windows, known: Known) -> Option<NaiveDate> {
        if self.hides_before || self.hides_after {
            return None;
        }
        let growing =
            |before: &Counts, after: &Counts| Some((cell(&plan.target, before)?, after.responses()));
        let concerned = growing(&self.before.concerned, &self.after.concerned)?;
        let rest = match rests(&self.before, &self.after) {
            Some((before, after)) => Some(growing(&before, &after)?),
            None => None,
        };
        expected_on(plan, windows, concerned, rest, known)
    }
}

/// The figures that may be shown.
struct Cells {
    after: Visible<Cell>,
    before: Visible<Cell>,
    rest: Option<Rest>,
}

impl Cells {
    /// Those before the start, when the plan can still be changed or withdrawn.
    fn none() -> Self {
        Self { after: Visible::Nothing, before: Visible::Nothing, rest: None }
    }

    fn of(plan: &Plan, found: &Found) -> Self {
        let after = |counts: &Counts| Visible::unless(found.hides_after, cell(&plan.target, counts));
        let before = |counts: &Counts| Visible::unless(found.hides_before, cell(&plan.target, counts));
        let rest = rests(&found.before, &found.after);
        Self {
            after: after(&found.after.concerned),
            before: before(&found.before.concerned),
            rest: rest
                .map(|(of_before, of_after)| Rest { after: after(&of_after), before: before(&of_before) }),
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
}

#[cfg(test)]
mod tests;
